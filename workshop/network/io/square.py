"""Squares of numbers: which are matrices, and their ties. A cell that is not zero is a tie with that strength.

Matrices in tables, with names beside their rows, are in `matrix`.
"""

from __future__ import annotations

from collections.abc import Sequence

from workshop.base.errors import TableError, Where
from workshop.network.io.columns import number
from workshop.network.io.graphfiles import DIRECTED, MOST_EDGES, MOST_NODES, UNDIRECTED, Edge

FEWEST_UNNAMED = 3  # a square of two by two numbers may be a list


def square_edges(
    file: str, rows: Sequence[str], columns: Sequence[str], cells: Sequence[float]
) -> list[tuple[Edge, str]]:
    """Edges with their direction, row by row.

    Where rows and columns are the same people and every cell equals its mirror, a pair is one tie without direction; where
    one does not, every cell is a tie from its row to its column. People by groups have no direction. Raises TableError
    `network.too_large`.

    >>> square_edges("m", "ab", "ab", [0, 2, 2, 0])
    [(('a', 'b', {'weight': 2}), 'undirected')]
    >>> square_edges("m", "ab", "ab", [0, 2, 0, 0])
    [(('a', 'b', {'weight': 2}), 'directed')]
    """
    width = len(columns)
    square = list(rows) == list(columns)
    filled = [divmod(at, width) for at, cell in enumerate(cells) if cell]
    if len(filled) > 2 * MOST_EDGES:
        raise TableError("network.file_too_large", Where(file), nodes=MOST_NODES, ties=MOST_EDGES)
    equal = square and all(
        cells[row * width + column] == cells[column * width + row] for row, column in filled
    )
    way = DIRECTED if square and not equal else UNDIRECTED
    return [
        ((rows[row], columns[column], {"weight": cells[row * width + column]}), way)
        for row, column in filled
        if not equal or row <= column
    ]


def is_bare_square(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are a square of numbers and nothing else, with the strengths of ties as its cells.

    Its diagonal is empty, as a matrix of ties leaves it; or it is filled, and then the cells are all 0 and 1 (a list of
    ties would have two people), or each is as its mirror and there are too many columns for a list.

    >>> is_bare_square([["0", "1", "0"], ["1", "0", "1"], ["0", "1", "0"]])
    True
    >>> is_bare_square([["1", "2", "1"], ["2", "3", "1"], ["3", "1", "1"]])
    False
    """
    width = len(rows)
    if width < FEWEST_UNNAMED or any(len(row) != width for row in rows):
        return False
    cells = [[number(cell or "0") for cell in row] for row in rows]
    if any(cell is None for row in cells for cell in row) or not any(map(any, cells)):
        return False
    filled = {cell for row in cells for cell in row}
    blank = any(
        not cell for row in rows for cell in row
    )  # the lines of a list of ends have different lengths
    mirrored = all(cells[at][other] == cells[other][at] for at in range(width) for other in range(at))
    return not any(cells[at][at] for at in range(width)) or (
        not blank and (filled <= {0.0, 1.0} or (mirrored and width > FEWEST_UNNAMED))
    )
