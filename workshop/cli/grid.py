"""Tables for a terminal. Chinese characters take two columns there, which ordinary padding does not know."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

GAP = "  "


def grid(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under a header, columns aligned; numbers to the right.

    >>> print(grid(("n", "名"), ((1, "甲"), (12, "b"))))
     n  名
    --  --
     1  甲
    12  b
    """
    cells = [[_text(cell) for cell in row] for row in rows]
    widths = [max([width(name), *(width(row[place]) for row in cells)]) for place, name in enumerate(header)]
    right = [
        bool(rows) and all(isinstance(row[place], int | float) for row in rows)
        for place in range(len(header))
    ]
    lines = [list(header), ["-" * size for size in widths], *cells]
    return "\n".join(
        GAP.join(
            _pad(cell, size, to_right) for cell, size, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def width(text: str) -> int:
    """How many columns a terminal gives `text`."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, size: int, to_right: bool) -> str:
    space = " " * (size - width(text))
    return space + text if to_right else text + space


def _text(cell: object) -> str:
    if cell is None:
        return "–"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
