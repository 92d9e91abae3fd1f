"""What differs between two rubrics, leaf by leaf, whatever fields the model has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workshop.assessment.rubric import Rubric

# What names a row of a list, so that the same row is found again when others are added or taken away.
NAMES = ("id", "tag", "level", "code", "key")
# The version is what tells the two apart, not a change somebody made.
APART = frozenset({("version",), ("id",)})


@dataclass(frozen=True)
class Change:
    """One value that is new (`before` None), gone (`after` None) or another."""

    place: tuple[str, ...]
    before: str | None
    after: str | None


def changes(before: Rubric, after: Rubric) -> tuple[Change, ...]:
    """Every difference in the order of `after`, then what is gone. Empty when only id and version differ.

    >>> from workshop.content import home
    >>> from workshop.assessment.rubric import load_rubric
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
