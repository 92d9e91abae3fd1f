"""The schema of a case file, its validation with the line of every fault, and the case in one language.

A case without limits or a source is refused: the two keep a suggestion from becoming advertising. A participant's story
without that person's consent is refused too. What the source does not say is left out of the file, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from workshop.base.content import Strict, Words, row_of
from workshop.base.errors import ContentError, InputError, Value, Where
from workshop.base.text import LANGUAGES, Language
from workshop.learning.cases.vocabulary import Vocabularies, Vocabulary, code_problems, known_problems
from workshop.model.case import (
    Case,
    CaseSource,
    CaseStep,
    Evidence,
    Grade,
    LifeEntry,
    Move,
    Origin,
    Outcome,
    Visibility,
    Wording,
)

NOTHING = Words(zh="", en="")

Level = Annotated[int, Field(ge=0, le=3)]
Count = Annotated[int, Field(ge=0)]


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


class CaseStepText(Strict):
    """The first step towards a move against an obstacle; `done` are assets that whoever took it has."""

    against: str
    move: str
    text: Words
    done: tuple[str, ...] = ()


class LifeText(Strict):
    """A line of the case's timeline as written in a case file; `when` is 2003, 2003-12 or 2015-11-16."""

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
    vocabulary: Annotated[int, Field(ge=1)]
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
    outcomes: Annotated[dict[str, Outcome], Field(default_factory=dict)]
    result: Words
    stage_after: Literal["0", "1.0", "2.0", "3.0"] | None = None
    groups_after: Count | None = None
    groups_active: Count | None = None
    months_to_pass: Count | None = None
    would_not_repeat: Words | None = None
    would_not_work_without: tuple[str, ...] = ()
    evidence: Evidence
    limits: Words = NOTHING
    reading: Words | None = None
    first_steps: Annotated[tuple[CaseStepText, ...], Field(min_length=1)]
    unit: Words | None = None
    question: Words
    sources: tuple[SourceText, ...] = ()
    life: tuple[LifeText, ...] = ()
    origin: Origin = Origin.DESK
    licence: str = ""
    consent: bool = False
    contact_ok: bool = False
    visibility: Visibility | None = None

    def in_language(self, language: Language) -> Case:
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
            first_steps=tuple(
                CaseStep(step.against, step.move, step.text.of(language), frozenset(step.done))
                for step in self.first_steps
            ),
            unit=self.unit.of(language) if self.unit else "",
            question=self.question.of(language),
            sources=tuple(CaseSource(source.reference.of(language), source.grade) for source in self.sources),
            vocabulary=self.vocabulary,
            life=tuple(
                LifeEntry(line.text.of(language), line.month, line.until, line.when, line.groups)
                for line in self.life
            ),
            reading=self.reading.of(language) if self.reading else "",
            stage_after=self.stage_after,
            groups_after=self.groups_after,
            groups_active=self.groups_active,
            months_to_pass=self.months_to_pass,
            would_not_repeat=self.would_not_repeat.of(language) if self.would_not_repeat else "",
            would_not_work_without=frozenset(self.would_not_work_without),
            origin=self.origin,
            licence=self.licence,
            consent=self.consent,
            contact_ok=self.contact_ok,
            visibility=self.visibility or _seen_by(self.origin),
            in_every_language=tuple(self._wording(every) for every in LANGUAGES),
        )

    def _wording(self, language: Language) -> Wording:
        return Wording(
            stuck=self.stuck.of(language),
            title=self.title.of(language),
            place=self.place.of(language),
            result=self.result.of(language),
            moves=tuple(move.text.of(language) for move in self.moves),
        )


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


def _seen_by(origin: Origin) -> Visibility:
    """Default visibility: a participant's story stays in the room; what was published is public."""
    return Visibility.ROOM if origin is Origin.PARTICIPANT else Visibility.PUBLIC


# The longest `stuck` that fits a card, in characters.
STUCK_MOST: dict[Language, int] = {"zh": 60, "en": 160}

Location = tuple[str | int, ...]


