"""A documented case as a story, with its timeline: situation, moves, outcome, and how far to trust it.

Our own reading and sources nobody could trace are marked where they are read.

The timeline is a line of numbered stations, with a scale where months or dates are known. A filled number has
a time, an open one only its position in the order; a year or a span of months is drawn as wide as it is, so
that nothing looks more exact than it was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

import streamlit as st
from babel.dates import format_skeleton

from workshop.base.svg import GREEN, INK, LINE, PAPER, SOFT, dot, line, rect, sheet, text, width_of, wrapped
from workshop.base.text import Language, say
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape, paragraphs
from workshop.desk.ui.visitor import Visitor
from workshop.model.case import Case, LifeEntry, Move, Outcome

# Narrow enough that its words stay readable when a phone shrinks it.
WIDTH = 360.0
LEFT, RIGHT = 12.0, 348.0  # of the scale
RADIUS = 12.0
COLUMN = 16.0  # where the numbers stand
WORDS = 38.0  # where their texts begin
SIZE, SMALL = 15.0, 13.5
STEP = 21.0

Scale = Literal["month", "when"]


class Station(NamedTuple):
    """One timeline entry: its number, its time in words, and its extent on the scale."""

    number: int
    entry: LifeEntry
    when: str
    span: tuple[float, float] | None


def timeline(case: Case, language: Language) -> str:
    """The drawing; blank for a case without a timeline."""
    timed = stations(case.life, language)
    placed = [one for one in timed if one.span is not None]
    parts: list[str] = []
    y = 8.0
    if len({one.span for one in placed}) > 1:
        drawn, y = _scale(placed)
        parts += drawn
    drawn, y = _stations(timed, y + 14, language)
    return sheet(WIDTH, y, parts + drawn)


def timeline_in_words(case: Case, language: Language) -> str:
    """The same as text, one line per station."""
    lines = [
        say(
            language,
            "desk.case.station",
            number=one.number,
            when=one.when or say(language, "desk.case.order_only"),
            text=one.entry.text + _groups(one.entry, language),
        )
        for one in stations(case.life, language)
    ]
    return "\n".join(lines)


def stations(life: Sequence[LifeEntry], language: Language) -> tuple[Station, ...]:
    """The entries with their times; only those in the unit most entries use are placed on the scale.

    Months count from the start of the work and dates do not, so the two never share a scale.
    """
    months = sum(entry.month is not None for entry in life)
    dates = sum(entry.when is not None for entry in life)
    scale: Scale = "month" if months >= dates else "when"
    return tuple(
        Station(number, entry, time_of(entry, language), _span(entry, scale))
        for number, entry in enumerate(life, start=1)
    )


def time_of(entry: LifeEntry, language: Language) -> str:
    """The time as exactly as it is told; "" if only the order is known."""
    if entry.month is not None and entry.until is not None:
        return say(language, "desk.case.months", month=entry.month, until=entry.until)
    if entry.month is not None:
        return (
            say(language, "learning.month", month=entry.month)
            if entry.month
            else say(language, "desk.case.at_start")
        )
    if entry.when is None:
        return ""
    year, month, day = _parts(entry.when)
    skeleton = "yMMMd" if day else "yMMM" if month else "y"
    return format_skeleton(skeleton, date(year, month or 1, day or 1), locale=language)


def _parts(when: str) -> tuple[int, int | None, int | None]:
    year, *rest = (int(part) for part in when.split("-"))
    return year, rest[0] if rest else None, rest[1] if len(rest) > 1 else None


def _span(entry: LifeEntry, scale: Scale) -> tuple[float, float] | None:
    if scale == "month":
        if entry.month is None:
            return None
        return float(entry.month), float(entry.month if entry.until is None else entry.until)
    if entry.when is None:
        return None
    year, month, day = _parts(entry.when)
    if month is None:
        return float(year), year + 1.0
    begin = year + (month - 1) / 12
    if day is None:
        return begin, begin + 1 / 12
    return begin + (day - 1) / 365, begin + (day - 1) / 365


def _scale(placed: Sequence[Station]) -> tuple[list[str], float]:
    """The scale with every placed station, overlapping ones stacked."""
    spans = [one.span for one in placed if one.span is not None]
    low, high = min(begin for begin, _ in spans), max(end for _, end in spans)
    wide = RIGHT - LEFT - 2 * RADIUS

    def at(moment: float) -> float:
        return LEFT + RADIUS + (moment - low) / (high - low) * wide

    rows: list[float] = []  # right end of each occupied row
    spots: list[tuple[float, int]] = []
    for begin, end in spans:
        x = at((begin + end) / 2)
        row = next((row for row, taken in enumerate(rows) if x - taken > 2 * RADIUS + 2), len(rows))
        rows[row : row + 1] = [x]
        spots.append((x, row))
    ground = 10 + len(rows) * (2 * RADIUS + 3) + 6
    parts = [line(LEFT, ground, RIGHT, ground, SOFT, 2)]
    for one, (begin, end), (x, row) in zip(placed, spans, spots, strict=True):
        y = ground - 8 - RADIUS - row * (2 * RADIUS + 3)
        parts.append(line(x, y, x, ground, LINE, 1.5))
        left, right = at(begin), at(end)
        parts.append(
            rect(left, ground - 4, right - left, 8, GREEN, opacity="0.55")
            if right - left > 4
            else dot(x, ground, 4, GREEN)
        )
        parts += _number(one, x, y)
    first, last = placed[0].when, placed[-1].when
    parts.append(text(LEFT, ground + 22, first, SMALL, fill=SOFT))
    parts.append(text(RIGHT, ground + 22, last, SMALL, fill=SOFT, text_anchor="end"))
    return parts, ground + 34


def _stations(timed: Sequence[Station], y: float, language: Language) -> tuple[list[str], float]:
    lines: list[str] = []
    parts: list[str] = []
    previous: float | None = None
    for station in timed:
        middle = y + RADIUS
        if previous is not None:
            known = bool(station.when and timed[station.number - 2].when)
            lines.append(line(COLUMN, previous, COLUMN, middle, LINE, 3, "" if known else "3 5"))
        previous = middle
        parts += _number(station, COLUMN, middle)
        baseline = middle + 5
        head = station.when + _groups(station.entry, language)
        if head:
            parts.append(text(WORDS, baseline, head, SMALL, fill=GREEN, font_weight="600"))
            baseline += STEP
        for words in wrapped(station.entry.text, SIZE, RIGHT - WORDS):
            parts.append(text(WORDS, baseline, words, SIZE, fill=INK))
            baseline += STEP
        y = max(baseline - 2, middle + RADIUS + 12)
    return lines + parts, y


def _number(station: Station, x: float, y: float) -> list[str]:
    known = bool(station.when)
    figure = str(station.number)
    return [
        dot(x, y, RADIUS, GREEN if known else PAPER, GREEN),
        text(
            x - width_of(figure, SMALL) / 2 + 0.4,
            y + 4.8,
            figure,
            SMALL,
            fill="#ffffff" if known else GREEN,
            font_weight="600",
        ),
    ]


def _groups(entry: LifeEntry, language: Language) -> str:
    if entry.groups is None:
        return ""
    return say(language, "learning.dot") + say(language, "desk.case.groups", n=entry.groups)


# The stages that are our working hypothesis; only 1.0 comes from the article.
HYPOTHESIS = frozenset({"2.0", "3.0"})
COLOURS: dict[Outcome, str] = {
    Outcome.PASSED: "green",
    Outcome.PARTLY: "yellow",
    Outcome.NOT: "red",
    Outcome.TOO_EARLY: "gray",
}


def case_view(visitor: Visitor, case: Case) -> None:
    """One case."""
    case_head(visitor, case)
    # On a phone the timeline comes after the beginning it belongs to.
    story, life = st.columns([3, 2], gap="large") if case.life else (st.container(), None)
    with story:
        _story(visitor, case)
    if life is not None:
        with life:
            st.markdown(f"**{visitor.say('desk.case.life')}**")
            drawing = timeline(case, visitor.language)
            st.image(drawing, width=int(WIDTH), alt=timeline_in_words(case, visitor.language))
    _trust(visitor, case)


def case_head(visitor: Visitor, case: Case) -> None:
    """Title, place, kind of transition, and the marks nobody should miss."""
    st.subheader(escape(case.title), anchor=False)
    st.caption(f"{escape(case.place)} · {escape(case.period)}")
    with st.container(horizontal=True, gap="small"):
        unverified_badge(visitor, case)
        if case.stage is not None:
            st.badge(visitor.say("desk.case.from", stage=case.stage), color="green")
        if {case.stage, case.stage_after} & HYPOTHESIS or case.stage == "1.0":
            # The transition from 1.0 leads to a hypothetical stage.
            st.badge(
                visitor.say("desk.hypothesis.badge"),
                color="orange",
                help=visitor.say("desk.hypothesis.explained"),
            )
        if case.setting is not None:
            st.badge(escape(_setting(visitor, case.setting)), color="gray")


def unverified_badge(visitor: Visitor, case: Case) -> None:
    """A badge where the story's source could not be traced."""
    if case.unverified:
        st.badge(
            visitor.say("desk.case.unverified"),
            icon=":material/report:",
            color="red",
            help=visitor.say("desk.case.unverified_help"),
        )


