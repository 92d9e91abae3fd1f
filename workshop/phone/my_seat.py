"""My seat: the recovery code, everything I answered, and leaving for good in two taps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from workshop.exercises.summary import summary
from workshop.model.camp import CampStep, Seat
from workshop.model.step import Answer, Question
from workshop.phone.lost_cookie import lost
from workshop.phone.request import SEAT_COOKIE, Visit, see_other
from workshop.phone.trials import shown_to
from workshop.services import erase
from workshop.services.camp import answers, control
from workshop.services.camp.participant_view import place_of
from workshop.services.camp.questions import (
    exercise_of,
    names_people,
    questions_of,
    vocabulary_options,
    with_people,
)


@dataclass(frozen=True)
class AnswerLine:
    """An answer in one line. `versions` counts those it replaced too; `waiting`: late, and not accepted yet."""

    prompt: str
    words: str
    versions: int
    waiting: bool
    again: str  # where it can be changed, if it can


@dataclass(frozen=True)
class AnswerGroup:
    """The answers of one step."""

    title: str
    lines: tuple[AnswerLine, ...]


def show(visit: Visit) -> Response:
    """What the room knows of me."""
    if visit.seat is None or visit.camp is None:
        return lost(visit)
    place = place_of(visit.house, visit.seat, visit.language)
    roles = {
        one.code: one.label
        for one in vocabulary_options(visit.house.content.vocabularies, visit.language)["roles"]
    }
    return visit.page(
        "mine.html",
        community=place.community.name,
        role=roles.get(visit.seat.role.value, ""),
        groups=groups(visit),
        since=place.since,
        trying=shown_to(visit),
    )


def groups(visit: Visit) -> tuple[AnswerGroup, ...]:
    """The visitor's answers by step, in agenda order."""
    seat, camp = visit.seat, visit.camp
    if seat is None or camp is None:
        return ()
    given: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers.everything_by(visit.house, seat):
        given.setdefault((answer.step, answer.question), []).append(answer)
    counting = {answer.number for answer in answers.given_by(visit.house, seat)}
    found = []
    for step in control.steps(visit.house, camp.id):
        open_now = answers.takes_answers(visit.house, step)
        lines = tuple(
            _line(
                visit,
                step,
                _named(visit, seat, step, question, given),
                given[step.id, question.id],
                counting,
                open_now=open_now,
            )
            for question in questions_of(visit.house, camp, step, visit.language)
            if (step.id, question.id) in given
        )
        if lines:
            found.append(AnswerGroup(exercise_of(visit.house, step).title.of(visit.language), lines))
    return tuple(found)


def _named(
    visit: Visit,
    seat: Seat,
    step: CampStep,
    question: Question,
    given: Mapping[tuple[str, str], Sequence[Answer]],
) -> Question:
    """The question with the people it names, so that they are shown as the map writes them."""
    exercise = exercise_of(visit.house, step)
    if not names_people(exercise, question):
        return question
    said = {name: versions[-1].payload for (at, name), versions in given.items() if at == step.id}
    return with_people(visit.house, seat.community, exercise, question, said, visit.language)


def _line(
    visit: Visit,
    step: CampStep,
    question: Question,
    versions: list[Answer],
    counting: set[int],
    *,
    open_now: bool,
) -> AnswerLine:
    newest = versions[-1]
    prompt = question.prompt
    if question.story:
        prompt = visit.say("exercises.summary.part", name=question.story_title, text=prompt)
    return AnswerLine(
        prompt=prompt,
        words=summary(question, newest.payload, visit.language) or visit.say("phone.mine.blank"),
        versions=len(versions),
        waiting=newest.late and newest.number not in counting,
        again=f"/s?step={step.id}&question={question.id}" if open_now else "",
    )


def withdraw(visit: Visit) -> Response:
    """Erase the seat and everything it said."""
    if visit.seat is None:
        return lost(visit)
    erase.withdraw(visit.house, visit.seat.id, "self")
    response = see_other("/s/gone")
    response.delete_cookie(SEAT_COOKIE)
    return response


def gone(visit: Visit) -> Response:
    """What happened, after leaving."""
    return visit.page("gone.html")
