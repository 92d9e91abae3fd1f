"""Seating in rounds (social golfer problem) for the running room: seat, show, turn rounds, let latecomers in,
take back.

Every chair's occupant is stored with the plan; an absent person leaves an empty chair and a latecomer takes
one, so nobody else moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.learning.seating.late_arrivals import arrive, leave
from workshop.learning.seating.rounds import Plan, Seating, judged, seat
from workshop.learning.seating.schedule import Method
from workshop.model.camp import Camp, Seat
from workshop.model.matching import Peer, both
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.matching.pairing_people import ABSENT, APART
from workshop.store import camps, pairings, seats
from workshop.store.pairings import PairingInput, Settings, StoredPairing

ROUNDS = "rounds"
AT_A_TABLE = (5, 4, 6)  # people per table, the most usual first
MOST_ROUNDS = 12


@dataclass(frozen=True)
class Seated:
    """A stored seating. `now` counts rounds from 1, 0 before the first; `late` are present and have no chair
    yet.
    """

    kept: StoredPairing
    plan: Plan
    judged: Seating
    now: int
    late: tuple[str, ...]


def proposals(people: int) -> tuple[int, ...]:
    """Numbers of tables for five, four and six at each, without doubles; at least one.

    >>> proposals(40)
    (8, 10, 7)
    """
    return tuple(dict.fromkeys(max(1, round(people / size)) for size in AT_A_TABLE))


def people_here(context: AppContext, camp: Camp) -> tuple[Peer, ...]:
    """Everybody in the room, with organisation (their community) and role."""
    return context.store.read(lambda connection: _people(connection, camp.id))


def seat_room(context: AppContext, camp: Camp, tables: int, rounds: int, by: str) -> Seated:
    """Make a new seating for everybody present.

    Raises InputError as `learning.seating.rounds.seat`, `rounds.rounds` above twelve; RoomError
    `network.stopped`.
    """
    if rounds > MOST_ROUNDS:
        raise InputError("rounds.rounds", rounds=rounds, most=MOST_ROUNDS)
    people = people_here(context, camp)
    apart = context.store.read(lambda connection: _apart(pairings.inputs(connection, camp.id)))
    seating = workers.run(None, seat, people, tables, rounds, apart)
    keep(context, camp, seating.plan, by)
    made = current(context, camp.id)
    if made is None:
        raise RoomError("seating.none")
    return made


def keep(context: AppContext, camp: Camp, plan: Plan, by: str) -> None:
    """Keep a plan as the newest seating, not on the phones yet."""

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        pairings.add(connection, camp.id, ROUNDS, _kept_plan(plan, 0), shown=False, by=by, at=context.now())
        pairings.note(connection, camp.id, "seated", by, context.now())

    context.store.write(use_case)


def current(context: AppContext, camp_id: str) -> Seated | None:
    """The newest seating that is not undone."""
    return context.store.read(lambda connection: _seated(connection, camp_id, shown=False))


def on_phones(context: AppContext, camp_id: str) -> Seated | None:
    """The seating the phones show."""
    return context.store.read(lambda connection: _seated(connection, camp_id, shown=True))


def show(context: AppContext, camp: Camp, by: str) -> None:
    """Put the newest seating on the phones, in place of any before. Raises RoomError `seating.none`."""
    context.store.write(lambda connection: _show_only(connection, context, camp, by, 1))


def hide(context: AppContext, camp: Camp, by: str) -> None:
    """Take the tables off the phones. Raises RoomError `seating.none`."""
    context.store.write(lambda connection: _show_only(connection, context, camp, by, 0))


def _show_only(connection: Connection, context: AppContext, camp: Camp, by: str, newest: int) -> None:
    """Show the newest seating, or none (`newest` is 1 or 0); hide all others."""
    camps.hold_camp(connection, camp.id)
    stored_pairings = pairings.standing(connection, camp.id, ROUNDS)
    if not stored_pairings:
        raise RoomError("seating.none")
    for place, stored_pairing in enumerate(stored_pairings):
        if stored_pairing.shown != (place < newest):
            pairings.touch(connection, stored_pairing, shown=place < newest, by=by, at=context.now())
    pairings.note(connection, camp.id, "shown" if newest else "hidden", by, context.now())


def turn_to(context: AppContext, camp: Camp, number: int, by: str) -> None:
    """Set the current round, from 1; 0 is before the first.

    Raises RoomError `seating.none`, InputError `seating.no_such_round`.
    """

    def use_case(connection: Connection) -> None:
        stored_pairing, plan, _ = _newest(connection, camp.id)
        if not 0 <= number <= len(plan.paths):
            raise InputError("seating.no_such_round", number=number, rounds=len(plan.paths))
        _put(connection, stored_pairing, plan, number)
        pairings.note(connection, camp.id, "round", by, context.now())

    context.store.write(use_case)


def let_in(context: AppContext, camp: Camp, by: str) -> int:
    """Give everybody present without a chair one, from the current round on; returns how many there were.

    Raises RoomError `seating.none`.
    """

    def use_case(connection: Connection) -> int:
        stored_pairing, plan, now = _newest(connection, camp.id)
        people = _people(connection, camp.id)
        apart = _apart(pairings.inputs(connection, camp.id))
        late = _late(plan, people)
        for who in late:
            newcomer = next(one for one in people if one.id == who)
            plan = arrive(plan, newcomer, people, apart, since=max(0, now - 1))
        if late:
            _put(connection, stored_pairing, plan, now)
            pairings.note(connection, camp.id, "let_in", by, context.now())
        return len(late)

    return context.store.write(use_case)


def reseat_in(
    connection: Connection, context: AppContext, camp_id: str, person: str, table: int, by: str
) -> str:
    """Move somebody to another table (from 1) for the round that is on; whoever has no chair gets one. Why not, or "".

    The other rounds stay as they were made.
    """
    stored_pairing = pairings.newest(connection, camp_id, ROUNDS, shown=True)
    if stored_pairing is None:
        return "no_tables"
    plan, now = _plan(stored_pairing.settings)
    people = _people(connection, camp_id)
    newcomer = next((one for one in people if one.id == person and one.present), None)
    if newcomer is None or not 1 <= table <= plan.tables:
        return "no_table"
    turn = max(0, now - 1)
    if person not in plan.sitting:
        plan = arrive(plan, newcomer, people, _apart(pairings.inputs(connection, camp_id)), since=turn)
    chair = plan.sitting.index(person)
    if plan.paths[turn][chair] == table - 1 and stored_pairing.settings["sitting"] == list(plan.sitting):
        return "same_table"
    path = (*plan.paths[turn][:chair], table - 1, *plan.paths[turn][chair + 1 :])
    paths = (*plan.paths[:turn], path, *plan.paths[turn + 1 :])
    _put(connection, stored_pairing, replace(plan, paths=paths), now)
    pairings.note(connection, camp_id, "reseated", by, context.now())
    return ""


@dataclass(frozen=True)
class ChairPlace:
    """A person's place in one round: table from 1, and the others there."""

    round: int
    table: int
    others: tuple[str, ...]


