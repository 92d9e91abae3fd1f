"""Datasets: what a step collects under a name (`into`), for later steps that work with it (`from`).

Cards one by one, texts, the first column of rows, the named piles of a cluster, the starred turns of a dialogue. A later
step of the same exercise takes what its own exercise collected; where that collects nothing under the name, what every
earlier step of the camp did.
An item keeps its id for as long as its words stay as they are, whatever its author changes beside them. It says where it
comes from, never who wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import Connection

from workshop.exercises.exercise import Exercise, ExerciseStep
from workshop.exercises.form import rows_in, text_in, texts_in
from workshop.exercises.grouping import piles_in
from workshop.exercises.structure import SEALED, seatless
from workshop.model.ballot import card_id, heard, shuffled
from workshop.model.board import WHOLE_ROOM, piles
from workshop.model.camp import Camp, CampStep, Seat
from workshop.model.dialogue import fold
from workshop.model.privacy import FEWEST_TO_BE_AMONG
from workshop.model.step import Answer, Option, Payload, QuestionStructure, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.questions import exercise_of
from workshop.services.camp.tables import Gathering, gathering_in
from workshop.store import answers, seats
from workshop.store.room import boards, dialogue

Asked = TypeVar("Asked", bound=QuestionStructure)
BOARD = "board"  # in the payload of an anonymous answer: the table it was given at
LONGEST_NAME = 60  # characters of a pile nobody has named, as its cards describe it


@dataclass(frozen=True)
class DatasetItem:
    """One thing collected. `step` and `question` are where; `card` is the name its words are approved under, empty where
    they are several people's and are approved one by one.

    `number` is of the answer it stands in, 0 for what was not an answer.
    """

    id: str
    text: str
    step: str
    question: str
    card: str
    number: int = 0


@dataclass(frozen=True)
class Collected:
    """An item with what decides at which table it lies. It stays inside this package."""

    item: DatasetItem
    seat: str  # empty where nobody knows who wrote it
    board: str | None = None  # the board it was made on, where that is known


@dataclass(frozen=True)
class Place:
    """A step of a camp that collects something."""

    context: AppContext
    camp: Camp
    step: CampStep
    asks: ExerciseStep


Source = Callable[[Connection, Place], Iterator[Collected]]


def dataset_in(
    connection: Connection, context: AppContext, camp: Camp, step: CampStep, asks: ExerciseStep
) -> tuple[DatasetItem, ...]:
    """Everything the room has collected for a step that works with a dataset, in the order it came."""
    return tuple(one.item for one in _collected(connection, context, camp, step, asks))


def filed_under_in(
    connection: Connection, context: AppContext, camp: Camp, name: str
) -> tuple[DatasetItem, ...]:
    """Everything a camp has collected under a name, by whichever step, in the order of the agenda."""
    found = []
    for step in control.asking(control.steps_in(connection, camp.id)):
        exercise = exercise_of(context, step)
        sealed = exercise.privacy.level == SEALED
        for asks in exercise.steps:
            if asks.into == name and asks.kind in SOURCES and (asks.wall or not sealed):
                place = Place(context, camp, step, asks)
                found += [one.item for one in SOURCES[asks.kind](connection, place)]
    return tuple(found)


def dataset_at_in(
    connection: Connection, context: AppContext, camp: Camp, step: CampStep, asks: ExerciseStep, board: str
) -> tuple[DatasetItem, ...]:
    """As `dataset_in`, only what belongs on one board: what the people of a table or a team collected."""
    sitting = gathering_in(connection, camp.id, step.id, asks.who)
    lying = boards_in(connection, context, camp, step, asks, sitting)
    return tuple(one.item for one in lying.get(board, ()))


def boards_in(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    step: CampStep,
    asks: ExerciseStep,
    sitting: Gathering,
) -> dict[str, list[Collected]]:
    """Board -> what lies on it. Words nobody knows the author of lie on the room's."""
    communities = {one.id: one.community for one in seats.seats(connection, camp.id)}
    found: dict[str, list[Collected]] = {}
    for one in _collected(connection, context, camp, step, asks):
        board = sitting.board_of(one.seat, communities.get(one.seat, "")) if one.seat else ""
        found.setdefault(board if one.board is None else one.board, []).append(one)
    return found


def with_items_in(
    connection: Connection, context: AppContext, seat: Seat, camp: Camp, step: CampStep, question: Asked
) -> Asked:
    """The question with the items this seat groups or places dots on; unchanged where it works with none."""
    asks = asked_by(exercise_of(context, step), question.id)
    if asks is None or asks.from_ is None:
        return question
    if asks.who not in ("table", "team"):
        return replace(question, items=_options(dataset_in(connection, context, camp, step, asks)))
    sitting = gathering_in(connection, camp.id, step.id, asks.who)
    board = sitting.board_of(seat.id, seat.community)
    return replace(question, items=_options(dataset_at_in(connection, context, camp, step, asks, board)))


