"""Graph file model: plain nodes and edges with attributes, in file order, before interpretation."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from workshop.base.errors import InputError, SeveralErrors, TableError, Where
from workshop.network.io.codes import finder
from workshop.network.io.imported import MOST_FAULTS, SHOWN_NAMES, Note

NUMBERS = frozenset(
    ("int", "integer", "long", "float", "double", "real", "short", "byte", "bigdecimal", "biginteger")
)
MOST_DIGITS = 1e15  # a whole number beyond it may have lost its last digits
_YES_NO = {"true": True, "1": True, "false": False, "0": False}


Attribute = str | float | bool
Attributes = dict[str, Attribute]
Edge = tuple[str, str, Attributes]

MOST_NODES = 20_000
MOST_EDGES = 200_000

GROUP_MARK = "\0group"  # an attribute no file can hold: this node is a group
DIRECTED, UNDIRECTED, MUTUAL = "directed", "undirected", "mutual"
ONE_WAY = {DIRECTED: True, UNDIRECTED: False, MUTUAL: False}


def as_text(value: Attribute) -> str:
    """A value as text that no digit is lost from: an id of nine digits stays that id.

    >>> as_text(110105199.0), as_text(0.5), as_text("x"), as_text(True)
    ('110105199', '0.5', 'x', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < MOST_DIGITS else repr(value)
    return value


@dataclass
class SetAside:
    """Values that do not fit the type their own file declares: left out, counted, told; the rest is read.

    Programs write INF, NaN and null where they have no number, people write 不详. An empty value is no value and is not
    counted.
    """

    found: Counter[str] = field(default_factory=Counter)

    def typed(self, name: str, kind: str, text: str) -> Attribute | None:
        """A value by its declared type; None for one that is empty or does not fit."""
        plain = text.strip()
        if kind == "boolean":
            value: Attribute | None = _YES_NO.get(plain.casefold())
        elif kind in NUMBERS:
            value = _finite(plain)
        else:
            return text
        if value is None and plain:
            self.found[f"{name} = {plain[:20]}"] += 1
        return value

    def of_edge(self, kind: str, text: str) -> Attribute | None:
        """An edge's value by its declared type, or its text: which values of a tie are needed is decided later."""
        value = SetAside().typed("", kind, text)
        return text.strip() or None if value is None or value == "" else value

    def notes(self) -> list[Note]:
        """What was set aside."""
        names = tuple(name for name, _ in self.found.most_common(SHOWN_NAMES))
        return [Note("values_unfit", self.found.total(), names)] if self.found else []


def _finite(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


@dataclass(frozen=True)
class GraphFile:
    """Nodes and edges as in the file, and notes on what was not imported."""

    file: str
    directed: bool
    about: Attributes
    nodes: tuple[tuple[str, Attributes], ...]
    edges: tuple[Edge, ...]
    notes: tuple[Note, ...] = ()


def checked(graph: GraphFile) -> GraphFile:
    """Refuse duplicate ids, unknown ends, and files too large to draw or measure during a session."""
    if len(graph.nodes) > MOST_NODES or len(graph.edges) > MOST_EDGES:
        raise TableError("network.file_too_large", Where(graph.file), nodes=MOST_NODES, ties=MOST_EDGES)
    if not graph.nodes:
        raise TableError("network.no_graph", Where(graph.file))
    problems: list[InputError] = []
    seen: set[str] = set()
    for who, _ in graph.nodes:
        if who in seen:
            problems.append(TableError("network.double_id", Where(graph.file, key=who[:80]), id=who[:40]))
        seen.add(who)
    unknown = {
        end: f"{source} – {target}"
        for source, target, _ in graph.edges
        for end in (source, target)
        if end not in seen
    }
    find = finder((who, "") for who in seen) if unknown else None
    problems += [
        find.unknown(end[:40], Where(graph.file, key=tie[:80])) for end, tie in unknown.items() if find
    ]
    if problems:
        raise problems[0] if len(problems) == 1 else SeveralErrors(problems[:MOST_FAULTS])
    return graph


def turned(edges: list[tuple[Edge, str]], otherwise: str, notes: list[Note]) -> tuple[bool, tuple[Edge, ...]]:
    """Whether the network is directed, and its edges. `otherwise` is the direction of an edge that does not state one.

    Our networks are directed throughout or not at all: where some edges are directed, an undirected one becomes one
    report each way, and a note says so.
    """
    ways = [way or otherwise for _, way in edges]
    directed = any(ONE_WAY[way] for way in ways)
    if not directed:
        return False, tuple(edge for edge, _ in edges)
    made: list[Edge] = []
    both = 0
    for (edge, _), way in zip(edges, ways, strict=True):
        made.append(edge)
        source, target, attributes = edge
        if not ONE_WAY[way] and source != target:
            both += 1
            made.append((target, source, dict(attributes)))
    if both:
        notes.append(Note("two_way", both))
    return True, tuple(made)
