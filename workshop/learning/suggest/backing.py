"""What else is known of a card's lead move: how often the case base saw it tried, and the pattern people made of it.

Counts are of the cases at hand, and cases are told because they went well: they are given with their number and never
turned into a share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.learning.patterns.pattern_status import Standing
from workshop.learning.patterns.patterns import outcomes_of, tried_against
from workshop.model.case import Case
from workshop.model.pattern import Bearing, Pattern


@dataclass(frozen=True)
class Counted:
    """How many cases made a move against an obstacle and reported the outcome; `failed` is the rest."""

    tried: int
    passed: int
    partly: int

    @property
    def failed(self) -> int:
        """Cases that did not get past the obstacle."""
        return self.tried - self.passed - self.partly


@dataclass(frozen=True)
class Backed:
    """A written pattern, its standing with the cases at hand, and its first step in one sentence."""

    pattern: Pattern
    standing: Standing
    first_step: str


def count_tried(cases: Iterable[Case], obstacle: str, move: str) -> Counted:
    """How many of `cases` made the move against the obstacle, and with what outcome; 0 of 0 where none did.

    A case that is too early, or does not say, is not counted: it is no evidence either way.
    """
    outcomes = outcomes_of((case for case in cases if move in tried_against(case, obstacle)), obstacle)
    return Counted(outcomes.known, len(outcomes.passed), len(outcomes.partly))


def backing(case: Case, obstacle: str, move: str, patterns: Sequence[Backed]) -> Backed | None:
    """The pattern on this obstacle and move that this case supports; the lowest id of several, None where there is
    none."""
    for pattern in sorted(patterns, key=lambda backed: backed.pattern.id):
        named = {found.case for found in pattern.pattern.evidence if found.role is not Bearing.CONTRADICTS}
        if pattern.pattern.obstacle == obstacle and move in pattern.pattern.moves and case.id in named:
            return pattern
    return None
