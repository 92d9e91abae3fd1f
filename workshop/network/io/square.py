"""Ties of a matrix in a graph file: a cell that is not zero is a tie with that strength.

Matrices in tables, with names beside their rows, are in `matrix`.
"""

from __future__ import annotations

from collections.abc import Sequence

from workshop.base.errors import TableError, Where
from workshop.network.io.graphfiles import DIRECTED, MOST_EDGES, MOST_NODES, UNDIRECTED, Edge


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
