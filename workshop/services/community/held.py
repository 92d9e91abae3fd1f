"""What holds a community: the obstacles its people chose, the one to solve first counting double.

Chosen equally often, several are put to the people; no code decides between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.services.community.lives.obstacles import VoicedObstacle

FIRST_WEIGHS, OTHERS_WEIGH = 2, 1
MOST_OBSTACLES = 3


@dataclass(frozen=True)
class ObstacleCount:
    """How many people of a community chose an obstacle in their answers; `first` of them as the one to solve first.

    `voiced` is what sharing meetings add: a source of its own, in which nobody counts twice.
    """

    code: str
    people: int
    first: int
    voiced: VoicedObstacle | None = None

    @property
    def weight(self) -> int:
        return self.people * OTHERS_WEIGH + self.first * (FIRST_WEIGHS - OTHERS_WEIGH)

    @property
    def named(self) -> int:
        """People who named it at a sharing meeting only."""
        return self.voiced.people if self.voiced else 0


@dataclass(frozen=True)
class Held:
    """What holds them. `first` is one obstacle, or several that were chosen equally; `people` chose any at all in their
    answers, 0 where obstacles were only voiced at sharing meetings.
    """

    first: tuple[ObstacleCount, ...]
    then: tuple[str, ...]
    people: int


def count_obstacles(
    chosen: Iterable[Sequence[str]], voiced: Iterable[VoicedObstacle] = ()
) -> tuple[ObstacleCount, ...]:
    """The obstacles people chose, most frequent first; the one to solve first counts double. Those that were only voiced at
    sharing meetings come after them.

    >>> [one.code for one in count_obstacles([("O3", "O1"), ("O1",), ("O1", "O2")])]
    ['O1', 'O3', 'O2']
    """
    people: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for of_one in chosen:
        people.update(of_one)
        first.update(of_one[:1])
    at_meetings = {one.code: one for one in voiced}
    counted = (
        ObstacleCount(code, people[code], first[code], at_meetings.get(code))
        for code in {*people, *at_meetings}
    )
    return tuple(sorted(counted, key=lambda one: (-one.weight, -one.named, one.code)))


def held_by(chosen: Sequence[Sequence[str]], voiced: Iterable[VoicedObstacle] = ()) -> Held | None:
    """What holds them, by the obstacles each person chose and those voiced at sharing meetings; None where nobody named any.

    Of those chosen equally often the one that more people voiced stands first.
    """
    counted = count_obstacles(chosen, voiced)
    if not counted:
        return None
    most = counted[0]
    first = tuple(one for one in counted if (one.weight, one.named) == (most.weight, most.named))
    return Held(
        first,
        tuple(one.code for one in counted[len(first) : MOST_OBSTACLES]),
        sum(bool(codes) for codes in chosen),
    )
