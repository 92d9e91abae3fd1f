"""Boards in the running room: what lies on one, and what a press on it did.

A table's people work on their table's board from any of their phones, the facilitator on every board. Each press is a
form with a key, so that however often it arrives it is one act; nothing is ever overwritten, and whoever pressed may
take their own last act back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.base.text import Language
from workshop.exercises.cleaning import cleaned
from workshop.exercises.exercise import ExerciseStep
from workshop.exercises.grouping import LONGEST_PILE_NAME
from workshop.learning.cards.card_groups import suggested_groups
from workshop.model.board import LOOSE, BoardEvent, Pile, piles, standing
from workshop.model.camp import Camp, CampStep, Seat
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.answers import taking_answers
from workshop.services.camp.datasets import Collected, DatasetItem, asked_by, boards_in
from workshop.services.camp.questions import exercise_of
from workshop.services.camp.tables import gathering_in, table_number, team_of
from workshop.services.room.board_changes import BoardChange, last_change
from workshop.store import camps
from workshop.store.room import boards as rows

NEW = "new"  # where a card goes that begins a pile
OUT = "out"  # back to the loose ones
LONGEST_CORNER = 12  # characters before a prompt's colon that may stand on a card


class BoardOutcome(StrEnum):
    """What became of a press on a board."""

    DONE = "done"
    ALREADY = "already"  # this very press has arrived before
    NOTHING = "nothing"  # it would change nothing
    CLOSED = "closed"  # the step takes no acts from this seat now


@dataclass(frozen=True)
class BoardCard:
    """A card as it lies there. `corner` is the question it answers, where the cards answer several."""

    id: str
    text: str
    corner: str


@dataclass(frozen=True)
class BoardPile:
    """A pile with its cards; `name` is empty while nobody has given it one."""

    id: str
    name: str
    cards: tuple[BoardCard, ...]


@dataclass(frozen=True)
class SuggestedPile:
    """Cards that look alike; `pile` is the pile they would join, empty for a new one."""

    pile: str
    name: str
    cards: tuple[BoardCard, ...]


@dataclass(frozen=True)
class BoardView:
    """One board. `mark` changes with everything on it; `undo` is the act the reader may take back."""

    step: CampStep
    asks: ExerciseStep
    board: str
    table: int
    team: str
    loose: tuple[BoardCard, ...]
    piles: tuple[BoardPile, ...]
    mark: str
    undo: BoardEvent | None
    may: bool  # the reader may change it now
    change: BoardChange | None = None  # what somebody else did last

    @property
    def cards(self) -> int:
        return len(self.loose) + sum(len(pile.cards) for pile in self.piles)


@dataclass(frozen=True)
class BoardPress:
    """A press as posted. `to` is a pile, NEW, OUT or empty; `names` are pile -> name as it now stands in its field, with
    what it was when the page was shown; `groups` is a suggestion as it was looked at."""

    key: str
    cards: tuple[str, ...] = ()
    to: str = ""
    name: str = ""  # for a new pile
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    undoes: int = 0

    @property
    def renames(self) -> bool:
        """Whether somebody has typed a name."""
        return bool(self.name.strip()) or any(
            name.strip() != was.strip() for name, was in self.names.values()
        )


def board_of_seat(
    context: AppContext, seat: Seat, camp: Camp, step_id: str, question: str, language: Language
) -> BoardView:
    """The board this seat works on. Raises RoomError `answer.no_step` or `answer.no_question`."""
    return context.store.read(
        lambda connection: _own_board(connection, context, seat, camp, step_id, question, language)
    )


def boards_of_room(
    context: AppContext, camp: Camp, step_id: str, question: str, language: Language
) -> tuple[BoardView, ...]:
    """Every board of a step that has something on it, tables first; the room's alone where nothing lies anywhere.

    Raises RoomError `answer.no_step` or `answer.no_question`.
    """

    def use_case(connection: Connection) -> tuple[BoardView, ...]:
        step, asks = _asked(connection, context, camp, step_id, question)
        lying, acts = _lying(connection, context, camp, step, asks)
        names = {one.id: one.name for one in camps.communities(connection, camp.id)}
        known = sorted({*lying, *(act.board for act in acts)} or {""}, key=_order)
        return tuple(
            _told(
                connection,
                _view(
                    context, step, asks, board, names, lying.get(board, []), acts, language, seat="", may=True
                ),
                acts,
                "",
            )
            for board in known
        )

    return context.store.read(use_case)


def press_of_seat(
    context: AppContext, seat: Seat, camp: Camp, step_id: str, question: str, pressed: BoardPress
) -> BoardOutcome:
    """Do what a press on the seat's own board says, once. Raises InputError `exercises.too_long`."""

    def use_case(connection: Connection) -> BoardOutcome:
        camps.hold_camp(connection, camp.id)
        view = _own_board(connection, context, seat, camp, step_id, question, "zh")
        return _press(connection, context, camp, view, seat.id, pressed)

    return context.store.write(use_case)


