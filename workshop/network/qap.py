"""Do two relations, or two waves, hold the same pairs of people more often than chance would?

Ties of one person are no independent cases, so an everyday test would be far too sure of itself. The quadratic assignment
procedure keeps both nets whole and only deals the people of one of them out anew (Mantel 1967; Krackhardt 1987).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from workshop.errors import InputError
from workshop.model.network import Network, Relation, Tie
from workshop.network.graph import Flags, Whole

PERMUTATIONS = 2_000
FEW_PEOPLE = 10
FEW_TIES = 5  # of either kind
MOST = 10_000  # people: a table of all their pairs is held
LOW = 0.8


@dataclass(frozen=True)
class Likeness:
    """How alike two nets over the same people are.

    `n` people answered for both; `of` are on either roster, so n / of is the share the figure rests on. `first` and
    `second` count tied pairs (ordered ones where ties have a direction), `both` those in both, `expected` as many by chance.
    `correlation` is Pearson's over all pairs; `p` two-sided. `few`: too few people or ties to lean on.
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
        """Whether fewer than four fifths of the people are in it."""
        return self.n < LOW * self.of


def relations_alike(
    network: Network,
    one: Relation | str,
    other: Relation | str,
    seed: int = 1,
    permutations: int = PERMUTATIONS,
) -> Likeness | None:
    """Two relations of one map, among the people who answered; see `likeness` for the figure.

    Raises InputError `network.too_large` above 10,000 people.
    """
    who = [person.id for person in network.people if person.answered]
    return _compared(
        who,
        len(network.people),
        (network.ties, lambda tie: tie.relation == one),
        (network.ties, lambda tie: tie.relation == other),
        network.directed,
        seed,
        permutations,
    )


def waves_alike(
    earlier: Network, later: Network, seed: int = 1, permutations: int = PERMUTATIONS
) -> Likeness | None:
    """Two waves of one community, ties of any relation, among the people who answered both times.

    Direction counts where it does in both. Raises InputError `network.too_large` above 10,000 people.
    """
    before = {person.id for person in earlier.people if person.answered}
    who = [person.id for person in later.people if person.answered and person.id in before]
    roster = {person.id for person in (*earlier.people, *later.people)}
    return _compared(
        who,
        len(roster),
        (earlier.ties, _any_tie),
        (later.ties, _any_tie),
        earlier.directed and later.directed,
        seed,
        permutations,
    )


def likeness(
    one: Flags, other: Flags, seed: int = 1, permutations: int = PERMUTATIONS
) -> tuple[float, float] | None:
    """Correlation of two n × n tables of ties over ordered pairs i ≠ j, and its two-sided p.

    r is Pearson's. Dealing out leaves both means and spreads as they are, so r moves with the pairs in both alone:
    r = (N·s₁₂ − s₁·s₂) / √(s₁(N − s₁)s₂(N − s₂)), N = n(n − 1). p = (1 + deals with |r| at least as large) / (1 + permutations), seeded.
    None where one of the two has no tie or every tie. The diagonal is left out.

    >>> ring = np.roll(np.eye(5, dtype=bool), 1, axis=1)
    >>> likeness(ring, ring, permutations=99)[0]
    1.0
    """
    apart = ~np.eye(len(one), dtype=bool)
    one, other = one & apart, other & apart
    pairs, first, second = len(one) * (len(one) - 1), int(one.sum()), int(other.sum())
    if not 0 < first < pairs or not 0 < second < pairs:
        return None
    spread = sqrt(first * (pairs - first)) * sqrt(second * (pairs - second))
    source, target = np.nonzero(other)
    chance = np.random.default_rng(seed)
    excess = pairs * int((one & other).sum()) - first * second
    as_far = 0
    for _ in range(permutations):
        dealt = chance.permutation(len(one))
        both = int(one[dealt[source], dealt[target]].sum())
        as_far += abs(pairs * both - first * second) >= abs(excess)
    return excess / spread, (1 + as_far) / (1 + permutations)


Asked = tuple[tuple[Tie, ...], Callable[[Tie], bool]]


def _any_tie(_tie: Tie) -> bool:
    return True


def _compared(
    who: list[str], of: int, one: Asked, other: Asked, directed: bool, seed: int, permutations: int
) -> Likeness | None:
    if len(who) > MOST:
        raise InputError("network.too_large", most=MOST, found=len(who))
    first, second = (_table(who, asked, directed) for asked in (one, other))
    found = likeness(first, second, seed, permutations)
    if found is None:
        return None
    twice = 1 if directed else 2
    counts: Whole = np.array([first.sum(), second.sum(), (first & second).sum()], dtype=np.int64) // twice
    pairs = len(who) * (len(who) - 1) // twice
    return Likeness(
        n=len(who),
        of=of,
        directed=directed,
        first=int(counts[0]),
        second=int(counts[1]),
        both=int(counts[2]),
        expected=float(counts[0] * counts[1] / pairs),
        correlation=found[0],
        p=found[1],
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