def with_all_items_in(
    connection: Connection, context: AppContext, camp: Camp, step: CampStep, question: Asked
) -> Asked:
    """The question with every item of the room, for whoever looks at all answers."""
    asks = asked_by(exercise_of(context, step), question.id)
    if asks is None or asks.from_ is None:
        return question
    return replace(question, items=_options(dataset_in(connection, context, camp, step, asks)))


def with_all_items(context: AppContext, camp: Camp, step: CampStep, question: Asked) -> Asked:
    """As `with_all_items_in`, in a transaction of its own."""
    asks = asked_by(exercise_of(context, step), question.id)
    if asks is None or asks.from_ is None:
        return question
    return context.store.read(lambda connection: with_all_items_in(connection, context, camp, step, question))


def asked_by(exercise: Exercise, question_id: str) -> ExerciseStep | None:
    """The step of the exercise that asks a question; None where its file has changed since."""
    return next((one for one in exercise.steps if one.id == question_id.partition(".")[0]), None)


def board_given_at_in(
    connection: Connection, context: AppContext, seat: Seat, step: CampStep, question_id: str
) -> tuple[str, frozenset[str]]:
    """The table at which an answer without a seat is given, where that table works on with it, and the seats there; "" where
    it does not, or where too few people sit there to be one among them.
    """
    exercise = exercise_of(context, step)
    asks = asked_by(exercise, question_id)
    if asks is None or not seatless(exercise, asks) or asks.into is None:
        return "", frozenset()
    later = exercise.steps[exercise.steps.index(asks) + 1 :]
    who = next((one.who for one in later if one.from_ == asks.into and one.who in ("table", "team")), "")
    if not who:
        return "", frozenset()
    sitting = gathering_in(connection, seat.camp, step.id, who)
    board = sitting.board_of(seat.id, seat.community)
    there = frozenset(
        one.id
        for one in seats.seats(connection, seat.camp)
        if sitting.board_of(one.id, one.community) == board
    )
    if board == WHOLE_ROOM or len(there) < FEWEST_TO_BE_AMONG:
        return "", frozenset()
    return board, there


def without_board(payload: Payload) -> Payload:
    """The payload as its author gave it."""
    return {name: value for name, value in payload.items() if name != BOARD}


def _options(items: Sequence[DatasetItem]) -> tuple[Option, ...]:
    return tuple(Option(one.id, one.text) for one in items)


def _collected(
    connection: Connection, context: AppContext, camp: Camp, step: CampStep, asks: ExerciseStep
) -> Iterator[Collected]:
    for place in _places(context, camp, control.steps_in(connection, camp.id), step, asks):
        yield from SOURCES[place.asks.kind](connection, place)


def _places(
    context: AppContext, camp: Camp, steps: Sequence[CampStep], step: CampStep, asks: ExerciseStep
) -> list[Place]:
    """The steps that collect what `asks` works with."""

    def collecting(one: CampStep, own: Sequence[ExerciseStep]) -> list[Place]:
        sealed = exercise_of(context, one).privacy.level == SEALED
        return [
            Place(context, camp, one, before)
            for before in own
            if before.into == asks.from_ and before.kind in SOURCES and (before.wall or not sealed)
        ]

    exercise = exercise_of(context, step)
    own = collecting(step, exercise.steps[: exercise.steps.index(asks)])
    if own or asks.from_ is None:
        return own
    earlier = [one for one in steps if one.position < step.position]
    return [place for one in earlier for place in collecting(one, exercise_of(context, one).steps)]


def _written(connection: Connection, place: Place) -> Iterator[Collected]:
    """What people wrote: cards, a text, rows by their first column. Where nobody knows who wrote it, one author's do not
    stand together.
    """
    found = list(_said(connection, place))
    found.sort(key=lambda one: "" if one.seat else shuffled(one.item.id))
    yield from found


def _said(connection: Connection, place: Place) -> Iterator[Collected]:
    given = [
        one
        for one in heard(answers.current_answers(connection, place.camp.id, step=place.step.id))
        if one.question == place.asks.id
    ]
    earlier: dict[int, list[Answer]] = {}  # number -> what the same person had given before
    if any(one.again for one in given):
        line: dict[str, list[Answer]] = {}
        for version in answers.all_answers(connection, place.camp.id, step=place.step.id):
            if version.question == place.asks.id:
                # Without a seat one person's versions follow one another, and the first replaced none.
                before = [] if not version.again else line.get(version.seat, [])
                earlier[version.number] = before
                line[version.seat] = [*before, version]
    for one in given:
        known = _ids(earlier.get(one.number, ()), place.asks)
        for number, text in enumerate(texts_of(one.payload, place.asks)):
            card = card_id(one, number)
            kept = known.get(text, [])
            item = DatasetItem(
                kept.pop(0) if kept else card, text, place.step.id, place.asks.id, card, one.number
            )
            if text:
                yield Collected(item, one.seat, text_in(one.payload, BOARD) or None)


