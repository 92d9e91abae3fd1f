"""Withdrawal test: what still holds if some people leave, beside random removal and the worst case.

One share alone is too coarse, so three stand together (these people, as many at random, the worst case), with
Borgatti's fragmentation, the groups that lose every contact, and two-step reach.

Largest components after many removals are found together by bit-parallel flood fill, one bit per removal: twenty
thousand removals from two hundred people take a tenth of a second, one graph call each would take half a minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from workshop.base.errors import InputError
from workshop.model.network import Network, PersonKind
from workshop.network.graph.compiled import kernels, rows, use_compiled
from workshop.network.graph.discord import holding
from workshop.network.graph.graph import Flags, Floats, Index, Ints, index
from workshop.network.graph.paths import betweenness, distance_counts
from workshop.network.resilience.removal_curve import hardest, steps_of

Packed = NDArray[np.uint8]


def largest_after(links: sparse.csr_array, removed: Flags) -> Ints:
    """Size of the largest component of the rest, for every row of `removed` (B draws × n nodes).

    `links` is the symmetric n × n matrix. 0 where nothing is left.
    """
    alive = ~removed.T  # n × B
    best = np.zeros(alive.shape[1], dtype=np.int64)
    unseen = alive.copy()
    order = np.argsort(-np.diff(links.indptr), kind="stable")
    open_ = np.arange(alive.shape[1])
    # Flood from the node of highest degree not yet reached; most removals are settled by the first flood.
    while len(open_ := open_[unseen[:, open_].sum(axis=0) > best[open_]]):
        left = unseen[:, open_]
        start = np.zeros_like(left)
        start[order[left[order].argmax(axis=0)], np.arange(len(open_))] = True
        reached = _spread(links, start, alive[:, open_])
        best[open_] = np.maximum(best[open_], reached.sum(axis=0))
        unseen[:, open_] &= ~reached
    return best


def _spread(links: sparse.csr_array, start: Flags, alive: Flags) -> Flags:
    """Flood fill: everything reachable from `start` inside `alive`, column by column."""
    linked = np.flatnonzero(np.diff(links.indptr))
    begins, neighbours = links.indptr[linked], links.indices
    room: Packed = np.packbits(alive, axis=1)
    now: Packed = np.packbits(start, axis=1)
    while len(linked):
        after = now.copy()
        after[linked] |= np.bitwise_or.reduceat(now[neighbours], begins, axis=0)
        after &= room
        if np.array_equal(after, now):
            break
        now = after
    return np.unpackbits(now, axis=1, count=alive.shape[1]).astype(bool)


DRAWS = 400
MOST_SUBSETS = 20_000
PASSES = 8


@dataclass(frozen=True)
class RandomLoss:
    """Random removal of as many: mean share, and the 5 % and 95 % quantiles of the draws."""

    mean: float
    low: float
    high: float
    draws: int


@dataclass(frozen=True)
class WorstLoss:
    """The removal of as many that leaves the smallest share; `exact` when every subset was tried."""

    ids: tuple[str, ...]
    share: float
    exact: bool


@dataclass(frozen=True)
class Withdrawal:
    """Before and after. Shares and fragmentations in 0 … 1; `n` is how many nodes remain, people and groups."""

    removed: tuple[str, ...]
    n: int
    components: tuple[int, ...]
    share_before: float
    share_after: float
    fragmentation_before: float
    fragmentation_after: float
    distance_fragmentation_after: float
    random: RandomLoss
    worst: WorstLoss
    dependence: float | None
    groups_cut_off: tuple[str, ...]
    two_step_reach: float | None


def of_kind(network: Network, kind: PersonKind | str) -> tuple[str, ...]:
    """Ids of all people of one kind. Raises InputError for an unknown kind or one nobody has."""
    if kind not in {known.value for known in PersonKind}:
        raise InputError("network.no_such_kind", kind=str(kind), known=", ".join(PersonKind))
    matching = tuple(person.id for person in network.people if person.kind == kind)
    if not matching:
        raise InputError("network.nobody_of_kind", kind=str(kind))
    return matching


def withdraw(network: Network, remove: Sequence[str], seed: int = 1, draws: int = DRAWS) -> Withdrawal:
    """Withdrawal test: what holds without these people (or groups).

    R is all nodes not removed. share_before = largest part of R that one component of the whole network holds,
    over |R|; share_after = largest component of the rest over |R|.
    F = 1 − Σ s_k(s_k − 1) / (n(n − 1)); DF = 1 − Σ_{i≠j} (1/d_ij) / (n(n − 1)) (Borgatti 2006), before on the whole
    network and after on the rest; 0 for a single node, which cannot be split.
    random: `draws` removals of the same number of people from those who are not removed here (from all people
    where those are too few); the people asked about stay in. worst: all subsets of people up to 20,000, beyond that a greedy
    choice by what is left and betweenness, improved by swaps. Where groups are removed too, both choose among all nodes.
    dependence = (mean of random − share_after) / (mean of random − worst): 0 no worse than chance, 1 the worst
    possible; None where even the worst loss changes nothing. groups_cut_off had a person and have none left.
    two_step_reach: mean share of the others in the rest within two steps.

    Raises InputError for an unknown id, nothing to remove, or everything removed.
    """
    view = index(network)
    gone = _positions(view, remove)
    keep = np.setdiff1d(np.arange(view.n), gone)
    rest = Index(tuple(view.ids[place] for place in keep), view.links[keep][:, keep])
    sizes = _sizes(_parts(rest))
    pairs = distance_counts(rest.links)
    parts = _parts(view)
    after = sizes[0] / rest.n
    people = len(network.people) if max(gone) < len(network.people) else view.n
    chance = _random(view, gone, people, draws, seed)
    worst = _worst(view, gone, people, len(network.people))
    spread = chance.mean - worst.share
    return Withdrawal(
        removed=tuple(view.ids[place] for place in gone),
        n=rest.n,
        components=sizes,
        share_before=float(np.bincount(parts[keep]).max() / rest.n),
        share_after=after,
        fragmentation_before=fragmentation(_sizes(parts)),
        fragmentation_after=fragmentation(sizes),
        distance_fragmentation_after=_distance_fragmentation(pairs, rest.n),
        random=chance,
        worst=worst,
        dependence=(chance.mean - after) / spread if spread > 1e-12 else None,
        groups_cut_off=_cut_off(network, {view.ids[place] for place in gone}),
        two_step_reach=_two_steps(pairs, rest.n),
    )


def fragmentation(sizes: Sequence[int]) -> float:
    """Borgatti's fragmentation F: share of pairs that cannot reach each other, from the component sizes.

    >>> fragmentation((2, 2))
    0.6666666666666667
    """
    n = sum(sizes)
    return 1 - sum(size * (size - 1) for size in sizes) / (n * (n - 1)) if n > 1 else 0.0


def _distance_fragmentation(pairs: Ints, n: int) -> float:
    if n < 2:
        return 0.0
    return float(1 - (pairs[1:] / np.arange(1, len(pairs))).sum() / (n * (n - 1)))


def _positions(view: Index, remove: Sequence[str]) -> list[int]:
    place = {who: position for position, who in enumerate(view.ids)}
    unknown = [who for who in remove if who not in place]
    if unknown:
        raise InputError("network.unknown_id", id=", ".join(unknown))
    if not remove:
        raise InputError("network.nothing_to_remove")
    gone = sorted({place[who] for who in remove})
    if len(gone) == view.n:
        raise InputError("network.everything_removed", n=view.n)
    return gone


def _parts(graph: Index) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    labels: np.ndarray[tuple[int], np.dtype[np.int32]]
    _, labels = csgraph.connected_components(graph.links, directed=False)
    return labels


def _sizes(parts: np.ndarray[tuple[int], np.dtype[np.int32]]) -> tuple[int, ...]:
    return tuple(sorted(np.bincount(parts).tolist(), reverse=True))


def _random(view: Index, gone: Sequence[int], candidates: int, draws: int, seed: int) -> RandomLoss:
    chance = np.random.default_rng(seed)
    others = np.setdiff1d(np.arange(candidates), gone)
    pool = others if len(others) >= len(gone) else np.arange(candidates)
    sets = [chance.choice(pool, len(gone), replace=False) for _ in range(draws)]
    shares = _shares(view, sets)
    low, high = np.quantile(shares, (0.05, 0.95))
    return RandomLoss(float(shares.mean()), float(low), float(high), draws)


def _worst(view: Index, gone: Sequence[int], candidates: int, people: int) -> WorstLoss:
    k = len(gone)
    if comb(candidates, k) <= MOST_SUBSETS:
        sets = list(combinations(range(candidates), k))
        shares = _shares(view, sets)
        chosen = sets[int(shares.argmin())]
        return WorstLoss(tuple(view.ids[place] for place in chosen), float(shares.min()), exact=True)
    chosen, share = _greedy(view, gone, candidates, people)
    return WorstLoss(tuple(view.ids[place] for place in sorted(chosen)), share, exact=False)


def _greedy(view: Index, gone: Sequence[int], candidates: int, people: int) -> tuple[tuple[int, ...], float]:
    """Local search: the worst of four starts, improved by single swaps.

    The starts are these people, the greedy choice, highest betweenness, and the first of the order in which the percolation
    curve removes the strongest bridges: below one test nothing may look worse than its worst case.
    """
    k, between = len(gone), betweenness(view.links)
    order = [int(place) for place in np.argsort(-between[:candidates], kind="stable")]
    chosen: tuple[int, ...] = ()
    for _ in range(k):
        chosen = _best(view, [(*chosen, place) for place in order if place not in chosen])[0]
    starts = [tuple(gone), chosen, tuple(order[:k])]
    if k <= people:
        starts.append(tuple(int(place) for place in hardest(view, people, steps_of(people))[:k]))
    best, share = _best(view, starts)
    for _ in range(PASSES):
        swaps = (
            (*best[:turn], place, *best[turn + 1 :])
            for turn in range(k)
            for place in order
            if place not in best
        )
        better, lower = _best(view, islice(swaps, MOST_SUBSETS))
        if lower >= share - 1e-12:
            break
        best, share = better, lower
    return best, share


def _best(view: Index, sets: Iterable[tuple[int, ...]]) -> tuple[tuple[int, ...], float]:
    tried = list(sets)
    if not tried:
        return (), 1.0
    shares = _shares(view, tried)
    return tried[int(shares.argmin())], float(shares.min())


def _shares(
    view: Index, sets: Sequence[Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]]]
) -> Floats:
    """Largest component over remaining nodes, for equally large sets of removed positions."""
    removed: Flags = np.zeros((len(sets), view.n), dtype=bool)
    removed[np.arange(len(sets))[:, None], np.array(sets)] = True
    large = use_compiled(view.n)
    largest = (
        kernels().largest_without(*rows(view.links), removed) if large else largest_after(view.links, removed)
    )
    shares: Floats = largest / (view.n - len(sets[0]))
    return shares


def _cut_off(network: Network, gone: set[str]) -> tuple[str, ...]:
    people = {person.id for person in network.people}
    contacts: dict[str, set[str]] = {group.id: set() for group in network.groups if group.id not in gone}
    for tie in holding(network):
        for group, other in ((tie.source, tie.target), (tie.target, tie.source)):
            if group in contacts and other in people:
                contacts[group].add(other)
    return tuple(group for group, known in contacts.items() if known and known <= gone)


def _two_steps(pairs: Ints, n: int) -> float | None:
    return float(pairs[1:3].sum() / (n * (n - 1))) if n > 1 else None
