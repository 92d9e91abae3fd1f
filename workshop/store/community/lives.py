"""Groups, working time and sharing meetings as they are kept in a community's records, and how a person is erased from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

from pydantic import TypeAdapter
from sqlalchemy import Connection

from workshop.model.community.circle import Circle, CircleDoubt, CircleLine, in_order
from workshop.model.community.groups import GroupLine, GroupRecord
from workshop.model.community.work_time import WorkLine, WorkTime
from workshop.model.names import without_name
from workshop.store.community import records as rows
from workshop.store.community.records import CommunityRecord, RecordKind

Content = Mapping[str, object]

_GROUPS = TypeAdapter(GroupRecord)
_TIMES = TypeAdapter(WorkTime)
_CIRCLES = TypeAdapter(Circle)


def group_content(record: GroupRecord) -> Content:
    return cast(Content, _GROUPS.dump_python(record, mode="json"))


def time_content(entry: WorkTime) -> Content:
    return cast(Content, _TIMES.dump_python(entry, mode="json"))


def circle_content(circle: Circle) -> Content:
    return cast(Content, _CIRCLES.dump_python(circle, mode="json"))


def _standing(
    connection: Connection, kind: RecordKind, communities: Sequence[str]
) -> tuple[CommunityRecord, ...]:
    return rows.standing(rows.records(connection, kind, communities))


def groups_of(connection: Connection, communities: Sequence[str]) -> tuple[GroupLine, ...]:
    """The groups of these communities as they stand, in the order they were entered."""
    return tuple(
        GroupLine(one.thing, one.community, one.number, _GROUPS.validate_python(one.content))
        for one in _standing(connection, RecordKind.GROUP, communities)
    )


def times_of(connection: Connection, communities: Sequence[str]) -> tuple[WorkLine, ...]:
    """Every entry that counts, oldest month first; of one month, person, group and measure the newest of all camps."""
    newest: dict[object, WorkLine] = {}
    for one in _standing(connection, RecordKind.WORK_TIME, communities):
        line = WorkLine(one.thing, one.community, one.number, _TIMES.validate_python(one.content))
        before = newest.get(line.entry.about)
        if before is None or before.number < line.number:
            newest[line.entry.about] = line
    return tuple(
        sorted(newest.values(), key=lambda line: (line.entry.month, line.entry.group, line.entry.spender))
    )


def circles_of(connection: Connection, communities: Sequence[str]) -> tuple[CircleLine, ...]:
    """The meetings of these communities, oldest first."""
    return in_order(
        CircleLine(one.thing, one.community, one.number, _CIRCLES.validate_python(one.content))
        for one in _standing(connection, RecordKind.CIRCLE, communities)
    )


def take_out(connection: Connection, community: str, names: Collection[str]) -> None:
    """Erase a person from every version: their names, what they told, answered, and said they would try. A doubt they voiced
    stays without them: it is the room's.
    """
    gone = frozenset(name for name in names if name.strip())
    for kind in (RecordKind.GROUP, RecordKind.CIRCLE):
        for one in rows.records(connection, kind, [community]) if gone else ():
            if one.content is None:
                continue
            left = _without(kind, one.content, gone)
            if left != one.content:
                rows.rewrite(connection, one.number, left)


def _without(kind: RecordKind, content: Content, gone: Collection[str]) -> Content:
    if kind is RecordKind.CIRCLE:
        return circle_content(without_person(_CIRCLES.validate_python(content), gone))
    record = _GROUPS.validate_python(content)
    starter = without_name(record.starter, gone)
    return content if starter == record.starter else group_content(replace(record, starter=starter))


def without_person(circle: Circle, gone: Collection[str]) -> Circle:
    """The minutes without whoever bears one of these names. What several told or answered together stays the others'."""
    teller = without_name(circle.teller, gone)
    tries = (replace(one, who=without_name(one.who, gone)) for one in circle.tries)
    return replace(
        circle,
        teller=teller,
        story="" if circle.teller and not teller else circle.story,
        doubts=tuple(_doubt_without(one, gone) for one in circle.doubts),
        tries=tuple(
            one for one, before in zip(tries, circle.tries, strict=True) if one.who or not before.who
        ),
    )


def _doubt_without(doubt: CircleDoubt, gone: Collection[str]) -> CircleDoubt:
    raised, answered = without_name(doubt.raised_by, gone), without_name(doubt.answered_by, gone)
    answer = "" if doubt.answered_by and not answered else doubt.answer
    return replace(doubt, raised_by=raised, answered_by=answered, answer=answer)
