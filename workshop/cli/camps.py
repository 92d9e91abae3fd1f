"""Commands on camps and their database: create, inspect, control, export, erase a participant; backup and
restore.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from workshop.base.errors import InputError, RoomError
from workshop.base.lazy_import import lazy_import
from workshop.base.local_time import local
from workshop.base.text import Language, say
from workshop.cli.frame import Frame, Json, frame_of
from workshop.cli.installation import installed
from workshop.cli.output import grid, plain
from workshop.model.camp import Action, Camp
from workshop.model.ids import seat_codes, spaced, tidy_code
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, progress
from workshop.services.camp import control as controls
from workshop.services.export.summary import StepSummary, step_summaries
from workshop.services.follow.due import FollowUp, became_text, follow_up
from workshop.services.seats import seats
from workshop.store import copies

BY = "command line"  # author of control events from the command line

Export = Callable[[AppContext, Camp, Path, Language], Sequence[Path]]
CampArgument = Annotated[str, typer.Argument()]


def new(
    context: typer.Context,
    recipe: Annotated[str, typer.Option("--recipe")],
    title: Annotated[str, typer.Option("--title")],
    capacity: Annotated[int, typer.Option("--capacity")] = 200,
    rubric: Annotated[str | None, typer.Option("--rubric")] = None,
) -> None:
    frame = frame_of(context)
    with installed(frame.settings) as app:
        made = camps.new_camp(app, title, recipe, capacity, rubric=rubric)
    frame.show(
        lambda: {
            "camp": made.camp.id,
            "code": made.camp.code,
            "facilitator_password": made.facilitator_password,
            "join_path": made.join_path,
        },
        lambda: say(
            frame.language,
            "cli.camp.made",
            title=made.camp.title,
            code=spaced(made.camp.code),
            password=made.facilitator_password,
            path=made.join_path,
        ),
    )


def list_all(context: typer.Context) -> None:
    frame = frame_of(context)
    with installed(frame.settings) as app:
        listed = [(camp, progress.seats_taken(app, camp.id)) for camp in camps.camps(app)]
    frame.show(
        lambda: {"camps": [_camp(camp, taken) for camp, taken in listed]}, lambda: _list_text(frame, listed)
    )


def _list_text(frame: Frame, listed: Sequence[tuple[Camp, int]]) -> str:
    words = frame.language
    header = [say(words, f"cli.column.{name}") for name in ("code", "title", "recipe", "seats", "made")]
    rows = [
        [spaced(camp.code), camp.title, camp.recipe, taken, f"{local(camp.made_at):%Y-%m-%d %H:%M}"]
        for camp, taken in listed
    ]
    return grid(header, rows) if rows else say(words, "cli.camp.none")


def show(context: typer.Context, camp: CampArgument) -> None:
    frame = frame_of(context)
    with installed(frame.settings) as app:
        stored = camps.find(app, camp)
        taken = progress.seats_taken(app, stored.id)
        steps = step_summaries(app, stored, frame.language)
        places = camps.communities(app, stored.id)
    frame.show(
        lambda: {
            **_camp(stored, taken),
            "steps": [_step(step) for step in steps],
            "communities": [place.name for place in places],
            "answers": sum(step.received for step in steps),
        },
        lambda: _camp_text(frame, stored, taken, steps),
    )


def _camp(camp: Camp, seats: int) -> dict[str, Json]:
    return {
        "camp": camp.id,
        **plain(camp, without={"id"}),
        "made_at": camp.made_at.isoformat(),
        "seats": seats,
        "join_path": f"/j/{camp.code}",
    }


def _step(step_summary: StepSummary) -> dict[str, Json]:
    return {
        "step": step_summary.step.id,
        "title": step_summary.title,
        **plain(step_summary.step, only={"exercise", "state", "revealed", "late_accepted", "minutes"}),
        **plain(step_summary, only={"done", "started", "late"}),
        "answers": step_summary.received,
    }


def _camp_text(frame: Frame, camp: Camp, taken: int, steps: tuple[StepSummary, ...]) -> str:
    words = frame.language
    columns = ("step", "state", "revealed", "done", "started", "late", "answers")
    header = [say(words, f"cli.column.{name}") for name in columns]
    rows = [
        [
            one.step.id,
            say(words, f"cli.state.{one.step.state.value}"),
            say(words, "cli.yes") if one.step.revealed else "",
            one.done,
            one.started,
            one.late,
            one.received,
        ]
        for one in steps
    ]
    about = say(
        words, "cli.camp.about", title=camp.title, code=spaced(camp.code), seats=taken, capacity=camp.capacity
    )
    answered_on = say(words, "rubrics.of_camp_key", rubric=camp.rubric)
    return "\n".join(
        [
            about,
            answered_on,
            *([say(words, "common.invented")] if camp.invented else []),
            "",
            grid(header, rows),
        ]
    )


def control(
    context: typer.Context,
    camp: CampArgument,
    action: Annotated[str, typer.Argument()],
    step: Annotated[str | None, typer.Argument()] = None,
) -> None:
    frame = frame_of(context)
    known = [*controls.ALLOWED, Action.UNDO]  # the agenda is changed where it can be looked at
    if action not in known:
        raise InputError("cli.no_action", action=action, known=", ".join(known))
    if (step is None) != (action == Action.UNDO):
        raise InputError("cli.undo_step" if action == Action.UNDO else "cli.which_step", action=action)
    with installed(frame.settings) as app:
        stored = camps.find(app, camp)
        if step is None:
            done = controls.undo(app, stored.id, BY)
        else:
            done = controls.act(app, stored.id, Action(action), step, BY)
    frame.show(
        lambda: {
            "step": done.step.id,
            **plain(done.step, only={"state", "revealed"}),
            "event": {**plain(done.event, without={"step", "change"}), "at": done.event.at.isoformat()},
        },
        lambda: say(
            frame.language,
            "cli.controlled",
            step=done.step.id,
            state=say(frame.language, f"cli.state.{done.step.state.value}"),
        ),
    )


def export(context: typer.Context, camp: CampArgument, out: Annotated[Path, typer.Option("--out")]) -> None:
    frame = frame_of(context)
    with installed(frame.settings) as app:
        stored = camps.find(app, camp)
        with frame.working(say(frame.language, "cli.work.export")):
            take_home: Export = lazy_import("workshop.report.bundle:export")
            written = take_home(app, stored, out, frame.language)
        camps.noted(app, stored.id, "export", BY)
    files = [path.relative_to(out).as_posix() for path in written]
    frame.show(
        lambda: {"camp": stored.id, "out": str(out), "files": files},
        lambda: "\n".join(str(path) for path in written),
    )


def withdraw(context: typer.Context, camp: CampArgument, seat: Annotated[str, typer.Argument()]) -> None:
    frame = frame_of(context)
    with installed(frame.settings) as app:
        stored = camps.find(app, camp)
        erase.erase_participant(app, _seat_id(app, stored, seat), BY)
        traces = app.store.traces()
    frame.show(
        lambda: {"camp": stored.id, "seat": seat, "withdrawn": True, "traces": traces.value},
        lambda: "\n".join(
            (
                say(frame.language, "cli.withdrawn", seat=seat),
                say(frame.language, f"common.traces.{traces.value}"),
                say(frame.language, "cli.withdrawn_copies"),
            )
        ),
    )


def _seat_id(app: AppContext, camp: Camp, given: str) -> str:
    """A seat by its id, by its code in exports, or by its owner's recovery code."""
    taken = seats.of_camp(app, camp.id)
    codes = seat_codes(taken)
    wanted = tidy_code(given)
    for seat in taken:
        if given == seat.id or wanted in (codes[seat.id], seat.recovery):
            return seat.id
    raise RoomError("seat.unknown", seat=given)


