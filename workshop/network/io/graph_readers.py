"""Which reader a graph file goes to: by its ending, and where endings are swapped by what stands in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping

from workshop.base.errors import TableError, Where
from workshop.network.io.dl import dl
from workshop.network.io.gexf import gexf
from workshop.network.io.gml import gml
from workshop.network.io.graphfiles import GraphFile
from workshop.network.io.graphml import graphml
from workshop.network.io.nodelink import json_graph
from workshop.network.io.pajek import pajek
from workshop.network.io.plain_list import adjacency, edge_list, lgl, neighbour_list, sif
from workshop.network.io.xmlfile import children_named, plain_name, root_of

GZIP, ZIP, PDF = b"\x1f\x8b", b"PK\x03\x04", b"%PDF-"

# Files of programs whose format is not read; what to do then is said by name.
UCINET = (".##h", ".##d")
OTHERS: Mapping[str, str] = {
    ".dot": "Graphviz",
    ".gv": "Graphviz",
    ".vna": "NetDraw",
    ".tlp": "Tulip",
    ".graph": "METIS",
    ".gephi": "Gephi",
    ".graphmlz": "visone",
    ".cys": "Cytoscape",
    ".xgmml": "Cytoscape",
    ".ego": "EgoNet",
    ".int": "EgoNet",
    ".mdb": "Access",
    ".rds": "R",
    ".rda": "R",
    ".rdata": "R",
    ".pickle": "Python",
    ".gpickle": "Python",
}


_BEGINS = (
    (".net", re.compile(rb"\s*\*\s*(vertices|network)\b", re.IGNORECASE)),
    (".dl", re.compile(rb"\s*dl\s+(n|nr|nc|nm|format)\s*=", re.IGNORECASE)),
    (".gml", re.compile(rb"(\s*(creator|version|comment)\b[^\n]*\n)*\s*graph\s*\[", re.IGNORECASE)),
    (".graphml", re.compile(rb"\s*(<\?xml[^>]*>)?\s*<(graphml|gexf)\b")),
)


def ending_by_content(ending: str, data: bytes) -> str:
    """The ending a graph file should have had, where `.txt` or `.dat` says nothing of what stands in it.

    >>> ending_by_content(".txt", b"*Vertices 3"), ending_by_content(".txt", b"a,b"), ending_by_content(".dat", b"1 2")
    ('.net', '.txt', '.edgelist')
    """
    if ending not in (".txt", ".dat"):
        return ending
    start = data[:400].removeprefix(codecs.BOM_UTF8)
    known = (meant for meant, begins in _BEGINS if begins.match(start))
    return next(known, ".edgelist" if ending == ".dat" else ending)


def unread_format(file: str, ending: str, known: str) -> TableError:
    """Why a file is not read, with what to export instead: by its program where the ending tells it."""
    if ending in UCINET:
        return TableError("network.ucinet_binary", Where(file))
    if ending in OTHERS:
        return TableError("network.other_program", Where(file), program=OTHERS[ending], known=known)
    return TableError("network.format", Where(file), known=known)


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
    ".cyjs": json_graph,
    ".edgelist": edge_list,
    ".edges": edge_list,
    ".ncol": edge_list,
    ".lst": edge_list,
    ".adjlist": neighbour_list,
    ".sif": sif,
    ".lgl": lgl,
    ".adj": adjacency,
}
