"""Who steers the room, and what a press on the remote did.

Every press carries the key of the form it stood in, so that however often it arrives it is one event, and the epoch of
the page it stood on: when another device has taken over since, it changes nothing and says so. A press that finds its
work already done changes nothing either, and says that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import Connection

from workshop.exercises.agenda import free_id
from workshop.model.camp import Action, Camp, CampStep, ControlEvent, RoomAction, RoomEvent
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.agenda_changes import AGENDA, brought
from workshop.services.camp.exercises import usable_exercises
from workshop.services.camp.questions import exercise_of
from workshop.services.camp.tables import tables_now
from workshop.services.matching import partners, seating
from workshop.services.room.agenda_presses import AGENDA_ACTS, AgendaPress, wanted_change
from workshop.services.room.door import DOOR, at_the_door
from workshop.services.room.notes import (
    CROSSING,
    KINDS,
    LONGEST_NOTE,
    LONGEST_NUDGE,
    note_words,
    why_not_crossed,
    why_not_nudged,
)
from workshop.services.room.wall_address import renew_wall_in
from workshop.services.room.wall_views import chosen_view, may_show
from workshop.services.room.wall_words import Approval, WallCard, cards_in
from workshop.store import answers, camps, rooms

APPROVE_ALL = "approve_all"
CUT_SHORT = "cut_short"  # a note was longer than notes are: its beginning is kept
EXTENSIONS = (5, -5)  # minutes a press gives or takes
AT_A_TABLE = frozenset({Action.OPEN, Action.FREEZE, Action.EXTEND})  # what one table may be given alone
SHORTEST = 5  # minutes a step keeps, so that giving undoes taking


class PressOutcome(StrEnum):
    """What became of a press."""

    DONE = "done"
    ALREADY = "already"  # this very press has arrived before: still one event
    NOTHING = "nothing"  # it would change nothing; `why` says what is so
    REFUSED = "refused"  # there is no such thing to do
    STALE = "stale"  # another device has taken over since this page was shown


@dataclass(frozen=True)
class Press:
    """A button as it was shown. `subject` is a step, a view of the wall, a card or a note; `number` is the event an undo
    names, or the newest answer on the page where all words were approved; `words` are the cards there whose numbers tell no
    order; `text` is what was written into its form."""

    key: str
    epoch: int
    act: str
    subject: str = ""
    minutes: int = 0
    number: int | None = None
    text: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)  # what a change of the agenda says beside it
    words: frozenset[str] = frozenset()
    table: int = 0  # the one table to open or stop, counted from 1; 0: the whole room


@dataclass(frozen=True)
class Pressed:
    """What a press did: the event it made or had made before, or why there is none."""

    outcome: PressOutcome
    event: ControlEvent | RoomEvent | None = None
    why: str = ""


@dataclass(frozen=True)
class Steering:
    """Whose device steers: `device` is empty while all may. `epoch` grows with every change of hands."""

    epoch: int
    device: str
    since: RoomEvent | None

    def lets(self, device: str) -> bool:
        return not self.device or self.device == device


MATCHING = (RoomAction.MATCH, RoomAction.UNMATCH)
HANDS = (RoomAction.TAKE, RoomAction.SHARE)


def steering(events: Sequence[RoomEvent]) -> Steering:
    """Who steers after these events."""
    changes = [event for event in events if event.action in HANDS]
    last = changes[-1] if changes else None
    return Steering(len(changes), last.subject if last and last.action is RoomAction.TAKE else "", last)


def press(context: AppContext, camp: Camp, device: str, by: str, pressed: Press) -> Pressed:
    """Do what a button of the remote says, once. `device` is the name of the device's sign-in, no secret."""

    def use_case(connection: Connection) -> Pressed:
        camps.hold_camp(connection, camp.id)
        before = camps.event_by_key(connection, pressed.key) or rooms.event_by_key(connection, pressed.key)
        if before is not None:
            return Pressed(PressOutcome.ALREADY, before)
        if pressed.act in (*KINDS, *CROSSING):  # notes move nothing in the room: every device may write them
            return _note(connection, context, camp, by, pressed)
        now = steering(rooms.events(connection, camp.id))
        if pressed.act in HANDS:
            return _change_hands(connection, context, camp, device, by, pressed, now)
        if pressed.epoch != now.epoch or not now.lets(device):
            return Pressed(PressOutcome.STALE, now.since)
        return _act(connection, context, camp, by, pressed)

    return context.store.write(use_case)


