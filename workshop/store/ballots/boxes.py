"""Table access for ballots: answers that are stored without a seat.

All ballots of a question are one text in one row, a line each, sorted by mark, written anew with every change. A row of
its own would carry what joins a ballot to a seat after all: its place in the file, its transaction, its neighbours.
Who has answered stands in a table of its own, which holds nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    union,
    update,
)

from workshop.model.ballot import MARK, Ballot, BallotPlace, BallotVersion
from workshop.model.camp import Action, ControlEvent
from workshop.model.step import Draft
from workshop.store.ballots.schema_ballots import answered, ballot_box, ballot_draft
from workshop.store.engine import clean
from workshop.store.reading import once
from workshop.store.schema import seat
from workshop.store.statements.prepared import PreparedStatement

Lines = dict[str, str]  # mark -> what stands behind it

_IN_CAMP = select(ballot_box).where(ballot_box.c.camp_id == bindparam("camp"))
_IN_ORDER = _IN_CAMP.order_by(ballot_box.c.step_id, ballot_box.c.question)
_OF_STEP = PreparedStatement(_IN_ORDER.where(ballot_box.c.step_id == bindparam("step")))
_LATE_OF_STEP = PreparedStatement(
    _IN_ORDER.where(ballot_box.c.step_id == bindparam("step"), ballot_box.c.late > 0)
)
_OF_CAMP, _LATE_OF_CAMP = (
    PreparedStatement(_IN_ORDER),
    PreparedStatement(_IN_ORDER.where(ballot_box.c.late > 0)),
)
_RECEIVED = PreparedStatement(
    select(ballot_box.c.step_id, func.sum(ballot_box.c.changes))
    .where(ballot_box.c.camp_id == bindparam("camp"))
    .group_by(ballot_box.c.step_id)
)


def ballot_at(connection: Connection, place: BallotPlace, mark: str) -> Ballot | None:
    """The ballot under this mark; only its own line is read."""
    line = _line(_text(connection, ballot_box, place), mark)
    return None if line is None else _ballot(mark, line)


def ballots_at(connection: Connection, marks: Mapping[BallotPlace, str]) -> dict[BallotPlace, Ballot]:
    """The ballots under a mark for each question, read at once; those that are not there are left out."""
    found: dict[BallotPlace, Ballot] = {}
    for camp, step in {(place.camp, place.step) for place in marks}:
        wanted = select(ballot_box.c.question, ballot_box.c.lines).where(
            ballot_box.c.camp_id == camp, ballot_box.c.step_id == step
        )
        for row in connection.execute(wanted):
            place = BallotPlace(camp, step, row.question)
            if place in marks and (line := _line(row.lines, marks[place])) is not None:
                found[place] = _ballot(marks[place], line)
    return found


@once
def ballots(
    connection: Connection, camp_id: str, step: str | None = None, *, late: bool = False
) -> dict[BallotPlace, tuple[Ballot, ...]]:
    """Every ballot of a camp or of one step, by question, in the order of their marks, which is none; or only those of
    questions to which something came too late.
    """
    if step is not None:
        rows = (_LATE_OF_STEP if late else _OF_STEP).all(connection, camp=camp_id, step=step)
    else:
        rows = (_LATE_OF_CAMP if late else _OF_CAMP).all(connection, camp=camp_id)
    return {
        BallotPlace(row.camp_id, row.step_id, row.question): tuple(
            _ballot(mark, line) for mark, line in _lines(row.lines).items()
        )
        for row in rows
    }


def put(connection: Connection, place: BallotPlace, *changed: Ballot) -> None:
    """Add ballots, or replace those under the same mark."""
    box = _box(ballot_box, place)
    held = hold(connection, place)
    before = [_ballot(one.mark, held[one.mark]) for one in changed if one.mark in held]
    lines = _joined(held | {one.mark: _written(one) for one in changed})
    sent, late = (now - then for now, then in zip(_sent(changed), _sent(before), strict=True))
    connection.execute(
        update(ballot_box)
        .where(box)
        .values(changes=ballot_box.c.changes + sent, late=ballot_box.c.late + late, lines=lines)
    )


def hold(connection: Connection, place: BallotPlace) -> Lines:
    """The lines of a question, which nobody else changes until the end of the transaction (PostgreSQL has several
    writers; of two who begin a question at once, one tries again).
    """
    wanted = select(ballot_box.c.lines).where(_box(ballot_box, place)).with_for_update()
    row = connection.execute(wanted).one_or_none()
    if row is None:
        where = {"camp_id": place.camp, "step_id": place.step, "question": place.question}
        connection.execute(insert(ballot_box).values(**where, changes=0, late=0, lines=""))
    return _lines(row.lines if row else "")


def _sent(ballots: Iterable[Ballot]) -> tuple[int, int]:
    """How many answers were sent with these ballots, and how many of them came too late."""
    versions = [version for one in ballots for version in one.versions]
    return len(versions), sum(one.late_seq is not None for one in versions)


def take_out(connection: Connection, place: BallotPlace, mark: str) -> None:
    """Erase a ballot and what was typed for it."""
    for table in (ballot_box, ballot_draft):
        lines = _lines(_text(connection, table, place, hold=True))
        if lines.pop(mark, None) is not None:
            connection.execute(update(table).where(_box(table, place)).values(lines=_joined(lines)))


def counting(ballot: Ballot, step: str, events: Iterable[ControlEvent]) -> BallotVersion | None:
    """The version that counts: the newest that was in time, whose lateness was undone, or that was accepted since."""
    undone = {event.undoes for event in events if event.undoes is not None}
    accepted = [
        event.seq
        for event in events
        if event.action is Action.ACCEPT_LATE and event.step == step and event.seq not in undone
    ]
    for one in reversed(ballot.versions):
        if one.late_seq is None or one.late_seq in undone:
            return one
        if any(seq > one.late_seq for seq in accepted):
            return one
    return None


def received(connection: Connection, camp_id: str) -> dict[str, int]:
    """Ballots sent per step, replacing ones too."""
    return {row[0]: int(row[1]) for row in _RECEIVED.all(connection, camp=camp_id)}


def note_answered(connection: Connection, seat_id: str, place: BallotPlace) -> None:
    """Keep that a seat has answered a question without a seat; nothing says what, when or after whom."""
    if (place.step, place.question) not in answered_by(connection, seat_id):
        connection.execute(
            insert(answered).values(seat_id=seat_id, step_id=place.step, question=place.question)
        )


_ANSWERED_BY = PreparedStatement(select(answered).where(answered.c.seat_id == bindparam("seat")))
_DRAFTED = PreparedStatement(
    select(ballot_draft.c.camp_id, ballot_draft.c.step_id, ballot_draft.c.question).where(
        ballot_draft.c.camp_id == bindparam("camp"), ballot_draft.c.lines != ""
    )
)
_WHO_ANSWERED = PreparedStatement(
    select(answered.c.seat_id, answered.c.question)
    .join(seat, seat.c.id == answered.c.seat_id)
    .where(
        seat.c.camp_id == bindparam("camp"),
        seat.c.aside_at.is_(None),
        answered.c.step_id == bindparam("step"),
    )
    .order_by(answered.c.seat_id, answered.c.question)
)


@once
def answered_by(connection: Connection, seat_id: str) -> frozenset[tuple[str, str]]:
    """Step and question of everything a seat has answered without a seat."""
    rows = _ANSWERED_BY.all(connection, seat=seat_id)
    return frozenset((row.step_id, row.question) for row in rows)


def who_answered(connection: Connection, camp_id: str, step: str) -> tuple[tuple[str, str], ...]:
    """Seat and question, of those of a step that are answered without a seat; not of seats that were put aside."""
    return tuple((row[0], row[1]) for row in _WHO_ANSWERED.all(connection, camp=camp_id, step=step))


def save_draft(connection: Connection, place: BallotPlace, mark: str, draft: Draft) -> None:
    """Store the text typed last under the mark of its ballot; nothing says when it was typed."""
    lines = _lines(_text(connection, ballot_draft, place, hold=True))
    empty = not lines
    lines[mark] = _json({"key": draft.key, "payload": draft.payload})
    if empty:
        connection.execute(delete(ballot_draft).where(_box(ballot_draft, place)))
        connection.execute(
            insert(ballot_draft).values(
                camp_id=place.camp, step_id=place.step, question=place.question, lines=_joined(lines)
            )
        )
    else:
        connection.execute(update(ballot_draft).where(_box(ballot_draft, place)).values(lines=_joined(lines)))


def draft_at(connection: Connection, place: BallotPlace, mark: str) -> Draft | None:
    line = _line(_text(connection, ballot_draft, place), mark)
    if line is None:
        return None
    stored = json.loads(line)
    return Draft("", place.step, place.question, stored["key"], stored["payload"], None)


def places(connection: Connection) -> tuple[BallotPlace, ...]:
    """Every question of every camp to which something was answered, or typed, without a seat."""
    held = (
        select(one.c.camp_id, one.c.step_id, one.c.question).where(one.c.lines != "")
        for one in (ballot_box, ballot_draft)
    )
    return tuple(BallotPlace(*row) for row in connection.execute(union(*held)))


@once
def drafted(connection: Connection, camp_id: str) -> tuple[BallotPlace, ...]:
    """The questions for which somebody has typed something."""
    rows = _DRAFTED.all(connection, camp=camp_id)
    return tuple(BallotPlace(row.camp_id, row.step_id, row.question) for row in rows)


def clear_draft(connection: Connection, place: BallotPlace, mark: str) -> None:
    lines = _lines(_text(connection, ballot_draft, place, hold=True))
    if lines.pop(mark, None) is not None:
        connection.execute(update(ballot_draft).where(_box(ballot_draft, place)).values(lines=_joined(lines)))


def _box(table: Table, place: BallotPlace) -> ColumnElement[bool]:
    return (
        (table.c.camp_id == place.camp)
        & (table.c.step_id == place.step)
        & (table.c.question == place.question)
    )


def _text(connection: Connection, table: Table, place: BallotPlace, *, hold: bool = False) -> str:
    wanted = select(table.c.lines).where(_box(table, place))
    row = connection.execute(wanted.with_for_update() if hold else wanted).one_or_none()
    return "" if row is None else str(row.lines)


def _line(text: str, mark: str) -> str | None:
    start = text.find(f"\n{mark} ")
    if start < 0:
        return None
    start += 1 + MARK + 1
    return text[start : text.index("\n", start)]


def _lines(text: str) -> Lines:
    return {line[:MARK]: line[MARK + 1 :] for line in text.split("\n") if line}


def _joined(lines: Lines) -> str:
    """Sorted by mark, with a line end before and after each, so that one can be found without reading the others."""
    return "".join(f"\n{mark} {line}" for mark, line in sorted(lines.items())) + "\n" if lines else ""


def _json(value: object) -> str:
    """Compact: a box is written anew with every answer. JSON writes a line end within a text as two letters."""
    return json.dumps(clean(value), ensure_ascii=False, separators=(",", ":"))


def _written(ballot: Ballot) -> str:
    versions = [[one.number, one.key, one.late_seq, one.payload] for one in ballot.versions]
    return _json([ballot.person, versions])


def _ballot(mark: str, line: str) -> Ballot:
    person, versions = json.loads(line)
    return Ballot(mark, person, tuple(_versions(versions)))


def _versions(stored: list[list[object]]) -> Iterator[BallotVersion]:
    for number, key, late_seq, payload in stored:
        yield BallotVersion(number, key, payload, late_seq)  # type: ignore[arg-type]
