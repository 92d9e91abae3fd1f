"""Betweenness, Burt's constraint and Gould–Fernandez brokerage: who stands between others.

Two shortlists. `bridges`: the people most shortest paths run through, with Burt's constraint and effective size.
`brokers`: whose paths those are, as the five brokerage roles by building or by group. Missing answers move both lists
(with a fifth missing, a third to a half of a "top five" changes), so each person carries the share of resampling draws
in which they stay listed, and callers list nobody when fewer than 60 % answered (`response`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workshop.model.network import Network
from workshop.network.graph.discord import holding
from workshop.network.graph.graph import Flags, Floats, Index, Ints, ids, index, linked, members, times_named
from workshop.network.graph.paths import betweenness
from workshop.network.measures.response import may_have_answered

Places = NDArray[np.int32]

TOP = 5
DRAWS = 40
SILENT = 0.2  # share of respondents whose own reports a draw leaves out


@dataclass(frozen=True)
class Bridge:
    """A person on the betweenness shortlist.

    `betweenness` in 0 … 1; `constraint` and `effective_size` after Burt 1992, None without ties; `times_named`
    by how many different others (ties where there is no direction); `kept_in_top` in 0 … 1.
    """

    id: str
    betweenness: float
    constraint: float | None
    effective_size: float | None
    times_named: int
    kept_in_top: float


def bridges(network: Network, seed: int = 1, top: int = TOP, draws: int = DRAWS) -> tuple[Bridge, ...]:
    """Betweenness shortlist: the `top` people most shortest paths of others run through; nobody with betweenness 0.

    `kept_in_top` comes from `draws` resampling draws that each leave out a fifth of the respondents (`draws_without`).
    """
    view = index(network)
    scores = betweenness(view.links)
    named = times_named(network)
    first = _top(scores, len(network.people), view, named, top)
    if not first:
        return ()
    shares = _kept_in_top(network, view, named, seed, top, draws)
    return tuple(
        Bridge(
            id=view.ids[place],
            betweenness=float(scores[place]),
            constraint=constraint(view.links, place),
            effective_size=effective_size(view.links, place),
            times_named=named[view.ids[place]],
            kept_in_top=float(shares[place]),
        )
        for place in first
    )


def constraint(links: sparse.csr_array, place: int) -> float | None:
    """Burt's constraint: how far one node's contacts lead back to each other (Burt 1992); None without ties.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over i's contacts j, where p_ij = 1 / (number of i's ties) for a contact.
    Low when contacts do not know each other. 1 for an end of an isolated pair, 9/8 in a triangle: it can exceed 1.

    >>> constraint(matrix(3, [(0, 1), (0, 2), (1, 2)]), 0)
    1.125
    """
    contacts = _contacts(links, place)
    if not len(contacts):
        return None
    share = 1 / len(contacts)
    ways = links[contacts]
    through = (ways.T @ (share / np.diff(ways.indptr)))[contacts]
    return float(((share + through) ** 2).sum())


def effective_size(links: sparse.csr_array, place: int) -> float | None:
    """Burt's effective size: contacts that remain when those who know each other count as one; None without ties.

    n − 2t/n with n contacts and t ties among them (Burt 1992, simplified by Borgatti 1997 for unweighted ties).

    >>> effective_size(matrix(3, [(0, 1), (0, 2), (1, 2)]), 0)
    1.0
    """
    contacts = _contacts(links, place)
    if not len(contacts):
        return None
    among = links[contacts][:, contacts].sum()  # every tie twice
    return float(len(contacts) - among / len(contacts))


def _contacts(links: sparse.csr_array, place: int) -> Places:
    places: Places = links.indices[links.indptr[place] : links.indptr[place + 1]]
    return places


def _top(scores: Floats, people: int, view: Index, named: dict[str, int], top: int) -> list[int]:
    """Positions of the people with the highest positive scores; ties broken by times named, then id."""
    rounded = scores[:people].round(12)
    # Only scores at or above the last listed one can need tie-breaking.
    least = np.sort(rounded)[-min(top, people) :][:1]
    order = sorted(
        np.flatnonzero(rounded >= least).tolist() if people else (),
        key=lambda place: (-float(rounded[place]), -named[view.ids[place]], view.ids[place]),
    )
    return [place for place in order[:top] if scores[place] > 1e-12]


def _kept_in_top(
    network: Network, view: Index, named: dict[str, int], seed: int, top: int, draws: int
) -> Floats:
    """Share of draws in which each node stays among the top after a fifth of the respondents was left out."""
    count, made = np.zeros(view.n), 0
    ties = reports(network)
    for remaining in draws_without(network, seed, draws):
        links = linked(view.n, ties.source[remaining], ties.target[remaining])
        count[_top(betweenness(links), len(network.people), view, named, top)] += 1
        made += 1
    return count / made if made else count + 1.0


@dataclass(frozen=True)
class Reports:
    """Every tie as positions (people first, then groups): its two ends, and the possible reporters.

    `heads` and `tails` differ only for undirected ties without a reporter: then either end may have reported it, and a
    draw decides by coin toss. A reporter who is not on the roster is −1.
    """

    source: Ints
    target: Ints
    heads: Ints
    tails: Ints


def reports(network: Network) -> Reports:
    """A network's ties that hold people together, in file order."""
    place = {who: position for position, who in enumerate(ids(network))}
    held = holding(network)
    source, target = (
        np.array([place[end] for end in ends], dtype=np.int64)
        for ends in ([tie.source for tie in held], [tie.target for tie in held])
    )
    named = np.array([bool(tie.reporter) for tie in held], dtype=bool)
    by = np.array([place.get(tie.reporter, -1) for tie in held], dtype=np.int64)
    tails = source if network.directed else target
    return Reports(source, target, np.where(named, by, source), np.where(named, by, tails))


