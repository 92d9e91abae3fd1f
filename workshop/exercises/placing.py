"""A point on two labelled axes (perceptual map): reading it from a form, and summarising many of them.

The axes are the step's options `x` and `y`; the words at their ends are the choices `low` and `high`. A point stands on
a grid of SIZE by SIZE, 1 at the left and at the bottom, so that a finger can hit it and a sheet can be typed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.base.errors import InputError
from workshop.exercises.cleaning import Form, last, unknown
from workshop.model.step import Confidence, Option, OptionStructure, Payload, Question, QuestionStructure

SIZE = 7  # an odd number has a middle, and seven cells of a phone's width are 48 pixels each
AXES = ("x", "y")
ENDS = ("low", "high")
STEPS = tuple(str(number) for number in range(1, SIZE + 1))
NOT_KNOWN = "unknown"  # the field of "don't know"


@dataclass(frozen=True)
class Point:
    """Where somebody placed something, from 1 to SIZE."""

    x: int
    y: int


@dataclass(frozen=True)
class Axis:
    """One axis in the words of one language."""

    code: str
    label: str
    help: str
    low: str
    high: str


def are_axes(options: Sequence[OptionStructure]) -> bool:
    """Whether a step's options are two axes with words at both ends."""
    return [option.code for option in options] == list(AXES) and all(
        [choice.code for choice in option.choices] == list(ENDS) for option in options
    )


def axes_of(question: Question) -> tuple[Axis, Axis]:
    """The question's axes: across, then up."""
    across, up = (_axis(option) for option in question.options)
    return across, up


def _axis(option: Option) -> Axis:
    low, high = (choice.label for choice in option.choices)
    return Axis(option.code, option.label, option.help, low, high)


def read_place(question: QuestionStructure, form: Form) -> Payload:
    """A point, "don't know" (both None), or nothing yet; one coordinate alone is kept and is not enough."""
    confidence = last(form, "confidence")
    if confidence and confidence not in list(Confidence):
        raise unknown(question, confidence)
    payload: Payload = {}
    if last(form, NOT_KNOWN):
        # Without a script a point cannot be taken off the page again, so "don't know" beside it is what counts.
        payload = {"x": None, "y": None}
    else:
        for name in AXES:
            if chosen := last(form, name):
                if chosen not in STEPS:
                    raise InputError("exercises.off_grid", least=1, most=SIZE)
                payload[name] = int(chosen)
    return payload | {"confidence": confidence or None}


def place_fields(payload: Payload) -> dict[str, list[str]]:
    """The form fields that restore a point."""
    fields = {name: [str(payload[name])] for name in AXES if isinstance(payload.get(name), int)}
    if is_unknown(payload):
        fields[NOT_KNOWN] = ["1"]
    confidence = payload.get("confidence")
    if isinstance(confidence, str):
        fields["confidence"] = [confidence]
    return fields


def is_placed(payload: Payload) -> bool:
    """Whether the answer is enough: a whole point, or "don't know"."""
    return point_in(payload) is not None or is_unknown(payload)


def is_unknown(payload: Payload) -> bool:
    return all(name in payload and payload[name] is None for name in AXES)


def point_in(payload: Payload) -> Point | None:
    """The point of a stored answer; None for "don't know" and for anything that is no point on the grid."""
    x, y = (payload.get(name) for name in AXES)
    if isinstance(x, int) and isinstance(y, int) and 1 <= x <= SIZE and 1 <= y <= SIZE:
        return Point(x, y)
    return None


@dataclass(frozen=True)
class Range:
    """Median and interquartile range along one axis."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class PlaceSpread:
    """Where `n` people placed one thing: opinions side by side, never a mean that nobody holds."""

    n: int
    x: Range
    y: Range


def spread(points: Sequence[Point]) -> PlaceSpread:
    """Median and middle half of the points, along each axis by itself.

    Quartiles interpolate linearly between the ordered values (Hyndman and Fan 1996, type 7). At least one point.

    >>> spread([Point(1, 2), Point(3, 2), Point(5, 6)]).x
    Range(low=2.0, middle=3.0, high=4.0)
    """
    return PlaceSpread(len(points), _range([one.x for one in points]), _range([one.y for one in points]))


def _range(values: Sequence[int]) -> Range:
    ordered = sorted(values)
    low, middle, high = (_quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    return Range(low, middle, high)


def _quantile(ordered: Sequence[int], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
