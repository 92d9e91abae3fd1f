"""Homophily (assortative mixing, E–I index) by building or group, with a permutation test.

Do people keep to their own place, or tie across? Large buildings hold many inside ties by their size alone, so the
share of inside ties is compared with the same ties after permuting the places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import numpy as np

from workshop.model.network import Network
from workshop.network.graph.graph import Floats, members, pairs

DRAWS = 999
FEW_TIES = 10  # below this many the share moves with every single tie
LOW, HIGH = 0.025, 0.975


class Leaning(StrEnum):
    """Which way the ties lean, judged by the interval of chance."""

    BONDING = "bonding"
    BRIDGING = "bridging"
    CHANCE = "chance"


@dataclass(frozen=True)
class Mixing:
    """Share of ties inside a place, beside chance.

    `people` have a place, `places` is the number of places, `ties` counts tied pairs of such people and `inside`
    those with a place in common. `share`, `expected` by chance and `low` … `high` (95 % of the draws) are in 0 … 1;
    `p` is two-sided. `few`: too few ties to rely on.
    """

    people: int
    places: int
    ties: int
    inside: int
    share: float
    expected: float
    low: float
    high: float
    p: float
    leaning: Leaning
    few: bool


def by_building(network: Network, seed: int = 1) -> Mixing | None:
    """Homophily by building; people without a building are left out."""
    return mixing(
        network,
        {person.id: frozenset({person.building}) for person in network.people if person.building},
        seed,
    )


def by_group(network: Network, seed: int = 1) -> Mixing | None:
    """Homophily by group: ties between people with a group in common. Membership itself is no tie; people in no group are left out."""
    belongs: dict[str, set[str]] = {}
    for group, inside in members(network).items():
        for person in inside:
            belongs.setdefault(person, set()).add(group)
    return mixing(network, {person: frozenset(groups) for person, groups in belongs.items()}, seed)


def mixing(
    network: Network, places: Mapping[str, frozenset[str]], seed: int = 1, draws: int = DRAWS
) -> Mixing | None:
    """Permutation test of the share of ties inside a place. `places`: person → one or more places.

    share = inside / ties over tied pairs of placed people (a pair once, whatever the direction). Each draw permutes the
    people's places: place sizes, multiple memberships and every tie stay as they are.
    expected = (pairs with a place in common) / (all pairs), exact; low and high are the 2.5 % and 97.5 % quantiles of
    `draws` seeded draws; p = (1 + draws at least as far from expected) / (1 + draws). The E–I index of
    Krackhardt & Stern 1988 is 1 − 2 · share. None below two places, without a tie between placed people, and where
    everybody or nobody can be inside.
    """
    who = [person.id for person in network.people if places.get(person.id)]
    named = set(chain.from_iterable(places[one] for one in who))
    kinds = sorted({places[one] for one in who}, key=sorted)
    kind = {found: number for number, found in enumerate(kinds)}
    of = np.array([kind[places[one]] for one in who], dtype=np.int64)
    ends = _ends(network, who)
    if len(named) < 2 or not len(ends):
        return None
    common = np.array([[bool(one & other) for other in kinds] for one in kinds])
    n, sizes = len(who), np.bincount(of, minlength=len(kinds))
    expected = float((sizes @ common @ sizes - n) / (n * (n - 1)))
    if expected in (0.0, 1.0):
        return None
    inside = int(common[of[ends[:, 0]], of[ends[:, 1]]].sum())
    chance = np.random.default_rng(seed)
    shares: Floats = np.zeros(draws)
    for draw in range(draws):
        dealt = chance.permutation(of)
        shares[draw] = common[dealt[ends[:, 0]], dealt[ends[:, 1]]].mean()
    share = inside / len(ends)
    low, high = np.quantile(shares, (LOW, HIGH))
    far = int((np.abs(shares - expected) >= abs(share - expected) - 1e-12).sum())
    return Mixing(
        people=n,
        places=len(named),
        ties=len(ends),
        inside=inside,
        share=share,
        expected=expected,
        low=float(low),
        high=float(high),
        p=(1 + far) / (1 + draws),
        leaning=_leaning(share, float(low), float(high)),
        few=len(ends) < FEW_TIES,
    )


def _ends(network: Network, who: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Tied pairs among these people, as positions in `who`."""
    turn = {one: number for number, one in enumerate(who)}
    at = {place: turn[person.id] for place, person in enumerate(network.people) if person.id in turn}
    ends = [(at[one], at[other]) for one, other in sorted(pairs(network)) if one in at and other in at]
    return np.array(ends, dtype=np.int64).reshape(-1, 2)


def _leaning(share: float, low: float, high: float) -> Leaning:
    if share > high:
        return Leaning.BONDING
    return Leaning.BRIDGING if share < low else Leaning.CHANCE
