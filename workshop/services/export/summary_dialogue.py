"""The camp report's part on dialogues: what was said, in roles and never by name, what was kept, which doubts were answered.

Everything the record holds is here, whether or not it was let onto the wall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from workshop.base.text import Language, say
from workshop.model.camp import Camp, CampStep
from workshop.model.dialogue import DialoguePlace, Turn, fold
from workshop.model.step import Question
from workshop.services.app.context import AppContext
from workshop.services.camp.datasets import asked_by, dataset_in
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.services.camp.tables import table_number
from workshop.store.room import dialogue


@dataclass(frozen=True)
class TurnSummary:
    """A turn: the speaker's role and what the turn does, in words."""

    speaker: str
    kind: str
    text: str
    stars: int
    about: str  # the card it speaks to


@dataclass(frozen=True)
class DoubtSummary:
    """A card a dialogue spoke to: who answered it, in roles, and how far it was settled ("" where nobody asked).

    The codes are for further use, the words for reading.
    """

    text: str
    answered_by: tuple[str, ...]
    settled: str
    roles: tuple[str, ...]  # codes of `answered_by`


@dataclass(frozen=True)
class DialogueSummary:
    """One dialogue; `table` is empty for the whole room's."""

    step: str
    title: str
    question: str
    table: str
    turns: tuple[TurnSummary, ...]
    doubts: tuple[DoubtSummary, ...]


def dialogue_summaries(
    context: AppContext, camp: Camp, steps: Sequence[CampStep], language: Language
) -> tuple[DialogueSummary, ...]:
    """Every dialogue that has begun, in agenda order."""

    def use_case(connection: Connection) -> tuple[DialogueSummary, ...]:
        begun = dialogue.places(connection, camp.id)
        return tuple(
            _dialogue(connection, context, camp, step, question, place, language)
            for step in steps
            for question in questions_of(context, camp, step, language)
            for place in begun
            if (place.step, place.question) == (step.id, question.id)
        )

    return context.store.read(use_case)


def _dialogue(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    step: CampStep,
    question: Question,
    place: DialoguePlace,
    language: Language,
) -> DialogueSummary:
    said = fold(dialogue.events(connection, place))
    exercise = exercise_of(context, step)
    part = asked_by(exercise, question.id)
    names = {option.code: option.label for option in question.options}
    cards = dataset_in(connection, context, camp, step, part) if part and part.from_ else ()
    texts = {card.id: card.text for card in cards}
    table = table_number(place.table)
    doubts = tuple(
        DoubtSummary(
            card.text,
            tuple(names.get(role, role) for role in said.answered_by(card.id)),
            said.settled[card.id].value if card.id in said.settled else "",
            said.answered_by(card.id),
        )
        for card in cards
    )
    return DialogueSummary(
        step.id,
        exercise.title.of(language),
        question.prompt,
        say(language, "dialogue.at_table", table=table) if table else "",
        tuple(_turn(turn, names, texts, language) for turn in said.turns),
        doubts,
    )


def _turn(turn: Turn, names: dict[str, str], cards: dict[str, str], language: Language) -> TurnSummary:
    words = turn.words
    return TurnSummary(
        names.get(words.speaker, ""),
        say(language, f"dialogue.kind.{words.kind.value}"),
        words.text,
        turn.stars,
        cards.get(words.about, ""),
    )
