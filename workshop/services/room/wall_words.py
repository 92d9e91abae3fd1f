"""Words for the wall: what people wrote where an exercise lets it onto the wall, approved one by one.

Approval belongs to an answer as it was given: who changes their words waits again, who withdraws takes them along. So
does a turn of a dialogue as it is worded now. A hidden card is kept off the wall, never deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection

from workshop.exercises.exercise import Exercise
from workshop.exercises.form import RESTS_ON, rows_in, text_in, texts_in
from workshop.model.ballot import FIRST_NUMBER, card_id, heard, shuffled
from workshop.model.camp import Camp, CampStep, RoomAction, RoomEvent
from workshop.model.dialogue import Dialogue, DialoguePlace, Turn, fold
from workshop.model.step import Answer, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.questions import exercise_of
from workshop.services.room.pile_words import WORKED_ON, pile_words_in
from workshop.store import answers, rooms
from workshop.store.room import dialogue

WORDED = (StepKind.TEXT, StepKind.CARDS, StepKind.ROWS, StepKind.LOG)


class Approval(StrEnum):
    """What has been decided about somebody's words."""

    WAITING = "waiting"
    APPROVED = "approved"
    HIDDEN = "hidden"


MEANING = {
    RoomAction.APPROVE: Approval.APPROVED,
    RoomAction.HIDE: Approval.HIDDEN,
    RoomAction.LOWER: Approval.WAITING,
}


@dataclass(frozen=True)
class WallCard:
    """One text as its author wrote it. `id` names the answer and its place in it; nobody's name belongs to it."""

    id: str
    number: int  # of the answer, in order of arrival; drawn, and beyond all others, where it is stored without a seat
    step: str
    question: str
    text: str
    standing: Approval
    turn: Turn | None = None  # of a dialogue
    fields: tuple[tuple[str, str], ...] = ()  # of a card written in fields: column and words
    worked_on: bool = False  # it stands on the wall as part of piles and dots, not by itself


def cards_of(context: AppContext, camp: Camp, step: CampStep) -> tuple[WallCard, ...]:
    """Every text of the step that may reach the wall, in order of arrival."""
    return context.store.read(lambda connection: cards_in(connection, context, camp, step))


def cards_in(connection: Connection, context: AppContext, camp: Camp, step: CampStep) -> tuple[WallCard, ...]:
    asked = walled(exercise_of(context, step))
    if not asked:
        return ()
    decided = standings(rooms.events(connection, camp.id))
    given = heard(answers.current_answers(connection, camp.id, step=step.id))
    written = [
        replace(card, standing=decided.get(card.id, Approval.WAITING))
        for one in given
        if one.question in asked
        for card in _written(one)
    ]
    written.sort(key=_order)
    turns = [
        replace(card, standing=decided.get(card.id, Approval.WAITING))
        for place in dialogue.places(connection, camp.id)
        if place.step == step.id and place.question in asked
        for card in _turns(place, fold(dialogue.events(connection, place)))
    ]
    # What is grouped may be of this step or of another; each text is decided about once.
    known = {card.id for card in (*written, *turns)}
    grouped = {
        one.card: WallCard(
            one.card,
            one.number,
            step.id,
            one.question,
            one.text,
            decided.get(one.card, Approval.WAITING),
            worked_on=True,
        )
        for one in pile_words_in(connection, context, camp, step)
        if one.card not in known
    }
    return (*written, *turns, *grouped.values())


def _order(card: WallCard) -> tuple[bool, str, str]:
    """In order of arrival; those without an author by question, one author's not together."""
    return (True, card.question, shuffled(card.id)) if card.number >= FIRST_NUMBER else (False, "", "")


def held_back_in(connection: Connection, context: AppContext, camp: Camp, step: CampStep) -> bool:
    """Whether words without a name wait until enough people have written."""
    asked = walled(exercise_of(context, step))
    if not asked:
        return False
    given = answers.current_answers(connection, camp.id, step=step.id)
    told = {one.number for one in heard(given)}
    return any(one.question in asked and one.number not in told for one in given)


def walled(exercise: Exercise) -> frozenset[str]:
    """The questions whose words the exercise's file lets onto the wall."""
    return frozenset(step.id for step in exercise.steps if step.wall and step.kind in (*WORDED, *WORKED_ON))


def standings(events: Sequence[RoomEvent]) -> dict[str, Approval]:
    """Card -> what was decided last."""
    found: dict[str, Approval] = {}
    for event in events:
        if event.action in MEANING:
            found.pop(event.subject, None)  # in the order of the last decisions
            found[event.subject] = MEANING[event.action]
    return found


def raised_together(events: Sequence[RoomEvent]) -> frozenset[str]:
    """The cards put up by one press, while nothing has been decided about words since."""
    decided = [event for event in events if event.action in MEANING]
    if not decided or not decided[-1].text:
        return frozenset()
    return frozenset(event.subject for event in decided if event.text == decided[-1].text)


def _written(answer: Answer) -> Iterator[WallCard]:
    single = text_in(answer.payload, "text")
    texts = [single] if single else texts_in(answer.payload, "cards")
    cells = [
        tuple((name, words) for name, words in row.items() if words and name != RESTS_ON)
        for row in rows_in(answer.payload)
    ]
    fields = [*[()] * len(texts), *cells]
    texts += ["\n".join(words for _, words in row) for row in cells]
    for place, text in enumerate(texts):
        card = card_id(answer, place)
        yield WallCard(
            card, answer.number, answer.step, answer.question, text, Approval.WAITING, fields=fields[place]
        )


def _turns(place: DialoguePlace, said: Dialogue) -> Iterator[WallCard]:
    """Every turn as it is worded now; reworded, it is another card. It has no place among the numbers of answers."""
    for turn in said.turns:
        number = FIRST_NUMBER + turn.version
        yield WallCard(
            turn.card, number, place.step, place.question, turn.words.text, Approval.WAITING, turn=turn
        )
