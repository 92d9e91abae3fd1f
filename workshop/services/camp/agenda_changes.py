"""Changes to the agenda of a running camp: what each makes of the steps, and which a facilitator may make.

A change is an event like any other, undone like any other. What has begun keeps its place, its exercise and its window.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from workshop.base.content import Words
from workshop.exercises.agenda import MORNING, clock_of, minutes_of
from workshop.model.camp import Action, BlockPlan, CampStep, ControlEvent

Change = Mapping[str, str | int]
AGENDA = frozenset({Action.MOVE, Action.CUT, Action.PLAN, Action.ADD, Action.REMOVE, Action.SWAP})


@dataclass(frozen=True)
class Wanted:
    """A change as the log keeps it, or why it cannot be made now."""

    change: Change = field(default_factory=dict)
    why: str = ""


def changed(steps: Sequence[CampStep], event: ControlEvent) -> list[CampStep]:
    """The steps after an event that changes the agenda."""
    change = event.change
    if event.action is Action.ADD:
        if "beside" in change:
            steps = [_on_track(one, change) if one.id == change["after"] else one for one in steps]
        return _put(steps, _added(event.step, change), change)
    step = next((one for one in steps if one.id == event.step), None)
    if step is None:
        return list(steps)
    if event.action is Action.CUT:
        return [replace(one, minutes=one.minutes - int(change.get(one.id, 0))) for one in steps]
    if "joins" in change:
        side = {one.id for one in side_by_side(steps, step)}
        return [replace(one, block=replace(one.block, track="")) if one.id in side else one for one in steps]
    if "by" in change:
        return [_shifted(one, int(change["by"])) if one.block.day == step.block.day else one for one in steps]
    others = [one for one in steps if one.id != step.id]
    if event.action is Action.REMOVE:
        return others
    if event.action is Action.MOVE:
        return _put(others, replace(step, block=_placed(step.block, change)), change)
    after = _swapped(step, change) if event.action is Action.SWAP else _planned(step, change)
    return [after if one.id == step.id else one for one in steps]


def _put(steps: Sequence[CampStep], step: CampStep, change: Change) -> list[CampStep]:
    """The steps with this one behind the one named; at the beginning where none is."""
    place = next((number for number, one in enumerate(steps, 1) if one.id == change["after"]), 0)
    return [*steps[:place], step, *steps[place:]]


def _placed(block: BlockPlan, change: Change) -> BlockPlan:
    return replace(
        block,
        day=int(change["day"]),
        begins=str(change["begins"]),
        ends=str(change["ends"]),
        track=str(change["track"]),
    )


def _added(id: str, change: Change) -> CampStep:
    minutes = int(change["minutes"])
    titled = Words(zh=str(change["zh"]), en=str(change["en"])) if "zh" in change else None
    block = _placed(BlockPlan(title=titled, planned=minutes), change)
    return CampStep(
        id, 0, str(change.get("exercise", "")), int(change.get("version", 0)), minutes, block=block
    )


def _swapped(step: CampStep, change: Change) -> CampStep:
    minutes = int(change["minutes"])
    return replace(
        step,
        id=str(change["id"]),
        exercise=str(change["exercise"]),
        exercise_version=int(change["version"]),
        minutes=minutes,
        block=replace(step.block, title=None, plan_b=None, planned=minutes),
    )


def _on_track(step: CampStep, change: Change) -> CampStep:
    return replace(step, block=replace(step.block, track=str(change["beside"])))


def side_by_side(steps: Sequence[CampStep], step: CampStep) -> tuple[CampStep, ...]:
    """The blocks that run side by side with this one, itself among them; none where it is on no track."""
    if not step.block.track:
        return ()
    for joined, same in groupby(steps, key=lambda one: (bool(one.block.track), one.block.window)):
        run = tuple(same)
        if joined[0] and step in run:
            return run
    return ()


def _planned(step: CampStep, change: Change) -> CampStep:
    minutes = int(change.get("minutes", step.minutes))
    planned = minutes if "minutes" in change else step.block.planned
    return replace(
        step,
        minutes=minutes,
        block=replace(step.block, planned=planned, pin=str(change.get("pin", step.block.pin))),
    )


def _shifted(step: CampStep, by: int) -> CampStep:
    """The block with its window and its fixed time so many minutes later."""
    block = step.block
    at = {name: clock for name, clock in (("ends", block.ends), ("pin", block.pin)) if clock}
    later = {name: clock_of(minutes_of(clock) + by) for name, clock in at.items()}
    begins = clock_of(minutes_of(block.begins or MORNING) + by)
    return replace(
        step,
        block=replace(
            block, begins=begins, ends=later.get("ends", block.ends), pin=later.get("pin", block.pin)
        ),
    )


def begun_at(steps: Sequence[CampStep], id: str, clock: str) -> Wanted:
    """The change that lets the day of a block begin at a clock time, with all its windows and fixed times."""
    step = _named(steps, id)
    if step is None:
        return Wanted(why="no_step")
    day = [one for one in steps if one.block.day == step.block.day]
    if any(one.begun_at is not None for one in day):
        return Wanted(why="day_begun")
    times = [minutes_of(one) for block in day for one in (block.block.begins, block.block.ends) if one]
    times = times or [minutes_of(MORNING)]
    by = minutes_of(clock) - times[0]
    if max(times) + by > minutes_of("23:59"):
        return Wanted(why="past_midnight")
    return Wanted({"by": by}, "" if by else "same_plan")


def one_later(steps: Sequence[CampStep], id: str) -> Wanted:
    """The change that moves a block behind the next one; out of its window first, where it is the last there."""
    return _beside(steps, id, 1)


def one_earlier(steps: Sequence[CampStep], id: str) -> Wanted:
    """The change that moves a block before the one that precedes it."""
    return _beside(steps, id, -1)


def _beside(steps: Sequence[CampStep], id: str, way: int) -> Wanted:
    place = next((number for number, one in enumerate(steps) if one.id == id), None)
    if place is None:
        return Wanted(why="no_step")
    near = place + way
    if not 0 <= near < len(steps):
        return Wanted(why="at_the_edge")
    other = steps[near]
    behind = near if way > 0 else near - 1
    if other.block.window != steps[place].block.window:
        behind = place - 1  # into the other window, and in the same order
    return moved(steps, id, steps[behind].id if behind >= 0 else "", other.id)


def moved(steps: Sequence[CampStep], id: str, after: str, like: str) -> Wanted:
    """The change that puts a block behind `after` ("": first of all), in the window and on the track of `like`."""
    step, model = _named(steps, id), _named(steps, like)
    if step is None or model is None or id in (after, like) or (after and _named(steps, after) is None):
        return Wanted(why="no_step")
    if step.begun_at is not None:
        return Wanted(why="begun")
    if step.block.pin:
        return Wanted(why="pinned")
    change = {"after": after, **_place(model)}
    order = [one.id for one in _put([one for one in steps if one.id != id], step, change)]
    before = {one.id for one in steps[: steps.index(step)]}
    if any(
        one.begun_at is not None and one.id in before
        for one in steps
        if order.index(one.id) > order.index(id)
    ):
        return Wanted(why="before_begun")
    windows = [model.block.window if name == id else _window(steps, name) for name in order]
    if windows != sorted(windows):
        return Wanted(why="no_place")  # the page it was dragged on was older
    if order == [one.id for one in steps] and _place(step) == _place(model):
        return Wanted(why="same_place")
    return Wanted(change)


def _window(steps: Iterable[CampStep], id: str) -> tuple[int, str]:
    return next(one.block.window for one in steps if one.id == id)


def _place(step: CampStep) -> dict[str, str | int]:
    block = step.block
    return {"day": block.day, "begins": block.begins, "ends": block.ends, "track": block.track}


def cut(steps: Sequence[CampStep], less: Mapping[str, int]) -> Wanted:
    """The change that takes minutes from several blocks, each keeping at least one."""
    for name, minutes in less.items():
        step = _named(steps, name)
        if step is None or step.begun_at is not None or minutes < 1 or step.minutes - minutes < 1:
            return Wanted(why="agenda_changed")
    return Wanted(dict(less), "" if less else "agenda_changed")


def planned(steps: Sequence[CampStep], id: str, minutes: int | None, pin: str | None) -> Wanted:
    """The change that gives a block other minutes or another fixed time ("": none)."""
    step = _named(steps, id)
    if step is None:
        return Wanted(why="no_step")
    if step.begun_at is not None:
        return Wanted(why="begun")
    if pin and step.block.track:
        return Wanted(why="on_a_track")
    change: dict[str, str | int] = {}
    if minutes is not None and minutes != step.minutes:
        change["minutes"] = minutes
    if pin is not None and pin != step.block.pin:
        change["pin"] = pin
    return Wanted(change, "" if change else "same_plan")


def added(steps: Sequence[CampStep], after: str, what: Change) -> Wanted:
    """The change that puts a new block behind another, with its title or exercise and its minutes."""
    model = _named(steps, after)
    if model is None:
        return Wanted(why="no_step")
    later = steps[steps.index(model) + 1 :]
    if any(one.begun_at is not None for one in later):
        return Wanted(why="before_begun")
    return Wanted({"after": after, **what, **_place(model)})


def split(steps: Sequence[CampStep], id: str, own: str, other: str, what: Change) -> Wanted:
    """The change that puts a new block beside one that waits: from now on the two run side by side, on the track `own` and
    on the track `other`. A block on a track already keeps its track.
    """
    step = _named(steps, id)
    if step is None:
        return Wanted(why="no_step")
    own = step.block.track or own
    if not own or not other:
        return Wanted(why="no_track")
    if other in {own, *(one.block.track for one in side_by_side(steps, step))}:
        return Wanted(why="same_track")
    if step.begun_at is not None:
        return Wanted(why="begun")
    if step.block.pin:
        return Wanted(why="pinned")
    wanted = added(steps, id, what)
    if wanted.why:
        return wanted
    return Wanted({**wanted.change, "beside": own, "track": other})


def joined(steps: Sequence[CampStep], id: str) -> Wanted:
    """The change that lets blocks side by side follow one another again."""
    step = _named(steps, id)
    side = side_by_side(steps, step) if step else ()
    if not side:
        return Wanted(why="no_track")
    if any(one.begun_at is not None for one in side):
        return Wanted(why="begun")
    return Wanted({"joins": 1})


def removed(steps: Sequence[CampStep], id: str, answered: bool) -> Wanted:
    """The change that takes a block out which nobody has begun or answered. The last one stays."""
    step = _named(steps, id)
    if step is None:
        return Wanted(why="no_step")
    if step.begun_at is not None or answered:
        return Wanted(why="begun")
    return Wanted({"id": id}, "" if len(steps) > 1 else "last_block")


def brought(event: ControlEvent) -> str:
    """The step that would be gone if the event were undone; "" where none would."""
    if event.action is Action.ADD:
        return event.step
    return str(event.change["id"]) if event.action is Action.SWAP else ""


def _named(steps: Iterable[CampStep], id: str) -> CampStep | None:
    return next((one for one in steps if one.id == id), None)
