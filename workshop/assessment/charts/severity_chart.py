"""Dot plot of rater severity (a dot a rater, anonymous), and two means of every community: raw and adjusted.

Adjusted is for severity or for roles. Neither mean replaces the other. Communities stand in the order of their names,
never of a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from workshop.assessment.charts.profile_chart import Sign, legend
from workshop.assessment.reliability.severity import Severities
from workshop.base.svg import GREEN, INK, LINE, PAPER, SOFT, dot, fitted, line, moved, sheet, stacked, text
from workshop.base.text import Language, say

MOST = 3.0  # levels


@dataclass(frozen=True)
class TwoMeans:
    """One community by name; `after` is the adjusted mean, None where nothing was adjusted."""

    name: str
    raters: int
    raw: float
    after: float | None


@dataclass(frozen=True)
class MeansLook:
    """Sizes: names on the left, the scale of levels, n on the right."""

    width: float
    label: float
    row: float
    font: float


WIDE_MEANS = MeansLook(width=560, label=170, row=34, font=15)


def means_chart(
    communities: Sequence[TwoMeans], after: str, language: Language, look: MeansLook = WIDE_MEANS
) -> str:
    """The means on the scale of levels; `after` says in words what was adjusted for."""

    def x(level: float) -> float:
        return look.label + 16 + level / MOST * (look.width - look.label - 70)

    parts: list[str] = []
    y = look.font * 1.6
    for level in range(4):
        parts += [
            text(x(level), y - 6, str(level), look.font, text_anchor="middle", fill=SOFT),
            line(x(level), y, x(level), y + look.row * len(communities), LINE, 1),
        ]
    for community in _by_name(communities):
        middle = y + look.row / 2
        parts.append(text(0, middle + 5, community.name, fitted(community.name, look.font, look.label - 8)))
        if community.after is not None:
            parts.append(line(x(community.raw), middle, x(community.after), middle, GREEN, 2.5))
        parts.append(dot(x(community.raw), middle, 6.5, PAPER, INK))
        if community.after is not None:
            parts.append(dot(x(community.after), middle, 5, GREEN))
        n = say(language, "pictures.means.n", n=community.raters)
        parts.append(text(look.width, middle + 5, n, look.font * 0.9, text_anchor="end", fill=SOFT))
        y += look.row
    signs = [
        Sign(dot(0, 0, 6.5, PAPER, INK), say(language, "pictures.means.raw")),
        Sign(dot(0, 0, 5, GREEN), after),
    ]
    drawn, high = legend(signs, look.width, look.font * 0.95)
    return sheet(look.width, y + 8 + high, [*parts, moved(drawn, 0, y + 8)])


def means_text(communities: Sequence[TwoMeans], after: str, language: Language) -> str:
    """Both means of every community, in the order of names."""
    lines = []
    for community in _by_name(communities):
        raw = say(
            language,
            "pictures.means.line",
            name=community.name,
            raw=f"{community.raw:.2f}",
            n=community.raters,
        )
        if community.after is None:
            lines.append(raw)
            continue
        taken = say(language, "pictures.words.row", name=after, text=f"{community.after:.2f}")
        lines.append(say(language, "pictures.words.joiner").join((raw, taken)))
    return "\n".join(lines)


def _by_name(communities: Sequence[TwoMeans]) -> list[TwoMeans]:
    return sorted(communities, key=lambda community: community.name)


BIN = 0.1  # of a level: bin width within which dots are stacked
HIGHEST = 190.0  # of a stack


@dataclass(frozen=True)
class StripLook:
    """Sizes of the picture."""

    width: float
    font: float


WIDE_STRIP = StripLook(width=560, font=15)


def severity_chart(severities: Severities, language: Language, look: StripLook = WIDE_STRIP) -> str:
    """One dot a rater, stacked by value: stricter than the room on the left, more generous on the right."""
    widest = max((abs(one.severity) for one in severities.raters), default=0.0)
    ends = max(0.5, ceil(widest * 2) / 2)
    bins: dict[int, int] = {}
    for rater in severities.raters:
        place = round(rater.severity / BIN)
        bins[place] = bins.get(place, 0) + 1
    tallest = max(bins.values(), default=1)
    radius = min(7.0, (look.width - 40) * BIN / (2 * ends) / 2.4, HIGHEST / tallest / 2.3)
    high = tallest * radius * 2.3 + 14

    def x(level: float) -> float:
        return 20 + (level + ends) / (2 * ends) * (look.width - 40)

    parts = [line(x(-ends), high, x(ends), high, LINE, 2), line(x(0), 4, x(0), high, LINE, 1.5, "3 4")]
    for place, count in bins.items():
        parts += [
            dot(left, y, radius * 0.92, INK)
            for left, y in stacked(x(place * BIN), high - radius, radius * 2.3, count, radius)
        ]
    for level, key, anchor in (
        (-ends, "pictures.severity.strict", "start"),
        (ends, "pictures.severity.generous", "end"),
    ):
        words = say(language, key, levels=f"{abs(level):.1f}")
        size = fitted(words, look.font, look.width * 0.4)
        parts.append(text(x(level), high + look.font * 1.5, words, size, text_anchor=anchor, fill=SOFT))
    room = say(language, "pictures.severity.room")
    parts.append(text(x(0), high + look.font * 1.5, room, look.font, text_anchor="middle", fill=SOFT))
    return sheet(look.width, high + look.font * 2.2, parts)


def severity_text(severities: Severities, language: Language) -> str:
    """How many raters are a quarter of a level or more from the room, on either side."""
    strict = sum(rater.severity <= -0.25 for rater in severities.raters)
    generous = sum(rater.severity >= 0.25 for rater in severities.raters)
    return say(
        language, "pictures.severity.words", n=len(severities.raters), strict=strict, generous=generous
    )
