"""What was tried against one obstacle: counts with interval and permutation null, coverage gaps, and a
worksheet.

Each move is a row with a mark per case that tried it, those that did not pass too, and below it the interval
of the true share; marks differ in shape. Gaps and the worksheet (formal concepts) are to look at together,
neither is a finding.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.base.svg import (
    GREEN,
    INK,
    LEVELS,
    LINE,
    PAPER,
    SOFT,
    dot,
    fitted,
    line,
    mark,
    rect,
    sheet,
    size_of,
    text,
)
from workshop.base.text import Language, say
from workshop.desk.patterns.pattern_list import PLACE, go
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.learning.patterns.coverage_chart import NARROW, WIDE, coverage_chart, coverage_text
from workshop.learning.patterns.pattern_text import (
    chance_sentence,
    null_sentences,
    outcome_names,
    row_sentences,
    worksheet_sentences,
)
from workshop.learning.patterns.patterns import PatternRow, PatternTable
from workshop.model.case import Case
from workshop.services.learn import pattern_drafts, patterns

WIDTH, HEIGHT = 380.0, 104.0
LEFT, RIGHT = 14.0, 366.0
MARK = 8.0
MARKS_AT, BAR_AT = 20.0, 62.0


def interval_chart(row: PatternRow, language: Language) -> str:
    """The row as SVG; `interval_text` is its text alternative."""
    tried = row.tried
    kinds = [
        *["passed"] * len(tried.passed),
        *["partly"] * len(tried.partly),
        *["failed"] * len(tried.failed),
        *["open"] * len(tried.open),
    ]
    apart = min(26.0, (RIGHT - LEFT - 2 * MARK) / max(len(kinds) - 1, 1))
    size = min(MARK, apart * 0.42)
    parts: list[str] = []
    for number, kind in enumerate(kinds):
        parts += _mark(kind, LEFT + MARK + apart * number, MARKS_AT, size)
    if row.interval90 is None:
        words = interval_text(row, language)
        parts.append(text(LEFT, BAR_AT + 6, words, fitted(words, 15, RIGHT - LEFT), fill=SOFT))
        return sheet(WIDTH, HEIGHT, parts)
    low, high = row.interval90
    wide = RIGHT - LEFT
    parts += [
        line(LEFT, BAR_AT, RIGHT, BAR_AT, LINE, 2),
        *(
            line(LEFT + wide * part, BAR_AT - 7, LEFT + wide * part, BAR_AT + 7, LINE, 2)
            for part in (0, 0.5, 1)
        ),
        rect(LEFT + wide * low, BAR_AT - 7, max(wide * (high - low), 3), 14, LEVELS[1], rx="7"),
    ]
    share = tried.share
    if share is not None:
        at = LEFT + wide * share
        parts.append(line(at, BAR_AT - 11, at, BAR_AT + 11, INK, 3))
    none, every = (say(language, f"pattern_desk.axis.{end}") for end in ("none", "all"))
    parts += [
        text(LEFT, HEIGHT - 14, none, 14, fill=SOFT),
        text(RIGHT, HEIGHT - 14, every, 14, fill=SOFT, text_anchor="end"),
    ]
    return sheet(WIDTH, HEIGHT, parts)


def interval_text(row: PatternRow, language: Language) -> str:
    """How many passed of those with a known outcome, and the interval of the true share."""
    if row.interval90 is None and row.tried.known:
        return say(language, "pattern_desk.few", n=row.tried.known, passed=len(row.tried.passed))
    if row.interval90 is None:
        return say(language, "pattern_desk.no_outcome")
    low, high = row.interval90
    return say(
        language,
        "pattern_desk.interval",
        n=row.tried.known,
        passed=len(row.tried.passed),
        low=round(100 * low),
        high=round(100 * high),
    )


def interval_legend(language: Language) -> str:
    """What the marks and the bar mean."""
    parts: list[str] = []
    x = 4.0
    for kind in ("passed", "partly", "failed", "open"):
        words = say(language, f"pattern_desk.mark.{kind}")
        parts += _mark(kind, x + 10, 14, MARK)
        parts.append(text(x + 26, 19, words, 14))
        x += 40 + 14.5 * len(words) * (1.0 if language == "zh" else 0.52)
    return sheet(x, 28, parts)


def _mark(kind: str, x: float, y: float, size: float) -> list[str]:
    match kind:
        case "passed":
            return [dot(x, y, size, GREEN)]
        case "partly":
            return [mark("diamond", x, y, size, PAPER, GREEN)]
        case "failed":
            arm = size * 0.8
            return [
                line(x - arm, y - arm, x + arm, y + arm, INK, 3),
                line(x - arm, y + arm, x + arm, y - arm, INK, 3),
            ]
        case _:
            return [dot(x, y, max(size * 0.4, 2), SOFT)]


def gaps_view(visitor: Visitor, cases: tuple[Case, ...], *, drawn: bool) -> None:
    """The coverage map, unless it is `drawn` above with the room on it; the same in words, and the worksheet, both
    collapsed.
    """
    context, language = app_context(), visitor.language
    words = context.content.vocabularies
    coverage_table = patterns.coverage_of(context, cases)
    lines = coverage_text(coverage_table, words.obstacles, language)
    st.markdown(escape(lines[0]))
    st.caption(visitor.say("pattern_desk.gaps_what"))
    if not drawn:
        look = NARROW if on_a_phone() else WIDE
        width: Literal["stretch"] | int = "stretch" if look is NARROW else int(WIDE.width)
        chart = coverage_chart(coverage_table, words.obstacles, language, look)
        st.image(chart, width=width, alt="\n".join(lines))
    with st.expander(visitor.say("pattern_desk.in_words")):
        st.markdown(bullets(map(escape, lines[1:])))
    with st.expander(visitor.say("pattern_desk.worksheet")):
        titles = {case.id: case.title for case in cases}
        sentences = worksheet_sentences(patterns.worksheet_of(cases), titles, words, language)
        st.caption(escape(sentences[0]))
        st.markdown(bullets(map(escape, sentences[1:])))


def table_view(visitor: Visitor, cases: tuple[Case, ...]) -> None:
    """The null first, then the moves tried against the chosen obstacle."""
    table = patterns.table_of(cases)
    words = app_context().content.vocabularies
    null, compared = null_sentences(table, words, visitor.language)
    st.caption(visitor.say("pattern_desk.counted", n=table.cases))
    with st.container(border=True):
        st.markdown(f"**{visitor.say('pattern_desk.chance')}**　{escape(null)}")
        st.markdown(escape(compared))
    by_obstacle: dict[str, list[PatternRow]] = {}
    for row in table.rows:
        by_obstacle.setdefault(row.obstacle, []).append(row)
    if not by_obstacle:
        st.info(visitor.say("pattern_desk.no_rows"))
        return
    chosen = st.selectbox(
        visitor.say("pattern_desk.obstacle"),
        list(by_obstacle),
        format_func=lambda code: visitor.say(
            "patterns.obstacle",
            name=f"{code} {words.obstacles.name(code, visitor.language)}",
            n=by_obstacle[code][0].n,
        ),
        key="pattern_desk.obstacle",
    )
    legend = interval_legend(visitor.language)
    st.image(legend, width=int(size_of(legend)[0]), alt=visitor.say("pattern_desk.legend"))
    titles = {case.id: case.title for case in cases}
    for row in by_obstacle[chosen]:
        with st.container(border=True):
            _row(visitor, row, table, titles, cases)


def _row(
    visitor: Visitor, row: PatternRow, table: PatternTable, titles: dict[str, str], cases: tuple[Case, ...]
) -> None:
    language = visitor.language
    name = app_context().content.vocabularies.moves.name(row.move, language)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.markdown(f"**{escape(name)}**　:gray[{visitor.say('pattern_desk.tried', n=row.tried.all)}]")
        for line in outcome_names(row.tried, titles, language).split(
            visitor.say("patterns.coverage.semicolon")
        ):
            st.markdown(escape(line))
        if row.comparison is not None:
            sentences = list(row_sentences(row, name, titles, language))[1:]
            st.markdown(
                "  \n".join(escape(line) for line in (*sentences, chance_sentence(row, table, language)))
            )
    with right:
        st.image(interval_chart(row, language), width=int(WIDTH), alt=interval_text(row, language))
        st.caption(escape(interval_text(row, language)))
        if row.tried.passed or row.tried.partly:
            st.button(
                visitor.say("pattern_desk.begin"),
                key=f"pattern.begin.{row.obstacle}.{row.move}",
                on_click=_begin,
                args=(visitor, cases, row),
            )


def _begin(visitor: Visitor, cases: tuple[Case, ...], row: PatternRow) -> None:
    def begin() -> None:
        go("draft", pattern_drafts.begin(app_context(), cases, row.obstacle, row.move, visitor.by))

    attempt(visitor, PLACE, begin)