def press_of_room(
    context: AppContext, camp: Camp, step_id: str, question: str, board: str, pressed: BoardPress
) -> BoardOutcome:
    """As `press_of_seat`, on any board, by a facilitator. Raises also RoomError `boards.unknown`."""

    def use_case(connection: Connection) -> BoardOutcome:
        camps.hold_camp(connection, camp.id)
        step, asks = _asked(connection, context, camp, step_id, question)
        lying, acts = _lying(connection, context, camp, step, asks)
        if board and board not in {*lying, *(act.board for act in acts)}:
            raise RoomError("boards.unknown")
        view = _view(context, step, asks, board, {}, lying.get(board, []), acts, "zh", seat="", may=True)
        return _press(connection, context, camp, view, "", pressed)

    return context.store.write(use_case)


def newest_act(context: AppContext, camp_id: str, step_id: str) -> int:
    """A number that grows with every act on a board of the step."""
    return context.store.read(lambda connection: rows.newest(connection, camp_id, step_id))


def suggestions(view: BoardView) -> tuple[SuggestedPile, ...]:
    """Loose cards that look alike, to be looked at; nothing is moved by it."""
    cards = {card.id: card for card in view.loose}
    names = {pile.id: pile.name for pile in view.piles}
    found = suggested_groups(
        {card.id: card.text for card in view.loose},
        {pile.id: [card.text for card in pile.cards] for pile in view.piles},
    )
    return tuple(
        SuggestedPile(one.pile, names.get(one.pile, ""), tuple(cards[card] for card in one.cards))
        for one in found
    )


def _own_board(
    connection: Connection,
    context: AppContext,
    seat: Seat,
    camp: Camp,
    step_id: str,
    question: str,
    language: Language,
) -> BoardView:
    step, asks = _asked(connection, context, camp, step_id, question)
    sitting = gathering_in(connection, camp.id, step.id, asks.who)
    board = sitting.board_of(seat.id, seat.community)
    lying, acts = _lying(connection, context, camp, step, asks)
    taking = step.id in taking_answers(context, control.steps_for(connection, seat))
    # One board for everybody is moved by one hand.
    may = taking and asks.who != "plenary"
    view = _view(context, step, asks, board, {}, lying.get(board, []), acts, language, seat=seat.id, may=may)
    return _told(connection, view, acts, seat.id)


def _told(connection: Connection, view: BoardView, acts: Sequence[BoardEvent], seat: str) -> BoardView:
    cards = {
        card.id: card.text for card in (*view.loose, *(one for pile in view.piles for one in pile.cards))
    }
    own = [act for act in acts if act.board == view.board]
    return replace(view, change=last_change(connection, own, cards, seat))


def _asked(
    connection: Connection, context: AppContext, camp: Camp, step_id: str, question: str
) -> tuple[CampStep, ExerciseStep]:
    step = next((one for one in control.steps_in(connection, camp.id) if one.id == step_id), None)
    if step is None:
        raise RoomError("answer.no_step", step=step_id)
    asks = asked_by(exercise_of(context, step), question)
    if asks is None or asks.kind is not StepKind.CLUSTER:
        raise RoomError("answer.no_question", step=step_id, question=question)
    return step, asks


def _lying(
    connection: Connection, context: AppContext, camp: Camp, step: CampStep, asks: ExerciseStep
) -> tuple[dict[str, list[Collected]], tuple[BoardEvent, ...]]:
    sitting = gathering_in(connection, camp.id, step.id, asks.who)
    return (
        boards_in(connection, context, camp, step, asks, sitting),
        rows.events(connection, camp.id, step.id, asks.id),
    )


def _order(board: str) -> tuple[bool, int, str]:
    """Tables by number, then teams, the room's board last."""
    return not board, table_number(board), board


