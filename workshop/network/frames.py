"""A withdrawal as frames of a film: who has left so far and who has lost the largest part, one person a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csgraph

from workshop.model.network import Network
from workshop.network.graph import index


@dataclass(frozen=True)
class Frame:
    """`gone` in the order they left; `adrift` are left but hang on the largest part no more though they did before.

    `share` is the largest part over whoever is left (0.0 where nobody is).
    """

    gone: tuple[str, ...]
    adrift: tuple[str, ...]
    share: float


def frames(network: Network, order: Sequence[str]) -> tuple[Frame, ...]:
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
        found.append(Frame(tuple(order[:gone]), tuple(whole.ids[node] for node in adrift), share))
    return tuple(found)
