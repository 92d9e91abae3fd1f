"""Drafts of patterns at the desk: begun from a row of the table, saved with every edit, finished when nothing
is missing.

There is one draft per pattern; two people writing in it do not overwrite each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy import Connection

from workshop.base.content import Words
from workshop.base.errors import InputError, RoomError, SeveralErrors
from workshop.base.text import LANGUAGES, Language
from workshop.learning.patterns.patternbase import (
    PatternText,
    draft_pattern,
    evidence_in,
    pattern_problems,
    pattern_text,
    unchecked_pattern,
)
from workshop.model.case import Case
from workshop.model.pattern import Bearing
from workshop.services.app.context import AppContext
from workshop.services.learn.patterns import add_version, file_of, history_in, row_of
from workshop.store import patterns as rows
from workshop.store.patterns import UNFINISHED, KeptPattern

# A pattern's free texts by their key in the file, in the editor's order.
PLACES = (
    "name",
    "conditions",
    "mechanism.offered",
    "mechanism.changed",
    "limits.people",
    "limits.action",
    "limits.surroundings",
    "limits.handover",
    "first_step.when",
    "first_step.then",
    "first_step.who",
    "ask_them",
    "author",
)
LONGEST_NOTE = 200


@dataclass(frozen=True)
class PatternDraft:
    """A pattern being written; any part of a finished one may be missing."""

    id: str
    text: PatternText
    note: str
    by: str
    at: datetime


def drafts(context: AppContext) -> tuple[PatternDraft, ...]:
    """Every draft, the last edited first."""
    return tuple(_draft(row) for row in context.store.read(rows.unfinished))


def draft(context: AppContext, id: str) -> PatternDraft:
    """One draft. Raises RoomError `pattern.draft_gone`."""
    return _draft(context.store.read(lambda connection: rows.draft_of(connection, id)))


def begin(context: AppContext, cases: tuple[Case, ...], obstacle: str, move: str, by: str) -> str:
    """Begin a pattern from a row of the table; returns its id.

    Raises InputError `pattern.no_row`, `pattern.nobody_passed` where no case passed, not even in part.
    """
    row = row_of(cases, obstacle, move)
    if not row.tried.passed and not row.tried.partly:
        raise InputError("pattern.nobody_passed")

    def use_case(connection: Connection) -> str:
        new = draft_pattern(_free_id(connection, context, obstacle, move), row, cases)
        _add(connection, context, new, by)
        return new.id

    return context.store.write(use_case)


def revise(context: AppContext, id: str, cases: Sequence[Case], by: str) -> str:
    """Continue from the newest version, with the cases added since; an existing draft stays.

    Raises RoomError `pattern.gone`.
    """

    def use_case(connection: Connection) -> str:
        if rows.hold_draft(connection, id) is None:
            pattern_versions = history_in(connection, context, id)
            if not pattern_versions:
                raise RoomError("pattern.gone", id=id)
            _add(connection, context, with_cases(pattern_versions[0].text, cases), by)
        return id

    return context.store.write(use_case)


def with_cases(pattern: PatternText, cases: Sequence[Case]) -> PatternText:
    """The pattern with every available case that bears on it, contradicting ones too: none is left out by
    hand.

    Unchanged where no available case passed, not even in part.
    """
    evidence_texts = evidence_in(cases, pattern.obstacle, pattern.moves, pattern.evidence)
    if all(one.role is Bearing.CONTRADICTS for one in evidence_texts):
        return pattern
    return pattern.model_copy(update={"evidence": evidence_texts})


def text_at(pattern: PatternText, place: str) -> Words:
    """The words at one of PLACES."""
    part: object = pattern
    for name in place.split("."):
        part = getattr(part, name)
    if not isinstance(part, Words):
        raise KeyError(place)
    return part


def with_text(pattern: PatternText, place: str, language: Language, typed: str) -> PatternText:
    """The pattern with other words in one language at one of PLACES."""
    words = text_at(pattern, place).model_copy(update={language: typed})
    whole, _, part = place.partition(".")
    if not part:
        return pattern.model_copy(update={whole: words})
    inner = getattr(pattern, whole).model_copy(update={part: words})
    return pattern.model_copy(update={whole: inner})


def change(context: AppContext, id: str, edit: Callable[[PatternText], PatternText]) -> None:
    """Apply one edit to the stored draft. Raises RoomError `pattern.draft_gone`."""

    def use_case(connection: Connection) -> None:
        before = _draft(rows.hold_draft(connection, id))
        rows.set_draft(connection, id, pattern_text(edit(before.text)), before.note, context.now())

    context.store.write(use_case)


def write(context: AppContext, id: str, place: str, language: Language, typed: str, seen: str) -> str:
    """Store what was typed at one of PLACES over the text `seen` there (compare and set); returns the text
    that stands there now.

    Where the stored text differs from `seen`, another person wrote meanwhile: theirs stays. Raises RoomError
    `pattern.draft_gone`.
    """

    def use_case(connection: Connection) -> str:
        before = _draft(rows.hold_draft(connection, id))
        there = text_at(before.text, place).of(language)
        if there not in (seen, typed):
            return there
        edited = with_text(before.text, place, language, typed)
        rows.set_draft(connection, id, pattern_text(edited), before.note, context.now())
        return typed

    return context.store.write(use_case)


def write_note(context: AppContext, id: str, note: str) -> None:
    """Store what was changed and why. Raises RoomError `pattern.draft_gone`."""

    def use_case(connection: Connection) -> None:
        before = _draft(rows.hold_draft(connection, id))
        rows.set_draft(connection, id, pattern_text(before.text), note[:LONGEST_NOTE], context.now())

    context.store.write(use_case)


def throw_away(context: AppContext, id: str) -> None:
    """Delete the draft; finished versions are untouched."""
    context.store.write(lambda connection: rows.drop_draft(connection, id))


def faults(
    context: AppContext, pattern: PatternText, cases: Sequence[Case]
) -> dict[str, tuple[InputError, ...]]:
    """Why a file with this pattern would be refused, by the place it belongs to; "" for faults of no field.

    A text blank in both languages is one fault at its place.
    """
    by_place: dict[str, list[InputError]] = {}
    for error in pattern_problems(pattern, cases, context.content.vocabularies):
        by_place.setdefault(_place(error), []).append(error)
    return {
        place: tuple({error.code: error for error in several}.values()) for place, several in by_place.items()
    }


def save(context: AppContext, id: str, cases: Sequence[Case], by: str) -> PatternText:
    """Save a draft as the next version of its pattern and delete the draft.

    Raises RoomError `pattern.draft_gone`; ContentError, SeveralErrors for what is missing.
    """

    def use_case(connection: Connection) -> PatternText:
        pattern_draft = _draft(rows.hold_draft(connection, id))
        problems = pattern_problems(pattern_draft.text, cases, context.content.vocabularies)
        if problems:
            raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
        saved = add_version(connection, context, pattern_draft.text, by=by, note=pattern_draft.note)
        rows.drop_draft(connection, id)
        return saved

    return context.store.write(use_case)


def _place(error: InputError) -> str:
    key = error.where.key if error.where is not None and error.where.key is not None else ""
    place = next((key.removesuffix(f".{one}") for one in LANGUAGES if key.endswith(f".{one}")), key)
    if place in PLACES:
        return place
    return "evidence" if place.startswith("evidence") else ""


def _draft(row: KeptPattern | None) -> PatternDraft:
    if row is None:
        raise RoomError("pattern.draft_gone")
    return PatternDraft(row.id, unchecked_pattern(row.text, file_of(row.id)), row.note, row.by, row.at)


def _add(connection: Connection, context: AppContext, pattern: PatternText, by: str) -> None:
    rows.add_version(
        connection, KeptPattern(pattern.id, UNFINISHED, pattern_text(pattern), False, "", by, context.now())
    )


def _free_id(connection: Connection, context: AppContext, obstacle: str, move: str) -> str:
    """`o2-seep`, or `o2-seep-2` when that is taken."""
    base = re.sub(r"[^a-z0-9]+", "-", f"{obstacle}-{move}".lower()).strip("-")
    taken = {one.id for one in context.content.patterns}
    taken |= {one.id for one in (*rows.versions(connection), *rows.unfinished(connection))}
    numbered = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(one for one in numbered if one not in taken)
