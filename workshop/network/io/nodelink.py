"""JSON of nodes and links: networkx's node-link and adjacency data, D3, vis.js, sigma, Cytoscape.js, Graphology.

What they share: a list of nodes, a list of links, and ends that are ids, or places in the list of nodes (D3 before
version 4). Attributes may stand beside the id or one level deeper (`data`, `attributes`). Adjacency data has a list of
neighbours for each node instead of the links.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import JsonValue

from workshop.base.errors import TableError, Where
from workshop.network.io.frames import Arrows, Node, arrowed, without_frames
from workshop.network.io.graphfiles import (
    DIRECTED,
    UNDIRECTED,
    Attributes,
    Edge,
    GraphFile,
    checked,
    turned,
)
from workshop.network.io.imported import Note
from workshop.network.io.jsonfile import Record, document_of, record_attributes, records, word
from workshop.network.io.kumu import blueprint, is_blueprint

NODES = ("nodes", "vertices")
LINKS = ("links", "edges")
NEIGHBOURS = "adjacency"
IDS = ("id", "key", "_id", "name", "label")
FROM = ("source", "from", "src")
TO = ("target", "to", "dst", "tgt")
ARROWS = "arrows"  # vis.js: "to", "from", "to, from"
KINDS = {
    "arrow": DIRECTED,
    "curvedarrow": DIRECTED,
    "directed": DIRECTED,
    "undirected": UNDIRECTED,
}  # sigma, Gephi
PARENT = "parent"
DEEPER = ("data", "attributes")
DRAWN = (
    "x",
    "y",
    "z",
    "fx",
    "fy",
    "vx",
    "vy",
    "vz",
    "index",
    "px",
    "py",
    "color",
    "size",
    "position",
    "style",
    "viz",
)


def is_node_link(document: dict[str, JsonValue]) -> bool:
    """Whether a document has a list of nodes, also inside `elements` (Cytoscape.js) or `graph`."""
    return _inner(document) is not None


def _inner(document: dict[str, JsonValue]) -> dict[str, JsonValue] | None:
    """The object with the two lists: the document, or what its `elements` or `graph` holds."""
    elements = document.get("elements")
    if isinstance(elements, list):  # one list of both, each with its `data`
        deep = [one for one in elements if isinstance(one, dict) and isinstance(one.get("data"), dict)]
        links = [one for one in deep if "source" in _lifted(one)]
        nodes: list[JsonValue] = [one for one in deep if "source" not in _lifted(one)]
        return {"nodes": nodes, "edges": [*links]} if nodes else None
    inside = (document, *(document.get(name) for name in ("elements", "graph", "network")))
    for one in inside:
        if isinstance(one, dict) and any(isinstance(one.get(name), list) for name in NODES):
            return one
    return None


def node_link(document: dict[str, JsonValue], file: str) -> GraphFile:
    """A document with a list of nodes and one of links. Raises TableError."""
    inner = _inner(document) or document
    listed = records(_list(inner, NODES), file)
    straight = _directed(document, inner)
    links = _neighbours(inner, listed, straight, file)
    if links is None:
        links = records(_list(inner, LINKS), file)
    left: list[str] = []
    nodes: dict[str, Attributes] = {}
    names: list[str] = []
    key = next(
        (key for key in IDS if all(_lifted(record).get(key) not in (None, "") for record in listed)), None
    )
    for number, record in enumerate(listed, start=1):
        plain = record_attributes(_lifted(record), left)
        # Where not every node says who it is, they are their places in the list, counted from 0 as the links do.
        who = word(plain.pop(key, None)) if key else str(number - 1)
        if who in nodes:
            raise TableError("network.double_id", Where(file, key=f"nodes {number}"), id=who)
        drawn = [name for name in plain if name.casefold() in DRAWN]
        label = word(plain.get("label")) or (who if key in ("name", "label") else "")
        nodes[who] = {name: value for name, value in plain.items() if name not in drawn}
        if label and label != who:
            nodes[who]["label"] = label
        names.append(who)
    by_place = _by_place(links, nodes)
    usual = _usual(document)
    edges: list[tuple[Edge, str]] = []
    for number, record in enumerate(links, start=1):
        where = Where(file, key=f"links {number}")
        lifted = {**usual, **_lifted(record)}
        ends = [_end(lifted, keys, nodes, names if by_place else [], where) for keys in (FROM, TO)]
        edges.append(_link((ends[0], ends[1]), lifted, left))
    notes = _notes(document, inner, nodes, edges, left)
    if by_place and all(who.isdigit() for who in nodes):
        notes.append(Note("ends_by_place", len(links)))
    otherwise = DIRECTED if straight else UNDIRECTED
    directed, made = turned(edges, otherwise, notes)
    return checked(
        GraphFile(
            file,
            directed or (otherwise == DIRECTED and not edges),
            {},
            _without_parents(document, nodes, {end for edge in made for end in edge[:2]}, notes),
            made,
            tuple(notes),
        )
    )


def _notes(
    document: dict[str, JsonValue],
    inner: dict[str, JsonValue],
    nodes: Mapping[str, Attributes],
    edges: list[tuple[Edge, str]],
    left: list[str],
) -> list[Note]:
    notes: list[Note] = []
    if left:
        notes.append(Note("values_left", len(left), tuple(dict.fromkeys(left))[:8]))
    if not any(isinstance(inner.get(name), list) for name in (*LINKS, NEIGHBOURS)):
        notes.append(Note("no_links", len(nodes)))
    if edges and not any(way for _, way in edges) and not _says_direction(document, inner):
        notes.append(Note("direction_unsaid"))
    return notes


def _link(ends: tuple[str, str], lifted: Record, left: list[str]) -> tuple[Edge, str]:
    """A link and its direction, by a word, by its kind, or by its arrows."""
    plain = record_attributes(
        {name: value for name, value in lifted.items() if name not in (*FROM, *TO, ARROWS)}, left
    )
    for name in ("id", "key"):
        plain.pop(name, None)
    way = _way(plain.pop("directed", plain.pop("undirected", None)), "undirected" in lifted)
    kind = plain.get("type")
    if isinstance(kind, str) and kind.casefold() in KINDS:
        del plain["type"]
        way = way or KINDS[kind.casefold()]
    arrows = _arrows(lifted.get(ARROWS))
    edge = (*ends, plain)
    return arrowed(edge, arrows) if arrows and not way else (edge, way)


def _without_parents(
    document: dict[str, JsonValue], nodes: Mapping[str, Attributes], ends: set[str], notes: list[Note]
) -> tuple[Node, ...]:
    """The nodes without compound ones of Cytoscape.js, which are frames around others. Elsewhere a parent is somebody."""
    if "elements" not in document:
        return tuple(nodes.items())
    around = {who: word(values.get(PARENT)) for who, values in nodes.items() if PARENT in values}
    frames = nodes.keys() & set(around.values())
    bare = [
        (who, {name: value for name, value in values.items() if name != PARENT or around[who] not in frames})
        for who, values in nodes.items()
    ]
    return without_frames(bare, frames, around, ends, notes)


def _list(inner: dict[str, JsonValue], names: tuple[str, ...]) -> JsonValue:
    return next((inner[name] for name in names if isinstance(inner.get(name), list)), [])


def _neighbours(
    inner: dict[str, JsonValue], listed: list[Record], straight: bool, file: str
) -> list[Record] | None:
    """Links from a list of neighbours for each node, in the order of the nodes; None where there is no such list.

    Without direction every link stands at both its ends, and is taken at the first. Raises TableError.
    """
    lists = inner.get(NEIGHBOURS)
    if not isinstance(lists, list):
        return None
    ids = [record.get("id") for record in listed]
    if len(lists) != len(ids) or any(who in (None, "") for who in ids):
        raise TableError("network.json_neighbours", Where(file), lists=len(lists), nodes=len(ids))
    place = {str(who): at for at, who in enumerate(ids)}
    links: list[Record] = []
    for at, (who, neighbours) in enumerate(zip(ids, lists, strict=True)):
        for record in records(neighbours, file):
            other = record.get("id")
            if straight or place.get(str(other), at) >= at:
                links.append({**record, "source": who, "target": other})
    return links


def _lifted(record: Record) -> Record:
    """A record with what stands one level deeper (`data` of Cytoscape.js, `attributes` of Graphology)."""
    inner: Record = {}
    for name in DEEPER:
        deeper = record.get(name)
        if isinstance(deeper, dict):
            inner |= deeper
    beside = {
        name: value for name, value in record.items() if name not in DEEPER or not isinstance(value, dict)
    }
    return {**inner, **beside}


def _directed(document: dict[str, JsonValue], inner: dict[str, JsonValue]) -> bool:
    """networkx says `directed`, Graphology `options.type`, sigma `defaultedgetype`; D3 says nothing."""
    options = document.get("options")
    kind = options.get("type") if isinstance(options, dict) else None
    return True in (document.get("directed"), inner.get("directed")) or kind == "directed"


def _says_direction(document: dict[str, JsonValue], inner: dict[str, JsonValue]) -> bool:
    """Whether the file itself says that its links have a direction, or have none."""
    options = document.get("options")
    said = [document.get("directed"), inner.get("directed")]
    return any(isinstance(one, bool) for one in said) or (isinstance(options, dict) and "type" in options)


def _usual(document: dict[str, JsonValue]) -> Record:
    """The arrows of every link that has none of its own: vis.js keeps them in `options.edges.arrows`."""
    options = document.get("options")
    edges = options.get("edges") if isinstance(options, dict) else None
    return {ARROWS: edges[ARROWS]} if isinstance(edges, dict) and ARROWS in edges else {}


def _arrows(value: JsonValue) -> Arrows | None:
    """The arrows of vis.js as a word or an object; None where it says nothing of the ends."""
    if isinstance(value, str):
        said = set(re.split(r"[^a-z]+", value.casefold()))
    elif isinstance(value, dict):
        said = {
            name
            for name, one in value.items()
            if (one.get("enabled", True) if isinstance(one, dict) else one)
        }
    else:
        return None
    return ("from" in said, "to" in said) if said & {"from", "to"} else None


def _way(value: object, negated: bool) -> str:
    if not isinstance(value, bool):
        return ""
    return DIRECTED if value != negated else UNDIRECTED


def _by_place(links: list[Record], nodes: dict[str, Attributes]) -> bool:
    """Whether ends are places in the list: whole numbers, of which not all are ids."""
    ends = [_lifted(link).get(name) for link in links for name in (*FROM, *TO)]
    given = [end for end in ends if end is not None]
    whole = bool(given) and all(isinstance(end, int) and not isinstance(end, bool) for end in given)
    return whole and any(str(end) not in nodes for end in given)


def _end(
    record: Record, keys: tuple[str, ...], nodes: dict[str, Attributes], places: list[str], where: Where
) -> str:
    value = next((record[key] for key in keys if record.get(key) is not None), None)
    if isinstance(value, dict):  # D3 replaces ends by the nodes themselves
        value = next((value[key] for key in IDS if value.get(key) is not None), None)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(places):
        return places[value]
    text = word(record_attributes({"end": value}, []).get("end"))
    if not text:
        raise TableError("network.no_end", where)
    if text not in nodes:
        raise TableError("network.unknown_end", where, id=text[:40])
    return text


def json_graph(data: bytes, file: str) -> GraphFile:
    """A JSON file of any of the forms read here and in `kumu`. Raises TableError."""
    document = document_of(data, file)
    if isinstance(document, dict):
        if is_node_link(document):
            return node_link(document, file)
        if is_blueprint(document):
            return blueprint(document, file)
    raise TableError("network.json_form", Where(file))
