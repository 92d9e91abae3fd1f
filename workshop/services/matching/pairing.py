"""Pairing (bottleneck assignment of askers to hosts): solved in the worker process, stored, shown on demand,
repaired by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.learning.cases.casebase import trusted
from workshop.learning.matching.fit import Fit, Remedies, fit, remedies
from workshop.learning.matching.matching import OFFERED, Matching, Offer, choices, match, rematch
from workshop.learning.matching.trios import trios
from workshop.learning.suggest.local_similarity import STAGES
from workshop.model.camp import Camp, Seat
from workshop.model.matching import HOSTS, Pair, Peer, Settled, both
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.matching.pairing_people import (
    ABSENT,
    PairingPerson,
    from_kept,
    people_of,
    settled,
    with_room,
)
from workshop.store import camps, pairings, seats
from workshop.store.pairings import PairRow, StoredPairing

PAIRS = "pairs"
FEWEST = 4  # three people are a trio already
ACCEPTED, DECLINED, OPEN = "accepted", "declined", ""


@dataclass(frozen=True)
class CurrentPairing:
    """A stored pairing with its current decisions. `people` are as they were when it was made; `short` is
    (asker, got, wanted, reason).
    """

    kept: StoredPairing
    people: Mapping[str, PairingPerson]
    pairs: tuple[PairRow, ...]
    ruled: Settled
    short: tuple[tuple[str, int, int, str], ...]
    trios: tuple[tuple[str, ...], ...]
    left: tuple[str, ...]

    @property
    def standing(self) -> tuple[PairRow, ...]:
        """The pairs of people present that nobody declined or removed."""
        return tuple(one for one in self.pairs if self._stands(one))

    def here(self, who: str) -> bool:
        """Whether this person is present."""
        return who in self.people and self.people[who].peer.present

    def _stands(self, pair_row: PairRow) -> bool:
        pair = Pair(pair_row.asker, pair_row.host)
        apart = both(pair_row.asker, pair_row.host) in self.ruled.apart
        return (
            self.here(pair_row.asker)
            and self.here(pair_row.host)
            and pair not in self.ruled.vetoed
            and not apart
        )


@dataclass(frozen=True)
class HostChoice:
    """A host an asker may choose. `presumed`: the host has not offered to help, but their community is
    further on.
    """

    host: str
    fit: Fit
    decision: str
    presumed: bool


def known_remedies(context: AppContext) -> Remedies:
    """Which obstacles each move addressed in trusted cases."""
    return remedies(trusted(context.content.cases["zh"]))


def pair_room(context: AppContext, camp: Camp, by: str, *, anew: bool = False) -> CurrentPairing:
    """Pair everybody present. Existing hosts are kept unless `anew`; locked and accepted pairs always stay.

    Raises RoomError `pairing.few`, `pairing.one_house`, `pairing.nobody_asks`, `network.stopped`.
    """
    people = people_of(context, camp)
    present_peers = [one.peer for one in people.values() if one.peer.present]
    if len(present_peers) < FEWEST:
        raise RoomError("pairing.few", n=len(present_peers))
    if len({peer.organisation for peer in present_peers}) == 1:
        raise RoomError("pairing.one_house", n=len(present_peers))
    if not any(peer.asks for peer in present_peers):
        raise RoomError("pairing.nobody_asks")
    before = current(context, camp)
    rows = before.pairs if before else ()
    inputs = context.store.read(lambda connection: pairings.inputs(connection, camp.id))
    ruled = settled(people, inputs, rows)
    keep = () if anew else tuple(Pair(one.asker, one.host) for one in rows if one.decision != DECLINED)
    matching, fits = workers.run(None, solve, people, keep, ruled, known_remedies(context))
    new = [PairRow(pair.asker, pair.host, pair.fit.value) for pair in matching.pairs]
    decided = {(one.asker, one.host): one for one in rows if one.decision}
    new = [replace(one, decision=OPEN) for one in new if (one.asker, one.host) not in decided]
    new += [one for one in decided.values() if one.asker in people and one.host in people]
    settings = _settings(people, matching, fits, ruled)

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        number = pairings.add(connection, camp.id, PAIRS, settings, shown=False, by=by, at=context.now())
        pairings.put_pairs(connection, number, new)
        pairings.note(connection, camp.id, "made", by, context.now())

    context.store.write(use_case)
    made = current(context, camp)
    if made is None:
        raise RoomError("pairing.none")
    return made


def solve(
    people: Mapping[str, PairingPerson], keep: tuple[Pair, ...], ruled: Settled, known: Remedies
) -> tuple[Matching, dict[str, str]]:
    """First match people who offered help; then, for askers still short, people whose community is further
    on.

    Also returns why each asker is short of people who offered.
    """
    peers = with_room(people, ruled)
    offered = rematch(peers, keep, ruled, known) if keep else match(peers, ruled, known)
    because = {one.asker: one.because.value for one in offered.short}
    further = [replace(peer, offers=peer.offers | people[peer.id].presumed) for peer in peers]
    behind = {
        Pair(one.id, other.id)
        for one in peers
        for other in peers
        if people[other.id].presumed and not _further(one, other)
    }
    taken = [Pair(pair.asker, pair.host) for pair in offered.pairs]
    free = replace(ruled, vetoed=ruled.vetoed | (behind - set(taken) - ruled.locked))
    return rematch(further, taken, free, known), because


def _further(peer: Peer, other: Peer) -> bool:
    if peer.stage is None or other.stage is None:
        return False
    return STAGES.index(other.stage) > STAGES.index(peer.stage)


def _settings(
    people: Mapping[str, PairingPerson], matching: Matching, because: Mapping[str, str], ruled: Settled
) -> pairings.Settings:
    peers = [one.peer for one in people.values()]
    busy = {pair.asker for pair in matching.pairs} | {pair.host for pair in matching.pairs}
    free = sorted((peer.id for peer in peers if peer.present), key=lambda who: (who in busy, who))
    grouped = trios(peers, matching.alone, free, ruled)
    return {
        "people": {who: one.kept() for who, one in people.items()},
        "short": [
            [one.asker, one.got, one.wanted, because.get(one.asker, one.because.value)]
            for one in matching.short
        ],
        "trios": [list(group.people) for group in grouped.groups],
        "left": list(grouped.left),
    }


def current(context: AppContext, camp: Camp) -> CurrentPairing | None:
    """The newest pairing that is not undone."""
    return context.store.read(lambda connection: _paired(connection, camp.id, shown=False))


def on_phones(context: AppContext, camp_id: str) -> CurrentPairing | None:
    """The pairing the phones show."""
    return context.store.read(lambda connection: _paired(connection, camp_id, shown=True))


def _paired(connection: Connection, camp: str, *, shown: bool) -> CurrentPairing | None:
    stored_pairing = pairings.newest(connection, camp, PAIRS, shown=shown)
    if stored_pairing is None:
        return None
    inputs = pairings.inputs(connection, camp)
    away = {one.seat for one in inputs if one.kind == ABSENT}
    away |= {one.id for one in seats.seats_aside(connection, camp)}
    people = {
        who: replace(one, peer=replace(one.peer, present=who not in away))
        for who, one in from_kept(stored_pairing.settings["people"]).items()
    }
    pairs = pairings.pairs_of(connection, stored_pairing.number)
    ruled = settled(people, inputs, pairs)
    rest = stored_pairing.settings

    def lists(name: str) -> list[list[str]]:
        value = rest[name]
        return value if isinstance(value, list) else []

    return CurrentPairing(
        stored_pairing,
        people,
        pairs,
        ruled,
        tuple((str(one[0]), int(one[1]), int(one[2]), str(one[3])) for one in lists("short")),
        tuple(tuple(one) for one in lists("trios")),
        tuple(str(one) for one in lists("left")),
    )


def show(context: AppContext, camp: Camp, by: str) -> None:
    """Put the newest pairing on the phones, with the decisions made on the one shown before.

    Raises RoomError `pairing.none`.
    """

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        stored_pairing = pairings.newest(connection, camp.id, PAIRS)
        if stored_pairing is None:
            raise RoomError("pairing.none")
        before = pairings.newest(connection, camp.id, PAIRS, shown=True)
        if before is not None and before.number != stored_pairing.number:
            _carry(connection, before.number, stored_pairing.number)
        pairings.touch(connection, stored_pairing, shown=True, by=by, at=context.now())
        pairings.note(connection, camp.id, "shown", by, context.now())

    context.store.write(use_case)


def hide(context: AppContext, camp: Camp, by: str) -> None:
    """Take the pairs off the phones; decisions are kept."""

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        for pairing in pairings.standing(connection, camp.id, PAIRS):
            if pairing.shown:
                pairings.touch(connection, pairing, shown=False, by=by, at=context.now())
        pairings.note(connection, camp.id, "hidden", by, context.now())

    context.store.write(use_case)


def undo(context: AppContext, camp: Camp, kind: str, by: str) -> None:
    """Take back the newest of its kind; the one before becomes current again. Raises RoomError
    `pairing.none`.
    """

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        stored_pairings = pairings.standing(connection, camp.id, kind)
        if not stored_pairings:
            raise RoomError("pairing.none")
        if len(stored_pairings) > 1 and kind == PAIRS:
            _carry(connection, stored_pairings[0].number, stored_pairings[1].number)
        pairings.touch(connection, stored_pairings[0], shown=False, undone=True, by=by, at=context.now())
        pairings.note(connection, camp.id, "undone", by, context.now())

    context.store.write(use_case)


def _carry(connection: Connection, source: int, target: int) -> None:
    """Copy the decisions made on one pairing to another."""
    for row in pairings.pairs_of(connection, source):
        if row.decision:
            pairings.decide(connection, target, row)


def choices_of(context: AppContext, current_pairing: CurrentPairing, seat: str) -> tuple[HostChoice, ...]:
    """Up to three hosts for one asker: those of the plan, then people who offered help, then people further
    on.
    """
    if seat not in current_pairing.people:
        return ()
    known = known_remedies(context)
    peers = with_room(current_pairing.people, current_pairing.ruled)
    plan = [Pair(one.asker, one.host) for one in current_pairing.standing]
    decisions = {(one.asker, one.host): one.decision for one in current_pairing.pairs}
    own = next(peer for peer in peers if peer.id == seat)
    offers: dict[str, Offer] = {
        one.host: one for one in choices(seat, peers, plan, current_pairing.ruled, known)
    }
    for offer in choices(
        seat, _presuming(current_pairing, own, peers), plan, current_pairing.ruled, known, len(peers)
    ):
        if offer.host not in offers and len(offers) < OFFERED:
            offers[offer.host] = offer
    host_choices = []
    for host in list(offers)[:OFFERED]:
        peer = next(one for one in peers if one.id == host)
        plain = fit(own, peer, current_pairing.ruled, known)
        host_choices.append(
            HostChoice(host, plain, decisions.get((seat, host), OPEN), presumed=plain.likeness == 0)
        )
    return tuple(host_choices)


def _presuming(current_pairing: CurrentPairing, own: Peer, peers: tuple[Peer, ...]) -> list[Peer]:
    """The peers, those further on than `own` with the obstacles they have presumably overcome."""
    return [
        replace(peer, offers=peer.offers | current_pairing.people[peer.id].presumed)
        if _further(own, peer)
        else peer
        for peer in peers
    ]


def decide(context: AppContext, seat: Seat, host: str, decision: str) -> None:
    """Store an asker's decision on a possible host; deciding the same twice changes nothing.

    Raises RoomError `pairing.not_shown`, `pairing.not_offered`, `pairing.enough`, `pairing.full`.
    """

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, seat.camp)
        current_pairing = _paired(connection, seat.camp, shown=True)
        if current_pairing is None:
            raise RoomError("pairing.not_shown")
        mine = {one.host: one for one in current_pairing.pairs if one.asker == seat.id}
        row = mine.get(host)
        if row is None and host not in {one.host for one in choices_of(context, current_pairing, seat.id)}:
            raise RoomError("pairing.not_offered")
        if row is not None and row.decision == decision:
            return
        if decision == ACCEPTED:
            _check_room(current_pairing, seat.id, host)
            _release_proposed(connection, current_pairing, seat.id, host)
        changed = replace(row or PairRow(seat.id, host, 0.0), decision=decision)
        pairings.decide(connection, current_pairing.kept.number, changed)
        pairings.note(connection, seat.camp, decision or "open", "self", context.now())

    context.store.write(use_case)


def _check_room(current_pairing: CurrentPairing, asker: str, host: str) -> None:
    accepted = [one for one in current_pairing.pairs if one.decision == ACCEPTED]
    if sum(one.asker == asker for one in accepted) >= HOSTS:
        raise RoomError("pairing.enough", n=HOSTS)
    others = [one for one in current_pairing.standing if one.host == host and one.asker != asker]
    if host not in current_pairing.people or len(others) >= current_pairing.people[host].peer.capacity:
        raise RoomError("pairing.full")


def _release_proposed(connection: Connection, current_pairing: CurrentPairing, asker: str, host: str) -> None:
    """An asker who chooses another host releases the proposed pairs they no longer need."""
    mine = [
        pair_row for pair_row in current_pairing.standing if pair_row.asker == asker and pair_row.host != host
    ]
    proposed = sorted(
        (pair_row for pair_row in mine if pair_row.decision == OPEN), key=lambda pair_row: pair_row.fit
    )
    for pair_row in proposed[: max(0, len(mine) + 1 - HOSTS)]:
        pairings.drop_pair(connection, current_pairing.kept.number, pair_row.asker, pair_row.host)


def take_out(connection: Connection, seat: Seat) -> None:
    """Remove a person who withdraws from every stored pairing and seating."""
    for pairing in pairings.every(connection, seat.camp):
        pairings.put_settings(connection, pairing.number, _without(pairing.settings, seat.id))


def _without(settings: pairings.Settings, who: str) -> pairings.Settings:
    left: pairings.Settings = {}
    for name, value in settings.items():
        if name == "people" and isinstance(value, dict):
            left[name] = {one: about for one, about in value.items() if one != who}
        elif name == "short" and isinstance(value, list):
            left[name] = [one for one in value if one[0] != who]
        elif name == "sitting" and isinstance(value, list):
            left[name] = [None if one == who else one for one in value]
        elif name == "trios" and isinstance(value, list):
            groups = [[one for one in group if one != who] for group in value]
            left[name] = [group for group in groups if len(group) > 1]
        elif name == "left" and isinstance(value, list):
            left[name] = [one for one in value if one != who]
        else:
            left[name] = value
    return left
