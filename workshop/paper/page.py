"""Pagination: distributing blocks over as few sides as possible and rendering them as one HTML page for A4.

No block is cut in two, and a story stays with its questions. The page has no script and no external file;
fonts are those of the printing machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workshop.base.text import say
from workshop.exercises.placing import SIZE
from workshop.model.dialogue import Resolved, TurnKind
from workshop.model.ids import spaced
from workshop.model.step import Confidence, Started
from workshop.paper import field as measures
from workshop.paper.blocks import (
    CELL,
    WHOLE_SIDE,
    blocks,
    field_blocks,
    limits_block,
    turn_blocks,
)
from workshop.paper.field import HIGH, WIDE, Sizes
from workshop.paper.naming import across, box_columns, name_of, row_height
from workshop.paper.sheet import BlankSheet, rates
from workshop.paper.sheet_block import BlockShape, SheetBlock

WRITTEN_FIELDS = 7.8  # the line for date, number and community in the head
HEAD_GAPS = 9.5
TOWERS_ABOVE, STACKS = 16, 32.0  # lines of running text and millimetres that the table of towers leaves free
TURNS_ABOVE, TURN_ROW = 9, 2.2  # lines of running text above them; lines to write on for each turn
LARGE_BOX = 4.0  # millimetres a box has in large print
TICKS_HIGH = 3.4  # lines of text: in large print the three ticks of a turn stand under one another, and more stands above
TOWER_ROW = 1.25  # a line of it, in lines to write on


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["spaced"] = spaced
    environment.filters["name_of"] = name_of
    return environment


def printed(sheet: BlankSheet, sizes: Sizes) -> str:
    """The page to print."""
    shared = laid_out(sheet, sizes)
    return (
        _environment()
        .get_template("sheet.html")
        .render(
            sheet=sheet,
            sizes=sizes,
            type=sizes.type(sheet.language),
            language=sheet.language,
            say=partial(say, sheet.language),
            sides=shared,
            lead=_lead(sheet),
            started=[one.value for one in Started],
            sure=[one.value for one in Confidence],
            measures=measures,
            squares=SIZE,
            cell=CELL,
            across=across(sizes),
            box_columns=partial(box_columns, sizes=sizes),
            row_height=partial(row_height, sizes=sizes, language=sheet.language),
            tower_rows=tower_rows(sheet, sizes),
            turn_rows=turn_rows(sheet, sizes),
            turn_high=sizes.pen * TURN_ROW,
            kinds=[one.value for one in TurnKind],
            resolved=[one.value for one in Resolved],
        )
    )


def laid_out(sheet: BlankSheet, sizes: Sizes) -> tuple[Side, ...]:
    """The sheet's sides."""
    sheet_blocks: list[SheetBlock] = [*blocks(sheet.questions, sizes, sheet.language)]
    if sheet.limits:
        sheet_blocks.append(limits_block(sheet.limits, sizes, sheet.language))
    if sheet.field is not None:
        sheet_blocks += field_blocks(sheet.field)
    for dialogue in sheet.dialogues:
        sheet_blocks += turn_blocks(dialogue)
    return sides(sheet_blocks, _head(sheet, sizes), _foot(sheet, sizes))


def tower_rows(sheet: BlankSheet, sizes: Sizes) -> int:
    """Rows of the table of towers: as many as fit on the side."""
    room = HIGH - _foot(sheet, sizes) - STACKS - TOWERS_ABOVE * sizes.line(sheet.language)
    return int(room / (sizes.pen * TOWER_ROW + 0.3))


def turn_rows(sheet: BlankSheet, sizes: Sizes) -> int:
    """Turns on a recorder's side: as many as fit."""
    line, large = sizes.line(sheet.language), sizes.box >= LARGE_BOX
    above = TURNS_ABOVE + (TICKS_HIGH if large else 0)
    row = max(sizes.pen * TURN_ROW, TICKS_HIGH * line if large else 0) + 0.3
    return int((HIGH - _foot(sheet, sizes) - above * line - sizes.pen) / row)


