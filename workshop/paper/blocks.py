"""Questions as printed blocks of a sheet, and their heights.

Heights are computed here, not by the browser, so that a sheet knows its number of sides.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from workshop.base.text import Language, say
from workshop.exercises.form import SPOKEN, STANCES, supported
from workshop.exercises.placing import SIZE, axes_of
from workshop.model.step import Confidence, Option, Question, StepKind
from workshop.paper.field import HIGH, WIDE, MapField, Sizes
from workshop.paper.levels import extremes, last_without_event, levels
from workshop.paper.naming import boxes, grid, grid_height, listed, names_height
from workshop.paper.sheet import TurnSheet, rates
from workshop.paper.sheet_block import GAP, LEVEL_WIDE, BlockShape, Measure, SheetBlock

# A whole side, kept by one for all.
WHOLE_SIDE = frozenset({"field", "towers", "turns", "doubts"})
MANY = 8  # options above which only their names are printed, in columns
COLUMNS = 3
MOST_HIGH = HIGH * 0.9  # millimetres of a block on a side of its own, above the foot
HAND = 24  # characters people write on a line
MOST_LINES = 6
CARDS, TABLE_ROWS = 6, 8  # at most so many cards and rows are offered
CARD_LINES = 2
GROUPS = 6  # rows for piles, or for what dots go on
CELL = 9.0  # of the grid to put a cross into: wider than a pen's stroke, seven of them in half a side
OPEN_SPACE = 45.0  # room for what only runs on paper


def blocks(questions: tuple[Question, ...], sizes: Sizes, language: Language) -> tuple[SheetBlock, ...]:
    """The blocks of a sheet in order; reviews are only for screens."""
    measure = Measure(sizes, language)
    sheet_blocks: list[SheetBlock] = []
    story, number = "", 0
    last_rung = last_without_event(questions)
    for question in questions:
        if question.kind is StepKind.REVIEW:
            continue
        if question.story and question.story != story:
            story = question.story
            sheet_blocks.append(_story(question, measure))
        # A dialogue is written down on a sheet of its own, one for the room or the table.
        asks = supported(question.kind) and question.kind not in SPOKEN
        number += asks
        sheet_blocks.append(replace(_block(question, measure), number=number if asks else 0))
        if question.id == last_rung:
            sheet_blocks.append(extremes(measure))
    return tuple(sheet_blocks)


def limits_block(text: str, sizes: Sizes, language: Language) -> SheetBlock:
    """The limits of a result, last on the sheet."""
    return SheetBlock(BlockShape.LIMITS, "", (text,), (), Measure(sizes, language).text(text, WIDE - 6) + GAP)


def field_blocks(field: MapField) -> tuple[SheetBlock, ...]:
    """The large sheet of a table: the drawing field on one side, the towers on the next."""
    return tuple(
        SheetBlock(shape, "", (), (), HIGH, field=field) for shape in (BlockShape.FIELD, BlockShape.TOWERS)
    )


def turn_blocks(dialogue: TurnSheet) -> tuple[SheetBlock, ...]:
    """The recorder's sheet: a side for the turns, and one for the cards they answer, where there are any."""
    shapes = (BlockShape.TURNS, BlockShape.DOUBTS) if dialogue.about else (BlockShape.TURNS,)
    return tuple(
        # Cards are known by the number they have on the second side.
        SheetBlock(shape, dialogue.prompt, (), dialogue.roles, HIGH, numbered=dialogue.about)
        for shape in shapes
    )


def _story(question: Question, measure: Measure) -> SheetBlock:
    about = say(measure.language, "paper.story")
    lines = (*(line for line in question.story.split("\n") if line.strip()), about)
    height = measure.text("\n".join(lines), WIDE - 8) + measure.line + 3 * GAP
    return SheetBlock(BlockShape.STORY, question.story_title, lines, (), height)


