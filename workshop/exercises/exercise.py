"""The schema of an exercise file (what a facilitator may write between the `+++` lines), and the exercise once loaded.

The Chinese file holds the structure and the Chinese texts; the English file holds texts only, matched by the ids of
the Chinese one. Once loaded by `library`, an exercise has its structure once and every text in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from workshop.base.content import Strict, Words
from workshop.base.text import Language
from workshop.model.step import ColumnKind, Ends, StepKind

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
    column: ColumnKind = ColumnKind.TEXT
    within: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class ExerciseStep:
    """One step. `items`, `options_from` and `people_from` name lists that come from outside the file."""

    id: str
    kind: StepKind
    who: Form
    minutes: int
    prompt: Words
    help: Words
    options: tuple[StepOption, ...]
    past: tuple[StepOption, ...]  # no longer asked; answers of an earlier version have them
    items: str | None
    options_from: str | None
    people_from: str | None
    ends: Ends
    ordered: bool
    evidence: bool
    min_items: int
    max_items: int
    max_chars: int
    max_each: int
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
    steps: tuple[ExerciseStep, ...]
    wall: WallSpec
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
        """The body's texts under the keys of HEADINGS, each without a translation in Chinese; a heading that is not
        there is absent.
        """
        own = {key: words for key, words in sections_in(self.body.of(language)).items() if words}
        return {**sections_in(self.body.zh), **own}


def sections_in(body: str) -> dict[str, str]:
    """The texts of one language's body under the keys of HEADINGS."""
    return dict(_sections(body))


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


Level = Literal["move", "exercise", "session"]
Phase = Literal["arrive", "see", "map", "talk", "learn", "design", "commit", "follow"]
Stage = Literal["0", "1.0", "2.0", "3.0"]
Form = Literal["solo", "pair", "trio", "table", "team", "fishbowl", "ring", "plenary"]
View = Literal["none", "count", "bars", "cards", "clusters", "place", "map", "network", "tables", "ring"]
Paper = Literal["lines", "scales", "cards", "rows"]

SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
CODE = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
AFTER = "after:"  # prefix of `opens` in a self-paced exercise
OPENS = r"^(host|auto|after:[a-z][a-z0-9-]*)$"


def written(kind: StepKind) -> StepKind:
    """Validator: a kind that a file may name. A review is generated from a step's items; a file never contains one."""
    if kind is StepKind.REVIEW:
        raise ValueError(f"a file cannot ask for a step of kind {kind.value}; the program adds it by itself")
    return kind


def filled(entries: tuple[object, ...]) -> tuple[object, ...]:
    """Validator: at least one entry. It runs after the entries', so that a faulty entry is not also reported as
    missing."""
    if not entries:
        raise ValueError("at least one entry is needed")
    return entries


class Minutes(Strict):
    """Shortest, planned and longest time."""

    min: int = Field(ge=1)
    plan: int = Field(ge=1)
    max: int = Field(ge=1)


class People(Strict):
    """How many take part and in what form; `size` people answer together."""

    min: int = Field(ge=1)
    max: int = Field(ge=1)
    form: Form
    size: int = Field(default=1, ge=1)


class Privacy(Strict):
    """Who sees answers (`sealed`: the facilitator only sees that they are there), and how residents are written."""

    level: Literal["open", "table", "team", "sealed"]
    names: Literal["real", "nick", "none"]
    residents: Literal["forbid", "code"]
    keep_days: int = Field(ge=1)


class WallSpec(Strict):
    """What the projector shows of it."""

    view: View = "none"
    order: str = ""


class Tried(Strict):
    """One time it was really run."""

    camp: str
    n: int
    minutes_real: int
    note: str = ""


class ChoiceFile(Strict):
    """One of the choices a column offers."""

    code: str = Field(pattern=CODE)
    label: str = Field(min_length=1)


