"""State machine of a camp's steps, kept as an event log (event sourcing).

Events are only added; a step's state is what remains of them after undoing. Concurrency is optimistic: when
two facilitators press at once, the second is told that the room has changed since they looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.model.camp import Action, CampStep, ControlEvent, Seat, StepState
from workshop.model.ids import new_token
from workshop.services.app.context import AppContext
from workshop.services.camp import tables
from workshop.services.camp.agenda_changes import AGENDA, brought, changed
from workshop.store import answers, pairings, rooms
from workshop.store import camps as rows
from workshop.store.reading import of_version

# The states in which an action is allowed.
ALLOWED: dict[Action, frozenset[StepState]] = {
    Action.OPEN: frozenset({StepState.DRAFT, StepState.FROZEN, StepState.CLOSED}),
    Action.FREEZE: frozenset({StepState.OPEN}),
    Action.REVEAL: frozenset({StepState.OPEN, StepState.FROZEN, StepState.CLOSED}),
    Action.CLOSE: frozenset({StepState.OPEN, StepState.FROZEN}),
    Action.ACCEPT_LATE: frozenset({StepState.FROZEN, StepState.CLOSED}),
    Action.EXTEND: frozenset(StepState),
    Action.SKIP: frozenset({StepState.DRAFT}),
}
TIMED = frozenset({Action.OPEN, Action.CLOSE, Action.EXTEND, Action.SKIP})  # all that a meal or a talk needs
BECOMES = {Action.OPEN: StepState.OPEN, Action.FREEZE: StepState.FROZEN, Action.CLOSE: StepState.CLOSED}


@dataclass(frozen=True)
class Controlled:
    """A step after a control action, and the event that changed it."""

    step: CampStep
    event: ControlEvent


def allowed(action: Action, step: CampStep) -> bool:
    """Whether the action makes sense for the step as it is. A block without a screen has no answers to stop or show."""
    return step.state in ALLOWED.get(action, frozenset()) and (step.screen or action in TIMED)


def fold(steps: Iterable[CampStep], events: Sequence[ControlEvent], table: int = 0) -> tuple[CampStep, ...]:
    """The steps after applying the events, in the order of the agenda: as the room stands, or as one table does.

    What was done at one table holds there until the whole room is opened, stopped or closed again.
    """
    now = list(steps)
    for event in effective(events):
        if event.table not in (0, table):
            continue
        if event.action in AGENDA:
            now = changed(now, event)
        else:
            now = [_after(step, event) if step.id == event.step else step for step in now]
        if event.action is Action.OPEN:
            now = _gives_way(now, event)
    return tuple(replace(step, position=place) for place, step in enumerate(now))


def _gives_way(steps: list[CampStep], opening: ControlEvent) -> list[CampStep]:
    """What runs without a screen ends when the next on its track begins: a press for both, and an undo for both."""
    opened = next((step for step in steps if step.id == opening.step), None)
    return [
        replace(step, state=StepState.CLOSED, closed_at=opening.at)
        if opened is not None
        and step.id != opened.id
        and not step.screen
        and step.state is StepState.OPEN
        and (step.block.track == opened.block.track or "" in (step.block.track, opened.block.track))
        else step
        for step in steps
    ]


def effective(events: Sequence[ControlEvent]) -> tuple[ControlEvent, ...]:
    """Events that are neither undone nor an undo."""
    undone = {event.undoes for event in events if event.undoes is not None}
    return tuple(event for event in events if event.action is not Action.UNDO and event.seq not in undone)


def _after(step: CampStep, event: ControlEvent) -> CampStep:
    if event.action is Action.REVEAL:
        return replace(step, revealed=True)
    if event.action is Action.ACCEPT_LATE:
        return replace(step, late_accepted=True)
    if event.action is Action.EXTEND:
        return replace(step, minutes=max(1, step.minutes + event.minutes))
    if event.action is Action.SKIP:
        return replace(step, skipped=True)
    opened = event.at if event.action is Action.OPEN else step.opened_at
    return replace(
        step,
        state=BECOMES[event.action],
        opened_at=opened,
        begun_at=step.begun_at or opened,
        closed_at=event.at if event.action is Action.CLOSE else None,
        skipped=False,
        # Who answers again must not watch results move. What one table answers again hides nothing from the room.
        revealed=step.revealed and (event.action is not Action.OPEN or event.table > 0),
    )


def running(steps: Iterable[CampStep]) -> CampStep | None:
    """The current step: the one opened last that is not closed."""
    return newest(step for step in steps if step.state is not StepState.CLOSED)


def newest(steps: Iterable[CampStep]) -> CampStep | None:
    """The step opened last, closed or not."""
    return max(
        (step for step in steps if step.opened_at is not None),
        key=lambda step: (step.opened_at, step.position),
        default=None,
    )


def following(steps: Sequence[CampStep]) -> CampStep | None:
    """The first step after the newest that has not been opened."""
    last = newest(steps)
    after = -1 if last is None else last.position
    return next((step for step in steps if step.position > after and step.opened_at is None), None)


def late_since(step_id: str, events: Sequence[ControlEvent], table: int = 0) -> int:
    """The event after which an answer to a step that is not open is late: the newest that affected it, or 0."""
    return max(
        (event.seq for event in events if event.step == step_id and event.table in (0, table)), default=0
    )


def steps(context: AppContext, camp_id: str) -> tuple[CampStep, ...]:
    """The camp's steps in agenda order with their current state, blocks without a screen among them."""
    return context.store.read(lambda connection: steps_in(connection, camp_id))


