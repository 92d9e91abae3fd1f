"""What a facilitator does with cases people told: read, write the limits with the person, publish, ask, merge, reject.

Every act is a line that says who and when. The last of publishing, asking, merging, rejecting and retiring can be
undone while nothing has followed it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.text import Language
from workshop.learning.cases.near_duplicates import Near, Told, nearest
from workshop.learning.cases.retain import case_id, lacking_to_publish
from workshop.model.camp import Camp
from workshop.model.case import Case, CaseEvent, CaseLine, CaseState, Telling, ToldCase, Visibility
from workshop.services.app.context import House
from workshop.services.learn.case_base import case_here, cases_of
from workshop.store import submissions

MOST_NEAR = 5
WIDER = {Visibility.ROOM: Visibility.CAMP, Visibility.CAMP: Visibility.PUBLIC}
# What an act made of the state before it, and the state it goes back to.
BACK = {
    CaseEvent.PUBLISHED: CaseState.SUBMITTED,
    CaseEvent.MERGED: CaseState.SUBMITTED,
    CaseEvent.REJECTED: CaseState.SUBMITTED,
    CaseEvent.ASKED: CaseState.SUBMITTED,
    CaseEvent.RETIRED: CaseState.PUBLISHED,
}


@dataclass(frozen=True)
class Review:
    """A told case on the desk: as a case, what keeps it from being published, its lines, the nearest others."""

    told: ToldCase
    case: Case
    lacking: tuple[str, ...]
    lines: tuple[CaseLine, ...]
    near: tuple[tuple[Near, Case], ...]


def waiting(house: House, camp: Camp) -> tuple[ToldCase, ...]:
    """Everything told in a camp but drafts, which only their tellers see."""
    found = house.store.read(lambda connection: submissions.told_in(connection, camp.id))
    return tuple(one for one in found if one.state is not CaseState.DRAFT)


def review(house: House, camp: Camp, id: str, language: Language) -> Review:
    """One of them to be read beside those nearest to it. Raises RoomError `told.unknown`."""
    base = cases_of(house, camp, language)

    def use_case(connection: Connection) -> Review:
        told = _find(connection, camp, id)
        case = case_here(connection, told, language)
        here = {case_id(one.id): one for one in submissions.told_in(connection, camp.id)}
        by_id = {one.id: one for one in base}
        found = nearest(_compared(case, told), (_compared(one, here.get(one.id)) for one in base))
        near = tuple((one, by_id[one.id]) for one in found[:MOST_NEAR])
        lines = submissions.lines_of(connection, id)
        return Review(told, case, lacking_to_publish(told), lines, near)

    return house.store.read(use_case)


def describe(
    house: House,
    camp: Camp,
    id: str,
    by: str,
    *,
    title: str,
    period: str,
    stage: str | None,
    why: str,
    limits: str,
) -> None:
    """Keep what is written at the desk with the person."""

    def use_case(connection: Connection) -> None:
        told = _find(connection, camp, id)
        telling: Telling = replace(
            told.telling,
            title=title.strip(),
            period=period.strip(),
            stage=stage,
            why=why.strip(),
            limits=limits.strip(),
        )
        if telling != told.telling:
            submissions.save_told(connection, replace(told, telling=telling))
            submissions.add_line(connection, id, CaseEvent.DESCRIBED, "", by, house.now())

    house.store.write(use_case)


def publish(house: House, camp: Camp, id: str, by: str) -> None:
    """Show it in this camp from now on. Raises InputError `told.not_ready` while something is lacking."""

    def use_case(connection: Connection) -> None:
        told = _submitted(connection, camp, id)
        if lacking_to_publish(told):
            raise InputError("told.not_ready")
        _turn(connection, house, told, CaseState.PUBLISHED, CaseEvent.PUBLISHED, "", by)

    house.store.write(use_case)


def ask(house: House, camp: Camp, id: str, question: str, by: str) -> None:
    """Send one question back to the teller's phone. Raises InputError `told.no_question`."""
    if not question.strip():
        raise InputError("told.no_question")
    _act(house, camp, id, CaseState.NEEDS_INFO, CaseEvent.ASKED, question.strip(), by)