class CaseCheck:
    """Validation that the model alone cannot do; keeps the file's text to point at lines."""

    def __init__(self, path: Path, case: CaseText, vocabularies: Vocabularies) -> None:
        self.path, self.case, self.words = path, case, vocabularies
        self.text = path.read_text(encoding="utf-8")

    def problems(self) -> list[InputError]:
        """Every fault, in one list."""
        return [
            *self._codes(),
            *self._itself(),
            *self._consent_and_licence(),
            *self._texts(),
            *self._life(),
        ]

    def _fault(self, code: str, location: Location, **values: Value) -> ContentError:
        key = ".".join(str(part) for part in location)
        return ContentError(code, Where(str(self.path), row=row_of(self.text, location), key=key), **values)

    def _codes(self) -> Iterator[InputError]:
        case, words = self.case, self.words
        if case.vocabulary > words.version:
            yield self._fault(
                "cases.vocabulary_newer", ("vocabulary",), given=case.vocabulary, known=words.version
            )
        yield from self._coded(words.obstacles, case.obstacles, ("obstacles",))
        yield from self._coded(words.assets, case.assets, ("assets",))
        if case.setting is not None:
            yield from self._coded(words.settings, (case.setting,), ("setting",))
        for position, move in enumerate(case.moves):
            yield from self._coded(words.moves, (move.code,), ("moves", position, "code"))

    def _coded(
        self, vocabulary: Vocabulary, codes: Iterable[str], location: Location
    ) -> Iterator[InputError]:
        """Faults of codes. A case written with older lists may use codes replaced since; they are followed on
        loading."""
        look = known_problems if self.case.vocabulary < self.words.version else code_problems
        return look(vocabulary, codes, self.path, self.text, location)

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
        for position, step in enumerate(case.first_steps):
            yield from self._step(position, step)
        leads = sum(move.lead for move in case.moves)
        if leads != 1:
            yield self._fault("cases.lead", ("moves",), n=leads)
        for code in case.would_not_work_without:
            if code not in case.assets:
                yield self._fault("cases.need_not_an_asset", ("would_not_work_without",), given=code)
        if not case.sources:
            yield self._fault("cases.no_source", ("sources",))

    def _step(self, position: int, step: CaseStepText) -> Iterator[InputError]:
        """A first step stands on a move of this case, against an obstacle of this case that the move was meant for."""
        place: Location = ("first_steps", position)
        meant = {code for move in self.case.moves if move.code == step.move for code in move.against}
        if any(move.code not in self.words.moves.codes for move in self.case.moves):
            return  # a misspelt move is told at its place; what follows from it is not told again
        if step.move not in {move.code for move in self.case.moves}:
            yield self._fault("cases.step_no_move", (*place, "move"), given=step.move)
        elif step.against not in meant:
            yield self._fault(
                "cases.step_not_against", (*place, "against"), given=step.against, move=step.move
            )
        yield from self._coded(self.words.assets, step.done, (*place, "done"))

    def _consent_and_licence(self) -> Iterator[InputError]:
        case = self.case
        if case.origin is Origin.PARTICIPANT and not case.consent:
            yield self._fault("cases.no_consent", ("consent",))
        if case.contact_ok and not case.consent:
            yield self._fault("cases.contact_without_consent", ("contact_ok",))
        if case.origin is Origin.IMPORTED and not case.licence.strip():
            yield self._fault("cases.no_licence", ("licence",))

    def _obstacles_elsewhere(self, codes: Iterable[str], location: Location) -> Iterator[InputError]:
        for code in codes:
            if code not in self.case.obstacles:
                yield self._fault("cases.not_an_obstacle_here", location, given=code)

    def _texts(self) -> Iterator[InputError]:
        for location, words in _every_text(self.case):
            empty = [language for language in LANGUAGES if not words.of(language).strip()]
            if location == ("limits",) and len(empty) == len(LANGUAGES):
                yield self._fault("cases.no_limits", location)
                continue
            for language in empty:
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
        if move.by is not None:
            yield ("moves", position, "by"), move.by
    for position, step in enumerate(case.first_steps):
        yield ("first_steps", position, "text"), step.text
    for position, line in enumerate(case.life):
        yield ("life", position, "text"), line.text
    for position, source in enumerate(case.sources):
        yield ("sources", position, "reference"), source.reference
