"""A dialogue in the running room: typed turn by turn by whoever records, followed and starred by everybody.

Every act carries the key of the page it stood on, so that however often it arrives it is one event. Two who record at
once add to the same record; a correction of words that somebody else has corrected meanwhile changes nothing and comes
back to its writer. A turn is kept whatever the state of its step: it is a record, not a vote.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.exercises.cleaning import cleaned
from workshop.exercises.exercise import ExerciseStep
from workshop.model.board import WHOLE_ROOM
from workshop.model.camp import CampStep, Seat
from workshop.model.dialogue import (
    Dialogue,
    DialoguePlace,
    Resolved,
    Turn,
    TurnAct,
    TurnEvent,
    TurnKind,
    TurnWords,
    fold,
)
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.datasets import DatasetItem, dataset_at_in, dataset_in
from workshop.services.camp.questions import exercise_of
from workshop.services.camp.tables import Gathering, gathering_in, table_number
from workshop.store import camps, seats
from workshop.store.room import dialogue as rows
from workshop.store.room.dialogue import NewTurnEvent

APART = ("table", "team")  # forms of a step at which everybody keeps a dialogue of their own


class TurnOutcome(StrEnum):
    """What became of an act."""

    DONE = "done"
    ALREADY = "already"  # this very act has arrived before: still one event
    NOTHING = "nothing"  # it would change nothing
    DIFFERS = "differs"  # the page had been sent before, with other words
    STALE = "stale"  # the turn has been worded anew since this page was shown
    REFUSED = "refused"  # not for this hand: whoever corrects must record


@dataclass(frozen=True)
class Hand:
    """Whose hand it is: a seat's, or the facilitator's, who records by right."""

    by: str
    seat: Seat | None = None

    @property
    def id(self) -> str:
        return self.seat.id if self.seat else ""

    @property
    def who(self) -> str:
        return self.id or self.by


@dataclass(frozen=True)
class TurnPost:
    """An act as it was posted. `seen` is the version of the turn its page showed."""

    key: str
    act: TurnAct
    turn: int = 0
    seen: int = 0
    words: TurnWords | None = None
    about: str = ""
    settled: Resolved | None = None

    @property
    def event_key(self) -> str:
        """A page has one key and many buttons: each of them, and each turn's, is an act of its own. A new turn's words
        are no part of it, so that a page sent twice with other words is noticed."""
        part = f"{self.act.value} {self.turn} {self.about} {self.settled.value if self.settled else ''}"
        return hashlib.sha256(f"{self.key} {part}".encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Posted:
    """What became of an act, and the event it made or had made before."""

    outcome: TurnOutcome
    event: TurnEvent | None = None


@dataclass(frozen=True)
class DialogueView:
    """A dialogue with the step it belongs to. `tables` are those the facilitator may choose among, none where the room
    keeps one together; `about` is what its turns may speak to, card by card."""

    step: CampStep
    part: ExerciseStep
    place: DialoguePlace
    dialogue: Dialogue
    tables: tuple[str, ...] = ()
    about: tuple[DatasetItem, ...] = ()

    def records(self, hand: Hand) -> bool:
        return hand.seat is None or hand.who in self.dialogue.recorders


def log_parts(context: AppContext, step: CampStep) -> tuple[ExerciseStep, ...]:
    """The parts of a step's exercise that are kept as a dialogue."""
    return tuple(one for one in exercise_of(context, step).steps if one.kind is StepKind.LOG)


def dialogue_for(
    context: AppContext, hand: Hand, camp_id: str, step: str, question: str, table: str = ""
) -> DialogueView:
    """The dialogue a hand sees: a seat that of its table, the facilitator the one they ask for.

    Raises RoomError `answer.no_step`, `answer.no_question`.
    """
    return context.store.read(
        lambda connection: view_in(connection, context, hand, camp_id, step, question, table)
    )


def view_in(
    connection: Connection,
    context: AppContext,
    hand: Hand,
    camp_id: str,
    step_id: str,
    question: str,
    table: str,
) -> DialogueView:
    camp = camps.camp_by_id(connection, camp_id)
    steps = control.steps_for(connection, hand.seat) if hand.seat else control.steps_in(connection, camp_id)
    step = next((one for one in steps if one.id == step_id), None)
    if step is None or camp is None:
        raise RoomError("answer.no_step", step=step_id)
    part = next((one for one in log_parts(context, step) if one.id == question), None)
    if part is None:
        raise RoomError("answer.no_question", step=step_id, question=question)
    sitting = gathering_in(connection, camp_id, step_id, part.who)
    tables: tuple[str, ...] = ()
    if part.who not in APART:
        table = WHOLE_ROOM
    elif hand.seat is not None:
        table = sitting.board_of(hand.seat.id, hand.seat.community)
    else:
        tables = _tables(connection, camp_id, step_id, question, sitting)
        table = table if table in tables else next(iter(tables), WHOLE_ROOM)
    place = DialoguePlace(camp_id, step_id, question, table)
    about: tuple[DatasetItem, ...] = ()
    if part.from_ is not None and table == WHOLE_ROOM:
        about = dataset_in(connection, context, camp, step, part)
    elif part.from_ is not None:
        about = dataset_at_in(connection, context, camp, step, part, table)
    return DialogueView(step, part, place, fold(rows.events(connection, place)), tables, about)


