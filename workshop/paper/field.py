"""Sizes of printed sheets, and the large sheet of a table: a field for the map, and the towers' heights to
type in.

A larger kind of sheet is another set of sizes, not another layout.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.base.errors import InputError
from workshop.base.text import Language
from workshop.exercises.exercise import Exercise
from workshop.exercises.form import SPOKEN
from workshop.model.network import About
from workshop.model.step import Ends, Option, Question

FOLLOW, SPREAD, TIES = "map_follow", "map_spread", "map_ties"


@dataclass(frozen=True)
class Pen:
    """A relation and its line style: lines differ without colour, because copies have none."""

    label: str
    line: str


@dataclass(frozen=True)
class MapField:
    """Contents of the large sheet. Numbers are those of its questions; `heights` is the question about
    towers.
    """

    pens: tuple[Pen, ...]
    heights: tuple[str, ...]
    tower: int
    follow: int
    spread: int
    people: tuple[Option, ...] = ()


LINES = ("solid", "dashed", "double", "dotted", "wavy", "thin")


def map_field(exercise: Exercise, questions: tuple[Question, ...]) -> MapField | None:
    """The large sheet of an exercise that asks for ties and tower heights; None for any other."""
    into = {step.id: step.into for step in exercise.steps}
    asked = [one for one in questions if one.kind not in SPOKEN]
    number = {one.id: place for place, one in enumerate(asked, start=1)}
    ties = next((one for one in asked if into.get(one.id) == TIES and one.ends is Ends.OTHERS), None)
    found = next(
        ((one, option) for one in asked for option in one.options if option.code == About.INFLUENCE), None
    )
    if ties is None or found is None:
        return None
    towers, influence = found
    return MapField(
        pens=tuple(Pen(one.label, LINES[place % len(LINES)]) for place, one in enumerate(ties.options)),
        heights=tuple(one.label for one in influence.choices),
        tower=number[towers.id],
        follow=next((number[one.id] for one in asked if into.get(one.id) == FOLLOW), 0),
        spread=next((number[one.id] for one in asked if into.get(one.id) == SPREAD), 0),
        people=max((one.people for one in asked), key=len, default=()),
    )


PAGE_WIDE, PAGE_HIGH = 210.0, 297.0  # A4, millimetres
MARGIN_SIDE, MARGIN_TOP = 10.0, 9.0  # printers leave about 5 mm blank whatever the settings
WIDE = PAGE_WIDE - 2 * MARGIN_SIDE
# Slightly less than the paper: rounding must never push a line onto a new page.
HIGH = PAGE_HIGH - 2 * MARGIN_TOP - 1
MM_A_POINT = 25.4 / 72
TICK_GAP = 5.6  # beside a tick box: to its word, and to the next
LATIN = 0.47  # of the type size, what an average Latin letter or space takes in a sans-serif


@dataclass(frozen=True)
class Type:
    """The type of running text; nothing on the sheet is set smaller. `leading` is a line's height in type sizes."""

    points: float
    leading: float


@dataclass(frozen=True)
class Sizes:
    """The sizes of one kind of sheet; points for type, millimetres for the rest."""

    id: str
    chinese: Type
    latin: Type
    box: float  # side of a tick box
    pen: float  # height of a line to write on
    beside: float  # width of the column for writing beside the levels

    def type(self, language: Language) -> Type:
        """The type of running text in a language."""
        return self.chinese if language == "zh" else self.latin

    def line(self, language: Language) -> float:
        """Height of a line of running text, millimetres."""
        return self.type(language).points * self.type(language).leading * MM_A_POINT

    def lines(self, text: str, width: float, language: Language) -> int:
        """The number of lines `text` takes at `width` millimetres; rather one too many than one too few.

        >>> STANDARD.lines("字" * 10, 40, "zh"), STANDARD.lines("字" * 20, 40, "zh"), STANDARD.lines("", 40, "zh")
        (1, 2, 0)
        """
        size = self.type(language).points * MM_A_POINT
        return sum(math.ceil(size * ems(part) / (width - size)) for part in text.split("\n") if part)

    def tick_lines(self, words: Sequence[str], language: Language) -> int:
        """The number of lines a row of labelled checkboxes takes."""
        text = ems("".join(words)) * self.type(language).points * MM_A_POINT
        return math.ceil((text + len(words) * (self.box + TICK_GAP)) / WIDE)


def ems(text: str) -> float:
    """Width of a text in type sizes.

    >>> ems("甲乙"), ems("ab")
    (2.0, 0.94)
    """
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else LATIN for sign in text)


STANDARD = Sizes("standard", Type(9.5, 1.3), Type(9.0, 1.2), box=3.4, pen=6.4, beside=50.0)
LARGE = Sizes("large", Type(14.0, 1.35), Type(14.0, 1.25), box=5.0, pen=9.0, beside=58.0)
SIZES = {one.id: one for one in (STANDARD, LARGE)}


def sizes_of(id: str) -> Sizes:
    """The sizes with that name. Raises InputError `paper.size`."""
    if id not in SIZES:
        raise InputError("paper.size", size=id, known=", ".join(SIZES))
    return SIZES[id]