def places_of(seated: Seated, seat: Seat) -> tuple[ChairPlace, ...]:
    """A person's tables through the rounds; empty for a person without a chair."""
    tables, others = seated.plan.tables_of(seat.id), seated.plan.partners_of(seat.id)
    return tuple(
        ChairPlace(number + 1, table + 1, who)
        for number, (table, who) in enumerate(zip(tables, others, strict=True))
    )


def tables_of(context: AppContext, camp: Camp) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The round that runs, or the first before it, and for each table the communities of those who sit there."""
    seated = on_phones(context, camp.id)
    if seated is None or not seated.plan.rounds:
        return 1, ()

    def use_case(connection: Connection) -> dict[str, str]:
        names = {one.id: one.name for one in camps.communities(connection, camp.id)}
        return {one.id: names[one.community] for one in seats.seats(connection, camp.id)}

    of = context.store.read(use_case)
    number = max(1, seated.now)
    tables = seated.plan.rounds[number - 1]
    return number, tuple(tuple(of[who] for who in table if who in of) for table in tables)


def _seated(connection: Connection, camp: str, *, shown: bool) -> Seated | None:
    stored_pairing = pairings.newest(connection, camp, ROUNDS, shown=shown)
    if stored_pairing is None:
        return None
    people = _people(connection, camp)
    plan, now = _plan(stored_pairing.settings)
    here = {one.id for one in people if one.present}
    for who in plan.sitting:
        if who is not None and who not in here:  # absent, or put aside
            plan = leave(plan, who)
    apart = _apart(pairings.inputs(connection, camp))
    return Seated(stored_pairing, plan, judged(plan, people, apart), now, _late(plan, people))


def _newest(connection: Connection, camp: str) -> tuple[StoredPairing, Plan, int]:
    camps.hold_camp(connection, camp)
    stored_pairing = pairings.newest(connection, camp, ROUNDS)
    if stored_pairing is None:
        raise RoomError("seating.none")
    return stored_pairing, *_plan(stored_pairing.settings)


def _put(connection: Connection, stored_pairing: StoredPairing, plan: Plan, now: int) -> None:
    pairings.put_settings(connection, stored_pairing.number, _kept_plan(plan, now))


def _kept_plan(plan: Plan, now: int) -> Settings:
    return {
        "method": plan.method.value,
        "tables": plan.tables,
        "paths": [list(one) for one in plan.paths],
        "sitting": list(plan.sitting),
        "now": now,
    }


def _plan(settings: Settings) -> tuple[Plan, int]:
    """The stored plan and its current round."""
    paths, sitting = settings["paths"], settings["sitting"]
    plan = Plan(
        method=Method(str(settings["method"])),
        tables=int(str(settings["tables"])),
        paths=tuple(tuple(one) for one in paths) if isinstance(paths, list) else (),
        sitting=tuple(sitting) if isinstance(sitting, list) else (),
    )
    return plan, int(str(settings["now"]))


def _people(connection: Connection, camp: str) -> tuple[Peer, ...]:
    away = {one.seat for one in pairings.inputs(connection, camp) if one.kind == ABSENT}
    return tuple(
        Peer(one.id, organisation=one.community, role=one.role.value, present=one.id not in away)
        for one in seats.seats(connection, camp)
    )


def _apart(inputs: tuple[PairingInput, ...]) -> frozenset[frozenset[str]]:
    return frozenset(both(one.seat, one.other) for one in inputs if one.kind == APART and one.other)


def _late(plan: Plan, people: tuple[Peer, ...]) -> tuple[str, ...]:
    return tuple(one.id for one in people if one.present and one.id not in plan.sitting)
