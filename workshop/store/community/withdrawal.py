"""What is recorded about communities when one of their people withdraws: their ladder goes, their name goes from the accounts,
from groups and minutes, and from the lead of a direction; in every community of the camp, by one rule (`without_name`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from workshop.model.camp import Community, Seat
from workshop.model.direction import DirectionAct
from workshop.model.ids import seat_codes
from workshop.model.ladder import Climber
from workshop.model.names import fold, mentions, without_name
from workshop.store import seats
from workshop.store.community import directions, lives
from workshop.store.community import records as rows
from workshop.store.community.records import RecordKind
from workshop.store.schema import community as community_table

# Fields of a grant's rows that hold people by code or nickname.
NAMING = ("lays_out", "who")
# Fields in which somebody may be named inside other words.
WORDS = frozenset(("what", "wish", "remark", "text", "answer", "story", "step", "reason", "name", "group"))
# A code such as maps give, which is somebody else in another community.
CODE = re.compile(r"[a-z]{1,3}[0-9]+", re.IGNORECASE)


def take_out(connection: Connection, seat: Seat, here: Collection[str], everywhere: Collection[str]) -> int:
    """Before a seat is erased: everything recorded about its person goes, or loses the name; returns how many notes still
    name them inside longer text. `here`: more names their own community knows them by; `everywhere`: codes of the camp.

    Their ladder goes whole, also one that was noted under their nickname or code without saying that it is them. A grant
    taken over from what they typed goes while no money has moved; the account of a group's money stays, without the name.
    """
    everybody = (*seats.seats(connection, seat.camp), *seats.seats_aside(connection, seat.camp))
    codes = {seat_codes(everybody).get(seat.id, ""), *everywhere} - {""}
    grants = rows.records(connection, RecordKind.GRANT, [seat.community])
    moved = {one.thing for one in grants if one.part}
    rows.erase_things(connection, rows.things_of_seat(connection, RecordKind.LADDER, seat.id))
    rows.erase_things(connection, set(rows.things_of_seat(connection, RecordKind.GRANT, seat.id)) - moved)
    others = {fold(one.nickname) for one in everybody if one.id != seat.id}
    shared = fold(seat.nickname) in others
    return _out_of(
        connection,
        seat.camp,
        seat.community,
        {seat.nickname, *codes, *here},
        codes if shared else {seat.nickname, *codes},
    )


def take_out_name(connection: Connection, community: Community, name: str) -> int:
    """As `take_out`, for somebody who has no seat. In other communities the name stays where a seat of the camp bears it, or
    where it is a map's code: there it is somebody else.
    """
    known = {fold(one.nickname) for one in seats.seats(connection, community.camp)}
    elsewhere = set() if CODE.fullmatch(fold(name)) or fold(name) in known else {name}
    return _out_of(connection, community.camp, community.id, {name}, elsewhere)


def _out_of(
    connection: Connection, camp: str, own: str, names: Collection[str], elsewhere: Collection[str]
) -> int:
    left = 0
    places = (
        connection.execute(select(community_table.c.id).where(community_table.c.camp_id == camp))
        .scalars()
        .all()
    )
    for place in places:
        gone = sorted(names if place == own else elsewhere)
        if gone:
            _ladders(connection, place, gone)
            _grants(connection, place, gone)
            lives.take_out(connection, place, gone)
            directions.take_out(connection, place, gone)
            left += len(_still(connection, camp, place, gone))
    return left


def _ladders(connection: Connection, community: str, gone: Collection[str]) -> None:
    for one in rows.records(connection, RecordKind.LADDER, [community]):
        if one.part or one.content is None or one.content.get("climber") != Climber.PERSON.value:
            continue
        name = str(one.content.get("name", ""))
        left = without_name(name, gone)
        if name and not left:
            rows.erase_things(connection, [one.thing])
        elif left != name:
            rows.rewrite(connection, one.number, {**one.content, "name": left})


def _grants(connection: Connection, community: str, gone: Collection[str]) -> None:
    for one in rows.records(connection, RecordKind.GRANT, [community]):
        if one.content is None:
            continue
        cleared = {
            name: without_name(str(value), gone) if name in NAMING else value
            for name, value in one.content.items()
        }
        if cleared != one.content:
            rows.rewrite(connection, one.number, cleared)


def _still(
    connection: Connection, camp: str, community: str, gone: Collection[str]
) -> frozenset[tuple[str, str]]:
    """The notes of a community, and its direction, that name somebody inside other words, in any version."""
    found = {
        (one.thing, one.part)
        for kind in RecordKind
        for one in rows.records(connection, kind, [community])
        if one.content is not None and any(mentions(text, gone) for text in _words(one.content))
    }
    named = any(
        mentions(str(value), gone)
        for one in directions.events(connection, camp)
        if one.community == community and one.act is DirectionAct.WRITE
        for value in one.content.values()
    )
    return frozenset(found | ({("direction", "")} if named else set()))


def _words(content: Mapping[str, object]) -> Iterable[str]:
    for name, value in content.items():
        match value:
            case str() if name in WORDS:
                yield value
            case list() | tuple():
                for one in value:
                    if isinstance(one, Mapping):
                        yield from _words(one)
