"""Pilot study of a rubric: test–retest reliability after two weeks, and agreement of self-rating with an interview.

Self-ratings are expected to run high: against interviews, ordinary online ratings did (Kostadinov 2015). A rubric's
working hypotheses become rules only after both were examined.

Stages are compared too, which judges the gates and the share: levels may agree well while stages do not, when
communities stand close to a gate, and the other way round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from workshop.assessment.reliability.coefficients import shrout_fleiss
from workshop.assessment.reliability.roles import sign_flip
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.agreement import MIN_RATERS_FOR_AGREEMENT, VIGNETTE
from workshop.assessment.scoring.position import stage_step
from workshop.assessment.scoring.scoring import CommunityResult, assess, lower_median
from workshop.model.rating import Rating


@dataclass(frozen=True)
class CommunityStages:
    """A community's results by the first answers and by the second."""

    community: str
    first: CommunityResult
    second: CommunityResult

    @property
    def apart(self) -> int:
        """The first minus the second, in half stages ("between" is a half); below 0 the second is higher."""
        return (stage_step(self.first) or 0) - (stage_step(self.second) or 0)


@dataclass(frozen=True)
class StagesCompared:
    """Every community with a stage both times, by name."""

    communities: tuple[CommunityStages, ...]

    @property
    def same(self) -> int:
        """How many have the same stage, "between" counted as a stage of its own."""
        return sum(one.apart == 0 for one in self.communities)

    @property
    def first_higher(self) -> int:
        return sum(one.apart > 0 for one in self.communities)

    @property
    def second_higher(self) -> int:
        return sum(one.apart < 0 for one in self.communities)


def stages_compared(first: Sequence[Rating], second: Sequence[Rating], rubric: Rubric) -> StagesCompared:
    """The stage of each community computed twice by the rubric's own rule; communities without one are left out.

    No coefficient: ten communities over seven places are too few for one. Raises what `assess` raises.
    """
    then, now = (
        {one.community: one for one in assess(ratings, rubric) if stage_step(one) is not None}
        for ratings in (first, second)
    )
    return StagesCompared(
        tuple(CommunityStages(name, then[name], now[name]) for name in sorted(then.keys() & now.keys()))
    )


Occasion = Literal["test", "retest", "interview"]
OCCASIONS: tuple[Occasion, ...] = ("test", "retest", "interview")

CAUTIONS: tuple[str, ...] = ("no_retest", "no_interview", "few_pairs", "few_communities")


@dataclass(frozen=True)
class Retest:
    """Test–retest of one dimension, rated twice by the same raters of the same community: `n` pairs with a level both
    times.

    `exact` and `within_one` are shares of the pairs, `mean_change` is retest - test in levels; None without pairs.
    `icc` is ICC(A,1), None below six raters, without spread, or below 0 (nothing of the order was kept). `lost` pairs had a "don't know" at one time.
    """

    dimension: str
    n: int
    lost: int
    exact: float | None
    within_one: float | None
    mean_change: float | None
    icc: float | None


@dataclass(frozen=True)
class InterviewAgreement:
    """Self-rating against a second person's interview, `n` communities with both; None: the stage dimensions together.

    `mean_difference` is self - interview in levels: above 0 the self-rating runs high. `exact` is the share of
    communities whose positions (lower medians) are equal. `p` of the sign-flip test, None below six communities.
    """

    dimension: str | None
    n: int
    mean_difference: float | None
    exact: float | None
    p: float | None


@dataclass(frozen=True)
class Pilot:
    """Both comparisons, a row a dimension in the rubric's order. `raters` gave a level at test and retest.

    `cautions`: no_retest, no_interview, few_pairs (no dimension reaches six), few_communities (interviews of fewer
    than six).
    """

    retest: tuple[Retest, ...]
    interview: tuple[InterviewAgreement, ...]
    raters: int
    communities: int
    interviewed: int
    cautions: tuple[str, ...]


Levels = dict[tuple[str, str, str], int | None]  # (community, rater, dimension)


