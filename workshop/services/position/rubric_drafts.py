"""Drafts of rubrics at the desk: stored at every edit until saved as a version or discarded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from workshop.assessment.rubric.rubric import Rubric, check_rubric, read_rubric
from workshop.assessment.rubric.rubric_editing import Change, Stated, changes, with_provenance
from workshop.base.content import check
from workshop.base.errors import InputError, RoomError, SeveralErrors
from workshop.model.ids import new_token
from workshop.services.app.context import AppContext
from workshop.services.camp.rubrics import add_version, id_is_taken, known_rubrics, rubric_of
from workshop.store.content import rubrics as rows
from workshop.store.content.rubrics import DraftRow

DRAFT = Path("draft")


@dataclass(frozen=True)
class RubricDraft:
    """A rubric being written. `base` is the `id@version` it began from, empty for one that began from a file
    with a new id.
    """

    id: str
    base: str
    rubric: Rubric
    stated: Stated
    note: str
    revision: int
    at: datetime
    by: str

    @property
    def row(self) -> DraftRow:
        """As stored."""
        content = self.rubric.model_dump(mode="json", exclude_none=True)
        stated = {place: list(tags) for place, tags in self.stated.items()}
        return DraftRow(self.id, self.base, content, stated, self.note, self.revision, self.by, self.at)


def drafts(context: AppContext) -> tuple[DraftRow, ...]:
    """Unfinished drafts, the last edited first."""
    return context.store.read(rows.drafts)


def draft(context: AppContext, id: str) -> RubricDraft:
    """One draft, each anchor with the provenance it may claim.

    Raises RoomError `rubric.draft_gone`; ContentError if it was written for another version of Mengya.
    """
    stored = _stored(context.store.read(lambda connection: rows.draft_by_id(connection, id)))
    return _settled(stored, base_of(context, stored.base))


def _stored(row: DraftRow | None) -> RubricDraft:
    if row is None:
        raise RoomError("rubric.draft_gone")
    stated = {place: tuple(tags) for place, tags in row.stated.items()}
    rubric = check(row.content, Rubric, DRAFT, "")
    return RubricDraft(row.id, row.base, rubric, stated, row.note, row.revision, row.at, row.by)


def _settled(draft: RubricDraft, base: Rubric | None) -> RubricDraft:
    return replace(draft, rubric=with_provenance(draft.rubric, base, draft.stated))


def base_of(context: AppContext, base: str) -> Rubric | None:
    """The version a draft began from."""
    return rubric_of(context, base) if base else None


def begin(context: AppContext, base: str, by: str) -> str:
    """Copy a version as a new draft; returns the draft's id. Raises RoomError `content.no_rubric`."""
    return _add(context, base, rubric_of(context, base), {}, by)


def read_upload(name: str, data: bytes) -> Rubric:
    """An uploaded file, checked. Raises ContentError, SeveralErrors with the file's name and row."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("rubric.encoding", file=name) from error
    return read_rubric(text.replace("\r\n", "\n"), Path(name))


def begin_from(context: AppContext, rubric: Rubric, by: str) -> str:
    """Edit an uploaded rubric: its provenance is taken as stated. It is compared with the newest version of
    its id.
    """
    newest = next((one.key for one in known_rubrics(context) if one.rubric.id == rubric.id), "")
    stated = {
        f"{dimension.id}.{anchor.level}": anchor.provenance
        for dimension in rubric.dimensions
        for anchor in dimension.anchors
    }
    return _add(context, newest, rubric, stated, by)


def _add(context: AppContext, base: str, rubric: Rubric, stated: Stated, by: str) -> str:
    new = RubricDraft(new_token(context.chance), base, rubric, stated, "", 1, context.now(), by)
    context.store.write(lambda connection: rows.add_draft(connection, new.row))
    return new.id


def change(context: AppContext, id: str, edit: Callable[[Rubric], Rubric]) -> None:
    """Apply one edit to the stored draft, so that two people editing do not overwrite each other.

    Raises RoomError `rubric.draft_gone`.
    """
    _change(context, id, lambda draft: replace(draft, rubric=edit(draft.rubric)))


def state(context: AppContext, id: str, place: str, tags: tuple[str, ...]) -> None:
    """State where an anchor's text comes from; with no tags it is a hypothesis."""
    _change(context, id, lambda draft: replace(draft, stated={**draft.stated, place: tags}))


def write_note(context: AppContext, id: str, note: str) -> None:
    """Store what changed and why, as far as it is written."""
    _change(context, id, lambda draft: replace(draft, note=note))


def _change(context: AppContext, id: str, edit: Callable[[RubricDraft], RubricDraft]) -> None:
    def use_case(connection: Connection) -> None:
        before = _stored(rows.hold_draft(connection, id))
        after = replace(edit(before), revision=before.revision + 1, at=context.now())
        rows.set_draft(connection, after.row)

    context.store.write(use_case)


def throw_away(context: AppContext, id: str) -> None:
    """Delete a draft; saved versions are untouched."""
    context.store.write(lambda connection: rows.drop_draft(connection, id))


def faults(draft: RubricDraft) -> tuple[InputError, ...]:
    """Why a file with this rubric would be refused; positions are keys, row numbers mean nothing."""
    try:
        check_rubric(draft.rubric.model_dump(mode="json", exclude_none=True), DRAFT)
    except SeveralErrors as several:
        return several.problems
    except InputError as error:
        return (error,)
    return ()


def changed(context: AppContext, draft: RubricDraft) -> tuple[Change, ...]:
    """Differences from the version it began from; none for one that began from a file with a new id."""
    base = base_of(context, draft.base)
    return changes(base, draft.rubric) if base is not None else ()


def save_version(context: AppContext, id: str, by: str) -> Rubric:
    """Save a draft as the next version of its rubric and delete the draft.

    Raises RoomError `rubric.draft_gone`; InputError `rubric.unchanged`, `rubric.note`; ContentError,
    SeveralErrors.
    """
    rubric_draft = draft(context, id)
    if rubric_draft.base and not changed(context, rubric_draft):
        raise InputError("rubric.unchanged", rubric=rubric_draft.base)

    def finish(connection: Connection, stored: RubricDraft) -> Rubric:
        return add_version(connection, context, stored.rubric, base=stored.base, note=stored.note, by=by)

    return _save(context, rubric_draft, finish)


def save_new(context: AppContext, id: str, name: str, by: str) -> Rubric:
    """Save a draft as version 1 of a rubric called `name`. As `save_version`, and InputError `rubric.id_taken`."""

    def finish(connection: Connection, rubric_draft: RubricDraft) -> Rubric:
        if id_is_taken(connection, context, name):
            raise InputError("rubric.id_taken", id=name)
        named = rubric_draft.rubric.model_copy(update={"id": name})
        return add_version(connection, context, named, base=rubric_draft.base, note=rubric_draft.note, by=by)

    return _save(context, draft(context, id), finish)


def _save(
    context: AppContext, rubric_draft: RubricDraft, finish: Callable[[Connection, RubricDraft], Rubric]
) -> Rubric:
    """Save the draft as stored at this moment; of two who press at once, one saves."""
    base = base_of(context, rubric_draft.base)

    def use_case(connection: Connection) -> Rubric:
        stored = _settled(_stored(rows.hold_draft(connection, rubric_draft.id)), base)
        saved = finish(connection, stored)
        rows.drop_draft(connection, rubric_draft.id)
        return saved

    return context.store.write(use_case)
