"""QAP and degree-preserving rewiring: network statistics tested against chance.

QAP, the quadratic assignment procedure (Mantel 1967; Krackhardt 1987): do two relations, or two waves, hold the same
pairs of people more often than chance would? Ties of one person are not independent, so a standard test would be far
too confident; QAP keeps both networks whole and permutes the people of one of them.

Degree-preserving rewiring: do friends of friends meet more often than chance would? People with many ties close
triangles by their number of ties alone, so chance keeps every degree and swaps only who is tied to whom.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import numpy as np

from workshop.base.errors import InputError
from workshop.model.network import Network, Relation, Tie
from workshop.network.graph.compiled import Ends, kernels, rows, use_compiled
from workshop.network.graph.discord import holding
from workshop.network.graph.graph import Flags, Ints, index
from workshop.network.measures.clustering import transitivity
from workshop.network.measures.response import may_have_answered

DRAWS = 100
TRIES = 10  # swaps tried for each tie: enough to forget the observed ties (Milo and others 2003)
FEW_TIES_TO_REWIRE = 10
CHANCE_LOW, CHANCE_HIGH = 0.025, 0.975


@dataclass(frozen=True)
class Closing:
    """Transitivity beside its chance value; shares in 0 … 1.

    `low` … `high` hold 95 % of `draws` rewirings, `p` is two-sided. `few`: too few ties to rely on.
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
    """Transitivity tested by degree-preserving rewiring: `draws` random networks with the same degrees.

    Each draw starts from the observed ties and tries ten swaps a tie: u–v and x–y become u–y and x–v unless that makes a
    loop or a double tie (Maslov and Sneppen 2002). expected is the mean of the draws; p = (1 + draws at least as far from it)
    / (1 + draws). None where no two ties meet and where no swap changes anything.
    """
    view = index(network)
    share = transitivity(view)
    if share is None:
        return None
    begins, ends = rows(view.links)
    contacts = np.diff(view.links.indptr).astype(np.int64)
    meeting = int((contacts * (contacts - 1)).sum()) // 2
    rewire = kernels().rewired if use_compiled(view.n) else rewired
    chance = np.random.default_rng(seed)
    shares, swapped = np.zeros(draws), 0
    for draw in range(draws):
        picks: Ends = chance.integers(0, len(ends), size=(TRIES * len(ends) // 2, 2), dtype=np.int32)
        closed, swaps = rewire(begins, ends, picks)
        shares[draw] = closed / meeting
        swapped += swaps
    if not swapped:
        return None
    expected = float(shares.mean())
    low, high = np.quantile(shares, (CHANCE_LOW, CHANCE_HIGH))
    far = int((np.abs(shares - expected) >= abs(share - expected) - 1e-12).sum())
    return Closing(
        n=view.n,
        ties=len(ends) // 2,
        share=share,
        expected=expected,
        low=float(low),
        high=float(high),
        p=(1 + far) / (1 + draws),
        draws=draws,
        few=len(ends) // 2 < FEW_TIES_TO_REWIRE,
    )


def rewired(begins: Ends, ends: Ends, picks: Ends) -> tuple[int, int]:
    """Degree-preserving rewiring, plain version: triangles (each counted at its three corners) and swaps made.

    `begins` and `ends` are a symmetric matrix in CSR form; a pick is two positions in `ends`, tried in turn.
    """
    near = ends.tolist()
    owner = np.repeat(np.arange(len(begins) - 1), np.diff(begins)).tolist()
    known = [set(near[start:stop]) for start, stop in pairwise(begins.tolist())]
    at = {(one, other): place for place, (one, other) in enumerate(zip(owner, near, strict=True))}
    swaps = 0
    for first, second in picks.tolist():
        u, v, x, y = owner[first], near[first], owner[second], near[second]
        if u == y or x == v or y in known[u] or v in known[x]:
            continue
        back, return_ = at.pop((v, u)), at.pop((y, x))
        near[first], near[second], near[back], near[return_] = y, v, x, u
        del at[u, v], at[x, y]
        at[u, y], at[x, v], at[v, x], at[y, u] = first, second, back, return_
        known[u] ^= {v, y}
        known[x] ^= {y, v}
        known[v] ^= {u, x}
        known[y] ^= {x, u}
        swaps += 1
    closed = sum(len(known[one] & known[other]) for one, other in zip(owner, near, strict=True))
    return closed // 2, swaps


PERMUTATIONS = 2_000
FEW_PEOPLE = 10
FEW_TIES = 5  # of either kind
MOST = 10_000  # people: the table of all their pairs is held in memory
LOW = 0.8


@dataclass(frozen=True)
class QapResult:
    """QAP correlation of two networks over the same people.

    `n` people are compared, without those known not to have answered; `of` are on either roster, so n / of is the share the figure is based on. `first` and
    `second` count tied pairs (ordered ones where ties have a direction), `both` those in both, `expected` as many by chance.
    `correlation` is Pearson's over all pairs; `p` two-sided. `few`: too few people or ties to rely on.
    """

    n: int
    of: int
    directed: bool
    first: int
    second: int
    both: int
    expected: float
    correlation: float
    p: float
    permutations: int
    few: bool

    @property
    def many_silent(self) -> bool:
        """Whether fewer than four fifths of the people are included."""
        return self.n < LOW * self.of


def relations_alike(
    network: Network,
    first: Relation | str,
    second: Relation | str,
    seed: int = 1,
    permutations: int = PERMUTATIONS,
) -> QapResult | None:
    """QAP of two relations of one map, among the people who may have answered (see `qap`).

    Raises InputError `network.too_large` above 10,000 people.
    """
    who = [person.id for person in network.people if may_have_answered(person)]
    return _compared(
        who,
        len(network.people),
        (holding(network), lambda tie: tie.relation == first),
        (holding(network), lambda tie: tie.relation == second),
        network.directed,
        seed,
        permutations,
    )


def waves_alike(
    earlier: Network, later: Network, seed: int = 1, permutations: int = PERMUTATIONS
) -> QapResult | None:
    """QAP of two waves of one community, ties of any relation, among the people who may have answered both times.

    Direction counts where it does in both. Raises InputError `network.too_large` above 10,000 people.
    """
    before = {person.id for person in earlier.people if may_have_answered(person)}
    who = [person.id for person in later.people if may_have_answered(person) and person.id in before]
    roster = {person.id for person in (*earlier.people, *later.people)}
    return _compared(
        who,
        len(roster),
        (holding(earlier), _any_tie),
        (holding(later), _any_tie),
        earlier.directed and later.directed,
        seed,
        permutations,
    )


def qap(
    left: Flags, right: Flags, seed: int = 1, permutations: int = PERMUTATIONS
) -> tuple[float, float] | None:
    """QAP, the quadratic assignment procedure: Pearson's r of two n × n tables of ties over i ≠ j, and its two-sided p.

    Permuting people leaves both means and spreads unchanged, so r depends on the pairs in both alone:
    r = (N·s₁₂ − s₁·s₂) / √(s₁(N − s₁)s₂(N − s₂)), N = n(n − 1). p = (1 + permutations with |r| at least as large) /
    (1 + permutations), seeded. None where one of the two has no tie or every tie. The diagonal is left out.

    >>> ring = np.roll(np.eye(5, dtype=bool), 1, axis=1)
    >>> qap(ring, ring, permutations=99)[0]
    1.0
    """
    apart = ~np.eye(len(left), dtype=bool)
    left, right = left & apart, right & apart
    pairs, first, second = len(left) * (len(left) - 1), int(left.sum()), int(right.sum())
    if not 0 < first < pairs or not 0 < second < pairs:
        return None
    spread = sqrt(first * (pairs - first)) * sqrt(second * (pairs - second))
    source, target = np.nonzero(right)
    chance = np.random.default_rng(seed)
    excess = pairs * int((left & right).sum()) - first * second
    as_far = 0
    for _ in range(permutations):
        dealt = chance.permutation(len(left))
        both = int(left[dealt[source], dealt[target]].sum())
        as_far += abs(pairs * both - first * second) >= abs(excess)
    return excess / spread, (1 + as_far) / (1 + permutations)


Asked = tuple[tuple[Tie, ...], Callable[[Tie], bool]]


def _any_tie(_tie: Tie) -> bool:
    return True


def _compared(
    who: list[str], of: int, left: Asked, right: Asked, directed: bool, seed: int, permutations: int
) -> QapResult | None:
    if len(who) > MOST:
        raise InputError("network.too_large", most=MOST, found=len(who))
    first, second = (_table(who, asked, directed) for asked in (left, right))
    result = qap(first, second, seed, permutations)
    if result is None:
        return None
    twice = 1 if directed else 2
    counts: Ints = np.array([first.sum(), second.sum(), (first & second).sum()], dtype=np.int64) // twice
    pairs = len(who) * (len(who) - 1) // twice
    return QapResult(
        n=len(who),
        of=of,
        directed=directed,
        first=int(counts[0]),
        second=int(counts[1]),
        both=int(counts[2]),
        expected=float(counts[0] * counts[1] / pairs),
        correlation=result[0],
        p=result[1],
        permutations=permutations,
        few=len(who) < FEW_PEOPLE or int(counts[:2].min()) < FEW_TIES,
    )


def _table(who: list[str], asked: Asked, directed: bool) -> Flags:
    turn = {one: number for number, one in enumerate(who)}
    ties, counts = asked
    table: Flags = np.zeros((len(who), len(who)), dtype=bool)
    for tie in ties:
        if tie.source != tie.target and tie.source in turn and tie.target in turn and counts(tie):
            table[turn[tie.source], turn[tie.target]] = True
            if not directed:
                table[turn[tie.target], turn[tie.source]] = True
    return table
