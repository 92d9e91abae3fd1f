"""Clustering coefficient, transitivity, degeneracy (k-core), and group overlap (hypergeometric test).

Cohesion of people: do one's contacts know each other, and how deep is the deepest k-core? Small networks are counted by
networkx, large ones by compiled loops with the same results.

Overlap of groups: pairs of groups that share members, each pair beside its own chance. Drawn as ties, shared members
would join nearly every group to every other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import cast

import networkx as nx
import numpy as np

from workshop.model.network import Network
from workshop.network.graph.compiled import kernels, rows, use_compiled
from workshop.network.graph.graph import Floats, Index, Ints, members


def clustering(index: Index) -> float:
    """Average clustering coefficient: mean over all nodes of ties among its contacts over those possible (Watts & Strogatz 1998).

    0 for a node below two contacts. Undefined for a network without nodes.
    """
    among, contacts = _among(index), _contacts(index)
    possible = contacts * (contacts - 1) / 2
    local: Floats = np.divide(among, possible, out=np.zeros(index.n), where=possible > 0)
    return float(local.mean())


def transitivity(index: Index) -> float | None:
    """Transitivity (global clustering): 3 · triangles / pairs of ties that meet at a node; None without such a pair.

    >>> from workshop.network.graph.graph import matrix
    >>> transitivity(Index(tuple("abc"), matrix(3, [(0, 1), (1, 2), (0, 2)])))
    1.0
    """
    contacts = _contacts(index)
    meeting = int((contacts * (contacts - 1)).sum()) // 2
    return int(_among(index).sum()) / meeting if meeting else None


def degeneracy(index: Index) -> int:
    """Degeneracy: the largest k with a k-core, a set in which all have k ties inside (Seidman 1983); 0 without ties."""
    if use_compiled(index.n):
        return kernels().degeneracy(*rows(index.links))
    return max(nx.core_number(nx.from_scipy_sparse_array(index.links)).values(), default=0)


def _contacts(index: Index) -> Ints:
    degrees: Ints = np.diff(index.links.indptr).astype(np.int64)
    return degrees


def _among(index: Index) -> Ints:
    """Triangles at each node: ties among its contacts."""
    if use_compiled(index.n):
        return kernels().triangles(*rows(index.links))
    by_node = cast(dict[int, int], nx.triangles(nx.from_scipy_sparse_array(index.links)))
    return np.array([by_node[place] for place in range(index.n)], dtype=np.int64)


@dataclass(frozen=True)
class Overlap:
    """Two groups that share members: how many, Jaccard index, and the hypergeometric p of at least as many by chance.

    `p_adjusted` is Holm's (1979) for all pairs of groups together: of many pairs looked at, some stand out by luck.
    """

    groups: tuple[str, str]
    shared: int
    jaccard: float
    p: float
    p_adjusted: float


def chance_of_sharing(shared: int, people: int, first: int, second: int) -> float:
    """Hypergeometric test, upper tail: P(X ≥ shared) for groups of `first` and `second` members drawn by lot from `people`.

    Computed in integers, hence exact; importing scipy.stats for it would take a second.

    >>> chance_of_sharing(2, 4, 2, 2)
    0.16666666666666666
    """
    ways = sum(
        comb(first, k) * comb(people - first, second - k) for k in range(shared, min(first, second) + 1)
    )
    return ways / comb(people, second)


def group_overlap(network: Network) -> tuple[Overlap, ...]:
    """Hypergeometric test and Jaccard index of every pair of groups with common members, most shared first.

    p = P(X ≥ shared), X hypergeometric over all people: as if each group had drawn its members by lot. That keeps group
    sizes, not how many groups one person joins, so a few people who are in everything make many pairs stand out.
    p_adjusted: Holm's step-down over all pairs of groups with members, shared or not.
    """
    overlaps: list[Overlap] = []
    people = len(network.people)
    inside = {group: who for group, who in members(network).items() if who}
    for (left, left_members), (right, right_members) in combinations(inside.items(), 2):
        if shared := len(left_members & right_members):
            p = chance_of_sharing(shared, people, len(left_members), len(right_members))
            overlaps.append(Overlap((left, right), shared, shared / len(left_members | right_members), p, p))
    adjusted = _holm([pair.p for pair in overlaps], comb(len(inside), 2))
    overlaps = [replace(pair, p_adjusted=p) for pair, p in zip(overlaps, adjusted, strict=True)]
    return tuple(sorted(overlaps, key=lambda pair: (-pair.shared, pair.p, pair.groups)))


def _holm(values: list[float], tests: int) -> list[float]:
    """Holm's step-down adjusted p of the smallest p values among `tests`; those not given are 1."""
    adjusted, reached = [0.0] * len(values), 0.0
    for turn, place in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        reached = max(reached, min(1.0, (tests - turn) * values[place]))
        adjusted[place] = reached
    return adjusted
