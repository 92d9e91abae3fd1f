"""The frame of every command: output, language, format, settings, and error reporting.

The three options every command takes, before or after its name (`--json`, `--lang zh|en`, `--db URL`), are
taken out of the arguments before the command line is parsed, because even a parse error must be reported in
the reader's language and format.
"""

from __future__ import annotations

import json
import locale
import math
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from workshop.base.errors import InputError, MengyaError, RoomError, SetupError, SeveralErrors
from workshop.base.lazily import lazily
from workshop.base.lazy_import import lazy_import
from workshop.base.text import LANGUAGES, Language, explain, has, say

if TYPE_CHECKING:
    from workshop.base.settings import Settings

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

SETTINGS = "MENGYA_"  # prefix of environment variables
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
URL = re.compile(r"[a-z0-9+]+://")
DONE, OTHER, BAD_INPUT = 0, 1, 2
MOST_LISTED = 20  # faults of one file that are listed one by one
PATIENCE = 2.0  # seconds before a long computation reports progress
# Room errors caused by what was typed, not by the room's state.
MISTYPED = frozenset({"camp.unknown", "control.no_step", "seat.unknown", "community.unknown"})


@dataclass(frozen=True)
class Common:
    """The common options, and the remaining arguments."""

    json: bool
    language: Language
    db: str | None
    rest: tuple[str, ...]


def read_common(arguments: Sequence[str], environment: Mapping[str, str]) -> Common:
    """Take out the common options. Raises InputError `cli.language` or `cli.no_value`."""
    waiting = list(arguments)
    options: dict[str, str] = {}
    json = False
    rest: list[str] = []
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
            break
        if word == "--json":
            json = True
        elif name in ("--lang", "--db"):
            if not equals and not waiting:
                raise InputError("cli.no_value", option=name)
            options[name] = value if equals else waiting.pop(0)
        else:
            rest.append(word)
    wanted = options.get("--lang")
    if wanted is not None and wanted not in LANGUAGES:
        raise InputError("cli.language", found=wanted)
    db = options.get("--db")
    return Common(
        json=json,
        language=_known(wanted) if wanted else system_language(environment),
        db=None if db is None else database(db),
        rest=tuple(rest),
    )


def database(given: str) -> str:
    """A database's address; a bare path is an SQLite file."""
    return given if URL.match(given) else f"sqlite:///{Path(given).absolute()}"


def system_language(environment: Mapping[str, str]) -> Language:
    """The system's language (locale), if it is known."""
    locale_name = next((environment[name] for name in LOCALES if environment.get(name)), None)
    if locale_name is None:
        locale_name = locale.getlocale()[0] or ""
    return "zh" if locale_name.lower().startswith(("zh", "chinese")) else "en"


def _known(language: str) -> Language:
    return "zh" if language == "zh" else "en"


@dataclass(frozen=True)
class Frame:
    """One run of one command."""

    language: Language
    json: bool
    db: str | None = None  # the database asked for on the command line

    @lazily
    def settings(self) -> Settings:
        """The settings from the environment and the command line. Raises InputError `cli.setting`."""
        read: Callable[[], Settings] = lazy_import("workshop.base.settings:read_settings")
        settings = read()
        return settings.model_copy(update={"db": self.db or database(settings.db)})

    def check_settings(self, environment: Mapping[str, str]) -> None:
        """Report a wrong environment variable before anything else; where none is set, reading waits until it
        is needed.
        """
        if any(name.upper().startswith(SETTINGS) for name in environment):
            _ = self.settings

    def show(self, shape: Callable[[], Mapping[str, Json]], text: Callable[[], str]) -> None:
        """Print the result: one JSON object, or the readable text; only what is printed is computed."""
        print(dumped(shape()) if self.json else text())

    def note(self, text: str) -> None:
        """A note that is not the result, on stderr."""
        print(text, file=sys.stderr)

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Progress on stderr: from two seconds on, say that the work goes on and for how long it has."""
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

    def fail(self, error: MengyaError) -> int:
        """Report an error; returns the exit code."""
        if self.json:
            print(dumped({"error": problem(self.language, error)}))
        else:
            self.note(sentence(self.language, error))
        return exit_code(error)


def frame_of(context: typer.Context) -> Frame:
    """The frame `main` put into the Click context."""
    if not isinstance(context.obj, Frame):
        raise SetupError("cli.frame")
    return context.obj


def exit_code(error: MengyaError) -> int:
    """2 for what the user can fix in what they typed or handed in, 1 for anything else."""
    mistyped = isinstance(error, RoomError) and error.code in MISTYPED
    return BAD_INPUT if isinstance(error, InputError) or mistyped else OTHER


def problem(language: Language, error: MengyaError) -> dict[str, Json]:
    """An error as data: its code, its sentence, and where it is; each one when there are several."""
    data: dict[str, Json] = {
        "code": error.code,
        "message": sentence(language, error),
        "where": dict(error.where.parts()),
    }
    if isinstance(error, SeveralErrors):
        data["problems"] = [problem(language, one) for one in error.problems]
    return data


def sentence(language: Language, error: MengyaError) -> str:
    """What is wrong, where and how to fix it. An error without a sentence is reported by its code.

    A table with one wrong column has a fault in every row; the first few say what to fix.
    """
    if isinstance(error, SeveralErrors) and len(error.problems) > MOST_LISTED:
        first = explain(language, SeveralErrors(error.problems[:MOST_LISTED]))
        more = say(language, "cli.more", n=len(error.problems) - MOST_LISTED)
        return f"{first}\n{more}"
    return explain(language, error) if has(language, f"errors.{error.code}") else str(error)


def dumped(shape: Mapping[str, Json]) -> str:
    """JSON with unrounded numbers; NaN and infinities become null."""
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
