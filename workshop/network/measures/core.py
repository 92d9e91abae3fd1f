"""Is there a core that holds the rest? Borgatti and Everett's two definitions; they may name different people.

discrete: everybody is in the core or not, and every ideal tie touches the core. continuous: everybody has a
coreness, and two are tied the more the higher both are. Both compare the ties there are with that ideal.
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
STILL = 1e-10  # nobody's coreness moves further
EQUAL = 1e-6
CLEAR = 0.3  # below this likeness to the ideal, no core is named
Degrees = NDArray[np.int64]


@dataclass(frozen=True)
class Core:
    """Who is in the core, and `fit`: the correlation of the ties with the ideal, at most 1."""

    ids: tuple[str, ...]
    fit: float


def discrete(index: Index, seed: int = 1) -> Core | None:
    """The core whose ideal the ties resemble most (Borgatti & Everett 1999, eq. 1–2).

    Ideal tie Δ_ij = 1 where i or j is in the core; fit is Pearson's correlation of the simple view with Δ over all
    pairs. For a core of k it grows with t, the ties that touch the core; so single swaps and joins from the cores of
    highest degree and, up to `SMALL` nodes, from `STARTS` drawn ones climb to the best. Heuristic: no proof that it is the best, though the
    tests find the same as trying all on small networks. None without ties or where every pair is tied.
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
        found, reached = _climb(index, core, m)
        if reached > fit + 1e-12:
            best, fit = found, reached
    return Core(tuple(index.ids[place] for place in np.flatnonzero(best)), fit)


def continuous(index: Index) -> Core | None:
    """Coreness c ≥ 0 whose products c_i · c_j come nearest to the ties, and those who stand out by it.

    c minimises Σ_{i≠j} (a_ij − c_i c_j)² over the simple view (Borgatti & Everett 1999; MINRES: Comrey 1962; Boyd and
    others 2010), approached from everybody alike: each c_i moves half way to Σ_j a_ij c_j / Σ_{j≠i} c_j², the best
    for it with the others held. fit is the correlation of ties with c_i · c_j over all pairs. In the core are the k of
    highest coreness for which coreness resembles "k ones, the rest zeros" most (their concentration). None without
    ties, where every pair is tied, and where all are equally near the core.
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
    return Core(tuple(index.ids[place] for place in inside), _likeness(index, coreness))


def _fit(touching: Floats, size: Floats, n: int, m: int) -> Floats:
    """Correlation of ties and ideal for cores of `size` with so many ties touching; −1 where the ideal is constant."""
    pairs = n * (n - 1) / 2
    ideal = size * (n - size) + size * (size - 1) / 2
    spread = np.sqrt(ideal * (pairs - ideal) * m * (pairs - m))
    found: Floats = np.where(spread > 0, (pairs * touching - m * ideal) / np.maximum(spread, 1e-300), -1.0)
    return found


def _best_size(index: Index, order: NDArray[np.intp]) -> int:
    """How many of this order make the best core."""
    turn = np.empty(index.n, dtype=np.int64)
    turn[order] = np.arange(index.n)
    rows = np.repeat(np.arange(index.n), np.diff(index.links.indptr))
    earlier = np.minimum(turn[rows], turn[index.links.indices])
    touching = np.cumsum(np.bincount(earlier, minlength=index.n)) / 2
    sizes = np.arange(1, index.n + 1)
    return int(sizes[_fit(touching, sizes.astype(float), index.n, index.links.nnz // 2).argmax()])


def _climb(index: Index, core: Flags, m: int) -> tuple[Flags, float]:
    """The best core that joins, leavings and swaps lead to, one after the other."""
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
            moves.append((_one(touching + outside[joins], size + 1, n, m), (joins,)))
        if size > 1:
            leaves = int(held[outside[held].argmin()])
            moves.append((_one(touching - outside[leaves], size - 1, n, m), (leaves,)))
        if len(free) and size:
            joins, leaves = int(free[outside[free].argmax()]), int(held[outside[held].argmin()])
            gained = outside[joins] - outside[leaves]
            # Where the two are tied, their own tie stays covered by the one who joins.
            across = np.flatnonzero(~core[rows] & core[links.indices])
            tied = outside[rows[across]] - outside[links.indices[across]] + 1
            if len(across) and tied.max() > gained:
                pick = across[tied.argmax()]
                joins, leaves, gained = int(rows[pick]), int(links.indices[pick]), tied.max()
            moves.append((_one(touching + gained, size, n, m), (joins, leaves)))
        reached, flips = max(moves, key=lambda move: move[0])
        if reached <= fit + 1e-12:
            break
        core = core.copy()
        core[list(flips)] ^= True
    return core, fit


def _one(touching: float, size: int, n: int, m: int) -> float:
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


def _likeness(index: Index, c: Floats) -> float:
    """Correlation over ordered pairs i ≠ j of ties with c_i · c_j."""
    pairs, ties = index.n * (index.n - 1), index.links.nnz
    squares = float(c @ c)
    products = float(c.sum()) ** 2 - squares
    spread = squares**2 - float((c**4).sum()) - products**2 / pairs
    cross = float(c @ (index.links @ c)) - ties * products / pairs
    return cross / sqrt(max(spread, 1e-300) * ties * (1 - ties / pairs))