def _block(question: Question, measure: Measure) -> SheetBlock:
    if rates(question):
        return levels(question, measure)
    if question.kind in LAID:
        return LAID[question.kind](question, measure)
    match question.kind:
        case StepKind.SAY | StepKind.LOG:
            return _plain(question, measure, BlockShape.SAID, 0)
        case StepKind.SCALE | StepKind.CHOICE | StepKind.STANCE:
            return _ticks(question, measure)
        case StepKind.TEXT:
            return _plain(question, measure, BlockShape.LINES, _lines(question.max_chars))
        case StepKind.ROWS if question.max_items == 1:
            return _fields(question, measure)
        case StepKind.ROWS:
            return _table(question, measure)
        case _:
            return _plain(question, measure, BlockShape.OPEN, 0)


def _ticks(question: Question, measure: Measure) -> SheetBlock:
    options = question.options
    if question.kind is StepKind.STANCE:
        options = tuple(Option(code, say(measure.language, f"exercises.stance.{code}")) for code in STANCES)
    numbered = question.kind is StepKind.CHOICE and question.ordered and question.max_items > 1
    many = len(options) > MANY
    columns = COLUMNS if many or question.kind is StepKind.STANCE else 1
    width = WIDE / columns - LEVEL_WIDE
    heights = [
        measure.text(f"{option.label}　{option.code}" if numbered else option.label, width)
        + (0 if many else measure.text(option.help, width))
        + 1.2
        for option in options
    ]
    shown = tuple(Option(one.code, one.label, "" if many else one.help) for one in options)
    # A row is as high as its highest item.
    body = sum(max(heights[start : start + columns]) for start in range(0, len(heights), columns))
    unknown = question.kind is StepKind.SCALE
    return SheetBlock(
        BlockShape.TICKS,
        question.prompt,
        _help(question),
        shown,
        _heading(question, measure) + body + (measure.row if unknown else 0) + GAP,
        hypothesis=question.hypothesis,
        numbered=numbered,
        most=question.max_items if question.kind is StepKind.CHOICE else 1,
        columns=columns,
        unknown=unknown,
        optional=not question.required,
    )


def _plain(question: Question, measure: Measure, shape: BlockShape, lines: int) -> SheetBlock:
    space = OPEN_SPACE if shape is BlockShape.OPEN else lines * measure.sizes.pen
    return SheetBlock(
        shape,
        question.prompt,
        _help(question),
        (),
        _heading(question, measure) + space + GAP,
        count=lines,
        optional=not question.required and supported(question.kind) and shape is not BlockShape.SAID,
    )


def _cards(question: Question, measure: Measure) -> SheetBlock:
    count = min(max(question.max_items, 1), CARDS)
    rows = math.ceil(count / 2)
    lines = max(CARD_LINES, math.ceil(question.max_chars / HAND))
    card = measure.sizes.pen * lines + 1
    return SheetBlock(
        BlockShape.CARDS,
        question.prompt,
        _help(question),
        (),
        _heading(question, measure) + rows * (card + 3) + GAP,
        count=count,
        lines=lines,
        optional=not question.required,
    )


def _place(question: Question, measure: Measure) -> SheetBlock:
    """A grid of numbered cells to put a cross into, the axes' words around it."""
    language = measure.language
    axes = axes_of(question)
    words = [say(language, f"paper.sure.{code.value}") for code in Confidence]
    words.append(say(language, "exercises.scale.unknown"))
    about = sum(measure.text(f"{axis.label}　{axis.help}") for axis in axes)
    # Beside the rows of cells stand their numbers below, and the words at the ends of both axes.
    body = (
        about + CELL * (SIZE + 1) + 4 * measure.line + measure.row * measure.sizes.tick_lines(words, language)
    )
    return SheetBlock(
        BlockShape.PLACE,
        question.prompt,
        (*_help(question), say(language, "paper.place.cross")),
        (),
        _heading(question, measure) + measure.line + body + GAP,
        optional=not question.required,
        axes=axes,
    )


