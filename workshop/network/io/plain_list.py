"""Lists and matrices without a header, as programs for graphs write them: `.edgelist`, `.adjlist`, `.ncol`, `.lgl`, `.adj`.

Two ends a line and perhaps a strength, parted by spaces, tabs, commas or semicolons; lines after `#` or `%` are remarks.
Nothing in them says whether ties have a direction: they are read without one, and that is told. (Tables with a header,
also in `.txt`, are read as tables.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workshop.base.errors import TableError, Where
from workshop.network.io import words
from workshop.network.io.columns import number
from workshop.network.io.encoding import decode
from workshop.network.io.graphfiles import (
    MOST_EDGES,
    MOST_NODES,
    UNDIRECTED,
    Attributes,
    Edge,
    GraphFile,
    checked,
    turned,
)
from workshop.network.io.imported import Note
from workshop.network.io.neighbour_list import (
    Line,
    at_both_ends,
    neighbour_edges,
    neighbours_listed,
    one_neighbour_a_line,
)
from workshop.network.io.square import is_bare_square, square_edges
from workshop.network.io.table import Table

_REMARK = re.compile(r"\s*(#|%|//)")
_BETWEEN = re.compile(r"\s*[,;|\t]\s*|\s+")
_QUOTED = re.compile(r'"([^"]*)"')
_DATA = re.compile(r"\{([^{}]*)\}\s*$")  # networkx writes the attributes of a tie as {'weight': 3}
_WEIGHT = re.compile(r"['\"](?:weight|value)['\"]\s*:\s*([-+.\deE]+)")
SIGNS = ("\t", ";", ",", "|")
_HIDDEN = {ord(sign): place for place, sign in enumerate((" ", *SIGNS), start=1)}  # in a name in quotes
_SHOWN = {place: sign for sign, place in _HIDDEN.items()}
SMALLEST = 4  # rows of a list of numbers that is taken for a matrix where its ending does not say so


def edge_list(data: bytes, file: str) -> GraphFile:
    """A list of two ends a line; lines with several ends are somebody and all they are tied to. Raises TableError."""
    lines = _lines(decode(data, file))
    if _is_square(lines):
        return _matrix(lines, file)
    if _has_header(lines):
        del lines[0]
    if neighbours_listed(lines, file):
        return _neighbours(file, lines)
    edges: list[tuple[Edge, str]] = []
    for row, parts in lines:
        where = Where(file, row=row)
        if len(parts) < 2 or not all(parts[:2]):
            raise TableError("network.list_line", where, line=" ".join(parts)[:40])
        edges.append(((parts[0], parts[1], _strength(parts[2:], where)), UNDIRECTED))
    return _graph(file, edges, [], False)


def neighbour_list(data: bytes, file: str) -> GraphFile:
    """An adjacency list by its ending: whoever stands first in a line is tied to all others in it. Raises TableError."""
    text = decode(data, file)
    lines = _lines(text)
    return _neighbours(file, one_neighbour_a_line(text, lines, file) or lines)


def neighbours_of(table: Table) -> GraphFile | None:
    """A table that is an adjacency list from its first row on, with every tie at both its ends; None for any other.

    A header is nobody's tie, so a table with one is never taken for such a list.
    """
    rows = [(table.header_row, table.header), *((row.number, row.cells) for row in table.rows)]
    lines = [(number, [cell for cell in cells if cell]) for number, cells in rows]
    if all(cells[:1] != ("",) for _, cells in rows) and at_both_ends(lines):
        return _neighbours(table.file, lines)
    return None


def _neighbours(file: str, lines: Sequence[Line]) -> GraphFile:
    for row, parts in lines:
        if not parts[0]:
            raise TableError("network.list_line", Where(file, row=row), line=" ".join(parts)[:40])
    return _graph(file, neighbour_edges(lines), [parts[0] for _, parts in lines], True)


def adjacency(data: bytes, file: str) -> GraphFile:
    """A matrix of numbers without names: row and column 1 are person 1. Raises TableError."""
    lines = _lines(decode(data, file))
    if not lines:
        raise TableError("table.empty", Where(file))
    return _matrix(lines, file)


def lgl(data: bytes, file: str) -> GraphFile:
    """LGL: `# somebody`, then a line for each they are tied to, perhaps with a strength. Raises TableError."""
    edges: list[tuple[Edge, str]] = []
    everybody: list[str] = []
    for row, line in enumerate(decode(data, file).splitlines(), start=1):
        where = Where(file, row=row)
        if line.startswith("#"):
            everybody.append(line[1:].strip())
            continue
        parts = _split(line)
        if not parts:
            continue
        if not everybody:
            raise TableError("network.list_line", where, line=line[:40])
        edges.append(((everybody[-1], parts[0], _strength(parts[1:], where)), UNDIRECTED))
    return _graph(file, edges, [who for who in everybody if who], False)


def sif(data: bytes, file: str) -> GraphFile:
    """SIF of Cytoscape: somebody, the relation, and all they have it to; alone, somebody without ties. Raises TableError."""
    edges: list[tuple[Edge, str]] = []
    alone: list[str] = []
    for row, line in enumerate(decode(data, file).splitlines(), start=1):
        parts = [part.strip() for part in line.split("\t")] if "\t" in line else line.split()
        if len(parts) == 2:
            raise TableError("network.list_line", Where(file, row=row), line=line[:40])
        if len(parts) == 1:
            alone.append(parts[0])
        elif parts:
            relation: Attributes = {"relation": parts[1]}
            edges += [((parts[0], other, dict(relation)), UNDIRECTED) for other in parts[2:]]
    return _graph(file, edges, [who for who in alone if who], False)


def _graph(file: str, edges: list[tuple[Edge, str]], alone: Sequence[str], several: bool) -> GraphFile:
    if len(edges) > MOST_EDGES:
        raise TableError("network.file_too_large", Where(file), nodes=MOST_NODES, ties=MOST_EDGES)
    everybody = dict.fromkeys([*(end for edge, _ in edges for end in edge[:2]), *alone])
    notes = [Note("direction_unsaid")]
    if several:
        notes.append(Note("adjacency_list", len(edges)))
    directed, made = turned(edges, UNDIRECTED, notes)
    return checked(GraphFile(file, directed, {}, tuple((who, {}) for who in everybody), made, tuple(notes)))


def _lines(text: str) -> list[Line]:
    """The words of every line. Where all lines are parted by commas, tabs and the like, a name keeps its spaces."""
    kept = [(row, _kept(line)) for row, line in enumerate(text.splitlines(), start=1)]
    written = [(row, line) for row, line in kept if line]
    for sign in SIGNS:
        if 2 * sum(sign in line for _, line in written) <= len(written):
            continue
        parted = [(row, re.split(rf"\s*{re.escape(sign)}\s*", line)) for row, line in written]
        if not any(_of_numbers(part) for _, parts in parted for part in parts):
            filled = [(row, _filled(parts)) for row, parts in parted]
            return [(row, [_restored(part) for part in parts]) for row, parts in filled if parts]
    split = ((row, _words(line)) for row, line in kept)
    return [(row, parts) for row, parts in split if parts]


def _filled(parts: list[str]) -> list[str]:
    """The parts of a line without the empty ones a spreadsheet leaves behind it."""
    while parts and not parts[-1]:
        parts = parts[:-1]
    return parts


def _of_numbers(part: str) -> bool:
    """Whether a part is several numbers: then blanks part the words, too."""
    found = part.split()
    return len(found) > 1 and any(map(_is_number, found))


def _kept(line: str) -> str:
    """A line without remarks and networkx's attributes (a strength among them is kept), its quoted names in one piece."""
    if _REMARK.match(line):
        return ""
    data = _DATA.search(line)
    if data:
        weight = _WEIGHT.search(data.group(1))
        line = f"{line[: data.start()].rstrip()} {weight.group(1) if weight else ''}"
    return _QUOTED.sub(lambda found: found.group(1).translate(_HIDDEN), line).strip()


