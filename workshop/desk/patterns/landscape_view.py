"""The landscape at the desk: one picture, the places nobody has passed where somebody of the room stands, and a table."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import streamlit as st

from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.learning.patterns.coverage_chart import NARROW, WIDE, coverage_chart
from workshop.model.camp import Camp
from workshop.services.community.landscape import Landscape, camp_landscape
from workshop.services.community.landscape_text import COLUMNS, cells, gap_lines, key_text, landscape_text


def landscape_view(visitor: Visitor, camp: Camp | None) -> None:
    """The landscape of one camp; without a camp nothing, the gaps of the cases stand beside it."""
    if camp is None:
        return
    context, language = app_context(), visitor.language
    obstacles = context.content.vocabularies.obstacles
    found = camp_landscape(context, camp, language)
    st.subheader(visitor.say("landscape.title"), anchor=False)
    st.caption(visitor.say("landscape.what"))
    if not found.letters():
        st.info(visitor.say("landscape.none"))
    look = NARROW if on_a_phone() else WIDE
    width: Literal["stretch"] | int = "stretch" if look is NARROW else int(WIDE.width)
    words = landscape_text(found, obstacles, language)
    st.markdown(escape(words[0]))
    st.image(
        coverage_chart(found.coverage, obstacles, language, look, found.letters()),
        width=width,
        alt="\n".join(words),
    )
    if found.letters():
        st.caption(escape(key_text(found, language)))
    if gaps := gap_lines(found, obstacles, language):
        st.markdown(f"**{visitor.say('landscape.gaps')}**")
        st.markdown(bullets(map(escape, gaps)))
    with st.expander(visitor.say("landscape.table"), key="landscape.table"):
        _table(visitor, found)


def _table(visitor: Visitor, found: Landscape) -> None:
    obstacles = app_context().content.vocabularies.obstacles
    rows = [[escape(cell) for cell in cells(one, obstacles, visitor.language)] for one in found.standpoints]
    names = [visitor.say(f"landscape.column.{name}") for name in COLUMNS]
    if on_a_phone():
        st.markdown(bullets(f"**{row[0]} {row[1]}**  \n{row[2]}　{row[3]}  \n{row[4]}" for row in rows))
        return
    st.table(pd.DataFrame(rows, columns=names), border="horizontal", hide_index=True)
