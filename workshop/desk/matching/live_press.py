"""A press on a live screen of pairs or tables: it acts on what was on the screen, or says why it did not.

The buttons keep their keys, so that a press from a screen which is a moment behind the room reaches somebody. What it
would do may have changed with the room (show and hide are one button, an undo takes back the newest change), so it acts
only while the room is as it was drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workshop.desk.ui.actions import attempt, leave_note, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp
from workshop.services.camp import control


@dataclass(frozen=True)
class ScreenPress:
    """Where a press was made: the place of its message, the button, and the room's version on the screen."""

    place: str
    button: str
    moved: int


def act_on_seen(
    visitor: Visitor, camp: Camp, seen: ScreenPress, action: Callable[[], object], done: str = ""
) -> None:
    """Run it and leave the message `done`, unless the room has moved on or this is a double tap's second tap."""
    if tapped_twice(visitor, seen.place, seen.button):
        return
    if control.last_seq(app_context(), camp.id) != seen.moved:
        leave_note(seen.place, "note", visitor.say("desk.press.moved"))
        return
    attempt(visitor, seen.place, action, done)