def pilot(occasions: Mapping[Occasion, Sequence[Rating]], rubric: Rubric) -> Pilot:
    """Test-retest and interview comparison of ratings by occasion (`read_occasions`); vignettes are left out.

    A pair is one rater's level of one dimension of one community at test and at retest. For the interview a
    community's self-rating is the mean of its raters' levels at test; over the stage dimensions together, the mean
    of the differences in those known to both. Pairs of one rater are not independent of each other, so the ICC is
    given by dimension and never over all of them.
    """
    test, again = _levels(occasions.get("test", ())), _levels(occasions.get("retest", ()))
    retest = tuple(_retest(dimension.id, test, again) for dimension in rubric.dimensions)
    own = _by_community(occasions.get("test", ()))
    asked = _by_community(occasions.get("interview", ()))
    both = sorted({community for community, _ in own} & {community for community, _ in asked})
    interview = tuple(
        _interview(name, dimensions, both, own, asked)
        for name, dimensions in (
            (None, [dimension.id for dimension in rubric.on_axis("stage")]),
            *((dimension.id, [dimension.id]) for dimension in rubric.dimensions),
        )
    )
    raters = {key[1] for key in test.keys() & again.keys() if None not in (test[key], again[key])}
    cautions = {
        "no_retest": not again,
        "no_interview": not asked,
        "few_pairs": bool(again) and all(one.n < MIN_RATERS_FOR_AGREEMENT for one in retest),
        "few_communities": bool(asked) and interview[0].n < MIN_RATERS_FOR_AGREEMENT,
    }
    return Pilot(
        retest=retest,
        interview=interview,
        raters=len(raters),
        communities=len({community for community, *_ in test}),
        interviewed=len(both),
        cautions=tuple(code for code, holds in cautions.items() if holds),
    )


def _levels(ratings: Iterable[Rating]) -> Levels:
    return {
        (rating.community, rating.rater, rating.dimension): rating.level
        for rating in ratings
        if not rating.community.startswith(VIGNETTE)
    }


def _retest(dimension: str, test: Levels, again: Levels) -> Retest:
    keys = [key for key in test.keys() & again.keys() if key[2] == dimension]
    pairs = [
        (first, second)
        for first, second in ((test[key], again[key]) for key in keys)
        if first is not None and second is not None
    ]
    n = len(pairs)
    raters = {key[1] for key in keys if None not in (test[key], again[key])}
    icc = shrout_fleiss(pairs).icc2 if len(raters) >= MIN_RATERS_FOR_AGREEMENT else None
    return Retest(
        dimension=dimension,
        n=n,
        lost=len(keys) - n,
        exact=sum(first == second for first, second in pairs) / n if n else None,
        within_one=sum(abs(first - second) <= 1 for first, second in pairs) / n if n else None,
        mean_change=sum(second - first for first, second in pairs) / n if n else None,
        icc=None if icc is not None and icc < 0 else icc,
    )


Known = dict[tuple[str, str], list[int]]  # (community, dimension) to levels


def _by_community(ratings: Iterable[Rating]) -> Known:
    known: Known = defaultdict(list)
    for rating in ratings:
        if rating.level is not None and not rating.community.startswith(VIGNETTE):
            known[rating.community, rating.dimension].append(rating.level)
    return dict(known)


def _interview(
    name: str | None, dimensions: Sequence[str], communities: Sequence[str], own: Known, asked: Known
) -> InterviewAgreement:
    differences: list[Fraction] = []
    equal: list[bool] = []
    for community in communities:
        known = [
            (own[community, dimension], asked[community, dimension])
            for dimension in dimensions
            if (community, dimension) in own and (community, dimension) in asked
        ]
        if known:
            gaps = [_mean(self) - _mean(other) for self, other in known]
            differences.append(sum(gaps, Fraction(0)) / len(gaps))
            equal.append(all(lower_median(self) == lower_median(other) for self, other in known))
    n = len(differences)
    tested = sign_flip(differences)
    return InterviewAgreement(
        dimension=name,
        n=n,
        mean_difference=float(sum(differences, Fraction(0)) / n) if n else None,
        exact=sum(equal) / n if n else None,
        p=tested.p if tested else None,
    )


def _mean(levels: Sequence[int]) -> Fraction:
    return Fraction(sum(levels), len(levels))
