"""Graph file model: plain nodes and edges with attributes, in file order, before interpretation; and safe XML parsing.

XML from strangers: a document type is refused (XXE, entity expansion), and nothing is fetched or expanded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from workshop.base.errors import InputError, SeveralErrors, TableError, Where
from workshop.network.io.imported import MOST_FAULTS, Note

MOST_TAGS = 3_000_000  # each costs memory, however short
NUMBERS = frozenset(
    ("int", "integer", "long", "float", "double", "real", "short", "byte", "bigdecimal", "biginteger")
)


def root_of(data: bytes, file: str) -> Element:
    """The root element. Raises TableError."""
    if data.count(b"<") > MOST_TAGS:
        raise TableError("network.too_large", Where(file), nodes=MOST_NODES, ties=MOST_EDGES)
    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise TableError("network.document_type", Where(file)) from error
    except ParseError as error:
        row, _ = error.position
        raise TableError("network.xml", Where(file, row=row)) from error
    except (ValueError, LookupError) as error:  # an unknown encoding
        raise TableError("table.encoding", Where(file)) from error


def children_named(element: Element, name: str) -> list[Element]:
    """All descendants of this name, in file order."""
    return [child for child in element.iter() if plain_name(child) == name]


def children(element: Element, name: str) -> list[Element]:
    """Direct children of this name."""
    return [child for child in element if plain_name(child) == name]


def plain_name(element: Element) -> str:
    """The tag without its namespace; comments have a function for a tag."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def needed(element: Element, name: str, file: str) -> str:
    """A required attribute. Raises TableError."""
    value = element.get(name)
    if value is None:
        raise TableError("network.xml_attribute", Where(file), name=name, element=plain_name(element))
    return value


def typed(kind: str, text: str, file: str) -> Attribute:
    """A value by its declared type. Raises TableError for an invalid number."""
    if kind == "boolean":
        return text.strip().casefold() in ("true", "1")
    if kind in NUMBERS:
        try:
            value = float(text)
        except ValueError as error:
            raise TableError("table.number", Where(file), value=text[:40]) from error
        if not math.isfinite(value):
            raise TableError("table.number", Where(file), value=text[:40])
        return value
    return text


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
