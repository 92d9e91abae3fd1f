"""Less and less needed, for one community: its groups and the working time from its records, and what the withdrawal test
says on its maps, in the exercise, and in the assessment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median_low

from sqlalchemy import Connection

from workshop.assessment.lives.needed import LeavingMark, Needed, VisitMark, WithoutMark, needed
from workshop.base.local_time import local_day
from workshop.exercises.form import texts_in
from workshop.model.camp import Camp, Community
from workshop.model.community.groups import GroupLine, read_month
from workshop.model.community.work_time import WorkLine
from workshop.model.names import fold
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control
from workshop.services.camp.questions import exercise_of
from workshop.services.map import networks
from workshop.services.position.assessment_history import histories
from workshop.store import answers, seats
from workshop.store.community import lives as rows

WITHOUT = "D10"  # the rubric's dimension: does it go on without the supporter
COLLECTED, TIME = "withdrawal_notes", "time"  # of the exercise withdrawal-test


def of_places(context: AppContext, places: Sequence[Community]) -> Needed:
    """Everything of one community on one axis, of every camp it came to. Maps are measured in the worker process and kept.

    Where no group and no time is recorded there is no axis to put anything on.
    """
    ids = [place.id for place in places]
    today = local_day(context.now())

    def use_case(connection: Connection) -> tuple[tuple[GroupLine, ...], tuple[WorkLine, ...]]:
        return rows.groups_of(connection, ids), rows.times_of(connection, ids)

    groups, work = context.store.read(use_case)
    if not groups and not work:
        return needed((), (), today)
    return needed(
        groups,
        work,
        today,
        [mark for place in places for mark in _leaving(context, place)],
        [mark for place in places for mark in _without(context, place)],
        [mark for place in places for mark in _visits(context, place)],
    )


def _leaving(context: AppContext, community: Community) -> tuple[LeavingMark, ...]:
    """The withdrawal test on the newest map of each wave; none where no supporter stands on it.

    A wave that is named as a month stands at that month: a map of half a year ago may be typed in today.
    """
    newest: dict[str, int] = {}
    days = {}
    for version in networks.versions(context, community.id):
        if newest.setdefault(version.wave, version.number) == version.number:
            days[version.number] = read_month(version.wave) or local_day(version.at)
    marks = []
    for number in newest.values():
        network = networks.at_version(context, community.id, number).network
        leaving = networks.supporters(network)
        if leaving:
            found = networks.withdrawn(network, leaving)
            marks.append(LeavingMark(days[number], found.share_before, found.share_after, len(found.removed)))
    return tuple(marks)


def _without(context: AppContext, place: Community) -> list[WithoutMark]:
    camp = camps.find(context, place.camp)
    history = histories(context, (camp,), camp.rubric).get(fold(place.name))
    marks = []
    for occasion in history.occasions if history else ():
        levels = [one.level for one in occasion.ratings if one.dimension == WITHOUT and one.level is not None]
        if levels:
            marks.append(WithoutMark(local_day(occasion.at), median_low(levels), len(levels)))
    return marks


def _visits(context: AppContext, place: Community) -> tuple[VisitMark, ...]:
    camp = camps.find(context, place.camp)
    return context.store.read(lambda connection: _visits_in(connection, context, camp, place))


def _visits_in(
    connection: Connection, context: AppContext, camp: Camp, community: Community
) -> tuple[VisitMark, ...]:
    members = {one.id for one in seats.seats(connection, camp.id) if one.community == community.id}
    marks = []
    for step in control.asking(control.steps_in(connection, camp.id)):
        asks = [
            part
            for part in exercise_of(context, step).steps
            if part.id == TIME and part.into == COLLECTED and part.options
        ]
        if not asks or step.begun_at is None:
            continue
        said: Counter[str] = Counter()
        for answer in answers.current_answers(connection, camp.id, step=step.id):
            if answer.question == TIME and answer.seat in members:
                said.update(code for code in texts_in(answer.payload, "chosen"))
        if said:
            order = [option.code for option in asks[0].options]
            counts = tuple((code, said[code]) for code in order if said[code])
            marks.append(VisitMark(local_day(step.begun_at), counts))
    return tuple(marks)
