"""Table access for dialogues: events are only added. Erasing a person is the one change ever made to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from workshop.model.dialogue import (
    WORDS,
    DialoguePlace,
    Resolved,
    TurnAct,
    TurnEvent,
    TurnKind,
    TurnWords,
    fold,
)
from workshop.store.schema_learning import turn_event
from workshop.store.statements.prepared import PreparedStatement

_NEWEST = PreparedStatement(
    select(func.max(turn_event.c.number)).where(turn_event.c.camp_id == bindparam("camp"))
)
NOTHING = ""  # what is left of words that were erased
# A person's own doing; the rest is the record of the room.
PERSONAL = (TurnAct.STAR, TurnAct.UNSTAR, TurnAct.RECORD, TurnAct.REST)


@dataclass(frozen=True)
class NewTurnEvent:
    """An event about to be added."""

    key: str
    place: DialoguePlace
    act: TurnAct
    seat: str
    by: str
    at: datetime
    turn: int = 0
    words: TurnWords | None = None
    about: str = ""
    settled: Resolved | None = None


def add(connection: Connection, new: NewTurnEvent) -> TurnEvent:
    words = new.words
    result = connection.execute(
        insert(turn_event).values(
            key=new.key,
            camp_id=new.place.camp,
            step_id=new.place.step,
            question=new.place.question,
            table=new.place.table,
            act=new.act.value,
            turn=new.turn,
            seat_id=new.seat or None,
            by=new.by,
            speaker=words.speaker if words else "",
            kind=words.kind.value if words else "",
            about=words.about if words else new.about,
            text=words.text if words else (new.settled.value if new.settled else ""),
            at=new.at,
        )
    )
    number = result.inserted_primary_key[0]  # type: ignore[index]
    return TurnEvent(
        number,
        new.key,
        new.place,
        new.act,
        new.at,
        new.by,
        new.seat,
        new.turn,
        words,
        new.about,
        new.settled,
    )


def by_key(connection: Connection, key: str) -> TurnEvent | None:
    row = connection.execute(select(turn_event).where(turn_event.c.key == key)).one_or_none()
    return None if row is None else _event(row)


def events(connection: Connection, place: DialoguePlace) -> tuple[TurnEvent, ...]:
    """Every event of one dialogue, in order of arrival."""
    here = turn_event.c
    wanted = select(turn_event).where(
        here.camp_id == place.camp,
        here.step_id == place.step,
        here.question == place.question,
        here.table == place.table,
    )
    return tuple(_event(row) for row in connection.execute(wanted.order_by(here.number)))


def places(connection: Connection, camp_id: str) -> tuple[DialoguePlace, ...]:
    """The dialogues that have been begun, tables in their order."""
    here = turn_event.c
    rows = connection.execute(
        select(here.step_id, here.question, here.table)
        .where(here.camp_id == camp_id)
        .group_by(here.step_id, here.question, here.table)
        .order_by(func.min(here.number))
    )
    found = [DialoguePlace(camp_id, *row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.table.zfill(20), found.index(one))))


def first_at_table(connection: Connection, camp_id: str, step: str, prefix: str) -> str:
    """The table of a step's first event at one whose name begins so; empty before there is one."""
    here = turn_event.c
    first = (
        select(here.table)
        .where(here.camp_id == camp_id, here.step_id == step, here.table.startswith(prefix, autoescape=True))
        .order_by(here.number)
        .limit(1)
    )
    return connection.execute(first).scalar() or ""


def newest(connection: Connection, camp_id: str) -> int:
    """A number that grows with every event of the camp; 0 before the first."""
    return _NEWEST.scalar(connection, camp=camp_id) or 0


def typed_by(connection: Connection, seat_id: str) -> tuple[TurnEvent, ...]:
    """What a seat has typed, in order of arrival."""
    mine = select(turn_event).where(turn_event.c.seat_id == seat_id)
    return tuple(_event(row) for row in connection.execute(mine.order_by(turn_event.c.number)))


def take_out(connection: Connection, seat_id: str) -> int:
    """Erase a person: their stars and roles go; what they typed stays as the room's record, under no hand at all. How
    many turns that are.

    What no longer stands in the dialogue is the room's record no more: wordings of theirs that were replaced, and turns
    they typed that were taken back, are erased for good.
    """
    mine = typed_by(connection, seat_id)
    said = [event for event in mine if event.words is not None]
    standing: dict[int, int] = {}  # turn -> the event that worded it last
    for place in {event.place for event in said}:
        standing |= {one.number: one.version for one in fold(events(connection, place)).turns}
    gone = [one.number for one in said if one.act is TurnAct.SAY and one.number not in standing]
    reworded = [one.number for one in said if one.number in standing and standing[one.number] != one.number]
    replaced = [
        one.number for one in said if one.act is TurnAct.CORRECT and one.number not in standing.values()
    ]
    here = turn_event.c
    own = [act.value for act in PERSONAL]
    connection.execute(update(turn_event).where(here.number.in_(reworded)).values(text=NOTHING))
    connection.execute(delete(turn_event).where(here.number.in_([*gone, *replaced]) | here.turn.in_(gone)))
    connection.execute(delete(turn_event).where(here.seat_id == seat_id, here.act.in_(own)))
    connection.execute(update(turn_event).where(here.seat_id == seat_id).values(seat_id=None))
    return sum(one.number in standing.values() for one in said)


def _event(row: Row[tuple[object, ...]]) -> TurnEvent:
    values = row._mapping
    act = TurnAct(values["act"])
    words = None
    if act in WORDS:
        words = TurnWords(values["speaker"], TurnKind(values["kind"]), values["text"], values["about"])
    return TurnEvent(
        number=values["number"],
        key=values["key"],
        place=DialoguePlace(values["camp_id"], values["step_id"], values["question"], values["table"]),
        act=act,
        at=values["at"],
        by=values["by"],
        seat=values["seat_id"] or "",
        turn=values["turn"],
        words=words,
        about=values["about"],
        settled=Resolved(values["text"]) if act is TurnAct.SETTLE else None,
    )