class OptionFile(Strict):
    """One thing to choose, one level of a scale (code "0", "1", …), a relation, or one column of rows or of a roster.

    Of a `place`, the two axes: `x` across and `y` upwards, each with the choices `low` and `high` for its ends.
    A roster's column lists its `choices`, or takes them from a vocabulary (`choices_from`). A column of rows says what it
    holds (`type`), and of a date within how many days it is asked for (`within`; a later one is kept, with a remark) and
    after how many at the soonest (`after`; a sooner one is refused); one that is no longer asked keeps its name for earlier answers (`until`, the last version that asked).
    """

    code: str = Field(pattern=CODE)
    label: str = Field(min_length=1)
    help: str = ""
    choices: tuple[ChoiceFile, ...] = ()
    choices_from: str | None = None
    type: ColumnKind = ColumnKind.TEXT
    within: int | None = Field(default=None, ge=1, le=366)
    after: int | None = Field(default=None, ge=1, le=366)
    until: int | None = Field(default=None, ge=1)


class StepFile(Strict):
    """One step of the exercise. `minutes` of a step may be 0 when it shares the time of another.

    `people_from` says whom a roster or ties may name: the community's `map`, only its `map.people` or `map.groups`,
    or those picked in an earlier roster of the same file (its id).
    `from` names the dataset a step works with, `into` the one it adds to. `max_each` is how many dots of one person one
    item takes; 0 is all of them.
    """

    id: str = Field(pattern=SLUG)
    kind: Annotated[StepKind, AfterValidator(written)]
    who: Form
    minutes: int = Field(ge=0)
    prompt: str = Field(min_length=1)
    help: str = ""
    options: tuple[OptionFile, ...] = ()
    items: str | None = None
    options_from: str | None = None
    people_from: str | None = None
    ends: Ends = Ends.MINE
    ordered: bool = False
    evidence: bool = False
    min_items: int = Field(default=0, ge=0)
    max_items: int = Field(default=1, ge=1, le=500)
    max_chars: int = Field(default=200, ge=10, le=5000)
    max_each: int = Field(default=0, ge=0)
    required: bool = True
    anonymous: bool = False
    opens: str = Field(default="auto", pattern=OPENS)
    late: Literal["keep"] = "keep"
    wall: bool = False
    into: str | None = None
    from_: str | None = Field(default=None, alias="from")


class ExerciseFile(Strict):
    """The front matter of `<id>.zh.md`. `opens` is `host`, or `after:<exercise>`: a seat that has finished that one goes on
    by itself, while the facilitator has it open and where this one comes directly after it in the agenda. `variants` are
    exercises that can take its place when the day goes otherwise: the remote offers them as plan B.
    """

    id: str = Field(pattern=SLUG)
    version: int = Field(ge=1)
    title: str = Field(min_length=1)
    heart: str = Field(min_length=1)
    level: Level
    phase: Phase
    fits_stage: tuple[Stage, ...] = ("0", "1.0", "2.0", "3.0")
    purpose: str = Field(min_length=1)
    done: str = Field(min_length=1)
    article_link: str = ""
    minutes: Minutes
    people: People
    roles: tuple[str, ...] = ()
    space: str = ""
    materials: tuple[str, ...] = ()
    paper: Paper
    requires: tuple[str, ...] = ()
    produces: tuple[str, ...]
    privacy: Privacy
    consent: str | None = None
    opens: str = Field(default="host", pattern=OPENS)
    steps: Annotated[tuple[StepFile, ...], AfterValidator(filled)]
    wall: WallSpec = WallSpec()
    report: str | None = None
    related: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    inspired_by: tuple[str, ...] = Field(min_length=1)
    licence: str = Field(min_length=1)
    authors: tuple[str, ...] = Field(min_length=1)
    tested: tuple[Tried, ...] = ()


class OptionText(Strict):
    """Translated texts of an option, its choices' labels under their codes; what is absent stays Chinese."""

    label: str | None = None
    help: str | None = None
    choices: dict[str, str] = Field(default_factory=dict)


class StepText(Strict):
    """Translated texts of a step, options under their codes."""

    prompt: str | None = None
    help: str | None = None
    options: dict[str, OptionText] = Field(default_factory=dict)


class TranslationFile(Strict):
    """The front matter of `<id>.en.md`: texts only, steps under their ids. Structure here is an unknown key."""

    title: str | None = None
    heart: str | None = None
    purpose: str | None = None
    done: str | None = None
    article_link: str | None = None
    roles: tuple[str, ...] = ()
    space: str | None = None
    materials: tuple[str, ...] = ()
    steps: dict[str, StepText] = Field(default_factory=dict)
