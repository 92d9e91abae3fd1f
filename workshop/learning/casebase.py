"""Case files: what a documented case must say, checked at the door, and given back in one language.

A case without limits or a source is refused: the two are what keeps a suggestion from becoming advertising.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from workshop.content import Strict, Words, load, row_of
from workshop.errors import ContentError, InputError, SeveralErrors, Value, Where
from workshop.learning.vocabulary import Vocabularies, code_problems, each, load_vocabularies
from workshop.model.case import Case, Evidence, Grade, LifeEntry, Move, Outcome, Source
from workshop.text import LANGUAGES, Language

# What fits a card: where they were stuck, in characters.
STUCK_MOST: dict[Language, int] = {"zh": 60, "en": 160}

Level = Annotated[int, Field(ge=0, le=3)]
Count = Annotated[int, Field(ge=0)]
Location = tuple[str | int, ...]


class MoveText(Strict):
    """A move as written in a case file."""

    code: str
    text: Words
    by: Words | None = None
    month: Count | None = None
    cost_yuan: Count | None = None
    needs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    lead: bool = False


class LifeText(Strict):
    """A line of the case's life as written in a case file; `when` is 2003, 2003-12 or 2015-11-16."""

    text: Words
    month: Count | None = None
    until: Count | None = None
    when: Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")] | None = None
    groups: Count | None = None


class SourceText(Strict):
    """Where the case was read."""

    reference: Words
    grade: Grade


