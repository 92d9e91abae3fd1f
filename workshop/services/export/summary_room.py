"""The camp report's part on what the room did together: cards laid in piles, dots, points on two axes, pairs.

Whose dots and points are whose is nowhere here; what fewer than five people placed is only counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from workshop.base.text import Language, say
from workshop.exercises.exercise import ExerciseStep
from workshop.exercises.grouping import dots_in, piles_in
from workshop.exercises.placing import PlaceSpread
from workshop.model.camp import Camp, CampStep
from workshop.model.privacy import MIN_GROUP
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.datasets import dataset_in
from workshop.services.camp.places import placed_in_room
from workshop.services.camp.questions import exercise_of
from workshop.services.matching.partners import groups_in, match_of
from workshop.services.room.boards import BoardView, boards_of_room
from workshop.store import answers


@dataclass(frozen=True)
class PileSummary:
    """A pile; `name` is empty while nobody has given it one, `table` for the whole room's."""

    step: str
    title: str
    table: str
    name: str
    cards: tuple[str, ...]


@dataclass(frozen=True)
class DotSummary:
    """What dots lie on and how many, of how many people."""

    step: str
    title: str
    question: str
    text: str
    dots: int
    people: int


@dataclass(frozen=True)
class PointSummary:
    """Where the room or a community stands on two axes: median and middle half. `name` is empty for the whole room.

    `before` is by the same people, where at least five placed it twice.
    """

    step: str
    title: str
    axes: tuple[str, ...]
    name: str
    now: PlaceSpread
    before: PlaceSpread | None


@dataclass(frozen=True)
class PairSummary:
    """How many sat together in how many groups; never who."""

    step: str
    title: str
    groups: int
    people: int


@dataclass(frozen=True)
class RoomSummary:
    """All of it, in agenda order."""

    piles: tuple[PileSummary, ...]
    dots: tuple[DotSummary, ...]
    points: tuple[PointSummary, ...]
    pairs: tuple[PairSummary, ...]


def room_summary(
    context: AppContext, camp: Camp, steps: Sequence[CampStep], language: Language
) -> RoomSummary:
    """What the steps' boards, dots, points and pairs show."""
    asked = [(step, asks) for step in steps for asks in exercise_of(context, step).steps]

    def use_case(connection: Connection) -> tuple[tuple[DotSummary, ...], tuple[PairSummary, ...]]:
        dots = [
            one
            for step, asks in asked
            if asks.kind is StepKind.DOTS
            for one in _dots(connection, context, camp, step, asks, language)
        ]
        return tuple(dots), _pairs(connection, context, camp, steps, language)

    dots, pairs = context.store.read(use_case)
    return RoomSummary(
        piles=tuple(
            pile
            for step, asks in asked
            if asks.kind is StepKind.CLUSTER
            for pile in _piles(context, camp, step, asks, language)
        ),
        dots=dots,
        points=tuple(point for step in steps for point in _points(context, camp, step, language)),
        pairs=pairs,
    )


def _piles(
    context: AppContext, camp: Camp, step: CampStep, asks: ExerciseStep, language: Language
) -> list[PileSummary]:
    title = exercise_of(context, step).title.of(language)
    made = [
        PileSummary(
            step.id, title, _where(board, language), pile.name, tuple(card.text for card in pile.cards)
        )
        for board in boards_of_room(context, camp, step.id, asks.id, language)
        for pile in board.piles
        if pile.cards
    ]
    typed = [
        PileSummary(step.id, title, "", name, tuple(cards))
        for one in context.store.read(
            lambda connection: answers.current_answers(connection, camp.id, step=step.id)
        )
        if one.question == asks.id
        for name, cards in piles_in(one.payload)
    ]
    return [*made, *typed]


def _where(board: BoardView, language: Language) -> str:
    return say(language, "dialogue.at_table", table=board.table) if board.table else board.team


def _dots(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    step: CampStep,
    asks: ExerciseStep,
    language: Language,
) -> list[DotSummary]:
    texts = (
        {one.code: one.label.of(language) for one in asks.options}
        if asks.from_ is None
        else {one.id: one.text for one in dataset_in(connection, context, camp, step, asks)}
    )
    given = [
        placed
        for one in answers.current_answers(connection, camp.id, step=step.id)
        if one.question == asks.id and (placed := dots_in(one.payload))
    ]
    if len(given) < MIN_GROUP:
        return []
    title, prompt = exercise_of(context, step).title.of(language), asks.prompt.of(language)
    # Piles of several tables under one name are one thing that keeps people from moving.
    totals = dict.fromkeys(texts.values(), 0)
    for placed in given:
        for item, count in placed.items():
            if item in texts:
                totals[texts[item]] += count
    ordered = sorted(totals.items(), key=lambda one: -one[1])
    return [DotSummary(step.id, title, prompt, text, count, len(given)) for text, count in ordered if count]


def _points(context: AppContext, camp: Camp, step: CampStep, language: Language) -> list[PointSummary]:
    found = placed_in_room(context, camp, step, language)
    if found is None:
        return []
    title = exercise_of(context, step).title.of(language)
    axes = tuple(option.label for option in found.question.options)
    shown = [one for one in found.placed if one.now.n >= MIN_GROUP]
    return [
        PointSummary(
            step.id,
            title,
            axes,
            one.name,
            one.now,
            one.before if one.before and one.before.n >= MIN_GROUP else None,
        )
        for one in ((found.room, *shown) if found.room else shown)
    ]


def _pairs(
    connection: Connection, context: AppContext, camp: Camp, steps: Sequence[CampStep], language: Language
) -> tuple[PairSummary, ...]:
    made = []
    for step in steps:
        groups = groups_in(connection, camp.id, step.id) if match_of(context, step) else ()
        if groups:
            title = exercise_of(context, step).title.of(language)
            made.append(PairSummary(step.id, title, len(groups), sum(len(one) for one in groups)))
    return tuple(made)
