"""Outreach charts: coverage of each building with its interval, and the same buildings month by month (heat map).

Both are narrow enough for a phone. Every square has its number in it, so that nothing relies on colour.
"""

from __future__ import annotations

from collections.abc import Callable

from workshop.base.svg import GREEN, INK, LEVELS, LINE, SOFT, fitted, line, mark, rect, sheet, text, width_of
from workshop.base.text import Language, say
from workshop.network.graph.wording import percent
from workshop.network.outreach.outreach import BuildingReach, Outreach, Strip
from workshop.network.outreach.outreach_text import building_sentence

WIDTH = 430.0
EDGE = 12.0
NAMES = 92.0
ROW = 34.0
SIZE = 14.0
TOP = 44.0
SHOWN_MONTHS = 12  # the newest; more squares are too small to read
DARK = 0.5  # from here the square is dark enough for white figures
BAND = "#c9d8cf"


def buildings_chart(outreach: Outreach, language: Language, name: Callable[[str], str] = str) -> str:
    """One line a building from 0 to 100 %: the share as a mark, its Wilson interval as a band, the counts at the right."""
    right = WIDTH - EDGE - 62
    left = EDGE + NAMES
    parts = [text(EDGE, 20, say(language, "seeping.picture.title"), SIZE, fill=SOFT)]
    bottom = TOP + ROW * len(outreach.rows)
    for quarter in (0.0, 0.5, 1.0):
        x = left + (right - left) * quarter
        words = f"{100 * quarter:.0f}%"
        parts += [
            line(x, TOP - 8, x, bottom, LINE),
            text(x - width_of(words, 11) / 2, bottom + 14, words, 11, fill=SOFT),
        ]
    for turn, row in enumerate(outreach.rows):
        parts += _building(row, TOP + ROW * (turn + 0.5), left, right, language, name(row.building))
    return sheet(WIDTH, bottom + 22, parts)


def _building(
    row: BuildingReach, y: float, left: float, right: float, language: Language, called: str
) -> list[str]:
    parts = [text(EDGE, y + 5, called, fitted(called, SIZE, NAMES - 8)), line(left, y, right, y, LINE)]
    if row.share is None or row.low is None or row.high is None:
        few = row.share is not None
        unknown = f"seeping.picture.{'few' if few else 'hidden' if row.hidden else 'unknown'}"
        words = say(language, unknown, reached=row.reached or 0, n=row.n)
        return [*parts, text(left + 6, y - 4, words, 12, fill=SOFT)]
    across = right - left
    counts = f"{row.reached}/{row.n}"
    return [
        *parts,
        rect(left + across * row.low, y - 6, across * (row.high - row.low), 12, BAND, rx="6"),
        # A diamond where only people on the map are counted: it is another share.
        mark("circle" if row.of == "households" else "diamond", left + across * row.share, y, 7, GREEN),
        text(right + 14, y + 5, counts, fitted(counts, SIZE, 56), fill=INK),
    ]


def buildings_text(outreach: Outreach, language: Language, name: Callable[[str], str] = str) -> str:
    """Text alternative of the chart."""
    rows = "\n".join(building_sentence(row, language, name) for row in outreach.rows)
    return f"{say(language, 'seeping.picture.title')}\n{rows}"


def strip_chart(strip: Strip, language: Language, name: Callable[[str], str] = str) -> str:
    """Heat map: a square for each building and month, darker for a higher share, with the percentage in it."""
    months = strip.months[-SHOWN_MONTHS:]
    left = EDGE + NAMES
    wide = min(64.0, (WIDTH - EDGE - left) / max(1, len(months)))
    parts = [text(EDGE, 20, say(language, "seeping.strip.title"), SIZE, fill=SOFT)]
    for turn, end in enumerate(months):
        words = f"{end:%y-%m}"
        size = fitted(words, 12, wide - 2, 7)
        parts.append(
            text(left + wide * (turn + 0.5) - width_of(words, size) / 2, TOP - 6, words, size, fill=SOFT)
        )
    for place, (building, shares) in enumerate(strip.rows):
        y = TOP + ROW * place
        called = name(building)
        parts.append(text(EDGE, y + ROW / 2 + 5, called, fitted(called, SIZE, NAMES - 8)))
        for turn, share in enumerate(shares[-SHOWN_MONTHS:]):
            parts += _square(share, left + wide * turn, y, wide)
    return sheet(WIDTH, TOP + ROW * len(strip.rows) + 10, parts)


def _square(share: float | None, x: float, y: float, wide: float) -> list[str]:
    words = "–" if share is None else percent(share)
    size = fitted(words, 13, wide - 6, 7)
    colour = "#ffffff" if share is None else _shade(share)
    return [
        rect(x + 1, y + 1, wide - 2, ROW - 2, colour, rx="3", stroke=LINE),
        text(
            x + wide / 2 - width_of(words, size) / 2,
            y + ROW / 2 + 5,
            words,
            size,
            fill="#ffffff" if share is not None and share >= DARK else INK,
        ),
    ]


def _shade(share: float) -> str:
    """White for none reached, then four shades, a quarter each."""
    return "#ffffff" if not share else LEVELS[min(3, int(share * 4))]


def strip_text(strip: Strip, language: Language, name: Callable[[str], str] = str) -> str:
    """Text alternative of the heat map: each building's first and last month."""
    lines = [say(language, "seeping.strip.title")]
    for building, shares in strip.rows:
        first, last = shares[0], shares[-1]
        if first is not None and last is not None:
            lines.append(
                say(
                    language,
                    "seeping.strip.row",
                    building=name(building),
                    first=f"{strip.months[0]:%Y-%m}",
                    before=percent(first),
                    last=f"{strip.months[-1]:%Y-%m}",
                    now=percent(last),
                )
            )
    return "\n".join(lines)
