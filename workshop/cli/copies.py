"""Commands that keep the database safe: a copy while it is in use, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.frame import frame_of
from workshop.store import copies
from workshop.text import say


def backup(context: typer.Context, file: Annotated[Path, typer.Argument()]) -> None:
    frame = frame_of(context)
    with frame.working(say(frame.language, "cli.work.backup")):
        size = copies.backup(frame.settings.db, file)
    frame.show(
        {"file": str(file), "bytes": size}, say(frame.language, "cli.backed_up", file=str(file), n=size)
    )


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument()],
    replace: Annotated[bool, typer.Option("--replace")] = False,
) -> None:
    frame = frame_of(context)
    kept = copies.restore(file, frame.settings.db, replace=replace)
    frame.show(
        {"file": str(file), "db": frame.settings.db, "kept": None if kept is None else str(kept)},
        say(frame.language, "cli.restored", file=str(file)),
    )
