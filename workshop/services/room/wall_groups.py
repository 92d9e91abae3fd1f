"""What the wall shows of cards that were grouped and dotted: piles by name, and where the dots lie.

Of what people wrote only what was approved; a pile whose name waits is shown without it, a hidden card never. Whose dots
are whose is never known, and below five people no count is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from workshop.base.text import Language
from workshop.exercises.exercise import Exercise, ExerciseStep
from workshop.exercises.grouping import dots_in, piles_in
from workshop.model.board import piles
from workshop.model.camp import Camp, CampStep
from workshop.model.privacy import MIN_GROUP
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.datasets import DatasetItem, boards_in, dataset_in, name_card
from workshop.services.camp.questions import exercise_of
from workshop.services.camp.tables import gathering_in, table_number
from workshop.services.room.pile_words import typed_pile_words
from workshop.services.room.wall_words import Approval, standings
from workshop.store import answers, rooms
from workshop.store.room import boards


@dataclass(frozen=True)
class WallPile:
    """A pile as the wall may show it; `name` is empty while it has none that was approved. `table` 0: no table's."""

    name: str
    cards: tuple[str, ...]
    table: int


@dataclass(frozen=True)
class WallPiles:
    """The piles of a step, largest first, and how many names and cards in them nobody has decided about."""

    prompt: str
    piles: tuple[WallPile, ...]
    waiting: int


@dataclass(frozen=True)
class DotCount:
    """What dots were placed on, with their number and its place among all, from 1; equals share a place."""

    text: str
    dots: int
    place: int
    tied: bool


@dataclass(frozen=True)
class WallDots:
    """Where the dots lie, most first; nothing below five people. `things` are there to place dots on, `waiting` of them
    have dots and are not approved yet."""

    prompt: str
    counts: tuple[DotCount, ...]
    people: int
    dots: int
    things: int
    waiting: int


def wall_piles(context: AppContext, camp: Camp, step: CampStep, language: Language) -> WallPiles | None:
    """The piles of the step's last question that groups cards and may reach the wall; None where there is none."""
    asks = _last(exercise_of(context, step), StepKind.CLUSTER)
    if asks is None:
        return None
    return context.store.read(lambda connection: _piles(connection, context, camp, step, asks, language))


def wall_dots(context: AppContext, camp: Camp, step: CampStep, language: Language) -> WallDots | None:
    """Where the dots lie of the step's last question that places some; None where there is none."""
    asks = _last(exercise_of(context, step), StepKind.DOTS)
    if asks is None:
        return None
    return context.store.read(lambda connection: _dots(connection, context, camp, step, asks, language))


def _last(exercise: Exercise, kind: StepKind) -> ExerciseStep | None:
    return next((one for one in reversed(exercise.steps) if one.kind is kind and one.wall), None)


def _piles(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    step: CampStep,
    asks: ExerciseStep,
    language: Language,
) -> WallPiles:
    decided = standings(rooms.events(connection, camp.id))
    sitting = gathering_in(connection, camp.id, step.id, asks.who)
    lying = boards_in(connection, context, camp, step, asks, sitting)
    acts = boards.events(connection, camp.id, step.id, asks.id)
    words = {one.item.id: one.item for found in lying.values() for one in found}
    found: list[WallPile] = []
    waiting = 0
    for board in dict.fromkeys(act.board for act in acts):
        for pile in piles(act for act in acts if act.board == board):
            cards = [words[card] for card in pile.cards if card in words]
            shown, undecided = _approved([(one.card, one.text) for one in cards], decided)
            name, unnamed = _approved(
                [(name_card(pile.id, pile.named), pile.name)] if pile.name and cards else [], decided
            )
            waiting += undecided + unnamed
            found.append(WallPile("".join(name), tuple(shown), table_number(board)))
    for answer in answers.current_answers(connection, camp.id, step=step.id):
        if answer.question == asks.id:
            for texts in typed_pile_words(answer.number, piles_in(answer.payload)):
                title, *rest = texts
                name, unnamed = _approved([title], decided)
                shown, undecided = _approved(rest, decided)
                waiting += undecided + unnamed
                found.append(WallPile("".join(name), tuple(shown), 0))
    found = _together([one for one in found if one.name or one.cards])
    found.sort(key=lambda one: -len(one.cards))
    return WallPiles(asks.prompt.of(language), tuple(found), waiting)


def _together(found: Sequence[WallPile]) -> list[WallPile]:
    """Piles that several tables gave the same name are one: the room sees that they found the same."""
    made: dict[str | int, WallPile] = {}
    for number, one in enumerate(found):
        key = one.name or number
        before = made.get(key)
        made[key] = (
            one
            if before is None
            else WallPile(
                one.name, (*before.cards, *one.cards), one.table if one.table == before.table else 0
            )
        )
    return list(made.values())


def _approved(texts: Sequence[tuple[str, str]], decided: dict[str, Approval]) -> tuple[list[str], int]:
    """The approved words, and how many nobody has decided about."""
    known = [(text, decided.get(card, Approval.WAITING)) for card, text in texts if text]
    return (
        [text for text, standing in known if standing is Approval.APPROVED],
        sum(standing is Approval.WAITING for _, standing in known),
    )


def _dots(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    step: CampStep,
    asks: ExerciseStep,
    language: Language,
) -> WallDots:
    decided = standings(rooms.events(connection, camp.id))
    items: tuple[DatasetItem, ...] = (
        dataset_in(connection, context, camp, step, asks) if asks.from_ is not None else ()
    )
    texts = {one.id: (one.text, decided.get(one.card, Approval.WAITING)) for one in items}
    # What the exercise's own file offers needs nobody's approval.
    texts |= {one.code: (one.label.of(language), Approval.APPROVED) for one in asks.options if not items}
    given = [
        placed
        for answer in answers.current_answers(connection, camp.id, step=step.id)
        if answer.question == asks.id and (placed := dots_in(answer.payload))
    ]
    totals = {item: sum(placed.get(item, 0) for placed in given) for item in texts}
    prompt = asks.prompt.of(language)
    if len(given) < MIN_GROUP:
        return WallDots(prompt, (), len(given), 0, len(texts), 0)
    # Piles of several tables under one name are one thing.
    together: dict[str, int] = {}
    for item, count in totals.items():
        if texts[item][1] is Approval.APPROVED:
            together[texts[item][0]] = together.get(texts[item][0], 0) + count
    shown = sorted(together.items(), key=lambda one: -one[1])
    every = [count for _, count in shown]
    counts = tuple(
        DotCount(
            words,
            count,
            1 + sum(more > count for more in every),
            bool(count) and every.count(count) > 1,
        )
        for words, count in shown
    )
    waiting = sum(count > 0 and texts[item][1] is Approval.WAITING for item, count in totals.items())
    return WallDots(prompt, counts, len(given), sum(totals.values()), len(texts), waiting)