def _lead(sheet: BlankSheet) -> str:
    """Instructions for climbing the levels where the sheet asks for one's own, otherwise the exercise's
    introduction.
    """
    climbing = [question for question in sheet.questions if rates(question) and not question.story]
    if not climbing:
        return sheet.heart
    timed = any(option.help for question in climbing for option in question.options)
    return say(sheet.language, "paper.climb_timed" if timed else "paper.climb")


def _head(sheet: BlankSheet, sizes: Sizes) -> float:
    """Height of everything above the first question, millimetres."""
    language, line = sheet.language, sizes.line(sheet.language)
    written = max(WRITTEN_FIELDS, sizes.pen + 1)
    texts = (say(language, "paper.notice") + say(language, "paper.agree") + "　　", _lead(sheet))
    text = sum(sizes.lines(one, WIDE - 6, language) for one in texts) * line
    roles = [say(language, "paper.role"), *(role.label for role in sheet.roles)]
    ticks = sizes.tick_lines(roles, language) * (max(line, sizes.box) + 0.6)
    return 2.9 * line + (1 if sheet.camp else 2) * written + ticks + text + HEAD_GAPS


def _foot(sheet: BlankSheet, sizes: Sizes) -> float:
    """Height of the lines at the bottom of a side: the mark explained, the sheet's owner, the side's number."""
    note = say(sheet.language, "paper.badge") + say(sheet.language, "paper.hypothesis")
    marked = any(question.hypothesis for question in sheet.questions)
    noted = sizes.lines(note, WIDE, sheet.language) if marked else 0
    return (noted + 1) * sizes.line(sheet.language) + sizes.pen * 0.6


EVEN_FROM, EVEN_STEP = 50, 2  # shares of a side's height tried, in hundredths


@dataclass(frozen=True)
class Side:
    """One side of the paper. `number` counts from 1."""

    number: int
    blocks: tuple[SheetBlock, ...]

    @property
    def large(self) -> bool:
        """Whether the side belongs to a table's large sheet and not to a person's own."""
        return any(block.shape in WHOLE_SIDE for block in self.blocks)

    @property
    def marked(self) -> bool:
        """Whether the side carries the mark of a working hypothesis."""
        return any(block.hypothesis for block in self.blocks)


def sides(blocks: Sequence[SheetBlock], head: float, foot: float) -> tuple[Side, ...]:
    """As few sides as hold the blocks, evenly filled; `head` is taken from the first, `foot` from each
    (millimetres).

    A block higher than a side gets a side to itself.
    """
    fewest = len(_shared(blocks, HIGH - foot, head))
    # Filled greedily, the first sides would be crowded and the last one empty.
    for part in range(EVEN_FROM, 100, EVEN_STEP):
        shared = _shared(blocks, HIGH * part / 100 - foot, head)
        if len(shared) == fewest:
            break
    else:
        shared = _shared(blocks, HIGH - foot, head)
    return tuple(Side(number, tuple(blocks)) for number, blocks in enumerate(shared, start=1))


def _shared(blocks: Sequence[SheetBlock], room: float, head: float) -> list[list[SheetBlock]]:
    shared: list[list[SheetBlock]] = [[]]
    left = room - head
    for bundle in _bundles(blocks):
        height = sum(block.height for block in bundle)
        # The first side may hold only the head.
        if height > left and (shared[-1] or len(shared) == 1):
            shared.append([])
            left = room
        shared[-1] += bundle
        left -= height
    return shared


def _bundles(blocks: Sequence[SheetBlock]) -> list[list[SheetBlock]]:
    """Blocks that stay together: a story or spoken text with the block that follows."""
    bundles: list[list[SheetBlock]] = []
    for block in blocks:
        led = bundles and bundles[-1][-1].shape in (BlockShape.STORY, BlockShape.SAID)
        if led and block.shape not in WHOLE_SIDE:
            bundles[-1].append(block)
        else:
            bundles.append([block])
    return bundles
