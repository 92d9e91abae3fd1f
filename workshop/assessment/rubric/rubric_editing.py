"""Editing a rubric immutably for a form, and the structural diff of two rubrics.

Each editing function gives a new rubric, which may be incomplete until it is checked. A text has a place: `title`,
`method`, `limits`, `stages.2.0`, `D3.name`, `D3.question`, or `D3.2` for an anchor. The diff goes leaf by leaf,
whatever fields the model has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from workshop.assessment.rubric.rubric import (
    HYPOTHESIS,
    LEVELS,
    STAGES,
    Anchor,
    Axis,
    Dimension,
    Rubric,
    Stage,
    Window,
)
from workshop.base.content import Words
from workshop.base.text import Language

WHOLE = ("title", "method", "limits")
EMPTY = Words(zh="", en="")
# Anchor place -> the provenance stated for it.
Stated = Mapping[str, tuple[str, ...]]


def texts(rubric: Rubric) -> dict[str, Words]:
    """Every text a form can change, by its place, in reading order."""
    return dict(_texts(rubric))


def _texts(rubric: Rubric) -> Iterator[tuple[str, Words]]:
    yield from (("title", rubric.title), ("method", rubric.method), ("limits", rubric.limits))
    for stage in STAGES:
        yield f"stages.{stage}", rubric.stages.get(stage, EMPTY)
    for dimension in rubric.dimensions:
        yield f"{dimension.id}.name", dimension.name
        yield f"{dimension.id}.question", dimension.question
        for anchor in dimension.anchors:
            yield f"{dimension.id}.{anchor.level}", anchor.text


def with_text(rubric: Rubric, place: str, words: Words) -> Rubric:
    """The rubric with another text at a place. KeyError for an unknown place."""
    if place in WHOLE:
        return rubric.model_copy(update={place: words})
    first, _, rest = place.partition(".")
    if first == "stages":
        stages = {
            stage: words if stage == rest else rubric.stages[stage]
            for stage in STAGES
            if stage == rest or stage in rubric.stages
        }
        return rubric.model_copy(update={"stages": stages})
    dimension = rubric.dimension(first)
    if rest in ("name", "question"):
        return _with(rubric, dimension.model_copy(update={rest: words}))
    anchors = tuple(
        anchor.model_copy(update={"text": words}) if str(anchor.level) == rest else anchor
        for anchor in dimension.anchors
    )
    return _with(rubric, dimension.model_copy(update={"anchors": anchors}))


def with_window(rubric: Rubric, id: str, level: int, window: Window | None) -> Rubric:
    """The rubric with another time for a level to speak of."""
    return _with_anchor(rubric, id, level, {"window": window})


def with_parts(rubric: Rubric, id: str, level: int, language: Language, lines: Iterable[str]) -> Rubric:
    """The rubric with other parts of a level in one language, one a line; a part missing in the other is blank there."""
    typed = [line.strip() for line in lines if line.strip()]
    before = [part.model_dump() for part in rubric.dimension(id).anchors[level].parts]
    merged = [
        {**(old or {"zh": "", "en": ""}), language: new or ""} for old, new in zip_longest(before, typed)
    ]
    parts = tuple(Words(**one) for one in merged if any(one.values()))
    return _with_anchor(rubric, id, level, {"parts": parts})


def _with_anchor(rubric: Rubric, id: str, level: int, update: dict[str, object]) -> Rubric:
    dimension = rubric.dimension(id)
    anchors = tuple(
        anchor.model_copy(update=update) if anchor.level == level else anchor for anchor in dimension.anchors
    )
    return _with(rubric, dimension.model_copy(update={"anchors": anchors}))


def with_axis(rubric: Rubric, id: str, axis: Axis) -> Rubric:
    """The rubric with a dimension on another axis."""
    return _with(rubric, rubric.dimension(id).model_copy(update={"axis": axis}))


def with_gate(rubric: Rubric, stage: Stage, gate: Mapping[str, int]) -> Rubric:
    """The rubric with another gate to a stage, its dimensions in the rubric's order; an empty one is left out."""
    ordered = {one.id: gate[one.id] for one in rubric.dimensions if one.id in gate}
    gates = {**rubric.gates, stage: ordered}
    return rubric.model_copy(update={"gates": {one: gates[one] for one in STAGES if gates.get(one)}})


def with_share(rubric: Rubric, share: float) -> Rubric:
    """The rubric with another share of the stage dimensions that must stand at a stage."""
    return rubric.model_copy(update={"share": share})


