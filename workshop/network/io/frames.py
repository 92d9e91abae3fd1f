"""Frames of a drawing, and the arrows at its lines: what programs for drawing say by shapes, whatever their format.

A frame (folder, group node, compound node) is drawn around people so that a picture can be folded; it is nobody. It
stays only where a tie leads to it: then it is a group that somebody is tied to. An arrow says which way a tie runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from workshop.network.io.graphfiles import DIRECTED, GROUP_MARK, MUTUAL, UNDIRECTED, Attributes, Edge
from workshop.network.io.imported import SHOWN_NAMES, Note

FOLDER = "folder"  # the attribute of who stood in one

Node = tuple[str, Attributes]
Arrows = tuple[bool, bool]  # at the source, at the target


def without_frames(
    nodes: Sequence[Node], frames: Set[str], around: Mapping[str, str], ends: Set[str], notes: list[Note]
) -> tuple[Node, ...]:
    """The nodes without frames that no tie leads to. `around`: node id to the id of the frame around it."""
    titles = {who: str(values.get("label") or who) for who, values in nodes if who in frames}
    made: list[Node] = []
    for who, values in nodes:
        frame = around.get(who)
        if who not in frames:
            made.append((who, {**values, FOLDER: titles[frame]} if frame in titles else values))
        elif who in ends:
            made.append((who, {**values, GROUP_MARK: True}))
    left = [title for who, title in titles.items() if who not in ends]
    if left:
        notes.append(Note("folders_left", len(left), tuple(left[:SHOWN_NAMES])))
    return tuple(made)


def arrowed(edge: Edge, arrows: Arrows) -> tuple[Edge, str]:
    """The edge the way its arrows point: turned round where the only one is at its source.

    >>> arrowed(("a", "b", {}), (True, False))
    (('b', 'a', {}), 'directed')
    >>> arrowed(("a", "b", {}), (False, False))
    (('a', 'b', {}), 'undirected')
    """
    source, target, attributes = edge
    if arrows == (True, False):
        return (target, source, attributes), DIRECTED
    return edge, {(False, True): DIRECTED, (True, True): MUTUAL}.get(arrows, UNDIRECTED)


def arrows_note(found: Sequence[Arrows], otherwise: str) -> list[Note]:
    """Told where arrows say something else than the file does by its default and the order of the ends."""
    other = sum(arrows != (False, otherwise == DIRECTED) for arrows in found)
    return [Note("arrows_read", other)] if other else []