def backup(context: typer.Context, file: Annotated[Path, typer.Argument()]) -> None:
    frame = frame_of(context)
    with frame.working(say(frame.language, "cli.work.backup")):
        size = copies.backup(frame.settings.db, file)
    frame.show(
        lambda: {"file": str(file), "bytes": size},
        lambda: say(frame.language, "cli.backed_up", file=str(file), n=size),
    )


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument()],
    replace: Annotated[bool, typer.Option("--replace")] = False,
) -> None:
    frame = frame_of(context)
    set_aside = copies.restore(file, frame.settings.db, replace=replace)
    frame.show(
        lambda: {
            "file": str(file),
            "db": frame.settings.db,
            "kept": None if set_aside is None else str(set_aside),
        },
        lambda: say(frame.language, "cli.restored", file=str(file)),
    )


DUE_COLUMNS = ("nickname", "community", "about", "what", "since", "days", "witness")


def followup(context: typer.Context, camp: CampArgument) -> None:
    frame = frame_of(context)
    with installed(frame.settings) as app:
        stored = camps.find(app, camp)
        found = follow_up(app, stored, frame.language)
        codes = seat_codes(seats.of_camp(app, stored.id))
    frame.show(
        lambda: {
            "camp": stored.id,
            "next": found.next.isoformat() if found.next else None,
            "counts": plain(found.counts),
            "due": [
                {
                    "seat": codes[one.seat.id],
                    "nickname": one.seat.nickname,
                    "community": one.community,
                    "about": one.about.value,
                    "what": one.what,
                    "since": one.since.isoformat(),
                    "days": one.due,
                    "late": one.late,
                    "witness": one.witness,
                }
                for one in found.due
            ],
        },
        lambda: _due_text(frame, found),
    )


def _due_text(frame: Frame, found: FollowUp) -> str:
    words = frame.language
    rows = [
        [
            one.seat.nickname,
            one.community,
            say(words, f"follow.about.{one.about.value}"),
            one.what,
            one.since.isoformat(),
            one.due,
            one.witness,
        ]
        for one in found.due
    ]
    lines = [became_text(found.counts, words)] if found.counts.commitments else []
    if rows:
        lines.append(grid([say(words, f"follow.column.{name}") for name in DUE_COLUMNS], rows))
    elif found.next:
        lines.append(say(words, "trials_desk.nobody_until", date=found.next.isoformat()))
    else:
        lines.append(say(words, "trials_desk.nobody"))
    return "\n".join(lines)