class CaseText(Strict):
    """One case file. What the source does not say is left out, never guessed."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    vocabulary: int
    title: Words
    place: Words
    period: Words
    stage: Literal["0", "1.0", "2.0"] | None = None
    setting: str | None = None
    committee_support: Level | None = None
    familiarity: Level | None = None
    households: Annotated[int, Field(ge=1)] | None = None
    groups: Count | None = None
    obstacles: Annotated[tuple[str, ...], Field(min_length=1)]
    assets: tuple[str, ...] = ()
    stuck: Words
    story: Words
    moves: Annotated[tuple[MoveText, ...], Field(min_length=1)]
    mechanism: Words
    outcomes: Annotated[dict[str, Outcome], Field(min_length=1)]
    result: Words
    evidence: Evidence
    limits: Words
    reading: Words | None = None
    first_step: Words
    question: Words
    sources: tuple[SourceText, ...]
    life: tuple[LifeText, ...] = ()

    def told(self, language: Language) -> Case:
        """The case in one language."""
        return Case(
            id=self.id,
            title=self.title.of(language),
            place=self.place.of(language),
            period=self.period.of(language),
            stage=self.stage,
            setting=self.setting,
            committee_support=self.committee_support,
            familiarity=self.familiarity,
            households=self.households,
            groups=self.groups,
            obstacles=self.obstacles,
            assets=frozenset(self.assets),
            stuck=self.stuck.of(language),
            story=self.story.of(language),
            moves=tuple(_move(move, language) for move in self.moves),
            mechanism=self.mechanism.of(language),
            outcomes=tuple(self.outcomes.items()),
            result=self.result.of(language),
            evidence=self.evidence,
            limits=self.limits.of(language),
            first_step=self.first_step.of(language),
            question=self.question.of(language),
            sources=tuple(Source(source.reference.of(language), source.grade) for source in self.sources),
            vocabulary=self.vocabulary,
            life=tuple(
                LifeEntry(line.text.of(language), line.month, line.until, line.when, line.groups)
                for line in self.life
            ),
            reading=self.reading.of(language) if self.reading else "",
        )


def cases(folder: Path, language: Language, vocabularies: Vocabularies | None = None) -> tuple[Case, ...]:
    """Every case in `folder` in one language, by id.

    Raises ContentError (several as SeveralErrors): `cases.no_folder`, `cases.none`, or what is wrong
    in a file. Nothing is taken from a folder that has a fault.
    """
    words = vocabularies if vocabularies is not None else load_vocabularies()
    found: list[CaseText] = []
    problems: list[InputError] = []
    for path in case_files(folder):
        try:
            found.append(load_case(path, words))
        except InputError as error:
            problems.extend(each(error))
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return tuple(text.told(language) for text in sorted(found, key=lambda text: text.id))


def case_files(folder: Path) -> tuple[Path, ...]:
    """The case files of `folder`. Raises ContentError `cases.no_folder` or `cases.none`."""
    if not folder.is_dir():
        raise ContentError("cases.no_folder", Where(str(folder)))
    found = tuple(sorted(folder.glob("*.toml")))
    if not found:
        raise ContentError("cases.none", Where(str(folder)))
    return found


def load_case(path: Path, vocabularies: Vocabularies) -> CaseText:
    """One case file, checked against its model, the vocabularies and itself. Raises ContentError."""
    case = load(path, CaseText)
    problems = _Check(path, case, vocabularies).problems()
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return case


def _move(move: MoveText, language: Language) -> Move:
    return Move(
        code=move.code,
        text=move.text.of(language),
        by=move.by.of(language) if move.by else "",
        month=move.month,
        cost_yuan=move.cost_yuan,
        needs=frozenset(move.needs),
        against=move.against,
        lead=move.lead,
    )


class _Check:
    """Looks for what the model alone cannot see; keeps the file's text to point at lines."""

    def __init__(self, path: Path, case: CaseText, vocabularies: Vocabularies) -> None:
        self.path, self.case, self.words = path, case, vocabularies
        self.text = path.read_text(encoding="utf-8")

    def problems(self) -> list[InputError]:
        """Everything that is wrong, in one list."""
        return [*self._codes(), *self._itself(), *self._texts(), *self._life()]

    def _fault(self, code: str, location: Location, **values: Value) -> ContentError:
        key = ".".join(str(part) for part in location)
        return ContentError(code, Where(str(self.path), row=row_of(self.text, location), key=key), **values)

    def _codes(self) -> Iterator[InputError]:
        case, words = self.case, self.words
        path, text = self.path, self.text
        yield from code_problems(words.obstacles, case.obstacles, path, text, ("obstacles",))
        yield from code_problems(words.assets, case.assets, path, text, ("assets",))
        if case.setting is not None:
            yield from code_problems(words.settings, (case.setting,), path, text, ("setting",))
        for position, move in enumerate(case.moves):
            yield from code_problems(words.moves, (move.code,), path, text, ("moves", position, "code"))

    def _itself(self) -> Iterator[InputError]:
        case = self.case
        if case.id != self.path.stem:
            yield self._fault("cases.file_name", ("id",), id=case.id)
        yield from self._obstacles_elsewhere(case.outcomes, ("outcomes",))
        for position, move in enumerate(case.moves):
            yield from self._obstacles_elsewhere(move.against, ("moves", position, "against"))
            for code in move.needs:
                if code not in case.assets:
                    yield self._fault("cases.need_not_an_asset", ("moves", position, "needs"), given=code)
        leads = sum(move.lead for move in case.moves)
        if leads != 1:
            yield self._fault("cases.lead", ("moves",), n=leads)
        if not case.sources:
            yield self._fault("cases.no_source", ("sources",))

    def _obstacles_elsewhere(self, codes: Iterable[str], location: Location) -> Iterator[InputError]:
        for code in codes:
            if code not in self.case.obstacles:
                yield self._fault("cases.not_an_obstacle_here", location, given=code)

    def _texts(self) -> Iterator[InputError]:
        for location, words in _every_text(self.case):
            for language in LANGUAGES:
                if not words.of(language).strip():
                    yield self._fault("cases.blank", (*location, language))
        for language, most in STUCK_MOST.items():
            length = len(self.case.stuck.of(language))
            if length > most:
                yield self._fault("cases.stuck_long", ("stuck", language), length=length, most=most)

    def _life(self) -> Iterator[InputError]:
        month, when = 0, ""
        for position, line in enumerate(self.case.life):
            if line.month is not None:
                last = line.until if line.until is not None else line.month
                if line.month < month or last < line.month:
                    yield self._fault("cases.life_order", ("life", position, "month"))
                month = max(month, line.month)
            if line.when is not None:
                if not _not_before(line.when, when):
                    yield self._fault("cases.life_order", ("life", position, "when"))
                when = line.when


def _not_before(later: str, earlier: str) -> bool:
    """Whether one date may follow another, at the precision both share: 2003 may follow 2003-12."""
    shared = min(len(later), len(earlier))
    return later[:shared] >= earlier[:shared]


def _every_text(case: CaseText) -> Iterator[tuple[Location, Words]]:
    for name in CaseText.model_fields:
        value = getattr(case, name)
        if isinstance(value, Words):
            yield (name,), value
    for position, move in enumerate(case.moves):
        yield ("moves", position, "text"), move.text
    for position, line in enumerate(case.life):
        yield ("life", position, "text"), line.text
    for position, source in enumerate(case.sources):
        yield ("sources", position, "reference"), source.reference
