"""A sheet as one HTML page for A4: no script, no file from elsewhere, the fonts of the machine that prints."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workshop.model.codes import spaced
from workshop.model.step import Confidence, Started
from workshop.paper import sizes as measures
from workshop.paper.blocks import Block, blocks, field_blocks, limits_block
from workshop.paper.naming import across, box_columns, name_of, row_height
from workshop.paper.sheet import BlankSheet, rates
from workshop.paper.sides import Side, sides
from workshop.paper.sizes import HIGH, WIDE, Sizes
from workshop.text import say

WRITTEN_FIELDS = 7.8  # the line for date, number and community in the head
HEAD_GAPS = 9.5
TOWERS_ABOVE, STACKS = 16, 32.0  # lines of running text and millimetres that the table of towers leaves free
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
            across=across(sizes),
            box_columns=partial(box_columns, sizes=sizes),
            row_height=partial(row_height, sizes=sizes, language=sheet.language),
            tower_rows=tower_rows(sheet, sizes),
        )
    )


def laid_out(sheet: BlankSheet, sizes: Sizes) -> tuple[Side, ...]:
    """The sides the sheet will have."""
    found: list[Block] = [*blocks(sheet.questions, sizes, sheet.language)]
    if sheet.limits:
        found.append(limits_block(sheet.limits, sizes, sheet.language))
    if sheet.field is not None:
        found += field_blocks(sheet.field)
    return sides(found, _head(sheet, sizes), _foot(sheet, sizes))


def tower_rows(sheet: BlankSheet, sizes: Sizes) -> int:
    """Lines of the table of towers: as many as the side holds."""
    room = HIGH - _foot(sheet, sizes) - STACKS - TOWERS_ABOVE * sizes.line(sheet.language)
    return int(room / (sizes.pen * TOWER_ROW + 0.3))


def _lead(sheet: BlankSheet) -> str:
    """How to answer where one's own levels are climbed, else what the exercise is about."""
    climbs = any(rates(question) and not question.story for question in sheet.questions)
    return say(sheet.language, "paper.climb") if climbs else sheet.heart


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
    """Height of the lines at the bottom of a side: the mark explained, whose sheet it is, which side."""
    note = say(sheet.language, "paper.badge") + say(sheet.language, "paper.hypothesis")
    marked = any(question.hypothesis for question in sheet.questions)
    noted = sizes.lines(note, WIDE, sheet.language) if marked else 0
    return (noted + 1) * sizes.line(sheet.language) + sizes.pen * 0.6
