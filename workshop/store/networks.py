"""Table access for relationship networks; every save adds a version, undo marks the newest one as undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from workshop.model.network import (
    About,
    Building,
    Group,
    GroupLife,
    LifeChange,
    Network,
    Person,
    PersonKind,
    Relation,
    Remark,
    Tie,
)
from workshop.store.schema import building, life_change, network, person, remark, resident_group, tie

RELATIONS = frozenset(Relation)
ABOUT = frozenset(About)


@dataclass(frozen=True)
class Version:
    """When, by whom and why a network was saved."""

    number: int
    community: str
    at: datetime
    by: str
    note: str
    wave: str = ""


def add_network(
    connection: Connection, community: str, new: Network, by: str, note: str, at: datetime
) -> int:
    """Add a version; returns its number."""
    result = connection.execute(
        insert(network).values(
            community_id=community,
            wave=new.wave,
            name=new.name,
            directed=new.directed,
            extra=[[node, [list(pair) for pair in pairs]] for node, pairs in new.extra],
            spots=[list(spot) for spot in new.spots],
            by=by,
            note=note,
            undone=False,
            at=at,
        )
    )
    number = int(result.inserted_primary_key[0])  # type: ignore[index]
    _add_rows(connection, number, new)
    return number


def _add_rows(connection: Connection, number: int, new: Network) -> None:
    people = [
        {
            "network_number": number,
            "position": position,
            "id": one.id,
            "label": one.label,
            "kind": one.kind.value,
            "building": one.building,
            "answered": one.answered,
            "trust": one.trust,
        }
        for position, one in enumerate(new.people)
    ]
    groups = [
        {
            "network_number": number,
            "position": position,
            "id": one.id,
            "label": one.label,
            "purpose": one.purpose,
            "life": one.life.value,
            "since": one.since,
        }
        for position, one in enumerate(new.groups)
    ]
    ties = [
        {
            "network_number": number,
            "position": position,
            "source": one.source,
            "target": one.target,
            "relation": str(one.relation),
            "strength": one.strength,
            "reporter": one.reporter,
            "when": one.when,
            "trust": one.trust,
            "wave": one.wave,
        }
        for position, one in enumerate(new.ties)
    ]
    buildings = [
        {
            "network_number": number,
            "position": position,
            "id": one.id,
            "label": one.label,
            "households": one.households,
        }
        for position, one in enumerate(new.buildings)
    ]
    remarks = [
        {
            "network_number": number,
            "position": position,
            "of": one.of,
            "about": str(one.about),
            "value": one.value,
            "word": one.word,
            "reporter": one.reporter,
            "when": one.when,
        }
        for position, one in enumerate(new.remarks)
    ]
    changes = [
        {
            "network_number": number,
            "position": position,
            "group_id": one.group,
            "life": one.life.value,
            "when": one.when,
            "reason": one.reason,
        }
        for position, one in enumerate(new.changes)
    ]
    for table, rows in (
        (person, people),
        (resident_group, groups),
        (tie, ties),
        (building, buildings),
        (remark, remarks),
        (life_change, changes),
    ):
        if rows:
            connection.execute(insert(table), rows)


def newest(connection: Connection, community: str) -> Version | None:
    """The current version."""
    valid = versions(connection, community)
    return valid[0] if valid else None


def versions(connection: Connection, community: str) -> tuple[Version, ...]:
    """All versions that are not undone, newest first."""
    rows = connection.execute(
        select(network)
        .where(network.c.community_id == community, network.c.undone.is_(False))
        .order_by(network.c.number.desc())
    )
    return tuple(Version(row.number, row.community_id, row.at, row.by, row.note, row.wave) for row in rows)


def members_of(connection: Connection, number: int) -> Network:
    """Only the people, groups and buildings of version `number`: all that a roster question needs."""
    return Network(
        people=_people(connection, number),
        groups=_groups(connection, number),
        buildings=_buildings(connection, number),
    )


def _people(connection: Connection, number: int) -> tuple[Person, ...]:
    return tuple(
        Person(row.id, row.label, PersonKind(row.kind), row.building, row.answered, row.trust)
        for row in connection.execute(
            select(person).where(person.c.network_number == number).order_by(person.c.position)
        )
    )


def _groups(connection: Connection, number: int) -> tuple[Group, ...]:
    return tuple(
        Group(row.id, row.label, row.purpose, GroupLife(row.life), row.since)
        for row in connection.execute(
            select(resident_group)
            .where(resident_group.c.network_number == number)
            .order_by(resident_group.c.position)
        )
    )


def _buildings(connection: Connection, number: int) -> tuple[Building, ...]:
    return tuple(
        Building(row.id, row.label, row.households)
        for row in connection.execute(
            select(building).where(building.c.network_number == number).order_by(building.c.position)
        )
    )


def network_of(connection: Connection, number: int) -> Network:
    """The network saved as version `number`, equal to what was saved."""
    head = connection.execute(select(network).where(network.c.number == number)).one()
    return Network(
        people=_people(connection, number),
        groups=_groups(connection, number),
        ties=tuple(
            Tie(
                row.source,
                row.target,
                _relation(row.relation),
                row.strength,
                row.reporter,
                row.when,
                row.trust,
                row.wave,
            )
            for row in connection.execute(
                select(tie).where(tie.c.network_number == number).order_by(tie.c.position)
            )
        ),
        spots=tuple((who, x, y) for who, x, y in head.spots or ()),
        buildings=_buildings(connection, number),
        remarks=tuple(
            Remark(row.of, _about(row.about), row.value, row.word, row.reporter, row.when)
            for row in connection.execute(
                select(remark).where(remark.c.network_number == number).order_by(remark.c.position)
            )
        ),
        changes=tuple(
            LifeChange(row.group_id, GroupLife(row.life), row.when, row.reason)
            for row in connection.execute(
                select(life_change)
                .where(life_change.c.network_number == number)
                .order_by(life_change.c.position)
            )
        ),
        directed=head.directed,
        name=head.name,
        wave=head.wave,
        extra=tuple((node, tuple((name, value) for name, value in pairs)) for node, pairs in head.extra),
    )


def _relation(value: str) -> Relation | str:
    return Relation(value) if value in RELATIONS else value


def _about(value: str) -> About | str:
    return About(value) if value in ABOUT else value


def undo_newest(connection: Connection, community: str) -> bool:
    """Take back the newest version; False when there is none."""
    version = newest(connection, community)
    if version is None:
        return False
    connection.execute(update(network).where(network.c.number == version.number).values(undone=True))
    return True


def mapped(connection: Connection, communities: tuple[str, ...]) -> dict[str, int]:
    """Community -> number of its current version, for those that have one."""
    rows = connection.execute(
        select(network.c.community_id, func.max(network.c.number).label("number"))
        .where(network.c.community_id.in_(communities), network.c.undone.is_(False))
        .group_by(network.c.community_id)
    )
    return {row.community_id: row.number for row in rows}