def _change_hands(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    device: str,
    by: str,
    pressed: Press,
    now: Steering,
) -> Pressed:
    wanted = device if pressed.act == RoomAction.TAKE else ""
    if now.device == wanted and (now.since is not None or not wanted):
        return Pressed(PressOutcome.NOTHING, now.since, "same_hands")
    return Pressed(PressOutcome.DONE, record(connection, context, camp.id, pressed, wanted, by))


def _act(connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press) -> Pressed:
    for acts, do in _DOERS:
        if pressed.act in acts:
            return do(connection, context, camp, by, pressed)
    if pressed.act not in _STEP:
        return Pressed(PressOutcome.REFUSED, why="unknown")
    if pressed.act == Action.UNDO:
        return _undo(connection, context, camp, by, pressed)
    return _steer(connection, context, camp, by, pressed)


def _steer(connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press) -> Pressed:
    """Open, stop, reveal, close, skip a step or change its minutes, for the room or at one table."""
    action = Action(pressed.act)
    if pressed.table and (
        action not in AT_A_TABLE or pressed.table not in tables_now(connection, camp.id).values()
    ):
        return Pressed(PressOutcome.REFUSED, why="no_table")
    steps = control.fold(camps.steps(connection, camp.id), camps.events(connection, camp.id), pressed.table)
    step = next((one for one in steps if one.id == pressed.subject), None)
    if step is None:
        return Pressed(PressOutcome.REFUSED, why="no_step")
    if why := _in_vain(action, step):
        return Pressed(PressOutcome.NOTHING, why=why)
    minutes = pressed.minutes if action is Action.EXTEND else 0
    if action is Action.EXTEND and minutes not in EXTENSIONS:
        return Pressed(PressOutcome.REFUSED, why="minutes")
    if minutes < 0 and step.minutes + minutes < SHORTEST:
        return Pressed(PressOutcome.NOTHING, why="shortest")
    event = control.add_in(
        connection, context, camp.id, pressed.key, action, step.id, by, minutes, table=pressed.table
    )
    return Pressed(PressOutcome.DONE, event)


def _change(connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press) -> Pressed:
    """Change the agenda; what cannot be changed now says why."""
    steps = control.steps_in(connection, camp.id)
    answered = answers.count_answers(connection, camp.id)
    asked = AgendaPress(pressed.act, pressed.subject, pressed.minutes, pressed.detail)
    action, wanted = wanted_change(usable_exercises(context), steps, answered, asked, context.now())
    if wanted.why:
        return Pressed(PressOutcome.NOTHING, why=wanted.why)
    step = pressed.subject
    if action is Action.ADD:
        known = {one.id for one in steps} | {event.step for event in camps.events(connection, camp.id)}
        step = free_id(str(wanted.change.get("exercise", "")), known)
    elif action is Action.CUT:
        step = next(iter(wanted.change))
    event = control.add_in(connection, context, camp.id, pressed.key, action, step, by, change=wanted.change)
    return Pressed(PressOutcome.DONE, event)


def _in_vain(action: Action, step: CampStep) -> str:
    """Why the action would change nothing now; empty where it would."""
    if not control.allowed(action, step):
        return step.state.value if step.screen or action in control.TIMED else "no_screen"
    if action is Action.REVEAL and step.revealed:
        return "revealed"
    if action is Action.SKIP and step.skipped:
        return "skipped"
    return ""


