"""Constrained b-matching of askers and hosts: the worst-served asker first, capacities kept, no pair within an
organisation.

Free choice sends a third of a room to one person, and maximising the total forgets the askers who are hard to serve.
The result is a proposal: the facilitator locks and vetoes, the askers choose among at most three offers, and it is
solved again around what is settled. An accepted offer becomes a locked pair, a declined one a vetoed pair.

The offers carry reasons in place of a score. Groups formed by an algorithm alone can fall apart into the like-minded;
a choice keeps the asker's own judgement in. The arithmetic is in `pairing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from workshop.base.errors import InputError
from workshop.learning.matching.fit import Fit, Remedies, fit
from workshop.learning.matching.pairing import Task, worst_first
from workshop.model.matching import Pair, Peer, Settled, both

OFFERED = 3


@dataclass(frozen=True)
class Offer:
    """One host an asker may choose. Everything a card says is in `fit`: what both know (`shared`, `by_move`) and how
    many stages ahead the host is (`ahead`).

    `differs` names the things in which the two are known to differ: `organisation`, `community`, `stage`, `role`.
    `proposed` says that the pair is part of the room's matching; `seats_left` how many more askers the host would see.
    """

    host: str
    fit: Fit
    differs: tuple[str, ...]
    proposed: bool
    seats_left: int


def choices(
    asker: str,
    people: Sequence[Peer],
    pairs: Iterable[Pair] = (),
    settled: Settled | None = None,
    known: Remedies | None = None,
    most: int = OFFERED,
) -> tuple[Offer, ...]:
    """At most `most` offers for one asker, those of the matching (`pairs`) first, then the best fit; ties by id.

    Left out: hosts of the asker's own organisation or kept apart, declined, absent, without capacity left (the asker's
    own seat in the matching is kept), and hosts who offer nothing that is asked. Beside the matching's own, at most one
    host of each organisation is offered, so that the choice is real. Empty for a person who asks nothing or is not in
    the room.
    """
    ruled = settled or Settled()
    by_id = {peer.id: peer for peer in people if peer.present}
    if asker not in by_id:
        return ()
    me = by_id[asker]
    plan = {*pairs, *ruled.locked}
    load = Counter(pair.host for pair in plan if pair.asker in by_id)
    offers = []
    for host in by_id.values():
        pair = Pair(asker, host.id)
        proposed = pair in plan
        host_fit = fit(me, host, ruled, known or {})
        left = host.capacity - load[host.id]
        if (
            host is not me
            and not me.belongs_with(host)
            and pair not in ruled.vetoed
            and both(asker, host.id) not in ruled.apart
            and (proposed or (host_fit.value > 0 and left > 0))
        ):
            offers.append(Offer(host.id, host_fit, _differs(me, host), proposed, max(0, left)))
    offers.sort(key=lambda offer: (not offer.proposed, -offer.fit.value, offer.host))
    chosen: list[Offer] = []
    organisations: set[str] = set()
    for offer in offers:
        organisation = (
            by_id[offer.host].organisation or f"\0{offer.host}"
        )  # people of unknown organisation do not count as one
        if len(chosen) < most and (offer.proposed or organisation not in organisations):
            chosen.append(offer)
            organisations.add(organisation)
    return tuple(chosen)


def _differs(peer: Peer, other: Peer) -> tuple[str, ...]:
    known = {
        "organisation": (peer.organisation, other.organisation),
        "community": (peer.community, other.community),
        "stage": (peer.stage, other.stage),
        "role": (peer.role, other.role),
    }
    return tuple(name for name, (mine, theirs) in known.items() if mine and theirs and mine != theirs)


MOST_PEOPLE = 500  # more takes too long to solve, and no single room is that large


class Because(StrEnum):
    """Why an asker has fewer hosts than wanted; the first reason that is true."""

    NOBODY_OFFERS = "nobody_offers"  # no one in the room offers what is asked
    NOT_HOSTING = "not_hosting"  # people who offer it do not host today
    OWN_ORGANISATION = "own_house"  # only people of the asker's own organisation offer it
    SETTLED = "settled"  # vetoed, or not to sit together
    MET = "met"  # only people the asker has met already
    ALL_TAKEN = "all_taken"  # everybody who could help is paired with this asker already
    FULL = "full"  # people who could help have no capacity left


@dataclass(frozen=True)
class Matched:
    """One asker with one host. `locked` pairs were settled before."""

    asker: str
    host: str
    fit: Fit
    locked: bool = False


@dataclass(frozen=True)
class Short:
    """An asker who has fewer hosts than wanted."""

    asker: str
    got: int
    wanted: int
    because: Because


@dataclass(frozen=True)
class Matching:
    """The pairs by asker (best first), who is short of hosts, how many askers each possible host sees.

    `worst_asker` is the smallest sum of fits of one asker (0 for one with nobody); None where nobody asks.
    `threshold` is the fit no new pair is below. `cautions` are codes: `one_house`, `nobody_asks`, `nobody_offers`.
    """

    pairs: tuple[Matched, ...]
    short: tuple[Short, ...]
    host_load: dict[str, int]
    askers: tuple[str, ...]
    total_fit: float
    worst_asker: float | None
    threshold: float | None
    cautions: tuple[str, ...]

    @property
    def unserved(self) -> tuple[str, ...]:
        """Every asker with fewer hosts than wanted."""
        return tuple(one.asker for one in self.short)

    @property
    def alone(self) -> tuple[str, ...]:
        """Askers without any host: these are put in trios."""
        return tuple(one.asker for one in self.short if not one.got)


def match(people: Sequence[Peer], settled: Settled | None = None, known: Remedies | None = None) -> Matching:
    """Match every present asker with people who offer what is asked; `pairing.worst_first` says in which order of
    priority.

    Too few hosts is no error: askers who are short are listed with the reason. The order of `people` changes nothing.
    Locked pairs of people who are absent are left out. Raises InputError `match.twice`, `match.too_many`,
    `match.capacity_below`, `match.lock_unknown`, `match.lock_self`, `match.lock_house`, `match.lock_against`,
    `match.lock_full`.
    """
    ruled = settled or Settled()
    everybody = sorted(people, key=lambda peer: peer.id)
    _check(everybody, ruled)
    peers = [peer for peer in everybody if peer.present]
    present = {peer.id for peer in peers}
    locked = sorted(pair for pair in ruled.locked if pair.asker in present and pair.host in present)
    room = _Room(peers, ruled, known or {})
    task = room.task(locked)
    solved = worst_first(task)
    new = [Pair(room.askers[row].id, room.hosts[column].id) for row, column in solved.pairs]
    pairs = [
        *(Matched(pair.asker, pair.host, room.fit(pair), locked=True) for pair in locked),
        *(Matched(pair.asker, pair.host, room.fit(pair)) for pair in new),
    ]
    pairs.sort(key=lambda pair: (pair.asker, -pair.fit.value, pair.host))
    return room.result(pairs, solved.threshold)


def rematch(
    people: Sequence[Peer],
    before: Iterable[Pair],
    settled: Settled | None = None,
    known: Remedies | None = None,
) -> Matching:
    """Solve again after an arrival, a departure or a veto; people who have hosts keep them.

    `people` is the room as it is now. Pairs of `before` stay unless one of the two is gone, the pair is vetoed or put
    apart, the asker wants fewer hosts now, or the host's capacity was lowered below them; then the later in order go.
    Only the rest is solved; `threshold` is that of the new pairs. Raises as `match` does.
    """
    ruled = settled or Settled()
    by_id = {peer.id: peer for peer in people if peer.present}
    asked = Counter(pair.asker for pair in ruled.locked)
    load = Counter(pair.host for pair in ruled.locked if pair.asker in by_id)
    staying = set(ruled.locked)
    for pair in sorted(set(before) - staying):
        if pair.asker not in by_id or pair.host not in by_id:
            continue
        asker, host = by_id[pair.asker], by_id[pair.host]
        allowed = (
            pair not in ruled.vetoed
            and both(pair.asker, pair.host) not in ruled.apart
            and not asker.belongs_with(host)
            and asker.id
            != host.id  # a person of no known organisation or community does not belong even with themselves
        )
        if allowed and load[pair.host] < host.capacity and asked[pair.asker] < asker.hosts:
            staying.add(pair)
            load[pair.host] += 1
            asked[pair.asker] += 1
    matching = match(people, replace(ruled, locked=frozenset(staying)), known)
    # Staying is not being settled: only the facilitator's and the askers' own pairs are shown as locked.
    pairs = tuple(
        replace(pair, locked=Pair(pair.asker, pair.host) in ruled.locked) for pair in matching.pairs
    )
    return replace(matching, pairs=pairs)


@dataclass(frozen=True)
class _Room:
    """The people present, in the order of their ids."""

    here: Sequence[Peer]
    settled: Settled
    known: Remedies

    @property
    def askers(self) -> list[Peer]:
        return [peer for peer in self.here if peer.asks and peer.hosts > 0]

    @property
    def hosts(self) -> list[Peer]:
        return [peer for peer in self.here if peer.offers]

    def fit(self, pair: Pair) -> Fit:
        by_id = {peer.id: peer for peer in self.here}
        return fit(by_id[pair.asker], by_id[pair.host], self.settled, self.known)

    def may(self, asker: Peer, host: Peer) -> bool:
        """Whether the two may be paired, whatever the fit."""
        return (
            asker.id != host.id
            and not asker.belongs_with(host)
            and both(asker.id, host.id) not in self.settled.apart
            and Pair(asker.id, host.id) not in self.settled.vetoed
        )

    def task(self, locked: Sequence[Pair]) -> Task:
        askers, hosts = self.askers, self.hosts
        fits = np.zeros((len(askers), len(hosts)))
        taken = set(locked)
        for row, asker in enumerate(askers):
            for column, host in enumerate(hosts):
                if self.may(asker, host) and Pair(asker.id, host.id) not in taken:
                    fits[row, column] = fit(asker, host, self.settled, self.known).value
        had = Counter(pair.asker for pair in locked)
        load = Counter(pair.host for pair in locked)
        return Task(
            fits,
            np.array([had[peer.id] for peer in askers], dtype=np.int64),
            np.array([max(0, peer.hosts - had[peer.id]) for peer in askers], dtype=np.int64),
            np.array([max(0, peer.capacity - load[peer.id]) for peer in hosts], dtype=np.int64),
        )

    def result(self, pairs: Sequence[Matched], threshold: float | None) -> Matching:
        sums: dict[str, float] = {peer.id: 0.0 for peer in self.askers}
        got = Counter(pair.asker for pair in pairs)
        load = Counter(pair.host for pair in pairs)
        for pair in pairs:
            sums[pair.asker] = sums.get(pair.asker, 0.0) + pair.fit.value
        short = tuple(
            Short(peer.id, got[peer.id], peer.hosts, self._because(peer, got[peer.id]))
            for peer in self.askers
            if got[peer.id] < peer.hosts
        )
        return Matching(
            tuple(pairs),
            short,
            {peer.id: load[peer.id] for peer in self.here if peer.offers or load[peer.id]},
            tuple(peer.id for peer in self.askers),
            sum(pair.fit.value for pair in pairs),
            min(sums.values(), default=None),
            threshold,
            tuple(self._cautions()),
        )

    def _because(self, asker: Peer, got: int) -> Because:
        offering = [
            host
            for host in self.hosts
            if host.id != asker.id and fit(asker, host, self.settled, self.known).likeness > 0
        ]
        hosting = [host for host in offering if host.capacity > 0]
        strangers = [host for host in hosting if not asker.belongs_with(host)]
        allowed = [host for host in strangers if self.may(asker, host)]
        fresh = [host for host in allowed if fit(asker, host, self.settled, self.known).value > 0]
        for left, because in (
            (offering, Because.NOBODY_OFFERS),
            (hosting, Because.NOT_HOSTING),
            (strangers, Because.OWN_ORGANISATION),
            (allowed, Because.SETTLED),
            (fresh, Because.MET),
        ):
            if not left:
                return because
        return Because.ALL_TAKEN if len(fresh) <= got else Because.FULL

    def _cautions(self) -> Iterable[str]:
        first = self.here[0] if self.here else None
        if first and len(self.here) > 1 and all(first.belongs_with(peer) for peer in self.here[1:]):
            yield "one_house"
        if not self.askers:
            yield "nobody_asks"
        elif not self.hosts:
            yield "nobody_offers"


def _check(people: Sequence[Peer], settled: Settled) -> None:
    if len(people) > MOST_PEOPLE:
        raise InputError("match.too_many", n=len(people), most=MOST_PEOPLE)
    by_id: dict[str, Peer] = {}
    for peer in people:
        if peer.id in by_id:
            raise InputError("match.twice", person=peer.id)
        if peer.capacity < 0 or peer.hosts < 0:
            raise InputError("match.capacity_below", person=peer.id)
        by_id[peer.id] = peer
    _check_locked(by_id, settled)


def _check_locked(by_id: Mapping[str, Peer], settled: Settled) -> None:
    load: Counter[str] = Counter()
    for pair in sorted(settled.locked):
        for person in (pair.asker, pair.host):
            if person not in by_id:
                raise InputError("match.lock_unknown", person=person)
        asker, host = by_id[pair.asker], by_id[pair.host]
        if asker is host:
            raise InputError("match.lock_self", person=asker.id)
        if asker.belongs_with(host):
            raise InputError("match.lock_house", asker=asker.id, host=host.id)
        if pair in settled.vetoed or both(asker.id, host.id) in settled.apart:
            raise InputError("match.lock_against", asker=asker.id, host=host.id)
        load[host.id] += asker.present and host.present
        if load[host.id] > host.capacity:
            raise InputError("match.lock_full", host=host.id, n=host.capacity)
