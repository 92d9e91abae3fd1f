"""Table access for what is recorded about a community: rows are added, and what stands is what folding them leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from workshop.store.community.schema_community import community_record


class RecordKind(StrEnum):
    """What is recorded."""

    LADDER = "ladder"
    GRANT = "grant"
    GROUP = "group"  # a group and its life
    WORK_TIME = "work_time"
    CIRCLE = "circle"  # a sharing meeting's minutes


@dataclass(frozen=True)
class CommunityRecord:
    """One row. `content` is None where something is taken away or undone."""

    number: int
    key: str
    community: str
    kind: RecordKind
    thing: str
    part: str
    content: Mapping[str, object] | None
    seat: str | None
    undoes: int | None
    by: str
    at: datetime


@dataclass(frozen=True)
class NewRecord:
    """A row to be added."""

    key: str
    community: str
    kind: RecordKind
    thing: str
    part: str = ""
    content: Mapping[str, object] | None = None
    seat: str | None = None
    undoes: int | None = None


def add_record(connection: Connection, new: NewRecord, by: str, at: datetime) -> None:
    connection.execute(
        insert(community_record).values(
            key=new.key,
            community_id=new.community,
            kind=new.kind.value,
            thing=new.thing,
            part=new.part,
            content=None if new.content is None else dict(new.content),
            seat_id=new.seat,
            undoes=new.undoes,
            by=by,
            at=at,
        )
    )


TOGETHER = "."  # in a key: which of several rows of one press it is


def one_of_several(press: str, number: int) -> str:
    """The key of one of the rows that a press adds together; the first bears the press's own."""
    return f"{press}{TOGETHER}{number}" if number else press


def of_press(rows: Iterable[CommunityRecord], one: CommunityRecord) -> tuple[CommunityRecord, ...]:
    """The rows that were added by the same press as this one."""
    press = one.key.partition(TOGETHER)[0]
    return tuple(row for row in rows if row.key.partition(TOGETHER)[0] == press)


def is_known(connection: Connection, key: str) -> bool:
    """Whether this press was stored already."""
    found = select(community_record.c.number).where(community_record.c.key == key)
    return connection.execute(found).first() is not None


def records(
    connection: Connection, kind: RecordKind, communities: Collection[str]
) -> tuple[CommunityRecord, ...]:
    """Every row about these communities, oldest first."""
    rows = connection.execute(
        select(community_record)
        .where(
            community_record.c.kind == kind.value,
            community_record.c.community_id.in_(list(communities)),
        )
        .order_by(community_record.c.number)
    )
    return tuple(
        CommunityRecord(
            row.number,
            row.key,
            row.community_id,
            RecordKind(row.kind),
            row.thing,
            row.part,
            row.content,
            row.seat_id,
            row.undoes,
            row.by,
            row.at,
        )
        for row in rows
    )


def undone(rows: Sequence[CommunityRecord]) -> frozenset[int]:
    """The numbers of rows that do not stand: undone by a row that does. Newest first, so an undo may be undone."""
    gone: set[int] = set()
    for row in reversed(rows):
        if row.undoes is not None and row.number not in gone:
            gone.add(row.undoes)
    return frozenset(gone)


def standing(rows: Sequence[CommunityRecord]) -> tuple[CommunityRecord, ...]:
    """The newest row of each part that was not undone, without what was taken away; in the order parts were begun.

    A part goes with its thing.
    """
    gone = undone(rows)
    newest: dict[tuple[str, str], CommunityRecord] = {}
    for row in rows:
        if row.undoes is None and row.number not in gone:
            newest[row.thing, row.part] = row
    things = {thing for (thing, part), row in newest.items() if part == "" and row.content is not None}
    return tuple(row for row in newest.values() if row.content is not None and row.thing in things)


def last_change(rows: Sequence[CommunityRecord]) -> CommunityRecord | None:
    """The newest row that an undo would take back."""
    gone = undone(rows)
    return next((row for row in reversed(rows) if row.undoes is None and row.number not in gone), None)


def last_undo(rows: Sequence[CommunityRecord]) -> CommunityRecord | None:
    """The newest undo that may be undone: after another change nothing is put back any more."""
    gone = undone(rows)
    undoing = {row.number for row in rows if row.undoes is not None}
    # What put something back leaves the row before it as the newest.
    left = [row for row in rows if row.number not in gone and row.undoes not in undoing]
    return left[-1] if left and left[-1].undoes is not None else None


def things_of_seat(connection: Connection, kind: RecordKind, seat_id: str) -> frozenset[str]:
    """What was ever about, or from, this seat."""
    found = select(community_record.c.thing).where(
        community_record.c.kind == kind.value, community_record.c.seat_id == seat_id
    )
    return frozenset(connection.execute(found).scalars())


def erase_things(connection: Connection, things: Iterable[str]) -> int:
    """Delete things with every version of every part; returns how many rows went."""
    return connection.execute(
        delete(community_record).where(community_record.c.thing.in_(list(things)))
    ).rowcount


def rewrite(connection: Connection, number: int, content: Mapping[str, object]) -> None:
    """Replace what a row holds, for erasing a name from every version."""
    connection.execute(
        update(community_record).where(community_record.c.number == number).values(content=dict(content))
    )
