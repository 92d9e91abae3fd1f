"""Life lines of a community's groups, the working time they take and the withdrawal test, on one time axis (SVG).

Everything differs by shape as well as by colour: a line that goes on dotted is not known any further, not ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workshop.assessment.lives.lives_text import amount_text, measured, percent
from workshop.assessment.lives.needed import Needed
from workshop.assessment.lives.work_trend import TimeSeries
from workshop.base.svg import (
    GREEN,
    INK,
    LEVELS,
    LINE,
    ORANGE,
    SOFT,
    Form,
    fitted,
    in_rows,
    line,
    mark,
    rect,
    sheet,
    text,
    track,
    whole_words,
    width_of,
)
from workshop.base.text import Language, say
from workshop.model.community.groups import GroupEnd, GroupRecord, month_of, months_between
from workshop.model.community.work_time import Spender, TimeMeasure

WIDE, NARROW = 760.0, 360.0
EDGE = 10.0
ROW = 24.0
BAND = 96.0  # height of a band of working time
SIZE = 13.0
SMALL = 11.5
MOST_LABELS = 9  # months written on the axis
DASH = "2 4"
MEASURES = tuple(TimeMeasure)
COLOURS = {Spender.WORKER: GREEN, Spender.SECRETARY: ORANGE}
FORMS: dict[Spender, Form] = {Spender.WORKER: "circle", Spender.SECRETARY: "square"}
LEGEND: tuple[tuple[str, Form, str, str], ...] = (
    ("seen", "circle", GREEN, "#ffffff"),
    ("registered", "diamond", LEVELS[3], "#ffffff"),
    ("ended", "cross", SOFT, "#ffffff"),
    ("merged", "wedge", SOFT, "#ffffff"),
)


@dataclass(frozen=True)
class TimeAxis:
    """Where a month stands across the drawing."""

    months: tuple[date, ...]
    left: float
    right: float

    def x(self, day: date) -> float:
        """The place of a month, or of a day within it."""
        span = max(1, len(self.months) - 1)
        within = (day.day - 1) / 31
        return (
            self.left
            + (self.right - self.left) * (months_between(self.months[0], month_of(day)) + within) / span
        )


def needed_chart(needed: Needed, language: Language, width: float = WIDE) -> str:
    """One picture with one time axis: lives on top, working time beneath, the withdrawal test at the foot."""
    names = 150.0 if width >= WIDE else 92.0
    axis = TimeAxis(needed.months, EDGE + names, width - EDGE - 34)
    title = whole_words(say(language, "groups.picture.title"), SIZE, width - 2 * EDGE)
    y = 8.0 + 18 * len(title)
    lives, bottom = _lives(needed, axis, y + 30, language)
    work, bottom = _work(needed, axis, bottom, language)
    checks, bottom = _checks(needed, axis, bottom, language)
    parts = [
        *(
            text(EDGE, 18.0 + 18 * number, words, SIZE, font_weight="600")
            for number, words in enumerate(title)
        ),
        *_months(axis, y + 12, bottom),
        *lives,
        *work,
        *checks,
    ]
    legend, bottom = _legend(needed, width, bottom + 14, language)
    return sheet(width, bottom + EDGE, [*parts, *legend])


def _months(axis: TimeAxis, y: float, bottom: float) -> list[str]:
    """Months along the top, as many as fit, with a thin line down to the foot."""
    parts = []
    fit = max(2, min(MOST_LABELS, int((axis.right - axis.left) / 56)))
    every = max(1, -(-len(axis.months) // fit))
    for month in axis.months[::every]:
        words = f"{month:%Y-%m}"
        x = axis.x(month)
        parts += [
            line(x, y + 5, x, bottom, LINE),
            text(x, y, words, SMALL, fill=SOFT, text_anchor="middle"),
        ]
    return parts


def _lives(needed: Needed, axis: TimeAxis, top: float, language: Language) -> tuple[list[str], float]:
    parts: list[str] = []
    for turn, one in enumerate(needed.lives.lines):
        y = top + ROW * turn
        called = one.record.name
        size = fitted(called, SIZE, axis.left - EDGE - 8, 10)
        parts.append(text(EDGE, y + size * 0.36, _cut(called, size, axis.left - EDGE - 8), size))
        parts += _life(one.record, axis, y, needed.today)
    if not needed.lives.lines:
        parts.append(text(axis.left, top + 4, say(language, "groups.picture.none"), SMALL, fill=SOFT))
    return parts, top + ROW * max(1, len(needed.lives.lines))


def _cut(words: str, size: float, most: float) -> str:
    while width_of(words, size) > most and len(words) > 1:
        words = f"{words[:-2]}…"
    return words


def _life(record: GroupRecord, axis: TimeAxis, y: float, today: date) -> list[str]:
    begin = axis.x(record.born) if record.born else axis.left
    until = axis.x(record.known_until) if record.known_until else axis.left
    parts = []
    if record.ended:
        parts.append(line(begin, y, until, y, SOFT, 3, "" if record.born else DASH))
    else:
        parts.append(line(begin, y, until, y, GREEN, 4, "" if record.born else DASH))
        now = axis.x(month_of(today))
        if now > until + 3:
            parts.append(line(until, y, now, y, SOFT, 1.5, DASH))
    if record.born:
        parts.append(line(begin, y - 6, begin, y + 6, SOFT if record.ended else GREEN, 3))
    if record.registered:
        parts.append(mark("diamond", axis.x(record.registered), y, 6, LEVELS[3]))
    if record.ended:
        merged = record.end is GroupEnd.MERGED
        parts.append(mark("wedge" if merged else "cross", until, y, 5.5, SOFT))
    elif record.seen:
        parts.append(mark("circle", axis.x(record.seen), y, 5, GREEN))
    return parts


def _work(needed: Needed, axis: TimeAxis, top: float, language: Language) -> tuple[list[str], float]:
    """A band for each measure that was told of all groups together; units are never drawn on one scale."""
    parts: list[str] = []
    for measure in MEASURES:
        shown = [one for one in needed.whole if one.measure is measure]
        if not shown:
            continue
        parts += _band(shown, measure, axis, top + 12, language)
        top += BAND + 12
    return parts, top


def _band(
    shown: Sequence[TimeSeries], measure: TimeMeasure, axis: TimeAxis, top: float, language: Language
) -> list[str]:
    most = max(point.value for one in shown for point in one.points) or 1.0
    ground, height = top + BAND - 14, BAND - 44

    def y(value: float) -> float:
        return ground - height * value / most

    title = say(language, f"work_time.band.{measure.value}")
    parts = [
        rect(axis.left, top + 8, axis.right - axis.left, BAND - 12, "#f4f2ea"),
        line(axis.left, ground, axis.right, ground, LINE),
    ]
    lines = whole_words(title, SMALL, axis.left - EDGE - 8)
    parts += [
        text(EDGE, top + 26 + 14 * number, words, SMALL, fill=SOFT) for number, words in enumerate(lines)
    ]
    for series in shown:
        colour, form = COLOURS[series.spender], FORMS[series.spender]
        places = [(axis.x(point.month), y(point.value)) for point in series.points]
        if len(places) > 1:
            parts.append(track(places, colour, 2))
        parts += [mark(form, *place, 4.5, colour) for place in places]
        parts += _ends(series, places, measure, axis, language)
    return parts


def _ends(
    series: TimeSeries,
    places: Sequence[tuple[float, float]],
    measure: TimeMeasure,
    axis: TimeAxis,
    language: Language,
) -> list[str]:
    """What the first and the last month were, in figures."""
    parts = []
    above = series.spender is Spender.WORKER
    for turn in dict.fromkeys((0, len(places) - 1)):
        x, y = places[turn]
        value = series.points[turn].value
        words = measured(value, measure, language) if measure is TimeMeasure.VISITS else amount_text(value)
        if measure is TimeMeasure.PERCENT:
            words = f"{words}%"
        wide = width_of(words, SMALL)
        left = min(max(x - wide / 2, axis.left + 2), axis.right + 32 - wide)
        parts.append(text(left, y - 8 if above else y + 17, words, SMALL, fill=INK))
    return parts


def _checks(needed: Needed, axis: TimeAxis, top: float, language: Language) -> tuple[list[str], float]:
    """The withdrawal test on each map, and what raters said of going on without the supporter."""
    rows: list[tuple[str, list[tuple[date, str]]]] = []
    if needed.leaving:
        told = [(one.day, f"{percent(one.before)}% → {percent(one.after)}%") for one in needed.leaving]
        rows.append((say(language, "groups.picture.leaving"), told))
    if needed.without:
        levels = [(one.day, say(language, "groups.picture.level", level=one.level)) for one in needed.without]
        rows.append((say(language, "groups.picture.without"), levels))
    if needed.visits:
        visits = [
            (one.day, say(language, f"work_time.visit.{max(one.said, key=lambda said: said[1])[0]}"))
            for one in needed.visits
        ]
        rows.append((say(language, "groups.picture.visits"), visits))
    parts: list[str] = []
    for title, told in rows:
        lines = whole_words(title, SMALL, axis.left - EDGE - 8)
        parts += [
            text(EDGE, top + 22 + 14 * number, words, SMALL, fill=SOFT) for number, words in enumerate(lines)
        ]
        for day, words in told:
            parts += _flag(axis, day, top + 18, words)
        top += max(30.0, 14.0 * len(lines) + 14)
    return parts, top


def _flag(axis: TimeAxis, day: date, y: float, words: str) -> list[str]:
    x = min(axis.x(day), axis.right)
    wide = width_of(words, SMALL) * 1.1  # arrows and percent signs are wider than they count
    left = x + 9 if x + 9 + wide <= axis.right + 32 else x - 9 - wide
    return [mark("triangle", x, y, 5, LEVELS[2]), text(left, y + 4, words, SMALL)]


def _legend(needed: Needed, width: float, top: float, language: Language) -> tuple[list[str], float]:
    """What the marks mean, those that occur."""
    records = [one.record for one in needed.lives.lines]
    occurring = {
        "seen": any(one.seen and not one.ended for one in records),
        "registered": any(one.registered for one in records),
        "ended": any(one.ended and one.end is not GroupEnd.MERGED for one in records),
        "merged": any(one.end is GroupEnd.MERGED for one in records),
    }
    items: list[tuple[Form, str, str]] = [
        (form, colour, say(language, f"groups.picture.{name}"))
        for name, form, colour, _ in LEGEND
        if occurring[name]
    ]
    items += [
        (FORMS[spender], COLOURS[spender], say(language, f"work_time.spender.{spender.value}"))
        for spender in Spender
        if any(one.spender is spender for one in needed.whole)
    ]
    unknown = any(not one.ended for one in records)
    if unknown:
        items.append(("circle", "", say(language, "groups.picture.unknown")))
    places = in_rows([width_of(words, SMALL) + 36 for _, _, words in items], width - 2 * EDGE)
    parts: list[str] = []
    for (form, colour, words), (x, row) in zip(items, places, strict=True):
        left, y = EDGE + x, top + 18 * row
        if colour:
            parts.append(mark(form, left + 8, y - 4, 5, colour))
        else:
            parts.append(line(left, y - 4, left + 17, y - 4, SOFT, 1.5, DASH))
        parts.append(text(left + 22, y, words, SMALL, fill=SOFT))
    return parts, top + 18 * (max((row for _, row in places), default=0))
