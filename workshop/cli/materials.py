"""Commands on content: validate files, compute a recipe's timetable."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from workshop.base.errors import InputError
from workshop.base.lazy_import import lazy_import
from workshop.base.settings import Settings
from workshop.base.text import say
from workshop.cli.frame import BAD_INPUT, DONE, Frame, Json, frame_of, problem, sentence
from workshop.cli.output import grid, plain
from workshop.exercises.agenda import Agenda, Recipe, load_recipe, recipes, schedule
from workshop.exercises.library import library
from workshop.services.check.check import Checked
from workshop.services.check.check import check as look


def check(
    context: typer.Context,
    path: Annotated[list[Path] | None, typer.Argument()] = None,
    own: Annotated[bool, typer.Option("--own")] = False,
) -> int:
    frame = frame_of(context)
    checked = look(path or (), frame.settings.content)
    if own:
        checked = _with_own(frame.settings, checked)
    lines = [sentence(frame.language, error) for error in checked.problems]
    counted = say(frame.language, "cli.checked", files=checked.files, n=len(lines))
    advice = [say(frame.language, "cli.advice", told=sentence(frame.language, one)) for one in checked.advice]
    frame.show(lambda: _checked(checked, lines), lambda: "\n".join([*lines, *advice, counted]))
    return BAD_INPUT if checked.problems else DONE


def _with_own(settings: Settings, checked: Checked) -> Checked:
    """What was checked, and the exercises published in the installation's database; only for them is it opened."""
    installed = lazy_import("workshop.cli.installation:installed")
    own_faults = lazy_import("workshop.services.camp.exercises:own_faults")
    with installed(settings) as app:
        exercises, problems = own_faults(app)
    return Checked(checked.files + exercises, (*checked.problems, *problems), checked.advice)


def _checked(checked: Checked, messages: Sequence[str]) -> dict[str, Json]:
    return {
        "files": checked.files,
        "problems": [
            {
                "file": error.where.file,
                "where": {name: part for name, part in error.where.parts().items() if name != "file"},
                "code": error.code,
                "message": message,
            }
            for error, message in zip(checked.problems, messages, strict=True)
        ],
    }


def agenda(
    context: typer.Context,
    recipe: Annotated[str, typer.Argument()],
    start: Annotated[str | None, typer.Option("--start")] = None,
) -> None:
    frame = frame_of(context)
    content = frame.settings.content
    timetable = schedule(_recipe(content, recipe), library(content / "exercises"), _clock(start))
    frame.show(lambda: _agenda(frame, timetable), lambda: _agenda_text(frame, timetable))


def _agenda(frame: Frame, timetable: Agenda) -> dict[str, Json]:
    return {
        "days": [
            {
                "blocks": [
                    {**plain(slot, without={"title", "planned"}), "title": slot.title.of(frame.language)}
                    for slot in day.blocks
                ],
                "slack_minutes": day.slack_minutes,
            }
            for day in timetable.days
        ],
        "problems": [problem(frame.language, error) for error in timetable.problems],
    }


def _agenda_text(frame: Frame, timetable: Agenda) -> str:
    lines: list[str] = []
    header = [say(frame.language, f"cli.column.{name}") for name in ("start", "end", "minutes", "block")]
    for number, day in enumerate(timetable.days, start=1):
        rows = [
            [slot.start + ("*" if slot.pinned else ""), slot.end, slot.minutes, slot.title.of(frame.language)]
            for slot in day.blocks
        ]
        lines += [
            _day(frame, number, day.slack_minutes),
            grid(header, rows),
            "",
        ]
    lines += [sentence(frame.language, error) for error in timetable.problems]
    return "\n".join(lines).rstrip()


def _day(frame: Frame, number: int, slack: int) -> str:
    if slack < 0:
        return say(frame.language, "cli.day_over", n=number, over=-slack)
    return say(frame.language, "cli.day", n=number, slack=slack)


def _recipe(content: Path, wanted: str) -> Recipe:
    """A recipe by its id or its file."""
    if wanted.endswith(".toml"):
        return load_recipe(Path(wanted))
    known = recipes(content / "data" / "recipes")
    if wanted not in known:
        raise InputError("camp.no_recipe", recipe=wanted, known=", ".join(sorted(known)))
    return known[wanted]


def _clock(given: str | None) -> str | None:
    """A time of day as `HH:MM`; `9:00` is understood. Raises InputError `cli.clock`."""
    if given is None:
        return None
    hours, colon, minutes = given.replace("：", ":").partition(":")
    fits = colon and hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()
    if not fits or len(minutes) != 2 or int(hours) > 23 or int(minutes) > 59:
        raise InputError("cli.clock", found=given)
    return f"{int(hours):02d}:{minutes}"
