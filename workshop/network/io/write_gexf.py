"""GEXF 1.3 writer, for Gephi; reading the file back gives the same network."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from workshop.model.network import Network
from workshop.network.io.embedded_lists import lists_of
from workshop.network.io.tables import FORMAT
from workshop.network.io.to_tables import Values, node_values, plain, tie_values

_XMLNS = "http://gexf.net/1.3"
# Our own namespace, so that our lists are not mistaken for elements of the format.
_OURS = "urn:mengya:map"
_TYPES: dict[type, str] = {bool: "boolean", str: "string", float: "double"}


def gexf(network: Network) -> bytes:
    """The network with every field as an attribute; a positive strength also as the edge weight for Gephi.

    Buildings, remarks and group lives are neither nodes nor edges: they stand in the metadata, which Gephi ignores.
    """
    root = Element("gexf", xmlns=_XMLNS, version="1.3")
    _head(SubElement(root, "meta"), network)
    way = "directed" if network.directed else "undirected"
    graph = SubElement(root, "graph", mode="static", defaultedgetype=way)
    columns: dict[str, dict[tuple[str, str], str]] = {"node": {}, "edge": {}}
    tables = {what: SubElement(graph, "attributes", {"class": what}) for what in columns}

    def put(parent: Element, what: str, values: Values) -> None:
        filled = {name: value for name, value in values.items() if value is not None and value != ""}
        if not filled:
            return
        inside = SubElement(parent, "attvalues")
        for name, value in filled.items():
            kind = _TYPES[type(value)]
            known = columns[what]
            if (name, kind) not in known:
                known[name, kind] = str(len(known))
                SubElement(tables[what], "attribute", id=known[name, kind], title=name, type=kind)
            SubElement(inside, "attvalue", {"for": known[name, kind], "value": plain(value)})

    nodes, edges = SubElement(graph, "nodes"), SubElement(graph, "edges")
    for who, values in node_values(network):
        label = values.pop("label")
        node = SubElement(nodes, "node", {"id": who, **({"label": str(label)} if label else {})})
        put(node, "node", values)
    for number, tie in enumerate(network.ties):
        edge = {"id": str(number), "source": tie.source, "target": tie.target}
        if tie.strength > 0:
            edge["weight"] = plain(float(tie.strength))
        put(SubElement(edges, "edge", edge), "edge", tie_values(tie))
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _head(meta: Element, network: Network) -> None:
    for name, text in (("creator", FORMAT), ("description", network.name), ("keywords", network.wave)):
        if text:
            SubElement(meta, name).text = text
    for name, text in lists_of(network).items():
        SubElement(meta, name, xmlns=_OURS).text = text
