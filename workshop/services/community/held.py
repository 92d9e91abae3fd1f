"""What holds a community: the obstacles its people chose, the one to solve first counting double.

Chosen equally often, several are put to the people; no code decides between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FIRST_WEIGHS, OTHERS_WEIGH = 2, 1
MOST_OBSTACLES = 3


@dataclass(frozen=True)
class ObstacleCount:
    """How many people of a community chose an obstacle; `first` of them as the one to solve first."""

    code: str
    people: int
    first: int

    @property
    def weight(self) -> int:
        return self.people * OTHERS_WEIGH + self.first * (FIRST_WEIGHS - OTHERS_WEIGH)


@dataclass(frozen=True)
class Held:
    """What holds them. `first` is one obstacle, or several that were chosen equally; `people` chose any at all."""

    first: tuple[ObstacleCount, ...]
    then: tuple[str, ...]
    people: int


def count_obstacles(chosen: Iterable[Sequence[str]]) -> tuple[ObstacleCount, ...]:
    """The obstacles people chose, most frequent first; the one to solve first counts double.

    >>> [one.code for one in count_obstacles([("O3", "O1"), ("O1",), ("O1", "O2")])]
    ['O1', 'O3', 'O2']
    """
    people: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for codes in chosen:
        people.update(codes)
        first.update(codes[:1])
    counted = (ObstacleCount(code, people[code], first[code]) for code in people)
    return tuple(sorted(counted, key=lambda one: (-one.weight, one.code)))


def held_by(chosen: Sequence[Sequence[str]]) -> Held | None:
    """What holds them, by the obstacles each person chose; None where nobody chose any."""
    counted = count_obstacles(chosen)
    if not counted:
        return None
    first = tuple(one for one in counted if one.weight == counted[0].weight)
    return Held(
        first,
        tuple(one.code for one in counted[len(first) : MOST_OBSTACLES]),
        sum(bool(codes) for codes in chosen),
    )
