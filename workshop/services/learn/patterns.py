"""Patterns of an installation: what the cases show together, the patterns people wrote, and the standing of
each.

Patterns in files and those saved at the desk are equivalent: the highest version counts. Standing is computed
from the available cases and later trials; it is never entered by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.learning.cases.casebase import trusted
from workshop.learning.patterns.concepts import Concept, worksheet
from workshop.learning.patterns.coverage import CoverageTable, coverage
from workshop.learning.patterns.pattern_status import Standing, standing
from workshop.learning.patterns.patternbase import PatternText, pattern_text, unchecked_pattern
from workshop.learning.patterns.patterns import PatternRow, PatternTable, count_patterns
from workshop.model.camp import Camp
from workshop.model.case import Case, Outcome
from workshop.model.pattern import Trial
from workshop.services.app.context import AppContext
from workshop.services.learn.case_base import cases_of
from workshop.store import patterns as rows
from workshop.store.patterns import KeptPattern
from workshop.store.trials import TrialRow, counted


@dataclass(frozen=True)
class KnownPattern:
    """A pattern in its current version. `saved` is None where that version is a file's."""

    text: PatternText
    saved: KeptPattern | None
    standing: Standing

    @property
    def id(self) -> str:
        return self.text.id

    @property
    def retired(self) -> bool:
        """Whether the pattern is retired."""
        return self.saved is not None and self.saved.retired


@dataclass(frozen=True)
class PatternVersion:
    """One version of a pattern; `saved` is None for a file's."""

    text: PatternText
    saved: KeptPattern | None


def cases_at_hand(context: AppContext, camp: Camp | None, language: Language) -> tuple[Case, ...]:
    """The cases everything here is counted from: those of a camp, or without one the trusted shipped ones."""
    if camp is None:
        return trusted(context.content.cases[language])
    return cases_of(context, camp, language)


@lru_cache(maxsize=8)  # cases change rarely, so the permutations need not be drawn again for every view
def table_of(cases: tuple[Case, ...]) -> PatternTable:
    """Cross table of obstacle by move, with the permutation null beside it."""
    return count_patterns(cases)


@lru_cache(maxsize=8)
def worksheet_of(cases: tuple[Case, ...]) -> tuple[Concept, ...]:
    """Formal concepts: groups of cases that share exactly the same features."""
    return worksheet(cases)


def coverage_of(context: AppContext, cases: Sequence[Case]) -> CoverageTable:
    """Coverage gaps: obstacle and stage pairs nobody has passed yet."""
    return coverage(cases, [entry.code for entry in context.content.vocabularies.obstacles.current])


def row_of(cases: tuple[Case, ...], obstacle: str, move: str) -> PatternRow:
    """A row of the table. Raises InputError `pattern.no_row`."""
    match = next((row for row in table_of(cases).rows if (row.obstacle, row.move) == (obstacle, move)), None)
    if match is None:
        raise InputError("pattern.no_row", obstacle=obstacle, move=move)
    return match


def known_patterns(context: AppContext, cases: Sequence[Case]) -> tuple[KnownPattern, ...]:
    """Every pattern by id, with its standing among `cases`; retired ones too."""
    saved_versions = context.store.read(rows.versions)
    newest: dict[str, PatternVersion] = {
        one.id: PatternVersion(one, None) for one in context.content.patterns
    }
    for saved in reversed(saved_versions):
        before = newest.get(saved.id)
        if before is None or saved.version >= before.text.version:
            newest[saved.id] = PatternVersion(_text(saved), saved)
    return tuple(
        KnownPattern(one.text, one.saved, standing_of(context, one.text, cases))
        for _, one in sorted(newest.items())
    )


def history(context: AppContext, id: str) -> tuple[PatternVersion, ...]:
    """Every version of a pattern, newest first."""

    def use_case(connection: Connection) -> tuple[PatternVersion, ...]:
        return history_in(connection, context, id)

    return context.store.read(use_case)


def history_in(connection: Connection, context: AppContext, id: str) -> tuple[PatternVersion, ...]:
    """As `history`, within a transaction. A version saved here takes precedence over a file that came later
    under its number.
    """
    saved = tuple(PatternVersion(_text(one), one) for one in rows.versions(connection, id))
    taken = {one.text.version for one in saved}
    files = (
        PatternVersion(one, None)
        for one in context.content.patterns
        if one.id == id and one.version not in taken
    )
    return tuple(sorted((*saved, *files), key=lambda one: -one.text.version))


def standing_of(context: AppContext, pattern: PatternText, cases: Sequence[Case]) -> Standing:
    """The standing of a pattern, given these cases and later trials."""
    # Standing is the same in every language.
    return standing(pattern.in_language("zh"), cases, later_trials(context, pattern))


def later_trials(context: AppContext, pattern: PatternText) -> tuple[Trial, ...]:
    """Later trials by people who were shown a case with one of its moves against its obstacle, and who let
    others learn from it.
    """
    trial_rows = context.store.read(lambda connection: counted(connection, pattern.obstacle, pattern.moves))
    return tuple(_trial(one) for one in trial_rows)


def retire(context: AppContext, id: str, by: str) -> None:
    """Retire a pattern, as a further version so that it can be brought back. Raises RoomError `pattern.gone`."""
    context.store.write(lambda connection: _mark(connection, context, id, True, by))


def bring_back(context: AppContext, id: str, by: str) -> None:
    """Offer it again. Raises RoomError `pattern.gone`."""
    context.store.write(lambda connection: _mark(connection, context, id, False, by))


def take_back(context: AppContext, id: str, by: str) -> PatternText:
    """Undo the newest version: the text before it becomes the newest.

    Raises RoomError `pattern.gone`; InputError `pattern.no_earlier` where there is none.
    """

    def use_case(connection: Connection) -> PatternText:
        pattern_versions = history_in(connection, context, id)
        if not pattern_versions:
            raise RoomError("pattern.gone", id=id)
        if len(pattern_versions) < 2:
            raise InputError("pattern.no_earlier")
        return add_version(connection, context, pattern_versions[1].text, by=by)

    return context.store.write(use_case)


def add_version(
    connection: Connection,
    context: AppContext,
    pattern: PatternText,
    *,
    by: str,
    note: str = "",
    retired: bool = False,
) -> PatternText:
    """Store `pattern` under the next number of its id; returns it with that number."""
    in_files = (one.version for one in context.content.patterns if one.id == pattern.id)
    version = 1 + max(rows.last_version(connection, pattern.id), *in_files, 0)
    numbered = pattern.model_copy(update={"version": version})
    rows.add_version(
        connection,
        KeptPattern(pattern.id, version, pattern_text(numbered), retired, note, by, context.now()),
    )
    return numbered


def file_of(id: str) -> Path:
    """File name of a pattern."""
    return Path(f"{id}.toml")


def _mark(connection: Connection, context: AppContext, id: str, retired: bool, by: str) -> None:
    pattern_versions = history_in(connection, context, id)
    if not pattern_versions:
        raise RoomError("pattern.gone", id=id)
    add_version(connection, context, pattern_versions[0].text, by=by, retired=retired)


@lru_cache(maxsize=256)  # a version never changes
def _text(saved: KeptPattern) -> PatternText:
    return unchecked_pattern(saved.text, file_of(saved.id))


def _trial(row: TrialRow) -> Trial:
    return Trial(
        organisation=row.community,
        shown=local_day(row.shown),
        told=local_day(row.told),
        tried=row.tried,
        outcome=Outcome(row.outcome) if row.outcome else None,
    )
