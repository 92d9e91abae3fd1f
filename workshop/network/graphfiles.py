"""What a graph file says before anybody interprets it: plain nodes and edges with their attributes, in file order."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.errors import InputError, SeveralErrors, TableError, Where
from workshop.network.imported import MOST_FAULTS, Note

Attribute = str | float | bool
Attributes = dict[str, Attribute]
Edge = tuple[str, str, Attributes]

MOST_NODES = 20_000
MOST_EDGES = 200_000

GROUP_MARK = "\0group"  # an attribute no file can hold: this node is a group
DIRECTED, UNDIRECTED, MUTUAL = "directed", "undirected", "mutual"
ONE_WAY = {DIRECTED: True, UNDIRECTED: False, MUTUAL: False}


@dataclass(frozen=True)
class GraphFile:
    """Nodes and edges as the file has them, and what was not taken from it."""

    file: str
    directed: bool
    about: Attributes
    nodes: tuple[tuple[str, Attributes], ...]
    edges: tuple[Edge, ...]
    notes: tuple[Note, ...] = ()


def checked(graph: GraphFile) -> GraphFile:
    """Refuse doubled ids, ends that are no nodes, and files too large to draw or measure in a room."""
    if len(graph.nodes) > MOST_NODES or len(graph.edges) > MOST_EDGES:
        raise TableError("network.too_large", Where(graph.file), nodes=MOST_NODES, ties=MOST_EDGES)
    if not graph.nodes:
        raise TableError("network.no_graph", Where(graph.file))
    problems: list[InputError] = []
    seen: set[str] = set()
    for who, _ in graph.nodes:
        if who in seen:
            problems.append(TableError("network.double_id", Where(graph.file), id=who))
        seen.add(who)
    unknown = {end: None for edge in graph.edges for end in edge[:2] if end not in seen}
    problems += [TableError("network.unknown_end", Where(graph.file), id=end) for end in unknown]
    if problems:
        raise problems[0] if len(problems) == 1 else SeveralErrors(problems[:MOST_FAULTS])
    return graph


def turned(edges: list[tuple[Edge, str]], otherwise: str, notes: list[Note]) -> tuple[bool, tuple[Edge, ...]]:
    """Whether direction means anything here, and the edges. `otherwise` is for an edge that does not say.

    A network of ours has direction throughout or nowhere: where some edges have one, an edge without becomes
    one report each way, and that is told.
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
