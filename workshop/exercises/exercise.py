"""What an exercise is once it is read: structure once, every text in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workshop.content import Words
from workshop.exercises.format import (
    Form,
    Level,
    Minutes,
    Paper,
    People,
    Phase,
    Privacy,
    Stage,
    Tried,
    Wall,
)
from workshop.model.step import Ends, Kind
from workshop.text import Language

# The fixed headings of a body, in order: key, Chinese, English.
HEADINGS: tuple[tuple[str, str, str], ...] = (
    ("why", "为什么", "Why"),
    ("how", "怎么做", "How"),
    ("host", "主持人的话", "What the host says"),
    ("watch", "看什么", "What to watch for"),
    ("pitfalls", "容易走偏", "Where it goes wrong"),
    ("variations", "变体", "Variations"),
    ("paper", "纸面做法", "On paper"),
    ("close", "收口三问", "Three closing questions"),
    ("checklist", "自查清单", "Self-check"),
)


@dataclass(frozen=True)
class StepOption:
    """A choice, a level of a scale, a relation, or a column of rows or of a roster with what it offers."""

    code: str
    label: Words
    help: Words
    choices: tuple[tuple[str, Words], ...] = ()
    choices_from: str | None = None


@dataclass(frozen=True)
class Step:
    """One thing that happens. `items`, `options_from` and `people_from` name lists that come from outside the file."""

    id: str
    kind: Kind
    who: Form
    minutes: int
    prompt: Words
    help: Words
    options: tuple[StepOption, ...]
    items: str | None
    options_from: str | None
    people_from: str | None
    ends: Ends
    ordered: bool
    evidence: bool
    min_items: int
    max_items: int
    max_chars: int
    required: bool
    anonymous: bool
    opens: str
    wall: bool
    into: str | None
    from_: str | None


@dataclass(frozen=True)
class Exercise:
    """An exercise in every language. `untranslated` lists the keys whose English text is missing."""

    id: str
    version: int
    level: Level
    phase: Phase
    fits_stage: tuple[Stage, ...]
    title: Words
    heart: Words
    purpose: Words
    done: Words
    article_link: Words
    minutes: Minutes
    people: People
    roles: tuple[Words, ...]
    space: Words
    materials: tuple[Words, ...]
    paper: Paper
    requires: tuple[str, ...]
    produces: tuple[str, ...]
    privacy: Privacy
    consent: str | None
    opens: str
    steps: tuple[Step, ...]
    wall: Wall
    report: str | None
    related: tuple[str, ...]
    variants: tuple[str, ...]
    inspired_by: tuple[str, ...]
    licence: str
    authors: tuple[str, ...]
    tested: tuple[Tried, ...]
    body: Words
    untranslated: tuple[str, ...]
    file: str

    def sections(self, language: Language) -> dict[str, str]:
        """The body's texts under the keys of HEADINGS; a heading that is not there is absent."""
        return dict(_sections(self.body.of(language)))


def _sections(body: str) -> Iterator[tuple[str, str]]:
    names = {name: key for key, *both in HEADINGS for name in both}
    key, lines = "", list[str]()
    for line in [*body.splitlines(), "## "]:
        if not line.startswith("## "):
            lines.append(line)
            continue
        if key:
            yield key, "\n".join(lines).strip()
        key, lines = names.get(line.removeprefix("## ").strip(), ""), []