def _match(question: Question, measure: Measure) -> SheetBlock:
    """Nothing to write: the list is read out."""
    told = say(measure.language, "exercises.match.listen")
    listening = replace(question, help="\n".join(line for line in (question.help, told) if line))
    return _plain(listening, measure, BlockShape.SAID, 0)


def _fields(question: Question, measure: Measure) -> SheetBlock:
    """Fewer lines to write on where so many fields would not fit on a side together."""
    about = _heading(question, measure) + GAP
    about += sum(measure.text(column.label) + measure.text(column.help) + 2 for column in question.options)
    line = len(question.options) * measure.sizes.pen
    lines = max(1, min(3, math.ceil(question.max_chars / (HAND * 2))))
    while lines > 1 and about + lines * line > MOST_HIGH:
        lines -= 1
    height = about + lines * line
    return SheetBlock(
        BlockShape.FIELDS,
        question.prompt,
        _help(question),
        question.options,
        height,
        lines=lines,
        optional=not question.required,
    )


def _table(question: Question, measure: Measure) -> SheetBlock:
    count = min(max(question.max_items, 1), TABLE_ROWS)
    width = WIDE / max(len(question.options), 1) - 4
    head = max(
        (measure.text(one.label, width) + measure.text(one.help, width) for one in question.options),
        default=0,
    )
    height = _heading(question, measure) + head + 2 + count * measure.sizes.pen * 1.5 + GAP
    return SheetBlock(
        BlockShape.TABLE,
        question.prompt,
        _help(question),
        question.options,
        height,
        count=count,
        optional=not question.required,
    )


def _grouped(question: Question, measure: Measure) -> SheetBlock:
    """Piles with their cards, or where dots go: what they are about is known only in the room, so it is written down."""
    names = ("pile", "cards") if question.kind is StepKind.CLUSTER else ("item", "dots")
    columns = tuple(Option(name, say(measure.language, f"paper.group.{name}")) for name in names)
    offered = " / ".join(one.label for one in question.options)
    asked = replace(question, help="\n".join(filter(None, (question.help, offered))), max_items=GROUPS)
    return _table(replace(asked, options=columns), measure)


def _people(question: Question, measure: Measure) -> SheetBlock:
    """People to tick and to write down, or a table of them."""
    # The line on how to write of residents is said once, in the head.
    question = replace(question, help=question.help.split("\n")[0])
    sizes, language = measure.sizes, measure.language
    people_grid = grid(question, language)
    if people_grid is None:
        shape, body = BlockShape.NAMES, names_height(question, sizes, language)
    else:
        shape, body = BlockShape.GRID, grid_height(people_grid, sizes, language)
    return SheetBlock(
        shape,
        question.prompt,
        _help(question),
        listed(question) if people_grid is None else (),
        _heading(question, measure) + body + GAP,
        most=question.max_items if people_grid is None else 1,
        count=boxes(question),
        optional=not question.required,
        grid=people_grid,
    )


def _help(question: Question) -> tuple[str, ...]:
    return tuple(line for line in question.help.split("\n") if line)


def _heading(question: Question, measure: Measure) -> float:
    # The prompt may be followed by the number to choose, and "optional".
    beside = "　" * 12
    return measure.text(question.prompt + beside) * 1.1 + measure.text(question.help) + 1.6


def _lines(characters: int) -> int:
    return max(1, min(MOST_LINES, math.ceil(characters / HAND / 2) + 1))


LAID: dict[StepKind, Callable[[Question, Measure], SheetBlock]] = {
    StepKind.CARDS: _cards,
    StepKind.CLUSTER: _grouped,
    StepKind.DOTS: _grouped,
    StepKind.PLACE: _place,
    StepKind.MATCH: _match,
    StepKind.ROSTER: _people,
    StepKind.TIES: _people,
}
