"""Would a second look have put the communities at the same stage? What gates and the share are judged by in a pilot.

Levels may agree well while stages do not, when communities stand close to a gate, and the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.assessment.position import stage_step
from workshop.assessment.rubric import Rubric
from workshop.assessment.scoring import CommunityResult, assess
from workshop.model.rating import Rating


@dataclass(frozen=True)
class CommunityStages:
    """A community's results by the first answers and by the second."""

    community: str
    first: CommunityResult
    second: CommunityResult

    @property
    def apart(self) -> int:
        """How far the first stands above the second, in half stages ("between" is a half); below 0 the second is higher."""
        return (stage_step(self.first) or 0) - (stage_step(self.second) or 0)


@dataclass(frozen=True)
class StagesCompared:
    """Every community with a stage both times, by name."""

    communities: tuple[CommunityStages, ...]

    @property
    def same(self) -> int:
        """How many stand at the same place, "between" counted as a place of its own."""
        return sum(one.apart == 0 for one in self.communities)

    @property
    def first_higher(self) -> int:
        return sum(one.apart > 0 for one in self.communities)

    @property
    def second_higher(self) -> int:
        return sum(one.apart < 0 for one in self.communities)


def stages_compared(first: Sequence[Rating], second: Sequence[Rating], rubric: Rubric) -> StagesCompared:
    """The stage of each community worked out twice by the rubric's own rule; communities without one are left out.

    No coefficient: ten communities over seven places are too few for one. Raises what `assess` raises.
    """
    then, now = (
        {one.community: one for one in assess(ratings, rubric) if stage_step(one) is not None}
        for ratings in (first, second)
    )
    return StagesCompared(
        tuple(CommunityStages(name, then[name], now[name]) for name in sorted(then.keys() & now.keys()))
    )