def _view(
    context: AppContext,
    step: CampStep,
    asks: ExerciseStep,
    board: str,
    communities: Mapping[str, str],
    lying: Sequence[Collected],
    acts: Sequence[BoardEvent],
    language: Language,
    *,
    seat: str,
    may: bool,
) -> BoardView:
    own = [act for act in acts if act.board == board]
    several = len({one.item.question for one in lying}) > 1
    cards = {
        one.item.id: BoardCard(
            one.item.id, one.item.text, _corner(context, step, one.item, language) if several else ""
        )
        for one in lying
    }
    found = piles(own)
    placed = {card for pile in found for card in pile.cards}
    mine = [act for act in standing(own) if act.seat == seat or not seat]
    # Cards come and go without an act: their number and the newest belong to the mark.
    mark = f"{max((act.number for act in own), default=0)}.{len(cards)}.{max(cards, default='')}"
    return BoardView(
        step=step,
        asks=asks,
        board=board,
        table=table_number(board),
        team=communities.get(team_of(board), ""),
        loose=tuple(card for name, card in cards.items() if name not in placed),
        piles=tuple(_pile(pile, cards) for pile in found),
        mark=f"{mark}.{step.state.value}",
        undo=mine[-1] if mine and may else None,
        may=may,
    )


def _pile(pile: Pile, cards: Mapping[str, BoardCard]) -> BoardPile:
    return BoardPile(pile.id, pile.name, tuple(cards[card] for card in pile.cards if card in cards))


def _corner(context: AppContext, step: CampStep, item: DatasetItem, language: Language) -> str:
    """What stands before the colon of the question a card answers, where this exercise asked it."""
    asked = asked_by(exercise_of(context, step), item.question) if item.step == step.id else None
    return corner_of(asked.prompt.of(language)) if asked else ""


def corner_of(prompt: str) -> str:
    """The words before a prompt's colon, where they are few; empty otherwise.

    >>> corner_of("难点：您最怕卡在哪里？"), corner_of("Footing: what is there?"), corner_of("您好")
    ('难点', 'Footing', '')
    """
    before, colon, _ = re.sub("：", ":", prompt).partition(":")
    return before if colon and len(before) <= LONGEST_CORNER else ""


def _press(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    view: BoardView,
    seat: str,
    pressed: BoardPress,
) -> BoardOutcome:
    if rows.event_by_key(connection, pressed.key) is not None:
        return BoardOutcome.ALREADY
    if not view.may:
        return BoardOutcome.CLOSED
    if pressed.undoes:
        if view.undo is None or view.undo.number != pressed.undoes:
            return BoardOutcome.NOTHING
        put: dict[str, str] = {}
        names: dict[str, str] = {}
    else:
        put = _put(view, pressed)
        names = _names(view, pressed, put)
        if not put and not names:
            return BoardOutcome.NOTHING
    rows.add_event(
        connection,
        camp.id,
        view.step.id,
        view.asks.id,
        view.board,
        key=pressed.key,
        seat=seat,
        put=put,
        names=names,
        undoes=pressed.undoes or None,
        at=context.now(),
    )
    return BoardOutcome.DONE


def _put(view: BoardView, pressed: BoardPress) -> dict[str, str]:
    """Card -> pile, for the cards that really change their place."""
    lying = {card.id: LOOSE for card in view.loose} | {
        card.id: pile.id for pile in view.piles for card in pile.cards
    }
    known = {pile.id for pile in view.piles}
    put: dict[str, str] = {}
    for number, (pile, cards) in enumerate(pressed.groups):
        # What somebody has put elsewhere since the suggestion was looked at stays where they put it.
        into = pile if pile in known else f"{pressed.key[:10]}-{number}"
        put |= {card: into for card in cards if lying.get(card) == LOOSE}
    if pressed.to:
        into = {NEW: pressed.key[:10], OUT: LOOSE}.get(pressed.to, pressed.to)
        if pressed.to in (NEW, OUT) or into in known:
            put |= {card: into for card in pressed.cards if card in lying}
    return {card: into for card, into in put.items() if lying[card] != into}


def _names(view: BoardView, pressed: BoardPress, put: Mapping[str, str]) -> dict[str, str]:
    """Pile -> its new name; a new pile has one only where a card begins it. A field nobody touched says nothing, whatever somebody else has written since."""
    known = {pile.id: pile.name for pile in view.piles}
    names = {
        pile: cleaned(" ".join(name.split()), LONGEST_PILE_NAME)
        for pile, (name, was) in pressed.names.items()
        if pile in known and name.strip() != was.strip()
    }
    if pressed.name.strip() and pressed.to == NEW and pressed.key[:10] in put.values():
        names[pressed.key[:10]] = cleaned(" ".join(pressed.name.split()), LONGEST_PILE_NAME)
    return {pile: name for pile, name in names.items() if name != known.get(pile, "")}
