"""A community's resident groups: entered at the desk, taken over from its map, corrected, taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.exercises.cleaning import cleaned
from workshop.model.camp import Community
from workshop.model.community.groups import (
    GroupEnd,
    GroupKind,
    GroupLine,
    GroupRecord,
    SaidBy,
    month_of,
)
from workshop.model.names import fold
from workshop.model.network import Group, GroupLife, LifeChange, Network
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.community.changes import actor, record_in
from workshop.store import networks as network_rows
from workshop.store.community import lives as rows
from workshop.store.community import records
from workshop.store.community.records import NewRecord, RecordKind

LONGEST_NAME, LONGEST_WORDS = 40, 200  # characters
KINDS: Mapping[str, GroupKind] = {kind.value: kind for kind in GroupKind}
LIVING = frozenset({GroupLife.SPROUT, GroupLife.RUNNING, GroupLife.REGISTERED})
NEEDS = frozenset({GroupLife.BURIED, GroupLife.VOICED, GroupLife.ACTIVATED})  # no group yet


def groups(context: AppContext, communities: Sequence[Community]) -> tuple[GroupLine, ...]:
    """The groups of these communities as they stand, in the order they were entered."""
    ids = [one.id for one in communities]
    return context.store.read(lambda connection: rows.groups_of(connection, ids))


def save(
    context: AppContext,
    right: Right | None,
    community: Community,
    key: str,
    record: GroupRecord,
    group: str = "",
) -> None:
    """Enter a group, or with `group` another version of one; the same form again changes nothing.

    Raises InputError as `checked` does, `groups.twice` for a name another group here bears; RoomError `records.unknown`.
    """
    by = actor(right, community)
    tidy = checked(context, record)

    def use_case(connection: Connection) -> None:
        if records.is_known(connection, key):
            return
        lines = rows.groups_of(connection, [community.id])
        if group and group not in {line.id for line in lines}:
            raise RoomError("records.unknown")
        if any(fold(line.record.name) == fold(tidy.name) and line.id != group for line in lines):
            raise InputError("groups.twice", name=tidy.name)
        _add(connection, context, community, key, group or key, tidy, by)

    context.store.write(use_case)


def note_alive(
    context: AppContext,
    right: Right | None,
    community: Community,
    key: str,
    chosen: Collection[str],
    month: date,
    seen_by: SaidBy,
) -> int:
    """Note that groups were alive in a month; returns for how many that is news. A group seen later already, or one that
    ended, stays as it is.

    Raises InputError as `checked` does, `groups.none_chosen`.
    """
    by = actor(right, community)
    if not chosen:
        raise InputError("groups.none_chosen")
    first = month_of(month)

    def use_case(connection: Connection) -> int:
        if records.is_known(connection, key):
            return 0
        news = [
            line
            for line in rows.groups_of(connection, [community.id])
            if line.id in chosen
            and line.record.ended is None
            and (line.record.seen is None or line.record.seen < first)
        ]
        for number, line in enumerate(news):
            seen = checked(context, replace(line.record, seen=first, seen_by=seen_by))
            one = records.one_of_several(key, number)
            _add(connection, context, community, one, line.id, seen, by)
        return len(news)

    return context.store.write(use_case)


def _add(
    connection: Connection,
    context: AppContext,
    community: Community,
    key: str,
    group: str,
    record: GroupRecord,
    by: str,
) -> None:
    content = rows.group_content(record)
    record_in(connection, context, NewRecord(key, community.id, RecordKind.GROUP, group, content=content), by)


def checked(context: AppContext, record: GroupRecord) -> GroupRecord:
    """The record with its words tidied and its months as first days.

    Raises InputError `groups.name`, `groups.future`, `groups.order` where one month lies before another that it follows,
    `groups.seen_by` where nobody says who saw it, `groups.end` where an end has no reason or a reason no month.
    """
    name = cleaned(record.name, LONGEST_NAME)
    if not name:
        raise InputError("groups.name")
    tidy = replace(
        record,
        name=name,
        starter=cleaned(record.starter, LONGEST_NAME),
        into=cleaned(record.into, LONGEST_NAME) if record.end is GroupEnd.MERGED else "",
        reason=cleaned(record.reason, LONGEST_WORDS),
        born=_first(record.born),
        seen=_first(record.seen),
        registered=_first(record.registered),
        ended=_first(record.ended),
    )
    _check_months(tidy, local_day(context.now()))
    if (tidy.seen is None) is not (tidy.seen_by is None):
        raise InputError("groups.seen_by")
    if (tidy.ended is None) is not (tidy.end is None):
        raise InputError("groups.end")
    return tidy


def _first(day: date | None) -> date | None:
    return None if day is None else month_of(day)


def _check_months(record: GroupRecord, today: date) -> None:
    # In a time zone east of the server it may already be tomorrow.
    newest = month_of(today + timedelta(days=1))
    for day in (record.born, record.seen, record.registered, record.ended):
        if day is not None and day > newest:
            raise InputError("groups.future", month=f"{day:%Y-%m}")
    for day in (record.seen, record.registered, record.ended):
        if day is not None and record.born is not None and day < record.born:
            raise InputError("groups.order", earlier=f"{day:%Y-%m}", later=f"{record.born:%Y-%m}")
    for day in (record.seen, record.registered):
        if day is not None and record.ended is not None and day > record.ended:
            raise InputError("groups.order", earlier=f"{record.ended:%Y-%m}", later=f"{day:%Y-%m}")


@dataclass(frozen=True)
class GroupOffer:
    """A group on the community's map that is not among its groups yet."""

    node: str
    record: GroupRecord


