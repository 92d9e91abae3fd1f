"""Points placed on two axes: what one seat placed before, and where the room has placed its communities and cases.

A point is one person's opinion and stays with their seat. A community stands here as the median and the middle half of
its own people's points; below the number that may be shown it is only counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from workshop.base.text import Language
from workshop.exercises.placing import PlaceSpread, Point, point_in, spread
from workshop.model.camp import Camp, CampStep, Seat
from workshop.model.privacy import MIN_GROUP, MIN_RATERS_ON_WALL
from workshop.model.step import Question, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.answers import given_in
from workshop.services.camp.datasets import sources_of
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.store import answers, camps, seats

Points = Mapping[str, Point | None]  # seat -> where it placed one thing; None is "don't know"


@dataclass(frozen=True)
class Placed:
    """A community or case on the picture. `before` is there where enough of its people have placed it twice; then both
    are by those people alone, so that the shift is theirs and not a change of who answered."""

    name: str
    case: bool
    now: PlaceSpread
    before: PlaceSpread | None = None


@dataclass(frozen=True)
class PlacedRoom:
    """The picture of a step: its axes' question, what stands on it, and what is left out and why."""

    question: Question
    placed: tuple[Placed, ...]
    people: int  # with a point
    unknown: int  # who said "don't know" about their own community
    few: int  # communities with too few points to be shown
    named: bool  # the exercise lets the room see which community is which
    room: Placed | None = None  # everybody's points of their own community together, from five people on


def earlier_point(context: AppContext, seat: Seat, step: CampStep, question: str) -> Point | None:
    """Where this seat placed the same thing before, if the question asks to show it (`from` in the exercise's file)."""
    return context.store.read(lambda connection: _earlier_in(connection, context, seat, step, question))


def _earlier_in(
    connection: Connection, context: AppContext, seat: Seat, step: CampStep, question: str
) -> Point | None:
    steps = control.steps_in(connection, seat.camp)
    sources = _sources(context, steps, step, question)
    if not sources:
        return None
    points = {(one.step, one.question): point_in(one.payload) for one in given_in(connection, seat)}
    return next((point for source in reversed(sources) if (point := points.get(source))), None)


def _sources(
    context: AppContext, steps: Sequence[CampStep], step: CampStep, question: str
) -> list[tuple[str, str]]:
    """The questions, oldest first, whose points this one shows: a step and a question each."""
    found = sources_of(context, steps, step, question)
    return [(one.step, one.question) for one in found if one.kind is StepKind.PLACE]


def placed_in_room(context: AppContext, camp: Camp, step: CampStep, language: Language) -> PlacedRoom | None:
    """Where the room has placed everything on the step's picture; None where the step places nothing."""
    asked = [one for one in questions_of(context, camp, step, language) if one.kind is StepKind.PLACE]
    if not asked:
        return None

    def use_case(connection: Connection) -> PlacedRoom:
        points: dict[tuple[str, str], dict[str, Point | None]] = defaultdict(dict)
        for one in answers.current_answers(connection, camp.id):
            # Without a seat it is a point of its own: of no community, and with nothing before it.
            points[one.step, one.question][one.seat or str(one.number)] = point_in(one.payload)
        steps = control.steps_in(connection, camp.id)
        # What a later question of the same step shows as "before" is drawn as the beginning of its arrows alone.
        sources = {one.id: _sources(context, steps, step, one.id) for one in asked}
        shown = [one for one in asked if all((step.id, one.id) not in of for of in sources.values())]
        own = next((one for one in shown if "." not in one.id), None)
        now: Points = points[step.id, own.id] if own else {}
        members = {one.id: one.community for one in seats.seats(connection, camp.id)}
        names = {one.id: one.name for one in camps.communities(connection, camp.id)}
        communities = by_community(now, _before(points, sources[own.id]) if own else {}, members, names)
        cases = tuple(
            placed_thing(one.prompt, points[step.id, one.id], _before(points, sources[one.id]), case=True)
            for one in shown
            if "." in one.id and len(_known(points[step.id, one.id])) >= MIN_GROUP
        )
        return PlacedRoom(
            own or shown[0],
            (*communities, *cases),
            len({seat for one in shown for seat in _known(points[step.id, one.id])}),
            sum(point is None for point in now.values()),
            len({members[seat] for seat in _known(now) if seat in members}) - len(communities),
            exercise_of(context, step).privacy.level == "open",
            placed_thing("", now, _before(points, sources[own.id]), case=True)
            if own and len(_known(now)) >= MIN_GROUP
            else None,
        )

    return context.store.read(use_case)


def _before(points: Mapping[tuple[str, str], Points], sources: Sequence[tuple[str, str]]) -> Points:
    """Each seat's newest earlier point."""
    return {seat: point for source in sources for seat, point in points.get(source, {}).items() if point}


def _known(points: Points) -> list[str]:
    return [seat for seat, point in points.items() if point is not None]


def by_community(
    now: Points, before: Points, members: Mapping[str, str], names: Mapping[str, str]
) -> tuple[Placed, ...]:
    """Each community that enough of its own people have placed, by name. `members` is seat -> community."""
    of: dict[str, dict[str, Point | None]] = defaultdict(dict)
    for seat in _known(now):
        if seat in members:
            of[members[seat]][seat] = now[seat]
    # Below five who placed twice, an arrow would be one person's change of mind.
    both = [seat for points in of.values() for seat in points if before.get(seat)]
    earlier = before if len(both) >= MIN_GROUP else {}
    return tuple(
        placed_thing(names[community], points, earlier, case=False)
        for community, points in sorted(of.items(), key=lambda entry: (names[entry[0]], entry[0]))
        if len(points) >= MIN_RATERS_ON_WALL
    )


def placed_thing(name: str, now: Points, before: Points, *, case: bool) -> Placed:
    """One mark; with its beginning where at least as many have placed it twice as may be shown at all."""
    least = MIN_GROUP if case else MIN_RATERS_ON_WALL
    pairs = [(earlier, point) for seat, point in now.items() if point and (earlier := before.get(seat))]
    if len(pairs) >= least:
        then, since = zip(*pairs, strict=True)
        return Placed(name, case, spread(since), spread(then))
    return Placed(name, case, spread([point for point in now.values() if point]))
