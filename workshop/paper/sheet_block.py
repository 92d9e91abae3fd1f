"""What a printed sheet is made of: a block, how it is laid out, and how high a text stands on paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workshop.base.text import Language
from workshop.exercises.placing import Axis
from workshop.model.step import Option
from workshop.paper.field import WIDE, MapField, Sizes
from workshop.paper.naming import Grid

LEVEL_WIDE = 11.0  # box and number before a level's text
GAP = 2.2  # between blocks, and between a block's frame and what is in it


class BlockShape(StrEnum):
    """How a block is laid out."""

    STORY = "story"
    LEVELS = "levels"
    TICKS = "ticks"
    LINES = "lines"
    CARDS = "cards"
    FIELDS = "fields"
    TABLE = "table"
    SAID = "said"
    OPEN = "open"
    LIMITS = "limits"
    NAMES = "names"
    GRID = "grid"
    FIELD = "field"
    TOWERS = "towers"
    TURNS = "turns"
    DOUBTS = "doubts"
    PLACE = "place"


@dataclass(frozen=True)
class SheetBlock:
    """One thing on the sheet. `count` is the number of lines, cards or rows to write in."""

    shape: BlockShape
    prompt: str
    help: tuple[str, ...]
    options: tuple[Option, ...]
    height: float
    number: int = 0  # number of the question, as for data entry; 0: nothing is asked
    hypothesis: frozenset[str] = frozenset()
    evidence: bool = False
    numbered: bool = False  # 1, 2, 3 are written into the boxes instead of a tick
    most: int = 1
    columns: int = 1
    count: int = 0
    lines: int = 0  # on each of them, where it is not one
    unknown: bool = False  # "don't know" is offered
    optional: bool = False
    grid: Grid | None = None  # of people
    field: MapField | None = None
    axes: tuple[Axis, Axis] | None = None  # of a picture to put a cross on


@dataclass(frozen=True)
class Measure:
    """Heights in one language and size."""

    sizes: Sizes
    language: Language

    def text(self, text: str, width: float = WIDE) -> float:
        return self.sizes.lines(text, width, self.language) * self.line

    @property
    def line(self) -> float:
        return self.sizes.line(self.language)

    @property
    def row(self) -> float:
        """A line with a box to tick."""
        return max(self.line, self.sizes.box) + 1.0
