"""What every command is handed: where it prints, in which language and form, and how it reaches the installation."""

from __future__ import annotations

import json
import math
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from workshop.errors import InputError, MengyaError, RoomError, SetupError, SeveralErrors
from workshop.room import networks
from workshop.room.content import read_content
from workshop.room.house import House
from workshop.settings import Settings
from workshop.store.engine import opened
from workshop.store.migrate import migrate
from workshop.text import Language, explain, has, say

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

DONE, OTHER, BAD_INPUT = 0, 1, 2
MOST_TOLD = 20  # faults of one file that are told one by one
PATIENCE = 2.0  # seconds before a long computation says that it is alive
# Refusals by the room that come from what was typed, not from how the room stands.
MISTYPED = frozenset({"camp.unknown", "control.no_step", "seat.unknown", "community.unknown"})


@dataclass(frozen=True)
class Frame:
    """One run of one command."""

    language: Language
    json: bool
    settings: Settings

    def show(self, shape: Mapping[str, Json], text: str) -> None:
        """The result: one JSON object, or the readable text."""
        print(dumped(shape) if self.json else text)

    def note(self, text: str) -> None:
        """Something to know that is not the result."""
        print(text, file=sys.stderr)

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Say on stderr, from two seconds on, that the work goes on and for how long it has."""
        done = threading.Event()

        def tell() -> None:
            seconds = PATIENCE
            while not done.wait(PATIENCE):
                self.note(say(self.language, "cli.working", what=text, seconds=round(seconds)))
                seconds += PATIENCE

        thread = threading.Thread(target=tell, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    @contextmanager
    def house(self) -> Iterator[House]:
        """The installation, its database brought up to date."""
        content = read_content(self.settings.content)
        with opened(self.settings.db) as store:
            migrate(store)
            try:
                yield House(store, content)
            finally:
                networks.close()

    def fail(self, error: MengyaError) -> int:
        """Report an error; returns the exit code."""
        if self.json:
            print(dumped({"error": problem(self.language, error)}))
        else:
            self.note(sentence(self.language, error))
        return exit_code(error)


def frame_of(context: typer.Context) -> Frame:
    """The frame `main` put into the context."""
    if not isinstance(context.obj, Frame):
        raise SetupError("cli.frame")
    return context.obj


def exit_code(error: MengyaError) -> int:
    """2 for what the person can mend in what they typed or handed in, 1 for anything else."""
    mistyped = isinstance(error, RoomError) and error.code in MISTYPED
    return BAD_INPUT if isinstance(error, InputError) or mistyped else OTHER


def problem(language: Language, error: MengyaError) -> dict[str, Json]:
    """An error as data: its code, its sentence, and where it is; every single one when there are several."""
    told: dict[str, Json] = {
        "code": error.code,
        "message": sentence(language, error),
        "where": dict(error.where.parts()),
    }
    if isinstance(error, SeveralErrors):
        told["problems"] = [problem(language, one) for one in error.problems]
    return told


def sentence(language: Language, error: MengyaError) -> str:
    """What is wrong, where and how to mend it. An error without a sentence is told by its code: better than nothing.

    A table with one wrong column has a fault in every row; the first few say what to mend.
    """
    if isinstance(error, SeveralErrors) and len(error.problems) > MOST_TOLD:
        first = explain(language, SeveralErrors(error.problems[:MOST_TOLD]))
        more = say(language, "cli.more", n=len(error.problems) - MOST_TOLD)
        return f"{first}\n{more}"
    return explain(language, error) if has(language, f"errors.{error.code}") else str(error)


def dumped(shape: Mapping[str, Json]) -> str:
    """JSON with unrounded numbers; what is not a number is null."""
    return json.dumps(_finite(shape), ensure_ascii=False, allow_nan=False)


def _finite(value: Json) -> Json:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, Sequence):
        return [_finite(part) for part in value]
    return value
