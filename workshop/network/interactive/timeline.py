"""Data for the interactive map: the waves of one map in a shared layout, and a withdrawal frame by frame.

Frames say who has left so far and who has lost contact with the largest component, one more person per frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from scipy.sparse import csgraph

from workshop.model.network import Network
from workshop.model.picture import Line, Picture
from workshop.network.change.change import reported
from workshop.network.change.change_chart import union_network
from workshop.network.draw.layout import place
from workshop.network.draw.picture import draw
from workshop.network.graph.graph import ids, index


@dataclass(frozen=True)
class RemovalFrame:
    """`gone` in order of leaving; `adrift` are still there but no longer in the largest component, though they were at first.

    `share` is the largest component over the remaining nodes (0.0 where nobody remains).
    """

    gone: tuple[str, ...]
    adrift: tuple[str, ...]
    share: float


def removal_frames(network: Network, order: Sequence[str]) -> tuple[RemovalFrame, ...]:
    """From nobody gone to all of `order` gone: one frame more than there are ids. Ids must be in the network."""
    view = index(network)
    place = {who: position for position, who in enumerate(view.ids)}
    together = np.zeros(view.n, dtype=bool)
    frames = []
    for gone in range(len(order) + 1):
        keep = np.setdiff1d(np.arange(view.n), [place[who] for who in order[:gone]])
        share, inside = 0.0, np.zeros(view.n, dtype=bool)
        if len(keep):
            _, labels = csgraph.connected_components(view.links[keep][:, keep], directed=False)
            largest = np.bincount(labels).argmax()
            inside[keep[labels == largest]] = True
            share = float(inside.sum() / len(keep))
        if gone == 0:
            together = inside
        adrift = keep[(together & ~inside)[keep]]
        frames.append(RemovalFrame(tuple(order[:gone]), tuple(view.ids[node] for node in adrift), share))
    return tuple(frames)


Pair = tuple[str, str, str]


@dataclass(frozen=True)
class Wave:
    """The name of a wave, and the positions of the marks and lines that belong to it."""

    name: str
    marks: tuple[int, ...]
    lines: tuple[int, ...]


def all_waves(network: Network, earlier: Sequence[Network]) -> tuple[Picture, tuple[Wave, ...]]:
    """The map as `network` is drawn alone, plus people and ties of earlier waves; and the waves, oldest first.

    `earlier` are the older maps, oldest first. People on an earlier map only are placed near their neighbours.
    """
    spots = {who: (x, y) for who, x, y in network.spots} or place(network)
    placed = replace(network, spots=tuple((who, x, y) for who, (x, y) in spots.items()))
    now = draw(placed)
    union = draw(replace(reduce(union_network, (*earlier, placed)), spots=placed.spots))
    known = {mark.id for mark in now.marks}
    marks = (*now.marks, *(mark for mark in union.marks if mark.id not in known))
    position = {mark.id: turn for turn, mark in enumerate(marks)}
    drawn = {_pair(line, now) for line in now.lines}
    gone = tuple(
        replace(
            line, source=position[union.marks[line.source].id], target=position[union.marks[line.target].id]
        )
        for line in union.lines
        if _pair(line, union) not in drawn
    )
    picture = Picture(marks, (*now.lines, *gone), union.legend)
    lines = {_pair(line, picture): turn for turn, line in enumerate(picture.lines)}
    return picture, tuple(_wave(one, position, lines) for one in (*earlier, network))


def _wave(network: Network, position: Mapping[str, int], lines: Mapping[Pair, int]) -> Wave:
    """Marks and lines of one wave. A code that changed from person to group stays where the newest map has it."""
    ties = reported(network, way=False)
    return Wave(
        network.wave,
        tuple(sorted(position[who] for who in ids(network))),
        tuple(sorted(lines[pair] for pair in ties)),
    )


def _pair(line: Line, picture: Picture) -> Pair:
    first, second = sorted((picture.marks[line.source].id, picture.marks[line.target].id))
    return first, second, line.relation
