"""Pattern files: read, checked against the cases they name, and given back in one language; also drafting a new one.

A pattern may not claim more than its cases carry: a supporting case must have used one of the moves against the
obstacle and passed. Its status is no key of the file but computed (`pattern_status`). Why it works and where it may not
is written by a person, who is named.

A draft starts from a row of the pattern table: what the cases say is filled in, why and where not is left empty.
`read_pattern` refuses an unfinished draft and lists every text that is still to be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from workshop.base.content import Strict, Words, check, load, parse, read, row_of
from workshop.base.errors import ContentError, InputError, SeveralErrors, Value, Where
from workshop.base.text import LANGUAGES, Language
from workshop.base.toml import toml
from workshop.learning.cases.vocabulary import Vocabularies, code_problems, each
from workshop.learning.patterns.coverage import STAGES, Stage
from workshop.learning.patterns.pattern_status import organisation_of
from workshop.learning.patterns.patterns import PatternRow, tried_against
from workshop.model.case import Case, Outcome
from workshop.model.pattern import Bearing, CaseEvidence, FirstStep, Limits, Pattern, Trial

EMPTY = Words(zh="", en="")
DAYS = 30
ROLES = (Bearing.SUPPORTS, Bearing.PARTIAL, Bearing.CONTRADICTS)  # the first that fits


def draft_pattern(id: str, row: PatternRow, cases: Sequence[Case]) -> PatternText:
    """A draft from a row of the table: obstacle, moves, the cases with what each says, and their stages.

    Every sentence is empty. If no case's stage is known, all stages are given, for the writer to narrow.
    """
    tried = row.tried
    evidence = [
        *((case, Bearing.SUPPORTS) for case in tried.passed),
        *((case, Bearing.PARTIAL) for case in tried.partly),
        *((case, Bearing.CONTRADICTS) for case in tried.failed),
    ]
    named = {case for case, _ in evidence}
    met = {case.stage for case in cases if case.id in named}
    stages = tuple(stage for stage in STAGES if stage in met)
    return PatternText.model_construct(
        id=id,
        version=1,
        author=EMPTY,
        reviewed=None,
        name=EMPTY,
        obstacle=row.obstacle,
        moves=(row.move,),
        stages=stages or STAGES,
        conditions=EMPTY,
        ask_them=EMPTY,
        mechanism=MechanismText(offered=EMPTY, changed=EMPTY),
        limits=LimitsText(people=EMPTY, action=EMPTY, surroundings=EMPTY, handover=EMPTY),
        first_step=FirstStepText(when=EMPTY, then=EMPTY, within_days=DAYS, who=EMPTY),
        evidence=tuple(EvidenceText(case=case, role=role) for case, role in evidence),
        trials=(),
    )


def evidence_in(
    cases: Sequence[Case], obstacle: str, moves: Sequence[str], evidence_texts: Sequence[EvidenceText] = ()
) -> tuple[EvidenceText, ...]:
    """Every case that used one of the moves against the obstacle and whose outcome is known, with what it says.

    `evidence_texts` stay as written (a passed case may be called partial, with a note) where the case still bears them.
    Cases that passed come first, then partly, then those that did not.
    """
    written = {one.case: one for one in evidence_texts}
    evidence: list[EvidenceText] = []
    for case in sorted(cases, key=lambda one: one.id):
        before = written.get(case.id)
        if before is not None and bears(case, before.role, obstacle, moves):
            evidence.append(before)
            continue
        role = next((role for role in ROLES if bears(case, role, obstacle, moves)), None)
        if role is not None:
            evidence.append(EvidenceText(case=case.id, role=role))
    return tuple(sorted(evidence, key=lambda one: (ROLES.index(one.role), one.case)))


def pattern_problems(
    pattern: PatternText, cases: Sequence[Case], vocabularies: Vocabularies
) -> tuple[InputError, ...]:
    """Everything that keeps a draft from being a valid pattern file, with the field in `where.key`; none if it is
    valid."""
    try:
        read_pattern(pattern_text(pattern), Path(f"{pattern.id}.toml"), cases, vocabularies)
    except InputError as error:
        return each(error)
    return ()


Location = tuple[str | int, ...]
# What the case's outcome may be for each role.
FITTING: dict[Bearing, frozenset[Outcome]] = {
    Bearing.SUPPORTS: frozenset({Outcome.PASSED}),
    Bearing.PARTIAL: frozenset({Outcome.PARTLY, Outcome.PASSED}),
    Bearing.CONTRADICTS: frozenset({Outcome.NOT}),
}


class MechanismText(Strict):
    """What was offered, and how it changed what people thought."""

    offered: Words
    changed: Words


class EvidenceText(Strict):
    """A case by its id and what it says for the pattern."""

    case: str
    role: Bearing
    note: Words | None = None


class LimitsText(Strict):
    """Where the pattern may not hold."""

    people: Words
    action: Words
    surroundings: Words
    handover: Words


class FirstStepText(Strict):
    """An implementation intention: at which sign, what, within how many days, by whom."""

    when: Words
    then: Words
    within_days: Annotated[int, Field(ge=1, le=30)]
    who: Words


class TrialText(Strict):
    """A later report by a person who had been shown the pattern; organisations are codes, not names of people."""

    organisation: str
    shown: date
    told: date
    tried: bool
    outcome: Outcome | None = None


class PatternText(Strict):
    """One pattern file."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    version: Annotated[int, Field(ge=1)]
    author: Words
    reviewed: date | None = None
    name: Words
    obstacle: str
    moves: Annotated[tuple[str, ...], Field(min_length=1, max_length=3)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    conditions: Words
    ask_them: Words
    mechanism: MechanismText
    limits: LimitsText
    first_step: FirstStepText
    evidence: Annotated[tuple[EvidenceText, ...], Field(min_length=1)]
    trials: tuple[TrialText, ...] = ()

    def in_language(self, language: Language) -> Pattern:
        """The pattern in one language."""
        limits, step = self.limits, self.first_step
        return Pattern(
            id=self.id,
            name=self.name.of(language),
            obstacle=self.obstacle,
            moves=self.moves,
            stages=self.stages,
            conditions=self.conditions.of(language),
            offered=self.mechanism.offered.of(language),
            changed=self.mechanism.changed.of(language),
            evidence=tuple(
                CaseEvidence(one.case, one.role, one.note.of(language) if one.note else "")
                for one in self.evidence
            ),
            limits=Limits(
                limits.people.of(language),
                limits.action.of(language),
                limits.surroundings.of(language),
                limits.handover.of(language),
            ),
            first_step=FirstStep(
                step.when.of(language), step.then.of(language), step.within_days, step.who.of(language)
            ),
            ask_them=self.ask_them.of(language),
            author=self.author.of(language),
            version=self.version,
            reviewed=self.reviewed,
            trials=tuple(
                Trial(one.organisation, one.shown, one.told, one.tried, one.outcome) for one in self.trials
            ),
        )


def patterns(
    folder: Path, language: Language, cases: Sequence[Case], vocabularies: Vocabularies
) -> tuple[Pattern, ...]:
    """Every pattern in `folder` in one language, by id; none if the folder holds none. Raises as `pattern_texts`."""
    return tuple(text.in_language(language) for text in pattern_texts(folder, cases, vocabularies))


def pattern_texts(folder: Path, cases: Sequence[Case], vocabularies: Vocabularies) -> tuple[PatternText, ...]:
    """Every pattern file in `folder`, by id.

    Raises ContentError (several as SeveralErrors): `patterns.no_folder`, or what is wrong in a file.
    """
    if not folder.is_dir():
        raise ContentError("patterns.no_folder", Where(str(folder)))
    loaded: list[PatternText] = []
    problems: list[InputError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            loaded.append(load_pattern(path, cases, vocabularies))
        except InputError as error:
            problems.extend(each(error))
    _refuse(problems)
    return tuple(sorted(loaded, key=lambda text: text.id))


def load_pattern(path: Path, cases: Sequence[Case], vocabularies: Vocabularies) -> PatternText:
    """One pattern file, checked against its model, the vocabularies and the cases. Raises ContentError."""
    pattern = load(path, PatternText)
    _refuse(_Check(path, read(path), pattern, cases, vocabularies).problems())
    return pattern


def read_pattern(text: str, path: Path, cases: Sequence[Case], vocabularies: Vocabularies) -> PatternText:
    """A pattern from the text of its file, for an editor; `path` is the name the file will have."""
    pattern = check(parse(text, path), PatternText, path, text)
    _refuse(_Check(path, text, pattern, cases, vocabularies).problems())
    return pattern


def unchecked_pattern(text: str, path: Path) -> PatternText:
    """A stored pattern without checks: it may be unfinished or name cases that no longer exist.

    Raises ContentError if the text does not fit the model.
    """
    return check(parse(text, path), PatternText, path, text)


def bears(case: Case, role: Bearing, obstacle: str, moves: Sequence[str]) -> bool:
    """Whether the case supports this role for the moves against the obstacle."""
    used = tried_against(case, obstacle) & set(moves)
    return bool(used) and dict(case.outcomes).get(obstacle) in FITTING[role]


def pattern_text(pattern: PatternText) -> str:
    """The pattern serialised as TOML; `read_pattern` gives an equal one back."""
    return toml(pattern.model_dump(mode="json", exclude_none=True))


def _refuse(problems: Sequence[InputError]) -> None:
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]


class _Check:
    """Checks that the model alone cannot make; keeps the file's text to point at lines."""

    def __init__(
        self, path: Path, text: str, pattern: PatternText, cases: Iterable[Case], words: Vocabularies
    ) -> None:
        self.path, self.text, self.pattern, self.words = path, text, pattern, words
        self.cases = {case.id: case for case in cases}

    def problems(self) -> list[InputError]:
        """Everything that is wrong, in one list."""
        return [*self._codes(), *self._texts(), *self._evidence(), *self._trials()]

    def _fault(self, code: str, location: Location, **values: Value) -> ContentError:
        key = ".".join(str(part) for part in location)
        return ContentError(code, Where(str(self.path), row=row_of(self.text, location), key=key), **values)

    def _codes(self) -> Iterator[InputError]:
        pattern = self.pattern
        if pattern.id != self.path.stem:
            yield self._fault("patterns.file_name", ("id",), id=pattern.id)
        obstacles, moves = self.words.obstacles, self.words.moves
        yield from code_problems(obstacles, (pattern.obstacle,), self.path, self.text, ("obstacle",))
        yield from code_problems(moves, pattern.moves, self.path, self.text, ("moves",))

    def _texts(self) -> Iterator[InputError]:
        for location, words in _every_text(self.pattern, ()):
            for language in LANGUAGES:
                if not words.of(language).strip():
                    yield self._fault("patterns.blank", (*location, language))

    def _evidence(self) -> Iterator[InputError]:
        seen: set[str] = set()
        for position, evidence in enumerate(self.pattern.evidence):
            location = ("evidence", position, "case")
            if evidence.case in seen:
                yield self._fault("patterns.case_twice", location, given=evidence.case)
            seen.add(evidence.case)
            case = self.cases.get(evidence.case)
            if case is None:
                yield self._fault("patterns.case_unknown", location, given=evidence.case)
            elif not bears(case, evidence.role, self.pattern.obstacle, self.pattern.moves):
                yield self._fault(
                    "patterns.case_says_otherwise",
                    ("evidence", position, "role"),
                    given=evidence.case,
                    role=evidence.role.value,
                    obstacle=self.pattern.obstacle,
                )
        if all(evidence.role is Bearing.CONTRADICTS for evidence in self.pattern.evidence):
            yield self._fault("patterns.no_support", ("evidence",))

    def _trials(self) -> Iterator[InputError]:
        origins = {
            organisation_of(self.cases[one.case]) for one in self.pattern.evidence if one.case in self.cases
        }
        for position, trial in enumerate(self.pattern.trials):
            if trial.told <= trial.shown:
                yield self._fault("patterns.trial_order", ("trials", position, "told"))
            if trial.organisation in origins:
                location = ("trials", position, "organisation")
                yield self._fault("patterns.trial_is_origin", location, given=trial.organisation)
            if trial.outcome is not None and not trial.tried:
                yield self._fault("patterns.trial_untried", ("trials", position, "outcome"))


def _every_text(part: Strict, location: Location) -> Iterator[tuple[Location, Words]]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Words):
            yield (*location, name), value
        elif isinstance(value, Strict):
            yield from _every_text(value, (*location, name))
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if isinstance(item, Strict):
                    yield from _every_text(item, (*location, name, position))
