"""Aggregates of later trials, with consent and only from five people up; and what a person wants to try, in
words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.base.local_time import local_day
from workshop.base.text import Language, say
from workshop.learning.suggest.retrieval import CardSlot, Suggestion
from workshop.model.camp import Camp
from workshop.model.case import Outcome
from workshop.model.privacy import MIN_GROUP
from workshop.services.app.context import AppContext
from workshop.services.learn.case_base import cases_of
from workshop.services.learn.trials import Trying
from workshop.store import trials
from workshop.store.trials import TrialRow


@dataclass(frozen=True)
class Later:
    """What people who were shown a card reported later, with consent: `tried` people of so many
    `communities`.
    """

    tried: int
    communities: int
    passed: int
    partly: int
    failed: int


def later(context: AppContext, obstacle: str, move: str) -> Later | None:
    """Reports of people who tried `move` against `obstacle`; None while there are fewer than `MIN_GROUP`."""
    return count(context.store.read(lambda connection: trials.counted(connection, obstacle, (move,))))


def count(rows: Sequence[TrialRow]) -> Later | None:
    """Those among `rows` who tried it and reported an outcome; None where they are fewer than `MIN_GROUP`."""
    reports = [one for one in rows if one.tried and one.outcome not in ("", Outcome.TOO_EARLY)]
    reports = [one for one in reports if local_day(one.told) > local_day(one.shown)]
    if len(reports) < MIN_GROUP:
        return None
    became = [one.outcome for one in reports]
    return Later(
        tried=len(reports),
        communities=len({one.community for one in reports}),
        passed=became.count(Outcome.PASSED),
        partly=became.count(Outcome.PARTLY),
        failed=became.count(Outcome.NOT),
    )


def to_read_again(context: AppContext) -> tuple[tuple[str, Later], ...]:
    """Cases many people tried something from and nobody passed, not even in part: candidates for retirement.

    Only a proposal; nothing is retired automatically.
    """
    by_case: dict[str, list[TrialRow]] = {}
    for row in context.store.read(trials.counted):
        by_case.setdefault(row.case, []).append(row)
    counted = ((case, count(rows)) for case, rows in sorted(by_case.items()))
    return tuple((case, found) for case, found in counted if found and found.failed == found.tried)


def later_lines(context: AppContext, suggestion: Suggestion, language: Language) -> dict[str, str]:
    """Case -> later reports on what its card suggests; only cards with enough reports."""
    moves = context.content.vocabularies.moves
    lines = {}
    for card in suggestion.cards:
        reports = later(context, card.obstacle, card.lead) if card.obstacle and card.lead else None
        if reports is not None:
            lines[card.case] = say(
                language,
                "trials.later",
                n=reports.tried,
                communities=reports.communities,
                move=moves.name(card.lead, language),
                passed=reports.passed,
                partly=reports.partly,
                failed=reports.failed,
            )
    return lines


@dataclass(frozen=True)
class InWords:
    """One thing to try. `title` and `first_step` are empty where its case has been taken back."""

    trying: Trying
    title: str
    did: str
    first_step: str


def in_words(
    context: AppContext, camp: Camp, tryings: Sequence[Trying], language: Language
) -> tuple[InWords, ...]:
    """The same in words; only the move's name where the case is gone."""
    if not tryings:
        return ()
    cases = {case.id: case for case in cases_of(context, camp, language)}
    moves = context.content.vocabularies.moves
    lines = []
    for trying in tryings:
        case, code = cases.get(trying.shown.case), trying.shown.move
        texts = [move.text for move in case.moves if move.code == code] if case else []
        did = texts[0] if texts else moves.name(code, language) if code else ""
        step = case.step_against(trying.shown.obstacle, code) if case else ""
        if trying.shown.slot == CardSlot.FAILED.value and step:
            did, step = (
                step,
                "",
            )  # for a case that did not pass, the trial is the alternative the card leads to
        lines.append(InWords(trying, case.title if case else "", did, step))
    return tuple(lines)
