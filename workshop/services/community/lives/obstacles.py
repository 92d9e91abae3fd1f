"""The obstacles behind doubts that were voiced at sharing meetings, beside those people chose in their answers.

Nobody counts twice: whoever chose an obstacle in an answer adds nothing by voicing it at a meeting, and a doubt without a
name is counted as a doubt, never as a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workshop.model.community.circle import CircleLine
from workshop.model.names import fold
from workshop.services.learn.suggestions import ChosenObstacles


@dataclass(frozen=True)
class VoicedObstacle:
    """What meetings say of one obstacle: people named there who did not choose it in an answer, doubts voiced without a
    name, and the days."""

    code: str
    people: int
    doubts: int
    days: tuple[date, ...]


def voiced(circles: Iterable[CircleLine], chosen: Iterable[ChosenObstacles]) -> tuple[VoicedObstacle, ...]:
    """The obstacles behind the doubts of meetings that were held, in order of their codes.

    `chosen` holds what each person chose in their answers. A doubt that is left open and comes up again at the next meeting
    is one doubt.
    """
    by_name: dict[str, set[str]] = {}
    for one in chosen:
        by_name.setdefault(fold(one.nickname), set()).update(one.obstacles)
    people: dict[str, set[str]] = {}
    doubts: dict[str, set[str]] = {}
    days: dict[str, set[date]] = {}
    for line in circles:
        if not line.circle.held:
            continue
        for doubt in line.circle.doubts:
            if not doubt.obstacle:
                continue
            name = fold(doubt.raised_by)
            days.setdefault(doubt.obstacle, set()).add(line.circle.day)
            if not name:
                doubts.setdefault(doubt.obstacle, set()).add(fold(doubt.text))
            elif doubt.obstacle not in by_name.get(name, ()):
                people.setdefault(doubt.obstacle, set()).add(name)
    return tuple(
        VoicedObstacle(code, len(people.get(code, ())), len(doubts.get(code, ())), tuple(sorted(days[code])))
        for code in sorted(days)
    )
