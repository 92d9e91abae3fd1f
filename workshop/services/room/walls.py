"""The wall: what stands on it at this moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workshop.base.text import Language
from workshop.exercises.exercise import Exercise
from workshop.exercises.form import texts_in
from workshop.model.camp import Camp, CampStep, StepState
from workshop.model.privacy import MIN_GROUP
from workshop.model.step import Question, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.services.room.remote import made_in, since_in
from workshop.services.room.wall_views import chosen_view, view_now
from workshop.services.room.wall_words import Approval, WallCard, cards_in, standings
from workshop.store import answers, rooms, seats


@dataclass(frozen=True)
class BarQuestion:
    """How many people chose each option of one question; `counts` is empty below five people."""

    prompt: str
    labels: tuple[str, ...]
    counts: tuple[int, ...]
    people: int


@dataclass(frozen=True)
class WallShow:
    """Everything a wall is drawn from but the pictures other services make."""

    camp: Camp
    view: str
    step: CampStep | None
    exercise: Exercise | None
    joined: int
    ends_at: datetime | None
    cards: tuple[WallCard, ...]  # approved words, the newest approved last
    undecided: tuple[WallCard, ...]  # words that wait for somebody to look at them
    since: str

    @property
    def waiting(self) -> int:
        return len(self.undecided)


def wall_show(context: AppContext, camp: Camp) -> WallShow:
    """The wall of a camp at this moment."""

    def use_case(connection: Connection) -> WallShow:
        steps = control.steps_in(connection, camp.id)
        step = control.running(steps) or control.newest(steps)
        exercise = exercise_of(context, step) if step else None
        view = view_now(
            chosen_view(rooms.events(connection, camp.id)), step, exercise, made_in(connection, camp.id, step)
        )
        cards = cards_in(connection, context, camp, step) if step else ()
        approved = [one for one in cards if one.standing is Approval.APPROVED]
        order = {card: place for place, card in enumerate(standings(rooms.events(connection, camp.id)))}
        # A stopped step keeps its time, as on the remote: people may still be talking.
        runs = step is not None and step.state is not StepState.CLOSED
        ends = step.opened_at + timedelta(minutes=step.minutes) if runs and step and step.opened_at else None
        return WallShow(
            camp=camp,
            view=view,
            step=step,
            exercise=exercise,
            joined=seats.count_seats(connection, camp.id),
            ends_at=ends,
            cards=tuple(sorted(approved, key=lambda card: order[card.id])),
            undecided=tuple(one for one in cards if one.standing is Approval.WAITING),
            since=since_in(connection, camp.id),
        )

    return context.store.read(use_case)


def bars_of(context: AppContext, camp: Camp, step: CampStep, language: Language) -> tuple[BarQuestion, ...]:
    """The step's scales and choices as counts for the whole room, in the order asked."""
    exercise = exercise_of(context, step)
    sealed = {one.id for one in exercise.steps if not one.wall and exercise.privacy.level == "sealed"}
    given = context.store.read(lambda connection: answers.current_answers(connection, camp.id, step=step.id))
    return tuple(
        _bars(question, [one.payload for one in given if one.question == question.id])
        for question in questions_of(context, camp, step, language)
        if question.kind in (StepKind.SCALE, StepKind.CHOICE)
        and question.id not in sealed
        and "." not in question.id  # items of a rubric or of stories have pictures of their own
    )


def _bars(question: Question, payloads: list[dict[str, object]]) -> BarQuestion:
    codes = [option.code for option in question.options]
    chosen: list[list[str]]
    if question.kind is StepKind.SCALE:
        chosen = [[str(payload["level"])] for payload in payloads if payload.get("level") is not None]
    else:
        chosen = [codes_chosen for payload in payloads if (codes_chosen := texts_in(payload, "chosen"))]
    counts = Counter(code for codes_chosen in chosen for code in codes_chosen)
    enough = len(chosen) >= MIN_GROUP
    return BarQuestion(
        question.prompt,
        tuple(option.label for option in question.options),
        tuple(counts[code] for code in codes) if enough else (),
        len(chosen),
    )
