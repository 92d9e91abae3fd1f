"""What drawing programs put into GraphML: labels in shapes, arrows, folders and group nodes (yEd), names in `id` (visone).

What becomes of folders and arrows is in `frames`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from xml.etree.ElementTree import Element

from workshop.network.io import words
from workshop.network.io.frames import Arrows, Node, without_frames
from workshop.network.io.graphfiles import Attributes
from workshop.network.io.imported import Note
from workshop.network.io.xmlfile import children, plain_attributes, plain_name

LABELS = frozenset(("NodeLabel", "EdgeLabel"))
FOLDERS = frozenset(("GroupNode", "ProxyAutoBoundsNode"))


def drawn_text(datum: Element) -> str:
    """The visible label inside a shape description: the first that has text; of an unknown description all its text."""
    parts = list(datum.iter())
    labels = [part for part in parts if plain_name(part) in LABELS]
    for label in labels:
        # yEd nests the position model inside the label; the text stands before it.
        text = (label.text or "").strip()
        if text:
            return text
    drawn = bool(labels) or any("yworks" in str(part.tag) or "visone" in str(part.tag) for part in parts)
    return "" if drawn else "".join(datum.itertext()).strip()


def named_by_id(values: Attributes, declared: Set[str]) -> Attributes:
    """visone keeps a person's name in an attribute `id`, and what is drawn beside the dot may be anything."""
    name = values.get("id")
    named = any(words.meaning(words.PERSON_COLUMNS, known) == "label" for known in declared)
    if named or not isinstance(name, str) or not name.strip():
        return values
    left = {key: value for key, value in values.items() if key != "id"}
    return {**left, "label": name.strip()}


def without_folders(
    graph: Element,
    nodes: Sequence[tuple[str, Element]],
    attributes: Callable[[Element], Attributes],
    ends: Set[str],
    notes: list[Note],
) -> tuple[Node, ...]:
    """The nodes with their attributes; folders only where a tie leads to them, and then as groups."""
    folders = {who: node for who, node in nodes if _is_folder(node, who in ends)}
    read = [(who, attributes(node)) for who, node in nodes]
    inside = _folder_of(graph, folders) if folders else {}
    return without_frames(read, folders.keys(), inside, ends, notes)


def drawn_arrows(edge: Element) -> Arrows | None:
    """The arrows drawn at the two ends of an edge; None where the file draws none at all, not even `none`."""
    drawn = (
        plain_attributes(part)
        for datum in children(edge, "data")
        for part in datum.iter()
        if plain_name(part) == "Arrows"
    )
    found = next(drawn, None)
    if found is None:
        return None
    source, target = (found.get(name, "none").casefold() not in ("", "none") for name in ("source", "target"))
    return source, target


def _is_folder(node: Element, tied: bool) -> bool:
    """By yEd's mark or shape; a nested graph alone makes a folder only where no tie leads to the node."""
    if plain_attributes(node).get("yfiles.foldertype") or plain_attributes(node).get("foldertype"):
        return True
    shapes = {plain_name(part) for datum in children(node, "data") for part in datum.iter()}
    return bool(shapes & FOLDERS) or (
        not tied and any(children(nested, "node") for nested in children(node, "graph"))
    )


def _folder_of(graph: Element, folders: dict[str, Element]) -> dict[str, str]:
    """Node id to the id of the nearest folder around it. A walk without recursion: nesting is the file's choice."""
    found: dict[str, str] = {}
    waiting: list[tuple[Element, str]] = [(graph, "")]
    while waiting:
        around, folder = waiting.pop()
        for node in children(around, "node"):
            who = node.get("id", "")
            if folder:
                found[who] = folder
            waiting += [(nested, who if who in folders else folder) for nested in children(node, "graph")]
    return found
