"""Shortest paths: betweenness centrality and distances for all nodes at once.

Betweenness comes from sparse matrix products, distances from bit-parallel breadth-first search. The results equal
networkx' (the tests compare them); resampling needs them dozens of times a second, so large networks use compiled loops.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from workshop.network.graph.compiled import Ends, kernels, rows, use_compiled
from workshop.network.graph.graph import Floats, Ints

BLOCK = 64  # starting points handled together: their layers stay in the cache
SEARCHES = 512  # of distances, so that 100,000 people need no table of all pairs


def steps(links: sparse.csr_array, sources: Ints) -> Floats:
    """Geodesic distances from each of n nodes to each of k sources (n × k); infinite where there is no path.

    Bit-parallel BFS, one bit per source: one more layer is one pass over the ties, whatever k is.
    """
    n, k = links.shape[0], len(sources)
    start = np.zeros((n, k), dtype=bool)
    start[sources, np.arange(k)] = True
    now = np.packbits(start, axis=1)
    linked = np.flatnonzero(np.diff(links.indptr))
    begins = links.indptr[linked]
    # A node's distance is the number of layers that had not reached it.
    distances = np.zeros((n, k), dtype=np.int32)
    while True:
        distances += np.unpackbits(~now, axis=1, count=k)
        after = now.copy()
        if len(linked):
            after[linked] |= np.bitwise_or.reduceat(now[links.indices], begins, axis=0)
        if np.array_equal(after, now):
            break
        now = after
    return np.where(np.unpackbits(now, axis=1, count=k) == 1, distances, np.inf)


def betweenness(links: sparse.csr_array) -> Floats:
    """Betweenness centrality, normalised to 0 … 1 (Freeman 1977; Brandes 2001).

    The share of shortest paths between two other nodes that run through a node:
    C(v) = Σ_{s<t} σ_st(v)/σ_st · 2/((n−1)(n−2)), undirected and unweighted; zeros below three nodes.
    `links` is the symmetric n × n matrix of `graph.Index`.
    """
    n = links.shape[0]
    if n < 3:
        return np.zeros(n)
    return betweenness_from(links, np.arange(n)) / ((n - 1) * (n - 2))


def betweenness_from(links: sparse.csr_array, sources: Ints) -> Floats:
    """Betweenness from these sources only, not scaled: for ranking nodes of one network."""
    if use_compiled(links.shape[0]):
        # Reverse Cuthill–McKee puts neighbours side by side: the eight searches that run together then meet the same nodes.
        turn = csgraph.reverse_cuthill_mckee(links, symmetric_mode=True)
        place: Ends = np.argsort(turn).astype(np.int32)
        begins, ends = rows(links[turn][:, turn])
        return kernels().betweenness(begins, ends, np.sort(place[sources]))[place]
    total = np.zeros(links.shape[0])
    for start in range(0, len(sources), BLOCK):
        total += by_layers(links, sources[start : start + BLOCK])
    return total


def distance_counts(links: sparse.csr_array) -> Ints:
    """Distance distribution: how many ordered pairs of nodes are 0, 1, 2 … steps apart; unconnected pairs are not counted.

    The sum is n² where all are connected. Zeros may follow the longest distance.

    >>> from workshop.network.graph.graph import matrix
    >>> distance_counts(matrix(3, [(0, 1), (1, 2)]))[:3].tolist()
    [3, 4, 2]
    """
    n = links.shape[0]
    return kernels().distance_counts(*rows(links)) if use_compiled(n) else pairs_by_search(links)


def pairs_by_search(links: sparse.csr_array) -> Ints:
    """`distance_counts` without compiled loops."""
    n = links.shape[0]
    counts: Ints = np.zeros(max(n, 1), dtype=np.int64)
    for start in range(0, n, SEARCHES):
        far = steps(links, np.arange(start, min(start + SEARCHES, n)))
        counts += np.bincount(far[np.isfinite(far)].astype(np.int64), minlength=len(counts))
    return counts


def by_layers(links: sparse.csr_array, sources: Ints) -> Floats:
    """Brandes' dependency of every node, summed over these sources: count paths layer by layer, then accumulate back."""
    n, columns = links.shape[0], np.arange(len(sources))
    paths = np.zeros((n, len(sources)))
    paths[sources, columns] = 1.0
    seen = paths > 0
    layers = [seen.copy()]
    while True:
        reached: Floats = links @ np.where(layers[-1], paths, 0.0)
        fresh = (reached > 0) & ~seen
        if not fresh.any():
            break
        paths[fresh] = reached[fresh]
        seen |= fresh
        layers.append(fresh)
    counted = np.where(paths > 0, paths, 1.0)
    dependency = np.zeros_like(paths)
    for depth in range(len(layers) - 1, 0, -1):
        share = np.where(layers[depth], (1.0 + dependency) / counted, 0.0)
        dependency += np.where(layers[depth - 1], paths * (links @ share), 0.0)
    dependency[sources, columns] = 0.0
    totals: Floats = dependency.sum(axis=1)
    return totals
