"""Evidence grade of a pattern, computed from its cases and later trials, never typed in.

- Story: one case.
- Hint: two or more cases.
- Pattern: five cases from three organisations, and at least one case that contradicts it.
- Tested pattern: ten later trials by people who were shown it. Only then may a success rate be given.

The stories a pattern was made from are not trials: they were chosen because they went well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workshop.learning.patterns.patterns import jeffreys
from workshop.model.case import Case, Outcome
from workshop.model.pattern import Bearing, Pattern, Trial

HINT_CASES, PATTERN_CASES, PATTERN_ORGANISATIONS, PATTERN_CONTRADICTIONS, TESTED_TRIALS = 2, 5, 3, 1, 10


class Status(StrEnum):
    """From weakest to strongest; `unsupported` has no case behind it here."""

    UNSUPPORTED = "unsupported"
    STORY = "story"
    HINT = "hint"
    PATTERN = "pattern"
    TESTED = "tested_pattern"


class Lack(StrEnum):
    """What is missing for the next status."""

    CASES = "cases"
    ORGANISATIONS = "organisations"
    CONTRADICTION = "contradiction"
    TRIALS = "trials"


@dataclass(frozen=True)
class Rate:
    """How many of those who tried it later passed; `low` to `high` is the 90 % Jeffreys interval of the true share."""

    passed: int
    tried: int
    low: float
    high: float


@dataclass(frozen=True)
class Standing:
    """A pattern's status, with the case ids and counts it rests on. `tried` and `passed` count later trials.

    `organisations` counts those of the supporting cases. `rate` is None for everything but a tested pattern.
    """

    pattern: str
    status: Status
    supports: tuple[str, ...]
    partial: tuple[str, ...]
    contradicts: tuple[str, ...]
    organisations: int
    tried: int
    passed: int
    trial_organisations: int
    rate: Rate | None
    lacking: tuple[Lack, ...]


def standing(pattern: Pattern, cases: Sequence[Case], trials: Sequence[Trial] = ()) -> Standing:
    """What is the pattern's status, given these cases?

    Evidence counts if its case is among `cases`. `trials` come in addition to those in the pattern's file. A trial
    counts if it was tried, reported after the pattern was shown, has an outcome that is not "too early", and its
    organisation is not one the evidence came from.
    """
    at_hand = {case.id: case for case in cases}
    supports, partial, contradicts = (
        tuple(one.case for one in pattern.evidence if one.role is role and one.case in at_hand)
        for role in (Bearing.SUPPORTS, Bearing.PARTIAL, Bearing.CONTRADICTS)
    )
    organisations = {organisation_of(at_hand[one]) for one in supports}
    origins = {organisation_of(at_hand[one.case]) for one in pattern.evidence if one.case in at_hand}
    counted = [one for one in (*pattern.trials, *trials) if _is_later(one, origins)]
    passed = sum(one.outcome is Outcome.PASSED for one in counted)
    lacking = _lacking(len(supports), len(organisations), len(contradicts), len(counted))
    status = _status(len(supports), len(partial), lacking)
    return Standing(
        pattern.id,
        status,
        supports,
        partial,
        contradicts,
        len(organisations),
        len(counted),
        passed,
        len({one.organisation for one in counted}),
        _rate(passed, len(counted)) if status is Status.TESTED else None,
        _next(status, lacking),
    )


def organisation_of(case: Case) -> str:
    """The organisation behind a case: each place counts as one organisation, as on the cards."""
    return case.place


def _is_later(trial: Trial, origins: set[str]) -> bool:
    decided = trial.outcome is not None and trial.outcome is not Outcome.TOO_EARLY
    return trial.tried and decided and trial.told > trial.shown and trial.organisation not in origins


def _lacking(supports: int, organisations: int, contradictions: int, trials: int) -> tuple[Lack, ...]:
    needed = (
        (Lack.CASES, supports, PATTERN_CASES),
        (Lack.ORGANISATIONS, organisations, PATTERN_ORGANISATIONS),
        (Lack.CONTRADICTION, contradictions, PATTERN_CONTRADICTIONS),
        (Lack.TRIALS, trials, TESTED_TRIALS),
    )
    return tuple(what for what, there, least in needed if there < least)


def _status(supports: int, partial: int, lacking: tuple[Lack, ...]) -> Status:
    if not lacking:
        return Status.TESTED
    if lacking == (Lack.TRIALS,):
        return Status.PATTERN
    if supports >= HINT_CASES:
        return Status.HINT
    return Status.STORY if supports + partial else Status.UNSUPPORTED


def _next(status: Status, lacking: tuple[Lack, ...]) -> tuple[Lack, ...]:
    if status in (Status.UNSUPPORTED, Status.STORY):
        return (Lack.CASES,)
    return lacking if status is Status.PATTERN else tuple(one for one in lacking if one is not Lack.TRIALS)


def _rate(passed: int, tried: int) -> Rate | None:
    interval = jeffreys(passed, tried)
    return None if interval is None else Rate(passed, tried, *interval)
