"""UCINET DL reader: `DL N=4 FORMAT=…`, labels, data; one- and two-mode, one or several relations.

The language is keywords in any order and layout: `n=4`, `nr=18, nc=14`, `nm=2`, `format = edgelist1`, `labels:` with
commas, spaces or lines between, `labels embedded`, `row labels:`, `matrix labels:`, `data:`. The cells of the data are in
`dl_data`.
"""

from __future__ import annotations

import re

from workshop.base.errors import TableError, Where
from workshop.network.io.dl_data import FORMATS, Data, DataHead, Lines, read_data
from workshop.network.io.encoding import decode
from workshop.network.io.graphfiles import (
    DIRECTED,
    GROUP_MARK,
    MOST_EDGES,
    MOST_NODES,
    UNDIRECTED,
    Attributes,
    Edge,
    GraphFile,
    checked,
    turned,
)
from workshop.network.io.imported import SHOWN_NAMES, Note

_DATA = re.compile(r"\bdata\s*:", re.IGNORECASE)
_SIZE = re.compile(r"\b(nr|nc|nm|n)\s*=\s*(\d{1,9})", re.IGNORECASE)
_FORMAT = re.compile(r"\bformat\s*=\s*([a-z0-9]+)", re.IGNORECASE)
_LABELS = re.compile(r"(?:\b(rows?|columns?|cols?|matrix|level)\s+)?\blabels?\s*:", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"(?:\b(rows?|columns?|cols?|matrix|level)\s+)?\blabels?\s+embedded\s*:?", re.IGNORECASE
)
_STATEMENT = re.compile(
    r"\b(?:nr|nc|nm|n|format|diagonal|title)\s*=|\b(?:(?:rows?|columns?|cols?|matrix|level)\s+)?labels?\s*(?::|embedded)",
    re.IGNORECASE,
)
_ABSENT = re.compile(r"\bdiagonal\s*=?\s*absent", re.IGNORECASE)
_WORD = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s,=\"']+)")
_KINDS = {"r": "row", "c": "column", "m": "matrix", "l": "matrix"}


def dl(data: bytes, file: str) -> GraphFile:
    """A UCINET DL file. Raises TableError."""
    text = decode(data, file)
    begun = re.match(r"\s*dl\b", text, re.IGNORECASE)
    if begun is None:
        raise TableError("network.dl", Where(file, row=1))
    place = _DATA.search(text)
    if place is None:
        raise TableError("network.dl_data", Where(file))
    head = _head(file, text[begun.end() : place.start()])
    if max(head.sizes.values(), default=0) > MOST_NODES:
        raise TableError("network.file_too_large", Where(file), nodes=MOST_NODES, ties=MOST_EDGES)
    if head.form not in FORMATS:
        raise TableError("network.dl_form", Where(file), form=head.form[:30], known=" ".join(FORMATS))
    first = text.count("\n", 0, place.end()) + 1
    lines: Lines = list(enumerate(text[place.end() :].splitlines(), start=first))
    return _graph(head, read_data(head, lines))


def _head(file: str, text: str) -> DataHead:
    """What stands before `data:`. A list of labels ends where the next statement begins."""
    labels: dict[str, list[str]] = {}
    stated: list[str] = []
    at = 0
    for found in _LABELS.finditer(text):
        following = _STATEMENT.search(text, found.end())
        end = following.start() if following else len(text)
        kind = _KINDS.get((found.group(1) or "")[:1].casefold(), "")
        labels.setdefault(kind, []).extend(_split(text[found.end() : end]))
        stated.append(text[at : found.start()])
        at = end
    rest = " ".join([*stated, text[at:]])
    embedded: set[str] = set()
    for found in _EMBEDDED.finditer(rest):
        kind = _KINDS.get((found.group(1) or "")[:1].casefold(), "")
        embedded |= {kind} if kind else {"row", "column"}
    form = _FORMAT.search(rest)
    sizes = {name.casefold(): int(size) for name, size in _SIZE.findall(rest)}
    return DataHead(
        file,
        sizes,
        form.group(1).casefold() if form else "fullmatrix",
        _ABSENT.search(rest) is None,
        frozenset(embedded),
        {kind: tuple(names) for kind, names in labels.items()},
    )


def _split(text: str) -> list[str]:
    return [double or single or bare for double, single, bare in _WORD.findall(text)]


def _graph(head: DataHead, data: Data) -> GraphFile:
    rows = _ids(data.rows, 1)
    columns = rows if data.columns is None else _ids(data.columns, len(rows) + 1, taken=set(rows))
    nodes: list[tuple[str, Attributes]] = [
        (who, {"label": label} if label != who else {}) for who, label in zip(rows, data.rows, strict=True)
    ]
    if data.columns is not None:
        nodes += [
            (who, {"label": label or who, GROUP_MARK: True})
            for who, label in zip(columns, data.columns, strict=True)
        ]
    relations = head.relations(data.matrices)
    cells = {
        (matrix, row, column): value
        for matrix, row, column, value in data.cells
        if data.columns is None and value
    }
    mirrored = bool(cells) and all(
        cells.get((matrix, column, row)) == value for (matrix, row, column), value in cells.items()
    )
    if len(data.cells) > 2 * MOST_EDGES:
        raise TableError("network.file_too_large", Where(head.file), nodes=MOST_NODES, ties=MOST_EDGES)
    way = DIRECTED if data.columns is None and not mirrored else UNDIRECTED
    edges: list[tuple[Edge, str]] = []
    for matrix, row, column, value in data.cells:
        if mirrored and row > column and value:
            continue
        attributes: Attributes = {"weight": value}
        if relations[matrix]:
            attributes["relation"] = relations[matrix]
        edges.append(((rows[row], columns[column], attributes), way))
    notes = _notes(data, relations)
    directed, made = turned(edges, UNDIRECTED, notes)
    return checked(GraphFile(head.file, directed, {}, tuple(nodes), made, tuple(notes)))


def _ids(labels: tuple[str, ...], first: int, taken: set[str] | None = None) -> list[str]:
    """Labels are who somebody is, where they are all there and all different; else the numbers are."""
    if len({*labels, *(taken or set())}) == len(labels) + len(taken or set()) and all(labels):
        return list(labels)
    return [str(first + at) for at in range(len(labels))]


def _notes(data: Data, relations: tuple[str, ...]) -> list[Note]:
    notes = [Note("dl_bare")]
    if len(relations) > 1:
        notes.append(Note("relations", len(relations), relations[:SHOWN_NAMES]))
    if data.columns is not None:
        notes.append(Note("two_mode", len(data.columns)))
    if data.missing:
        notes.append(Note("cells_missing", data.missing))
    if data.listed < len(data.rows):
        notes.append(Note("vertices_differ", data.listed, (str(len(data.rows)),)))
    return notes
