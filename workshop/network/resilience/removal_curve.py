"""Percolation curve: how the largest component shrinks while nodes are removed one by one (targeted and random attack).

Many orders of removal at once. Read backwards, an order is nodes joining one by one: a tie counts from when its later
end joins, so only the ties of a minimum spanning forest by that time ever merge two components (Newman and Ziff 2000
for the reversal). Union–find merges all orders side by side; in a large network a compiled loop merges each by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from workshop.base.errors import InputError
from workshop.model.network import Network
from workshop.network.graph.compiled import Ends, kernels, rows, use_compiled
from workshop.network.graph.graph import Floats, Index, Ints, index
from workshop.network.graph.paths import betweenness_from

DRAWS = 200
# Betweenness along the hardest order is recomputed this many times, from this many sources; with more people, several
# leave at a time and the sources are a sample.
RECOMPUTED = 30
SOURCES = 200


@dataclass(frozen=True)
class RemovalCurves:
    """Share of the remaining nodes in the largest component, after 0, 1, 2 … people left.

    `chosen` ends with the last of those asked about; the other curves go on until all people are gone, 0.0 where nobody is left.
    `low` and `high` are the 5 % and 95 % quantiles of `draws` random orders, `mean` their mean. `worst` follows
    betweenness recomputed every `every` people: a proxy for the worst order, which cannot be searched exhaustively.
    """

    people: int
    order: tuple[str, ...]  # those asked about, in order of leaving
    chosen: tuple[float, ...]
    degree: tuple[float, ...]
    worst: tuple[float, ...]
    worst_order: tuple[str, ...]
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    draws: int
    every: int


def removal_curves(
    network: Network, remove: Sequence[str], seed: int = 1, draws: int = DRAWS
) -> RemovalCurves:
    """Percolation curves of those asked about, of random removal, by degree, and by recomputed betweenness.

    Question: does the network fall apart when these leave, sooner than by chance? People leave, groups stay (groups leave
    only where they are asked about). Those asked about leave in order of degree, file order where equal.
    share(k) = largest component after k left / (n − k), n people and groups.
    Raises InputError for an unknown id or nobody to remove.
    """
    view = index(network)
    place = {who: position for position, who in enumerate(view.ids)}
    unknown = [who for who in remove if who not in place]
    if unknown:
        raise InputError("network.unknown_id", id=", ".join(unknown))
    if not remove:
        raise InputError("network.nothing_to_remove")
    people = len(network.people)
    ties = np.diff(view.links.indptr)
    order = leaving_order(network, remove)
    asked = np.array([place[who] for who in order], dtype=np.int64)
    by_degree = np.argsort(-ties[:people], kind="stable")
    every = steps_of(people)
    by_bridges = hardest(view, people, every)
    chance = np.random.default_rng(seed)
    at_random = chance.permuted(np.tile(np.arange(people), (draws, 1)), axis=1)
    shares = shares_left(view.links, np.vstack((by_degree, by_bridges, at_random)))
    drawn = shares[2:]
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
    return RemovalCurves(
        people=people,
        order=order,
        chosen=tuple(shares_left(view.links, asked[None, :])[0].tolist()),
        degree=tuple(shares[0].tolist()),
        worst=tuple(shares[1].tolist()),
        worst_order=tuple(view.ids[node] for node in by_bridges),
        mean=tuple(drawn.mean(axis=0).tolist()),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
        draws=draws,
        every=every,
    )


def steps_of(people: int) -> int:
    """How many leave before betweenness is computed anew."""
    return max(1, -(-people // RECOMPUTED))


def leaving_order(network: Network, leaving: Sequence[str]) -> tuple[str, ...]:
    """Those who leave, highest degree first, file order where equal. Ids must be in the network."""
    view = index(network)
    ties = np.diff(view.links.indptr)
    asked = set(leaving)
    order = [node for node in np.argsort(-ties, kind="stable").tolist() if view.ids[node] in asked]
    return tuple(view.ids[node] for node in order)


def shares_left(links: sparse.csr_array, orders: Ints) -> Floats:
    """Largest component over nodes left, for B orders of K nodes each: B × (K + 1), from nobody gone to all K gone.

    0.0 where nothing is left. A row of `orders` names no node twice.
    """
    n, lanes, steps = links.shape[0], len(orders), orders.shape[1]
    left = n - np.arange(steps + 1)
    order: Ends = orders.astype(np.int32)
    largest = (
        kernels().largest_while_leaving(*rows(links), order)
        if use_compiled(n)
        else side_by_side(links, orders)
    )
    shares: Floats = np.divide(largest, left, out=np.zeros((lanes, steps + 1)), where=left > 0)
    return shares


def side_by_side(links: sparse.csr_array, orders: Ints) -> Ints:
    """Union–find over all orders at once: largest component after 0, 1, 2 … of each order left. The plain version."""
    n, lanes, steps = links.shape[0], len(orders), orders.shape[1]
    rows = np.arange(lanes)
    # Time at which a node joins: 1 for those who never left, then the last to leave first.
    joins = np.ones((lanes, n), dtype=np.int64)
    joins[rows[:, None], orders] = steps + 1 - np.arange(steps)
    sizes = np.ones(lanes * n, dtype=np.int64)
    largest = np.zeros((lanes, steps + 2), dtype=np.int64)
    largest[rows, joins.min(axis=1, initial=steps + 1)] = 1 if n else 0
    heads, tails, when = _forest(links, joins)
    root = np.arange(lanes * n)
    best = np.ones(lanes, dtype=np.int64)
    for turn in range(heads.shape[1]):
        first, second = _root(root, heads[:, turn]), _root(root, tails[:, turn])
        swap = sizes[first] < sizes[second]
        big, small = np.where(swap, second, first), np.where(swap, first, second)
        root[small] = big
        sizes[big] += sizes[small]
        np.maximum(best, sizes[big], out=best)
        largest[rows, when[:, turn]] = best
    return np.maximum.accumulate(largest, axis=1)[:, :0:-1]


def _root(root: Ints, nodes: Ints) -> Ints:
    """Union–find roots, one node a lane, with path compression."""
    above = root[nodes]
    while True:
        further = root[above]
        if np.array_equal(further, above):
            return above
        root[nodes] = further
        nodes, above = above, further


def _forest(links: sparse.csr_array, joins: Ints) -> tuple[Ints, Ints, Ints]:
    """Minimum spanning forests by the time a tie counts from: ends and times in that order, one row a lane."""
    lanes, n = joins.shape
    upper = sparse.triu(links, k=1, format="csr")
    ties = upper.nnz
    row = np.repeat(np.arange(n), np.diff(upper.indptr))
    when = np.maximum(joins[:, row], joins[:, upper.indices]).astype(np.float64)
    shift = np.arange(lanes)[:, None]
    # Block-diagonal: one network per lane. Its CSR arrays are known, so nothing is sorted to build it.
    begins = np.r_[(upper.indptr[:-1] + shift * ties).ravel(), lanes * ties]
    side = sparse.csr_array(
        (when.ravel(), (upper.indices + shift * n).ravel(), begins), shape=(lanes * n, lanes * n)
    )
    tree = csgraph.minimum_spanning_tree(side)
    # Every lane has the same number of ties, n minus the parts of the whole network, and its rows lie together.
    shape = (lanes, tree.nnz // lanes)
    time = tree.data.astype(np.int64).reshape(shape)
    heads = np.repeat(np.arange(lanes * n), np.diff(tree.indptr)).reshape(shape)
    tails = tree.indices.astype(np.int64).reshape(shape)
    order = np.argsort(time, axis=1, kind="stable")
    first, second, at = (np.take_along_axis(what, order, axis=1) for what in (heads, tails, time))
    return first, second, at


def hardest(view: Index, people: int, every: int) -> Ints:
    """All people, highest betweenness among those left first, recomputed after every `every` of them."""
    left = np.arange(view.n)
    gone: list[int] = []
    while len(gone) < people:
        links = view.links[left][:, left]
        between = betweenness_from(links, np.arange(0, len(left), -(-len(left) // SOURCES)))
        ties = np.diff(links.indptr)
        order = [int(left[node]) for node in np.lexsort((left, -ties, -between)) if left[node] < people]
        gone += order[:every]
        left = np.setdiff1d(left, order[:every])
    return np.array(gone, dtype=np.int64)