def _story(visitor: Visitor, case: Case) -> None:
    st.markdown(f"> **{visitor.say('desk.case.stuck')}**　{escape(case.stuck)}")
    st.markdown(paragraphs(case.story))
    st.markdown(f"**{visitor.say('desk.card.did')}**")
    st.markdown(bullets(move_line(visitor, move) for move in case.moves))
    st.markdown(f"**{visitor.say('desk.card.became')}**")
    st.markdown(escape(case.result))
    st.markdown(bullets(outcome_lines(visitor, case)))
    st.markdown(f"**{visitor.say('desk.case.behind')}**  \n{escape(case.mechanism)}")


def move_line(visitor: Visitor, move: Move) -> str:
    """A move's name, in one line of escaped Markdown."""
    name = app_context().content.vocabularies.moves.name(move.code, visitor.language)
    return f"**{escape(name)}**　{move_text(visitor, move)}"


def move_text(visitor: Visitor, move: Move) -> str:
    """What was done; below it who did it, when and at what cost, as far as known."""
    known = (
        escape(move.by),
        visitor.say("learning.month", month=move.month) if move.month is not None else "",
        visitor.say("learning.cost", yuan=f"{move.cost_yuan:,}") if move.cost_yuan is not None else "",
    )
    about = visitor.say("learning.dot").join(part for part in known if part)
    return escape(move.text) + (f"  \n  :gray[{about}]" if about else "")


