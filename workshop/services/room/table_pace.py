"""Every table at its own pace: where each stands with a step, who sits there, and which needs a visit first.

A table that was opened, stopped or given minutes alone keeps that until the whole room is opened, stopped or closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from workshop.model.camp import Camp, CampStep, StepState
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.progress import SeatProgress, progress
from workshop.services.camp.tables import tables_now
from workshop.store import camps


@dataclass(frozen=True)
class TablePace:
    """One table with one step, as it stands there. `number` 0 gathers those who have no table."""

    number: int
    step: CampStep
    alone: bool  # it stands otherwise than the room
    seats: tuple[SeatProgress, ...]  # those who need a visit first

    @property
    def done(self) -> int:
        return sum(seat.done for seat in self.seats)

    @property
    def stuck(self) -> int:
        return sum(seat.stuck for seat in self.seats)

    def left(self, at: datetime) -> int | None:
        """Whole minutes the step still has at this table, negative when over; None while it is not open there."""
        if self.step.state is not StepState.OPEN or self.step.opened_at is None:
            return None
        return round((self.step.opened_at + timedelta(minutes=self.step.minutes) - at).total_seconds() / 60)


def table_paces(context: AppContext, camp: Camp, step_id: str) -> tuple[TablePace, ...]:
    """The tables of the round that is on, by number, then those without one; none where no tables are on the phones.

    Raises RoomError `control.no_step`.
    """
    sitting = context.store.read(lambda connection: tables_now(connection, camp.id))
    if not sitting:
        return ()
    rows, events = context.store.read(
        lambda connection: (camps.steps(connection, camp.id), camps.events(connection, camp.id))
    )
    people = progress(context, camp, step_id).seats
    room = next(one for one in control.fold(rows, events) if one.id == step_id)
    paces = []
    for number in sorted(set(sitting.values())):
        step = next(one for one in control.fold(rows, events, number) if one.id == step_id)
        here = tuple(one for one in people if sitting.get(one.seat, 0) == number)
        paces.append(TablePace(number, step, _differs(step, room), here))
    without = tuple(one for one in people if one.seat not in sitting)
    return (*paces, *([TablePace(0, room, False, without)] if without else []))


def _differs(step: CampStep, room: CampStep) -> bool:
    return (step.state, step.minutes) != (room.state, room.minutes)
