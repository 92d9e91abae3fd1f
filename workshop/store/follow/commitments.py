"""Table access for what became of commitments, and for what witnesses replied. Both are append-only; a pulse taken back is
marked and no longer counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Text, cast, insert, select, update

from workshop.model.commitment import Became, Heard, Pulse, PulseWord, WitnessReply
from workshop.model.trial import Way
from workshop.store.schema import answer_event, seat
from workshop.store.schema_learning import pulse, witness_reply


def add_pulse(
    connection: Connection,
    key: str,
    seat_id: str,
    place: str,
    due: int,
    said: Pulse,
    at: datetime,
    heard: Heard | None = None,
) -> None:
    connection.execute(
        insert(pulse).values(
            key=key,
            seat_id=seat_id,
            place=place,
            due=due,
            became=said.became.value,
            evidence=said.evidence,
            helped=said.helped,
            stands=said.stands,
            following=said.following,
            way=heard.way.value if heard else Way.SELF.value,
            teller=heard.teller if heard else "",
            by=heard.by if heard else "",
            undone=False,
            at=at,
        )
    )


def undo_pulse(connection: Connection, number: int) -> None:
    """Mark a pulse as taken back."""
    connection.execute(update(pulse).where(pulse.c.number == number).values(undone=True))


def whose_pulse(connection: Connection, key: str) -> str | None:
    """The seat whose form `key` was; None where it was not sent yet."""
    return connection.execute(select(pulse.c.seat_id).where(pulse.c.key == key)).scalar()


def pulses(connection: Connection, camp_id: str, seat_id: str | None = None) -> tuple[PulseWord, ...]:
    """What a camp's people, or one of them, have said, in order, without what was taken back."""
    wanted = (
        select(pulse)
        .join(seat, seat.c.id == pulse.c.seat_id)
        .where(seat.c.camp_id == camp_id, pulse.c.undone.is_(False))
    )
    if seat_id is not None:
        wanted = wanted.where(pulse.c.seat_id == seat_id)
    return tuple(
        PulseWord(
            number=row.number,
            seat=row.seat_id,
            place=row.place,
            due=row.due,
            said=Pulse(Became(row.became), row.evidence, row.helped, row.stands, row.following),
            at=row.at,
            heard=None if row.way == Way.SELF else Heard(Way(row.way), row.teller, row.by),
        )
        for row in connection.execute(wanted.order_by(pulse.c.number))
    )


def who_named(connection: Connection, camp_id: str, steps: Sequence[str], code: str) -> tuple[str, ...]:
    """The seats that have ever named a person of the room in an answer to one of these steps, by the person's code."""
    naming = select(answer_event.c.seat_id).where(
        answer_event.c.camp_id == camp_id,
        answer_event.c.step_id.in_(steps),
        cast(answer_event.c.payload, Text).contains(code, autoescape=True),
    )
    return tuple(connection.execute(naming.distinct().order_by(answer_event.c.seat_id)).scalars())


def add_reply(
    connection: Connection,
    key: str,
    seat_id: str,
    place: str,
    witness_id: str,
    *,
    accepted: bool,
    at: datetime,
) -> None:
    connection.execute(
        insert(witness_reply).values(
            key=key, seat_id=seat_id, place=place, witness_id=witness_id, accepted=accepted, at=at
        )
    )


def replied(connection: Connection, key: str) -> bool:
    """Whether this form was sent already."""
    found = select(witness_reply.c.number).where(witness_reply.c.key == key)
    return connection.execute(found).first() is not None


def replies(connection: Connection, camp_id: str) -> tuple[WitnessReply, ...]:
    """What the camp's witnesses replied, in order."""
    wanted = (
        select(witness_reply)
        .join(seat, seat.c.id == witness_reply.c.seat_id)
        .where(seat.c.camp_id == camp_id)
        .order_by(witness_reply.c.number)
    )
    return tuple(
        WitnessReply(row.number, row.seat_id, row.place, row.witness_id, row.accepted, row.at)
        for row in connection.execute(wanted)
    )
