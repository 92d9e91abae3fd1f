"""Pajek reader: one- and two-mode networks, with ties as arcs, edges, lists or a matrix, in one or several relations.

Of a project (`.paj`) the first network is read; partitions, vectors and further networks are told. The vertex list may
be short or missing: `*Vertices 5` alone is five people, 1 to 5.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workshop.base.errors import TableError, Where
from workshop.network.io.columns import number
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
from workshop.network.io.square import square_edges

PARTS = frozenset(("partition", "vector", "permutation", "cluster", "hierarchy", "events"))
TIES = frozenset(("arcs", "edges", "arcslist", "edgeslist", "matrix"))
# Words after the ends and the value of a line: how it is drawn. `l` is its label.
DRAWN = re.compile(
    r"(?:c|p|s|w|a|ap|l|lp|lr|lphi|lc|la|h[12]|k[12]|a[12]|fos|font|size|ic|bc|bw|phi|r|q|x_fact|y_fact)$",
    re.IGNORECASE,
)
SHAPES = frozenset(
    ("ellipse", "box", "diamond", "triangle", "cross", "empty", "circle", "man", "woman", "house")
)
_QUOTED_NAME = re.compile(r'\d+\s+"[^"]*"')
_HEAD = re.compile(r"\*\s*([A-Za-z]+)\s*(.*)")
_WORD = re.compile(r'"([^"]*)"|\[([^\]]*)\]|(\S+)')
_RELATION = re.compile(r':\s*(\d+)\s*"?([^"]*)"?')
_PREFIX = re.compile(r"(\d+)\s*:\s*")
_TIME = re.compile(r"\[[\d\-*,\s]+\]\s*$")


@dataclass
class _Project:
    """What has been read so far."""

    file: str
    announced: int = 0
    first: int = 1  # the number of the first vertex: the format counts from 1, some programs from 0
    people: int = 0  # how many of them in a two-mode network; the rest are groups
    listed: dict[str, Attributes] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)  # in which each of them stands
    unquoted: list[str] = field(default_factory=list)  # names of several words without quotes
    edges: list[tuple[Edge, str]] = field(default_factory=list)
    relations: dict[str, str] = field(default_factory=dict)
    cells: list[float] = field(default_factory=list)
    matrix_row: int = 0
    left: list[str] = field(default_factory=list)
    graphs: int = 0
    times: int = 0
    drawn: bool = False
    valued: bool = False
    started: bool = False
    section: str = ""
    beside: bool = False  # in a part that is no network and may have a vertex list of its own
    relation: str = ""
    words: list[tuple[int, str]] = field(default_factory=list)  # values that are no numbers
    unread: list[tuple[int, str]] = field(default_factory=list)  # lines outside any section

    def knows(self, who: str) -> bool:
        """Whether a vertex was listed, or counted in the head of the list."""
        return who in self.listed or (who.isascii() and who.isdigit() and int(who) in self.counted)

    @property
    def counted(self) -> range:
        """The numbers of the vertices that the head of the list counts."""
        return range(self.first, self.first + self.announced)


def pajek(data: bytes, file: str) -> GraphFile:
    """A Pajek `.net` or `.paj` file. Where it has arcs, an edge is one report each way. Raises TableError."""
    project = _Project(file)
    for row, line in enumerate(decode(data, file).splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith(("%", "/*")):
            continue
        where = Where(file, row=row)
        if text.startswith("*"):
            _matrix_done(project)
            _head(project, text, where)
        elif project.section == "vertices":
            _vertex(project, text, where)
        elif project.section == "matrix":
            _matrix_row(project, text, where)
        elif project.section in TIES:
            _tie(project, text, where)
        elif not project.section:
            project.unread.append((row, text[:40]))
    _matrix_done(project)
    return _graph(project)


def _head(project: _Project, text: str, where: Where) -> None:
    """A line that begins a section. Sections beside the network are left, and told by their heads."""
    found = _HEAD.match(text)
    name, rest = (found.group(1).casefold(), found.group(2)) if found else ("", "")
    if name == "network":
        project.beside = project.started
        project.graphs += project.started
        project.section = "left"
    elif name == "vertices" and not project.beside:
        if project.started:
            project.beside = True
            project.graphs += 1
            project.section = "left"
        else:
            _announce(project, rest, where)
    elif name in TIES and not project.beside:
        if not project.started:
            raise TableError("network.pajek_vertices", where)
        project.section = name
        _relation(project, rest)
        project.matrix_row = where.row or 0
    elif name not in ("vertices", *TIES):
        project.section = "left"
        project.beside = project.beside or name in PARTS
        project.left.append(text[:30])


def _announce(project: _Project, rest: str, where: Where) -> None:
    counts = [word for word in rest.split() if word.isascii() and word.isdigit()]
    if counts and int(counts[0]) > MOST_NODES:
        raise TableError("network.file_too_large", where, nodes=MOST_NODES, ties=MOST_EDGES)
    project.announced = int(counts[0]) if counts else 0
    project.people = int(counts[1]) if len(counts) > 1 else 0
    project.started = True
    project.section = "vertices"


def _relation(project: _Project, rest: str) -> None:
    """`:2 "name"` names a relation; a head without it goes on with none, and its lines may each name theirs."""
    found = _RELATION.match(rest)
    project.relation = found.group(1) if found else ""
    if found and (found.group(2).strip() or found.group(1) not in project.relations):
        project.relations[found.group(1)] = found.group(2).strip()


def _words(text: str) -> list[str]:
    """The words of a line; in quotes with their spaces, without a time in brackets."""
    return [
        html.unescape(quoted) if quoted is not None else bare.strip('"')
        for quoted, time, bare in (found.groups() for found in _WORD.finditer(text))
        if time is None
    ]


def _vertex(project: _Project, text: str, where: Where) -> None:
    project.times += bool(_TIME.search(text))
    words = _words(text)
    who = words[0]
    if not (who.isascii() and who.isdigit()):
        raise TableError("network.pajek_vertex", where, line=text[:40])
    who = str(int(who))
    project.first = min(project.first, int(who))
    project.rows[who] = where.row or 0
    if who in project.listed:
        raise TableError("network.double_id", where, id=who)
    if len(project.listed) >= MOST_NODES:
        raise TableError("network.file_too_large", where, nodes=MOST_NODES, ties=MOST_EDGES)
    end = 1 + (len(words) > 1 if _QUOTED_NAME.match(text) else _name_length(words[1:]))
    label = " ".join(words[1:end])
    project.unquoted += [label] if end > 2 else []
    project.listed[who] = {"label": label} if label else {}
    project.drawn = project.drawn or len(words) > end


def _name_length(words: Sequence[str]) -> int:
    """How many words a name without quotes has: it ends where its place on the paper begins, or how it is drawn."""
    for at, (word, after) in enumerate(zip(words, [*words[1:], ""], strict=False)):
        placed = number(word) is not None and (number(after) is not None or after in SHAPES)
        said = word in SHAPES or (
            word.islower() and DRAWN.match(word) and (len(word) > 1 or number(after) is not None)
        )
        if at and (placed or (said and (after or word in SHAPES))):
            return at
    return len(words)


def _tie(project: _Project, text: str, where: Where) -> None:
    project.times += bool(_TIME.search(text))
    before = _PREFIX.match(text)
    relation = before.group(1) if before else project.relation
    if relation:
        project.relations.setdefault(relation, "")
    words = _words(text[before.end() :] if before else text)
    if not words or not words[0].isdigit():
        project.unread.append((where.row or 0, text[:40]))
        project.section = ""  # a heading without its star, as programs cut it; what follows it is no tie
        return
    if len(words) < 2:
        raise TableError("network.pajek", where, line=text[:40])
    attributes: Attributes = {"relation": relation} if relation else {}
    if project.section.endswith("list"):
        ends = [(words[0], other) for other in words[1:]]
    else:
        ends = [(words[0], words[1])]
        attributes |= _value(project, words[2:], where)
    for end in dict.fromkeys(end for pair in ends for end in pair):
        if not project.knows(end):
            raise TableError("network.unknown_end", where, id=end)
    way = DIRECTED if project.section.startswith("arcs") else UNDIRECTED
    project.edges += [((source, target, dict(attributes)), way) for source, target in ends]
    if len(project.edges) > MOST_EDGES:
        raise TableError("network.file_too_large", where, nodes=MOST_NODES, ties=MOST_EDGES)


def _value(project: _Project, words: list[str], where: Where) -> Attributes:
    """The value of a line, where it has one before the words that say how it is drawn."""
    if not words:
        return {}
    value = number(words[0])
    labels = [after for before, after in pairwise(words) if before == "l"]
    if value is None and not DRAWN.match(words[0]):
        project.words.append((where.row or 0, words[0][:40]))
        return {"label": " ".join(words)}
    project.valued = project.valued or value is not None
    project.drawn = project.drawn or len(words) > (value is not None)
    attributes: Attributes = {} if value is None else {"weight": value}
    return attributes | ({"label": labels[0]} if labels else {})


def _matrix_row(project: _Project, text: str, where: Where) -> None:
    for word in text.replace(",", " ").split():
        value = number(word)
        if value is None:
            raise TableError("network.strength_unusable", where, value=word[:40])
        project.cells.append(value)
    _, width = _shape(project)
    if len(project.cells) > max(width, 1) * MOST_NODES:
        raise TableError("network.file_too_large", where, nodes=MOST_NODES, ties=MOST_EDGES)


def _shape(project: _Project) -> tuple[int, int]:
    """Rows and columns of a matrix: people by groups in a two-mode network, else everybody by everybody."""
    everybody = max(project.announced, len(project.listed))
    if project.people:
        return project.people, max(everybody - project.people, 0)
    return everybody, everybody


def _matrix_done(project: _Project) -> None:
    if project.section != "matrix":
        return
    rows, columns = _shape(project)
    if len(project.cells) != rows * columns:
        where = Where(project.file, row=project.matrix_row)
        raise TableError(
            "network.matrix_size",
            where,
            rows=rows,
            columns=columns,
            needed=rows * columns,
            n=len(project.cells),
        )
    first = project.first
    ids = [str(first + at) for at in range(rows)]
    across = [str(first + rows + at) for at in range(columns)] if project.people else ids
    project.edges += [
        ((source, target, {**found, "relation": project.relation} if project.relation else found), way)
        for (source, target, found), way in square_edges(project.file, ids, across, project.cells)
    ]
    project.cells = []
    project.section = "network"


def _graph(project: _Project) -> GraphFile:
    if not project.started:
        row, line = next(iter(project.unread), (1, ""))
        raise TableError("network.pajek", Where(project.file, row=row), line=line)
    if (
        project.valued and project.words
    ):  # where all are words they say what the tie is; among numbers one is a slip
        row, word = project.words[0]
        raise TableError("network.strength_unusable", Where(project.file, row=row), value=word)
    beyond = next((who for who in project.listed if int(who) not in project.counted), None)
    if beyond is not None and 0 < len(project.listed) <= project.announced:
        # As many as were counted, and one of another number: who is who cannot be told.
        last = project.counted[-1]
        where = Where(project.file, row=project.rows[beyond])
        raise TableError("network.pajek_number", where, id=beyond, first=project.first, last=last)
    everybody = dict.fromkeys([*map(str, project.counted), *project.listed])
    nodes = tuple(
        (who, {**project.listed.get(who, {}), **({GROUP_MARK: True} if _is_group(project, who) else {})})
        for who in everybody
    )
    edges = [(_related(project, edge), way) for edge, way in project.edges]
    notes = _notes(project)
    directed, made = turned(edges, UNDIRECTED, notes)
    return checked(GraphFile(project.file, directed, {}, nodes, made, tuple(notes)))


def _is_group(project: _Project, who: str) -> bool:
    return bool(project.people) and int(who) - project.first >= project.people


def _related(project: _Project, edge: Edge) -> Edge:
    """The edge with its relation by name. One relation without a name is no relation."""
    source, target, attributes = edge
    relation = str(attributes.pop("relation", ""))
    name = project.relations.get(relation, "") or (relation if len(project.relations) > 1 else "")
    return source, target, {**attributes, "relation": name} if name else attributes


def _notes(project: _Project) -> list[Note]:
    # The format has no other fields; the note tells the person importing it.
    notes = [Note("pajek_bare"), *_vertex_notes(project)]
    if len(project.relations) > 1:
        names = tuple(name or number for number, name in project.relations.items())
        notes.append(Note("relations", len(names), names[:SHOWN_NAMES]))
    if project.people:
        notes.append(Note("two_mode", max(project.announced, len(project.listed)) - project.people))
    if project.graphs:
        notes.append(Note("graphs_left", project.graphs))
    if project.left:
        notes.append(Note("parts_left", len(project.left), tuple(project.left[:SHOWN_NAMES])))
    if project.unread:
        notes.append(
            Note("lines_left", len(project.unread), tuple(line for _, line in project.unread[:SHOWN_NAMES]))
        )
    if project.times:
        notes.append(Note("spells_left", project.times))
    if project.drawn:
        notes.append(Note("drawing_left", 1))
    return notes


def _vertex_notes(project: _Project) -> list[Note]:
    notes: list[Note] = []
    listed = len(project.listed)
    if project.announced and listed not in (0, project.announced):
        notes.append(Note("vertices_differ", listed, (str(project.announced),)))
    if project.first == 0:
        notes.append(Note("from_zero", listed))
    if project.unquoted:
        notes.append(Note("names_unquoted", len(project.unquoted), tuple(project.unquoted[:SHOWN_NAMES])))
    return notes
