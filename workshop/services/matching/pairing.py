"""Pairing a room: worked out away from the phones, kept, shown when the facilitator says so, and mended afterwards."""

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
from workshop.services.app.context import House
from workshop.services.matching.pairing_people import ABSENT, Person, from_kept, people_of, settled, with_room
from workshop.store import camps, pairings
from workshop.store.pairings import Kept, PairRow

PAIRS = "pairs"
FEWEST = 4  # three are one table already
ACCEPTED, DECLINED, OPEN = "accepted", "declined", ""


@dataclass(frozen=True)
class Paired:
    """A pairing as it stands. `people` are as they were when it was made; `short` is (who, got, wanted, because)."""

    kept: Kept
    people: Mapping[str, Person]
    pairs: tuple[PairRow, ...]
    ruled: Settled
    short: tuple[tuple[str, int, int, str], ...]
    trios: tuple[tuple[str, ...], ...]
    left: tuple[str, ...]

    @property
    def standing(self) -> tuple[PairRow, ...]:
        """The pairs of people who are there, which nobody declined or took out."""
        return tuple(one for one in self.pairs if self._stands(one))

    def here(self, who: str) -> bool:
        """Whether somebody is in the room."""
        return who in self.people and self.people[who].peer.present

    def _stands(self, one: PairRow) -> bool:
        pair = Pair(one.asker, one.host)
        apart = both(one.asker, one.host) in self.ruled.apart
        return self.here(one.asker) and self.here(one.host) and pair not in self.ruled.vetoed and not apart


@dataclass(frozen=True)
class Choice:
    """Somebody an asker may choose. `presumed`: they have not said they can help; their community is further on."""

    host: str
    fit: Fit
    decision: str
    presumed: bool


def known_remedies(house: House) -> Remedies:
    """Which obstacles each move was made against in cases that may be trusted."""
    return remedies(trusted(house.content.cases["zh"]))


def pair_room(house: House, camp: Camp, by: str, *, anew: bool = False) -> Paired:
    """Pair everybody present. Whoever has a host keeps them unless `anew`; locked and accepted pairs stay always.

    Raises RoomError `pairing.few`, `pairing.one_house`, `pairing.nobody_asks`, `network.stopped`.
    """
    people = people_of(house, camp)
    here = [one.peer for one in people.values() if one.peer.present]
    if len(here) < FEWEST:
        raise RoomError("pairing.few", n=len(here))
    if len({peer.organisation for peer in here}) == 1:
        raise RoomError("pairing.one_house", n=len(here))
    if not any(peer.asks for peer in here):
        raise RoomError("pairing.nobody_asks")
    before = current(house, camp)
    rows = before.pairs if before else ()
    wishes = house.store.read(lambda connection: pairings.wishes(connection, camp.id))
    ruled = settled(people, wishes, rows)
    keep = () if anew else tuple(Pair(one.asker, one.host) for one in rows if one.decision != DECLINED)
    found, fits = workers.run(None, solve, people, keep, ruled, known_remedies(house))
    new = [PairRow(pair.asker, pair.host, pair.fit.value) for pair in found.pairs]
    decided = {(one.asker, one.host): one for one in rows if one.decision}
    new = [replace(one, decision=OPEN) for one in new if (one.asker, one.host) not in decided]
    new += [one for one in decided.values() if one.asker in people and one.host in people]
    settings = _settings(people, found, fits, ruled)

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        number = pairings.add(connection, camp.id, PAIRS, settings, shown=False, by=by, at=house.now())
        pairings.put_pairs(connection, number, new)
        pairings.note(connection, camp.id, "made", by, house.now())

    house.store.write(use_case)
    made = current(house, camp)
    if made is None:
        raise RoomError("pairing.none")
    return made