def with_dimension(rubric: Rubric) -> Rubric:
    """The rubric with one more dimension, still empty, under the first free number."""
    taken = {dimension.id for dimension in rubric.dimensions}
    free = next(f"D{number}" for number in range(1, len(taken) + 2) if f"D{number}" not in taken)
    timed = any(anchor.window for one in rubric.dimensions for anchor in one.anchors)
    anchors = tuple(
        Anchor(level=level, text=EMPTY, window="now" if timed else None, provenance=(HYPOTHESIS,))
        for level in LEVELS
    )
    new = Dimension(id=free, axis="stage", name=EMPTY, question=EMPTY, anchors=anchors)
    return rubric.model_copy(update={"dimensions": (*rubric.dimensions, new)})


def without_dimension(rubric: Rubric, id: str) -> Rubric:
    """The rubric without a dimension, which is removed from every gate too."""
    remaining = tuple(dimension for dimension in rubric.dimensions if dimension.id != id)
    fewer = rubric.model_copy(update={"dimensions": remaining})
    for stage, gate in rubric.gates.items():
        fewer = with_gate(fewer, stage, {name: level for name, level in gate.items() if name != id})
    return fewer


def with_dimension_again(rubric: Rubric, base: Rubric, id: str) -> Rubric:
    """The rubric with a dimension restored from the base: its texts, its place and its gates."""
    dimensions = {dimension.id: dimension for dimension in rubric.dimensions} | {id: base.dimension(id)}
    order = [dimension.id for dimension in base.dimensions if dimension.id in dimensions]
    order += [name for name in dimensions if name not in order]
    more = rubric.model_copy(update={"dimensions": tuple(dimensions[name] for name in order)})
    for stage, gate in base.gates.items():
        if id in gate:
            more = with_gate(more, stage, {**more.gates.get(stage, {}), id: gate[id]})
    return more


def with_provenance(rubric: Rubric, base: Rubric | None, stated: Stated) -> Rubric:
    """The rubric with the provenance its anchors may claim.

    Stated provenance counts; stated as empty, it is a hypothesis. Unstated, a text identical to the base's
    keeps the base's provenance, and any other is a hypothesis.
    """
    before = {
        f"{dimension.id}.{anchor.level}": anchor
        for dimension in (base.dimensions if base else ())
        for anchor in dimension.anchors
    }

    def provenance(place: str, anchor: Anchor) -> tuple[str, ...]:
        if place in stated:
            return tuple(stated[place]) or (HYPOTHESIS,)
        old = before.get(place)
        return old.provenance if old is not None and old.text == anchor.text else (HYPOTHESIS,)

    settled = rubric
    for dimension in rubric.dimensions:
        anchors = tuple(
            anchor.model_copy(update={"provenance": provenance(f"{dimension.id}.{anchor.level}", anchor)})
            for anchor in dimension.anchors
        )
        settled = _with(settled, dimension.model_copy(update={"anchors": anchors}))
    return settled


def _with(rubric: Rubric, changed: Dimension) -> Rubric:
    dimensions = tuple(changed if one.id == changed.id else one for one in rubric.dimensions)
    return rubric.model_copy(update={"dimensions": dimensions})


# Keys that identify a row of a list, so that it is matched when other rows are added or removed.
NAMES = ("id", "tag", "level", "code", "key")
# Id and version distinguish the two rubrics; they are not edits.
APART = frozenset({("version",), ("id",)})


@dataclass(frozen=True)
class Change:
    """One value that was added (`before` None), removed (`after` None) or changed."""

    place: tuple[str, ...]
    before: str | None
    after: str | None


def changes(before: Rubric, after: Rubric) -> tuple[Change, ...]:
    """Structural diff: every difference in the order of `after`, then what was removed. Empty when only id and version
    differ.

    >>> from workshop.base.content import home
    >>> from workshop.assessment.rubric.rubric import load_rubric
    >>> rubric = load_rubric(home() / "data" / "rubrics" / "self-organisation.toml")
    >>> changes(rubric, rubric.model_copy(update={"share": 0.5}))
    (Change(place=('share',), before='0.7', after='0.5'),)
    """
    old, new = dict(_leaves(_dump(before), ())), dict(_leaves(_dump(after), ()))
    places = [*new, *(place for place in old if place not in new)]
    return tuple(
        Change(place, old.get(place), new.get(place))
        for place in places
        if old.get(place) != new.get(place) and place not in APART
    )


def _dump(rubric: Rubric) -> object:
    return rubric.model_dump(mode="json", exclude_none=True)


def _leaves(value: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*place, str(name)))
    elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        for number, row in enumerate(value):
            yield from _leaves(row, (*place, _name(row, number)))
    elif isinstance(value, list):
        yield place, ", ".join(str(one) for one in value)
    else:
        yield place, str(value)


def _name(row: dict[str, object], number: int) -> str:
    return next((str(row[name]) for name in NAMES if name in row), str(number))
