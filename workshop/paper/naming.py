"""Name generator questions as blocks: a list to tick, lines for codes, tables of codes with boxes beside
them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from workshop.base.text import Language, say
from workshop.model.step import Ends, Option, Question, StepKind
from workshop.paper.field import WIDE, Sizes, ems

MOST_LISTED = 80  # people of a map; of a larger one codes are written by hand
FEW = 3  # picks for which write-in boxes are enough
ADDED = 6  # boxes for those who are not on the list
ROWS_ONE, ROWS_TIES = 12, 14  # lines of a table at most
SHORT = 2  # characters of a choice printed beside its box
CHOSEN = 7  # choices above which their code is written instead
ALONE, AMONG = 0.64, 0.3  # of the table's width, what a column of several boxes takes


@dataclass(frozen=True)
class Column:
    """A column of a table of people: labelled boxes, one plain box, or room to write in."""

    label: str
    help: str
    ticks: tuple[str, ...]
    asked: bool = False  # one of the question's own options, not the person


@dataclass(frozen=True)
class Grid:
    """A table of people. `caption` says what all its columns are about; `key` the codes that may be written
    in a column.
    """

    columns: tuple[Column, ...]
    rows: int
    caption: str = ""
    key: tuple[Option, ...] = ()

    @property
    def share(self) -> float:
        """Width of a column of several boxes, as a share of the table's."""
        return ALONE if len(self.columns) == 2 else AMONG


def listed(question: Question) -> tuple[Option, ...]:
    """The people the sheet lists to tick: nobody where few are asked for, or the map is large."""
    few = question.max_items <= FEW or question.options
    return () if few or len(question.people) > MOST_LISTED else question.people


def across(sizes: Sizes) -> int:
    """Number of columns of names."""
    return 5 if sizes.type("zh").points < 12 else 3


def boxes(question: Question) -> int:
    """Boxes to write codes in, where there is no table."""
    if listed(question):
        return ADDED
    return min(question.max_items, ROWS_ONE)


def box_columns(count: int, sizes: Sizes) -> int:
    """Number of columns of boxes."""
    return min(count, FEW if sizes.type("zh").points >= 12 else FEW + 1)


def grid(question: Question, language: Language) -> Grid | None:
    """The table of a question; None where ticks and boxes are enough."""
    if question.kind is StepKind.TIES:
        return _ties(question, language)
    if not question.options:
        return None
    who = Column(say(language, "paper.people.who"), "", ())
    rows = min(question.max_items, ROWS_ONE)
    first, *more = question.options
    if not more and 0 < len(first.choices) < CHOSEN and any(len(one.label) > SHORT for one in first.choices):
        ticks = tuple(Column(one.label, "", ("",)) for one in first.choices)
        return Grid((who, *ticks), rows, first.label)
    columns = tuple(_column(one, language) for one in question.options)
    key = next((one.choices for one in question.options if len(one.choices) > CHOSEN), ())
    return Grid((who, *columns), rows, key=key)


def _column(option: Option, language: Language) -> Column:
    if len(option.choices) > CHOSEN:
        return Column(option.label, say(language, "paper.people.letter"), (), asked=True)
    ticks = tuple(one.label for one in option.choices)
    unknown = (say(language, "exercises.scale.unknown"),) if ticks else ()
    return Column(option.label, option.help, ticks + unknown, asked=True)


def _ties(question: Question, language: Language) -> Grid:
    relations = tuple(Column(one.label, one.help, ("",), asked=True) for one in question.options)
    if question.ends is Ends.MINE:
        return Grid(
            (Column(say(language, "paper.people.who"), "", ()), *relations),
            min(question.max_items, ROWS_ONE),
        )
    source, target = say(language, "paper.people.from"), say(language, "paper.people.to")
    ends = (Column(source, "", ()), Column(target, "", ()))
    return Grid((ends[0], *relations, ends[1]), min(question.max_items, ROWS_TIES))


def names_height(question: Question, sizes: Sizes, language: Language) -> float:
    """Height of the list and of the boxes under it, millimetres."""
    line = max(sizes.line(language), sizes.box) + 0.8
    columns = across(sizes)
    width = WIDE / columns - sizes.box - 3
    people = listed(question)
    labels = [sizes.lines(name_of(one), width, language) for one in people]
    names = sum(max(labels[start : start + columns]) * line for start in range(0, len(labels), columns))
    count = boxes(question)
    written = math.ceil(count / box_columns(count, sizes)) * (sizes.pen * 1.3 + 1.6)
    return names + (line + 1 if people else 0) + written + 1


def name_of(person: Option) -> str:
    """A person as the sheet and the desk write them: the code, and the nickname where it is another.

    >>> name_of(Option("R7", "3 栋甲")), name_of(Option("3 栋甲", "3 栋甲"))
    ('R7 3 栋甲', '3 栋甲')
    """
    return person.label if person.label == person.code else f"{person.code} {person.label}"


def grid_height(people_grid: Grid, sizes: Sizes, language: Language) -> float:
    """Height of a table with its heading and its key, millimetres."""
    line = sizes.line(language)
    # Narrower than any column will be.
    width = WIDE / (len(people_grid.columns) + 0.6) - 3
    head = max(
        (sizes.lines(one.label, width, language) + sizes.lines(one.help, width, language)) * line
        for one in people_grid.columns
    )
    key = "　".join(f"{one.code} {one.label}" for one in people_grid.key)
    caption_lines = sizes.lines(key, WIDE, language) + (1 if people_grid.caption else 0)
    return (
        head
        + 2
        + people_grid.rows * (row_height(people_grid, sizes, language) + 0.3)
        + caption_lines * line
        + 1.5
    )


def row_height(people_grid: Grid, sizes: Sizes, language: Language) -> float:
    """Height of a line of the table: for a pen, and for boxes that take two lines."""
    width = WIDE * people_grid.share - 3
    sign = sizes.type(language).points * 25.4 / 72
    ticks = max(
        math.ceil(sum(sizes.box + 3 + sign * ems(tick) for tick in one.ticks) / width)
        for one in people_grid.columns
    )
    return max(sizes.pen * 1.05, ticks * (sizes.line(language) + 0.8) + 1.2)
