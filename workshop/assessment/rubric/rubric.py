"""The rubric: what is asked about a community, what each level means, and the rule from levels to a stage.

A rubric is a content file. Several versions may stand side by side; answers stay tied to the one they were
given on. Only 1.0 comes from the field's own definition: which stages are a working hypothesis is in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from workshop.base.content import Path_, Strict, Words, check, parse, read, row_of
from workshop.base.errors import ContentError, SeveralErrors, Where
from workshop.base.text import LANGUAGES

Stage = Literal["0", "1.0", "2.0", "3.0"]
Axis = Literal["stage", "vitality"]
Window = Literal["now", "quarter", "year", "ever"]  # the time a level speaks of
STAGES: tuple[Stage, ...] = ("0", "1.0", "2.0", "3.0")
LEVELS: tuple[int, ...] = (0, 1, 2, 3)
WINDOWS: tuple[Window, ...] = ("now", "quarter", "year", "ever")
HYPOTHESIS = "H"
FEWEST_PARTS, MOST_PARTS = 2, 6


class Anchor(Strict):
    """What is true at one level. `provenance`: tags of the file's sources, or "H" for a hypothesis of ours.

    `window` is the time it speaks of; None in a rubric whose method names one time for all. `parts` are pieces of `text`
    that can be ticked one by one; the level is reached when all of them are true.
    """

    level: int
    text: Words
    window: Window | None = None
    parts: tuple[Words, ...] = ()
    provenance: tuple[str, ...] = Field(min_length=1)

    @property
    def hypothesis(self) -> bool:
        """Whether any part of this text is a working hypothesis."""
        return HYPOTHESIS in self.provenance


class Dimension(Strict):
    """One thing that is asked, with an anchor for each of the levels 0-3."""

    id: str = Field(pattern=r"^[A-Z]\d+$")
    axis: Axis
    name: Words
    question: Words
    anchors: tuple[Anchor, ...]


class ChecklistItem(Strict):
    """One question to ask of a place before 1.0, beside the levels. `counts`: what counts as a yes, or which number to
    note.

    `site` is where to begin, `condition` one of the four conditions for sprouting, `time` what the funder allows.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    group: Literal["site", "condition", "time"]
    question: Words
    counts: Words
    provenance: tuple[str, ...] = Field(min_length=1)


class RubricSource(Strict):
    """The source behind a provenance tag: what it says, where it can be read, how reliable it is.

    Tags `S:…` are statements of the camp's own article, `P:…` public sources. Grades: A primary or scholarly,
    B press or official and traceable, C reposted with the original not traced.
    """

    tag: str = Field(pattern=r"^[SP]:\w+$")
    says: Words
    reference: str
    grade: Literal["A", "B", "C"]


class Rubric(Strict):
    """A rubric file. `gates[stage]` are the lowest levels without which a stage is not reached.

    `obstacles` names the word list people choose their difficulties from. `events` are the dimensions that ask for an
    example at once; None: all of them.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: int = Field(ge=1)
    title: Words
    method: Words
    limits: Words
    hypothesis_stages: tuple[Stage, ...]
    share: float = Field(gt=0, le=1)
    obstacles: str = Field(default="obstacles", pattern=r"^[a-z][a-z0-9-]*$")
    events: tuple[str, ...] | None = None
    stages: dict[Stage, Words]
    gates: dict[Stage, dict[str, int]]
    dimensions: tuple[Dimension, ...]
    checklist: tuple[ChecklistItem, ...] = ()
    sources: tuple[RubricSource, ...] = ()

    @property
    def key(self) -> str:
        """The name under which a camp refers to its rubric: `id@version`."""
        return f"{self.id}@{self.version}"

    @property
    def hypothesis(self) -> bool:
        """Whether some stage of it is a working hypothesis."""
        return bool(self.hypothesis_stages)

    def dimension(self, id: str) -> Dimension:
        """The dimension `id`; KeyError when there is none."""
        for dimension in self.dimensions:
            if dimension.id == id:
                return dimension
        raise KeyError(id)

    def on_axis(self, axis: Axis) -> tuple[Dimension, ...]:
        """The dimensions of one axis, in the file's order."""
        return tuple(dimension for dimension in self.dimensions if dimension.axis == axis)


