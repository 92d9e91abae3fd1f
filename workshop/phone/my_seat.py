"""My seat: the recovery code, everything I answered, and the right to erasure in two taps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from workshop.exercises.summary import summary
from workshop.model.camp import CampStep, Seat
from workshop.model.step import Answer, Question
from workshop.phone.dialogue import dialogue_links
from workshop.phone.follow.trials import shown_to
from workshop.phone.lost_cookie import lost
from workshop.phone.request import RequestContext, see_other
from workshop.services import erase
from workshop.services.camp import answers, control
from workshop.services.camp.datasets import with_all_items
from workshop.services.camp.participant_view import participant_view
from workshop.services.camp.questions import (
    exercise_of,
    names_people,
    questions_of,
    vocabulary_options,
    with_people,
)
from workshop.services.camp.room_people import with_room
from workshop.services.erase import StillStored
from workshop.services.follow import commitments, pulses

LONGEST_COUNT = 4  # digits


@dataclass(frozen=True)
class AnswerLine:
    """An answer in one line. `versions` counts replaced ones too; `waiting`: late, and not accepted yet."""

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


def show(request: RequestContext) -> Response:
    """Everything stored about me."""
    if request.seat is None or request.camp is None:
        return lost(request)
    participant = participant_view(request.context, request.seat, request.language)
    roles = {
        one.code: one.label
        for one in vocabulary_options(request.context.content.vocabularies, request.language)["roles"]
    }
    return request.page(
        "mine.html",
        community=participant.community.name,
        role=roles.get(request.seat.role.value, ""),
        groups=groups(request),
        live=participant,
        recorded=[one for one in dialogue_links(request) if one.typed],
        trying=shown_to(request),
        promised=pulses.of_seat(request.context, request.seat),
        elsewhere=len(answers.elsewhere_by(request.context, request.seat)),
        witnessing=len(commitments.asked_to_witness(request.context, request.seat)),
    )


def groups(request: RequestContext) -> tuple[AnswerGroup, ...]:
    """The visitor's answers by step, in agenda order."""
    seat, camp = request.seat, request.camp
    if seat is None or camp is None:
        return ()
    given: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers.everything_by(request.context, seat):
        given.setdefault((answer.step, answer.question), []).append(answer)
    counting = {answer.number for answer in answers.given_by(request.context, seat)}
    elsewhere = answers.elsewhere_by(request.context, seat)
    answer_groups = []
    steps = control.steps(request.context, camp.id)
    taking = answers.taking_answers(request.context, steps)
    for step in steps:
        lines = tuple(
            _line(
                request,
                step,
                _named(request, seat, step, question, given),
                given[step.id, question.id],
                counting,
                open_now=step.id in taking,
            )
            for question in questions_of(request.context, camp, step, request.language)
            if (step.id, question.id) in given
        ) + tuple(
            AnswerLine(question.prompt, request.say("phone.mine.elsewhere"), 1, waiting=False, again="")
            for question in questions_of(request.context, camp, step, request.language)
            if (step.id, question.id) in elsewhere
        )
        if lines:
            answer_groups.append(
                AnswerGroup(exercise_of(request.context, step).title.of(request.language), lines)
            )
    return tuple(answer_groups)


def _named(
    request: RequestContext,
    seat: Seat,
    step: CampStep,
    question: Question,
    given: Mapping[tuple[str, str], Sequence[Answer]],
) -> Question:
    """The question with the people and items it names, so that they are shown as on the map or the board."""
    exercise = exercise_of(request.context, step)
    if request.camp is not None:
        question = with_all_items(request.context, request.camp, step, question)
    if not names_people(exercise, question):
        return with_room(request.context, seat, question)
    payloads = {name: versions[-1].payload for (at, name), versions in given.items() if at == step.id}
    return with_people(request.context, seat.community, exercise, question, payloads, request.language)


def _line(
    request: RequestContext,
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
        prompt = request.say("exercises.summary.part", name=question.story_title, text=prompt)
    return AnswerLine(
        prompt=prompt,
        words=summary(question, newest.payload, request.language) or request.say("phone.mine.blank"),
        versions=len(versions),
        waiting=newest.late and newest.number not in counting,
        again=f"/s?step={step.id}&question={question.id}" if open_now else "",
    )


def withdraw(request: RequestContext) -> Response:
    """Erase the seat and everything it said."""
    seat = request.seat or request.aside
    if seat is None and not request.held.token:
        return lost(request)
    if seat is None:  # it was erased on another phone, which could not find what this one said without a seat
        erase.take_back(request.context, request.held.token)
        response = see_other("/s/gone")
    else:
        response = see_other(_gone(erase.erase_participant(request.context, seat.id, "self", seat.secret)))
    request.held.take_off(response, request.held.token)
    return response


def _gone(left: StillStored) -> str:
    """The page after leaving, which says what stayed."""
    stayed = {"elsewhere": left.elsewhere, "turns": left.turns, "community": int(left.community)}
    stayed["notes"] = left.notes
    told = urlencode({name: count for name, count in stayed.items() if count})
    return f"/s/gone?{told}" if told else "/s/gone"


def gone(request: RequestContext) -> Response:
    """The page after leaving: what has been erased, what stayed, and what follows."""
    stayed = {name: _count(request.query(name)) for name in ("elsewhere", "turns", "community", "notes")}
    still_here = [seat.id[:8] for seat in request.held.all.values()]  # of others on a helper's phone
    return request.page(
        "gone.html",
        still_here=still_here,
        stayed=stayed,
        again=_here(request),
        traces=request.context.store.traces().value,
    )


def _here(request: RequestContext) -> str:
    """This page once more, with what it says."""
    return f"/s/gone?{request.http.url.query}".rstrip("?")


def _count(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_COUNT else 0
