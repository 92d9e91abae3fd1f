"""A network drawing as data: positions, shapes, colours and labels, computed once and rendered by every output
format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshop.model.network import MapCounts


class Shape(StrEnum):
    """Shapes that differ without colour."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    HEXAGON = "hexagon"


class Stroke(StrEnum):
    """Line styles that differ without colour."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DASH_DOTTED = "dash_dotted"


@dataclass(frozen=True)
class Mark:
    """A person or group: position in 0…1 (y downwards), size as a radius in 0…1 of the picture's width."""

    id: str
    label: str
    kind: str
    x: float
    y: float
    size: float
    shape: Shape
    colour: str  # #rrggbb
    faded: bool = False
    named: bool = True  # whether its label is written
    above: bool = False  # whether it is written above the mark, where there is no room below
    rung: int | None = None  # of the trust ladder, 0-4


@dataclass(frozen=True)
class Line:
    """One tie (or several of one relation merged). Ends are positions in `Picture.marks`."""

    source: int
    target: int
    relation: str
    stroke: Stroke
    colour: str
    width: float  # 1 is a plain tie
    arrow: bool
    faded: bool = False
    strength: float = 1.0  # the largest reported
    since: date | None = None  # the earliest report; None when none is dated
    both: bool = False  # reciprocated: each of the two reported it


@dataclass(frozen=True)
class LegendEntry:
    """The meaning of a shape or stroke; `key` is looked up in the `network` catalogue by the renderer."""

    key: str
    colour: str
    shape: Shape | None = None
    stroke: Stroke | None = None


@dataclass(frozen=True)
class Picture:
    """A complete drawing that looks the same in every output format."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    legend: tuple[LegendEntry, ...]
    counts: MapCounts | None = None  # of the whole map drawn; None where the picture shows something else
