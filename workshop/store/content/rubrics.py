"""Table access for rubrics written at the desk, the marks that retire a version, and drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from workshop.store.schema import camp, rubric, rubric_draft, rubric_mark

Content = dict[str, object]
Stated = dict[str, list[str]]


@dataclass(frozen=True)
class RubricVersion:
    """A saved version and how it was made; its text is read separately."""

    id: str
    version: int
    base: str
    note: str
    by: str
    at: datetime

    @property
    def key(self) -> str:
        """How camps name it."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True)
class DraftRow:
    """A rubric being written. `revision` grows with every change."""

    id: str
    base: str
    content: Content
    stated: Stated
    note: str
    revision: int
    by: str
    at: datetime


def add_rubric(connection: Connection, new: RubricVersion, text: str) -> None:
    """Store a version; a number that is already taken violates the primary key."""
    connection.execute(
        insert(rubric).values(
            id=new.id,
            version=new.version,
            text=text,
            base=new.base,
            note=new.note,
            by=new.by,
            at=new.at,
        )
    )


def rubric_text(connection: Connection, key: str) -> str | None:
    """The text of the version `id@version`; None when it was not written at the desk."""
    name, _, version = key.partition("@")
    if not version.isdecimal():
        return None
    wanted = select(rubric.c.text).where(rubric.c.id == name, rubric.c.version == int(version))
    return connection.execute(wanted).scalar_one_or_none()


def rubric_versions(connection: Connection) -> tuple[RubricVersion, ...]:
    """Every saved version, by id and number."""
    columns = (column for column in rubric.columns if column.name != "text")
    rows = connection.execute(select(*columns).order_by(rubric.c.id, rubric.c.version))
    return tuple(RubricVersion(**row._mapping) for row in rows)


def last_version(connection: Connection, id: str) -> int:
    """The highest number a saved version of this rubric has; 0 before the first."""
    newest = select(func.max(rubric.c.version)).where(rubric.c.id == id)
    return connection.execute(newest).scalar() or 0


def camps_by_rubric(connection: Connection) -> dict[str, int]:
    """`id@version` -> how many camps give their answers on it."""
    rows = connection.execute(select(camp.c.rubric, func.count().label("n")).group_by(camp.c.rubric))
    return {row.rubric: row.n for row in rows}


def add_mark(connection: Connection, key: str, retired: bool, by: str, at: datetime) -> None:
    connection.execute(insert(rubric_mark).values(rubric=key, retired=retired, by=by, at=at))


def retired(connection: Connection) -> frozenset[str]:
    """The versions currently not offered to new camps."""
    latest = select(func.max(rubric_mark.c.number)).group_by(rubric_mark.c.rubric)
    rows = connection.execute(
        select(rubric_mark.c.rubric).where(rubric_mark.c.number.in_(latest), rubric_mark.c.retired)
    )
    return frozenset(row.rubric for row in rows)


def add_draft(connection: Connection, new: DraftRow) -> None:
    connection.execute(
        insert(rubric_draft).values(
            id=new.id,
            base=new.base,
            content=new.content,
            stated=new.stated,
            note=new.note,
            revision=new.revision,
            by=new.by,
            at=new.at,
        )
    )


def drafts(connection: Connection) -> tuple[DraftRow, ...]:
    """Every draft, the last edited first."""
    rows = connection.execute(select(rubric_draft).order_by(rubric_draft.c.at.desc(), rubric_draft.c.id))
    return tuple(DraftRow(**row._mapping) for row in rows)


def draft_by_id(connection: Connection, id: str) -> DraftRow | None:
    row = connection.execute(select(rubric_draft).where(rubric_draft.c.id == id)).one_or_none()
    return None if row is None else DraftRow(**row._mapping)


def hold_draft(connection: Connection, id: str) -> DraftRow | None:
    """As `draft_by_id`, locked until the transaction ends."""
    row = connection.execute(
        select(rubric_draft).where(rubric_draft.c.id == id).with_for_update()
    ).one_or_none()
    return None if row is None else DraftRow(**row._mapping)


def set_draft(connection: Connection, changed: DraftRow) -> None:
    connection.execute(
        update(rubric_draft)
        .where(rubric_draft.c.id == changed.id)
        .values(
            content=changed.content,
            stated=changed.stated,
            note=changed.note,
            revision=changed.revision,
            at=changed.at,
        )
    )


def drop_draft(connection: Connection, id: str) -> None:
    connection.execute(delete(rubric_draft).where(rubric_draft.c.id == id))
