"""The rubrics of an installation: those in files and those saved at the desk.

Versions are immutable, so answers stay tied to the version they were given on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection

from workshop.assessment.rubric.rubric import Rubric, read_rubric
from workshop.assessment.rubric.rubric_text import rubric_text
from workshop.assessment.scoring.vignettes import VignetteSet
from workshop.base.errors import InputError
from workshop.base.text import Language
from workshop.services.app.context import AppContext
from workshop.store.content import rubrics as rows
from workshop.store.content.rubrics import RubricVersion

LONGEST_ID = 60
LONGEST_NOTE = 400
ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Known:
    """An existing version. `saved` is empty for one that is only in a file."""

    rubric: Rubric
    saved: RubricVersion | None
    in_file: bool
    retired: bool
    camps: int

    @property
    def key(self) -> str:
        """How camps name it."""
        return self.rubric.key


def rubric_of(context: AppContext, reference: str) -> Rubric:
    """The rubric `id@version`. Raises RoomError `content.no_rubric` if there is none.

    A version saved here takes precedence over a file that arrives later under the same number: answers may be
    tied to it.
    """
    return _found(context, reference)


@lru_cache(maxsize=256)  # versions are immutable, and a file's number is never reused
def _found(context: AppContext, reference: str) -> Rubric:
    text = context.store.read(lambda connection: rows.rubric_text(connection, reference))
    if text is None:
        return context.content.rubric(reference)
    return read_rubric(text, file_of(reference))


def file_of(reference: str) -> Path:
    """File name of a version."""
    return Path(f"{reference.replace('@', '-')}.toml")


def vignettes_of(context: AppContext, reference: str) -> VignetteSet | None:
    """The shared vignettes of a rubric; None where none fit it."""
    rubric = rubric_of(context, reference)
    vignette_set = context.content.vignettes.get(rubric.id)
    return vignette_set if vignette_set is not None and vignette_set.fits(rubric) else None


SOIL = "soil-check"


def soil_title(context: AppContext, language: Language) -> str:
    """The name of the exercise that asks, before 1.0, which condition is missing; "" where it is not there.

    A rubric with a checklist of its own asks that itself.
    """
    exercise = context.content.exercises.get(SOIL)
    return exercise.title.of(language) if exercise is not None else ""


def known_rubrics(context: AppContext) -> tuple[Known, ...]:
    """Every version, by id, the newest of each first."""

    def use_case(
        connection: Connection,
    ) -> tuple[tuple[RubricVersion, ...], frozenset[str], dict[str, int]]:
        return rows.rubric_versions(connection), rows.retired(connection), rows.camps_by_rubric(connection)

    versions, retired, camps = context.store.read(use_case)
    saved = {one.key: one for one in versions}
    files = context.content.rubrics
    every_version = [
        Known(rubric_of(context, key), saved.get(key), key in files, key in retired, camps.get(key, 0))
        for key in {*saved, *files}
    ]
    return tuple(sorted(every_version, key=lambda one: (one.rubric.id, -one.rubric.version)))


def offered(context: AppContext) -> tuple[Known, ...]:
    """The versions a new camp may choose from."""
    return tuple(one for one in known_rubrics(context) if not one.retired)


def default_rubric(context: AppContext, named: str) -> Rubric:
    """The rubric of a camp when nobody chooses: the newest version on offer of the rubric its recipe names.

    Raises RoomError `content.no_rubric` when there is no such rubric at all.
    """
    wanted, _, _ = named.partition("@")
    newest = next((one.rubric for one in offered(context) if one.rubric.id == wanted), None)
    return newest or rubric_of(context, named)


def chosen_rubric(context: AppContext, reference: str) -> Rubric:
    """A rubric by `id@version`, or the newest on offer by `id`.

    Raises InputError `camp.no_rubric`, `camp.rubric_retired`.
    """
    known = known_rubrics(context)
    named = [one for one in known if reference in (one.key, one.rubric.id)]
    if not named:
        raise InputError(
            "camp.no_rubric", rubric=reference, known=", ".join(one.key for one in known if not one.retired)
        )
    free = [one for one in named if not one.retired]
    if not free:
        raise InputError("camp.rubric_retired", rubric=reference)
    return free[0].rubric


def next_version(connection: Connection, context: AppContext, id: str) -> int:
    """The number the next version of a rubric gets."""
    in_files = (one.version for one in context.content.rubrics.values() if one.id == id)
    return 1 + max(rows.last_version(connection, id), *in_files, 0)


def add_version(
    connection: Connection, context: AppContext, rubric: Rubric, *, base: str, note: str, by: str
) -> Rubric:
    """Store `rubric` under the next number of its id; returns it with that number.

    Checked as a file is: raises ContentError, SeveralErrors; InputError `rubric.note`, `rubric.id`.
    """
    note = " ".join(note.split())
    if not note or len(note) > LONGEST_NOTE:
        raise InputError("rubric.note", longest=LONGEST_NOTE)
    if not ID.fullmatch(rubric.id) or len(rubric.id) > LONGEST_ID:
        raise InputError("rubric.id", id=rubric.id, longest=LONGEST_ID)
    numbered = rubric.model_copy(update={"version": next_version(connection, context, rubric.id)})
    text = rubric_text(numbered)
    checked = read_rubric(text, file_of(numbered.key))
    version = RubricVersion(checked.id, checked.version, base, note, by, context.now())
    rows.add_rubric(connection, version, text)
    return checked


def id_is_taken(connection: Connection, context: AppContext, id: str) -> bool:
    """Whether any version has this id."""
    return next_version(connection, context, id) > 1


def retire(context: AppContext, key: str, by: str) -> None:
    """Stop offering a version to new camps; camps that use it keep it, and it can be brought back.

    Raises RoomError `content.no_rubric`; InputError `rubric.last` for the last one that recipes could use.
    """
    rubric = rubric_of(context, key)
    needed = {recipe.rubric.partition("@")[0] for recipe in context.content.recipes.values()}

    def use_case(connection: Connection) -> None:
        saved = {one.key for one in rows.rubric_versions(connection) if one.id == rubric.id}
        files = {name for name, one in context.content.rubrics.items() if one.id == rubric.id}
        if rubric.id in needed and not (saved | files) - rows.retired(connection) - {key}:
            raise InputError("rubric.last", rubric=key)
        rows.add_mark(connection, key, True, by, context.now())

    context.store.write(use_case)


def bring_back(context: AppContext, key: str, by: str) -> None:
    """Offer a retired version again."""
    rubric_of(context, key)
    context.store.write(lambda connection: rows.add_mark(connection, key, False, by, context.now()))
