"""Rows of cases told in camps, and the lines of what was done with each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from workshop.model.case import CaseEvent, CaseLine, CaseState, Telling, ToldCase, Visibility
from workshop.store.schema_learning import told_case, told_case_event

_TELLING = TypeAdapter(Telling)

# From these a case counts as confirmed by whoever told it.
CONFIRMING = (CaseEvent.PUBLISHED.value, CaseEvent.RECONFIRMED.value, CaseEvent.WIDENED.value)


def add_told(connection: Connection, new: ToldCase) -> None:
    connection.execute(insert(told_case).values(id=new.id, camp_id=new.camp, **_values(new)))


def save_told(connection: Connection, changed: ToldCase) -> None:
    """Keep it as it is now; `revision` grows with every saving."""
    connection.execute(
        update(told_case)
        .where(told_case.c.id == changed.id)
        .values(**{**_values(changed), "revision": changed.revision + 1})
    )


def told(connection: Connection, id: str) -> ToldCase | None:
    row = connection.execute(select(told_case).where(told_case.c.id == id)).one_or_none()
    return None if row is None else _told(row)


def told_by(connection: Connection, seat_id: str) -> tuple[ToldCase, ...]:
    """What one seat has told, in the order it was begun."""
    rows = connection.execute(
        select(told_case).where(told_case.c.seat_id == seat_id).order_by(told_case.c.at, told_case.c.id)
    )
    return tuple(map(_told, rows))


def told_in(connection: Connection, camp_id: str) -> tuple[ToldCase, ...]:
    """Everything told in a camp, in the order it was begun."""
    rows = connection.execute(
        select(told_case).where(told_case.c.camp_id == camp_id).order_by(told_case.c.at, told_case.c.id)
    )
    return tuple(map(_told, rows))


def published_for(
    connection: Connection, camp_id: str, wider: Collection[Visibility]
) -> tuple[ToldCase, ...]:
    """The published cases of a camp, and those of other camps whose tellers let them go so far."""
    rows = connection.execute(
        select(told_case)
        .where(
            told_case.c.state == CaseState.PUBLISHED.value,
            or_(told_case.c.camp_id == camp_id, told_case.c.visibility.in_([one.value for one in wider])),
        )
        .order_by(told_case.c.at, told_case.c.id)
    )
    return tuple(map(_told, rows))


def confirmed_at(connection: Connection, ids: Collection[str]) -> dict[str, datetime]:
    """When each of these cases was last published, widened or confirmed to be still so."""
    rows = connection.execute(
        select(told_case_event.c.case_id, func.max(told_case_event.c.at).label("at"))
        .where(told_case_event.c.case_id.in_(list(ids)), told_case_event.c.what.in_(CONFIRMING))
        .group_by(told_case_event.c.case_id)
    )
    return {row.case_id: row.at for row in rows}


def delete_told(connection: Connection, id: str) -> None:
    """Erase a case and, through the foreign key, its lines."""
    connection.execute(delete(told_case).where(told_case.c.id == id))


def add_line(connection: Connection, case: str, what: CaseEvent, note: str, by: str, at: datetime) -> None:
    connection.execute(insert(told_case_event).values(case_id=case, what=what.value, note=note, by=by, at=at))


def lines_of(connection: Connection, case: str) -> tuple[CaseLine, ...]:
    """What was done with a case, in order."""
    rows = connection.execute(
        select(told_case_event).where(told_case_event.c.case_id == case).order_by(told_case_event.c.number)
    )
    return tuple(
        CaseLine(row.number, row.case_id, CaseEvent(row.what), row.note, row.by, row.at) for row in rows
    )


def _values(one: ToldCase) -> dict[str, object]:
    return {
        "seat_id": one.seat,
        "community_id": one.community,
        "state": one.state.value,
        "visibility": one.visibility.value,
        "consent": one.consent,
        "contact_ok": one.contact_ok,
        "language": one.language,
        "content": _TELLING.dump_python(one.telling, mode="json"),
        "revision": one.revision,
        "at": one.at,
    }


def _told(row: Row[tuple[object, ...]]) -> ToldCase:
    values = row._mapping
    return ToldCase(
        id=values["id"],
        camp=values["camp_id"],
        seat=values["seat_id"],
        community=values["community_id"],
        state=CaseState(values["state"]),
        visibility=Visibility(values["visibility"]),
        consent=values["consent"],
        contact_ok=values["contact_ok"],
        language=values["language"],
        telling=_TELLING.validate_python(values["content"]),
        revision=values["revision"],
        at=values["at"],
    )