def _words(line: str) -> list[str]:
    return [_restored(part) for part in _BETWEEN.split(line)] if line else []


def _restored(part: str) -> str:
    return part.translate(_SHOWN)


def _split(line: str) -> list[str]:
    return _words(_kept(line))


def _has_header(lines: Sequence[Line]) -> bool:
    """Whether the first line says what the columns are. A word that comes again, or is one character (甲), is somebody."""
    if not lines:
        return False
    first = lines[0][1]
    again = {part for _, parts in lines[1:] for part in parts}
    fields = {words.meaning(words.TIE_COLUMNS, part) for part in first}
    return {"source", "target"} <= fields and not any(len(part) == 1 or part in again for part in first[:2])


def _is_square(lines: Sequence[Line]) -> bool:
    if len(lines) < SMALLEST:
        return is_bare_square([parts for _, parts in lines])
    return all(len(parts) == len(lines) and all(map(_is_number, parts)) for _, parts in lines)


def _is_number(text: str) -> bool:
    return number(text) is not None


def _matrix(lines: Sequence[Line], file: str) -> GraphFile:
    cells: list[float] = []
    for row, parts in lines:
        where = Where(file, row=row)
        if len(parts) != len(lines):
            raise TableError("network.matrix_row", where, n=len(parts), needed=len(lines))
        for part in parts:
            value = number(part)
            if value is None:
                raise TableError("network.strength_unusable", where, value=part[:40])
            cells.append(value)
    ids = [str(at) for at in range(1, len(lines) + 1)]
    notes = [Note("numbered", len(ids))]
    directed, made = turned(square_edges(file, ids, ids, cells), UNDIRECTED, notes)
    return checked(GraphFile(file, directed, {}, tuple((who, {}) for who in ids), made, tuple(notes)))


def _strength(parts: Sequence[str], where: Where) -> Attributes:
    if not parts:
        return {}
    value = number(parts[0])
    if value is None:
        raise TableError("network.strength_unusable", where, value=parts[0][:40])
    return {"weight": value}