def _undo(connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press) -> Pressed:
    """Take back the event the button named, and no other: two who press undo take back one thing."""
    standing = control.effective(camps.events(connection, camp.id))
    if not standing:
        return Pressed(PressOutcome.NOTHING, why="nothing_to_undo")
    last = standing[-1]
    if last.seq != pressed.number:
        taken_back = all(event.seq != pressed.number for event in standing)
        return Pressed(PressOutcome.NOTHING, last, "already_undone" if taken_back else "not_the_last")
    if brought(last) in answers.count_answers(connection, camp.id):
        return Pressed(PressOutcome.NOTHING, last, "answered")
    event = control.add_in(
        connection, context, camp.id, pressed.key, Action.UNDO, last.step, by, undoes=last.seq
    )
    return Pressed(PressOutcome.DONE, event)


def _door(connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press) -> Pressed:
    """Let people in or not, put seats aside, make cards free."""
    why = at_the_door(connection, context, camp, RoomAction(pressed.act), pressed.subject)
    if why:
        return Pressed(PressOutcome.NOTHING, why=why)
    return Pressed(PressOutcome.DONE, record(connection, context, camp.id, pressed, pressed.subject, by))


def _room(connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press) -> Pressed:
    """Choose what the wall shows, give it a new address, or decide about words for it."""
    if pressed.act == RoomAction.NEW_WALL:
        renew_wall_in(connection, context, camp.id)
        return Pressed(PressOutcome.DONE, record(connection, context, camp.id, pressed, "", by))
    steps = control.steps_in(connection, camp.id)
    if pressed.act == RoomAction.NUDGE:
        return _nudge(connection, context, camp, by, pressed, control.running(steps))
    last = control.running(steps) or control.newest(steps)
    if pressed.act == RoomAction.SHOW:
        if not may_show(pressed.subject, exercise_of(context, last) if last else None):
            return Pressed(PressOutcome.REFUSED, why="no_view")
        if chosen_view(rooms.events(connection, camp.id)) == pressed.subject:
            return Pressed(PressOutcome.NOTHING, why="shown")
        return Pressed(PressOutcome.DONE, record(connection, context, camp.id, pressed, pressed.subject, by))
    cards = [card for step in steps for card in cards_in(connection, context, camp, step)]
    if pressed.act == APPROVE_ALL:
        return _approve_all(connection, context, camp, by, pressed, cards)
    if pressed.act == RoomAction.LOWER:
        return _lower(connection, context, camp, by, pressed, cards)
    card = next((one for one in cards if one.id == pressed.subject), None)
    if card is None:  # its author has changed or taken back their words meanwhile
        return Pressed(PressOutcome.NOTHING, why="gone")
    if card.standing is (Approval.APPROVED if pressed.act == RoomAction.APPROVE else Approval.HIDDEN):
        return Pressed(PressOutcome.NOTHING, why=card.standing.value)
    return Pressed(PressOutcome.DONE, record(connection, context, camp.id, pressed, card.id, by))


def _match(connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press) -> Pressed:
    """Make the pairs of a step, or take them back while nobody has met."""
    steps = control.steps_in(connection, camp.id)
    step = next((one for one in steps if one.id == pressed.subject), None)
    if step is None:
        return Pressed(PressOutcome.REFUSED, why="no_step")
    change = partners.make_in if pressed.act == RoomAction.MATCH else partners.take_back_in
    if why := change(connection, context, step, camp.id, by):
        return Pressed(PressOutcome.NOTHING, why=why)
    return Pressed(PressOutcome.DONE, record(connection, context, camp.id, pressed, step.id, by))


def _reseat(connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press) -> Pressed:
    """Move somebody to another table."""
    if why := seating.reseat_in(connection, context, camp.id, pressed.subject, pressed.table, by):
        return Pressed(PressOutcome.NOTHING, why=why)
    return Pressed(PressOutcome.DONE, record(connection, context, camp.id, pressed, pressed.subject, by))


