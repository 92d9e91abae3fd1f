"""Which of the article's conditions a community lacks: people are known one by one, trust, support with a little money, and the
matter is the residents' own. Before them lies the ground, that the committees agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import DISCUSS_FROM, CommunityResult, lower_median
from workshop.model.direction import Condition
from workshop.services.community.held import Held

THERE = 2  # from this sentence on something really happened: a condition is there
# In the article's order; before them comes the site: the committees agree, neighbours know each other.
CONDITIONS = (Condition.CAPILLARIES, Condition.TRUST, Condition.SUPPORT, Condition.OWN)
PAST = frozenset({"2.0", "3.0"})  # the conditions speak of the way from nothing to 1.0
# What an obstacle says of the conditions, where the article itself ties the two; others say nothing of them.
CONDITION_OF_OBSTACLE = {
    "O1": Condition.CAPILLARIES,
    "O2": Condition.TRUST,
    "O3": Condition.TRUST,
    "O4": Condition.TRUST,
    "O5": Condition.SITE,
    "O6": Condition.SUPPORT,
    "O7": Condition.SUPPORT,
    "O9": Condition.OWN,
}
# What the lowest level of a dimension says of them, by the sentence of the article it rests on.
CONDITION_OF_SOURCE = {"S:S40": Condition.CAPILLARIES, "S:S35": Condition.TRUST, "S:S43": Condition.OWN}


@dataclass(frozen=True)
class ConditionSeen:
    """A condition now: the known answers in ascending order, and what each level says in the words that were read."""

    condition: Condition
    levels: tuple[int, ...]
    says: tuple[str, ...]


class LackFrom(StrEnum):
    """What the missing condition was read off."""

    CONDITIONS = "conditions"  # they were looked at together
    OBSTACLE = "obstacle"
    ASSESSMENT = "assessment"
    PAST = "past"  # not looked at, in a community that is past the budding stage they speak of


@dataclass(frozen=True)
class LackingCondition:
    """Which condition lacks, and what that was read off. `condition` is None where all four are there, or where the
    community is past them.

    `says` is the sentence that is true now where the four were looked at; `people` answered, `apart` where their answers
    lie two sentences or more apart.
    """

    read_off: LackFrom
    condition: Condition | None = None
    says: str = ""
    people: int = 0
    apart: bool = False


def lacking(
    conditions: Sequence[ConditionSeen], held: Held | None, result: CommunityResult | None, rubric: Rubric
) -> LackingCondition | None:
    """The lowest condition, the earlier one of two: without it the later ones do not hold. Where the four were not looked
    at, what the first obstacle or the self-assessment says of them.
    """
    seen = [one for one in conditions if one.levels]
    if not seen:
        return _read_off(held, result, rubric)
    lowest = min(seen, key=lambda one: (_now(one), CONDITIONS.index(one.condition)))
    people = max(len(one.levels) for one in seen)
    if _now(lowest) >= THERE:
        # Of a condition nobody could judge it is not known whether it is there.
        return LackingCondition(LackFrom.CONDITIONS, people=people) if len(seen) == len(CONDITIONS) else None
    apart = lowest.levels[-1] - lowest.levels[0] >= DISCUSS_FROM
    return LackingCondition(
        LackFrom.CONDITIONS, lowest.condition, lowest.says[_now(lowest)], len(lowest.levels), apart
    )


def _now(seen: ConditionSeen) -> int:
    """Where a condition stands: the lower of two middle answers, as everywhere."""
    return lower_median(seen.levels) or 0


def _read_off(held: Held | None, result: CommunityResult | None, rubric: Rubric) -> LackingCondition | None:
    if held is not None and len(held.first) == 1 and held.first[0].code in CONDITION_OF_OBSTACLE:
        return LackingCondition(LackFrom.OBSTACLE, CONDITION_OF_OBSTACLE[held.first[0].code])
    lowest = {one.id for one in (result.dimensions if result else ()) if one.median == 0}
    found = {
        CONDITION_OF_SOURCE[source]
        for dimension in rubric.dimensions
        if dimension.id in lowest
        for source in dimension.anchors[0].provenance
        if source in CONDITION_OF_SOURCE
    }
    condition = next((one for one in CONDITIONS if one in found), None)
    if condition is not None:
        return LackingCondition(LackFrom.ASSESSMENT, condition)
    return LackingCondition(LackFrom.PAST) if result and result.stage in PAST else None
