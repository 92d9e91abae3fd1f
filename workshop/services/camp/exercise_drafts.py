"""Drafts of exercises at the desk: stored at every edit, each edit can be taken back, published as a version."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection

from workshop.base.content import read
from workshop.base.errors import InputError, RoomError, SeveralErrors
from workshop.base.text import LANGUAGES, Language, say
from workshop.exercises.check import ADVICE, problems
from workshop.exercises.editing import (
    ExerciseText,
    Place,
    from_files,
    numbered,
    place_of,
    text_at,
    to_files,
    with_step,
    with_step_like,
    with_text,
    with_value,
)
from workshop.exercises.exercise import Exercise
from workshop.exercises.library import read_exercise
from workshop.exercises.read_child import in_child
from workshop.model.ids import new_token
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.exercises import (
    file_of,
    id_is_taken,
    known_exercises,
    texts_at,
)
from workshop.services.camp.questions import RUBRIC, VIGNETTES, check_lists, vocabulary_options
from workshop.services.check.wording import AVOIDED, Avoided, load_avoided, wordings_in
from workshop.store.content import exercises as rows
from workshop.store.content.exercises import Content, ExerciseDraftRow, ExerciseVersion

OURS = "-ours"  # what the id of a copy ends with
LONGEST_ID = 60
KINDS = tuple(kind.value for kind in StepKind if kind is not StepKind.REVIEW)
STATES = 200  # of a draft that can be gone back to


@dataclass(frozen=True)
class ExerciseDraft:
    """An exercise being written. `base` is the `id@version` it began from, empty for one from an uploaded file."""

    id: str
    base: str
    text: ExerciseText
    revision: int
    can_undo: bool
    can_redo: bool
    at: datetime
    by: str


@dataclass(frozen=True)
class Edited:
    """An edit that was stored. `upon` is the revision it was made on: another than the screen showed means that
    somebody else has changed the draft as well. `theirs` is what they had written in the same place, if they had.
    """

    revision: int
    upon: int
    theirs: str = ""


@dataclass(frozen=True)
class DraftFault:
    """What is wrong with a draft, and where. `advice` stops nobody."""

    place: Place
    error: InputError
    advice: bool


def drafts(context: AppContext) -> tuple[ExerciseDraft, ...]:
    """Unfinished drafts, the last edited first."""
    return tuple(
        _stored(row, undo=False, redo=row.last > row.state) for row in context.store.read(rows.drafts)
    )


def draft(context: AppContext, id: str) -> ExerciseDraft:
    """One draft. Raises RoomError `editor.draft_gone`."""

    def use_case(connection: Connection) -> ExerciseDraft:
        row = _there(rows.draft_by_id(connection, id))
        first = rows.states(connection, id)[0]
        return _stored(row, undo=row.state > first, redo=row.last > row.state)

    return context.store.read(use_case)


def _there(row: ExerciseDraftRow | None) -> ExerciseDraftRow:
    if row is None:
        raise RoomError("editor.draft_gone")
    return row


def _stored(row: ExerciseDraftRow, *, undo: bool, redo: bool) -> ExerciseDraft:
    text = _text(row.content)
    return ExerciseDraft(row.id, row.base, text, row.revision, undo, redo, row.at, row.by)


def _text(content: Content) -> ExerciseText:
    front, english = content["front"], content["english"]
    return ExerciseText(
        dict(front) if isinstance(front, dict) else {},
        dict(english) if isinstance(english, dict) else {},
        str(content["body"]),
        str(content["english_body"]),
    )


def begin_copy(context: AppContext, id: str, by: str) -> str:
    """Copy an exercise as a draft of a new one; returns the draft's id. Raises RoomError `content.no_exercise`."""
    text, base = _newest(context, id)
    ours = replace(text, front={key: one for key, one in text.front.items() if key != "tested"})
    for language in LANGUAGES:
        if title := text_at(text, ("title",), language):
            titled = say(language, "editor.copy_title", title=title)
            ours = with_text(ours, ("title",), language, titled)
    inspired = ours.front.get("inspired_by")
    said = say("zh", "editor.copied_from", title=text_at(text, ("title",), "zh"), id=base)
    ours = with_value(ours, ("inspired_by",), [*(inspired if isinstance(inspired, list) else ()), said])
    stem = id if id.endswith(OURS) else f"{id[: LONGEST_ID - 10].rstrip('-')}{OURS}"
    return _add(context, base, lambda connection: numbered(ours, _free_id(connection, context, stem), 1), by)


