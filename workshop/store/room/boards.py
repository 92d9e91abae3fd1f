"""Table access for the acts on boards where cards are grouped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from workshop.model.board import BoardEvent
from workshop.store.schema_learning import board_event
from workshop.store.statements.prepared import PreparedStatement

_NEWEST = PreparedStatement(
    select(func.max(board_event.c.number)).where(board_event.c.camp_id == bindparam("camp"))
)


def events(
    connection: Connection, camp_id: str, step: str, question: str, board: str | None = None
) -> tuple[BoardEvent, ...]:
    """Every act of a step's boards, or of one of them, oldest first."""
    wanted = select(board_event).where(
        board_event.c.camp_id == camp_id, board_event.c.step_id == step, board_event.c.question == question
    )
    if board is not None:
        wanted = wanted.where(board_event.c.board == board)
    return tuple(_event(row) for row in connection.execute(wanted.order_by(board_event.c.number)))


def event_by_key(connection: Connection, key: str) -> BoardEvent | None:
    row = connection.execute(select(board_event).where(board_event.c.key == key)).one_or_none()
    return None if row is None else _event(row)


def newest(connection: Connection, camp_id: str, step: str | None = None) -> int:
    """A number that grows with every act in the camp, or in one of its steps; 0 before the first."""
    if step is None:
        return _NEWEST.scalar(connection, camp=camp_id) or 0
    number = select(func.max(board_event.c.number)).where(
        board_event.c.camp_id == camp_id, board_event.c.step_id == step
    )
    return connection.execute(number).scalar() or 0


def first_at_table(connection: Connection, camp_id: str, step: str, prefix: str) -> str:
    """The board of the first act of a step on a board whose name begins so; empty before there is one."""
    first = (
        select(board_event.c.board)
        .where(
            board_event.c.camp_id == camp_id,
            board_event.c.step_id == step,
            board_event.c.board.startswith(prefix, autoescape=True),
        )
        .order_by(board_event.c.number)
        .limit(1)
    )
    return connection.execute(first).scalar() or ""


def add_event(
    connection: Connection,
    camp_id: str,
    step: str,
    question: str,
    board: str,
    *,
    key: str,
    seat: str,
    put: Mapping[str, str],
    names: Mapping[str, str],
    undoes: int | None,
    at: datetime,
) -> None:
    connection.execute(
        insert(board_event).values(
            camp_id=camp_id,
            step_id=step,
            question=question,
            board=board,
            key=key,
            seat_id=seat or None,
            put=dict(put),
            names=dict(names),
            undoes=undoes,
            at=at,
        )
    )


def take_out(connection: Connection, seat_id: str) -> None:
    """Erase the names a seat gave to piles; the acts stay, as nobody's, so that others find their board as it was."""
    connection.execute(
        update(board_event).where(board_event.c.seat_id == seat_id).values(names={}, seat_id=None)
    )


def _event(row: Row[tuple[object, ...]]) -> BoardEvent:
    values = row._mapping
    return BoardEvent(
        values["number"],
        values["key"],
        values["step_id"],
        values["question"],
        values["board"],
        values["seat_id"] or "",
        values["put"],
        values["names"],
        values["undoes"],
        values["at"],
    )
