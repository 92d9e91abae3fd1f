"""How large things are on a printed sheet. A larger kind of sheet is another set of sizes, not another layout."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.errors import InputError
from workshop.text import Language

PAGE_WIDE, PAGE_HIGH = 210.0, 297.0  # A4, millimetres
MARGIN_SIDE, MARGIN_TOP = 10.0, 9.0  # printers leave about 5 mm white whatever they are told
WIDE = PAGE_WIDE - 2 * MARGIN_SIDE
# A hair less than the paper: rounding must never push a line onto a page of its own.
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
        """How many lines `text` takes at `width` millimetres; rather one too many than one too few.

        >>> STANDARD.lines("字" * 10, 40, "zh"), STANDARD.lines("字" * 20, 40, "zh"), STANDARD.lines("", 40, "zh")
        (1, 2, 0)
        """
        size = self.type(language).points * MM_A_POINT
        return sum(math.ceil(size * ems(part) / (width - size)) for part in text.split("\n") if part)

    def tick_lines(self, words: Sequence[str], language: Language) -> int:
        """How many lines a row of boxes with a word or two beside each takes."""
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
    """The sizes of that name. Raises InputError `paper.size`."""
    if id not in SIZES:
        raise InputError("paper.size", size=id, known=", ".join(SIZES))
    return SIZES[id]
