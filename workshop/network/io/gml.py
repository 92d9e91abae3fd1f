"""GML reader (Graph Modelling Language), as most teaching data sets come: `graph [ node [ id 1 label "…" ] … ]`.

Keys and values in brackets, nested without bound; read with a stack, so that depth costs nothing. Ids are the file's own
numbers: two nodes of one label stay two people.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workshop.base.errors import TableError, Where
from workshop.network.io.encoding import decode
from workshop.network.io.frames import Arrows, arrowed, arrows_note, without_frames
from workshop.network.io.graphfiles import (
    DIRECTED,
    MOST_EDGES,
    MOST_NODES,
    UNDIRECTED,
    Attributes,
    Edge,
    GraphFile,
    as_text,
    checked,
    turned,
)
from workshop.network.io.imported import Note

DEEPEST = 60
DRAWN = frozenset(("graphics", "labelgraphics", "edgeanchor", "viz", "style"))
FRAMED = ("isgroup", "gid")  # yEd: this node is a frame; the frame this node is in
_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<comment>\#[^\n]*)|(?P<open>\[)|(?P<close>\])|"(?P<text>[^"]*)"|(?P<bare>[^\s\[\]"]+)""",
)
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")
Value = str | float | bool


@dataclass
class Block:
    """What stands between two brackets: plain values and inner blocks, each with its key; and where it begins."""

    row: int
    values: list[tuple[str, Value]] = field(default_factory=list)
    blocks: list[tuple[str, Block]] = field(default_factory=list)

    def get(self, name: str) -> Value | None:
        """The last value of a key, whatever its case."""
        return next((value for key, value in reversed(self.values) if key.casefold() == name), None)

    def inner(self, name: str) -> list[Block]:
        """All inner blocks of a key."""
        return [block for key, block in self.blocks if key.casefold() == name]


def gml(data: bytes, file: str) -> GraphFile:
    """A GML file. Raises TableError."""
    root = _blocks(decode(data, file), file)
    graphs = root.inner("graph")
    if not graphs:
        raise TableError("network.no_graph", Where(file))
    graph, *further = graphs
    notes = [Note("graphs_left", len(further))] if further else []
    nested: list[str] = []
    nodes: list[tuple[str, Attributes]] = []
    framed = FRAMED if any(node.get("isgroup") in (1.0, "1") for node in graph.inner("node")) else ()
    for node in graph.inner("node"):
        who = node.get("id")
        if who is None:
            raise TableError("network.gml_key", Where(file, row=node.row), name="id")
        nodes.append((as_text(who), _attributes(node, ("id", *framed), nested)))
    known = {who for who, _ in nodes}
    drawn = _drawn_arrows(root, graph)
    edges = [
        arrowed(made, arrows) if arrows else (made, _way(edge.get("directed")))
        for edge, arrows in zip(graph.inner("edge"), drawn, strict=True)
        for made in [_edge(edge, known, Where(file, row=edge.row), nested)]
    ]
    otherwise = _way(graph.get("directed")) or UNDIRECTED
    notes += arrows_note([arrows for arrows in drawn if arrows], otherwise)
    frames = {
        as_text(node.get("id") or "") for node in graph.inner("node") if node.get("isgroup") in (1.0, "1")
    }
    around = {as_text(node.get("id") or ""): as_text(node.get("gid") or "") for node in graph.inner("node")}
    if nested:
        notes.append(Note("values_left", len(nested), tuple(dict.fromkeys(nested))[:8]))
    if any(key.casefold() in DRAWN for node in graph.inner("node") for key, _ in node.blocks):
        notes.append(Note("drawing_left", 1))
    directed, made = turned(edges, otherwise, notes)
    name = graph.get("label") or graph.get("name")
    about: Attributes = {"name": name} if isinstance(name, str) and name.strip() else {}
    directed = directed or (otherwise == DIRECTED and not edges)
    ends = {end for (source, target, _) in made for end in (source, target)}
    people = without_frames(nodes, frames, around, ends, notes)
    return checked(GraphFile(file, directed, about, people, made, tuple(notes)))


