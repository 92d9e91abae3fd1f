"""Diverging bars of agree, pass and disagree for each statement, and the scatter plot of opinion groups where allowed.

Agree begins on the left and disagree ends on the right whatever the colours; every part carries its count. A mark in
the scatter plot is nobody in particular.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from workshop.base.svg import (
    GREEN,
    INK,
    LINE,
    ORANGE,
    PAPER,
    SOFT,
    Form,
    fitted,
    frame,
    hatching,
    in_rows,
    mark,
    rect,
    sheet,
    text,
    width_of,
    wrapped,
)
from workshop.base.text import Language, say
from workshop.learning.statements.statement_groups import OpinionGroup, Opinions
from workshop.learning.statements.statement_text import Texts, group_name, opinion_sentences, tally_sentence
from workshop.learning.statements.statements import StatementVerdict, Tally

HATCH = "statement-pass"
MARKS: tuple[tuple[Form, str], ...] = (
    ("circle", "#2f7d4f"),
    ("square", "#b4530a"),
    ("diamond", "#31639c"),
    ("triangle", "#7a4a8c"),
    ("wedge", "#5c6456"),
)


@dataclass(frozen=True)
class StatementLook:
    """Sizes: `bar` is the height of a bar, `plane` that of the scatter plot, `least` that of the smallest letters."""

    width: float
    font: float
    bar: float
    plane: float
    least: float = 0

    def small(self, share: float) -> float:
        """Letters smaller than the text by a share, as far as may be."""
        return max(self.font * share, self.least)


WIDE = StatementLook(width=900, font=20, bar=34, plane=520)
NARROW = StatementLook(width=370, font=16, bar=28, plane=330)


def by_support(tallies: Sequence[Tally]) -> tuple[Tally, ...]:
    """The drawing order: the most supported first, those too few answered last; ties as asked."""
    return tuple(sorted(tallies, key=lambda one: (one.verdict is StatementVerdict.TOO_FEW, -one.support)))


def agreement_chart(
    tallies: Sequence[Tally], texts: Texts, language: Language, look: StatementLook = WIDE
) -> str:
    """A bar a statement as SVG, in the order given; `agreement_text` says the same in words."""
    legend, top = legend_parts(language, look)
    parts, end = bar_parts(tallies, texts, language, look, top)
    return sheet(look.width, end + 8, [*legend, *parts])


def bar_parts(
    tallies: Sequence[Tally], texts: Texts, language: Language, look: StatementLook, top: float
) -> tuple[list[str], float]:
    """The bars below `top` without a sheet around them, and where they end."""
    parts: list[str] = []
    y = top
    for tally in tallies:
        words = texts.get(tally.statement, tally.statement)
        for row in wrapped(words, look.font, look.width - 24):
            y += look.font * 1.3
            parts.append(text(12, y, row, look.font))
        y += look.font * 0.5
        parts += _bar(tally, y, look)
        y += look.bar + look.font * 1.15
        note = say(language, "statements.n", n=tally.n)
        verdict = say(language, f"statements.verdict.{tally.verdict}")
        size = look.small(0.8)
        parts.append(text(12, y, note, size, fill=SOFT))
        parts.append(text(look.width - 12, y, verdict, size, text_anchor="end", fill=SOFT))
        y += look.font * 0.9
    return parts, y


def legend_parts(language: Language, look: StatementLook) -> tuple[list[str], float]:
    """What the three parts of a bar mean, with the hatching they use, and where that ends."""
    size = look.small(0.85)
    names = [say(language, f"statements.{name}") for name in ("agree", "pass", "disagree")]
    widths = [size * 1.6 + width_of(name, size) + 18 for name in names]
    parts = [hatching(HATCH, SOFT)]
    high = 0.0
    fills = (GREEN, f"url(#{HATCH})", ORANGE)
    for name, fill, (left, row) in zip(names, fills, in_rows(widths, look.width - 24), strict=True):
        y = 8 + row * size * 1.7
        parts.append(rect(12 + left, y, size * 1.1, size * 1.1, fill, stroke=LINE))
        parts.append(text(12 + left + size * 1.5, y + size * 0.95, name, size))
        high = y + size * 1.7
    return parts, high


def agreement_text(tallies: Sequence[Tally], texts: Texts, language: Language) -> tuple[str, ...]:
    """The bars in words, a line a statement."""
    return tuple(tally_sentence(one, texts, language) for one in tallies)


def groups_chart(opinions: Opinions, language: Language, look: StatementLook = WIDE) -> str | None:
    """The groups as an SVG scatter plot, an anonymous mark for everybody; None where no groups may be drawn."""
    if opinions.why_not is not None:
        return None
    legend, top = _groups_legend(opinions.groups, language, look)
    places = [place for group in opinions.groups for place in group.places]
    middle, spread = _window(places)
    scale = min(look.width - 60, look.plane - 60) / spread
    radius = max(4.0, min(9.0, look.plane / (5 * sqrt(len(places)))))
    parts = [*legend, frame(8, top, look.width - 16, look.plane, LINE, 1)]
    number = 0
    for (form, colour), group in zip(MARKS, opinions.groups, strict=False):
        for x, y in group.places:
            # Equal answers are drawn side by side, not on top of each other.
            turn, off = number * pi * (3 - sqrt(5)), radius * 0.9 * sqrt(number % 7)
            at_x = look.width / 2 + (x - middle[0]) * scale + off * cos(turn)
            at_y = top + look.plane / 2 - (y - middle[1]) * scale + off * sin(turn)
            parts.append(mark(form, at_x, at_y, radius, colour))
            number += 1
    return sheet(look.width, top + look.plane + 10, parts)


def groups_text(opinions: Opinions, texts: Texts, language: Language) -> tuple[str, ...]:
    """The scatter plot in words, or why there is none."""
    return opinion_sentences(opinions, texts, language)


def _bar(tally: Tally, y: float, look: StatementLook) -> list[str]:
    wide = look.width - 24
    if tally.verdict is StatementVerdict.TOO_FEW:
        return [frame(12, y, wide, look.bar, LINE, 1.5, stroke_dasharray="5 4")]
    parts: list[str] = []
    x = 12.0
    for count, fill, ink in (
        (tally.agree, GREEN, PAPER),
        (tally.passed, f"url(#{HATCH})", INK),
        (tally.disagree, ORANGE, PAPER),
    ):
        length = wide * count / tally.n
        if count:
            parts.append(rect(x, y, length, look.bar, fill, stroke=PAPER, stroke_width="1"))
            size = fitted(str(count), look.small(0.9), max(length - 4, 8), max(9, look.least))
            middle, base = x + length / 2, y + look.bar / 2 + size * 0.36
            if look.least and width_of(str(count), size) > length - 4:
                x += length
                continue  # what cannot be read from the back is not written
            if fill.startswith("url"):
                box = width_of(str(count), size) + 8
                parts.append(rect(middle - box / 2, y + 4, box, look.bar - 8, PAPER))
            parts.append(text(middle, base, str(count), size, text_anchor="middle", fill=ink))
        x += length
    return [*parts, frame(12, y, wide, look.bar, LINE, 1)]


def _groups_legend(
    groups: Sequence[OpinionGroup], language: Language, look: StatementLook
) -> tuple[list[str], float]:
    size = look.font * 0.95
    names = [
        say(language, "statements.group", name=group_name(place, language), n=group.people)
        for place, group in enumerate(groups)
    ]
    widths = [size * 1.8 + width_of(name, size) + 20 for name in names]
    parts: list[str] = []
    high = 8.0
    rows = in_rows(widths, look.width - 24)
    for (form, colour), name, (left, row) in zip(MARKS, names, rows, strict=False):
        y = 8 + row * size * 1.8
        parts.append(mark(form, 12 + left + size * 0.7, y + size * 0.65, size * 0.45, colour))
        parts.append(text(12 + left + size * 1.6, y + size, name, size))
        high = y + size * 1.8
    near = say(language, "statements.near")
    for words in wrapped(near, size * 0.85, look.width - 24):
        high += size * 1.1
        parts.append(text(12, high, words, size * 0.85, fill=SOFT))
    return parts, high + 10


def _window(places: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], float]:
    """The centre of all positions, and their extent in the wider direction."""
    (left, right), (low, high) = ((min(axis), max(axis)) for axis in zip(*places, strict=True))
    return ((left + right) / 2, (low + high) / 2), max(right - left, high - low, 1e-9)
