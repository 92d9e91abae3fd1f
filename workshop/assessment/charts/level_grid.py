"""Grid of dimensions (rows) by levels (columns): the layout the profile and reassessment charts share."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.assessment.rubric.rubric import LEVELS as RUNGS
from workshop.assessment.rubric.rubric import STAGES, Rubric
from workshop.base.svg import HYPOTHESIS, ORANGE, SOFT, block, fitted, frame, rect, text, whole_words
from workshop.base.text import Language, say

CELL = "#b9b8a8"


@dataclass(frozen=True)
class LevelGridLook:
    """Sizes: names on the left, four level cells, a column beside them."""

    width: float
    label: float
    aside: float
    row: float
    font: float
    small: float
    largest: float  # radius of a mark that stands alone

    @property
    def cell(self) -> float:
        return (self.width - self.label - self.aside) / len(RUNGS)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height the marks of a cell may take, between gate, bracket and bar."""
        return self.cell - 16, self.row - 18

    @property
    def head(self) -> float:
        """Height of the column heads."""
        return self.small * 2 + self.font + 16

    def left(self, level: int) -> float:
        """The left edge of a level's cell."""
        return self.label + self.cell * level


def hypothetical(rubric: Rubric) -> tuple[int, ...]:
    """The levels that stand for stages which are a working hypothesis."""
    return tuple(STAGES.index(stage) for stage in STAGES if stage in rubric.hypothesis_stages)


def ground(rubric: Rubric, y: float, height: float, look: LevelGridLook) -> list[str]:
    return [rect(look.left(level), y, look.cell, height, HYPOTHESIS) for level in hypothetical(rubric)]


def head(
    rubric: Rubric, title: str, aside: str, base: float, look: LevelGridLook, language: Language
) -> list[str]:
    """The column heads: the axis, the levels, the badge of hypothetical ones, the title of the column beside."""
    parts = _lines(title, (0, base), look.font, look.label - 4, font_weight="700", fill=SOFT)
    for level in RUNGS:
        middle = look.left(level) + look.cell / 2
        parts.append(text(middle, base, str(level), look.font, text_anchor="middle", font_weight="700"))
    shaded = hypothetical(rubric)
    if shaded:
        badge, most = say(language, "assessment.badge"), look.cell * len(shaded) - 4
        at = look.left(shaded[0]) + most / 2 + 2, base - look.font - 4
        parts += _lines(badge, at, look.small, most, text_anchor="middle", fill=ORANGE)
    at = (look.width - look.aside / 2, base)
    return parts + _lines(aside, at, look.small, look.aside - 2, text_anchor="middle", fill=SOFT)


def _lines(words: str, at: tuple[float, float], size: float, most: float, **more: str) -> list[str]:
    """Words whole_words into as many lines as they need, the last on the baseline."""
    lines = whole_words(words, size, most)
    return [
        text(at[0], at[1] - (len(lines) - 1 - number) * size * 1.1, part, fitted(part, size, most), **more)
        for number, part in enumerate(lines)
    ]


def row_name(name: str, look: LevelGridLook) -> list[str]:
    """The dimension's name, with room for a sign behind it."""
    return block(name, 0, look.row / 2, look.font, look.label - 26, look.row)


def cells(look: LevelGridLook) -> list[str]:
    """The four cells of a row."""
    return [frame(look.left(level) + 1, 2, look.cell - 2, look.row - 4, CELL, 1, rx="5") for level in RUNGS]