def _tables(
    connection: Connection, camp_id: str, step: str, question: str, sitting: Gathering
) -> tuple[str, ...]:
    """The tables or teams that may keep a dialogue, and those that have."""
    people = seats.seats(connection, camp_id)
    begun = [
        one.table for one in rows.places(connection, camp_id) if (one.step, one.question) == (step, question)
    ]
    found = {*begun, *(sitting.board_of(one.id, one.community) for one in people)}
    return tuple(sorted(found, key=lambda table: (table_number(table), table)))


def newest_event(context: AppContext, camp_id: str) -> int:
    """A number that grows with every event of the camp's dialogues."""
    return context.store.read(lambda connection: rows.newest(connection, camp_id))


def said(context: AppContext, key: str) -> bool:
    """Whether the page with this key has been sent as a turn."""
    event_key = TurnPost(key, TurnAct.SAY).event_key
    return context.store.read(lambda connection: rows.by_key(connection, event_key)) is not None


def places_typed_in(context: AppContext, seat: Seat) -> tuple[DialoguePlace, ...]:
    """The dialogue of each turn a seat has typed, in order of arrival."""
    typed = context.store.read(lambda connection: rows.typed_by(connection, seat.id))
    return tuple(event.place for event in typed if event.act is TurnAct.SAY)


def words_of(view: DialogueView, speaker: str, kind: str, text: str, about: str = "") -> TurnWords:
    """A turn's words as typed, held to what the exercise offers and the room has collected.

    Raises InputError `dialogue.empty`, `exercises.too_long`.
    """
    part = view.part
    words = cleaned(text, part.max_chars)
    if not words:
        raise InputError("dialogue.empty")
    known = {option.code for option in part.options}
    return TurnWords(
        speaker if speaker in known else "",
        TurnKind(kind) if kind in set(TurnKind) else TurnKind.REMARK,
        words,
        about if any(one.id == about for one in view.about) else "",
    )


def post(context: AppContext, hand: Hand, place: DialoguePlace, posted: TurnPost) -> Posted:
    """Do what was posted, once; returns when it is durable."""

    def use_case(connection: Connection) -> Posted:
        camps.hold_camp(connection, place.camp)
        before = rows.by_key(connection, posted.event_key)
        if before is not None:
            same = before.words == posted.words
            return Posted(TurnOutcome.ALREADY if same else TurnOutcome.DIFFERS, before)
        view = view_in(connection, context, hand, place.camp, place.step, place.question, place.table)
        outcome = _judged(view, hand, posted)
        if outcome is not TurnOutcome.DONE:
            return Posted(outcome)
        return Posted(outcome, _add(connection, context, hand, view.place, posted))

    return context.store.write(use_case)


def _judged(view: DialogueView, hand: Hand, posted: TurnPost) -> TurnOutcome:
    """Whether the act changes something, and may."""
    match posted.act:
        case TurnAct.SAY:  # whoever types a turn records by doing so
            return TurnOutcome.DONE if posted.words else TurnOutcome.NOTHING
        case TurnAct.RECORD | TurnAct.REST:
            recording = hand.who in view.dialogue.recorders
            return TurnOutcome.DONE if recording is (posted.act is TurnAct.REST) else TurnOutcome.NOTHING
        case TurnAct.SETTLE:
            if not view.records(hand):
                return TurnOutcome.REFUSED
            same = view.dialogue.settled.get(posted.about) is posted.settled
            known = any(one.id == posted.about for one in view.about)
            return TurnOutcome.NOTHING if same or not known else TurnOutcome.DONE
        case _:
            turn = view.dialogue.turn(posted.turn)
            return TurnOutcome.NOTHING if turn is None else _of_turn(view, hand, turn, posted)


def _of_turn(view: DialogueView, hand: Hand, turn: Turn, posted: TurnPost) -> TurnOutcome:
    if posted.act in (TurnAct.STAR, TurnAct.UNSTAR):
        starred = hand.who in turn.starred_by
        same = starred is (posted.act is TurnAct.STAR) or turn.taken_back
        return TurnOutcome.NOTHING if same else TurnOutcome.DONE
    if not view.records(hand):
        return TurnOutcome.REFUSED
    if posted.act is TurnAct.CORRECT:
        if posted.words is None or posted.words == turn.words:
            return TurnOutcome.NOTHING
        return TurnOutcome.DONE if posted.seen == turn.version else TurnOutcome.STALE
    same = turn.taken_back is (posted.act is TurnAct.TAKE_BACK)
    return TurnOutcome.NOTHING if same else TurnOutcome.DONE


def _add(
    connection: Connection, context: AppContext, hand: Hand, place: DialoguePlace, posted: TurnPost
) -> TurnEvent:
    return rows.add(
        connection,
        NewTurnEvent(
            posted.event_key,
            place,
            posted.act,
            hand.id,
            hand.by,
            context.now(),
            posted.turn,
            posted.words,
            posted.about,
            posted.settled,
        ),
    )
