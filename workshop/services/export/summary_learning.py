"""The camp report's part on peer learning: what the room agrees on, and what the cases show together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workshop.base.text import Language
from workshop.learning.cases.casebase import trusted
from workshop.learning.patterns.patterns import PatternTable
from workshop.learning.statements.statement_groups import LEAST_VOTERS, Opinions, opinion_groups
from workshop.model.camp import Camp, CampStep
from workshop.services.app.context import AppContext
from workshop.services.camp.questions import exercise_of
from workshop.services.learn.patterns import table_of
from workshop.services.learn.statements import (
    Statements,
    has_statements,
    may_be_seen,
    opinions_of,
    statements_of,
    votes_of,
)


@dataclass(frozen=True)
class StatementsSummary:
    """A step about statements. `said` and `opinions` are None while answers are still coming in one by one."""

    title: str
    said: Statements | None
    opinions: Opinions | None


@dataclass(frozen=True)
class PatternsSummary:
    """The table counted from the shipped cases alone, with their titles: cases told in a room stay there.

    `chosen` are the obstacles the camp's people chose, most frequent first.
    """

    table: PatternTable
    titles: Mapping[str, str]
    chosen: tuple[str, ...]


def statement_summaries(
    context: AppContext, camp: Camp, steps: Sequence[CampStep], language: Language
) -> tuple[StatementsSummary, ...]:
    """The room's answers to the statements of each such step, in agenda order."""
    summaries = []
    for step in steps:
        if not has_statements(context, step):
            continue
        title = exercise_of(context, step).title.of(language)
        if not may_be_seen(step):
            summaries.append(StatementsSummary(title, None, None))
            continue
        statements = statements_of(context, camp, step, language)
        summaries.append(StatementsSummary(title, statements, _opinions(context, camp, step, statements)))
    return tuple(summaries)


def _opinions(context: AppContext, camp: Camp, step: CampStep, statements: Statements) -> Opinions:
    """Opinion groups or the reason for none; a room too small for any gets the reason without using the
    worker process.
    """
    if statements.people < LEAST_VOTERS:
        return opinion_groups(votes_of(context, camp, step))
    return opinions_of(context, camp, step)


def patterns_summary(
    context: AppContext, chosen: Iterable[tuple[str, int]], language: Language
) -> PatternsSummary:
    """The table for the camp; `chosen` are obstacles with how many people of one community chose them."""
    cases = trusted(context.content.cases[language])
    people: Counter[str] = Counter()
    for code, count in chosen:
        people[code] += count
    return PatternsSummary(
        table_of(cases),
        {case.id: case.title for case in cases},
        tuple(sorted(people, key=lambda code: (-people[code], code))),
    )