def offered(context: AppContext, communities: Sequence[Community]) -> tuple[GroupOffer, ...]:
    """The groups on the newest map of the first community that nobody has entered in any of them, with what the map knows."""
    ids = [one.id for one in communities]
    return context.store.read(lambda connection: _offered_in(connection, ids))


def _offered_in(connection: Connection, communities: Sequence[str]) -> tuple[GroupOffer, ...]:
    version = network_rows.newest(connection, communities[0])
    if version is None:
        return ()
    known = {fold(line.record.name) for line in rows.groups_of(connection, communities)}
    return tuple(
        offer
        for offer in from_map(network_rows.network_of(connection, version.number))
        if fold(offer.record.name) not in known
    )


def from_map(network: Network) -> tuple[GroupOffer, ...]:
    """A map's groups as records: begun when the map says so, ended where it says closed, and nothing it does not say.

    A need that has not become a group is none. That the map shows a group as running is no sighting: nobody says when.
    """
    offers, names = [], set()
    for group in network.groups:
        name = cleaned(network.label(group.id), LONGEST_NAME)
        if group.life in NEEDS or not name or fold(name) in names:
            continue
        names.add(fold(name))
        changes = [change for change in network.changes if change.group == group.id]
        offers.append(GroupOffer(group.id, _from_node(name, group, changes)))
    return tuple(offers)


def _from_node(name: str, group: Group, changes: list[LifeChange]) -> GroupRecord:
    began = [one.when for one in changes if one.when is not None and one.life in LIVING]
    closed = [one for one in changes if one.life is GroupLife.CLOSED and one.when is not None]
    registered = [one.when for one in changes if one.when is not None and one.life is GroupLife.REGISTERED]
    end = closed[-1] if closed and group.life is GroupLife.CLOSED else None
    born = group.since or min(began, default=None)
    ended = end.when if end else None
    if (
        born is not None and ended is not None and ended < born
    ):  # the map contradicts itself: nothing is guessed
        born = None
    after = [day for day in registered if born is None or day >= month_of(born)]
    return GroupRecord(
        name,
        KINDS.get(group.purpose),
        born=_first(born),
        registered=_first(min((day for day in after if ended is None or day <= ended), default=None)),
        ended=_first(ended),
        end=GroupEnd.OTHER if end else None,
        reason=cleaned(end.reason, LONGEST_WORDS) if end else "",
    )


def take_over(context: AppContext, right: Right | None, communities: Sequence[Community], key: str) -> int:
    """Enter every group the map of the first community offers; returns how many. The same press again changes nothing."""
    community = communities[0]
    by = actor(right, community)

    def use_case(connection: Connection) -> int:
        if records.is_known(connection, key):
            return 0
        offers = _offered_in(connection, [one.id for one in communities])
        for number, offer in enumerate(offers):
            one = records.one_of_several(key, number)
            _add(connection, context, community, one, one, offer.record, by)
        return len(offers)

    return context.store.write(use_case)
