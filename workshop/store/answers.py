"""Table access for answers and drafts. Those stored without a seat are read here with the others; `ballots` writes those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    union_all,
)

from workshop.model.ballot import Ballot, BallotPlace, BallotVersion
from workshop.model.step import Answer, Draft, Payload
from workshop.store import camps
from workshop.store.ballots import boxes
from workshop.store.ballots.schema_ballots import answered
from workshop.store.reading import once
from workshop.store.schema import answer_current, answer_event, draft, seat
from workshop.store.statements.prepared import PreparedStatement


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


def _counted(table: Table) -> ColumnElement[bool]:
    """Not of a seat that was put aside: its answers are kept and counted nowhere."""
    return ~exists().where(seat.c.id == table.c.seat_id, seat.c.aside_at.is_not(None))


# Statements that every answer needs are built once: building one costs as much as running it.
_ADD = PreparedStatement(
    insert(answer_event), sets=[column.name for column in answer_event.columns if column.name != "number"]
)
_BY_KEY = PreparedStatement(select(answer_event).where(answer_event.c.key == bindparam("key")))
_GIVEN = PreparedStatement(
    select(answer_event.c.number)
    .where(
        answer_event.c.seat_id == bindparam("seat"),
        answer_event.c.step_id == bindparam("step"),
        answer_event.c.question == bindparam("question"),
    )
    .limit(1)
)
# Answers are put in order here, by `_ordered`: asked for them in order, SQLite would go through all of the camp's.
_OF_SEAT = PreparedStatement(select(answer_event).where(answer_event.c.seat_id == bindparam("seat")))
_OF_STEP = PreparedStatement(
    select(answer_current).where(
        answer_current.c.camp_id == bindparam("camp"),
        answer_current.c.step_id == bindparam("step"),
        _counted(answer_current),
    )
)
_CURRENT_OF_SEAT = PreparedStatement(
    select(answer_current).where(answer_current.c.seat_id == bindparam("seat"), _counted(answer_current))
)
_OF_TEAM = PreparedStatement(
    select(answer_current)
    .join(seat, seat.c.id == answer_current.c.seat_id)
    .where(
        seat.c.camp_id == bindparam("camp"),
        seat.c.community_id == bindparam("community"),
        seat.c.aside_at.is_(None),
        answer_current.c.step_id == bindparam("step"),
    )
)
_NEWEST = PreparedStatement(
    select(func.max(answer_event.c.number)).where(answer_event.c.camp_id == bindparam("camp"))
)
_DRAFTS = PreparedStatement(select(draft).where(draft.c.seat_id == bindparam("seat")))
_TYPING = PreparedStatement(
    select(draft.c.seat_id)
    .join(seat, seat.c.id == draft.c.seat_id)
    .where(seat.c.camp_id == bindparam("camp"), draft.c.step_id == bindparam("step"))
    .distinct()
)
_CLEAR = PreparedStatement(
    delete(draft).where(
        draft.c.seat_id == bindparam("seat"),
        draft.c.step_id == bindparam("step"),
        draft.c.question == bindparam("question"),
    )
)
# Whether an answer that came late waits is only asked where one did.
_COUNTING = select(answer_current.c.number).where(
    answer_current.c.camp_id == bindparam("camp"), answer_current.c.step_id == bindparam("step")
)
_CAME = union_all(
    select(
        answer_event.c.seat_id.label("who"),
        answer_event.c.question.label("asked"),
        case(
            (answer_event.c.late_seq.is_(None), 0), (answer_event.c.number.in_(_COUNTING), 0), else_=1
        ).label("waits"),
    ).where(
        answer_event.c.camp_id == bindparam("camp"),
        answer_event.c.step_id == bindparam("step"),
        _counted(answer_event),
    ),
    select(answered.c.seat_id, answered.c.question, literal_column("0"))
    .join(seat, seat.c.id == answered.c.seat_id)
    .where(
        seat.c.camp_id == bindparam("camp"),
        seat.c.aside_at.is_(None),
        answered.c.step_id == bindparam("step"),
    ),
).subquery()
_ARRIVALS = (
    select(
        _CAME.c.who,
        func.count(_CAME.c.asked.distinct()),
        func.count(case((_CAME.c.waits == 0, _CAME.c.asked)).distinct()),
        func.sum(_CAME.c.waits),
    )
    .where(_CAME.c.asked.in_(bindparam("questions", expanding=True)))
    .group_by(_CAME.c.who)
)
_SAVE = PreparedStatement(insert(draft), sets=[column.name for column in draft.columns])


def add_answer(connection: Connection, new: NewAnswer) -> Answer:
    number = _ADD.add(
        connection,
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
    row = _BY_KEY.one_or_none(connection, key=key)
    return None if row is None else _answer(row)


def has_answer(connection: Connection, seat_id: str, step: str, question: str) -> bool:
    return bool(_GIVEN.all(connection, seat=seat_id, step=step, question=question))


@once
def current_answers(
    connection: Connection, camp_id: str, *, step: str | None = None, seat_id: str | None = None
) -> tuple[Answer, ...]:
    """The answers that count now, in order of arrival; of all seats also those without a seat, which have no order."""
    if seat_id is not None:
        own = _ordered(_CURRENT_OF_SEAT.all(connection, seat=seat_id))
        return tuple(one for one in own if step in (None, one.step))
    if step is not None:
        seated = _ordered(_OF_STEP.all(connection, camp=camp_id, step=step))
    else:
        wanted = select(answer_current).where(answer_current.c.camp_id == camp_id, _counted(answer_current))
        seated = _ordered(connection.execute(wanted).all())
    return (*seated, *_current_ballots(connection, camp_id, step))


def team_answers(connection: Connection, camp_id: str, community: str, step: str) -> tuple[Answer, ...]:
    """The answers with a seat to a step that count now, of one community's people; no other's are read."""
    return _ordered(_OF_TEAM.all(connection, camp=camp_id, community=community, step=step))


@once
def all_answers(
    connection: Connection, camp_id: str, seat_id: str | None = None, *, step: str | None = None
) -> tuple[Answer, ...]:
    """Every answer ever given in the camp, replaced and late ones too; of one seat also while it is put aside, of all seats
    also those without a seat.
    """
    if seat_id is not None and step is None:
        return _ordered(_OF_SEAT.all(connection, seat=seat_id))
    wanted = select(answer_event).where(answer_event.c.camp_id == camp_id)
    if step is not None:
        wanted = wanted.where(answer_event.c.step_id == step)
    if seat_id is None:
        wanted = wanted.where(_counted(answer_event))
    else:
        wanted = wanted.where(answer_event.c.seat_id == seat_id)
    seated = _ordered(connection.execute(wanted).all())
    if seat_id is not None:
        return seated
    without = boxes.ballots(connection, camp_id, step)
    return (
        *seated,
        *(one for place, box in without.items() for each in box for one in answers_on(place, each)),
    )


def answers_on(place: BallotPlace, ballot: Ballot) -> tuple[Answer, ...]:
    """Everything sent with a ballot, oldest first."""
    return tuple(_without_seat(place, ballot, one) for one in ballot.versions)


def current_on(connection: Connection, place: BallotPlace, ballot: Ballot) -> Answer | None:
    """The answer of a ballot that counts now."""
    version = boxes.counting(ballot, place.step, camps.events(connection, place.camp))
    return None if version is None else _without_seat(place, ballot, version)


def _current_ballots(connection: Connection, camp_id: str, step: str | None) -> list[Answer]:
    given = boxes.ballots(connection, camp_id, step)
    events = camps.events(connection, camp_id) if given else ()
    return [
        _without_seat(place, ballot, version)
        for place, box in given.items()
        for ballot in box
        if (version := boxes.counting(ballot, place.step, events)) is not None
    ]


def _without_seat(place: BallotPlace, ballot: Ballot, version: BallotVersion) -> Answer:
    return Answer(
        number=version.number,
        key=version.key,
        seat="",
        step=place.step,
        question=place.question,
        payload=version.payload,
        at=None,
        late=version.late_seq is not None,
        again=version != ballot.versions[0],
        person=ballot.person,
    )


class SeatArrivals(NamedTuple):
    """How many of the questions asked for one seat has answered, and how many of its answers wait to be accepted."""

    given: int = 0  # by any answer
    counting: int = 0  # by one that does not wait
    waiting: int = 0


def arrivals(
    connection: Connection, camp_id: str, step: str, questions: Collection[str]
) -> dict[str, SeatArrivals]:
    """What has come from each seat in answer to these questions of a step: what progress counts, counted by the database,
    without reading what anybody said. Of answers without a seat nobody knows whose waits (`late_ballots`).
    """
    here = {"camp": camp_id, "step": step, "questions": tuple(questions)}
    return {row[0]: SeatArrivals(*row[1:]) for row in connection.execute(_ARRIVALS, here)}


class LateBallots(NamedTuple):
    """Ballots of one question: how many wait to be accepted, and how many of them have nothing that counts meanwhile."""

    waiting: int
    uncounted: int


def late_ballots(connection: Connection, camp_id: str, step: str) -> dict[str, LateBallots]:
    """The ballots of a step that came late and wait, by question."""
    events = camps.events(connection, camp_id)
    found = {}
    for place, box in boxes.ballots(connection, camp_id, step, late=True).items():
        counts = [(one.versions[-1], boxes.counting(one, step, events)) for one in box]
        waiting = sum(newest != counting for newest, counting in counts)
        found[place.question] = LateBallots(waiting, sum(counting is None for _, counting in counts))
    return found


def newest_answer(connection: Connection, camp_id: str) -> int:
    """A number that grows with every answer of the camp; 0 before the first."""
    return (_NEWEST.scalar(connection, camp=camp_id) or 0) + sum(boxes.received(connection, camp_id).values())


def count_answers(connection: Connection, camp_id: str) -> dict[str, int]:
    """Rows received per step: every acknowledged submission is one."""
    rows = connection.execute(
        select(answer_event.c.step_id, func.count().label("n"))
        .where(answer_event.c.camp_id == camp_id, _counted(answer_event))
        .group_by(answer_event.c.step_id)
    )
    counts = Counter({row.step_id: row.n for row in rows})
    counts.update(boxes.received(connection, camp_id))
    return dict(counts)


def _ordered(rows: Iterable[Sequence[Any]]) -> tuple[Answer, ...]:
    """The answers in order of arrival."""
    return tuple(sorted((_answer(row) for row in rows), key=lambda one: one.number))


def _answer(row: Sequence[Any]) -> Answer:
    # By place, as `answer_event` has its columns: a room is read at every look at it.
    number, key, seat_id, _camp, step, question, _version, payload, at, late_seq, again = row
    return Answer(number, key, seat_id, step, question, payload, at, late_seq is not None, again)


class SeatedAnswer(NamedTuple):
    """An answer that is about to lose its seat."""

    number: int
    question: str
    payload: Payload
    late_seq: int | None


def seated_questions(connection: Connection) -> tuple[tuple[str, str, str], ...]:
    """Camp, step and question of everything that is stored with a seat, answers and drafts."""
    given = select(answer_event.c.camp_id, answer_event.c.step_id, answer_event.c.question)
    typed = select(seat.c.camp_id, draft.c.step_id, draft.c.question).join(seat, seat.c.id == draft.c.seat_id)
    rows = connection.execute(given.union(typed))
    return tuple(sorted((row[0], row[1], row[2]) for row in rows))


def take_from_seats(connection: Connection, places: Sequence[BallotPlace]) -> dict[str, list[SeatedAnswer]]:
    """Delete the answers and drafts of these questions; the answers by seat, each seat's oldest first."""
    taken: dict[str, list[SeatedAnswer]] = {}
    for place in places:
        at = (
            (answer_event.c.camp_id == place.camp)
            & (answer_event.c.step_id == place.step)
            & (answer_event.c.question == place.question)
        )
        for row in connection.execute(select(answer_event).where(at).order_by(answer_event.c.number)):
            one = SeatedAnswer(row.number, row.question, row.payload, row.late_seq)
            taken.setdefault(row.seat_id, []).append(one)
        connection.execute(delete(answer_event).where(at))
        here = select(seat.c.id).where(seat.c.camp_id == place.camp)
        connection.execute(
            delete(draft).where(
                draft.c.step_id == place.step,
                draft.c.question == place.question,
                draft.c.seat_id.in_(here),
            )
        )
    return taken


def save_draft(connection: Connection, new: Draft) -> None:
    """Store the text typed last, replacing what was there."""
    clear_draft(connection, new.seat, new.step, new.question)
    _SAVE.run(
        connection,
        seat_id=new.seat,
        step_id=new.step,
        question=new.question,
        key=new.key,
        payload=new.payload,
        at=new.at,
    )


@once
def drafts(connection: Connection, seat_id: str) -> tuple[Draft, ...]:
    rows = _DRAFTS.all(connection, seat=seat_id)
    return tuple(Draft(row.seat_id, row.step_id, row.question, row.key, row.payload, row.at) for row in rows)


def clear_draft(connection: Connection, seat_id: str, step: str, question: str) -> None:
    _CLEAR.run(connection, seat=seat_id, step=step, question=question)


def drafting(connection: Connection, camp_id: str, step: str) -> frozenset[str]:
    """Seats that have typed something for the step and not sent it."""
    return frozenset(row.seat_id for row in _TYPING.all(connection, camp=camp_id, step=step))
