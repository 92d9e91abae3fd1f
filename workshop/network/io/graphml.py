"""GraphML reader: nodes and edges with their attributes, and interviews exported by Network Canvas.

Not read with a graph library, because those add unknown ends, merge equal names and reorient undirected edges.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from workshop.base.errors import TableError, Where
from workshop.network.io.graphfiles import (
    DIRECTED,
    UNDIRECTED,
    Attribute,
    Attributes,
    Edge,
    GraphFile,
    checked,
    children,
    children_named,
    needed,
    root_of,
    turned,
    typed,
)
from workshop.network.io.imported import Note
from workshop.network.io.networkcanvas import EGO, Alter, AlterTie, Interview, joined

UUID, TYPE = "networkCanvasUUID", "networkCanvasType"
ENDS = ("networkCanvasSourceUUID", "networkCanvasTargetUUID")


class _Keys:
    """Declared GraphML keys: name, type and default, by id and by domain."""

    def __init__(self, root: Element, file: str) -> None:
        self._file = file
        self._known: dict[str, tuple[str, str]] = {}
        self._defaults: dict[str, Attributes] = {}
        for key in children_named(root, "key"):
            name, kind = key.get("attr.name", key.get("id", "")), key.get("attr.type", "string")
            self._known[key.get("id", "")] = (name, kind)
            for default in children_named(key, "default"):
                scope = key.get("for", "all")
                self._defaults.setdefault(scope, {})[name] = typed(kind, default.text or "", file)

    def attributes(self, element: Element, what: str) -> Attributes:
        """Attributes of a node, an edge or the graph."""
        values: Attributes = {**self._defaults.get("all", {}), **self._defaults.get(what, {})}
        for datum in children(element, "data"):
            name, kind = self._known.get(datum.get("key", ""), (datum.get("key", ""), "string"))
            if len(datum):
                # Drawing programs nest shape descriptions in <data>; the visible label is inside.
                values["label"] = "".join(datum.itertext()).strip()
            else:
                values[name] = typed(kind, datum.text or "", self._file)
        return values

    def names(self) -> set[str]:
        return {name for name, _ in self._known.values()}


def graphml(data: bytes, file: str) -> GraphFile:
    """A GraphML file. Raises TableError."""
    root = root_of(data, file)
    graphs = children(root, "graph") or children_named(root, "graph")[:1]
    if not graphs:
        raise TableError("network.no_graph", Where(file))
    keys = _Keys(root, file)
    if UUID in keys.names():
        return joined(file, [_interview(graph, keys, file) for graph in graphs])
    graph, *further = graphs
    notes = [Note("graphs_left", len(further))] if further else []
    nodes = tuple(
        (needed(node, "id", file), keys.attributes(node, "node")) for node in children_named(graph, "node")
    )
    directed, edges = turned(
        [(_edge(edge, keys, file), _way(edge)) for edge in children_named(graph, "edge")],
        DIRECTED if graph.get("edgedefault") == "directed" else UNDIRECTED,
        notes,
    )
    directed = directed or graph.get("edgedefault") == "directed"
    return checked(GraphFile(file, directed, keys.attributes(graph, "graph"), nodes, edges, tuple(notes)))


def _edge(edge: Element, keys: _Keys, file: str) -> Edge:
    return needed(edge, "source", file), needed(edge, "target", file), keys.attributes(edge, "edge")


def _way(edge: Element) -> str:
    return {"true": DIRECTED, "false": UNDIRECTED}.get(edge.get("directed", "").casefold(), "")


def _interview(graph: Element, keys: _Keys, file: str) -> Interview:
    """One interview: the ego is the graph itself, the alters are its nodes, numbered anew in each interview."""
    about = keys.attributes(graph, "graph")
    header = {name.rpartition("}")[2].casefold(): value for name, value in graph.attrib.items()}
    ego = _word(about, UUID) or header.get("sessionuuid", "") or file
    if "caseid" in header:
        about["networkCanvasCaseID"] = header["caseid"]
    who: dict[str, str] = {}
    alters: list[Alter] = []
    for node in children_named(graph, "node"):
        node_values = keys.attributes(node, "node")
        number = needed(node, "id", file)
        if number in who:
            raise TableError("network.double_id", Where(file), id=number)
        who[number] = _word(node_values, UUID) or f"{ego} {number}"
        alters.append(Alter(who[number], _word(node_values, TYPE), _without(node_values)))
    between: list[AlterTie] = []
    for edge in children_named(graph, "edge"):
        source, target, node_values = _edge(edge, keys, file)
        for end in (source, target):
            if end not in who:
                raise TableError("network.unknown_end", Where(file), id=end)
        between.append(AlterTie(who[source], who[target], _word(node_values, TYPE), _without(node_values)))
    return Interview(
        ego, _without(about), header.get("sessionstarttime", "")[:10], tuple(alters), tuple(between)
    )


def _word(attributes: Attributes, name: str) -> str:
    value: Attribute = attributes.get(name, "")
    return value if isinstance(value, str) else ""


def _without(attributes: Attributes) -> Attributes:
    return {name: value for name, value in attributes.items() if name not in (UUID, TYPE, EGO, *ENDS)}
