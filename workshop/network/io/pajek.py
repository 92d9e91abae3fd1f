"""Pajek `.net` reader: vertices, arcs and edges, also as lists."""

from __future__ import annotations

import re

from workshop.base.errors import TableError, Where
from workshop.network.io.encoding import decode
from workshop.network.io.graphfiles import (
    DIRECTED,
    UNDIRECTED,
    Attributes,
    Edge,
    GraphFile,
    checked,
    turned,
    typed,
)
from workshop.network.io.imported import Note

SECTIONS = ("*vertices", "*arcs", "*edges", "*arcslist", "*edgeslist", "*network")


def pajek(data: bytes, file: str) -> GraphFile:
    """A Pajek `.net` file. Where it has arcs, an edge is one report each way. Raises TableError."""
    nodes: dict[str, tuple[str, Attributes]] = {}
    edges: list[tuple[Edge, str]] = []
    section = ""
    for number, line in enumerate(decode(data, file).splitlines(), start=1):
        words = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', line)]
        if not words or line.lstrip().startswith("%"):
            continue
        where = Where(file, row=number)
        if line.lstrip().startswith("*"):
            section = words[0].casefold()
            if section not in SECTIONS:
                raise TableError("network.pajek", where, line=line[:40])
        elif section == "*vertices":
            if words[0] in nodes:
                raise TableError("network.double_id", where, id=words[0])
            nodes[words[0]] = (words[0], {"label": words[1]} if len(words) > 1 else {})
        else:
            way = DIRECTED if section.startswith("*arcs") else UNDIRECTED
            edges += [(edge, way) for edge in _edges(section, words, where, line, nodes)]
    if not nodes:
        raise TableError("network.no_graph", Where(file))
    # The format has no other fields; the note tells the person importing it.
    notes = [Note("pajek_bare")]
    directed, made = turned(edges, UNDIRECTED, notes)
    return checked(GraphFile(file, directed, {}, tuple(nodes.values()), made, tuple(notes)))


def _edges(
    section: str, words: list[str], where: Where, line: str, nodes: dict[str, tuple[str, Attributes]]
) -> list[Edge]:
    if not section or len(words) < 2:
        raise TableError("network.pajek", where, line=line[:40])
    if section.endswith("list"):
        ends = [(words[0], other) for other in words[1:]]
        weights: Attributes = {}
    else:
        ends = [(words[0], words[1])]
        weights = {"weight": typed("double", words[2], where.file or "")} if len(words) > 2 else {}
    for end in dict.fromkeys(end for pair in ends for end in pair):
        if end not in nodes:
            raise TableError("network.unknown_end", where, id=end)
    return [(source, target, dict(weights)) for source, target in ends]
