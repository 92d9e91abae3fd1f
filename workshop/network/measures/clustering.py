"""Groups that share members, and whether more than chance would give.

Drawn as ties, shared members join nearly every group to every other; so each pair stands beside its own chance.

How close circles are: whether one's contacts know each other, and the deepest circle of all.

Small networks are counted by networkx; large ones by compiled loops that give the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import cast

import networkx as nx
import numpy as np

from workshop.model.network import Network
from workshop.network.graph.compiled import kernels, rows, worth
from workshop.network.graph.graph import Floats, Index, Whole, members


def clustering(index: Index) -> float:
    """Mean over all nodes of the ties among one's contacts over those possible (Watts & Strogatz 1998).

    0 for a node below two contacts. Not for a network without nodes.
    """
    among, contacts = _among(index), _contacts(index)
    possible = contacts * (contacts - 1) / 2
    local: Floats = np.divide(among, possible, out=np.zeros(index.n), where=possible > 0)
    return float(local.mean())


def transitivity(index: Index) -> float | None:
    """Share of pairs of ties that meet and are closed by a third: 3 · triangles / pairs that meet; None without such a pair.

    >>> from workshop.network.graph.graph import matrix
    >>> transitivity(Index(tuple("abc"), matrix(3, [(0, 1), (1, 2), (0, 2)])))
    1.0
    """
    contacts = _contacts(index)
    meeting = int((contacts * (contacts - 1)).sum()) // 2
    return int(_among(index).sum()) / meeting if meeting else None


def core_depth(index: Index) -> int:
    """Largest k with a circle in which all have k ties inside (Seidman 1983); 0 without ties."""
    if worth(index.n):
        return kernels().deepest(*rows(index.links))
    return max(nx.core_number(nx.from_scipy_sparse_array(index.links)).values(), default=0)


def _contacts(index: Index) -> Whole:
    found: Whole = np.diff(index.links.indptr).astype(np.int64)
    return found


def _among(index: Index) -> Whole:
    """Ties among each node's contacts."""
    if worth(index.n):
        return kernels().triangles(*rows(index.links))
    found = cast(dict[int, int], nx.triangles(nx.from_scipy_sparse_array(index.links)))
    return np.array([found[place] for place in range(index.n)], dtype=np.int64)


@dataclass(frozen=True)
class Overlap:
    """Two groups that share members: how many, Jaccard index, and how likely at least as many are by chance.

    `p_adjusted` holds for all pairs of groups together (Holm 1979): many pairs looked at, some stand out by luck.
    """

    groups: tuple[str, str]
    shared: int
    jaccard: float
    p: float
    p_adjusted: float


def chance_of_sharing(shared: int, people: int, one: int, other: int) -> float:
    """P(X ≥ shared) for two groups of `one` and `other` members drawn by lot from `people` (hypergeometric tail).

    Counted in whole numbers, hence exact; the statistics library that has it takes a second to load.

    >>> chance_of_sharing(2, 4, 2, 2)
    0.16666666666666666
    """
    ways = sum(comb(one, k) * comb(people - one, other - k) for k in range(shared, min(one, other) + 1))
    return ways / comb(people, other)


def group_overlap(network: Network) -> tuple[Overlap, ...]:
    """Pairs of groups with common members, most shared first.

    p = P(X ≥ shared), X hypergeometric over all people: as if each group had drawn its members by lot from them. That
    keeps how large groups are, not how many groups one person joins, so a few people who are in everything make many
    pairs stand out. p_adjusted: Holm's step-down over all pairs of groups with members, shared or not.
    """
    found: list[Overlap] = []
    people = len(network.people)
    inside = {group: who for group, who in members(network).items() if who}
    for (left, one), (right, other) in combinations(inside.items(), 2):
        if shared := len(one & other):
            p = chance_of_sharing(shared, people, len(one), len(other))
            found.append(Overlap((left, right), shared, shared / len(one | other), p, p))
    adjusted = _holm([pair.p for pair in found], comb(len(inside), 2))
    found = [replace(pair, p_adjusted=p) for pair, p in zip(found, adjusted, strict=True)]
    return tuple(sorted(found, key=lambda pair: (-pair.shared, pair.p, pair.groups)))


def _holm(values: list[float], tests: int) -> list[float]:
    """Holm's adjusted p of the smallest among `tests`; those not given are 1."""
    adjusted, reached = [0.0] * len(values), 0.0
    for turn, place in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        reached = max(reached, min(1.0, (tests - turn) * values[place]))
        adjusted[place] = reached
    return adjusted
