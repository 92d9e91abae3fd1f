"""Table access for answers and drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, exists, func, insert, select

from workshop.model.step import Answer, Draft, Payload
from workshop.store.schema import answer_current, answer_event, draft, seat


@dataclass(frozen=True)
class NewAnswer:
    """An answer about to be added; `late_seq` is the control event it came after, if it came too late."""

    key: str
    camp: str
    seat: str
    step: str
    question: str
    exercise_version: int
    payload: Payload
    at: datetime
    late_seq: int | None
    again: bool


def add_answer(connection: Connection, new: NewAnswer) -> Answer:
    result = connection.execute(
        insert(answer_event).values(
            key=new.key,
            camp_id=new.camp,
            seat_id=new.seat,
            step_id=new.step,
            question=new.question,
            exercise_version=new.exercise_version,
            payload=new.payload,
            at=new.at,
            late_seq=new.late_seq,
            again=new.again,
        )
    )
    number = result.inserted_primary_key[0]  # type: ignore[index]
    return Answer(
        number,
        new.key,
        new.seat,
        new.step,
        new.question,
        new.payload,
        new.at,
        new.late_seq is not None,
        new.again,
    )


def answer_by_key(connection: Connection, key: str) -> Answer | None:
    row = connection.execute(select(answer_event).where(answer_event.c.key == key)).one_or_none()
    return None if row is None else _answer(row)


def has_answer(connection: Connection, seat_id: str, step: str, question: str) -> bool:
    query = select(answer_event.c.number).where(
        answer_event.c.seat_id == seat_id, answer_event.c.step_id == step, answer_event.c.question == question
    )
    return connection.execute(query.limit(1)).first() is not None


def _counted(table: Table) -> ColumnElement[bool]:
    """Not of a seat that was put aside: its answers are kept and counted nowhere."""
    return ~exists().where(seat.c.id == table.c.seat_id, seat.c.aside_at.is_not(None))


def current_answers(
    connection: Connection, camp_id: str, *, step: str | None = None, seat_id: str | None = None
) -> tuple[Answer, ...]:
    """The answers that count now, in order of arrival."""
    wanted = select(answer_current).where(answer_current.c.camp_id == camp_id, _counted(answer_current))
    if step is not None:
        wanted = wanted.where(answer_current.c.step_id == step)
    if seat_id is not None:
        wanted = wanted.where(answer_current.c.seat_id == seat_id)
    return tuple(_answer(row) for row in connection.execute(wanted.order_by(answer_current.c.number)))


def all_answers(
    connection: Connection, camp_id: str, seat_id: str | None = None, *, step: str | None = None
) -> tuple[Answer, ...]:
    """Every answer ever given in the camp, replaced and late ones too; of one seat also while it is put aside."""
    wanted = select(answer_event).where(answer_event.c.camp_id == camp_id)
    if step is not None:
        wanted = wanted.where(answer_event.c.step_id == step)
    if seat_id is None:
        wanted = wanted.where(_counted(answer_event))
    else:
        wanted = wanted.where(answer_event.c.seat_id == seat_id)
    return tuple(_answer(row) for row in connection.execute(wanted.order_by(answer_event.c.number)))


def arrivals(connection: Connection, camp_id: str, step: str) -> tuple[tuple[str, str, bool], ...]:
    """Seat, question, and whether it waits to be accepted, of every answer to a step: what progress counts, without
    reading what anybody said.
    """
    counting = select(answer_current.c.number).where(
        answer_current.c.camp_id == camp_id, answer_current.c.step_id == step
    )
    waits = answer_event.c.late_seq.is_not(None) & answer_event.c.number.not_in(counting)
    wanted = select(answer_event.c.seat_id, answer_event.c.question, waits.label("waits")).where(
        answer_event.c.camp_id == camp_id, answer_event.c.step_id == step, _counted(answer_event)
    )
    return tuple((row.seat_id, row.question, bool(row.waits)) for row in connection.execute(wanted))


def newest_answer(connection: Connection, camp_id: str) -> int:
    """A number that grows with every answer of the camp; 0 before the first."""
    newest = select(func.max(answer_event.c.number)).where(answer_event.c.camp_id == camp_id)
    return connection.execute(newest).scalar() or 0


def count_answers(connection: Connection, camp_id: str) -> dict[str, int]:
    """Rows received per step: every acknowledged submission is one."""
    rows = connection.execute(
        select(answer_event.c.step_id, func.count().label("n"))
        .where(answer_event.c.camp_id == camp_id, _counted(answer_event))
        .group_by(answer_event.c.step_id)
    )
    return {row.step_id: row.n for row in rows}


def _answer(row: Row[tuple[object, ...]]) -> Answer:
    values = row._mapping
    return Answer(
        number=values["number"],
        key=values["key"],
        seat=values["seat_id"],
        step=values["step_id"],
        question=values["question"],
        payload=values["payload"],
        at=values["at"],
        late=values["late_seq"] is not None,
        again=values["again"],
    )


def save_draft(connection: Connection, new: Draft) -> None:
    """Store the text typed last, replacing what was there."""
    clear_draft(connection, new.seat, new.step, new.question)
    connection.execute(
        insert(draft).values(
            seat_id=new.seat,
            step_id=new.step,
            question=new.question,
            key=new.key,
            payload=new.payload,
            at=new.at,
        )
    )


def drafts(connection: Connection, seat_id: str) -> tuple[Draft, ...]:
    rows = connection.execute(select(draft).where(draft.c.seat_id == seat_id))
    return tuple(Draft(row.seat_id, row.step_id, row.question, row.key, row.payload, row.at) for row in rows)


def clear_draft(connection: Connection, seat_id: str, step: str, question: str) -> None:
    connection.execute(
        delete(draft).where(draft.c.seat_id == seat_id, draft.c.step_id == step, draft.c.question == question)
    )


def drafting(connection: Connection, seat_ids: tuple[str, ...], step: str) -> frozenset[str]:
    """Seats that have typed something for the step and not sent it."""
    rows = connection.execute(
        select(draft.c.seat_id).where(draft.c.step_id == step, draft.c.seat_id.in_(seat_ids)).distinct()
    )
    return frozenset(row.seat_id for row in rows)