def begin_next(context: AppContext, id: str, by: str) -> str:
    """A draft of the next version of an exercise published here. Raises RoomError `content.no_exercise`."""
    text, base = _newest(context, id)
    if id in context.content.exercises:
        raise RoomError("content.no_exercise", exercise=id)
    return _add(context, base, lambda _connection: text, by)


def begin_from(context: AppContext, text: ExerciseText, by: str) -> str:
    """A draft of an uploaded exercise: the next version of the one published here under its id, or a new one.

    Raises InputError `editor.id_long`.
    """
    if len(text.id) > LONGEST_ID:
        raise InputError("editor.id_long", id=text.id, longest=LONGEST_ID)

    def made(connection: Connection) -> ExerciseText:
        published = rows.last_version(connection, text.id) > 0 and text.id not in context.content.exercises
        return text if published else numbered(text, _free_id(connection, context, text.id), 1)

    return _add(context, "", made, by)


def text_of(context: AppContext, id: str) -> ExerciseText:
    """The newest version of an exercise as its files hold it. Raises RoomError `content.no_exercise`."""
    return _newest(context, id)[0]


def _newest(context: AppContext, id: str) -> tuple[ExerciseText, str]:
    known = next((one for one in known_exercises(context) if one.exercise.id == id), None)
    if known is None:
        raise RoomError("content.no_exercise", exercise=id)
    base = f"{id}@{known.exercise.version}"
    if known.saved is None:
        return _shipped(known.exercise), base
    texts = texts_at(context, id, known.exercise.version)
    if texts is None:
        raise RoomError("content.no_exercise", exercise=id)
    return from_files(*texts, file_of(id)), base


def _shipped(exercise: Exercise) -> ExerciseText:
    chinese = Path(exercise.file)
    english = chinese.with_name(f"{exercise.id}.en.md")
    return from_files(read(chinese), read(english) if english.is_file() else "", chinese)


def _free_id(connection: Connection, context: AppContext, stem: str) -> str:
    free, number = stem, 1
    while id_is_taken(connection, context, free):
        number += 1
        free = f"{stem}-{number}"
    return free


def _add(context: AppContext, base: str, made: Callable[[Connection], ExerciseText], by: str) -> str:
    new = new_token(context.chance)

    def use_case(connection: Connection) -> str:
        rows.add_draft(connection, new, base, _content(made(connection)), by, context.now())
        return new

    return context.store.write(use_case)


def _content(text: ExerciseText) -> Content:
    return dict(vars(text))


def change(context: AppContext, id: str, edit: Callable[[ExerciseText], ExerciseText], by: str) -> Edited:
    """Apply one edit to the stored draft, so that two people editing do not overwrite each other.

    Raises RoomError `editor.draft_gone`.
    """

    def use_case(connection: Connection) -> Edited:
        row = _there(rows.hold_draft(connection, id))
        after = _content(edit(_text(row.content)))
        if after == row.content:
            return Edited(row.revision, row.revision)
        rows.add_state(connection, row, after, keep=STATES, by=by, at=context.now())
        return Edited(row.revision + 1, row.revision)

    return context.store.write(use_case)


def write(
    context: AppContext, id: str, place: Place, language: Language, words: str, *, before: str, by: str
) -> Edited:
    """Store what somebody wrote over `before`. If another has changed the same text meanwhile, theirs is one step
    back, and it is handed back to be told.
    """
    theirs = ""

    def edit(text: ExerciseText) -> ExerciseText:
        nonlocal theirs
        stored, after = text_at(text, place, language), with_text(text, place, language, words)
        theirs = stored if stored not in {before, text_at(after, place, language)} else ""
        return after

    return replace(change(context, id, edit, by), theirs=theirs)


def with_sample_step(context: AppContext, text: ExerciseText, kind: str) -> ExerciseText:
    """With one more step of a kind: as one of the shipped exercises asks it, to be written over, because it then has
    everything such a step needs; an empty one where none does.
    """
    for exercise in context.content.exercises.values():
        for step in exercise.steps:
            if step.kind == kind and step.items is None:
                return with_step_like(text, _shipped(exercise), step.id)
    return with_step(text, kind)


