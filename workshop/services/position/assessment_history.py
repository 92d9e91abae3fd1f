"""Repeated assessments of a community, in one camp or several, so that two points in time can be compared.

Across camps a community is identified by its name, a rater by nickname and role: seats belong to one camp.
Where two people of one camp share both, neither is matched with a person of another camp.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from workshop.model.camp import Camp, CampStep, Community, Seat
from workshop.model.names import fold
from workshop.model.rating import Rating
from workshop.model.step import Answer
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.ratings import RATE, rating_from
from workshop.store import answers as rows
from workshop.store import camps as camp_rows
from workshop.store import seats


@dataclass(frozen=True)
class Assessment:
    """One assessment of one community. In `ratings` the community is its name, raters what they share between
    camps.
    """

    camp: Camp
    step: CampStep
    at: datetime  # of the first answer
    ratings: tuple[Rating, ...]

    @property
    def raters(self) -> int:
        return len({rating.rater for rating in self.ratings})


@dataclass(frozen=True)
class AssessmentHistory:
    """A community's assessments, oldest first. `other_rubric` more were made on another rubric or version."""

    community: str
    occasions: tuple[Assessment, ...]
    other_rubric: int


def histories(context: AppContext, camps: Iterable[Camp], rubric: str) -> dict[str, AssessmentHistory]:
    """Every assessment in `camps` on `rubric` (`id@version`), by the communities' normalised names."""
    assessments: dict[str, list[Assessment]] = {}
    names: dict[str, str] = {}
    elsewhere: Counter[str] = Counter()
    for camp in camps:
        for community, occasion in _of_camp(context, camp):
            key = fold(community.name)
            names.setdefault(key, community.name)
            if camp.rubric == rubric:
                assessments.setdefault(key, []).append(occasion)
            else:
                elsewhere[key] += 1
    return {
        key: AssessmentHistory(
            name,
            tuple(sorted(assessments.get(key, ()), key=lambda one: (one.at, one.step.position))),
            elsewhere[key],
        )
        for key, name in names.items()
    }


def _of_camp(context: AppContext, camp: Camp) -> list[tuple[Community, Assessment]]:
    def use_case(
        connection: Connection,
    ) -> tuple[tuple[Seat, ...], tuple[Answer, ...], dict[str, Community], tuple[CampStep, ...]]:
        return (
            seats.seats(connection, camp.id),
            rows.current_answers(connection, camp.id),
            {one.id: one for one in camp_rows.communities(connection, camp.id)},
            control.steps_in(connection, camp.id),
        )

    people, answers, places, steps = context.store.read(use_case)
    raters = _raters(people)
    seated = {one.id: one for one in people}
    given: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        if answer.seat and answer.question.startswith(RATE) and "level" in answer.payload:
            given.setdefault((answer.step, seated[answer.seat].community), []).append(answer)
    return [
        (places[where], _occasion(camp, step, given[step.id, where], places[where], seated, raters))
        for step in steps
        for where in places
        if (step.id, where) in given
    ]


def _occasion(
    camp: Camp,
    step: CampStep,
    answers: list[Answer],
    community: Community,
    seated: Mapping[str, Seat],
    raters: Mapping[str, str],
) -> Assessment:
    ratings = tuple(
        replace(
            rating_from(seated[answer.seat], answer),
            community=fold(community.name),
            rater=raters[answer.seat],
        )
        for answer in answers
    )
    return Assessment(camp, step, min(answer.at for answer in answers if answer.at), ratings)


def _raters(people: Iterable[Seat]) -> dict[str, str]:
    everybody = {one.id: f"{fold(one.nickname)} {one.role.value}" for one in people}
    shared = Counter(everybody.values())
    return {seat: name if shared[name] == 1 else seat for seat, name in everybody.items()}
