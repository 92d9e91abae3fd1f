"""Table access for cases told in camps, and their history."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from workshop.model.case import (
    StoryDraft,
    Submission,
    SubmissionEvent,
    SubmissionLine,
    SubmissionState,
    Visibility,
)
from workshop.store.schema_learning import submission, submission_event

_TELLING = TypeAdapter(StoryDraft)

# After one of these acts a case counts as confirmed by its teller.
CONFIRMING = (
    SubmissionEvent.PUBLISHED.value,
    SubmissionEvent.RECONFIRMED.value,
    SubmissionEvent.WIDENED.value,
)


def add_submission(connection: Connection, new: Submission) -> None:
    connection.execute(insert(submission).values(id=new.id, camp_id=new.camp, **_values(new)))


def save_submission(connection: Connection, changed: Submission) -> None:
    """Store its current state; `revision` grows with every save."""
    connection.execute(
        update(submission)
        .where(submission.c.id == changed.id)
        .values(**{**_values(changed), "revision": changed.revision + 1})
    )


def submission_by_id(connection: Connection, id: str) -> Submission | None:
    row = connection.execute(select(submission).where(submission.c.id == id)).one_or_none()
    return None if row is None else _submission(row)


def submissions_by(connection: Connection, seat_id: str) -> tuple[Submission, ...]:
    """One seat's cases, in the order they were begun."""
    rows = connection.execute(
        select(submission).where(submission.c.seat_id == seat_id).order_by(submission.c.at, submission.c.id)
    )
    return tuple(map(_submission, rows))


def submissions_in(connection: Connection, camp_id: str) -> tuple[Submission, ...]:
    """Every case told in a camp, in the order they were begun."""
    rows = connection.execute(
        select(submission).where(submission.c.camp_id == camp_id).order_by(submission.c.at, submission.c.id)
    )
    return tuple(map(_submission, rows))


def published_for(
    connection: Connection, camp_id: str, wider: Collection[Visibility]
) -> tuple[Submission, ...]:
    """The published cases of a camp, and those of other camps whose tellers allowed that audience."""
    rows = connection.execute(
        select(submission)
        .where(
            submission.c.state == SubmissionState.PUBLISHED.value,
            or_(submission.c.camp_id == camp_id, submission.c.visibility.in_([one.value for one in wider])),
        )
        .order_by(submission.c.at, submission.c.id)
    )
    return tuple(map(_submission, rows))


def confirmed_at(connection: Connection, ids: Collection[str]) -> dict[str, datetime]:
    """When each of these cases was last published, widened or confirmed."""
    rows = connection.execute(
        select(submission_event.c.case_id, func.max(submission_event.c.at).label("at"))
        .where(submission_event.c.case_id.in_(list(ids)), submission_event.c.what.in_(CONFIRMING))
        .group_by(submission_event.c.case_id)
    )
    return {row.case_id: row.at for row in rows}


def delete_submission(connection: Connection, id: str) -> None:
    """Delete a case and, by cascading foreign key, its history."""
    connection.execute(delete(submission).where(submission.c.id == id))


def add_line(
    connection: Connection, case: str, what: SubmissionEvent, note: str, by: str, at: datetime
) -> None:
    connection.execute(
        insert(submission_event).values(case_id=case, what=what.value, note=note, by=by, at=at)
    )


def lines_of(connection: Connection, case: str) -> tuple[SubmissionLine, ...]:
    """A case's history, in order."""
    rows = connection.execute(
        select(submission_event).where(submission_event.c.case_id == case).order_by(submission_event.c.number)
    )
    return tuple(
        SubmissionLine(row.number, row.case_id, SubmissionEvent(row.what), row.note, row.by, row.at)
        for row in rows
    )


def _values(one: Submission) -> dict[str, object]:
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


def _submission(row: Row[tuple[object, ...]]) -> Submission:
    values = row._mapping
    return Submission(
        id=values["id"],
        camp=values["camp_id"],
        seat=values["seat_id"],
        community=values["community_id"],
        state=SubmissionState(values["state"]),
        visibility=Visibility(values["visibility"]),
        consent=values["consent"],
        contact_ok=values["contact_ok"],
        language=values["language"],
        telling=_TELLING.validate_python(values["content"]),
        revision=values["revision"],
        at=values["at"],
    )
