"""Reliability over all communities: whether they differ at all, and how far raters can be relied on.

Never a ranking. Every coefficient comes with an interpretation in words, because a bare number invites one; below six
raters in all there is no coefficient, and where one would say nothing there is a sentence instead: an ICC of fewer than
six communities, anything below 0, raters of each community in perfect accord. The thresholds of the interpretations are conventions of the literature, not
findings about camps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.assessment.reliability.coefficients import (
    BELOW_ZERO,
    FEWEST_TARGETS,
    NO_SPREAD_WITHIN,
    TOO_FEW_TARGETS,
    alpha,
    meaningless,
    one_way,
    raters_needed,
)
from workshop.assessment.reliability.roles import (
    RoleAdjusted,
    RoleDifference,
    role_differences,
    roles_taken_out,
)
from workshop.assessment.reliability.severity import (
    NOT_CONNECTED,
    AdjustedCommunity,
    Severities,
    adjusted_communities,
    rater_means,
    severity,
)
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.agreement import MIN_RATERS_FOR_AGREEMENT, VIGNETTE
from workshop.model.rating import Rating

Marks = tuple[
    tuple[float, str], ...
]  # (threshold, reading): the reading from this value on; below all of them `low`

# LeBreton and Senter 2008, Organizational Research Methods 11: .10 a medium, .25 a large effect of belonging.
ICC1_MARKS: Marks = ((0.25, "icc1.clear"), (0.10, "icc1.some"))
# The same paper requires .70 to .85 before a mean of raters is used further.
ICCK_MARKS: Marks = ((0.85, "icck.good"), (0.70, "icck.usable"))
# Krippendorff 2004, Content Analysis, chapter 11: .800 to rely on, .667 for tentative conclusions.
ALPHA_MARKS: Marks = ((0.800, "alpha.good"), (0.667, "alpha.tentative"))

READINGS: tuple[str, ...] = (
    "icc1.low",
    "icc1.some",
    "icc1.clear",
    "icck.low",
    "icck.usable",
    "icck.good",
    "alpha.low",
    "alpha.tentative",
    "alpha.good",
)
CAUTIONS: tuple[str, ...] = (
    "few_raters_in_all",
    "one_community",
    "too_few_targets",
    "icc_below_zero",
    "no_spread_within",
    "few_units",
    "alpha_below_zero",
    "not_connected",
    "raters_in_several",
    "no_overlap",
    "no_vignettes",
    "too_few_raters",
    "vignette_unrated",
    "raters_without_vignettes",
    "many_tests",
)


@dataclass(frozen=True)
class ReliabilitySummary:
    """Everything over all communities. None: not defined for these answers, or too few raters to say it.

    `raters` gave at least one level to a community, in `communities` many. `icc1`: how much of the spread of raters'
    means lies between communities. `icck`: how far the mean of `k0` raters (the average number a community has) can be
    relied on; `raters_needed` a community for .70. `alpha_ordinal` over `alpha_units` (community and dimension, two or
    more raters), `alpha_vignettes` over `alpha_vignette_units`. `severity` by rater, None while `severities.off` says
    why. `role_adjusted`: communities adjusted for the roles' average effects, where that is identified. `cautions` are
    codes of CAUTIONS.
    """

    connected: bool | None
    raters: int
    communities: int
    icc1: float | None
    icck: float | None
    k0: float | None
    raters_needed: int | None
    alpha_ordinal: float | None
    alpha_units: int
    alpha_vignettes: float | None
    alpha_vignette_units: int
    severities: Severities
    adjusted: tuple[AdjustedCommunity, ...]
    role_differences: tuple[RoleDifference, ...]
    role_adjusted: RoleAdjusted | None
    cautions: tuple[str, ...]

    @property
    def severity(self) -> tuple[tuple[str, float], ...] | None:
        """Severity by rater, above 0 for one who rates higher than the room; None while nothing is adjusted."""
        return None if self.severities.off else tuple(self.severities.by_rater().items())

    @property
    def readings(self) -> dict[str, str]:
        """The interpretation of every available coefficient, by its field name."""
        marks = (
            ("icc1", self.icc1, ICC1_MARKS),
            ("icck", self.icck, ICCK_MARKS),
            ("alpha_ordinal", self.alpha_ordinal, ALPHA_MARKS),
            ("alpha_vignettes", self.alpha_vignettes, ALPHA_MARKS),
        )
        return {name: read(value, of) for name, value, of in marks if value is not None}


def reliability_summary(ratings: Sequence[Rating], rubric: Rubric) -> ReliabilitySummary:
    """The communities in the ratings together; shared vignettes are recognised by their name.

    ICC(1) and ICC(k) are one-way, communities as groups, a rater's mean over the dimensions they know as the value.
    No coefficient below six raters in all: cautions `few_raters_in_all`. `one_community`: nothing to compare. No ICC
    where `coefficients.meaningless` says why, no alpha of fewer than six units (`few_units`) or below 0
    (`alpha_below_zero`).
    `not_connected`: raters, or those of the vignettes among themselves, share nothing: levels of different communities
    cannot be set against each other.
    `raters_in_several`: a rater rated more than one community; when a table numbers raters afresh in each community,
    that is not one person, and everything that rests on who rated what is wrong.
    `no_overlap`: no two raters rated the same thing. `many_tests`: twenty or more p-values, one of which is below
    .05 by chance. The rest come from the vignettes. Ratings of a dimension the rubric does not have are counted as any.
    """
    means = rater_means(ratings)
    raters = {rater for each in means.values() for rater in each}
    severities = severity(ratings)
    places, stories = _units(ratings)
    differences = role_differences(ratings, rubric)
    enough = len(raters) >= MIN_RATERS_FOR_AGREEMENT
    groups = [list(each.values()) for each in means.values()]
    spread = one_way(groups) if enough else None
    empty = meaningless(groups, spread) if enough and len(means) > 1 else None
    if empty:
        spread = None
    vignette_raters = {rater for unit in stories for rater, _ in unit}
    alphas = (
        _alpha(places) if enough else None,
        _alpha(stories) if len(vignette_raters) >= MIN_RATERS_FOR_AGREEMENT else None,
    )
    few_units = enough and any(0 < len(units) < FEWEST_TARGETS for units in (places, stories))
    alpha_ordinal, alpha_vignettes = (None if each is not None and each < 0 else each for each in alphas)
    cautions = {
        "few_raters_in_all": not enough,
        "one_community": len(means) < 2,
        **{code: code == empty for code in (TOO_FEW_TARGETS, BELOW_ZERO, NO_SPREAD_WITHIN)},
        "few_units": few_units,
        "alpha_below_zero": any(each is not None and each < 0 for each in alphas),
        "not_connected": severities.connected is False or severities.off == NOT_CONNECTED,
        "raters_in_several": sum(map(len, means.values())) > len(raters),
        "no_overlap": not places,
        "many_tests": sum(difference.p is not None for difference in differences) >= 20,
    }
    off = [] if severities.off == NOT_CONNECTED else [severities.off]
    return ReliabilitySummary(
        connected=severities.connected,
        raters=len(raters),
        communities=len(means),
        icc1=spread.icc1 if spread else None,
        icck=spread.icck if spread else None,
        k0=spread.k0 if spread else None,
        raters_needed=raters_needed(spread.icc1) if spread else None,
        alpha_ordinal=alpha_ordinal,
        alpha_units=len(places),
        alpha_vignettes=alpha_vignettes,
        alpha_vignette_units=len(stories),
        severities=severities,
        adjusted=adjusted_communities(ratings, severities),
        role_differences=differences,
        role_adjusted=roles_taken_out(ratings),
        cautions=(
            *(code for code, holds in cautions.items() if holds),
            *(code for code in off if code),
            *severities.cautions,
        ),
    )


def read(value: float, marks: Marks) -> str:
    """The interpretation of a coefficient: the highest threshold it reaches, else `low` of the same family.

    >>> read(0.3, ICC1_MARKS), read(0.05, ICC1_MARKS)
    ('icc1.clear', 'icc1.low')
    """
    for mark, reading in marks:
        if value >= mark:
            return reading
    return f"{marks[0][1].partition('.')[0]}.low"


Unit = list[tuple[str, int]]


def _units(ratings: Iterable[Rating]) -> tuple[list[Unit], list[Unit]]:
    """Levels with their raters by unit, for units with two or more raters: of communities, and of vignettes."""
    units: dict[tuple[str, str], Unit] = defaultdict(list)
    for rating in ratings:
        if rating.level is not None:
            units[rating.community, rating.dimension].append((rating.rater, rating.level))
    places: list[Unit] = []
    stories: list[Unit] = []
    for (community, _), unit in units.items():
        if len(unit) > 1:
            (stories if community.startswith(VIGNETTE) else places).append(unit)
    return places, stories


def _alpha(units: Sequence[Unit]) -> float | None:
    """Alpha of units; None below six of them, where it is mostly chance."""
    if len(units) < FEWEST_TARGETS:
        return None
    return alpha([[level for _, level in unit] for unit in units], "ordinal")
