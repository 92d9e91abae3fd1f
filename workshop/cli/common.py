"""The three options every command takes, before or after its name: `--json`, `--lang zh|en`, `--db URL`.

They are taken out of the arguments before the command line is read, because a mistake in the rest must already be
answered in the reader's language and form.
"""

from __future__ import annotations

import locale
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop.errors import InputError
from workshop.text import LANGUAGES, Language

URL = re.compile(r"[a-z0-9+]+://")
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True)
class Common:
    """What was asked for, and the arguments without it."""

    json: bool
    language: Language
    db: str | None
    rest: tuple[str, ...]


def read_common(arguments: Sequence[str], environment: Mapping[str, str]) -> Common:
    """Take the common options out. Raises InputError `cli.language` or `cli.no_value`."""
    waiting = list(arguments)
    found: dict[str, str] = {}
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
            found[name] = value if equals else waiting.pop(0)
        else:
            rest.append(word)
    wanted = found.get("--lang")
    if wanted is not None and wanted not in LANGUAGES:
        raise InputError("cli.language", found=wanted)
    db = found.get("--db")
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
    """The language this computer speaks, as far as it tells."""
    told = next((environment[name] for name in VARIABLES if environment.get(name)), None)
    if told is None:
        told = locale.getlocale()[0] or ""
    return "zh" if told.lower().startswith(("zh", "chinese")) else "en"


def _known(language: str) -> Language:
    return "zh" if language == "zh" else "en"
