"""Do friends of friends meet more often than chance alone would have it? The same ties, swapped at random.

Busy people close triangles by their many ties alone, so chance keeps everybody's number of ties and only deals anew
with whom they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workshop.model.network import Network
from workshop.network.closeness import transitivity
from workshop.network.compiled import Ends, kernels, rows, worth
from workshop.network.graph import index

DRAWS = 100
TRIES = 10  # swaps tried for each tie: enough that nothing of the old ties can be seen (Milo and others 2003)
FEW_TIES = 10
LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True)
class Closing:
    """Share of pairs of ties that meet and are closed by a third, beside chance; shares in 0 … 1.

    `low` … `high` hold 95 % of `draws` rewirings, `p` is two-sided. `few`: too few ties to lean on.
    """

    n: int
    ties: int
    share: float
    expected: float
    low: float
    high: float
    p: float
    draws: int
    few: bool


def closing_beside_chance(network: Network, seed: int = 1, draws: int = DRAWS) -> Closing | None:
    """Transitivity beside `draws` networks in which everybody has as many ties as here.

    Each begins from the ties there are and tries ten swaps a tie: u–v and x–y become u–y and x–v unless that makes a loop
    or a tie that is there already (Maslov and Sneppen 2002). expected is the mean of the draws; p = (1 + draws at least as far
    from it) / (1 + draws). None where no two ties meet and where no swap changes anything.
    """
    whole = index(network)
    share = transitivity(whole)
    if share is None:
        return None
    begins, ends = rows(whole.links)
    contacts = np.diff(whole.links.indptr).astype(np.int64)
    meeting = int((contacts * (contacts - 1)).sum()) // 2
    rewire = kernels().rewired if worth(whole.n) else rewired
    chance = np.random.default_rng(seed)
    found, swapped = np.zeros(draws), 0
    for draw in range(draws):
        picks: Ends = chance.integers(0, len(ends), size=(TRIES * len(ends) // 2, 2), dtype=np.int32)
        closed, swaps = rewire(begins, ends, picks)
        found[draw] = closed / meeting
        swapped += swaps
    if not swapped:
        return None
    expected = float(found.mean())
    low, high = np.quantile(found, (LOW, HIGH))
    far = int((np.abs(found - expected) >= abs(share - expected) - 1e-12).sum())
    return Closing(
        n=whole.n,
        ties=len(ends) // 2,
        share=share,
        expected=expected,
        low=float(low),
        high=float(high),
        p=(1 + far) / (1 + draws),
        draws=draws,
        few=len(ends) // 2 < FEW_TIES,
    )


def rewired(begins: Ends, ends: Ends, picks: Ends) -> tuple[int, int]:
    """Triangles (each counted at its three corners) after trying these swaps in turn, and how many were made.

    `begins` and `ends` are a symmetric matrix in compressed rows; a pick is two positions in `ends`.
    """
    near = ends.tolist()
    owner = np.repeat(np.arange(len(begins) - 1), np.diff(begins)).tolist()
    known = [set(near[start:stop]) for start, stop in pairwise(begins.tolist())]
    at = {(one, other): place for place, (one, other) in enumerate(zip(owner, near, strict=True))}
    swaps = 0
    for here, there in picks.tolist():
        u, v, x, y = owner[here], near[here], owner[there], near[there]
        if u == y or x == v or y in known[u] or v in known[x]:
            continue
        back, return_ = at.pop((v, u)), at.pop((y, x))
        near[here], near[there], near[back], near[return_] = y, v, x, u
        del at[u, v], at[x, y]
        at[u, y], at[x, v], at[v, x], at[y, u] = here, there, back, return_
        known[u] ^= {v, y}
        known[x] ^= {y, v}
        known[v] ^= {u, x}
        known[y] ^= {x, u}
        swaps += 1
    closed = sum(len(known[one] & known[other]) for one, other in zip(owner, near, strict=True))
    return closed // 2, swaps
