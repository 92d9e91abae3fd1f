"""Notes of the facilitators: questions parked for later, decisions taken, and the reminder to those who have not finished.

A note is an event with its words. It is crossed off and brought back, never deleted: what a camp decided is what most
often gets lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workshop.exercises.cleaning import clean
from workshop.model.camp import Camp, CampStep, RoomAction, RoomEvent, StepState
from workshop.services.app.context import AppContext
from workshop.store import rooms

KINDS = (RoomAction.PARK, RoomAction.DECIDE)
CROSSING = (RoomAction.SETTLE, RoomAction.UNSETTLE)
LONGEST_NOTE = 300
LONGEST_NUDGE = 80
BETWEEN_NUDGES = timedelta(minutes=1)  # a phone that says the same twice is read as a fault


@dataclass(frozen=True)
class RoomNote:
    """A parked question or a decision. `step` is the one that ran when it was written, empty before the first."""

    seq: int
    kind: RoomAction
    text: str
    step: str
    by: str
    at: datetime
    settled: bool


def notes(events: Sequence[RoomEvent]) -> tuple[RoomNote, ...]:
    """Every note, oldest first."""
    settled = {
        event.subject: event.action is RoomAction.SETTLE for event in events if event.action in CROSSING
    }
    return tuple(
        RoomNote(
            event.seq,
            event.action,
            event.text,
            event.subject,
            event.by,
            event.at,
            settled.get(str(event.seq), False),
        )
        for event in events
        if event.action in KINDS
    )


def notes_of(context: AppContext, camp: Camp) -> tuple[RoomNote, ...]:
    """Every note of the camp, oldest first."""
    return context.store.read(lambda connection: notes(rooms.events(connection, camp.id)))


def note_words(text: str, longest: int) -> str:
    """What was written, on one line and no longer than it may be."""
    return " ".join(clean(text).split())[:longest]


def why_not_crossed(events: Sequence[RoomEvent], seq: str, action: RoomAction) -> str:
    """Why crossing a note off (or bringing it back) would change nothing; empty where it would."""
    note = next((one for one in notes(events) if str(one.seq) == seq), None)
    if note is None:
        return "no_note"
    if note.settled == (action is RoomAction.SETTLE):
        return "settled" if note.settled else "not_settled"
    return ""


def why_not_nudged(events: Sequence[RoomEvent], step: CampStep, now: datetime) -> str:
    """Why a reminder would be of no use now; empty where it would."""
    if step.state is not StepState.OPEN or not step.screen:
        return "nothing_open"
    last = max((event.at for event in events if event.action is RoomAction.NUDGE), default=None)
    return "nudged" if last is not None and now - last < BETWEEN_NUDGES else ""


@dataclass(frozen=True)
class Nudge:
    """The reminder a phone shows. `text` is empty where the usual words are to be said."""

    seq: int
    text: str


def nudge_for(context: AppContext, step: CampStep, camp_id: str) -> Nudge | None:
    """The newest reminder, if it is about this step and was given since it opened."""
    last = context.store.read(lambda connection: rooms.last_nudge(connection, camp_id))
    if last is None or last.subject != step.id or step.state is not StepState.OPEN:
        return None
    return Nudge(last.seq, last.text) if step.opened_at is not None and last.at >= step.opened_at else None
