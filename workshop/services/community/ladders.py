"""Demonstration ladders of a community: begun, a rung noted or corrected, and read as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from pydantic import TypeAdapter
from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.exercises.cleaning import cleaned, code
from workshop.exercises.columns import read_day
from workshop.learning.community.documented_ladders import NextRung, next_rungs
from workshop.model.camp import Community
from workshop.model.ladder import Climber, ClimberName, Ladder, LadderRung, PlacedRung, ToldWhere
from workshop.model.names import plain
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.community.changes import actor, hold_to_years, record_in
from workshop.store import seats
from workshop.store.community import records as rows
from workshop.store.community.records import NewRecord, RecordKind

LONGEST = 120  # characters of what was done, and of what comes next
MOST_RUNGS = 20
YEAR = re.compile(r"(\d{4})\s*年?")
MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")

_NAMES = TypeAdapter(ClimberName)
_RUNGS = TypeAdapter(LadderRung)


def read_when(typed: str, today: date) -> str:
    """A date as exact as somebody knows it, as `2026`, `2026-05` or `2026-05-30`; of a day in the past.

    Raises InputError `ladder.when` for what cannot be read, `ladder.ahead` for a time that has not come, `records.years`.
    """
    # Digits as keyboards give them: full-width, or of another writing.
    tidy = plain(" ".join(cleaned(typed, LONGEST).split()))
    written = re.sub(r"\d", lambda digit: str(int(digit[0])), tidy)
    if found := YEAR.fullmatch(written):
        when = found[1]
    elif (found := MONTH.fullmatch(written)) and 1 <= int(found[2]) <= 12:
        when = f"{found[1]}-{int(found[2]):02}"
    elif day := read_day(written, _from(today)):
        when = day.isoformat()
    else:
        raise InputError("ladder.when", text=written[:40])
    if when > today.isoformat()[: len(when)]:
        raise InputError("ladder.ahead", text=written[:40])
    hold_to_years(int(when[:4]), today)
    return when


def _from(today: date) -> date:
    """From when on a day without a year is meant: it has happened, so within the last twelve months."""
    return date(today.year - 1, today.month, 28 if (today.month, today.day) == (2, 29) else today.day)


def ladders(context: AppContext, communities: Sequence[Community]) -> tuple[Ladder, ...]:
    """The ladders of these communities as they stand, in the order they were begun."""
    return context.store.read(lambda connection: ladders_in(connection, communities))


def ladders_in(connection: Connection, communities: Sequence[Community]) -> tuple[Ladder, ...]:
    """As `ladders`, inside a transaction."""
    found = rows.standing(rows.records(connection, RecordKind.LADDER, [one.id for one in communities]))
    made = []
    for head in found:
        if head.part:
            continue
        who = _NAMES.validate_python(head.content)
        if head.seat is not None and (seat := seats.seat_by_id(connection, head.seat)) is not None:
            who = replace(who, name=seat.nickname)
        rungs = [
            PlacedRung(one.part, _RUNGS.validate_python(one.content))
            for one in found
            if one.thing == head.thing and one.part
        ]
        # A stable sort: rungs of the same date stay as they were noted.
        rungs.sort(key=lambda one: one.rung.when)
        made.append(Ladder(head.thing, head.community, who, head.seat, tuple(rungs)))
    return tuple(made)


def begin(
    context: AppContext,
    right: Right | None,
    community: Community,
    key: str,
    who: ClimberName,
    seat_id: str | None = None,
) -> str:
    """Begin a ladder; returns its id. Of a participant (`seat_id`) the nickname is read from the seat, and kept nowhere else.

    Raises InputError `ladder.no_name`, `ladder.not_asked` for a person who has not agreed; RoomError `seat.unknown`.
    """
    by = actor(right, community)
    name = code(who.name)
    if not name and seat_id is None:
        raise InputError("ladder.no_name")
    if who.climber is Climber.PERSON and not who.agreed:
        raise InputError("ladder.not_asked")
    kept = replace(who, name="" if seat_id is not None else name)

    def use_case(connection: Connection) -> None:
        if seat_id is not None:
            seat = seats.seat_by_id(connection, seat_id)
            if seat is None or seat.community != community.id:
                raise RoomError("seat.unknown", seat=seat_id)
        content = cast(dict[str, object], _NAMES.dump_python(kept, mode="json"))
        new = NewRecord(key, community.id, RecordKind.LADDER, key, content=content, seat=seat_id)
        record_in(connection, context, new, by)

    context.store.write(use_case)
    return key


def note_rung(
    context: AppContext,
    right: Right | None,
    community: Community,
    key: str,
    ladder_id: str,
    rung: LadderRung,
    rung_id: str = "",
) -> None:
    """Note a rung, or with `rung_id` a newer version of one.

    Raises InputError `ladder.no_what`, `ladder.kind`, `ladder.when`, `ladder.ahead`, `ladder.told_before`, `records.years`,
    `ladder.many`, `exercises.too_long`;
    RoomError `records.unknown`.
    """
    by = actor(right, community)
    checked = _checked(context, rung)

    def use_case(connection: Connection) -> None:
        ladder = next((one for one in ladders_in(connection, [community]) if one.id == ladder_id), None)
        if ladder is None or (rung_id and rung_id not in {one.id for one in ladder.rungs}):
            raise RoomError("records.unknown")
        if not rung_id and len(ladder.rungs) >= MOST_RUNGS and not rows.is_known(connection, key):
            raise InputError("ladder.many", most=MOST_RUNGS)
        content = cast(dict[str, object], _RUNGS.dump_python(checked, mode="json"))
        new = NewRecord(key, community.id, RecordKind.LADDER, ladder_id, rung_id or key, content, ladder.seat)
        record_in(connection, context, new, by)

    context.store.write(use_case)


def _checked(context: AppContext, rung: LadderRung) -> LadderRung:
    today = local_day(context.now())
    what = " ".join(cleaned(rung.what, LONGEST).split())
    if not what:
        raise InputError("ladder.no_what")
    if context.content.ladders.kind(rung.kind) is None:
        raise InputError("ladder.kind")
    told_when = read_when(rung.told_when, today) if rung.told_when.strip() else ""
    when = read_when(rung.when, today)
    told = rung.told is not ToldWhere.NOT_YET and bool(told_when)
    # Of two dates the one that is known less exactly says how far they can be compared.
    if told and told_when[: len(when)] < when[: len(told_when)]:
        raise InputError("ladder.told_before", when=when)
    return replace(
        rung,
        what=what,
        when=when,
        needs=tuple(dict.fromkeys(rung.needs)),
        told_when="" if rung.told is ToldWhere.NOT_YET else told_when,
        wish=" ".join(cleaned(rung.wish, LONGEST).split()),
    )


def could_follow(context: AppContext, ladder: Ladder) -> tuple[NextRung, ...]:
    """What came next in documented cases after a rung such as the one they stand on."""
    return next_rungs(context.content.ladders, ladder.top.kind) if ladder.top else ()


def coded(ladder: Ladder) -> Ladder:
    """The ladder as it leaves the house: a person under a code that stays, and no longer tied to a seat."""
    return replace(ladder, who=replace(ladder.who, name=ladder.code), seat=None)
