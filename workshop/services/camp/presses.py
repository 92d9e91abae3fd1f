"""A facilitator's press on a button, from a screen that may be a moment behind the room.

Every press is an event or has an outcome that can be said: what somebody asked for that is so already, that another
person changed the same step since the screen was drawn, or that the step does not allow it now.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.model.camp import Action, CampStep, ControlEvent
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.store import camps as rows

TRIES = 5  # how often somebody else may press in the middle of this


class PressOutcome(StrEnum):
    """What became of a press."""

    DONE = "done"
    ALREADY = "already"  # the step is as it was meant to be
    STALE = "stale"  # somebody else changed it since the screen was drawn
    REFUSED = "refused"  # its state does not allow it
    NOTHING = "nothing"  # there is nothing to undo


@dataclass(frozen=True)
class Press:
    """The outcome, the step as it is now, and the event that made it so: one's own, or the one that came first."""

    outcome: PressOutcome
    step: CampStep | None
    event: ControlEvent | None


def press(
    context: AppContext,
    camp_id: str,
    action: Action,
    step_id: str,
    by: str,
    *,
    seen: int,
    own: Collection[int] = (),
) -> Press:
    """Do to a step what a button says. `seen` is the newest event on the screen, `own` are events of the same hand.

    Raises RoomError `control.no_step`.
    """

    def attempt() -> Press:
        steps, events = _room(context, camp_id)
        step = next((one for one in steps if one.id == step_id), None)
        if step is None:
            raise RoomError("control.no_step", step=step_id)
        since = [one for one in events if one.seq > seen and one.step == step_id]
        if _is_so(step, action, since):
            return Press(PressOutcome.ALREADY, step, _made(events, step_id, action))
        if others := [one for one in since if one.seq not in own]:
            return Press(PressOutcome.STALE, step, others[-1])
        if step.state not in control.ALLOWED[action]:
            return Press(PressOutcome.REFUSED, step, None)
        done = control.act(context, camp_id, action, step_id, by, seen=_last(events))
        return Press(PressOutcome.DONE, done.step, done.event)

    return _until_still(attempt)


def press_undo(context: AppContext, camp_id: str, by: str, *, shown: int) -> Press:
    """Take back the last event if it is the one named on the button: the one with the number `shown`."""

    def attempt() -> Press:
        _, events = _room(context, camp_id)
        standing = control.effective(events)
        if not standing:
            return Press(PressOutcome.NOTHING, None, None)
        if standing[-1].seq != shown:
            return Press(PressOutcome.STALE, None, events[-1])
        done = control.undo(context, camp_id, by, seen=_last(events))
        return Press(PressOutcome.DONE, done.step, done.event)

    return _until_still(attempt)


def _is_so(step: CampStep, action: Action, since: Sequence[ControlEvent]) -> bool:
    match action:
        case Action.REVEAL:
            return step.revealed
        case Action.ACCEPT_LATE:
            # Whoever answered later still waits to be accepted, so this may be done again.
            return any(one.action is Action.ACCEPT_LATE for one in since)
        case _:
            return step.state is control.BECOMES[action]


def _made(events: Sequence[ControlEvent], step_id: str, action: Action) -> ControlEvent | None:
    standing = control.effective(events)
    return next((one for one in reversed(standing) if (one.step, one.action) == (step_id, action)), None)


def _room(context: AppContext, camp_id: str) -> tuple[tuple[CampStep, ...], tuple[ControlEvent, ...]]:
    def use_case(connection: Connection) -> tuple[tuple[CampStep, ...], tuple[ControlEvent, ...]]:
        return control.steps_in(connection, camp_id), tuple(rows.events(connection, camp_id))

    return context.store.read(use_case)


def _last(events: Sequence[ControlEvent]) -> int:
    return events[-1].seq if events else 0


def _until_still(attempt: Callable[[], Press]) -> Press:
    """Look again where somebody pressed between looking and acting."""
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except RoomError as error:
            if error.code != "control.changed":
                raise
    return attempt()