def lists_offered(context: AppContext, name: str) -> tuple[str, ...]:
    """The lists that a field of a step may name."""
    if name == "items":
        return (RUBRIC, VIGNETTES)
    if name in ("options_from", "choices_from"):
        return tuple(vocabulary_options(context.content.vocabularies, LANGUAGES[0]))
    return ()


def undo(context: AppContext, id: str, by: str) -> None:
    """Show the state before the last change again; nothing where there is none."""
    _go(context, id, -1, by)


def redo(context: AppContext, id: str, by: str) -> None:
    """Take the last undo back."""
    _go(context, id, 1, by)


def _go(context: AppContext, id: str, by_states: int, by: str) -> None:
    def use_case(connection: Connection) -> None:
        row = _there(rows.hold_draft(connection, id))
        if row.state + by_states in rows.states(connection, id):
            rows.show_state(connection, row, row.state + by_states, by, context.now())

    context.store.write(use_case)


def throw_away(context: AppContext, id: str) -> None:
    """Delete a draft with its past; published versions are untouched."""
    context.store.write(lambda connection: rows.drop_draft(connection, id))


def exercise_in(context: AppContext, text: ExerciseText) -> Exercise:
    """The exercise a draft would be. Raises ContentError, SeveralErrors for what no camp could run."""
    exercise = read_exercise(*to_files(text), file_of(text.id))
    check_lists(context, exercise)
    return exercise


def read_upload(files: Mapping[str, bytes]) -> ExerciseText:
    """The exercise in uploaded files, read in a process of its own. Raises InputError, SeveralErrors."""
    return in_child(files)


def zipped(text: ExerciseText) -> bytes:
    """Both files of an exercise in a zip; equal text gives equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for language, words in zip(LANGUAGES, to_files(text), strict=True):
            if words:
                archive.writestr(zipfile.ZipInfo(f"{text.id}.{language}.md"), words)
    return packed.getvalue()


def faults(context: AppContext, text: ExerciseText) -> tuple[DraftFault, ...]:
    """Everything that is wrong with a draft, as `mengya check` says it; what can be run is checked further. Wordings that
    readers stumbled over are advice, also in a draft that cannot be run yet."""
    try:
        found: list[InputError] = list(problems(exercise_in(context, text)))
    except SeveralErrors as several:
        found = list(several.problems)
    except InputError as error:
        found = [error]
    stumbled = [
        one
        for language, words in zip(LANGUAGES, to_files(text), strict=True)
        if words
        for one in wordings_in(words, Path(f"{text.id}.{language}.md"), _avoided(context))
    ]
    advised = {*ADVICE, *(one.code for one in stumbled)}
    return tuple(
        DraftFault(place_of(text, one.where.key or ""), one, one.code in advised)
        for one in (*found, *stumbled)
    )


def _avoided(context: AppContext) -> tuple[Avoided, ...]:
    listed = context.content.folder / AVOIDED
    return _listed(listed) if listed.is_file() else ()


_listed = lru_cache(maxsize=4)(load_avoided)  # the list of an installation, and of tests beside it


def publish(context: AppContext, id: str, by: str) -> Exercise:
    """Publish a draft as the next version of its exercise, and delete the draft. Camps keep the version they have.

    Raises RoomError `editor.draft_gone`; ContentError, SeveralErrors for whatever `faults` names and is no advice.
    """

    def use_case(connection: Connection) -> Exercise:
        row = _there(rows.hold_draft(connection, id))
        text = _text(row.content)
        continues = not row.base or row.base.startswith(f"{text.id}@")
        if text.id in context.content.exercises or (
            not continues and id_is_taken(connection, context, text.id)
        ):
            text = numbered(text, _free_id(connection, context, text.id), 1)
        text = numbered(text, text.id, rows.last_version(connection, text.id) + 1)
        stopping = [one.error for one in faults(context, text) if not one.advice]
        if stopping:
            raise SeveralErrors(stopping) if len(stopping) > 1 else stopping[0]
        exercise = exercise_in(context, text)
        made = ExerciseVersion(exercise.id, exercise.version, row.base, by, context.now())
        rows.add_version(connection, made, *to_files(text))
        rows.drop_draft(connection, id)
        return exercise

    return context.store.write(use_case)
