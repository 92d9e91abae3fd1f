"""GraphML, GEXF and Pajek files as plain nodes and edges with their attributes, in file order.

Read here rather than with a graph library, because those invent an unknown end, merge equal names and turn
undirected edges round. A document type (entity tricks) is refused before anything is parsed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from workshop.errors import TableError, Where
from workshop.network.encoding import decode

Attribute = str | float | bool
Attributes = dict[str, Attribute]

MOST_NODES = 20_000
MOST_EDGES = 200_000
MOST_TAGS = 3_000_000  # each costs memory, however little it says


@dataclass(frozen=True)
class GraphFile:
    """What a graph file says before anybody interprets it."""

    file: str
    directed: bool
    about: Attributes
    nodes: tuple[tuple[str, Attributes], ...]
    edges: tuple[tuple[str, str, Attributes], ...]


def graphml(data: bytes, file: str) -> GraphFile:
    """A GraphML file. Raises TableError."""
    root = _xml(data, file)
    graph = next(iter(_all(root, "graph")), None)
    if graph is None:
        raise TableError("network.no_graph", Where(file))
    keys = {
        (key.get("for", "all"), key.get("id", "")): (
            key.get("attr.name", key.get("id", "")),
            key.get("attr.type", "string"),
            next((default.text or "" for default in _all(key, "default")), None),
        )
        for key in _all(root, "key")
    }
    by_id: dict[str, tuple[str, str]] = {who: (name, kind) for (_, who), (name, kind, _) in keys.items()}

    def attributes(element: Element, what: str) -> Attributes:
        found = {
            name: _typed(kind, default, file)
            for (scope, _), (name, kind, default) in keys.items()
            if default is not None and scope in (what, "all")
        }
        for datum in _children(element, "data"):
            name, kind = by_id.get(datum.get("key", ""), (datum.get("key", ""), "string"))
            # Drawing programs nest pictures of shapes in <data>; the label they show is inside.
            text = datum.text if not len(datum) else "".join(datum.itertext()).strip()
            found["label" if len(datum) else name] = _typed(
                "string" if len(datum) else kind, text or "", file
            )
        return found

    nodes = tuple((_needed(node, "id", file), attributes(node, "node")) for node in _all(graph, "node"))
    edges = tuple(
        (_needed(edge, "source", file), _needed(edge, "target", file), attributes(edge, "edge"))
        for edge in _all(graph, "edge")
    )
    return _checked(
        GraphFile(file, graph.get("edgedefault") == "directed", attributes(graph, "graph"), nodes, edges)
    )


def gexf(data: bytes, file: str) -> GraphFile:
    """A GEXF file (Gephi). Raises TableError."""
    root = _xml(data, file)
    graph = next(iter(_all(root, "graph")), None)
    if graph is None:
        raise TableError("network.no_graph", Where(file))
    titles: dict[tuple[str, str], tuple[str, str]] = {}
    for table in _children(graph, "attributes"):
        for column in _children(table, "attribute"):
            place = (table.get("class", "node"), column.get("id", ""))
            titles[place] = (column.get("title", place[1]), column.get("type", "string"))

    def attributes(element: Element, what: str) -> Attributes:
        found: Attributes = {}
        if element.get("label"):
            found["label"] = element.get("label", "")
        if what == "edge" and element.get("weight"):
            found["weight"] = _typed("double", element.get("weight", ""), file)
        for value in _all(element, "attvalue"):
            who = value.get("for", value.get("id", ""))
            name, kind = titles.get((what, who), (who, "string"))
            found[name] = _typed(kind, value.get("value", ""), file)
        return found

    nodes = tuple((_needed(node, "id", file), attributes(node, "node")) for node in _all(graph, "node"))
    edges = tuple(
        (_needed(edge, "source", file), _needed(edge, "target", file), attributes(edge, "edge"))
        for edge in _all(graph, "edge")
    )
    return _checked(GraphFile(file, graph.get("defaultedgetype") == "directed", {}, nodes, edges))


def pajek(data: bytes, file: str) -> GraphFile:
    """A Pajek `.net` file: vertices, arcs and edges (also as lists). Raises TableError."""
    nodes: dict[str, tuple[str, Attributes]] = {}
    edges: list[tuple[str, str, Attributes]] = []
    section, directed = "", False
    for number, line in enumerate(decode(data, file).splitlines(), start=1):
        words = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', line)]
        if not words or line.lstrip().startswith("%"):
            continue
        if line.lstrip().startswith("*"):
            section = words[0].casefold()
            if section not in ("*vertices", "*arcs", "*edges", "*arcslist", "*edgeslist", "*network"):
                raise TableError("network.pajek", Where(file, row=number), line=line[:40])
            directed = directed or section.startswith("*arcs")
        elif section == "*vertices":
            nodes[words[0]] = (words[0], {"label": words[1]} if len(words) > 1 else {})
        else:
            edges += _pajek_edges(section, words, Where(file, row=number), line, nodes)
    if not nodes:
        raise TableError("network.no_graph", Where(file))
    return _checked(GraphFile(file, directed, {}, tuple(nodes.values()), tuple(edges)))


def _pajek_edges(
    section: str, words: list[str], where: Where, line: str, nodes: dict[str, tuple[str, Attributes]]
) -> list[tuple[str, str, Attributes]]:
    if not section or len(words) < 2:
        raise TableError("network.pajek", where, line=line[:40])
    if section.endswith("list"):
        ends = [(words[0], other) for other in words[1:]]
        weights: Attributes = {}
    else:
        ends = [(words[0], words[1])]
        weights = {"weight": _typed("double", words[2], where.file or "")} if len(words) > 2 else {}
    for end in {end for pair in ends for end in pair}:
        if end not in nodes:
            raise TableError("network.unknown_end", where, id=end)
    return [(source, target, dict(weights)) for source, target in ends]


def _xml(data: bytes, file: str) -> Element:
    if data.count(b"<") > MOST_TAGS:
        raise TableError("network.too_large", Where(file), nodes=MOST_NODES, ties=MOST_EDGES)
    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise TableError("network.document_type", Where(file)) from error
    except ParseError as error:
        row, _ = error.position
        raise TableError("network.xml", Where(file, row=row)) from error
    except (ValueError, LookupError) as error:  # an encoding nobody knows
        raise TableError("table.encoding", Where(file)) from error


def _all(element: Element, name: str) -> list[Element]:
    return [child for child in element.iter() if _name(child) == name]


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if _name(child) == name]


def _name(element: Element) -> str:
    """The tag without its namespace; comments have a function for a tag."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _needed(element: Element, name: str, file: str) -> str:
    value = element.get(name)
    if value is None:
        raise TableError("network.xml_attribute", Where(file), name=name, element=_name(element))
    return value


def _typed(kind: str, text: str, file: str) -> Attribute:
    if kind == "boolean":
        return text.strip().casefold() in ("true", "1")
    if kind in ("int", "integer", "long", "float", "double", "real"):
        try:
            value = float(text)
        except ValueError as error:
            raise TableError("table.number", Where(file), value=text[:40]) from error
        if not math.isfinite(value):
            raise TableError("table.number", Where(file), value=text[:40])
        return value
    return text


def _checked(graph: GraphFile) -> GraphFile:
    """Refuse doubled ids, ends that are no nodes, and files too large to draw or measure in a room."""
    if len(graph.nodes) > MOST_NODES or len(graph.edges) > MOST_EDGES:
        raise TableError("network.too_large", Where(graph.file), nodes=MOST_NODES, ties=MOST_EDGES)
    if not graph.nodes:
        raise TableError("network.no_graph", Where(graph.file))
    seen: set[str] = set()
    for who, _ in graph.nodes:
        if who in seen:
            raise TableError("network.double_id", Where(graph.file), id=who)
        seen.add(who)
    for source, target, _ in graph.edges:
        for end in (source, target):
            if end not in seen:
                raise TableError("network.unknown_end", Where(graph.file), id=end)
    return graph
