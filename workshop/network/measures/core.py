"""Core–periphery structure: is there a core that holds the rest? Borgatti and Everett's two models.

discrete: everybody is in the core or not, and every ideal tie touches the core. continuous: everybody has a
coreness, and two people are tied the more the higher both are. Both correlate the observed ties with that ideal; they
may name different people.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from workshop.network.graph.graph import Flags, Floats, Index

STARTS = 10
SMALL = 200
MOST_STEPS = 1000
STILL = 1e-10  # converged: no coreness moves further
EQUAL = 1e-6
CLEAR = 0.3  # below this fit, no core is named
Degrees = NDArray[np.int64]


@dataclass(frozen=True)
class Core:
    """People in the core, and `fit`: the correlation of the ties with the ideal, at most 1."""

    ids: tuple[str, ...]
    fit: float


def discrete(index: Index, seed: int = 1) -> Core | None:
    """Discrete core–periphery model: the core whose ideal the ties fit best (Borgatti & Everett 1999, eq. 1–2).

    Ideal tie Δ_ij = 1 where i or j is in the core; fit is Pearson's correlation of the simple view with Δ over all
    pairs. For a core of size k it grows with t, the ties that touch the core; so hill climbing by single joins, removals
    and swaps starts from the cores of highest degree and, up to `SMALL` nodes, from 3 · `STARTS` random ones. Heuristic,
    with no proof of optimality, though on small networks the tests find the same as exhaustive search. None without ties
    or where every pair is tied.
    """
    n, m = index.n, index.links.nnz // 2
    if not m or 2 * m == n * (n - 1):
        return None
    degrees: Degrees = np.diff(index.links.indptr).astype(np.int64)
    order = np.argsort(-degrees, kind="stable")
    chance = np.random.default_rng(seed)
    ranked = _best_size(index, order)
    starts = [order[:ranked]]
    if n <= SMALL:
        starts += [order[:size] for size in range(1, min(n, STARTS))]
        starts += [chance.permutation(n)[:size] for size in chance.integers(1, n, 3 * STARTS).tolist()]
    best: Flags = np.zeros(n, dtype=bool)
    fit = -1.0
    for start in starts:
        core = np.zeros(n, dtype=bool)
        core[start] = True
        climbed, reached = _climb(index, core, m)
        if reached > fit + 1e-12:
            best, fit = climbed, reached
    return Core(tuple(index.ids[place] for place in np.flatnonzero(best)), fit)


def continuous(index: Index) -> Core | None:
    """Continuous core–periphery model (MINRES): coreness c ≥ 0 whose products c_i · c_j fit the ties best.

    c minimises Σ_{i≠j} (a_ij − c_i c_j)² over the simple view (Borgatti & Everett 1999; MINRES: Comrey 1962; Boyd and
    others 2010), starting from equal values: each c_i moves half way to Σ_j a_ij c_j / Σ_{j≠i} c_j², its optimum with
    the others fixed. fit is the correlation of ties with c_i · c_j over all pairs. The core is the k nodes of highest
    coreness for which coreness correlates best with "k ones, the rest zeros" (concentration). None without ties, where
    every pair is tied, and where all coreness values are equal.
    """
    n, m = index.n, index.links.nnz // 2
    if not m or 2 * m == n * (n - 1):
        return None
    coreness = _coreness(index)
    order = np.argsort(-coreness.round(9), kind="stable")
    spread = float(coreness.std())
    if spread < EQUAL:
        return None
    sizes = np.arange(1, n)
    first = np.cumsum(coreness[order])[:-1]
    alike = (first - coreness.mean() * sizes) / (n * spread * np.sqrt(sizes / n * (1 - sizes / n)))
    size = int(sizes[alike.argmax()])
    inside = sorted(order[:size].tolist())
    return Core(tuple(index.ids[place] for place in inside), _correlation(index, coreness))


def _fit(touching: Floats, size: Floats, n: int, m: int) -> Floats:
    """Correlation of ties and ideal for cores of `size` touched by `touching` ties; −1 where the ideal is constant."""
    pairs = n * (n - 1) / 2
    ideal = size * (n - size) + size * (size - 1) / 2
    spread = np.sqrt(ideal * (pairs - ideal) * m * (pairs - m))
    fits: Floats = np.where(spread > 0, (pairs * touching - m * ideal) / np.maximum(spread, 1e-300), -1.0)
    return fits


def _best_size(index: Index, order: NDArray[np.intp]) -> int:
    """Size of the best core among the first 1, 2, 3 … nodes of this order."""
    turn = np.empty(index.n, dtype=np.int64)
    turn[order] = np.arange(index.n)
    rows = np.repeat(np.arange(index.n), np.diff(index.links.indptr))
    earlier = np.minimum(turn[rows], turn[index.links.indices])
    touching = np.cumsum(np.bincount(earlier, minlength=index.n)) / 2
    sizes = np.arange(1, index.n + 1)
    return int(sizes[_fit(touching, sizes.astype(float), index.n, index.links.nnz // 2).argmax()])


def _climb(index: Index, core: Flags, m: int) -> tuple[Flags, float]:
    """Hill climbing: the best core reached by single joins, removals and swaps, and its fit."""
    links, n = index.links, index.n
    rows = np.repeat(np.arange(n), np.diff(links.indptr))
    fit = -1.0
    for _ in range(MOST_STEPS):
        size = int(core.sum())
        outside = links @ (~core).astype(float)  # ties to nodes outside the core
        touching = (np.diff(links.indptr)[core].sum() + outside[core].sum()) / 2
        fit = float(_fit(np.array([touching]), np.array([size]), n, m)[0])
        moves: list[tuple[float, tuple[int, ...]]] = []
        free, held = np.flatnonzero(~core), np.flatnonzero(core)
        if len(free):
            joins = int(free[outside[free].argmax()])
            moves.append((_fit_of(touching + outside[joins], size + 1, n, m), (joins,)))
        if size > 1:
            leaves = int(held[outside[held].argmin()])
            moves.append((_fit_of(touching - outside[leaves], size - 1, n, m), (leaves,)))
        if len(free) and size:
            joins, leaves = int(free[outside[free].argmax()]), int(held[outside[held].argmin()])
            gained = outside[joins] - outside[leaves]
            # Where the two are tied, their own tie stays covered by the one who joins.
            across = np.flatnonzero(~core[rows] & core[links.indices])
            tied = outside[rows[across]] - outside[links.indices[across]] + 1
            if len(across) and tied.max() > gained:
                pick = across[tied.argmax()]
                joins, leaves, gained = int(rows[pick]), int(links.indices[pick]), tied.max()
            moves.append((_fit_of(touching + gained, size, n, m), (joins, leaves)))
        reached, flips = max(moves, key=lambda move: move[0])
        if reached <= fit + 1e-12:
            break
        core = core.copy()
        core[list(flips)] ^= True
    return core, fit


def _fit_of(touching: float, size: int, n: int, m: int) -> float:
    return float(_fit(np.array([touching]), np.array([float(size)]), n, m)[0])


def _coreness(index: Index) -> Floats:
    links = index.links
    coreness: Floats = np.full(index.n, sqrt(links.nnz) / index.n)
    for _ in range(MOST_STEPS):
        best = (links @ coreness) / np.maximum(coreness @ coreness - coreness**2, 1e-300)
        after = (coreness + best) / 2
        moved = float(np.abs(after - coreness).max())
        coreness = after
        if moved < STILL:
            break
    return coreness


def _correlation(index: Index, c: Floats) -> float:
    """Correlation over ordered pairs i ≠ j of ties with c_i · c_j."""
    pairs, ties = index.n * (index.n - 1), index.links.nnz
    squares = float(c @ c)
    products = float(c.sum()) ** 2 - squares
    spread = squares**2 - float((c**4).sum()) - products**2 / pairs
    cross = float(c @ (index.links @ c)) - ties * products / pairs
    return cross / sqrt(max(spread, 1e-300) * ties * (1 - ties / pairs))
