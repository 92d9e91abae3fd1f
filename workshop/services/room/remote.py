"""What the remote shows: now, next, the minutes, the pace, who is where, what an undo takes back, what the wall shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workshop.model.camp import Action, Camp, CampStep, ControlEvent, StepState
from workshop.services.app.context import AppContext
from workshop.services.camp import control, progress
from workshop.services.camp.progress import StepProgress
from workshop.services.camp.questions import exercise_of
from workshop.services.matching.partners import groups_in
from workshop.services.room.notes import RoomNote, notes
from workshop.services.room.pace import Pace, pace_of
from workshop.services.room.steering import Steering, steering
from workshop.services.room.timetable import Timetable, timetable
from workshop.services.room.wall_views import PAIRS, chosen_view, view_now
from workshop.services.room.wall_words import Approval, WallCard, cards_in, held_back_in, raised_together
from workshop.store import answers, camps, rooms, seats
from workshop.store.room import boards, dialogue


@dataclass(frozen=True)
class RemoteView:
    """A camp as its facilitator steers it. `since` grows with everything the page shows but the passing of time."""

    camp: Camp
    steps: tuple[CampStep, ...]
    times: Timetable
    now: CampStep | None
    next: CampStep | None
    progress: StepProgress | None  # of the exercise that runs, or was the last to run
    undoable: ControlEvent | None
    steering: Steering
    others: tuple[CampStep, ...]  # that are open as well
    shows: str  # the wall's view as chosen
    showing: str  # the view it shows now: results wait for the reveal
    held_back: bool  # words without a name wait until enough people have written
    cards: tuple[
        WallCard, ...
    ]  # words that may reach the wall: of the last step to run, and all that wait of others
    raised: frozenset[str]  # words the last press on them put up together
    notes: tuple[RoomNote, ...]  # parked questions and decisions, oldest first
    pace: Pace | None
    joined: int
    since: str

    @property
    def waiting(self) -> int:
        """How many words wait to be looked at."""
        return sum(card.standing is Approval.WAITING for card in self.cards)

    @property
    def usual(self) -> tuple[Action, CampStep] | None:
        """The next sensible act: the one big button."""
        if self.now is None:
            return None if self.next is None else (Action.OPEN, self.next)
        if not self.now.screen:  # what comes next ends it, unless that is tomorrow
            last = self.next is None or self.next.block.day != self.now.block.day
            return (Action.CLOSE, self.now) if last or self.next is None else (Action.OPEN, self.next)
        if self.now.state is StepState.OPEN:
            return Action.FREEZE, self.now
        if not self.now.revealed:
            return Action.REVEAL, self.now
        return Action.CLOSE, self.now

    def left(self, at: datetime) -> int | None:
        """Whole minutes the running step still has at a time, negative when it is over."""
        return None if self.now is None else minutes_left(self.now, at)

    def name_of(self, step_id: str) -> CampStep | None:
        return next((step for step in self.steps if step.id == step_id), None)


def minutes_left(step: CampStep, at: datetime) -> int | None:
    """Whole minutes a step still has at a time, negative when it is over; None before it was opened."""
    if step.opened_at is None:
        return None
    end = step.opened_at + timedelta(minutes=step.minutes)
    return round((end - at).total_seconds() / 60)


def remote_view(context: AppContext, camp: Camp) -> RemoteView:
    """The remote at this moment."""

    def use_case(connection: Connection) -> RemoteView:
        events, room = camps.events(connection, camp.id), rooms.events(connection, camp.id)
        steps = control.fold(camps.steps(connection, camp.id), events)
        standing = control.effective(events)
        now = control.running(steps)
        last = now or control.newest(steps)
        times = timetable(steps, context.now())
        return RemoteView(
            camp=camp,
            steps=steps,
            times=times,
            now=now,
            next=control.following([step for step in steps if not step.skipped]),
            progress=None,
            undoable=standing[-1] if standing else None,
            steering=steering(room),
            others=tuple(one for one in steps if one.state is StepState.OPEN and one != now),
            shows=chosen_view(room),
            showing=view_now(
                chosen_view(room),
                last,
                exercise_of(context, last) if last else None,
                made_in(connection, camp.id, last),
            ),
            cards=_words(connection, context, camp, steps, last, raised_together(room)),
            raised=raised_together(room),
            held_back=last is not None and held_back_in(connection, context, camp, last),
            notes=notes(room),
            pace=pace_of(times, steps),
            joined=seats.count_seats(connection, camp.id),
            since=since_in(connection, camp.id),
        )

    view = context.store.read(use_case)
    # Late answers of a closed step are still to be decided, so the last one is counted as well.
    last = view.now or control.newest(view.steps)
    if last is None or not last.screen:
        return view
    return replace(view, progress=progress.progress(context, camp, last.id))


def made_in(connection: Connection, camp_id: str, step: CampStep | None) -> tuple[str, ...]:
    """Which arrangements of the room belong to the step and are made."""
    return (PAIRS,) if step and groups_in(connection, camp_id, step.id) else ()


def _words(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    steps: tuple[CampStep, ...],
    last: CampStep | None,
    raised: frozenset[str],
) -> tuple[WallCard, ...]:
    """What the remote lists: each text once, under the step nearest to now."""
    begun = [step for step in steps if step.opened_at is not None and step != last]
    earlier = sorted(begun, key=lambda step: (step.opened_at, step.position), reverse=True)
    found: dict[str, WallCard] = {}
    for step in (*([last] if last else []), *earlier):
        for card in cards_in(connection, context, camp, step):
            if step == last or card.standing is Approval.WAITING or card.id in raised:
                found.setdefault(card.id, card)
    return tuple(found.values())


def since_in(connection: Connection, camp_id: str) -> str:
    """A mark that changes with every act, answer, seat and join code: what a remote or a wall compares before it asks for
    more.
    """
    camp = camps.camp_by_id(connection, camp_id)
    return ".".join(
        str(number)
        for number in (
            camps.last_seq(connection, camp_id),
            rooms.last_seq(connection, camp_id),
            answers.newest_answer(connection, camp_id),
            dialogue.newest(connection, camp_id),
            boards.newest(connection, camp_id),
            *seats.marks(connection, camp_id),
            camp.code if camp else "",
        )
    )


def since(context: AppContext, camp_id: str) -> str:
    """As `since_in`, in a transaction of its own."""
    return context.store.read(lambda connection: since_in(connection, camp_id))
