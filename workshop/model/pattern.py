"""A pattern: an obstacle, moves that met it, why, its limits, and the cases and later trials behind it.

Its standing (story, hint, pattern, tested pattern) is not a field: it is computed, see
`learning.patterns.pattern_status`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshop.model.case import Outcome


class Bearing(StrEnum):
    """Whether a case supports or contradicts the pattern."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"  # tried the same against the same, and did not pass
    PARTIAL = "partial"


@dataclass(frozen=True)
class CaseEvidence:
    """A case (its id) and whether it supports the pattern."""

    case: str
    role: Bearing
    note: str = ""


@dataclass(frozen=True)
class Trial:
    """A later trial: a person who was shown the pattern, and what they reported. `outcome` None: not tried, or not yet
    known."""

    organisation: str
    shown: date
    told: date
    tried: bool
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Limits:
    """Where it may not hold, under four aspects of transferability."""

    people: str
    action: str
    surroundings: str
    handover: str


@dataclass(frozen=True)
class FirstStep:
    """An implementation intention for the coming weeks: at which sign, what, within how many days, by whom."""

    when: str
    then: str
    within_days: int
    who: str


@dataclass(frozen=True)
class Pattern:
    """One pattern in one language. `offered`, `changed` and `limits` are written by people, named in `author`;
    `reviewed` is None until a practitioner has read it critically."""

    id: str
    name: str
    obstacle: str
    moves: tuple[str, ...]
    stages: tuple[str, ...]
    conditions: str
    offered: str
    changed: str
    evidence: tuple[CaseEvidence, ...]
    limits: Limits
    first_step: FirstStep
    ask_them: str
    author: str
    version: int
    reviewed: date | None = None
    trials: tuple[Trial, ...] = ()
