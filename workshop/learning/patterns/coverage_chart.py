"""Coverage chart (heat map with signs): obstacles down, stages across, a sign in every cell.

The signs differ in shape as well as in colour. The sign for no cases at all stands out most: gaps are what organisers
look for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from workshop.base.svg import (
    GREEN,
    HYPOTHESIS,
    INK,
    LINE,
    ORANGE,
    PAPER,
    SOFT,
    block,
    dot,
    fitted,
    frame,
    in_rows,
    line,
    mark,
    rect,
    sheet,
    text,
    whole_words,
    width_of,
)
from workshop.base.text import Language, say
from workshop.learning.cases.vocabulary import Vocabulary
from workshop.learning.patterns.coverage import STAGES, Cell, CoverageTable

SIGNS = ("passed", "partly", "failed", "open", "none")
# Leaving these stages leads to one that is a working hypothesis; only 1.0 is not.
HYPOTHETICAL = frozenset({"1.0", "2.0"})


@dataclass(frozen=True)
class CoverageLook:
    """Sizes: `name` is the width of the column of obstacle names."""

    width: float
    name: float
    row: float
    font: float


WIDE = CoverageLook(width=900, name=330, row=38, font=17)
NARROW = CoverageLook(width=370, name=132, row=44, font=13)


def coverage_chart(
    coverage_table: CoverageTable,
    obstacles: Vocabulary,
    language: Language,
    look: CoverageLook = WIDE,
    here: Mapping[tuple[str, str | None], Sequence[str]] = MappingProxyType({}),
) -> str:
    """The chart as SVG; `coverage_text` says the same in words. `here` are letters beside the sign of a cell, for what else
    stands there.
    """
    beside = any(stage is None for _, stage in here)
    columns = [*STAGES, *([None] if coverage_table.unplaced or beside else [])]
    column_width = (look.width - look.name - 10) / len(columns)
    unplaced = {cell.obstacle: cell for cell in coverage_table.unplaced}
    heads = [
        say(language, "landscape.beside") if stage is None and beside else _head(stage, language)
        for stage in columns
    ]
    head_lines = max(len(whole_words(head, look.font, column_width - 8)) for head in heads)
    top = head_lines * look.font * 1.2 + 16
    # Where columns are narrow, signs move to the left to leave room for two letters.
    narrow = max(look.row * 0.38, column_width - look.row * 0.37 - look.font * 2.2)
    inside = min(column_width * 0.5, narrow) if here else column_width * 0.5
    parts = _ground(columns, column_width, top, len(coverage_table.obstacles), look)
    for position, head in enumerate(heads):
        x = look.name + column_width * (position + 0.5)
        for number, words in enumerate(whole_words(head, look.font, column_width - 8)):
            size = fitted(words, look.font, column_width - 8)
            parts.append(text(x, look.font * (1.2 * number + 1.2), words, size, text_anchor="middle"))
    for number, code in enumerate(coverage_table.obstacles):
        y = top + look.row * number
        name = obstacles.name(code, language)
        parts.append(line(6, y, look.width - 6, y))
        parts += block(name, 8, y + look.row / 2, look.font, look.name - 16, look.row - 6)
        cells = [*coverage_table.row(code), *([unplaced.get(code)] if None in columns else [])]
        for position, cell in enumerate(cells):
            x = look.name + column_width * position + inside
            edge = look.name + column_width * (position + 1)
            parts += _letters(here.get((code, columns[position]), ()), x, edge, y + look.row / 2, look)
            if cell is not None:
                parts += _sign(_kind(cell), x, y + look.row / 2, look, cell.passed)
    ground = top + look.row * len(coverage_table.obstacles)
    legend, high = _legend(look, ground + 14, language)
    return sheet(look.width, ground + 14 + high, [*parts, *legend])


def coverage_text(
    coverage_table: CoverageTable, obstacles: Vocabulary, language: Language
) -> tuple[str, ...]:
    """The chart in words: a line for each obstacle, those no case passed at any stage first."""
    lines = [
        say(language, "patterns.coverage.gaps", n=len(coverage_table.gaps), total=len(coverage_table.cells))
    ]
    unplaced = {cell.obstacle: cell for cell in coverage_table.unplaced}
    never, some = [], []
    for code in coverage_table.obstacles:
        name = obstacles.name(code, language)
        cells = [*coverage_table.row(code), *([unplaced[code]] if code in unplaced else [])]
        summary = say(language, "patterns.coverage.semicolon").join(
            say(
                language,
                "patterns.coverage.cell",
                stage=_head(cell.stage, language),
                cases=cell.cases,
                passed=cell.passed,
                partly=cell.partly,
                failed=cell.failed,
            )
            for cell in cells
            if cell.cases
        )
        if not any(cell.passed for cell in cells):
            nobody = say(language, "patterns.coverage.nobody", name=name)
            never.append(
                say(language, "patterns.coverage.line", name=nobody, cells=summary) if summary else nobody
            )
        else:
            some.append(say(language, "patterns.coverage.line", name=name, cells=summary))
    return (*lines, *never, *some)


def _head(stage: str | None, language: Language) -> str:
    if stage is None:
        return say(language, "patterns.coverage.unplaced")
    return say(language, "patterns.coverage.stage", stage=stage)


def _kind(cell: Cell) -> str:
    if not cell.cases:
        return "none"
    if cell.passed:
        return "passed"
    if cell.partly:
        return "partly"
    return "failed" if cell.failed else "open"


def _ground(
    columns: Sequence[str | None], cell: float, top: float, rows: int, look: CoverageLook
) -> list[str]:
    return [
        rect(look.name + cell * place, top, cell, look.row * rows, HYPOTHESIS)
        for place, stage in enumerate(columns)
        if stage in HYPOTHETICAL
    ]


def _sign(kind: str, x: float, y: float, look: CoverageLook, count: int = 0) -> list[str]:
    radius = look.row * 0.34
    match kind:
        case "passed":
            figure = [text(x, y + radius * 0.45, str(count), radius * 1.25, text_anchor="middle", fill=PAPER)]
            return [dot(x, y, radius, GREEN), *(figure if count else [])]
        case "partly":
            return [mark("diamond", x, y, radius * 0.85, PAPER, GREEN)]
        case "failed":
            arm = radius * 0.62
            return [
                line(x - arm, y - arm, x + arm, y + arm, INK, 5),
                line(x - arm, y + arm, x + arm, y - arm, INK, 5),
            ]
        case "open":
            return [dot(x, y, radius * 0.3, SOFT)]
        case _:
            side = radius * 1.7
            return [frame(x - side / 2, y - side / 2, side, side, ORANGE, 1.8, stroke_dasharray="4 3")]


def _letters(letters: Sequence[str], x: float, edge: float, y: float, look: CoverageLook) -> list[str]:
    """Right of the sign at `x` up to the column's edge; what does not fit is counted."""
    if not letters:
        return []
    left = x + look.row * 0.37
    room = edge - left - 1
    shown = " ".join(letters)
    for most in range(len(letters), 0, -1):
        more = len(letters) - most
        shown = " ".join(letters[:most]) + (f" +{more}" if more else "")
        if width_of(shown, look.font) <= room:
            break
    size = fitted(shown, look.font, room)
    return [text(left, y + size * 0.36, shown, size, font_weight="bold")]


