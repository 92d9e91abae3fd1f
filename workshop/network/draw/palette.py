"""Shapes, colours and strokes: node kinds and tie relations.

The colour-blind safe palette of Okabe and Ito (2008); no difference relies on colour alone.
"""

from __future__ import annotations

from workshop.base.text import Language, has, say
from workshop.model.network import PersonKind, Relation
from workshop.model.picture import Shape, Stroke
from workshop.network.graph.discord import DISCORD

GROUP = "group"
OTHER = "other"

MARKS: dict[str, tuple[Shape, str]] = {
    PersonKind.RESIDENT: (Shape.CIRCLE, "#56b4e9"),
    PersonKind.SUPPORTER: (Shape.SQUARE, "#d55e00"),
    PersonKind.COMMITTEE: (Shape.DIAMOND, "#a8326e"),
    PersonKind.GRID_WORKER: (Shape.TRIANGLE, "#009e73"),
    PersonKind.OUTSIDE: (Shape.CIRCLE, "#b3b3b3"),
    GROUP: (Shape.HEXAGON, "#f0c419"),
}

LINES: dict[str, tuple[Stroke, str]] = {
    Relation.KNOWS: (Stroke.SOLID, "#a9b1b8"),
    Relation.TRUSTS: (Stroke.SOLID, "#0072b2"),
    Relation.HELPS: (Stroke.SOLID, "#009e73"),
    Relation.INFORMS: (Stroke.DOTTED, "#0072b2"),
    Relation.COOPERATES: (Stroke.DASHED, "#009e73"),
    Relation.LEADS: (Stroke.SOLID, "#d55e00"),
    Relation.MEMBER: (Stroke.DASHED, "#b8860b"),
    Relation.FUNDS: (Stroke.DOTTED, "#d55e00"),
    OTHER: (Stroke.DOTTED, "#6b7680"),
    DISCORD: (Stroke.DASH_DOTTED, "#1d2730"),
}

# A whole building or group on the first view of a large map, where no single person is drawn.
AREA = "area"
BETWEEN = "between"
AREA_LOOK: tuple[Shape, str] = (Shape.HEXAGON, "#8fb6c9")
BETWEEN_LOOK: tuple[Stroke, str] = (Stroke.SOLID, "#8a949c")

FADED_INK = "#d5dade"
INK = "#1d2730"
RIM = "#ffffff"


def paler(colour: str, towards_white: float = 0.75) -> str:
    """A tint: the colour mixed with white; opaque, so that what lies behind does not show through.

    >>> paler("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * towards_white):02x}" for part in parts)


def relation_name(relation: str, language: Language) -> str:
    """The name of a relation; a camp's own word stays as it is."""
    key = f"network.relation.{relation}"
    return say(language, key) if has(language, key) else relation
