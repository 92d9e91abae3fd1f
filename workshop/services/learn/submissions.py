"""What a teller does with a case of their own: begin, write, hand in, answer, allow more or less, take it back.

Whoever tells may take it back at any time; then it is gone from cards, texts and the case base with the next look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.text import Language
from workshop.learning.cases.retain import MOST_OBSTACLES, lacking
from workshop.model.camp import Seat
from workshop.model.case import CaseEvent, CaseLine, CaseState, Telling, ToldCase, Visibility
from workshop.services.app.context import House
from workshop.store import camps, submissions

# Changes with every change of what the sentences of consent say; which of them was agreed to stands before it.
CONSENT = "2026-11"
WRITABLE = frozenset({CaseState.DRAFT, CaseState.NEEDS_INFO})
SELF = "self"


def begin(house: House, seat: Seat, key: str, language: Language) -> ToldCase:
    """A new draft; the same `key` again is the same draft. What the community is known for is filled in.

    Raises RoomError `told.foreign` for a key of somebody else's.
    """

    def use_case(connection: Connection) -> ToldCase:
        there = submissions.told(connection, key)
        if there is not None:
            return _own(there, seat)
        community = camps.community_by_id(connection, seat.community)
        known = (
            Telling(
                setting=community.setting,
                committee_support=community.committee_support,
                familiarity=community.familiarity,
                households=community.households,
                groups=community.groups,
            )
            if community
            else Telling()
        )
        new = ToldCase(
            key,
            seat.camp,
            seat.id,
            seat.community,
            CaseState.DRAFT,
            Visibility.ROOM,
            "",
            False,
            language,
            known,
            1,
            house.now(),
        )
        submissions.add_told(connection, new)
        submissions.add_line(connection, key, CaseEvent.STARTED, "", SELF, house.now())
        return new

    return house.store.write(use_case)


def mine(house: House, seat: Seat) -> tuple[ToldCase, ...]:
    """Everything this person told or began to."""
    return house.store.read(lambda connection: submissions.told_by(connection, seat.id))


def one_of(house: House, seat: Seat, id: str) -> ToldCase:
    """One of this person's own. Raises RoomError `told.unknown` or `told.foreign`."""
    return house.store.read(lambda connection: _find(connection, seat, id))


def lines(house: House, told: ToldCase) -> tuple[CaseLine, ...]:
    """What was done with it so far."""
    return house.store.read(lambda connection: submissions.lines_of(connection, told.id))


def write(house: House, seat: Seat, id: str, change: Callable[[Telling], Telling]) -> ToldCase:
    """Keep what was typed. Raises RoomError `told.closed` once it was handed in and nothing was asked back."""

    def use_case(connection: Connection) -> ToldCase:
        told = _find(connection, seat, id)
        if told.state not in WRITABLE:
            raise RoomError("told.closed")
        return _saved(connection, replace(told, telling=change(told.telling)))

    return house.store.write(use_case)


def hand_in(house: House, seat: Seat, id: str, *, consent: bool, contact: bool) -> ToldCase:
    """Give it to be read, with leave to show it in this camp; `contact`: and to be named and asked.

    Handing in twice is handing in once. Raises InputError `told.consent`, `told.lacking`, `told.too_many`; RoomError as
    `write`.
    """

    def use_case(connection: Connection) -> ToldCase:
        told = _find(connection, seat, id)
        if told.state is CaseState.SUBMITTED:
            return told
        if told.state not in WRITABLE:
            raise RoomError("told.closed")
        if lacking(told.telling):
            raise InputError("told.lacking")
        if len(told.telling.obstacles) > MOST_OBSTACLES:
            raise InputError("told.too_many", n=MOST_OBSTACLES)
        if not consent:
            raise InputError("told.consent")
        what = CaseEvent.SUBMITTED if told.state is CaseState.DRAFT else CaseEvent.ANSWERED
        submissions.add_line(connection, id, what, "", SELF, house.now())
        agreed = told.consent or f"{Visibility.ROOM.value} {CONSENT}"
        return _saved(
            connection, replace(told, state=CaseState.SUBMITTED, consent=agreed, contact_ok=contact)
        )

    return house.store.write(use_case)


def asked_wider(events: tuple[CaseLine, ...]) -> Visibility | None:
    """How far the facilitator asks to show it, while that is unanswered."""
    answers = (CaseEvent.WIDENED, CaseEvent.DECLINED, CaseEvent.NARROWED, CaseEvent.ASKED_WIDER)
    last = next((one for one in reversed(events) if one.what in answers), None)
    return Visibility(last.note) if last is not None and last.what is CaseEvent.ASKED_WIDER else None


def answer_wider(house: House, seat: Seat, id: str, *, allow: bool) -> ToldCase:
    """Say yes or no to showing it to more people. Raises RoomError `told.not_asked` when nobody asked."""

    def use_case(connection: Connection) -> ToldCase:
        told = _find(connection, seat, id)
        wider = asked_wider(submissions.lines_of(connection, id))
        if wider is None or told.state is not CaseState.PUBLISHED:
            raise RoomError("told.not_asked")
        if not allow:
            submissions.add_line(connection, id, CaseEvent.DECLINED, wider.value, SELF, house.now())
            return told
        submissions.add_line(connection, id, CaseEvent.WIDENED, wider.value, SELF, house.now())
        return _saved(connection, replace(told, visibility=wider, consent=f"{wider.value} {CONSENT}"))

    return house.store.write(use_case)


def only_this_room(house: House, seat: Seat, id: str) -> ToldCase:
    """Show it in this camp alone again."""

    def use_case(connection: Connection) -> ToldCase:
        told = _find(connection, seat, id)
        submissions.add_line(connection, id, CaseEvent.NARROWED, "", SELF, house.now())
        agreed = f"{Visibility.ROOM.value} {CONSENT}" if told.consent else ""
        return _saved(connection, replace(told, visibility=Visibility.ROOM, consent=agreed))

    return house.store.write(use_case)


def still_so(house: House, seat: Seat, id: str) -> None:
    """The teller says that it may stand for two more years."""

    def use_case(connection: Connection) -> None:
        told = _find(connection, seat, id)
        if told.state is not CaseState.PUBLISHED:
            raise RoomError("told.closed")
        submissions.add_line(connection, id, CaseEvent.RECONFIRMED, "", SELF, house.now())

    house.store.write(use_case)


def take_back(house: House, seat: Seat, id: str) -> None:
    """Erase it with all its lines. Taking back what is gone already is no error."""

    def use_case(connection: Connection) -> None:
        told = submissions.told(connection, id)
        if told is None:
            return
        _own(told, seat)
        submissions.delete_told(connection, id)
        camps.note(connection, told.camp, "case_taken_back", SELF, house.now())

    house.store.write(use_case)
    house.store.forget()


def _find(connection: Connection, seat: Seat, id: str) -> ToldCase:
    told = submissions.told(connection, id)
    if told is None:
        raise RoomError("told.unknown")
    return _own(told, seat)


def _own(told: ToldCase, seat: Seat) -> ToldCase:
    if told.seat != seat.id:
        raise RoomError("told.foreign")
    return told


def _saved(connection: Connection, told: ToldCase) -> ToldCase:
    submissions.save_told(connection, told)
    return replace(told, revision=told.revision + 1)
