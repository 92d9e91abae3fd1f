"""Adjacency lists: somebody a line, then all they are tied to; and how such a list is told from one of ties.

`1 2 4` may be a tie of strength 4, or somebody with two ties. The ending `.adjlist` says which. Elsewhere the list itself
does, where a name stands alone in a line, where the third words are names, or where every tie stands at both its ends;
what neither says is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workshop.base.errors import TableError, Where
from workshop.network.io.columns import number
from workshop.network.io.graphfiles import UNDIRECTED, Edge

STRENGTH = 2  # the place of a strength in a line of a list of ties
FEWEST = 3  # lines that show a list in which every tie stands at both ends
_BRACES = re.compile(r"^\S+\s+\{.*\}\s*$", re.MULTILINE)

Line = tuple[int, list[str]]


def neighbours_listed(lines: Sequence[Line], file: str) -> bool:
    """Whether lines name several ends each, in a file whose ending does not say. Raises TableError where nobody can tell."""
    widths = {len(parts) for _, parts in lines}
    if max(widths, default=0) <= STRENGTH:
        return False
    if at_both_ends(lines):
        return True
    if max(widths) > STRENGTH + 1:
        if len(widths) == 1:
            raise TableError("network.list_columns", Where(file, row=lines[0][0]), n=max(widths))
        return True
    names = {part for _, parts in lines for part in parts[:STRENGTH]}
    thirds = [(row, parts[STRENGTH]) for row, parts in lines if len(parts) > STRENGTH]
    if not all(third in names for _, third in thirds):
        return False
    if min(widths) == 1 or not any(number(third) is not None for _, third in thirds):
        return True
    if len(widths) > 1:
        row, third = thirds[0]
        raise TableError("network.list_thirds", Where(file, row=row), word=third[:40])
    return False


def at_both_ends(lines: Sequence[Line]) -> bool:
    """Whether everybody has a line of their own, some with several ends, and whoever is named in it names them in theirs."""
    named = {parts[0]: parts[1:] for _, parts in lines if parts}
    if len(lines) < FEWEST or len(named) < len(lines) or max(map(len, named.values())) < STRENGTH:
        return False
    if any(len(set(others)) < len(others) for others in named.values()):
        return False
    return all(
        who != other and who in named.get(other, ()) for who, others in named.items() for other in others
    )


def neighbour_edges(lines: Sequence[Line]) -> list[tuple[Edge, str]]:
    """The ties. Nothing says that they have a direction, so one that stands at both its ends is one tie."""
    edges: list[tuple[Edge, str]] = []
    said: set[tuple[str, str]] = set()
    for _, (who, *others) in lines:
        for other in filter(None, others):
            if who == other or (other, who) not in said:
                edges.append(((who, other, {}), UNDIRECTED))
            said.add((who, other))
    return edges


def one_neighbour_a_line(text: str, lines: Sequence[Line], file: str) -> list[Line] | None:
    """The lines of networkx's multiline form (`0 2`, then two lines for the ends), each joined; None for another form.

    Its ends have their attributes in braces behind them. Raises TableError where the counts do not fit.
    """
    if not _BRACES.search(text):
        return None
    joined: list[Line] = []
    left = 0
    for row, parts in lines:
        if left:
            joined[-1][1].append(parts[0])
            left -= 1
        elif len(parts) == STRENGTH and parts[1].isascii() and parts[1].isdigit():
            joined.append((row, parts[:1]))
            left = int(parts[1])
        else:
            raise TableError("network.list_line", Where(file, row=row), line=" ".join(parts)[:40])
    if left:
        raise TableError("network.list_line", Where(file, row=joined[-1][0]), line=joined[-1][1][0][:40])
    return joined
