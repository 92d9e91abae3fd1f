"""Asking 7, 30 and 90 days after a camp's last day what became of a commitment.

Its owner answers on their own page, also when the camp is long over, or tells a facilitator by telephone or on a visit,
who writes it down and can take that back. A form sent early or late is kept as what it is; the
newest on the latest question counts. What is typed is kept as a draft beside those of the camp's questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.exercises.cleaning import cleaned
from workshop.model.camp import Camp, CampStep, Seat
from workshop.model.commitment import PULSES, Became, Commitment, Heard, Pulse, PulseWord
from workshop.model.ids import new_token
from workshop.model.step import Draft
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.rubrics import rubric_of
from workshop.services.follow.commitments import Witnessed, last_day, of_camp_in, witnessed_in
from workshop.services.learn.trials import LONGEST_NAME, Ask, asked_next, asks_of, due_now
from workshop.store import answers as answer_rows
from workshop.store import camps
from workshop.store.follow import commitments as rows

LONGEST = 300  # characters of each sentence
DRAFT = ".pulse"  # ends the name a draft is kept under


@dataclass(frozen=True)
class Followed:
    """A commitment, what was said of it, and what is still asked. `asks` is empty while the camp has no last day."""

    held: Witnessed
    words: tuple[PulseWord, ...]
    asks: tuple[Ask, ...]

    @property
    def latest(self) -> PulseWord | None:
        """What counts: the newest word on the latest question."""
        return max(self.words, key=lambda one: (one.due, one.number), default=None)

    @property
    def waiting(self) -> Ask | None:
        """The question that is due now."""
        return due_now(self.asks)

    @property
    def ahead(self) -> Ask | None:
        """The next that will be asked."""
        return asked_next(self.asks)

    def said_to(self, ask: Ask) -> PulseWord | None:
        """The newest answer to one of the questions."""
        return next((one for one in reversed(self.words) if one.due == ask.due), None)


def days_off(word: PulseWord, ask: Ask) -> int:
    """How many days after its day it was said; negative when before."""
    return (local_day(word.at) - ask.on).days


def of_seat(context: AppContext, seat: Seat) -> tuple[Followed, ...]:
    """What one person promised."""
    return context.store.read(lambda connection: _followed(connection, context, seat.camp, seat.id))


def in_camp(context: AppContext, camp_id: str) -> tuple[Followed, ...]:
    """What the people of a camp promised, where their exercise lets facilitators see it."""
    return context.store.read(lambda connection: in_camp_in(connection, context, camp_id))


def in_camp_in(connection: Connection, context: AppContext, camp_id: str) -> tuple[Followed, ...]:
    """As `in_camp`, inside a transaction."""
    found = _followed(connection, context, camp_id, None)
    return tuple(one for one in found if one.held.commitment.listed)


def _followed(
    connection: Connection, context: AppContext, camp_id: str, seat_id: str | None
) -> tuple[Followed, ...]:
    camp = _camp(connection, camp_id)
    held = witnessed_in(connection, context, camp, seat_id)
    if not held:
        return ()
    steps = control.steps_in(connection, camp_id)
    said = rows.pulses(connection, camp_id, seat_id)
    return tuple(_one(context, one, steps, said) for one in held)


def _one(
    context: AppContext, held: Witnessed, steps: Sequence[CampStep], said: Iterable[PulseWord]
) -> Followed:
    commitment = held.commitment
    words = tuple(one for one in said if (one.seat, one.place) == (commitment.seat.id, commitment.place))
    start = last_day(steps)
    if start is None:
        return Followed(held, words, ())
    return Followed(held, words, asks_of(start, words, context.now(), PULSES))


def _camp(connection: Connection, camp_id: str) -> Camp:
    camp = camps.camp_by_id(connection, camp_id)
    if camp is None:
        raise RoomError("camp.unknown", camp=camp_id)
    return camp


def tell(context: AppContext, seat: Seat, key: str, place: str, said: Pulse) -> None:
    """Store what somebody says of their commitment; the same form again is stored once.

    It answers the latest question whose day has come, before the first day that one. Raises RoomError
    `commitments.unknown` for what is not theirs, `answer.foreign_key` for the form of another seat; InputError
    `exercises.too_long`, `commitments.stands`.
    """

    def use_case(connection: Connection) -> None:
        before = rows.whose_pulse(connection, key)
        if before is not None:
            if before != seat.id:
                raise RoomError("answer.foreign_key")
            return
        camp = _camp(connection, seat.camp)
        mine = _find(of_camp_in(connection, context, camp, seat.id), seat.id, place)
        due = _asked_today(connection, context, camp)
        rows.add_pulse(connection, key, seat.id, place, due, _checked(context, camp, said), context.now())
        answer_rows.clear_draft(connection, seat.id, mine.step, _drafted(mine.question, mine.row))

    context.store.write(use_case)


def enter(context: AppContext, camp: Camp, seat_id: str, place: str, said: Pulse, heard: Heard) -> None:
    """Store what somebody told a facilitator; the same words of the same teller again are stored once.

    Raises RoomError `commitments.unknown` for what the camp's facilitators do not see; InputError `trials.teller` where
    nobody is named, `exercises.too_long`, `commitments.stands`.
    """
    name = " ".join(heard.teller.split())
    if not name or len(name) > LONGEST_NAME:
        raise InputError("trials.teller", longest=LONGEST_NAME)
    told = replace(heard, teller=name)
    checked = _checked(context, camp, said)

    def use_case(connection: Connection) -> None:
        _find([one for one in of_camp_in(connection, context, camp) if one.listed], seat_id, place)
        due = _asked_today(connection, context, camp)
        before = [one for one in rows.pulses(connection, camp.id, seat_id) if one.place == place]
        if before and (before[-1].due, before[-1].said, before[-1].heard) == (due, checked, told):
            return
        key = new_token(context.chance)
        rows.add_pulse(connection, key, seat_id, place, due, checked, context.now(), told)

    context.store.write(use_case)


def take_back_entered(context: AppContext, camp: Camp, seat_id: str, place: str) -> None:
    """Take back the newest word on a commitment, if a facilitator wrote it down; what its owner typed is theirs alone.

    Raises RoomError `trials.nothing`.
    """

    def use_case(connection: Connection) -> None:
        said = [one for one in rows.pulses(connection, camp.id, seat_id) if one.place == place]
        if not said or said[-1].heard is None:
            raise RoomError("trials.nothing")
        rows.undo_pulse(connection, said[-1].number)

    context.store.write(use_case)


def _find(found: Iterable[Commitment], seat_id: str, place: str) -> Commitment:
    held = next((one for one in found if (one.seat.id, one.place) == (seat_id, place)), None)
    if held is None:
        raise RoomError("commitments.unknown")
    return held


def _asked_today(connection: Connection, context: AppContext, camp: Camp) -> int:
    return _answered(last_day(control.steps_in(connection, camp.id)), local_day(context.now()))


def _answered(start: date | None, today: date) -> int:
    """The question that is answered today."""
    come = [due for due in PULSES if start is not None and today >= start + timedelta(days=due)]
    return come[-1] if come else PULSES[0]


def _checked(context: AppContext, camp: Camp, said: Pulse) -> Pulse:
    if said.stands and said.stands not in rubric_of(context, camp.rubric).stages:
        raise InputError("commitments.stands")
    return replace(
        said,
        evidence=cleaned(said.evidence, LONGEST),
        helped=cleaned(said.helped, LONGEST),
        following=cleaned(said.following, LONGEST),
    )


def became_of(typed: str) -> Became:
    """The chosen outcome. Raises InputError `commitments.became` where nothing was chosen."""
    if typed not in set(Became):
        raise InputError("commitments.became")
    return Became(typed)


def _drafted(question: str, row: int) -> str:
    return f"{question}.{row}{DRAFT}"


def save_draft(context: AppContext, seat: Seat, key: str, place: str, typed: dict[str, str]) -> bool:
    """Keep what is typed so far. False when the form was already sent. Raises RoomError `commitments.unknown`."""

    def use_case(connection: Connection) -> bool:
        if rows.whose_pulse(connection, key) is not None:
            return False
        camp = _camp(connection, seat.camp)
        for one in of_camp_in(connection, context, camp, seat.id):
            if one.place == place:
                name = _drafted(one.question, one.row)
                kept = Draft(seat.id, one.step, name, key, dict(typed), context.now())
                answer_rows.save_draft(connection, kept)
                return True
        raise RoomError("commitments.unknown")

    return context.store.write(use_case)


def draft_of(context: AppContext, seat: Seat, followed: Followed) -> tuple[str, dict[str, str]]:
    """The key of the form to show, and what was typed into it before."""
    commitment = followed.held.commitment
    name = _drafted(commitment.question, commitment.row)
    kept = context.store.read(lambda connection: answer_rows.drafts(connection, seat.id))
    for one in kept:
        if (one.step, one.question) == (commitment.step, name):
            typed = {field: text for field, text in one.payload.items() if isinstance(text, str)}
            return one.key, typed
    return new_token(context.chance), {}
