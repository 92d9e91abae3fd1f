"""Which reader a graph file goes to: by its ending, and where endings are swapped by what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workshop.base.errors import TableError, Where
from workshop.network.io.dl import dl
from workshop.network.io.gexf import gexf
from workshop.network.io.gml import gml
from workshop.network.io.graphfiles import GraphFile
from workshop.network.io.graphml import graphml
from workshop.network.io.nodelink import json_graph
from workshop.network.io.pajek import pajek
from workshop.network.io.plain_list import adjacency, edge_list, lgl
from workshop.network.io.xmlfile import children_named, plain_name, root_of

GZIP, ZIP, PDF = b"\x1f\x8b", b"PK\x03\x04", b"%PDF-"


def graph_file(data: bytes, file: str, ending: str) -> GraphFile:
    """Nodes and edges of a file with one of the endings of `GRAPHS`. Raises TableError."""
    if not data.strip():
        raise TableError("table.empty", Where(file))
    if data.startswith((GZIP, ZIP, PDF)):
        raise TableError("network.packed", Where(file))
    return GRAPHS[ending](data, file)


def xml_graph(data: bytes, file: str) -> GraphFile:
    """GraphML or GEXF by what stands in it: programs and people swap the endings. Raises TableError."""
    root, notes = root_of(data, file)
    name = plain_name(root)
    if name.casefold() == "gexf":
        return gexf(root, file, notes)
    if name.casefold() != "graphml" and not children_named(root, "graph"):
        raise TableError("network.xml_form", Where(file), name=name[:40])
    return graphml(root, file, notes)


GRAPHS: Mapping[str, Callable[[bytes, str], GraphFile]] = {
    ".graphml": xml_graph,
    ".xml": xml_graph,
    ".gexf": xml_graph,
    ".net": pajek,
    ".paj": pajek,
    ".pajek": pajek,
    ".gml": gml,
    ".dl": dl,
    ".json": json_graph,
    ".edgelist": edge_list,
    ".edges": edge_list,
    ".ncol": edge_list,
    ".lst": edge_list,
    ".adjlist": edge_list,
    ".lgl": lgl,
    ".adj": adjacency,
}
