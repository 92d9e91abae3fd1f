"""GEXF reader, versions 1.2 and 1.3 as Gephi writes them: attributes with defaults, direction of single edges, spells.

The start of a spell becomes the tie's date; of a value that changes over time the last one counts. Colours, sizes and
positions are not imported: maps are laid out anew. Who lies inside whom (hierarchies of 1.2) is not taken. All is noted.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from workshop.base.errors import TableError, Where
from workshop.network.io.graphfiles import (
    DIRECTED,
    MUTUAL,
    UNDIRECTED,
    Attributes,
    Edge,
    GraphFile,
    SetAside,
    checked,
    turned,
)
from workshop.network.io.imported import BUILDINGS, LIVES, REMARKS, Note
from workshop.network.io.xmlfile import children, children_named, needed, plain_name

DRAWN = frozenset(("color", "position", "size", "shape", "thickness"))
NODE, EDGE = "node", "edge"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class _Columns:
    """The declared attributes of nodes or of edges: title, type and default, by id."""

    def __init__(self, graph: Element, what: str, aside: SetAside) -> None:
        self._aside = aside
        self._what = what
        self._known: dict[str, tuple[str, str]] = {}
        self._defaults: Attributes = {}
        self.changing = 0
        for table in children(graph, "attributes"):
            if table.get("class", "node").casefold() != what:
                continue
            for column in children(table, "attribute"):
                title = column.get("title", column.get("id", ""))
                kind = column.get("type", "string").casefold()
                self._known[column.get("id", "")] = (title, kind)
                for default in children(column, "default"):
                    value = aside.typed(title, kind, default.text or "")
                    if value is not None and value != "":
                        self._defaults[title] = value

    def attributes(self, element: Element) -> Attributes:
        """The values; what does not fit its type is left out, an edge's stays text."""
        values_by_title = dict(self._defaults)
        seen: set[str] = set()
        for values in children(element, "attvalues"):
            for given in children(values, "attvalue"):
                who = given.get("for", given.get("id", ""))
                title, kind = self._known.get(who, (who, "string"))
                self.changing += who in seen
                seen.add(who)
                text = given.get("value", "")
                of_edge = self._what == EDGE
                value = self._aside.of_edge(kind, text) if of_edge else self._aside.typed(title, kind, text)
                values_by_title.pop(title, None)  # the default is for where nothing is said
                if value is not None:
                    values_by_title[title] = value
        return values_by_title


def gexf(root: Element, file: str, notes: list[Note]) -> GraphFile:
    """A GEXF document. Raises TableError."""
    graph = next(iter(children_named(root, "graph")), None)
    if graph is None:
        raise TableError("network.no_graph", Where(file))
    about: Attributes = {}
    for meta in children(root, "meta"):
        about |= {plain_name(child): child.text or "" for child in meta}
    aside = SetAside()
    of_nodes, of_edges = _Columns(graph, NODE, aside), _Columns(graph, EDGE, aside)
    nodes = []
    for node in children_named(graph, "node"):
        label: Attributes = {"label": node.get("label", "")} if node.get("label") else {}
        nodes.append((needed(node, "id", file), label | of_nodes.attributes(node)))
    elements = children_named(graph, "edge")
    made = [(_edge(edge, of_edges, file), _way(edge)) for edge in elements]
    default = graph.get("defaultedgetype", "").casefold()
    otherwise = default if default in (DIRECTED, MUTUAL) else UNDIRECTED
    directed, edges = turned(made, otherwise, notes)
    notes += _untaken(graph, of_nodes.changing + of_edges.changing)
    notes += aside.notes()
    graph_file = GraphFile(
        file,
        # Where every edge says that it has no direction, the default of the file is nobody's.
        directed or (otherwise == DIRECTED and not edges),
        _about_ours(about),
        tuple(nodes),
        edges,
        tuple(notes),
    )
    return checked(graph_file)


def _about_ours(meta: Attributes) -> Attributes:
    """Metadata of our own exports: format, name, wave, and the lists that have no place elsewhere."""
    names = {"creator": "format", "description": "name", "keywords": "wave"}
    names |= {name: name for name in (BUILDINGS, REMARKS, LIVES)}
    return {names[name]: value for name, value in meta.items() if name in names}


def _edge(edge: Element, columns: _Columns, file: str) -> Edge:
    attributes: Attributes = {}
    if edge.get("label"):
        attributes["label"] = edge.get("label", "")
    if edge.get("kind"):  # 1.3: what parallel edges differ in
        attributes["relation"] = edge.get("kind", "")
    if edge.get("weight"):
        attributes["weight"] = edge.get("weight", "").strip()
    times = [edge, *(spell for part in children(edge, "spells") for spell in children(part, "spell"))]
    for time in times:
        day = time.get("start") or time.get("timestamp") or ""
        if _DATE.match(day):
            attributes["when"] = day[:10]
            break
    return needed(edge, "source", file), needed(edge, "target", file), attributes | columns.attributes(edge)


def _way(edge: Element) -> str:
    way = edge.get("type", "").casefold()
    return way if way in (DIRECTED, UNDIRECTED, MUTUAL) else ""


def _untaken(graph: Element, changing: int) -> list[Note]:
    notes = []
    if any(plain_name(element) in DRAWN for element in graph.iter()):
        notes.append(Note("drawing_left", 1))
    if any(node.get("start") or node.get("end") for node in children_named(graph, "node")) or children_named(
        graph, "spell"
    ):
        notes.append(Note("times_left", 1))
    inside = sum(
        bool(node.get("pid")) or any(children(part, "node") for part in children(node, "nodes"))
        for node in children_named(graph, "node")
    )
    if inside:
        notes.append(Note("hierarchy_left", inside))
    if changing:
        notes.append(Note("changing", changing))
    return notes
