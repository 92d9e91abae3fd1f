"""The command that prints an exercise as a sheet, without a camp."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.base.errors import InputError
from workshop.base.text import say
from workshop.cli.frame import frame_of
from workshop.cli.installation import installed
from workshop.paper.field import STANDARD, sizes_of
from workshop.paper.page import laid_out, printed
from workshop.paper.sheet import blank_sheet
from workshop.services.app.context import AppContext
from workshop.services.camp.exercises import usable_exercises
from workshop.services.camp.rubrics import chosen_rubric, default_rubric


def sheet(
    context: typer.Context,
    exercise: Annotated[str, typer.Argument()],
    out_file: Annotated[Path, typer.Option("--out")],
    rubric: Annotated[str | None, typer.Option("--rubric")] = None,
    size: Annotated[str, typer.Option("--size")] = STANDARD.id,
) -> None:
    frame = frame_of(context)
    sizes = sizes_of(size)
    with installed(frame.settings) as app:
        known = usable_exercises(app)
        if exercise not in known:
            raise InputError("paper.exercise", exercise=exercise, known=", ".join(sorted(known)))
        page = blank_sheet(app, exercise, _rubric(app, rubric), frame.language)
    sides = len(laid_out(page, sizes))
    try:
        out_file.write_text(printed(page, sizes), encoding="utf-8")
    except OSError as error:
        raise InputError("paper.file", file=str(out_file), detail=error.strerror or "") from error
    frame.show(
        lambda: {"file": str(out_file), "exercise": exercise, "language": frame.language, "sides": sides},
        lambda: say(frame.language, "cli.sheet_written", file=str(out_file), n=sides),
    )


def _rubric(app: AppContext, reference: str | None) -> str:
    """The rubric asked for, or the default of a new camp."""
    if reference is not None:
        return chosen_rubric(app, reference).key
    named = next(recipe.rubric for recipe in app.content.recipes.values())
    return default_rubric(app, named).key
