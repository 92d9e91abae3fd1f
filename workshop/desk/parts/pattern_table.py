"""What was tried against one obstacle: counts and names, those that did not pass too, and what chance alone would show."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.pattern_interval import (
    WIDTH,
    interval_picture,
    interval_words,
    legend_picture,
)
from workshop.desk.parts.pattern_place import PLACE, go
from workshop.desk.parts.plain import plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.visitor import Visitor
from workshop.drawing import size_of
from workshop.learning.pattern_words import chance_sentence, null_sentences, outcome_names, row_sentences
from workshop.learning.patterns import PatternTable, Row
from workshop.model.case import Case
from workshop.room import pattern_drafts, patterns


def table_view(here: Visitor, cases: tuple[Case, ...]) -> None:
    """The null beside it first, then the moves tried against the chosen obstacle."""
    table = patterns.table_of(cases)
    words = the_house().content.vocabularies
    null, compared = null_sentences(table, words, here.language)
    st.caption(here.say("pattern_desk.counted", n=table.cases))
    with st.container(border=True):
        st.markdown(f"**{here.say('pattern_desk.chance')}**　{plain(null)}")
        st.markdown(plain(compared))
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        found.setdefault(row.obstacle, []).append(row)
    if not found:
        st.info(here.say("pattern_desk.no_rows"))
        return
    chosen = st.selectbox(
        here.say("pattern_desk.obstacle"),
        list(found),
        format_func=lambda code: here.say(
            "patterns.obstacle",
            name=f"{code} {words.obstacles.name(code, here.language)}",
            n=found[code][0].n,
        ),
        key="pattern_desk.obstacle",
    )
    legend = legend_picture(here.language)
    st.image(legend, width=int(size_of(legend)[0]), alt=here.say("pattern_desk.legend"))
    titles = {case.id: case.title for case in cases}
    for row in found[chosen]:
        with st.container(border=True):
            _row(here, row, table, titles, cases)


def _row(
    here: Visitor, row: Row, table: PatternTable, titles: dict[str, str], cases: tuple[Case, ...]
) -> None:
    language = here.language
    name = the_house().content.vocabularies.moves.name(row.move, language)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.markdown(f"**{plain(name)}**　:gray[{here.say('pattern_desk.tried', n=row.tried.all)}]")
        for line in outcome_names(row.tried, titles, language).split(here.say("patterns.coverage.semicolon")):
            st.markdown(plain(line))
        if row.comparison is not None:
            told = list(row_sentences(row, name, titles, language))[1:]
            st.markdown("  \n".join(plain(line) for line in (*told, chance_sentence(row, table, language))))
    with right:
        st.image(interval_picture(row, language), width=int(WIDTH), alt=interval_words(row, language))
        st.caption(plain(interval_words(row, language)))
        if row.tried.passed or row.tried.partly:
            st.button(
                here.say("pattern_desk.begin"),
                key=f"pattern.begin.{row.obstacle}.{row.move}",
                on_click=_begin,
                args=(here, cases, row),
            )


def _begin(here: Visitor, cases: tuple[Case, ...], row: Row) -> None:
    def begin() -> None:
        go("draft", pattern_drafts.begin(the_house(), cases, row.obstacle, row.move, here.by))

    attempt(here, PLACE, begin)
