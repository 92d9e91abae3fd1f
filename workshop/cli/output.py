"""Command output: plain data for scripts, tables for readers. Formatters are imported when one is needed.

A result's own field names are the names scripts read, so most shapes are the result itself, less internal
fields; only where the two differ does a command define the shape by hand. The names are a promise:
`tests/cli/promised.json` holds all of them, and a field that is renamed in the code keeps its old name for
scripts.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence, Set
from typing import Any

from workshop.base.lazy_import import lazy_import

Names = Set[str] | Mapping[str, Any]
GAP = 2  # spaces between columns
WIDEST = 10_000  # columns; output is never wrapped to fit a window


def plain(result: object, *, only: Names | None = None, without: Names | None = None) -> dict[str, Any]:
    """A dataclass by its fields, all the way down; `only` and `without` may name fields of fields.

    >>> from workshop.base.errors import Where
    >>> plain(Where("ties.csv", row=3), only={"file", "row"})
    {'file': 'ties.csv', 'row': 3}
    """
    found: dict[str, Any] = lazy_import("pydantic_core:to_jsonable_python")(
        result, include=only, exclude=without
    )
    return found


def grid(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under a header, columns aligned as Chinese characters need it; columns of numbers to the right.

    >>> print(grid(("n", "名"), ((1, "甲"), (12, "b"))))
     n  名
    --  --
     1  甲
    12  b
    """
    width = lazy_import("rich.cells:cell_len")
    table = lazy_import("rich.table:Table").grid(padding=(0, GAP, 0, 0))
    cells = [list(header), *([_text(cell) for cell in row] for row in rows)]
    for place in range(len(header)):
        numbers = bool(rows) and all(isinstance(row[place], int | float) for row in rows)
        table.add_column(justify="right" if numbers else "left", no_wrap=True)
    rule = ["-" * max(width(line[place]) for line in cells) for place in range(len(header))]
    text = lazy_import("rich.text:Text")
    for line in (cells[0], rule, *cells[1:]):
        table.add_row(*map(text, line))
    written = io.StringIO()
    lazy_import("rich.console:Console")(file=written, width=WIDEST, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def _text(cell: object) -> str:
    if cell is None:
        return "–"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