def asking(steps: Iterable[CampStep]) -> tuple[CampStep, ...]:
    """Those that run an exercise."""
    return tuple(step for step in steps if step.screen)


def steps_in(connection: Connection, camp_id: str) -> tuple[CampStep, ...]:
    """As `steps`, inside a transaction. Events are only added, so a state is folded once for its newest event."""
    return _folded(connection, camp_id, 0)


def _folded(connection: Connection, camp_id: str, table: int) -> tuple[CampStep, ...]:
    version = ("steps", camp_id, rows.last_seq(connection, camp_id), table)
    return of_version(
        connection,
        version,
        lambda: fold(rows.steps(connection, camp_id), rows.events(connection, camp_id), table),
    )


def _tables_steered(connection: Connection, camp_id: str) -> bool:
    version = ("tables steered", camp_id, rows.last_seq(connection, camp_id))
    return of_version(
        connection, version, lambda: any(event.table for event in rows.events(connection, camp_id))
    )


def steps_for(connection: Connection, seat: Seat) -> tuple[CampStep, ...]:
    """The steps as they stand for one person: as at their table, where tables go their own ways."""
    return _folded(connection, seat.camp, table_of(connection, seat))


def table_of(connection: Connection, seat: Seat) -> int:
    """The table whose events count for a seat; 0 where no table was ever steered alone."""
    if not _tables_steered(connection, seat.camp):
        return 0
    return tables.table_now(connection, seat.camp, seat.id)


def last_seq(context: AppContext, camp_id: str) -> int:
    """Version number for screens to compare: the newest control event plus the pairing changes since."""
    return context.store.read(lambda connection: moved(connection, camp_id))


def moved(connection: Connection, camp_id: str) -> int:
    """A number that grows with every control event and reminder, and whenever a pairing or seating is shown, changed
    or taken back.
    """
    return (
        rows.last_seq(connection, camp_id)
        + pairings.event_count(connection, camp_id)
        + rooms.count_nudges(connection, camp_id)
    )


def last_standing(context: AppContext, camp_id: str) -> ControlEvent | None:
    """The event an undo would take back; None when there is nothing to undo."""
    events = context.store.read(lambda connection: rows.events(connection, camp_id))
    return next(reversed(effective(events)), None)


def act(
    context: AppContext,
    camp_id: str,
    action: Action,
    step_id: str,
    by: str,
    *,
    key: str | None = None,
    seen: int | None = None,
    minutes: int = 0,
) -> Controlled:
    """Open, freeze, reveal or close a step, accept its late answers, give it `minutes` more or fewer, or skip it.

    `key` makes a repeated press one event; `seen` is the newest event the facilitator had on screen. Raises
    RoomError `control.no_step`, `control.not_now`, `control.changed`.
    """
    key = key or new_token(context.chance)

    def use_case(connection: Connection) -> Controlled:
        rows.hold_camp(connection, camp_id)
        if (before := rows.event_by_key(connection, key)) is not None:
            return Controlled(_step(connection, camp_id, before.step), before)
        step = _step(connection, camp_id, step_id)
        _unchanged(connection, camp_id, seen)
        if not allowed(action, step):
            raise RoomError("control.not_now", step=step_id, action=action.value, state=step.state.value)
        event = add_in(connection, context, camp_id, key, action, step_id, by, minutes)
        return Controlled(_step(connection, camp_id, step_id), event)

    return context.store.write(use_case)


def add_in(
    connection: Connection,
    context: AppContext,
    camp_id: str,
    key: str,
    action: Action,
    step_id: str,
    by: str,
    minutes: int = 0,
    undoes: int | None = None,
    change: Mapping[str, str | int] | None = None,
    table: int = 0,
) -> ControlEvent:
    """Add the next event to the camp's log, whose row is held."""
    number = rows.last_seq(connection, camp_id) + 1
    event = ControlEvent(number, step_id, action, by, context.now(), undoes, minutes, change or {}, table)
    rows.add_event(connection, camp_id, key, event)
    return event


def undo(
    context: AppContext, camp_id: str, by: str, *, key: str | None = None, seen: int | None = None
) -> Controlled:
    """Take back the last action not yet undone. Raises RoomError `control.nothing_to_undo`,
    `control.changed`.
    """
    key = key or new_token(context.chance)

    def use_case(connection: Connection) -> Controlled:
        rows.hold_camp(connection, camp_id)
        if (before := rows.event_by_key(connection, key)) is not None:
            return Controlled(_step(connection, camp_id, before.step), before)
        _unchanged(connection, camp_id, seen)
        standing = effective(rows.events(connection, camp_id))
        if not standing:
            raise RoomError("control.nothing_to_undo")
        last = standing[-1]
        if brought(last) in answers.count_answers(connection, camp_id):
            raise RoomError("control.nothing_to_undo")  # what was answered stays in the agenda
        added = (
            _step(connection, camp_id, last.step) if last.action is Action.ADD else None
        )  # it will be gone
        event = add_in(connection, context, camp_id, key, Action.UNDO, last.step, by, undoes=last.seq)
        return Controlled(added or _step(connection, camp_id, last.step), event)

    return context.store.write(use_case)


def _step(connection: Connection, camp_id: str, step_id: str) -> CampStep:
    for step in steps_in(connection, camp_id):
        if step.id == step_id:
            return step
    raise RoomError("control.no_step", step=step_id)


def _unchanged(connection: Connection, camp_id: str, seen: int | None) -> None:
    if seen is not None and rows.last_seq(connection, camp_id) != seen:
        raise RoomError("control.changed")
