"""GraphML reader: nodes and edges with their attributes, and interviews exported by Network Canvas.

Not read with a graph library, because those add unknown ends, merge equal names and reorient undirected edges. What
drawing programs do in their own way (yEd, visone) is in `graphml_drawn`.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from workshop.base.errors import TableError, Where
from workshop.network.io.frames import arrowed, arrows_note
from workshop.network.io.graphfiles import (
    DIRECTED,
    UNDIRECTED,
    Attribute,
    Attributes,
    Edge,
    GraphFile,
    SetAside,
    checked,
    turned,
)
from workshop.network.io.graphml_drawn import drawn_arrows, drawn_text, named_by_id, without_folders
from workshop.network.io.imported import Note
from workshop.network.io.networkcanvas import EGO, Alter, AlterTie, Interview, joined
from workshop.network.io.xmlfile import children, children_named, needed, plain_attributes

UUID, TYPE = "networkCanvasUUID", "networkCanvasType"
ENDS = ("networkCanvasSourceUUID", "networkCanvasTargetUUID")


class _Keys:
    """Declared GraphML keys: name, type and default, by id and by domain."""

    def __init__(self, root: Element) -> None:
        self.aside = SetAside()
        self._known: dict[str, tuple[str, str]] = {}
        self._defaults: dict[str, Attributes] = {}
        for key in children_named(root, "key"):
            name, kind = key.get("attr.name", key.get("id", "")), key.get("attr.type", "string").casefold()
            self._known[key.get("id", "")] = (name, kind)
            for default in children(key, "default"):
                value = self.aside.typed(name, kind, default.text or "")
                if value is not None and value != "":  # an empty default says that there is none
                    self._defaults.setdefault(key.get("for", "all"), {})[name] = value

    def attributes(self, element: Element, what: str) -> Attributes:
        """Attributes of a node, an edge or the graph. What does not fit its type is left out, an edge's stays text."""
        values: Attributes = {**self._defaults.get("all", {}), **self._defaults.get(what, {})}
        for datum in children(element, "data"):
            key = datum.get("key", "")
            name, kind = self._known.get(key, (key, "string"))
            if len(datum):
                drawn = drawn_text(datum)
                if drawn:
                    values.setdefault("label", drawn)
                continue
            text = datum.text or ""
            of_edge = what == "edge"
            value = self.aside.of_edge(kind, text) if of_edge else self.aside.typed(name, kind, text)
            values.pop(name, None)  # the default is for where nothing is said
            if value is not None:
                values[name] = value
        return values

    def names(self) -> set[str]:
        return {name for name, _ in self._known.values()}


def graphml(root: Element, file: str, notes: list[Note]) -> GraphFile:
    """A GraphML document. Raises TableError."""
    graphs = children(root, "graph") or children_named(root, "graph")[:1]
    if not graphs:
        raise TableError("network.no_graph", Where(file))
    keys = _Keys(root)
    if UUID in keys.names():
        return joined(file, [_interview(graph, keys, file) for graph in graphs])
    graph, *further = graphs
    if further:
        notes.append(Note("graphs_left", len(further)))
    hyper = len(children_named(graph, "hyperedge"))
    if hyper:
        notes.append(Note("hyperedges_left", hyper))
    elements = children_named(graph, "edge")
    drawn = [None if _way(edge) else drawn_arrows(edge) for edge in elements]
    ways = [
        arrowed(_edge(edge, keys, file), arrows) if arrows else (_edge(edge, keys, file), _way(edge))
        for edge, arrows in zip(elements, drawn, strict=True)
    ]
    otherwise = DIRECTED if graph.get("edgedefault", "").casefold() == "directed" else UNDIRECTED
    notes += arrows_note([arrows for arrows in drawn if arrows], otherwise)
    ends = {end for (source, target, _), _ in ways for end in (source, target)}
    nodes = without_folders(
        graph,
        [(needed(node, "id", file), node) for node in children_named(graph, "node")],
        lambda node: named_by_id(keys.attributes(node, "node"), keys.names()),
        ends,
        notes,
    )
    directed, edges = turned(ways, otherwise, notes)
    about = keys.attributes(graph, "graph")
    # Where every edge says that it has no direction, the default of the file is nobody's.
    directed = directed or (otherwise == DIRECTED and not edges)
    return checked(GraphFile(file, directed, about, nodes, edges, (*notes, *keys.aside.notes())))


def _edge(edge: Element, keys: _Keys, file: str) -> Edge:
    return needed(edge, "source", file), needed(edge, "target", file), keys.attributes(edge, "edge")


def _way(edge: Element) -> str:
    return {"true": DIRECTED, "false": UNDIRECTED}.get(edge.get("directed", "").casefold(), "")


def _interview(graph: Element, keys: _Keys, file: str) -> Interview:
    """One interview: the ego is the graph itself, the alters are its nodes, numbered anew in each interview."""
    about = keys.attributes(graph, "graph")
    header = plain_attributes(graph)
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
        source, target, edge_values = _edge(edge, keys, file)
        for end in (source, target):
            if end not in who:
                raise TableError("network.unknown_end", Where(file, key=edge.get("id")), id=end)
        between.append(AlterTie(who[source], who[target], _word(edge_values, TYPE), _without(edge_values)))
    return Interview(
        ego, _without(about), header.get("sessionstarttime", "")[:10], tuple(alters), tuple(between)
    )


def _word(attributes: Attributes, name: str) -> str:
    value: Attribute = attributes.get(name, "")
    return value if isinstance(value, str) else ""


def _without(attributes: Attributes) -> Attributes:
    return {name: value for name, value in attributes.items() if name not in (UUID, TYPE, EGO, *ENDS)}