def load_rubric(path: Path) -> Rubric:
    """One rubric file, checked. Raises ContentError, or SeveralErrors when more than one thing is wrong."""
    return read_rubric(read(path), path)


def read_rubric(text: str, path: Path) -> Rubric:
    """As `load_rubric`, for a text that is not a file yet; `path` names it in faults."""
    return check_rubric(parse(text, path), path, text)


def check_rubric(data: dict[str, object], path: Path, text: str = "") -> Rubric:
    """As `load_rubric`, for plain data from a form: without a text, faults have a key and no real row."""
    rubric = check(data, Rubric, path, text)
    faults = [*_contradictions(rubric, path, text), *_blanks(rubric, path, text)]
    if faults:
        raise SeveralErrors(faults) if len(faults) > 1 else faults[0]
    return rubric


def rubrics(folder: Path) -> dict[str, Rubric]:
    """Every rubric of a folder under its `id@version`. Raises ContentError when two files share one."""
    by_key: dict[str, Rubric] = {}
    for path in sorted(folder.glob("*.toml")):
        rubric = load_rubric(path)
        if rubric.key in by_key:
            raise ContentError("assessment.rubric_twice", Where(str(path)), rubric=rubric.key)
        by_key[rubric.key] = rubric
    return by_key


def _fault(path: Path, text: str, code: str, location: Path_, **values: str | int) -> ContentError:
    key = ".".join(str(part) for part in location)
    return ContentError(code, Where(str(path), row=row_of(text, location), key=key), **values)


def _contradictions(rubric: Rubric, path: Path, text: str) -> Iterator[ContentError]:
    """Checks beyond the schema: names that do not exist, levels out of order, gates that fall."""
    known: set[str] = set()
    for index, dimension in enumerate(rubric.dimensions):
        path_: Path_ = ("dimensions", index)
        if dimension.id in known:
            yield _fault(path, text, "assessment.dimension_twice", (*path_, "id"), dimension=dimension.id)
        known.add(dimension.id)
        if tuple(anchor.level for anchor in dimension.anchors) != LEVELS:
            yield _fault(path, text, "assessment.anchors", (*path_, "anchors"), dimension=dimension.id)
    if not rubric.on_axis("stage"):
        yield _fault(path, text, "assessment.no_stage_axis", ("dimensions",))
    for stage in STAGES:
        if stage not in rubric.stages:
            yield _fault(path, text, "assessment.stage_unnamed", ("stages",), stage=stage)
    yield from _anchor_faults(rubric, path, text)
    for index, event in enumerate(rubric.events or ()):
        if event not in known:
            yield _fault(path, text, "assessment.event_unknown", ("events", index), dimension=event)
    yield from _checklist_faults(rubric, path, text)
    yield from _source_faults(rubric, path, text)
    yield from _gate_faults(rubric, path, text, known)


def _anchor_faults(rubric: Rubric, path: Path, text: str) -> Iterator[ContentError]:
    """Times on some levels only, and parts that are none: one alone, or not a piece of the sentence."""
    timed = any(anchor.window for dimension in rubric.dimensions for anchor in dimension.anchors)
    for index, dimension in enumerate(rubric.dimensions):
        for at, anchor in enumerate(dimension.anchors):
            place: Path_ = ("dimensions", index, "anchors", at)
            named: dict[str, str | int] = {"dimension": dimension.id, "level": anchor.level}
            if timed and anchor.window is None:
                yield _fault(path, text, "assessment.window_missing", place, **named)
            if not anchor.parts:
                continue
            # Level 0 is where not all of level 1 is true: it has nothing to tick.
            if anchor.level == 0 or not FEWEST_PARTS <= len(anchor.parts) <= MOST_PARTS:
                yield _fault(path, text, "assessment.parts_count", (*place, "parts"), **named)
            if not all(_is_piece(part, anchor.text) for part in anchor.parts):
                yield _fault(path, text, "assessment.part_foreign", (*place, "parts"), **named)