def _edge(edge: Block, known: set[str], where: Where, nested: list[str]) -> Edge:
    ends = []
    for name in ("source", "target"):
        end = edge.get(name)
        if end is None:
            raise TableError("network.gml_key", where, name=name)
        if as_text(end) not in known:
            raise TableError("network.unknown_end", where, id=as_text(end))
        ends.append(as_text(end))
    return ends[0], ends[1], _attributes(edge, ("source", "target", "directed"), nested)


def _drawn_arrows(root: Block, graph: Block) -> list[Arrows | None]:
    """The arrows of each edge, where the file draws any; yEd draws a line without one by saying nothing.

    An edge that says itself whether it is directed needs no arrow.
    """
    drawn = [_arrows(edge) for edge in graph.inner("edge")]
    of_yed = "yfiles" in str(root.get("creator") or "").casefold()
    bare = (False, False) if of_yed or any(drawn) else None
    return [
        None if edge.get("directed") is not None or not edge.inner("graphics") else arrows or bare
        for edge, arrows in zip(graph.inner("edge"), drawn, strict=True)
    ]


def _arrows(edge: Block) -> Arrows | None:
    """`arrow "last"` as the language has it, `targetArrow "standard"` as yEd writes it."""
    for graphics in edge.inner("graphics"):
        word = str(graphics.get("arrow") or "").casefold()
        if word:
            return word in ("first", "both"), word in ("last", "both")
        source, target = (graphics.get(name) for name in ("sourcearrow", "targetarrow"))
        if source is not None or target is not None:
            return source not in (None, "none", ""), target not in (None, "none", "")
    return None


def _way(value: Value | None) -> str:
    if value is None:
        return ""
    return DIRECTED if value in (1.0, "1", "true", "True") else UNDIRECTED


def _attributes(block: Block, own: tuple[str, ...], nested: list[str]) -> Attributes:
    """Plain values; several of one key become `a | b`. What is drawn is no attribute, any other inner block is left."""
    several: dict[str, list[Value]] = {}
    for key, value in block.values:
        if key.casefold() in own or value == "":
            continue
        name = key.casefold() if key.casefold() in ("label", "weight", "value", "name") else key
        several.setdefault(name, []).append(as_text(value) if name == "label" else value)
    values: Attributes = {
        name: found[0] if len(found) == 1 else " | ".join(map(as_text, found))
        for name, found in several.items()
    }
    nested += [key for key, _ in block.blocks if key.casefold() not in DRAWN]
    return values


def _blocks(text: str, file: str) -> Block:
    """The whole file as one block. Raises TableError with the row of what cannot be read."""
    root = Block(1)
    stack = [root]
    key = ""
    count = 0
    for kind, token, row in _tokens(text, file):
        where = Where(file, row=row)
        if kind == "open":
            count += 1
            if len(stack) > DEEPEST or count > MOST_NODES + MOST_EDGES + 1000 + 2 * MOST_NODES:
                raise TableError("network.too_heavy", where)
            block = Block(row)
            stack[-1].blocks.append((key, block))
            stack.append(block)
            key = ""
        elif kind == "close":
            if key or len(stack) == 1:
                raise TableError("network.gml", where, line=token)
            stack.pop()
        elif not key:
            if kind == "text":
                raise TableError("network.gml", where, line=token[:40])
            key = token
        else:
            stack[-1].values.append((key, html.unescape(token) if kind == "text" else _plain(token)))
            key = ""
    if len(stack) > 1:
        raise TableError("network.gml_open", Where(file, row=stack[-1].row))
    return root


def _plain(token: str) -> Value:
    if _NUMBER.match(token):
        value = float(token)
        if math.isfinite(value) and (abs(value) < 1e15 or not token.lstrip("+-").isdigit()):
            return value
    return token  # a word, INF, NaN, or a number too long to keep its digits


def _tokens(text: str, file: str) -> Iterator[tuple[str, str, int]]:
    row, at = 1, 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:  # a quotation mark that is never closed
            raise TableError("network.gml_open", Where(file, row=row))
        kind = found.lastgroup or ""
        if kind not in ("space", "comment"):
            yield kind, found.group(kind), row
        row += text.count("\n", at, found.end())
        at = found.end()
