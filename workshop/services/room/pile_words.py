"""The words of what is grouped or dotted on the wall: cards of other steps, names of piles, piles typed in from paper.

A pile nobody has named is told by its cards, and these are decided about one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from workshop.exercises.exercise import ExerciseStep
from workshop.exercises.grouping import piles_in
from workshop.model.ballot import FIRST_NUMBER
from workshop.model.board import piles
from workshop.model.camp import Camp, CampStep
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.datasets import dataset_in, name_card
from workshop.services.camp.questions import exercise_of
from workshop.store import answers
from workshop.store.room import boards

WORKED_ON = (StepKind.CLUSTER, StepKind.DOTS)


@dataclass(frozen=True)
class PileWord:
    """A text and the name it is approved under; its number stands beyond those of answers where it is none."""

    card: str
    number: int
    question: str
    text: str


def pile_words_in(
    connection: Connection, context: AppContext, camp: Camp, step: CampStep
) -> Iterator[PileWord]:
    """Every text that grouping and dotting bring to the wall."""
    for asks in exercise_of(context, step).steps:
        if not asks.wall or asks.kind not in WORKED_ON:
            continue
        for one in dataset_in(connection, context, camp, step, asks) if asks.from_ else ():
            if one.card:
                yield PileWord(one.card, one.number or FIRST_NUMBER, one.question, one.text)
        if asks.kind is StepKind.CLUSTER:
            yield from _names(connection, camp, step, asks)


def _names(connection: Connection, camp: Camp, step: CampStep, asks: ExerciseStep) -> Iterator[PileWord]:
    acts = boards.events(connection, camp.id, step.id, asks.id)
    for board in dict.fromkeys(act.board for act in acts):
        for pile in piles(act for act in acts if act.board == board):
            if pile.name and pile.cards:
                card = name_card(pile.id, pile.named)
                yield PileWord(card, FIRST_NUMBER, asks.id, pile.name)
    for one in answers.current_answers(connection, camp.id, step=step.id):
        if one.question == asks.id:
            for texts in typed_pile_words(one.number, piles_in(one.payload)):
                yield from (PileWord(card, one.number, asks.id, text) for card, text in texts if text)


def typed_pile_words(number: int, typed: Sequence[tuple[str, list[str]]]) -> list[list[tuple[str, str]]]:
    """The words of piles typed in from paper, each with the name it is approved under: a pile's name, then its cards."""
    return [
        [
            (f"{number}.{place}", name),
            *((f"{number}.{place}.{at}", card) for at, card in enumerate(cards)),
        ]
        for place, (name, cards) in enumerate(typed)
    ]
