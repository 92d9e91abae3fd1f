"""The large sheet of a table: a field to draw the map in, and the towers with their heights to type in afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.exercises.exercise import Exercise
from workshop.model.network import About
from workshop.model.step import Ends, Kind, Option, Question

FOLLOW, SPREAD, TIES = "map_follow", "map_spread", "map_ties"


@dataclass(frozen=True)
class Pen:
    """A relation and the line it is drawn with: lines differ without colour, copiers know none."""

    label: str
    line: str


@dataclass(frozen=True)
class MapField:
    """What stands on the large sheet. Numbers are those of the questions it answers; `heights` are a tower's."""

    pens: tuple[Pen, ...]
    heights: tuple[str, ...]
    tower: int
    follow: int
    spread: int
    people: tuple[Option, ...] = ()


LINES = ("solid", "dashed", "double", "dotted", "wavy", "thin")


def map_field(exercise: Exercise, questions: tuple[Question, ...]) -> MapField | None:
    """The large sheet of an exercise that asks who is tied to whom and how high everybody's tower is, else None."""
    into = {step.id: step.into for step in exercise.steps}
    asked = [one for one in questions if one.kind is not Kind.SAY]
    number = {one.id: place for place, one in enumerate(asked, start=1)}
    ties = next((one for one in asked if into.get(one.id) == TIES and one.ends is Ends.OTHERS), None)
    found = next(
        ((one, option) for one in asked for option in one.options if option.code == About.INFLUENCE), None
    )
    if ties is None or found is None:
        return None
    towers, influence = found
    return MapField(
        pens=tuple(Pen(one.label, LINES[place % len(LINES)]) for place, one in enumerate(ties.options)),
        heights=tuple(one.label for one in influence.choices),
        tower=number[towers.id],
        follow=next((number[one.id] for one in asked if into.get(one.id) == FOLLOW), 0),
        spread=next((number[one.id] for one in asked if into.get(one.id) == SPREAD), 0),
        people=max((one.people for one in asked), key=len, default=()),
    )
