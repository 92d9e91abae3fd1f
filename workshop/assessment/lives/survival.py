"""Survival of groups (Kaplan–Meier estimator): what share is still alive so many months after it began.

A group whose end nobody has seen yet, or that went on inside another one, is right-censored: it counts for as long as it
is known and says nothing of what came after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

Z_95 = 1.959963984540054  # the normal distribution's 97.5 % point


@dataclass(frozen=True)
class Spell:
    """How long one group is known, in months, and whether it ended then (True) or is only known so far (False)."""

    months: int
    ended: bool


@dataclass(frozen=True)
class SurvivalStep:
    """The estimate from a month at which groups ended. `low` and `high` are None where the formula gives none."""

    month: int
    at_risk: int
    ended: int
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Survival:
    """The whole curve; before the first step, and with no step at all, everything is alive."""

    n: int
    steps: tuple[SurvivalStep, ...]
    longest: int  # the longest spell; beyond it the curve says nothing

    def at(self, month: int) -> SurvivalStep | None:
        """The estimate at a month: that of the last step up to it; None beyond what was observed."""
        if month > self.longest:
            return None
        before = [step for step in self.steps if step.month <= month]
        return before[-1] if before else SurvivalStep(month, self.n, 0, 1.0, None, None)


def survival(spells: Iterable[Spell]) -> Survival:
    """The Kaplan–Meier estimate S(t) = Π (1 − dᵢ/nᵢ) over the months tᵢ ≤ t at which groups ended.

    nᵢ groups are at risk (known for at least tᵢ months), dᵢ of them end. The interval is the 95 % log-log one
    (Kalbfleisch and Prentice 1980): S^exp(±z·s) with s² = V/ln(S)² and Greenwood's V = Σ dᵢ/(nᵢ(nᵢ−dᵢ)); it stays between
    0 and 1, and there is none once everything has ended. A spell censored in a month in which others end is at risk there.

    Kaplan and Meier 1958, Greenwood 1926.

    >>> [round(step.share, 3) for step in survival([Spell(6, True), Spell(6, False), Spell(9, True)]).steps]
    [0.667, 0.0]
    """
    known = tuple(spells)
    steps: list[SurvivalStep] = []
    share, spread = 1.0, 0.0
    for month in sorted({spell.months for spell in known if spell.ended}):
        at_risk = sum(spell.months >= month for spell in known)
        ended = sum(spell.ended and spell.months == month for spell in known)
        share *= 1 - ended / at_risk
        if at_risk > ended:
            spread += ended / (at_risk * (at_risk - ended))
        low, high = _interval(share, spread) if share > 0 else (None, None)
        steps.append(SurvivalStep(month, at_risk, ended, share, low, high))
    return Survival(len(known), tuple(steps), max((spell.months for spell in known), default=0))


def _interval(share: float, spread: float) -> tuple[float, float]:
    reach = Z_95 * sqrt(spread) / abs(log(share))
    return share ** exp(reach), share ** exp(-reach)


def greenwood(steps: Sequence[SurvivalStep]) -> tuple[float, ...]:
    """The standard error of each step: S·√V, 0 once everything has ended."""
    spread, errors = 0.0, []
    for step in steps:
        if step.at_risk > step.ended:
            spread += step.ended / (step.at_risk * (step.at_risk - step.ended))
        errors.append(step.share * sqrt(spread))
    return tuple(errors)
