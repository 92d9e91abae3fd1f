"""Changes of the agenda as a remote or the agenda page asks for them: a button's words become an event's content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workshop.exercises.agenda import CLOCK, clock_of, free_id, minutes_of
from workshop.exercises.exercise import Exercise
from workshop.model.camp import Action, CampStep
from workshop.services.camp import agenda_changes
from workshop.services.camp.agenda_changes import Wanted
from workshop.services.room.timetable import begun_day, timetable

EARLIER = "earlier"
LATER = "later"
SPLIT = "split"
JOIN = "join"
MOST_MINUTES = 480
DAY = 24 * 60
LONGEST_TITLE = 60
LONGEST_TRACK = 20
MOVES = (EARLIER, LATER)
AGENDA_ACTS = frozenset({*MOVES, SPLIT, JOIN, *(action.value for action in agenda_changes.AGENDA)})
DETAILS = (
    "after",
    "like",
    "cuts",
    "pin",
    "starts",
    "minutes",
    "title",
    "exercise",
    "own",
    "other",
)  # fields of the forms


@dataclass(frozen=True)
class AgendaPress:
    """What a form asks of the agenda."""

    act: str
    subject: str
    minutes: int
    detail: Mapping[str, str]


def wanted_change(
    exercises: Mapping[str, Exercise],
    steps: Sequence[CampStep],
    answered: Mapping[str, int],
    asked: AgendaPress,
    now: datetime,
) -> tuple[Action, Wanted]:
    """The event a press becomes at a moment, or why it becomes none."""
    detail, subject = asked.detail, asked.subject
    if asked.act == EARLIER:
        return Action.MOVE, agenda_changes.one_earlier(steps, subject)
    if asked.act == LATER:
        return Action.MOVE, agenda_changes.one_later(steps, subject)
    if asked.act == SPLIT:
        return Action.ADD, _split(exercises, steps, asked)
    if asked.act == JOIN:
        return Action.PLAN, agenda_changes.joined(steps, subject)
    action = Action(asked.act)
    if action is Action.MOVE:
        return action, agenda_changes.moved(steps, subject, detail.get("after", ""), detail.get("like", ""))
    if action is Action.CUT:
        return action, agenda_changes.cut(steps, cuts_in(detail.get("cuts", "")))
    if action is Action.PLAN:
        return action, _planned(steps, asked, now)
    if action is Action.REMOVE:
        return action, agenda_changes.removed(steps, subject, subject in answered)
    make = _swapped if action is Action.SWAP else _added
    return action, make(exercises, steps, answered, asked)


def _planned(steps: Sequence[CampStep], asked: AgendaPress, now: datetime) -> Wanted:
    pin, starts = asked.detail.get("pin"), asked.detail.get("starts")
    given = asked.minutes or asked.detail.get("minutes", "").strip()
    if given and not 1 <= asked.minutes <= MOST_MINUTES:
        return Wanted(why="minutes")
    if any(one and not re.fullmatch(CLOCK, one) for one in (pin, starts)):
        return Wanted(why="pin")
    if starts:
        return agenda_changes.begun_at(steps, asked.subject, starts)
    if not pin:
        return agenda_changes.planned(steps, asked.subject, asked.minutes or None, pin)
    return _pinned(steps, asked, pin, now)


def _pinned(steps: Sequence[CampStep], asked: AgendaPress, pin: str, now: datetime) -> Wanted:
    """A fixed time, read off the clock on the wall and kept on the plan's."""
    slot = next((one for one in timetable(steps, now).slots if one.step.id == asked.subject), None)
    day = begun_day(steps, slot.step.block.day, now) if slot else None
    on_plan = clock_of(minutes_of(pin) - (day[1] if day else 0))
    wanted = agenda_changes.planned(steps, asked.subject, asked.minutes or None, on_plan)
    if "pin" in wanted.change and slot and slot.passed:
        return Wanted(why="pin_passed")
    if "pin" in wanted.change and day and minutes_of(pin) < day[0] % DAY:
        return Wanted(why="pin_past")
    return wanted


def _added(
    exercises: Mapping[str, Exercise],
    steps: Sequence[CampStep],
    _answered: Mapping[str, int],
    asked: AgendaPress,
) -> Wanted:
    title, after = " ".join(asked.detail.get("title", "").split()), asked.detail.get("after", "")
    if exercise := exercises.get(asked.detail.get("exercise", "")):
        what: dict[str, str | int] = {"exercise": exercise.id, "version": exercise.version}
        return agenda_changes.added(steps, after, {**what, "minutes": exercise.minutes.plan})
    if not title or len(title) > LONGEST_TITLE:
        return Wanted(why="title")
    if not 1 <= asked.minutes <= MOST_MINUTES:
        return Wanted(why="minutes")
    return agenda_changes.added(steps, after, {"zh": title, "en": title, "minutes": asked.minutes})


def _split(exercises: Mapping[str, Exercise], steps: Sequence[CampStep], asked: AgendaPress) -> Wanted:
    """Beside a block runs the exercise that was chosen, or the same once more for other tables, in the same time."""
    step = next((one for one in steps if one.id == asked.subject), None)
    own, other = (" ".join(asked.detail.get(name, "").split()) for name in ("own", "other"))
    if step is None:
        return Wanted(why="no_step")
    if max(len(own), len(other)) > LONGEST_TRACK:
        return Wanted(why="no_track")
    what: dict[str, str | int] = {"minutes": step.minutes}
    if exercise := exercises.get(asked.detail.get("exercise", "") or step.exercise):
        same = exercise.id == step.exercise
        version = step.exercise_version if same else exercise.version
        what |= {"exercise": exercise.id, "version": version}
    elif title := step.block.title:
        what |= {"zh": title.zh, "en": title.en}
    else:
        return Wanted(why="no_step")
    return agenda_changes.split(steps, step.id, own, other, what)


def _swapped(
    exercises: Mapping[str, Exercise],
    steps: Sequence[CampStep],
    answered: Mapping[str, int],
    asked: AgendaPress,
) -> Wanted:
    step = next((one for one in steps if one.id == asked.subject), None)
    exercise = exercises.get(asked.detail.get("exercise", ""))
    if step is None or exercise is None:
        return Wanted(why="no_step")
    if step.begun_at is not None or step.id in answered:
        return Wanted(why="begun")
    if step.exercise == exercise.id:
        return Wanted(why="same_plan")
    # An id that once had answers is not given to another exercise.
    new = free_id(exercise.id, {one.id for one in steps} | set(answered))
    return Wanted(
        {"id": new, "exercise": exercise.id, "version": exercise.version, "minutes": exercise.minutes.plan}
    )


def cuts_in(text: str) -> dict[str, int]:
    """`commit=5 net-map=10` as minutes by block; what is written otherwise is left out."""
    parts = (part.partition("=") for part in text.split())
    return {block: int(minutes) for block, _, minutes in parts if minutes.isascii() and minutes.isdigit()}
