"""Progress of a step, seat by seat, stuck ones first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.exercises.form import supported
from workshop.model.camp import Camp, CampStep, Role, Seat, StepState
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.questions import structures_of
from workshop.store import answers as rows
from workshop.store import camps, seats
from workshop.store.ballots import boxes

# A seat inactive for this long with questions left is stuck: a facilitator should go and look. The time runs while
# the step takes answers, from its opening on: whoever waits for the room is not stuck.
STUCK_AFTER = timedelta(minutes=3)


@dataclass(frozen=True)
class SeatProgress:
    """How far one seat is with one step, by the answers that count now. The facilitator sees this, never the answers.
    `waiting`: with the late answers that wait to be accepted it would be done."""

    seat: str
    nickname: str
    community: str
    role: Role
    answered: int
    total: int
    late: int
    waiting: bool
    drafting: bool
    seen_at: datetime
    stuck: bool

    @property
    def done(self) -> bool:
        return self.answered >= self.total


@dataclass(frozen=True)
class StepProgress:
    """Progress of a step over the room. `done` counts the seats that answered every required question; where none is
    required, those that sent at least one answer.
    """

    step: CampStep
    seats: tuple[SeatProgress, ...]
    total: int  # questions that are required; 1, any of them, where none is
    late_ballots: int  # answers without a seat that wait to be accepted
    counting: (
        int | None
    )  # how many answers without a seat count, of the question with the fewest; None: it asks none

    @property
    def done(self) -> int:
        """Of answers without a seat it is known how many wait, not whose: so many seats cannot be done."""
        finished = sum(seat.done for seat in self.seats)
        return finished if self.counting is None else min(finished, self.counting)

    @property
    def started(self) -> int:
        return sum(seat.answered > 0 for seat in self.seats)

    @property
    def waiting(self) -> int:
        """Seats whose late answers would make them done."""
        finished = sum(seat.done for seat in self.seats)
        return sum(seat.waiting for seat in self.seats) + finished - self.done

    @property
    def late(self) -> int:
        """Late answers waiting to be accepted."""
        return sum(seat.late for seat in self.seats) + self.late_ballots


def progress(context: AppContext, camp: Camp, step_id: str) -> StepProgress:
    """Progress of one step: stuck seats first, then the least advanced. Raises RoomError `control.no_step`."""

    def use_case(connection: Connection) -> StepProgress:
        step = next((one for one in control.steps_in(connection, camp.id) if one.id == step_id), None)
        if step is None:
            raise RoomError("control.no_step", step=step_id)
        asked = [
            one
            for one in structures_of(context, camp, step)
            if supported(one.kind) and one.kind not in (StepKind.SAY, StepKind.LOG)
        ]
        required = {one.id for one in asked if one.required}
        total = len(required) or min(1, len(asked))
        came = rows.arrivals(connection, camp.id, step_id, required or {one.id for one in asked})
        places = {one.id: one.name for one in camps.communities(connection, camp.id)}
        everyone = seats.seats(connection, camp.id)
        wrote = seats.seen(connection, camp.id)
        drafting = rows.drafting(connection, camp.id, step_id)
        now = context.now()
        opened = step.opened_at if step.state is StepState.OPEN else None
        seats_progress = [
            _of_seat(
                one,
                places[one.community],
                came.get(one.id, rows.SeatArrivals()),
                total,
                one.id in drafting,
                context.presence.worked(one.id, wrote[one.id]),
                None if opened is None else now - opened,
                now,
            )
            for one in everyone
        ]
        seats_progress.sort(key=lambda one: (one.done, not one.stuck, one.answered, one.nickname))
        late_ballots = rows.late_ballots(connection, camp.id, step_id)
        waiting = sum(one.waiting for one in late_ballots.values())
        without_seat = Counter(name for _, name in boxes.who_answered(connection, camp.id, step_id))
        counting = [
            without_seat[name] - late_ballots[name].uncounted for name in required & set(late_ballots)
        ]
        return StepProgress(step, tuple(seats_progress), total, waiting, min(counting, default=None))

    return context.store.read(use_case)


def _of_seat(
    seat: Seat,
    community: str,
    came: rows.SeatArrivals,
    total: int,
    drafting: bool,
    seen_at: datetime,
    open_for: timedelta | None,
    now: datetime,
) -> SeatProgress:
    given, counting = min(came.given, total), min(came.counting, total)
    return SeatProgress(
        seat=seat.id,
        nickname=seat.nickname,
        community=community,
        role=seat.role,
        answered=counting,
        total=total,
        late=came.waiting,
        waiting=counting < total == given,
        drafting=drafting,
        seen_at=seen_at,
        # A seat typed in from paper cannot be stuck.
        stuck=not seat.on_paper
        and open_for is not None
        and counting < total
        and min(now - seen_at, open_for) > STUCK_AFTER,
    )


def answers_received(context: AppContext, camp_id: str) -> dict[str, int]:
    """Answer rows per step, replaced and late ones too: every acknowledged submission is one."""
    return context.store.read(lambda connection: rows.count_answers(connection, camp_id))


def seats_taken(context: AppContext, camp_id: str) -> int:
    """How many seats of the camp are taken."""
    return context.store.read(lambda connection: seats.count_seats(connection, camp_id))


def pulse(context: AppContext, camp_id: str) -> tuple[int, int, int]:
    """Three version numbers; at least one changes whenever a live screen has something new to show."""

    def use_case(connection: Connection) -> tuple[int, int, int]:
        return (
            camps.last_seq(connection, camp_id),
            rows.newest_answer(connection, camp_id),
            seats.count_seats(connection, camp_id),
        )

    return context.store.read(use_case)
