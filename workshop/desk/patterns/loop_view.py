"""What a camp led to: cards shown, meant, tried, passed, patterns, used elsewhere; and where each thing stands in the loop."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.model.camp import Camp
from workshop.services.community.loop import CampLoop, camp_loop
from workshop.services.community.loop_text import (
    CASE_COLUMNS,
    case_cells,
    chain_text,
    direction_line,
    pattern_line,
    rules,
)


def loop_view(visitor: Visitor, camp: Camp | None) -> None:
    """The loop of one camp."""
    st.subheader(visitor.say("loop.title"), anchor=False)
    st.caption(visitor.say("loop.what"))
    if camp is None:
        st.info(visitor.say("desk.camps.none"))
        return
    found = camp_loop(app_context(), camp, visitor.language)
    if not (found.cases or found.directions):
        st.info(visitor.say("loop.none"))
        return
    st.markdown(f"**{escape(chain_text(found, visitor.language))}**")
    if found.cases:
        _cases(visitor, camp, found)
    for name, lines in (
        ("patterns", [_linked(pattern_line(one, visitor.language), camp, one.id) for one in found.patterns]),
        ("directions", [escape(direction_line(one, visitor.language)) for one in found.directions]),
    ):
        if lines:
            st.markdown(f"**{visitor.say(f'loop.{name}')}**")
            st.markdown(bullets(lines))
    with st.expander(visitor.say("loop.rules"), key="loop.rules"):
        st.markdown(bullets(escape(line) for line in rules(visitor.language)))
        st.markdown(escape(visitor.say("loop.consent")))


def _linked(line: str, camp: Camp, pattern: str) -> str:
    return f"[{escape(line)}](/patterns?camp={camp.code}&pattern={pattern})"


def _cases(visitor: Visitor, camp: Camp, found: CampLoop) -> None:
    """A row for each case; its title leads to the case."""
    names = [visitor.say(f"loop.column.{name}") for name in CASE_COLUMNS]
    rows = []
    for chain in found.cases:
        title, *cells = (escape(text) for text in case_cells(chain, visitor.language))
        linked = f"[{title}](/cases?camp={camp.code}&case={chain.case})"
        # The list of cases holds those that ship; a told one is read where it was told.
        rows.append([title if chain.told_here else linked, *cells])
    st.markdown(f"**{visitor.say('loop.cases')}**")
    if on_a_phone():
        st.markdown(
            bullets(
                f"{row[0]}  \n"
                + "　".join(f"{name} {cell}" for name, cell in zip(names[1:], row[1:], strict=True))
                for row in rows
            )
        )
        return
    st.table(
        pd.DataFrame(rows, columns=names),
        border="horizontal",
        hide_index=True,
        alt=visitor.say("loop.alt", n=len(rows)),
    )