def reading_line(visitor: Visitor, case: Case) -> None:
    """Our own reading of the case, marked as ours."""
    if case.reading:
        st.markdown(f":violet-badge[{visitor.say('desk.case.reading')}] {escape(case.reading)}")


def outcome_lines(visitor: Visitor, case: Case) -> list[str]:
    """The outcome for each obstacle; one the source is silent on says so."""
    outcomes = dict(case.outcomes)
    return [
        f"{escape(app_context().content.vocabularies.obstacles.name(code, visitor.language))}　"
        + (
            f":{COLOURS[outcomes[code]]}-badge[{visitor.say(f'learning.outcome.{outcomes[code].value}')}]"
            if code in outcomes
            else f":gray-badge[{visitor.say('desk.case.not_told')}]"
        )
        for code in case.obstacles
    ]


def _trust(visitor: Visitor, case: Case) -> None:
    limits, use = st.columns(2, gap="large")
    with limits:
        st.warning(f"**{visitor.say('desk.case.limits')}**　{escape(case.limits)}")
        if case.would_not_work_without:
            names = visitor.say("learning.comma").join(
                escape(app_context().content.vocabularies.assets.name(code, visitor.language))
                for code in sorted(case.would_not_work_without)
            )
            st.markdown(f"**{visitor.say('desk.case.without')}**　{names}")
        if case.would_not_repeat:
            st.markdown(f"**{visitor.say('desk.case.not_again')}**　{escape(case.would_not_repeat)}")
    with use:
        st.markdown(f"**{visitor.say('desk.card.first_step')}**")
        for step in case.first_steps:
            name = app_context().content.vocabularies.obstacles.name(step.against, visitor.language)
            st.markdown(f"{escape(name)}  \n{escape(step.text)}")
        st.markdown(f"**{visitor.say('desk.card.question')}**  \n{escape(case.question)}")
    with st.container(border=True):
        reading_line(visitor, case)
        st.caption(visitor.say(f"learning.evidence.{case.evidence.value}"))
        for source in case.sources:
            st.caption(f"{visitor.say(f'learning.grade.{source.grade.value}')} · {escape(source.reference)}")


def _setting(visitor: Visitor, code: str) -> str:
    return app_context().content.vocabularies.settings.name(code, visitor.language)
