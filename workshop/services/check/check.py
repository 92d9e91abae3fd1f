"""Validating content files before a camp: every fault is reported at once.

A file's kind follows from its folder, and elsewhere from its keys, so that a single file being written can be
checked too. Records of published communities are read here as well: a life line and the levels the text
supports, which serve as known answers in tests. What the text does not say stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from workshop.assessment.rubric.rubric import Rubric, load_rubric
from workshop.assessment.scoring.vignettes import load_vignettes
from workshop.base.content import Path_, Strict, Words, load, parse, read, row_of
from workshop.base.errors import ContentError, InputError, SeveralErrors, Where
from workshop.exercises.agenda import load_recipe, schedule
from workshop.exercises.check import problems as exercise_problems
from workshop.exercises.exercise import Exercise
from workshop.exercises.library import load_exercise
from workshop.learning.cases.casebase import cases, load_case
from workshop.learning.cases.vocabulary import NAMES, Vocabularies, load_vocabularies, load_vocabulary
from workshop.learning.community.documented_ladders import load_ladders
from workshop.learning.patterns.patternbase import load_pattern
from workshop.learning.seating.round_tables import load_table
from workshop.model.case import Case
from workshop.services.check.sample_file import load_sample
from workshop.services.check.sample_lives import load_lives
from workshop.services.check.sample_records import load_records
from workshop.services.check.sample_room_file import load_sample_room
from workshop.services.check.wording import AVOIDED, Avoided, load_avoided, wordings

Month = Annotated[int, Field(ge=0)]


class LifeLine(Strict):
    """An event in a community's life, in order. `month` counts from the start, `until` ends a period; `after`
    means after the project.
    """

    text: Words
    month: Month | None = None
    until: Month | None = None
    groups: Annotated[int, Field(ge=0)] | None = None
    after: bool = False


class Level(Strict):
    """A level read from the text and the passage that supports it; no level where the text does not say."""

    basis: Words
    level: Annotated[int, Field(ge=0, le=3)] | None = None


class PublishedRecord(Strict):
    """A community as a published text states it: one record file."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Words
    source: Words
    rubric: str
    life: tuple[LifeLine, ...] = Field(min_length=1)
    ratings: dict[str, Level]


def load_record(path: Path) -> PublishedRecord:
    """One record, its life line in order. Raises ContentError (several as SeveralErrors)."""
    record = load(path, PublishedRecord)
    last = 0
    for position, line in enumerate(record.life):
        if line.month is None:
            continue
        end = line.until if line.until is not None else line.month
        if line.month < last or end < line.month:
            row = row_of(path.read_text(encoding="utf-8"), ("life", position, "month"))
            raise ContentError("record.life_order", Where(str(path), row=row, key=f"life.{position}.month"))
        last = end
    return record


CHINESE, ENGLISH = ".zh.md", ".en.md"
SHIPPED = ("exercises", "data")
# The kind of a TOML file by its folder, and outside these folders by a key unique to the kind.
FOLDERS = {
    "rubrics": "rubric",
    "vignettes": "vignettes",
    "vocabularies": "vocabulary",
    "cases": "case",
    "patterns": "pattern",
    "recipes": "recipe",
    "rounds": "rounds",
    "wording": "wording",
    "ladders": "ladders",
}
KEYS = {
    "dimensions": "rubric",
    "vignettes": "vignettes",
    "entries": "vocabulary",
    "outcomes": "case",
    "ask_them": "pattern",
    "days": "recipe",
    "rounds": "rounds",
    "avoid": "wording",
    "ladders": "ladders",
}
OWN_NAMES = {
    "weights.toml": "weights",
    "sample.toml": "sample",
    "recorded.toml": "sample_records",
    "room.toml": "sample_room",
    "lives.toml": "sample_lives",
}


@dataclass(frozen=True)
class Checked:
    """How many files were looked at, every fault in them, and what only reads badly (`advice`)."""

    files: int
    problems: tuple[InputError, ...]
    advice: tuple[InputError, ...] = ()


def check(paths: Sequence[Path], home: Path) -> Checked:
    """Check files and folders; without any, the installation's content under `home`.

    Cases and rubrics are checked against the vocabularies of `home`, patterns against its cases, vignettes against its
    rubrics, recipes against its exercises. A wording to avoid is a fault in the content of `home`, which everybody
    reads, and advice in anybody's own file: that can be used as it is.
    Raises InputError `check.no_path` for a path that is not there.
    """
    wanted = tuple(paths) or tuple(home / name for name in SHIPPED)
    for path in wanted:
        if not path.exists():
            raise InputError("check.no_path", Where(str(path)))
    files = tuple(dict.fromkeys(file for path in wanted for file in _files(path)))
    checker = _Checker(home)
    for file in files:
        checker.look(file)
    return Checked(len(files), tuple(checker.problems), tuple(checker.advice))


def _files(path: Path) -> Iterable[Path]:
    """A file itself; of a folder, the files that are content by their name."""
    if path.is_file():
        return (path,)
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and (file.suffix == ".toml" or file.name.endswith((CHINESE, ENGLISH)))
    )