def _ids(versions: Sequence[Answer], asks: ExerciseStep) -> dict[str, list[str]]:
    """Text -> the ids it had in the seat's answers before, as they were handed on from one to the next."""
    known: dict[str, list[str]] = {}
    for version in versions:
        now: dict[str, list[str]] = {}
        for number, text in enumerate(texts_of(version.payload, asks)):
            kept = known.get(text, [])
            now.setdefault(text, []).append(kept.pop(0) if kept else card_id(version, number))
        known = now
    return known


def texts_of(payload: Payload, asks: ExerciseStep) -> list[str]:
    """The words of an answer, one for each thing that was written."""
    match asks.kind:
        case StepKind.CARDS:
            return texts_in(payload, "cards")
        case StepKind.ROWS:
            first = asks.options[0].code if asks.options else ""
            return [row.get(first, "") for row in rows_in(payload)]
        case _:
            return [text_in(payload, "text")]


def _piles(connection: Connection, place: Place) -> Iterator[Collected]:
    """The piles people made, each under its name, or by its cards where nobody named it; those of sheets as well."""
    camp, step, asks = place.camp, place.step, place.asks
    words = {one.id: one.text for one in dataset_in(connection, place.context, camp, step, asks)}
    acts = boards.events(connection, camp.id, step.id, asks.id)
    for board in dict.fromkeys(act.board for act in acts):
        for pile in piles(act for act in acts if act.board == board):
            cards = [words[card] for card in pile.cards if card in words]
            name = pile.name or shortened(cards)
            if cards and name:
                card = name_card(pile.id, pile.named) if pile.name else ""
                item = DatasetItem(pile.id, name, step.id, asks.id, card)
                yield Collected(item, "", board)
    yield from _typed_piles(connection, place)


def _typed_piles(connection: Connection, place: Place) -> Iterator[Collected]:
    """The piles of a table that worked on paper, typed in afterwards."""
    for one in answers.current_answers(connection, place.camp.id, step=place.step.id):
        if one.question != place.asks.id:
            continue
        for number, (name, cards) in enumerate(piles_in(one.payload)):
            card = f"{one.number}.{number}"
            if text := name or shortened(cards):
                item = DatasetItem(card, text, place.step.id, place.asks.id, card if name else "", one.number)
                yield Collected(item, one.seat)


def name_card(pile: str, named: int) -> str:
    """The name a pile's own name is approved under: another one as soon as somebody renames it."""
    return f"{pile}.{named}"


def shortened(cards: Sequence[str]) -> str:
    """A pile without a name, told by its cards."""
    words = " / ".join(cards)
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"


def _quotes(connection: Connection, place: Place) -> Iterator[Collected]:
    """What people starred in a dialogue, in the order it was said."""
    for where in dialogue.places(connection, place.camp.id):
        if (where.step, where.question) != (place.step.id, place.asks.id):
            continue
        said = fold(dialogue.events(connection, where))
        for turn in sorted(said.quotes, key=lambda one: one.number):
            item = DatasetItem(turn.id, turn.words.text, place.step.id, place.asks.id, turn.card)
            yield Collected(item, "", where.table)


# Which kinds of steps collect items, and how; another kind needs a line here and nothing else.
SOURCES: Mapping[StepKind, Source] = {
    StepKind.TEXT: _written,
    StepKind.CARDS: _written,
    StepKind.ROWS: _written,
    StepKind.CLUSTER: _piles,
    StepKind.LOG: _quotes,
}


@dataclass(frozen=True)
class EarlierQuestion:
    """A question whose answers belong to a dataset. `sealed`: nobody but their author may see them."""

    step: str
    question: str
    kind: StepKind
    sealed: bool


def sources_of(
    context: AppContext, steps: Sequence[CampStep], step: CampStep, question: str
) -> tuple[EarlierQuestion, ...]:
    """The questions before this one that fill the dataset it builds on, oldest first; none where it builds on nothing.

    A question about one item (`where.taomi`) builds on the same item's.
    """
    part, dot, item = question.partition(".")
    asking = asked_by(exercise_of(context, step), question)
    if asking is None or asking.from_ is None:
        return ()
    found: list[EarlierQuestion] = []
    for camp_step in steps:
        if camp_step.position > step.position or not camp_step.screen:
            continue
        exercise = exercise_of(context, camp_step)
        for one in exercise.steps:
            if camp_step.id == step.id and one.id == part:
                break
            if one.into == asking.from_:
                sealed = one.anonymous or exercise.privacy.level == "sealed"
                found.append(EarlierQuestion(camp_step.id, f"{one.id}{dot}{item}", one.kind, sealed))
    return tuple(found)
