"""Follow-up of trials: 30 and 90 days after a person said they would try something, they are asked what came
of it.

They answer on their own page, or a facilitator asks by telephone or on a visit. Reports are only ever added;
the newest on the later question counts, and taking it back makes the previous one count again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.model.camp import Camp, Seat
from workshop.model.trial import DAYS, TRIED, Did, TrialReport, Way, Word
from workshop.services.app.context import AppContext
from workshop.store import suggestions, trials
from workshop.store.suggestions import CardView

GRACE = 14  # days after which a question nobody answered is called late
LONGEST = 300  # characters of what happened and of what was different
LONGEST_NAME = 40


class State(StrEnum):
    """Status of one of the follow-up questions."""

    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"
    MISSED = "missed"  # never answered: the next has superseded it
    TOLD = "told"


@dataclass(frozen=True)
class Ask:
    """One of the follow-up questions: when it is due, and its status today."""

    due: int
    on: date
    state: State


def due_now(asks: Iterable[Ask]) -> Ask | None:
    """The question that is due now."""
    return next((one for one in asks if one.state in (State.DUE, State.OVERDUE)), None)


def asked_next(asks: Iterable[Ask]) -> Ask | None:
    """The next that will be asked."""
    return next((one for one in asks if one.state is State.LATER), None)


@dataclass(frozen=True)
class Trying:
    """A card a person said they would try, their reports so far, and what is still asked."""

    shown: CardView
    words: tuple[Word, ...]
    asks: tuple[Ask, ...]

    @property
    def latest(self) -> Word | None:
        """The report that counts: the newest on the later question."""
        return max(self.words, key=lambda one: (one.due, one.number), default=None)

    @property
    def waiting(self) -> Ask | None:
        """The question that is due now."""
        return due_now(self.asks)

    @property
    def ahead(self) -> Ask | None:
        """The next question that will be asked."""
        return asked_next(self.asks)


def of_seat(context: AppContext, seat: Seat) -> tuple[Trying, ...]:
    """What one person wants to try, in the order they said so."""

    def use_case(connection: Connection) -> tuple[Trying, ...]:
        card_views = suggestions.shown_to(connection, seat.id)
        words = trials.words_of(connection, seat.id) if card_views else ()
        return _trying(card_views, words, context.now())

    return context.store.read(use_case)


def in_camp(context: AppContext, camp_id: str) -> tuple[Trying, ...]:
    """What the people of a camp want to try, in the order they said so."""

    def use_case(connection: Connection) -> tuple[Trying, ...]:
        card_views = suggestions.shown_in(connection, camp_id)
        return _trying(card_views, trials.words_in(connection, camp_id), context.now())

    return context.store.read(use_case)


def tell(context: AppContext, seat: Seat, id: str, trial_report: TrialReport) -> None:
    """Store a report from the person's own phone. The same report again is stored once.

    Raises RoomError `trials.unknown` for what is not theirs; InputError `trials.not_chosen`, `trials.did`,
    `trials.outcome`, `trials.long`.
    """

    def use_case(connection: Connection) -> None:
        _add(
            connection,
            context,
            _find(suggestions.shown_to(connection, seat.id), id),
            trial_report,
            Way.SELF,
            "",
        )

    context.store.write(use_case)


def enter(context: AppContext, camp: Camp, id: str, trial_report: TrialReport, way: Way, teller: str) -> None:
    """Store a report given by telephone or on a visit; `teller` is who gave it.

    Raises as `tell`, and InputError `trials.teller` where nobody is named.
    """
    name = " ".join(teller.split())
    if not name or len(name) > LONGEST_NAME:
        raise InputError("trials.teller", longest=LONGEST_NAME)

    def use_case(connection: Connection) -> None:
        _add(
            connection, context, _find(suggestions.shown_in(connection, camp.id), id), trial_report, way, name
        )

    context.store.write(use_case)


def take_back(context: AppContext, seat: Seat, id: str) -> None:
    """Take back the newest report; the one before counts again.

    Raises RoomError `trials.nothing`.
    """

    def use_case(connection: Connection) -> None:
        _undo(connection, [one for one in trials.words_of(connection, seat.id) if one.suggestion == id])

    context.store.write(use_case)


def take_back_entered(context: AppContext, camp: Camp, id: str) -> None:
    """Take back the last report entered at the desk; reports from people's own phones are theirs alone.

    Raises RoomError `trials.nothing`.
    """

    def use_case(connection: Connection) -> None:
        words = [one for one in trials.words_in(connection, camp.id) if one.suggestion == id]
        _undo(connection, [one for one in words[-1:] if one.way is not Way.SELF])

    context.store.write(use_case)


class SaidLater(Protocol):
    """Something said in answer to one of the questions."""

    @property
    def due(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def decided(self) -> bool: ...


def asks_of(
    start: date, words: Sequence[SaidLater], now: datetime, days: Sequence[int] = DAYS
) -> tuple[Ask, ...]:
    """The questions asked so many `days` after `start`, with what was said to them.

    A report from before a question's due day answers it only if nothing is left to wait for; a question nobody answered
    gives way when the next is due.
    """
    today = local_day(now)
    questions = []
    for due, after in zip(days, (*days[1:], None), strict=True):
        on = start + timedelta(days=due)
        given = [one for one in words if one.due == due]
        if given and (given[-1].decided or local_day(given[-1].at) >= on):
            state = State.TOLD
        elif today < on:
            state = State.LATER
        elif after is not None and today >= start + timedelta(days=after):
            state = State.MISSED
        else:
            state = State.OVERDUE if today >= on + timedelta(days=GRACE) else State.DUE
        questions.append(Ask(due, on, state))
    return tuple(questions)


def _trying(card_views: Sequence[CardView], words: Sequence[Word], now: datetime) -> tuple[Trying, ...]:
    by_card: dict[str, list[Word]] = {}
    for word in words:
        by_card.setdefault(word.suggestion, []).append(word)
    found = [
        Trying(card, tuple(by_card.get(card.id, ())), _asks(card, by_card.get(card.id, ()), now))
        for card in card_views
        if card.chosen_at or card.id in by_card
    ]
    return tuple(sorted(found, key=lambda word: word.shown.chosen_at or word.shown.shown_at))


def _asks(card: CardView, words: Sequence[Word], now: datetime) -> tuple[Ask, ...]:
    """The questions on a card that is chosen; what was said before it was chosen again answers none of them."""
    chosen_at = card.chosen_at
    if chosen_at is None:
        return ()
    return asks_of(local_day(chosen_at), [one for one in words if one.at >= chosen_at], now)


def _find(card_views: Sequence[CardView], id: str) -> CardView:
    card_view = next((one for one in card_views if one.id == id), None)
    if card_view is None:
        raise RoomError("trials.unknown")
    return card_view


def _add(
    connection: Connection,
    context: AppContext,
    card_view: CardView,
    trial_report: TrialReport,
    way: Way,
    teller: str,
) -> None:
    trial_report = _checked(trial_report)
    now = context.now()
    if card_view.chosen_at is None:
        raise InputError("trials.not_chosen")
    first, second = DAYS
    due = second if local_day(now) >= local_day(card_view.chosen_at) + timedelta(days=second) else first
    before = [one for one in trials.words_of(connection, card_view.seat) if one.suggestion == card_view.id]
    if before and (before[-1].due, before[-1].said, before[-1].way, before[-1].teller) == (
        due,
        trial_report,
        way,
        teller,
    ):
        return
    trials.add_word(connection, card_view.id, due, trial_report, way, teller, now)


def _checked(report: TrialReport) -> TrialReport:
    """The report, tidied: an outcome is kept only for what was tried."""
    report = replace(report, happened=report.happened.strip(), different=report.different.strip())
    if max(len(report.happened), len(report.different)) > LONGEST:
        raise InputError("trials.long", longest=LONGEST)
    if report.did not in TRIED:
        return replace(report, outcome=None)
    if report.outcome is None:
        raise InputError("trials.outcome")
    return report


def _undo(connection: Connection, words: Sequence[Word]) -> None:
    if not words:
        raise RoomError("trials.nothing")
    trials.undo_word(connection, words[-1].number)


def did_of(typed: str) -> Did:
    """The chosen option. Raises InputError `trials.did` where nothing was chosen."""
    if typed not in set(Did):
        raise InputError("trials.did")
    return Did(typed)
