"""Reading who asks for suggestions from a TOML file: what is left out is unknown, and a wrong code names its line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from workshop.content import Strict, load
from workshop.errors import SeveralErrors
from workshop.learning.case_text import Count, Level
from workshop.learning.vocabulary import Vocabularies, Vocabulary, code_problems, load_vocabularies
from workshop.model.case import Asker

Stage = Literal["0", "1.0", "2.0", "3.0"]


def _stage_as_text(given: object) -> object:
    """A stage written without quotes (0, 1.0, 2) is taken as its code; TOML makes a number of it."""
    if isinstance(given, int | float) and not isinstance(given, bool) and given in (0, 1, 2, 3):
        return "0" if given == 0 else f"{given:.1f}"
    return given


class AskText(Strict):
    """The file: every key may be left out. Levels are 0 none, 1 little, 2 fair, 3 strong."""

    stage: Annotated[Stage | None, BeforeValidator(_stage_as_text)] = None
    setting: str | None = None
    support: Level | None = None
    familiarity: Level | None = None
    households: Annotated[int, Field(ge=1)] | None = None
    groups: Count | None = None
    obstacles: tuple[str, ...] = ()
    assets: tuple[str, ...] | None = None
    words: Annotated[str, Field(max_length=2000)] = ""


def read_asker(path: Path, vocabularies: Vocabularies | None = None) -> Asker:
    """The asker in `path`, with codes of the vocabularies given (those shipped when None).

    Raises ContentError (several as SeveralErrors): `content.*`, `vocabulary.unknown_code`, `vocabulary.replaced_code`.
    """
    words = vocabularies if vocabularies is not None else load_vocabularies()
    asked = load(path, AskText)
    text = path.read_text(encoding="utf-8")
    used: tuple[tuple[str, Vocabulary, tuple[str, ...]], ...] = (
        ("obstacles", words.obstacles, asked.obstacles),
        ("assets", words.assets, asked.assets or ()),
        ("setting", words.settings, (asked.setting,) if asked.setting is not None else ()),
    )
    problems = [
        problem
        for key, vocabulary, codes in used
        for problem in code_problems(vocabulary, codes, path, text, (key,))
    ]
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return Asker(
        stage=asked.stage,
        setting=asked.setting,
        committee_support=asked.support,
        familiarity=asked.familiarity,
        households=asked.households,
        groups=asked.groups,
        obstacles=tuple(dict.fromkeys(asked.obstacles)),
        assets=frozenset(asked.assets) if asked.assets is not None else None,
        words=asked.words.strip(),
    )
