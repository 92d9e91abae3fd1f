"""Table access for exercises written at the desk: published versions, the marks that retire one, and drafts with
their earlier states.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from workshop.store.schema import camp_step
from workshop.store.schema_learning import (
    exercise_draft,
    exercise_draft_state,
    exercise_mark,
    own_exercise,
)

Content = dict[str, object]


@dataclass(frozen=True)
class ExerciseVersion:
    """A published version and how it was made; its texts are read separately."""

    id: str
    version: int
    base: str
    by: str
    at: datetime

    @property
    def key(self) -> str:
        return f"{self.id}@{self.version}"


@dataclass(frozen=True)
class ExerciseDraftRow:
    """An exercise being written. `state` is the number of what it shows, `last` of the newest state there is;
    `revision` grows with every change, taking one back included.
    """

    id: str
    base: str
    state: int
    last: int
    revision: int
    content: Content
    by: str
    at: datetime


def add_version(connection: Connection, new: ExerciseVersion, chinese: str, english: str) -> None:
    """Store a version; a number that is already taken violates the primary key."""
    connection.execute(insert(own_exercise).values(**vars(new), chinese=chinese, english=english))


def texts(connection: Connection, id: str, version: int) -> tuple[str, str] | None:
    """The Chinese and the English file of a version; None when it was not written at the desk."""
    wanted = select(own_exercise.c.chinese, own_exercise.c.english)
    row = connection.execute(
        wanted.where(own_exercise.c.id == id, own_exercise.c.version == version)
    ).one_or_none()
    return None if row is None else (row.chinese, row.english)


def versions(connection: Connection) -> tuple[ExerciseVersion, ...]:
    """Every published version, by id, the newest first."""
    columns = (column for column in own_exercise.columns if column.name not in {"chinese", "english"})
    rows = connection.execute(select(*columns).order_by(own_exercise.c.id, own_exercise.c.version.desc()))
    return tuple(ExerciseVersion(**row._mapping) for row in rows)


def last_version(connection: Connection, id: str) -> int:
    """The highest number a version of this exercise has; 0 before the first."""
    newest = select(func.max(own_exercise.c.version)).where(own_exercise.c.id == id)
    return connection.execute(newest).scalar() or 0


def camps_by_exercise(connection: Connection) -> dict[tuple[str, int], int]:
    """Id and version -> how many camps have it on their agenda."""
    columns = (camp_step.c.exercise, camp_step.c.exercise_version)
    counted = select(*columns, func.count(camp_step.c.camp_id.distinct()).label("n")).group_by(*columns)
    return {(row.exercise, row.exercise_version): row.n for row in connection.execute(counted)}


def add_mark(connection: Connection, id: str, retired: bool, by: str, at: datetime) -> None:
    connection.execute(insert(exercise_mark).values(exercise=id, retired=retired, by=by, at=at))


def retired(connection: Connection) -> frozenset[str]:
    """The exercises currently not offered."""
    latest = select(func.max(exercise_mark.c.number)).group_by(exercise_mark.c.exercise)
    rows = connection.execute(
        select(exercise_mark.c.exercise).where(exercise_mark.c.number.in_(latest), exercise_mark.c.retired)
    )
    return frozenset(row.exercise for row in rows)


def add_draft(connection: Connection, id: str, base: str, content: Content, by: str, at: datetime) -> None:
    connection.execute(insert(exercise_draft).values(id=id, base=base, state=1, revision=1, by=by, at=at))
    connection.execute(
        insert(exercise_draft_state).values(draft_id=id, number=1, content=content, by=by, at=at)
    )


def _drafts() -> Select[tuple[str, str, int, int, int, Content, str, datetime]]:
    past = exercise_draft_state.alias()
    newest = select(func.max(past.c.number)).where(past.c.draft_id == exercise_draft.c.id).scalar_subquery()
    columns = exercise_draft.c
    return select(
        columns.id,
        columns.base,
        columns.state,
        newest.label("last"),
        columns.revision,
        exercise_draft_state.c.content,
        columns.by,
        columns.at,
    ).join(
        exercise_draft_state,
        (exercise_draft_state.c.draft_id == columns.id) & (exercise_draft_state.c.number == columns.state),
    )


def drafts(connection: Connection) -> tuple[ExerciseDraftRow, ...]:
    """Every draft, the last edited first."""
    rows = connection.execute(_drafts().order_by(exercise_draft.c.at.desc(), exercise_draft.c.id))
    return tuple(ExerciseDraftRow(**row._mapping) for row in rows)


def draft_by_id(connection: Connection, id: str) -> ExerciseDraftRow | None:
    row = connection.execute(_drafts().where(exercise_draft.c.id == id)).one_or_none()
    return None if row is None else ExerciseDraftRow(**row._mapping)


def hold_draft(connection: Connection, id: str) -> ExerciseDraftRow | None:
    """As `draft_by_id`, locked until the transaction ends."""
    connection.execute(select(exercise_draft.c.id).where(exercise_draft.c.id == id).with_for_update())
    return draft_by_id(connection, id)


def add_state(
    connection: Connection, draft: ExerciseDraftRow, content: Content, *, keep: int, by: str, at: datetime
) -> None:
    """The draft shows new content from now on: states taken back before are gone, of older ones `keep` stay."""
    number = draft.state + 1
    states = exercise_draft_state.c
    connection.execute(
        delete(exercise_draft_state).where(
            states.draft_id == draft.id, (states.number >= number) | (states.number <= number - keep)
        )
    )
    connection.execute(
        insert(exercise_draft_state).values(draft_id=draft.id, number=number, content=content, by=by, at=at)
    )
    show_state(connection, draft, number, by, at)


def states(connection: Connection, id: str) -> tuple[int, ...]:
    """The numbers of the states that are still there, oldest first."""
    wanted = select(exercise_draft_state.c.number).where(exercise_draft_state.c.draft_id == id)
    return tuple(row.number for row in connection.execute(wanted.order_by(exercise_draft_state.c.number)))


def show_state(connection: Connection, draft: ExerciseDraftRow, number: int, by: str, at: datetime) -> None:
    """The draft shows another of its states."""
    connection.execute(
        update(exercise_draft)
        .where(exercise_draft.c.id == draft.id)
        .values(state=number, revision=draft.revision + 1, by=by, at=at)
    )


def drop_draft(connection: Connection, id: str) -> None:
    connection.execute(delete(exercise_draft_state).where(exercise_draft_state.c.draft_id == id))
    connection.execute(delete(exercise_draft).where(exercise_draft.c.id == id))