def _nudge(
    connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press, step: CampStep | None
) -> Pressed:
    """Remind those who have not finished the step that runs."""
    if step is None:
        return Pressed(PressOutcome.NOTHING, why="nothing_open")
    if why := why_not_nudged(rooms.events(connection, camp.id), step, context.now()):
        return Pressed(PressOutcome.NOTHING, why=why)
    nudge = replace(pressed, text=note_words(pressed.text, LONGEST_NUDGE))
    return Pressed(PressOutcome.DONE, record(connection, context, camp.id, nudge, step.id, by))


def _note(connection: Connection, context: AppContext, camp: Camp, by: str, pressed: Press) -> Pressed:
    """Write a note, cross one off or bring it back."""
    if pressed.act in CROSSING:
        events = rooms.events(connection, camp.id)
        if why := why_not_crossed(events, pressed.subject, RoomAction(pressed.act)):
            return Pressed(PressOutcome.NOTHING, why=why)
        return Pressed(PressOutcome.DONE, record(connection, context, camp.id, pressed, pressed.subject, by))
    words = note_words(pressed.text, LONGEST_NOTE)
    if not words:
        return Pressed(PressOutcome.NOTHING, why="no_words")
    step = control.running(control.steps_in(connection, camp.id))
    note = replace(pressed, text=words)
    event = record(connection, context, camp.id, note, step.id if step else "", by)
    cut = len(note_words(pressed.text, len(pressed.text))) > len(words)
    return Pressed(PressOutcome.DONE, event, CUT_SHORT if cut else "")


def _approve_all(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    by: str,
    pressed: Press,
    cards: Sequence[WallCard],
) -> Pressed:
    """Approve what was waiting on the page that was looked at, nothing that came after it."""
    waiting = [
        card
        for card in cards
        if card.step == pressed.subject
        and card.standing is Approval.WAITING
        and (card.number <= (pressed.number or 0) or card.id in pressed.words)
    ]
    return _decide(connection, context, camp, by, replace(pressed, text=pressed.key[:32]), waiting)


def _lower(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    by: str,
    pressed: Press,
    cards: Sequence[WallCard],
) -> Pressed:
    """Take off again what one press had put up, as the button names it, and nothing else."""
    up = [card for card in cards if card.id in pressed.words and card.standing is Approval.APPROVED]
    return _decide(connection, context, camp, by, replace(pressed, text=""), up)


def _decide(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    by: str,
    pressed: Press,
    cards: Sequence[WallCard],
) -> Pressed:
    """One press about several words: an event each, the first with the key of the press."""
    act = RoomAction.APPROVE if pressed.act == APPROVE_ALL else RoomAction.LOWER
    event: RoomEvent | None = None
    for place, card in enumerate(cards):
        one = replace(
            pressed,
            act=act.value,
            key=f"{pressed.key[:32]}.{place}" if place else pressed.key,
        )
        event = record(connection, context, camp.id, one, card.id, by)
    if event is None:
        return Pressed(PressOutcome.NOTHING, why="none_waiting" if act is RoomAction.APPROVE else "gone")
    return Pressed(PressOutcome.DONE, event)


def record(
    connection: Connection, context: AppContext, camp_id: str, pressed: Press, subject: str, by: str
) -> RoomEvent:
    """Add the next event to the room's log, whose camp is held."""
    event = RoomEvent(
        rooms.last_seq(connection, camp_id) + 1,
        RoomAction(pressed.act),
        subject,
        by,
        context.now(),
        pressed.text,
    )
    rooms.add_event(connection, camp_id, pressed.key, event)
    return event


_STEP = frozenset(Action) - AGENDA
_ROOM = frozenset({*RoomAction, APPROVE_ALL}) - frozenset(
    {*HANDS, *KINDS, *CROSSING, *DOOR, *MATCHING, RoomAction.RESEAT}
)
_DOERS: tuple[tuple[Collection[str], Callable[[Connection, AppContext, Camp, str, Press], Pressed]], ...] = (
    (DOOR, _door),
    (MATCHING, _match),
    ((RoomAction.RESEAT,), _reseat),
    (_ROOM, _room),
    (AGENDA_ACTS, _change),
)
