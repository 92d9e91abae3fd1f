"""The asker of a suggestion: reading one from a TOML file, and what is still worth asking.

In the file, what is left out is unknown, and a wrong code names its line. Further questions are asked only if an answer
may change a card (the value of the answer is tested with `imagined` askers); chips are offered from the asker's words,
never ticked for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from workshop.base.content import Strict, load
from workshop.base.errors import SeveralErrors
from workshop.learning.cases.case_file import Count, Level
from workshop.learning.cases.vocabulary import Vocabularies, Vocabulary, code_problems, load_vocabularies
from workshop.learning.cases.weights import ATTRIBUTES, Attribute
from workshop.learning.suggest.local_similarity import STAGES
from workshop.learning.suggest.similarity import answers
from workshop.model.case import Asker, Case

Stage = Literal["0", "1.0", "2.0", "3.0"]


def _stage_as_text(given: object) -> object:
    """A stage written without quotes (0, 1.0, 2) is taken as its code; TOML reads it as a number."""
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


ASKED_FREELY = 4  # questions; after that one at a time, and only if its answer may change a card
LOWEST, HIGHEST = 0, 3  # of committee support and familiarity
FAR = 100  # times larger or smaller than any size in the base


def unanswered(asker: Asker) -> tuple[Attribute, ...]:
    """The attributes the asker has not given, in the order they are asked."""
    given = answers(asker)
    return tuple(attribute for attribute in ATTRIBUTES if given[attribute] is None)


def imagined(
    asker: Asker, cases: Sequence[Case], vocabularies: Vocabularies
) -> dict[Attribute, tuple[Asker, ...]]:
    """For each unanswered attribute, the asker as it would be with each extreme answer (every answer of a list)."""
    households = _extremes([case.households for case in cases])
    groups = _extremes([case.groups for case in cases])
    all_assets = vocabularies.assets.codes
    extremes: dict[Attribute, list[Asker]] = {
        "obstacles": [replace(asker, obstacles=(entry.code,)) for entry in vocabularies.obstacles.current],
        "stage": [replace(asker, stage=stage) for stage in STAGES],
        "setting": [replace(asker, setting=entry.code) for entry in vocabularies.settings.current],
        "support": [replace(asker, committee_support=level) for level in (LOWEST, HIGHEST)],
        "familiarity": [replace(asker, familiarity=level) for level in (LOWEST, HIGHEST)],
        "households": [replace(asker, households=size) for size in households],
        "groups": [replace(asker, groups=size) for size in groups],
        "assets": [replace(asker, assets=assets) for assets in (frozenset[str](), all_assets)],
    }
    return {attribute: tuple(extremes[attribute]) for attribute in unanswered(asker)}


def _extremes(sizes: Sequence[int | None]) -> tuple[int, ...]:
    """The smallest and the largest size in the base, and values far beyond both; nothing if the base has none."""
    known = [size for size in sizes if size is not None]
    return (min(known) // FAR, min(known), max(known), max(known) * FAR) if known else ()