def solve(
    people: Mapping[str, Person], keep: tuple[Pair, ...], ruled: Settled, known: Remedies
) -> tuple[Matching, dict[str, str]]:
    """First who said they can help; then, for whoever is still short, people whose community is further on.

    Also returns why each asker is short of people who said so.
    """
    peers = with_room(people, ruled)
    said = rematch(peers, keep, ruled, known) if keep else match(peers, ruled, known)
    because = {one.asker: one.because.value for one in said.short}
    further = [replace(peer, offers=peer.offers | people[peer.id].presumed) for peer in peers]
    behind = {
        Pair(one.id, other.id)
        for one in peers
        for other in peers
        if people[other.id].presumed and not _further(one, other)
    }
    taken = [Pair(pair.asker, pair.host) for pair in said.pairs]
    free = replace(ruled, vetoed=ruled.vetoed | (behind - set(taken) - ruled.locked))
    return rematch(further, taken, free, known), because


def _further(one: Peer, other: Peer) -> bool:
    if one.stage is None or other.stage is None:
        return False
    return STAGES.index(other.stage) > STAGES.index(one.stage)


def _settings(
    people: Mapping[str, Person], found: Matching, because: Mapping[str, str], ruled: Settled
) -> pairings.Settings:
    peers = [one.peer for one in people.values()]
    busy = {pair.asker for pair in found.pairs} | {pair.host for pair in found.pairs}
    free = sorted((peer.id for peer in peers if peer.present), key=lambda who: (who in busy, who))
    grouped = trios(peers, found.alone, free, ruled)
    return {
        "people": {who: one.kept() for who, one in people.items()},
        "short": [
            [one.asker, one.got, one.wanted, because.get(one.asker, one.because.value)] for one in found.short
        ],
        "trios": [list(group.people) for group in grouped.groups],
        "left": list(grouped.left),
    }


def current(house: House, camp: Camp) -> Paired | None:
    """The newest pairing that is not undone."""
    return house.store.read(lambda connection: _paired(connection, camp.id, shown=False))


def on_phones(house: House, camp_id: str) -> Paired | None:
    """The pairing the phones show."""
    return house.store.read(lambda connection: _paired(connection, camp_id, shown=True))


def _paired(connection: Connection, camp: str, *, shown: bool) -> Paired | None:
    kept = pairings.newest(connection, camp, PAIRS, shown=shown)
    if kept is None:
        return None
    wishes = pairings.wishes(connection, camp)
    away = {one.seat for one in wishes if one.kind == ABSENT}
    people = {
        who: replace(one, peer=replace(one.peer, present=who not in away))
        for who, one in from_kept(kept.settings["people"]).items()
    }
    pairs = pairings.pairs_of(connection, kept.number)
    ruled = settled(people, wishes, pairs)
    rest = kept.settings

    def lists(name: str) -> list[list[str]]:
        found = rest[name]
        return found if isinstance(found, list) else []

    return Paired(
        kept,
        people,
        pairs,
        ruled,
        tuple((str(one[0]), int(one[1]), int(one[2]), str(one[3])) for one in lists("short")),
        tuple(tuple(one) for one in lists("trios")),
        tuple(str(one) for one in lists("left")),
    )


def show(house: House, camp: Camp, by: str) -> None:
    """Put the newest pairing on the phones, with what was said to the one they showed before.

    Raises RoomError `pairing.none`.
    """

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        kept = pairings.newest(connection, camp.id, PAIRS)
        if kept is None:
            raise RoomError("pairing.none")
        before = pairings.newest(connection, camp.id, PAIRS, shown=True)
        if before is not None and before.number != kept.number:
            _carry(connection, before.number, kept.number)
        pairings.touch(connection, kept, shown=True, by=by, at=house.now())
        pairings.note(connection, camp.id, "shown", by, house.now())

    house.store.write(use_case)


def hide(house: House, camp: Camp, by: str) -> None:
    """Take the pairs off the phones; what was said to them is kept."""

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        for kept in pairings.standing(connection, camp.id, PAIRS):
            if kept.shown:
                pairings.touch(connection, kept, shown=False, by=by, at=house.now())
        pairings.note(connection, camp.id, "hidden", by, house.now())

    house.store.write(use_case)


def undo(house: House, camp: Camp, kind: str, by: str) -> None:
    """Take back the newest of its kind; the one before stands again. Raises RoomError `pairing.none`."""

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        found = pairings.standing(connection, camp.id, kind)
        if not found:
            raise RoomError("pairing.none")
        if len(found) > 1 and kind == PAIRS:
            _carry(connection, found[0].number, found[1].number)
        pairings.touch(connection, found[0], shown=False, undone=True, by=by, at=house.now())
        pairings.note(connection, camp.id, "undone", by, house.now())

    house.store.write(use_case)


