"""Principle cards of a camp: a move, its condition, why, and its limit, with the words of the dialogue they rest on.

A card keeps its id while its move keeps its words, so that a direction may rest on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from workshop.base.text import Language
from workshop.exercises.form import RESTS_ON, rests_on, rows_in
from workshop.exercises.structure import SEALED
from workshop.model.ballot import card_id
from workshop.model.camp import Camp
from workshop.model.step import Answer, Question, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.datasets import asked_by, filed_under_in, with_all_items_in
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.store import answers as rows

PRINCIPLES = "principles"  # what a step that collects them says its answers go into


@dataclass(frozen=True)
class PrincipleCard:
    """One card: its fields in order with their headings, and the words it rests on as they stand now. `move` is its first
    field, by which it is known for short.
    """

    id: str
    move: str
    fields: tuple[tuple[str, str], ...]
    quotes: tuple[str, ...]


def principle_cards(context: AppContext, camp: Camp, language: Language) -> tuple[PrincipleCard, ...]:
    """Every principle card that counts, in order of arrival."""

    def use_case(connection: Connection) -> tuple[PrincipleCard, ...]:
        return _cards(connection, context, camp, language)

    return context.store.read(use_case)


def _cards(
    connection: Connection, context: AppContext, camp: Camp, language: Language
) -> tuple[PrincipleCard, ...]:
    asked: dict[tuple[str, str], Question] = {}
    for step in control.asking(control.steps_in(connection, camp.id)):
        exercise = exercise_of(context, step)
        if exercise.privacy.level == SEALED:
            continue
        for question in questions_of(context, camp, step, language):
            part = asked_by(exercise, question.id)
            if part is not None and part.into == PRINCIPLES and part.kind is StepKind.ROWS:
                asked[step.id, question.id] = with_all_items_in(connection, context, camp, step, question)
    if not asked:
        return ()
    ids = {one.card: one.id for one in filed_under_in(connection, context, camp, PRINCIPLES)}
    return tuple(
        card
        for answer in rows.current_answers(connection, camp.id)
        if (answer.step, answer.question) in asked
        for card in _of_answer(asked[answer.step, answer.question], answer, ids)
    )


def _of_answer(question: Question, answer: Answer, ids: dict[str, str]) -> list[PrincipleCard]:
    names = {column.code: column.label for column in question.options}
    words = {item.code: item.label for item in question.items}
    first = question.options[0].code if question.options else ""
    cards = []
    for number, row in enumerate(rows_in(answer.payload)):
        fields = tuple(
            (names.get(name, name), text) for name, text in row.items() if name != RESTS_ON and text
        )
        quotes = tuple(words[code] for code in rests_on(row) if code in words)
        known = card_id(answer, number)
        cards.append(PrincipleCard(ids.get(known, known), row.get(first, ""), fields, quotes))
    return cards