def _is_piece(part: Words, whole: Words) -> bool:
    """Whether a part stands word for word in the sentence, in each language, so that both are always changed together."""
    return all(part.of(one).strip().casefold() in whole.of(one).casefold() for one in LANGUAGES)


def _checklist_faults(rubric: Rubric, path: Path, text: str) -> Iterator[ContentError]:
    known: set[str] = set()
    for index, item in enumerate(rubric.checklist):
        if item.id in known:
            yield _fault(path, text, "assessment.checklist_twice", ("checklist", index, "id"), item=item.id)
        known.add(item.id)


def _source_faults(rubric: Rubric, path: Path, text: str) -> Iterator[ContentError]:
    tags = {source.tag for source in rubric.sources} | {HYPOTHESIS}
    for place, provenance in _provenances(rubric):
        for tag in sorted(set(provenance) - tags):
            yield _fault(path, text, "assessment.source_unknown", place, tag=tag)


def _provenances(rubric: Rubric) -> Iterator[tuple[Path_, tuple[str, ...]]]:
    """The provenance of every anchor and checklist item, with its location."""
    for index, dimension in enumerate(rubric.dimensions):
        for level, anchor in enumerate(dimension.anchors):
            yield ("dimensions", index, "anchors", level, "provenance"), anchor.provenance
    for index, item in enumerate(rubric.checklist):
        yield ("checklist", index, "provenance"), item.provenance


def _blanks(rubric: Rubric, path: Path, text: str) -> Iterator[ContentError]:
    """Texts that are empty in one of the languages: a participant would see a blank."""
    for location, words in _texts(rubric.model_dump(mode="json"), ()):
        if not words.strip():
            key = ".".join(str(part) for part in location)
            yield ContentError("assessment.text_empty", Where(str(path), row=row_of(text, location), key=key))


def _texts(value: object, location: Path_) -> Iterator[tuple[Path_, str]]:
    """Every text given in all languages, with its location."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            yield from (((*location, language), value[language]) for language in LANGUAGES)
            return
        for name, inner in value.items():
            yield from _texts(inner, (*location, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*location, index))


def _gate_faults(rubric: Rubric, path: Path, text: str, known: set[str]) -> Iterator[ContentError]:
    below: dict[str, int] = {}
    for stage in STAGES[1:]:
        gate = rubric.gates.get(stage, {})
        # The stage is a dotted name ("1.0"), which `row_of` cannot tell from a nested table.
        place = Where(str(path), row=_row_of_gate(text, stage), key=f"gates.{stage}")
        for dimension, level in gate.items():
            if dimension not in known:
                yield ContentError("assessment.gate_unknown", place, stage=stage, dimension=dimension)
            if level not in LEVELS[1:]:
                yield ContentError("assessment.gate_level", place, stage=stage, dimension=dimension)
        for dimension, level in below.items():
            if gate.get(dimension, 0) < level:
                yield ContentError("assessment.gate_falls", place, stage=stage, dimension=dimension)
        below = gate
    if "0" in rubric.gates:
        yield ContentError(
            "assessment.gate_zero", Where(str(path), row=_row_of_gate(text, "0"), key="gates.0")
        )


def _row_of_gate(text: str, stage: Stage) -> int:
    pattern = re.compile(rf"^\s*(\[gates\.\"{re.escape(stage)}\"\]|\"{re.escape(stage)}\"\s*=\s*\{{)")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line) and "zh" not in line:
            return number
    return 1
