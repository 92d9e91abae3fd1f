"""Words for the wall: what people wrote where an exercise lets it onto the wall, approved one by one.

Approval belongs to an answer as it was given: who changes their words waits again, who withdraws takes them along. A
hidden card is kept off the wall, never deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from workshop.exercises.exercise import Exercise
from workshop.exercises.form import text_in, texts_in
from workshop.model.camp import Camp, CampStep, RoomAction, RoomEvent
from workshop.model.step import Answer, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.questions import exercise_of
from workshop.store import answers, rooms


class Approval(StrEnum):
    """What has been decided about somebody's words."""

    WAITING = "waiting"
    APPROVED = "approved"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class WallCard:
    """One text as its author wrote it. `id` names the answer and its place in it; nobody's name belongs to it."""

    id: str
    number: int  # of the answer, in order of arrival; drawn, and beyond all others, where it is stored without a seat
    step: str
    question: str
    text: str
    standing: Approval


def cards_of(context: AppContext, camp: Camp, step: CampStep) -> tuple[WallCard, ...]:
    """Every text of the step that may reach the wall, in order of arrival."""
    return context.store.read(lambda connection: cards_in(connection, context, camp, step))


def cards_in(connection: Connection, context: AppContext, camp: Camp, step: CampStep) -> tuple[WallCard, ...]:
    asked = walled(exercise_of(context, step))
    if not asked:
        return ()
    decided = standings(rooms.events(connection, camp.id))
    given = answers.current_answers(connection, camp.id, step=step.id)
    return tuple(
        WallCard(place, one.number, step.id, one.question, text, decided.get(place, Approval.WAITING))
        for one in given
        if one.question in asked
        for place, text in _texts(one)
    )


def walled(exercise: Exercise) -> frozenset[str]:
    """The questions whose words the exercise's file lets onto the wall."""
    return frozenset(
        step.id for step in exercise.steps if step.wall and step.kind in (StepKind.TEXT, StepKind.CARDS)
    )


def standings(events: Sequence[RoomEvent]) -> dict[str, Approval]:
    """Card -> what was decided last."""
    meaning = {RoomAction.APPROVE: Approval.APPROVED, RoomAction.HIDE: Approval.HIDDEN}
    return {event.subject: meaning[event.action] for event in events if event.action in meaning}


def _texts(answer: Answer) -> list[tuple[str, str]]:
    single = text_in(answer.payload, "text")
    texts = [single] if single else texts_in(answer.payload, "cards")
    return [(f"{answer.number}.{place}", text) for place, text in enumerate(texts)]
