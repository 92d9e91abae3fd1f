"""All waves of a community's map on one paper: everybody who was ever there once, and who was there when.

A withdrawal as frames of a film: who has left so far and who has lost the largest part, one person a frame.
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
    """`gone` in the order they left; `adrift` are left but hang on the largest part no more though they did before.

    `share` is the largest part over whoever is left (0.0 where nobody is).
    """

    gone: tuple[str, ...]
    adrift: tuple[str, ...]
    share: float


def removal_frames(network: Network, order: Sequence[str]) -> tuple[RemovalFrame, ...]:
    """From everybody here to all of `order` gone: one frame more than there are ids. Ids must be in the network."""
    whole = index(network)
    place = {who: position for position, who in enumerate(whole.ids)}
    together = np.zeros(whole.n, dtype=bool)
    found = []
    for gone in range(len(order) + 1):
        keep = np.setdiff1d(np.arange(whole.n), [place[who] for who in order[:gone]])
        share, inside = 0.0, np.zeros(whole.n, dtype=bool)
        if len(keep):
            _, labels = csgraph.connected_components(whole.links[keep][:, keep], directed=False)
            largest = np.bincount(labels).argmax()
            inside[keep[labels == largest]] = True
            share = float(inside.sum() / len(keep))
        if gone == 0:
            together = inside
        adrift = keep[(together & ~inside)[keep]]
        found.append(RemovalFrame(tuple(order[:gone]), tuple(whole.ids[node] for node in adrift), share))
    return tuple(found)


Pair = tuple[str, str, str]


@dataclass(frozen=True)
class Wave:
    """What one wave is called, and the positions of the marks and lines that belong to it."""

    name: str
    marks: tuple[int, ...]
    lines: tuple[int, ...]


def all_waves(network: Network, earlier: Sequence[Network]) -> tuple[Picture, tuple[Wave, ...]]:
    """The map as `network` is drawn alone, with whom and what earlier waves had besides; the waves, oldest first.

    `earlier` are the older maps, oldest first. Who was on an earlier one only stands near those they were tied to.
    """
    spots = {who: (x, y) for who, x, y in network.spots} or place(network)
    here = replace(network, spots=tuple((who, x, y) for who, (x, y) in spots.items()))
    now = draw(here)
    whole = draw(replace(reduce(union_network, (*earlier, here)), spots=here.spots))
    known = {mark.id for mark in now.marks}
    marks = (*now.marks, *(mark for mark in whole.marks if mark.id not in known))
    position = {mark.id: turn for turn, mark in enumerate(marks)}
    drawn = {_pair(line, now) for line in now.lines}
    gone = tuple(
        replace(
            line, source=position[whole.marks[line.source].id], target=position[whole.marks[line.target].id]
        )
        for line in whole.lines
        if _pair(line, whole) not in drawn
    )
    picture = Picture(marks, (*now.lines, *gone), whole.legend)
    lines = {_pair(line, picture): turn for turn, line in enumerate(picture.lines)}
    return picture, tuple(_wave(one, position, lines) for one in (*earlier, network))


def _wave(network: Network, position: Mapping[str, int], lines: Mapping[Pair, int]) -> Wave:
    """A code that was a person's once and is a group's now is left where the newest map has it."""
    told = reported(network, way=False)
    return Wave(
        network.wave,
        tuple(sorted(position[who] for who in ids(network))),
        tuple(sorted(lines[pair] for pair in told)),
    )


def _pair(line: Line, picture: Picture) -> Pair:
    one, other = sorted((picture.marks[line.source].id, picture.marks[line.target].id))
    return one, other, line.relation
