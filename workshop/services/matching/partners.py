"""Pairs and trios of a `match` step in the running room: made by a press, taken back while nobody has begun.

The groups are stored with the seating and the pairings. A latecomer joins one, a person who withdraws leaves theirs, and
a partner left alone joins another; nobody else moves.
"""

from __future__ import annotations

from sqlalchemy import Connection

from workshop.learning.matching.mixing import Groups, joined, mixed, without
from workshop.model.camp import CampStep, Seat
from workshop.model.matching import Peer, Settled, both
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.questions import exercise_of
from workshop.services.matching.pairing_people import ABSENT, APART, asks_in
from workshop.store import answers, pairings, seats
from workshop.store.pairings import StoredPairing

MATCH = "match"
SIZES = {"trio": 3}  # by the step's `who`; anybody else is matched in pairs


def match_of(context: AppContext, step: CampStep) -> tuple[str, int] | None:
    """The step's question that matches people, and how many sit together; None where it matches nobody."""
    return next(
        (
            (one.id, SIZES.get(one.who, 2))
            for one in exercise_of(context, step).steps
            if one.kind is StepKind.MATCH
        ),
        None,
    )


def make_in(connection: Connection, context: AppContext, step: CampStep, camp_id: str, by: str) -> str:
    """Make the groups of a step, inside a transaction that holds the camp; returns why there are none, or nothing."""
    asked = match_of(context, step)
    if asked is None:
        return "no_match"
    if groups_in(connection, camp_id, step.id):
        return "matched"
    # In an order of chance, so that pairs made anew are others where as good ones can be had.
    people = sorted(_people(connection, context, camp_id), key=lambda _: context.chance(1 << 32))
    groups = mixed(
        people, asked[1], Settled(apart=_apart(connection, camp_id), met=_met(connection, camp_id))
    )
    if not groups:
        return "nobody_to_match"
    pairings.add(connection, camp_id, MATCH, _settings(step.id, groups), shown=True, by=by, at=context.now())
    pairings.note(connection, camp_id, MATCH, by, context.now())
    return ""


def take_back_in(connection: Connection, context: AppContext, step: CampStep, camp_id: str, by: str) -> str:
    """Take the groups of a step back; returns why that cannot be, or nothing."""
    stored = _standing(connection, camp_id, step.id)
    if stored is None:
        return "not_matched"
    if begun_in(connection, context, step, camp_id):
        return "have_met"
    pairings.touch(connection, stored, shown=False, undone=True, by=by, at=context.now())
    pairings.note(connection, camp_id, "unmatch", by, context.now())
    return ""


def begun_in(connection: Connection, context: AppContext, step: CampStep, camp_id: str) -> bool:
    """Whether somebody has said that their group has met."""
    asked = match_of(context, step)
    given = answers.current_answers(connection, camp_id, step=step.id)
    return asked is not None and any(one.question == asked[0] for one in given)


def groups_in(connection: Connection, camp_id: str, step_id: str) -> Groups:
    """The step's groups as they are now; none before they are made."""
    stored = _standing(connection, camp_id, step_id)
    return _groups(stored) if stored else ()


def let_in(connection: Connection, context: AppContext, seat: Seat) -> None:
    """A latecomer joins a group of every step whose groups are made."""
    apart = _apart(connection, seat.camp)
    for stored in pairings.standing(connection, seat.camp, MATCH):
        _put(connection, stored, joined(_groups(stored), seat.id, apart))
        pairings.note(connection, seat.camp, "let_in", "seat", context.now())


def leave(connection: Connection, context: AppContext, seat: Seat) -> None:
    """A person leaves their groups, those taken back too; a partner left alone joins another."""
    apart = _apart(connection, seat.camp)
    for stored in pairings.every(connection, seat.camp):
        if stored.kind == MATCH and any(seat.id in group for group in _groups(stored)):
            _put(connection, stored, without(_groups(stored), seat.id, apart))
            pairings.note(connection, seat.camp, "left", "seat", context.now())


def _standing(connection: Connection, camp_id: str, step_id: str) -> StoredPairing | None:
    return next(
        (one for one in pairings.standing(connection, camp_id, MATCH) if one.settings.get("step") == step_id),
        None,
    )


def _settings(step_id: str, groups: Groups) -> pairings.Settings:
    return {"step": step_id, "groups": [list(group) for group in groups]}


def _groups(stored: StoredPairing) -> Groups:
    found = stored.settings.get("groups")
    return tuple(tuple(str(one) for one in group) for group in found) if isinstance(found, list) else ()


def _put(connection: Connection, stored: StoredPairing, groups: Groups) -> None:
    pairings.put_settings(connection, stored.number, _settings(str(stored.settings["step"]), groups))


def _people(connection: Connection, context: AppContext, camp_id: str) -> list[Peer]:
    """Everybody with a phone who is not marked as away; somebody typed in from a sheet is matched by reading out."""
    away = {one.seat for one in pairings.inputs(connection, camp_id) if one.kind == ABSENT}
    asks = asks_in(connection, context, camp_id)
    return [
        Peer(one.id, organisation=one.community, role=one.role.value, asks=asks.get(one.id, ()))
        for one in seats.seats(connection, camp_id)
        if one.id not in away and not one.on_paper
    ]


def _apart(connection: Connection, camp_id: str) -> frozenset[frozenset[str]]:
    return frozenset(
        both(one.seat, one.other)
        for one in pairings.inputs(connection, camp_id)
        if one.kind == APART and one.other
    )


def _met(connection: Connection, camp_id: str) -> dict[frozenset[str], float]:
    """Who has been together in a group of this camp before."""
    return {
        both(one, other): 1.0
        for stored in pairings.standing(connection, camp_id, MATCH)
        for group in _groups(stored)
        for one in group
        for other in group
        if one != other
    }
