"""What shapes and strokes of a map mean, as small pictures that wrap on a phone."""

from __future__ import annotations

import streamlit as st

from workshop.desk.parts.visitor import Visitor
from workshop.drawing import INK, line, rect, sheet, text, width_of
from workshop.model.picture import LegendEntry, Picture, Shape, Stroke

HEIGHT = 24.0
SIZE = 14.0
CORNERS = {
    Shape.DIAMOND: "12,3 21,12 12,21 3,12",
    Shape.TRIANGLE: "12,3 21,20 3,20",
    Shape.HEXAGON: "12,3 20,7.5 20,16.5 12,21 4,16.5 4,7.5",
}
DASHES = {Stroke.SOLID: "none", Stroke.DASHED: "7 4", Stroke.DOTTED: "2 4"}


def legend(here: Visitor, picture: Picture) -> None:
    """One chip an entry."""
    with st.container(horizontal=True, gap="small"):
        for entry in picture.legend:
            words = here.say(entry.key)
            st.image(_chip(entry, words), width=int(_width(entry, words)), alt=words)


def _width(entry: LegendEntry, words: str) -> float:
    return (30 if entry.shape else 42) + width_of(words, SIZE) + 6


def _chip(entry: LegendEntry, words: str) -> str:
    start = 30 if entry.shape else 42
    return sheet(
        _width(entry, words),
        HEIGHT,
        [_sign(entry), text(start, 17, words, SIZE, fill=INK)],
    )


def _sign(entry: LegendEntry) -> str:
    match entry.shape:
        case None:
            dash = DASHES[entry.stroke or Stroke.SOLID]
            return line(4, 12, 36, 12, entry.colour, 2.5).replace("/>", f' stroke-dasharray="{dash}"/>')
        case Shape.CIRCLE:
            return f'<circle cx="12" cy="12" r="8.5" fill="{entry.colour}"/>'
        case Shape.SQUARE:
            return rect(4, 4, 16, 16, entry.colour)
        case shape:
            return f'<polygon points="{CORNERS[shape]}" fill="{entry.colour}"/>'