def reject(house: House, camp: Camp, id: str, reason: str, by: str) -> None:
    """Not to be shown, and why. Raises InputError `told.no_reason`."""
    if not reason.strip():
        raise InputError("told.no_reason")
    _act(house, camp, id, CaseState.REJECTED, CaseEvent.REJECTED, reason.strip(), by)


def merge(house: House, camp: Camp, id: str, into: str, by: str) -> None:
    """Let a case of the base, by its id there, stand for this one too. Raises InputError `told.no_such_case`."""
    if into == case_id(id) or into not in {one.id for one in cases_of(house, camp, "zh")}:
        raise InputError("told.no_such_case")
    _act(house, camp, id, CaseState.MERGED, CaseEvent.MERGED, into, by)


def retire(house: House, camp: Camp, id: str, by: str) -> None:
    """Show it no longer."""

    def use_case(connection: Connection) -> None:
        told = _find(connection, camp, id)
        if told.state is not CaseState.PUBLISHED:
            raise RoomError("told.not_waiting")
        _turn(connection, house, told, CaseState.RETIRED, CaseEvent.RETIRED, "", by)

    house.store.write(use_case)


def ask_wider(house: House, camp: Camp, id: str, by: str) -> None:
    """Ask on the teller's phone whether more people may read it; nothing widens before they say yes."""

    def use_case(connection: Connection) -> None:
        told = _find(connection, camp, id)
        if told.state is not CaseState.PUBLISHED or told.visibility not in WIDER:
            raise RoomError("told.not_waiting")
        note = WIDER[told.visibility].value
        submissions.add_line(connection, id, CaseEvent.ASKED_WIDER, note, by, house.now())

    house.store.write(use_case)


def undoable(lines: tuple[CaseLine, ...]) -> CaseEvent | None:
    """The act that can be undone: the newest line, if it is one of those that turn a case and nothing followed."""
    last = lines[-1].what if lines else None
    return last if last in BACK else None


def undo(house: House, camp: Camp, id: str, by: str) -> None:
    """Take the last act back. Raises RoomError `told.nothing_to_undo`."""

    def use_case(connection: Connection) -> None:
        told = _find(connection, camp, id)
        last = undoable(submissions.lines_of(connection, id))
        if last is None:
            raise RoomError("told.nothing_to_undo")
        _turn(connection, house, told, BACK[last], CaseEvent.UNDONE, last.value, by)

    house.store.write(use_case)


def _act(house: House, camp: Camp, id: str, state: CaseState, what: CaseEvent, note: str, by: str) -> None:
    def use_case(connection: Connection) -> None:
        _turn(connection, house, _submitted(connection, camp, id), state, what, note, by)

    house.store.write(use_case)


def _turn(
    connection: Connection,
    house: House,
    told: ToldCase,
    state: CaseState,
    what: CaseEvent,
    note: str,
    by: str,
) -> None:
    submissions.save_told(connection, replace(told, state=state))
    submissions.add_line(connection, told.id, what, note, by, house.now())


def _submitted(connection: Connection, camp: Camp, id: str) -> ToldCase:
    told = _find(connection, camp, id)
    if told.state is not CaseState.SUBMITTED:
        raise RoomError("told.not_waiting")
    return told


def _find(connection: Connection, camp: Camp, id: str) -> ToldCase:
    told = submissions.told(connection, id)
    if told is None or told.camp != camp.id or told.state is CaseState.DRAFT:
        raise RoomError("told.unknown")
    return told


def _compared(case: Case, told: ToldCase | None) -> Told:
    words = " ".join((case.stuck, *(move.text for move in case.moves)))
    place, year = (told.community, told.at.year) if told else (None, None)
    return Told(case.id, words, frozenset(case.obstacles), place, year)