def _legend(look: CoverageLook, top: float, language: Language) -> tuple[list[str], float]:
    labels = [say(language, f"patterns.coverage.{kind}") for kind in SIGNS]
    mark_wide = look.row * 0.9
    sizes = [fitted(label, look.font, look.width - mark_wide - 24) for label in labels]
    widths = [mark_wide + width_of(label, size) + 22 for label, size in zip(labels, sizes, strict=True)]
    places = in_rows(widths, look.width - 12)
    parts: list[str] = []
    for kind, label, size, (left, row) in zip(SIGNS, labels, sizes, places, strict=True):
        y = top + look.row * (row + 0.5)
        parts += _sign(kind, 8 + left + mark_wide / 2, y, look)
        parts.append(text(8 + left + mark_wide + 2, y + look.font * 0.35, label, size))
    y = top + look.row * (places[-1][1] + 1)
    words = say(language, "patterns.coverage.hypothesis")
    parts += [
        rect(8 + mark_wide * 0.2, y + 8, mark_wide * 0.6, look.font * 1.1, HYPOTHESIS, stroke=LINE),
        text(8 + mark_wide + 2, y + look.font + 6, words, look.font, fill=ORANGE),
    ]
    return parts, look.row * (places[-1][1] + 1) + look.font * 2 + 12
