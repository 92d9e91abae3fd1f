"""The desk's Streamlit entry script, rerun at every click: identifies the visitor and opens a screen they may
see.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.ui.computing import still_computing
from workshop.desk.ui.escape import paragraphs
from workshop.desk.ui.visitor import Visitor, current_visitor, keep_choices
from workshop.services.workers import StillComputing, impatient

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

HERE = Path(__file__).parent
# A Material icon here would make every browser call an outside host for it.
ICON = "🌱"


def page(visitor: Visitor, name: str) -> StreamlitPage:
    """The screen in `screens/<name>.py` under the address `/<name>`."""
    title = visitor.say(f"desk.screen.{name}")
    return st.Page(HERE / "screens" / f"{name}.py", title=title, url_path=name)


def pages(visitor: Visitor) -> list[StreamlitPage]:
    """The visitor's screens, the most needed first; `/` redirects to that one.

    The default page answers only at `/`, never under its own name, so it only redirects.
    """
    names = ["start"]
    if visitor.right is not None:
        names = [
            "room",
            "pairing",
            "rounds",
            "agenda",
            "exercises",
            "paper",
            "one_community",
            "positions",
            "communities",
            "compare",
            "cases",
            "told",
            "trials",
            "patterns",
            "statements",
            "rubrics",
            "start",
        ]
        if visitor.right.organiser:
            names.insert(0, "camps")
            names.append("audit")
    if visitor.seat is not None:
        names.insert(0, "my_community")
        names += [name for name in ("cases",) if name not in names]
    screens = [page(visitor, name) for name in names]

    def lead_on() -> None:
        st.switch_page(screens[0])

    door = st.Page(lead_on, title=visitor.say("desk.name"), default=True, visibility="hidden")
    return [door, *screens]


def main() -> None:
    """Draw the page."""
    visitor = current_visitor()
    keep_choices()
    st.set_page_config(page_title=visitor.say("desk.name"), page_icon=ICON, layout="wide")
    chosen = st.navigation(pages(visitor), position="top")
    try:
        with impatient():
            chosen.run()
    except StillComputing as state:
        still_computing(visitor, state)
    except MengyaError as error:
        st.error(paragraphs(visitor.explain(error)))


# A spawned worker process imports this file too, under another name.
if __name__ == "__main__":
    main()
