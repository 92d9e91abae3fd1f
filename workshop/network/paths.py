"""Shortest paths for everybody at once: betweenness and distances from sparse matrix products.

The answers are networkx' own (the tests compare them); a room's draws need them dozens of times in a second.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from workshop.network.graph import Floats

BLOCK = 512  # starting points handled together, so that memory stays small on large networks


def distances(links: sparse.csr_array) -> Floats:
    """Steps between every two of n nodes as an n × n array; infinite where there is no path."""
    if links.shape[0] == 0:
        return np.zeros((0, 0))
    found: Floats = csgraph.shortest_path(links, directed=False, unweighted=True)
    return found


def betweenness(links: sparse.csr_array) -> Floats:
    """Share of shortest paths between two others that run through each node, in 0 … 1 (Freeman 1977; Brandes 2001).

    C(v) = Σ_{s<t} σ_st(v)/σ_st · 2/((n−1)(n−2)), undirected and unweighted; zeros below three nodes.
    `links` is the symmetric n × n matrix of `graph.Index`.
    """
    n = links.shape[0]
    total = np.zeros(n)
    if n < 3:
        return total
    for start in range(0, n, BLOCK):
        total += _from(links, np.arange(start, min(start + BLOCK, n)))
    return total / ((n - 1) * (n - 2))


def _from(links: sparse.csr_array, sources: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """Dependency of all nodes summed over these sources: layers outwards counting paths, then back."""
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
