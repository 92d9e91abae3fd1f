"""Who stands between others, and between which: the five roles of Gould and Fernandez, by building or by group.

Betweenness says that somebody lies on the way; a role says whose way it is: inside one building, or from one to the
next. A person's name is only given with how firmly it stands, and never when fewer than 60 % answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workshop.model.network import Network
from workshop.network.bridges import DRAWS, TOP, draws_without, reports
from workshop.network.graph import Whole, ids, members

AT_ONCE = 1_000_000  # two-step ways looked at together, so that memory stays small on large networks
ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


@dataclass(frozen=True)
class Broker:
    """A person and the two-step ways i → person → k without a tie i → k, by where the three belong.

    coordinator: all three in one place. itinerant: the two ends in one, the person in another. representative: from
    the person's own place outwards. gatekeeper: from outside into the person's place. liaison: three places.
    `kept_in_top` in 0 … 1: share of draws with a fifth of the answers missing in which the person stays listed.
    """

    id: str
    place: str
    coordinator: int
    itinerant: int
    representative: int
    gatekeeper: int
    liaison: int
    kept_in_top: float

    @property
    def across(self) -> int:
        """Ways that touch more than one place: everything but coordinator."""
        return self.itinerant + self.representative + self.gatekeeper + self.liaison


def homes(network: Network) -> dict[str, str]:
    """Person → building, for everybody whose building is known."""
    return {person.id: person.building for person in network.people if person.building}


def only_group(network: Network) -> dict[str, str]:
    """Person → group, for everybody who belongs to exactly one.

    Roles need every person in one place. Who belongs to several groups links them without any tie; that is what the
    shared members of `group_overlap` show.
    """
    found: dict[str, list[str]] = {}
    for group, inside in members(network).items():
        for person in inside:
            found.setdefault(person, []).append(group)
    return {person: groups[0] for person, groups in found.items() if len(groups) == 1}


def brokers(
    network: Network, place: Mapping[str, str], seed: int = 1, top: int = TOP, draws: int = DRAWS
) -> tuple[Broker, ...]:
    """The `top` people with the most ways across places; nobody without one. Empty below two places.

    Question: between whom does somebody stand? For broker j: ordered pairs (i, k), i ≠ k, with i → j → k and no
    i → k, counted by which of the three share a place (Gould & Fernandez 1989). Where ties have no direction every
    tie goes both ways, so each way counts once there and once back (as R `sna::brokerage` counts a symmetric matrix).
    Who has no place, groups, self loops and repeats are left out.
    """
    who = [person.id for person in network.people if person.id in place]
    if len(set(place.values())) < 2:
        return ()
    said, turns = reports(network), _turns(network, who)
    counts = _counts(who, place, turns[said.source], turns[said.target], network.directed)
    first = _first(counts, who, top)
    if not first:
        return ()
    kept, made = np.zeros(len(who)), 0
    for here in draws_without(network, seed, draws):
        source, target = turns[said.source[here]], turns[said.target[here]]
        kept[_first(_counts(who, place, source, target, network.directed), who, top)] += 1
        made += 1
    shares = kept / made if made else kept + 1.0
    return tuple(
        _broker(who[turn], place[who[turn]], counts[turn].tolist(), float(shares[turn])) for turn in first
    )


def _broker(who: str, place: str, counts: Sequence[int], kept: float) -> Broker:
    coordinator, itinerant, representative, gatekeeper, liaison = counts
    return Broker(who, place, coordinator, itinerant, representative, gatekeeper, liaison, kept)


def _first(counts: Whole, who: Sequence[str], top: int) -> list[int]:
    across = counts[:, 1:].sum(axis=1)
    order = sorted(range(len(who)), key=lambda turn: (-across[turn], who[turn]))
    return [turn for turn in order[:top] if across[turn] > 0]


def _turns(network: Network, who: Sequence[str]) -> Whole:
    """For every person and group of the network their number in `who`, −1 where they are not in it."""
    turn = {one: number for number, one in enumerate(who)}
    return np.array([turn.get(one, -1) for one in ids(network)], dtype=np.int64)


def _counts(
    who: Sequence[str], place: Mapping[str, str], source: Whole, target: Whole, directed: bool
) -> Whole:
    """One row a person, one column a role; ends are numbers in `who`, −1 for others."""
    n = len(who)
    known = {name: number for number, name in enumerate(sorted(set(place.values())))}
    at = np.array([known[place[one]] for one in who], dtype=np.int64)
    counts: Whole = np.zeros((n, len(ROLES)), dtype=np.int64)
    known_ends = (source >= 0) & (target >= 0) & (source != target)
    source, target = source[known_ends], target[known_ends]
    codes = np.unique(np.r_[source * n + target, *(() if directed else (target * n + source,))])
    source, target = np.divmod(codes, max(n, 1))
    begins = np.searchsorted(source, np.arange(n + 1))
    onward = np.diff(begins)[target]  # how many ways go on from each tie
    for part in _parts(onward):
        repeat = onward[part]
        broker = np.repeat(target[part], repeat)
        start = np.repeat(source[part], repeat)
        step = np.arange(repeat.sum()) - np.repeat(np.cumsum(repeat) - repeat, repeat)
        end = target[begins[broker] + step]
        spot = np.searchsorted(codes, start * n + end)
        direct = codes[np.minimum(spot, len(codes) - 1)] == start * n + end
        open_ = (start != end) & ~direct
        broker, i, k = broker[open_], at[start[open_]], at[end[open_]]
        role = _role(i, at[broker], k)
        counts += np.bincount(broker * len(ROLES) + role, minlength=n * len(ROLES)).reshape(n, len(ROLES))
    return counts


def _parts(onward: Whole) -> list[slice]:
    """Stretches of ties with about `AT_ONCE` ways each."""
    if not len(onward):
        return []
    bins = np.cumsum(onward) // AT_ONCE
    cuts = [0, *(np.flatnonzero(np.diff(bins)) + 1).tolist(), len(onward)]
    return [slice(start, stop) for start, stop in pairwise(cuts)]


def _role(source: Whole, broker: Whole, target: Whole) -> Whole:
    """Column of `ROLES` for the places of the three."""
    found: Whole = np.select(
        [
            (source == broker) & (broker == target),
            source == target,
            source == broker,
            broker == target,
        ],
        [0, 1, 2, 3],
        4,
    )
    return found