def draws_without(network: Network, seed: int, draws: int) -> Iterator[Flags]:
    """Resampling for missing respondents: which ties remain in each of `draws` draws without a fifth of the respondents.

    No draws where a fifth rounds to nobody.
    """
    chance = np.random.default_rng(seed)
    ties = reports(network)
    answered = np.array(
        [place for place, person in enumerate(network.people) if may_have_answered(person)], dtype=np.int64
    )
    silent = round(SILENT * len(answered))
    for _ in range(draws if silent else 0):
        gone = answered[chance.choice(len(answered), silent, replace=False)]
        yield kept_ties(ties, gone, chance)


def kept_ties(ties: Reports, gone: Ints, chance: np.random.Generator) -> Flags:
    """Which ties between two different ends remain when the people in `gone` (positions) had not answered.

    A tie is lost with its reporter. Without a known reporter it is lost with its source if ties have a direction, else
    with either end, by lot.
    """
    coins = chance.random(len(ties.source)) < 0.5
    remaining: Flags = ~np.isin(np.where(coins, ties.heads, ties.tails), gone) & (ties.source != ties.target)
    return remaining


AT_ONCE = 1_000_000  # two-step paths per batch, so that memory stays small on large networks
ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


@dataclass(frozen=True)
class Broker:
    """Gould–Fernandez brokerage roles of one person: two-step paths i → person → k without a tie i → k.

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
        """Paths that touch more than one place: everything but coordinator."""
        return self.itinerant + self.representative + self.gatekeeper + self.liaison


def homes(network: Network) -> dict[str, str]:
    """Person → building, for everybody whose building is known."""
    return {person.id: person.building for person in network.people if person.building}


def only_group(network: Network) -> dict[str, str]:
    """Person → group, for everybody who belongs to exactly one.

    Roles need one place per person. A member of several groups links them without any tie; `group_overlap` shows those.
    """
    groups_of: dict[str, list[str]] = {}
    for group, inside in members(network).items():
        for person in inside:
            groups_of.setdefault(person, []).append(group)
    return {person: groups[0] for person, groups in groups_of.items() if len(groups) == 1}


def brokers(
    network: Network, place: Mapping[str, str], seed: int = 1, top: int = TOP, draws: int = DRAWS
) -> tuple[Broker, ...]:
    """Gould–Fernandez brokerage: the `top` people with the most paths across places; nobody without one.

    For broker j: ordered pairs (i, k), i ≠ k, with i → j → k and no i → k, counted by which of the three share a place
    (Gould & Fernandez 1989). An undirected tie goes both ways, so each path counts once in each direction (as R
    `sna::brokerage` counts a symmetric matrix). People without a place, groups, self loops and repeats are left out.
    Empty below two places.
    """
    who = [person.id for person in network.people if person.id in place]
    if len(set(place.values())) < 2:
        return ()
    ties, turns = reports(network), _turns(network, who)
    counts = _counts(who, place, turns[ties.source], turns[ties.target], network.directed)
    first = _first(counts, who, top)
    if not first:
        return ()
    in_top, made = np.zeros(len(who)), 0
    for remaining in draws_without(network, seed, draws):
        source, target = turns[ties.source[remaining]], turns[ties.target[remaining]]
        in_top[_first(_counts(who, place, source, target, network.directed), who, top)] += 1
        made += 1
    shares = in_top / made if made else in_top + 1.0
    return tuple(
        _broker(who[turn], place[who[turn]], counts[turn].tolist(), float(shares[turn])) for turn in first
    )


def _broker(who: str, place: str, counts: Sequence[int], share: float) -> Broker:
    coordinator, itinerant, representative, gatekeeper, liaison = counts
    return Broker(who, place, coordinator, itinerant, representative, gatekeeper, liaison, share)


def _first(counts: Ints, who: Sequence[str], top: int) -> list[int]:
    across = counts[:, 1:].sum(axis=1)
    order = sorted(range(len(who)), key=lambda turn: (-across[turn], who[turn]))
    return [turn for turn in order[:top] if across[turn] > 0]


def _turns(network: Network, who: Sequence[str]) -> Ints:
    """Number in `who` of every person and group of the network, −1 where they are not in it."""
    turn = {one: number for number, one in enumerate(who)}
    return np.array([turn.get(one, -1) for one in ids(network)], dtype=np.int64)


def _counts(who: Sequence[str], place: Mapping[str, str], source: Ints, target: Ints, directed: bool) -> Ints:
    """Paths per person (rows) and role (columns); ends are numbers in `who`, −1 for others."""
    n = len(who)
    known = {name: number for number, name in enumerate(sorted(set(place.values())))}
    at = np.array([known[place[one]] for one in who], dtype=np.int64)
    counts: Ints = np.zeros((n, len(ROLES)), dtype=np.int64)
    known_ends = (source >= 0) & (target >= 0) & (source != target)
    source, target = source[known_ends], target[known_ends]
    codes = np.unique(np.r_[source * n + target, *(() if directed else (target * n + source,))])
    source, target = np.divmod(codes, max(n, 1))
    begins = np.searchsorted(source, np.arange(n + 1))
    onward = np.diff(begins)[target]  # how many paths continue from each tie
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


def _parts(onward: Ints) -> list[slice]:
    """Slices of ties with about `AT_ONCE` two-step paths each."""
    if not len(onward):
        return []
    bins = np.cumsum(onward) // AT_ONCE
    cuts = [0, *(np.flatnonzero(np.diff(bins)) + 1).tolist(), len(onward)]
    return [slice(start, stop) for start, stop in pairwise(cuts)]


def _role(source: Ints, broker: Ints, target: Ints) -> Ints:
    """Column of `ROLES` for the places of the three."""
    roles: Ints = np.select(
        [
            (source == broker) & (broker == target),
            source == target,
            source == broker,
            broker == target,
        ],
        [0, 1, 2, 3],
        4,
    )
    return roles
