"""Changing what is recorded about a community: who may, one press once, taking back and putting back, erasing for good.

What a ladder or a grant is made of is said in their own modules; here a record is only its kind, its thing and its part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from workshop.base.errors import AccessError, InputError, RoomError
from workshop.model.camp import Camp, Community
from workshop.model.names import fold
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.store import camps as camp_rows
from workshop.store.community import records as rows
from workshop.store.community import withdrawal
from workshop.store.community.records import CommunityRecord, NewRecord, RecordKind

# The years that ladders, grants and meetings are noted of.
EARLIEST_YEAR = 1990
YEARS_AHEAD = 2


@dataclass(frozen=True)
class RecordChange:
    """A change that can be taken back or put back: what it was about, by whom and when."""

    number: int
    thing: str
    part: str
    content: Mapping[str, object] | None
    by: str
    at: datetime


def actor(right: Right | None, community: Community) -> str:
    """Who changes it. Raises AccessError `access.needed` for anybody but its facilitator and the organiser."""
    if right is None or not right.covers(community.camp):
        raise AccessError("access.needed")
    return "organiser" if right.organiser else "facilitator"


def record_in(connection: Connection, context: AppContext, new: NewRecord, by: str) -> None:
    """Add a row; the same press again adds none."""
    if not rows.is_known(connection, new.key):
        rows.add_record(connection, new, by, context.now())


def hold_to_years(year: int, today: date) -> None:
    """Raises InputError `records.years` for a year no record is about: a slip of the finger."""
    last = today.year + YEARS_AHEAD
    if not EARLIEST_YEAR <= year <= last:
        raise InputError("records.years", first=EARLIEST_YEAR, last=last)


def take_away(
    context: AppContext,
    right: Right | None,
    community: Community,
    kind: RecordKind,
    key: str,
    thing: str,
    part: str = "",
) -> None:
    """Take away a part, or without one the whole thing; an undo brings it back. Raises RoomError `records.unknown`."""
    by = actor(right, community)

    def use_case(connection: Connection) -> None:
        if (thing, part) not in {(one.thing, one.part) for one in _standing(connection, kind, community)}:
            raise RoomError("records.unknown")
        record_in(connection, context, NewRecord(key, community.id, kind, thing, part), by)

    context.store.write(use_case)


def to_take_back(
    context: AppContext, kind: RecordKind, community: Community
) -> tuple[RecordChange | None, RecordChange | None]:
    """The newest change, which can be taken back, and the newest that was taken back, which can be put back."""

    def use_case(connection: Connection) -> tuple[CommunityRecord, ...]:
        return rows.records(connection, kind, [community.id])

    every = context.store.read(use_case)
    undo = rows.last_undo(every)
    by_number = {one.number: one for one in every}
    back = by_number.get(undo.undoes) if undo is not None and undo.undoes is not None else None
    last = rows.last_change(every)
    return (None if last is None else _change(last), None if back is None else _change(back))


def take_back(
    context: AppContext, right: Right | None, community: Community, kind: RecordKind, key: str, number: int
) -> None:
    """Undo the change of that number, with whatever the same press changed. Raises RoomError `records.moved_on` where it is
    the newest no longer.
    """
    by = actor(right, community)

    def use_case(connection: Connection) -> None:
        if rows.is_known(connection, key):
            return
        every = rows.records(connection, kind, [community.id])
        last = rows.last_change(every)
        if last is None or last.number != number:
            raise RoomError("records.moved_on")
        _undo(connection, context, key, rows.of_press(every, last), by)

    context.store.write(use_case)


def put_back(
    context: AppContext, right: Right | None, community: Community, kind: RecordKind, key: str
) -> None:
    """Undo the newest undo. Raises RoomError `records.moved_on` where something else has happened since."""
    by = actor(right, community)

    def use_case(connection: Connection) -> None:
        if rows.is_known(connection, key):
            return
        every = rows.records(connection, kind, [community.id])
        undo = rows.last_undo(every)
        if undo is None:
            raise RoomError("records.moved_on")
        _undo(connection, context, key, rows.of_press(every, undo), by)

    context.store.write(use_case)


def _undo(
    connection: Connection, context: AppContext, key: str, undone: Iterable[CommunityRecord], by: str
) -> None:
    for number, one in enumerate(undone):
        again = rows.one_of_several(key, number)
        new = NewRecord(again, one.community, one.kind, one.thing, one.part, undoes=one.number)
        record_in(connection, context, new, by)


def erase(context: AppContext, right: Right | None, community: Community, thing: str) -> None:
    """Delete a thing with every version of it, for good: its person does not want it kept. Raises RoomError
    `records.unknown`.
    """
    by = actor(right, community)

    def use_case(connection: Connection) -> None:
        known = {one.thing for kind in RecordKind for one in rows.records(connection, kind, [community.id])}
        if thing not in known:
            raise RoomError("records.unknown")
        rows.erase_things(connection, [thing])
        camp_rows.note(connection, community.camp, "record_erased", by, context.now())

    context.store.erase(use_case)


def erase_person(context: AppContext, right: Right | None, community: Community, name: str) -> int:
    """Erase somebody who has no seat here from every version of everything recorded about the camp's communities: who started
    a group, told, answered, voiced a doubt or wants to try, climbed a ladder, laid money out, leads a direction. Returns how
    many notes still name them inside longer text. It cannot be undone.
    """
    by = actor(right, community)

    def use_case(connection: Connection) -> int:
        left = withdrawal.take_out_name(connection, community, name)
        camp_rows.note(connection, community.camp, "record_erased", by, context.now())
        return left

    return context.store.erase(use_case)


def _standing(connection: Connection, kind: RecordKind, community: Community) -> tuple[CommunityRecord, ...]:
    return rows.standing(rows.records(connection, kind, [community.id]))


def _change(row: CommunityRecord) -> RecordChange:
    return RecordChange(row.number, row.thing, row.part, row.content, row.by, row.at)


def everywhere(context: AppContext, steered: Iterable[Camp], community: Community) -> tuple[Community, ...]:
    """The same community in all these camps, by its name, as assessments know it again; the given one first."""
    same = [
        one
        for camp in steered
        for one in camps.communities(context, camp.id)
        if fold(one.name) == fold(community.name) and one.id != community.id
    ]
    return (community, *same)