def _carry(connection: Connection, source: int, target: int) -> None:
    """What people said to one pairing is said to the other too."""
    for one in pairings.pairs_of(connection, source):
        if one.decision:
            pairings.decide(connection, target, one)


def choices_of(house: House, found: Paired, seat: str) -> tuple[Choice, ...]:
    """Up to three people for one asker: those of the plan, then who said they can help, then who is further on."""
    if seat not in found.people:
        return ()
    known = known_remedies(house)
    peers = with_room(found.people, found.ruled)
    plan = [Pair(one.asker, one.host) for one in found.standing]
    decisions = {(one.asker, one.host): one.decision for one in found.pairs}
    own = next(peer for peer in peers if peer.id == seat)
    offers: dict[str, Offer] = {one.host: one for one in choices(seat, peers, plan, found.ruled, known)}
    for one in choices(seat, _presuming(found, own, peers), plan, found.ruled, known, len(peers)):
        if one.host not in offers and len(offers) < OFFERED:
            offers[one.host] = one
    shown = []
    for host in list(offers)[:OFFERED]:
        peer = next(one for one in peers if one.id == host)
        plain = fit(own, peer, found.ruled, known)
        shown.append(Choice(host, plain, decisions.get((seat, host), OPEN), presumed=plain.likeness == 0))
    return tuple(shown)


def _presuming(found: Paired, own: Peer, peers: tuple[Peer, ...]) -> list[Peer]:
    """The peers, those further on than `own` with what they may have been through."""
    return [
        replace(peer, offers=peer.offers | found.people[peer.id].presumed) if _further(own, peer) else peer
        for peer in peers
    ]


def decide(house: House, seat: Seat, host: str, decision: str) -> None:
    """What an asker says to somebody they may choose; saying it twice is saying it once.

    Raises RoomError `pairing.not_shown`, `pairing.not_offered`, `pairing.enough`, `pairing.full`.
    """

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, seat.camp)
        found = _paired(connection, seat.camp, shown=True)
        if found is None:
            raise RoomError("pairing.not_shown")
        mine = {one.host: one for one in found.pairs if one.asker == seat.id}
        row = mine.get(host)
        if row is None and host not in {one.host for one in choices_of(house, found, seat.id)}:
            raise RoomError("pairing.not_offered")
        if row is not None and row.decision == decision:
            return
        if decision == ACCEPTED:
            _check_room(found, seat.id, host)
            _spare(connection, found, seat.id, host)
        changed = replace(row or PairRow(seat.id, host, 0.0), decision=decision)
        pairings.decide(connection, found.kept.number, changed)
        pairings.note(connection, seat.camp, decision or "open", "self", house.now())

    house.store.write(use_case)


def _check_room(found: Paired, asker: str, host: str) -> None:
    accepted = [one for one in found.pairs if one.decision == ACCEPTED]
    if sum(one.asker == asker for one in accepted) >= HOSTS:
        raise RoomError("pairing.enough", n=HOSTS)
    others = [one for one in found.standing if one.host == host and one.asker != asker]
    if host not in found.people or len(others) >= found.people[host].peer.capacity:
        raise RoomError("pairing.full")


def _spare(connection: Connection, found: Paired, asker: str, host: str) -> None:
    """Whoever chooses somebody else gives back the place they no longer need."""
    mine = [one for one in found.standing if one.asker == asker and one.host != host]
    proposed = sorted((one for one in mine if one.decision == OPEN), key=lambda one: one.fit)
    for one in proposed[: max(0, len(mine) + 1 - HOSTS)]:
        pairings.drop_pair(connection, found.kept.number, one.asker, one.host)


def take_out(connection: Connection, seat: Seat) -> None:
    """Leave no trace of somebody who withdraws in anything kept about pairs and tables."""
    for kept in pairings.every(connection, seat.camp):
        pairings.put_settings(connection, kept.number, _without(kept.settings, seat.id))


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