class _Checker:
    """Checks one file after another; files they refer to are read once, when first needed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.problems: list[InputError] = []
        self.advice: list[InputError] = []
        self._avoided: tuple[Avoided, ...] | None = None
        self._rubrics: dict[str, Path] = {}
        self._newest: dict[str, Rubric] | None = None
        self._words: Vocabularies | None = None
        self._exercises: dict[str, Exercise] | None = None
        self._cases: tuple[Case, ...] | None = None

    def look(self, file: Path) -> None:
        try:
            self._look(file)
        except SeveralErrors as several:
            self.problems += several.problems
        except InputError as error:
            self.problems.append(error)

    def _look(self, file: Path) -> None:
        looks: dict[str, Callable[[Path], object]] = {
            "exercise": self._exercise,
            "translation": _translation,
            "rubric": self._rubric,
            "vignettes": self._vignettes,
            "vocabulary": load_vocabulary,
            "weights": lambda path: load_vocabularies(path.parent),
            "case": lambda path: load_case(path, self._vocabularies()),
            "pattern": self._pattern,
            "recipe": self._recipe,
            "rounds": load_table,
            "sample": load_sample,
            "sample_records": load_records,
            "sample_room": load_sample_room,
            "sample_lives": load_lives,
            "record": load_record,
            "wording": load_avoided,
            "ladders": self._ladders,
        }
        kind = _kind(file)
        if kind not in looks:
            raise ContentError("check.not_content", Where(str(file)))
        looks[kind](file)
        if kind != "wording":
            self._wording(file)

    def _wording(self, file: Path) -> None:
        if self._avoided is None:
            listed = self.home / AVOIDED
            self._avoided = load_avoided(listed) if listed.is_file() else ()
        shipped = any(file.resolve().is_relative_to((self.home / name).resolve()) for name in SHIPPED)
        (self.problems if shipped else self.advice).extend(wordings(file, self._avoided))

    def _exercise(self, file: Path) -> None:
        exercise = load_exercise(file)
        self.problems += exercise_problems(exercise)
        self.problems += [
            _fault(file, "exercises.variant_unknown", ("variants", place), exercise=named)
            for place, named in enumerate(exercise.variants)
            if named == exercise.id or named not in self._library()
        ]

    def _rubric(self, file: Path) -> None:
        rubric = load_rubric(file)
        if self._rubrics.setdefault(rubric.key, file) != file:
            raise ContentError("assessment.rubric_twice", Where(str(file)), rubric=rubric.key)
        name = rubric.obstacles
        if name not in NAMES or not (self.home / "data" / "vocabularies" / f"{name}.toml").is_file():
            raise _fault(file, "assessment.obstacles_unknown", ("obstacles",), vocabulary=name)

    def _vignettes(self, file: Path) -> None:
        """New camps run on the newest version of a rubric, so stories must fit that version."""
        vignette_set = load_vignettes(file)
        rubric = self._rubrics_by_id().get(vignette_set.rubric)
        if rubric is None:
            raise _fault(file, "assessment.vignette_rubric", ("rubric",), rubric=vignette_set.rubric)
        known = {dimension.id for dimension in rubric.dimensions}
        self.problems += [
            _fault(
                file,
                "assessment.vignette_dimension",
                ("vignettes", index, "meant", dimension),
                vignette=vignette.id,
                dimension=dimension,
                rubric=rubric.key,
            )
            for index, vignette in enumerate(vignette_set.vignettes)
            for dimension in vignette.meant
            if dimension not in known
        ]

    def _pattern(self, file: Path) -> None:
        load_pattern(file, self._casebase(), self._vocabularies())

    def _ladders(self, file: Path) -> None:
        load_ladders(file, {case.id for case in self._casebase()})

    def _casebase(self) -> tuple[Case, ...]:
        if self._cases is None:
            self._cases = cases(self.home / "data" / "cases", "zh", self._vocabularies())
        return self._cases

    def _recipe(self, file: Path) -> None:
        """Agenda errors name a recipe by its id; here they name the file."""
        self.problems += [
            ContentError(
                error.code, Where(str(file), row=error.where.row, key=error.where.key), **error.values
            )
            for error in schedule(load_recipe(file), self._library()).problems
        ]

    def _rubrics_by_id(self) -> dict[str, Rubric]:
        """The newest readable version of each rubric; faults of the others are reported separately."""
        if self._newest is None:
            self._newest = {}
            for path in sorted((self.home / "data" / "rubrics").glob("*.toml")):
                try:
                    rubric = load_rubric(path)
                except InputError:
                    continue
                before = self._newest.get(rubric.id)
                if before is None or before.version < rubric.version:
                    self._newest[rubric.id] = rubric
        return self._newest

    def _vocabularies(self) -> Vocabularies:
        if self._words is None:
            self._words = load_vocabularies(self.home / "data" / "vocabularies")
        return self._words

    def _library(self) -> dict[str, Exercise]:
        """The exercises that can be read; faults of the others are reported separately."""
        if self._exercises is None:
            self._exercises = {}
            for path in sorted((self.home / "exercises").glob(f"*{CHINESE}")):
                try:
                    exercise = load_exercise(path)
                except InputError:
                    continue
                self._exercises[exercise.id] = exercise
        return self._exercises


def _fault(file: Path, code: str, location: Path_, **values: str | int) -> ContentError:
    row = row_of(read(file), location)
    key = ".".join(str(part) for part in location)
    return ContentError(code, Where(str(file), row=row, key=key), **values)


def _translation(file: Path) -> None:
    if not file.with_name(file.name.replace(ENGLISH, CHINESE)).is_file():
        raise ContentError("exercises.no_chinese", Where(str(file)))


def _kind(file: Path) -> str:
    if file.name.endswith(CHINESE):
        return "exercise"
    if file.name.endswith(ENGLISH):
        return "translation"
    if file.suffix != ".toml":
        return ""
    if file.name in OWN_NAMES:
        return OWN_NAMES[file.name]
    if file.parent.name in FOLDERS:
        return FOLDERS[file.parent.name]
    try:
        data = parse(file.read_text(encoding="utf-8"), file)
    except UnicodeDecodeError as error:
        raise ContentError("content.encoding", Where(str(file))) from error
    if "ratings" in data:
        return "record"
    return next((kind for key, kind in KEYS.items() if key in data), "")
