"""The signs of the profile picture and their explanation below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.drawing import (
    GREEN,
    INK,
    ORANGE,
    PAPER,
    fitted,
    in_rows,
    line,
    moved,
    polygon,
    rect,
    text,
    track,
    width_of,
)

BEFORE, AFTER = 26.0, 12.0


@dataclass(frozen=True)
class Sign:
    """A sign drawn around 0, 0 and what it means."""

    drawn: str
    words: str


def legend(signs: Sequence[Sign], width: float, size: float) -> tuple[list[str], float]:
    """The signs in rows that fit the width, and how high they are together."""
    high = size * 1.75
    sizes = [fitted(sign.words, size, width - BEFORE - 2) for sign in signs]
    places = in_rows(
        [BEFORE + width_of(one.words, each) + AFTER for one, each in zip(signs, sizes, strict=True)],
        width + AFTER,
    )
    parts = []
    for sign, each, (left, row) in zip(signs, sizes, places, strict=True):
        middle = (row + 0.5) * high
        parts.append(moved([sign.drawn], left + 11, middle))
        parts.append(text(left + BEFORE, middle + size * 0.36, sign.words, each))
    return parts, (places[-1][1] + 1) * high + 4 if places else 0.0


def open_gate() -> str:
    """Two posts, and between them a leaf that stands open."""
    return _posts(GREEN) + polygon([(-6, -6), (0.5, -3), (0.5, 7), (-6, 5)], GREEN)


def shut_gate() -> str:
    """Two posts with bars between them."""
    return _posts(INK) + "".join(line(-6, y, 6, y, INK, 2) for y in (-4, 0, 4))


def _posts(colour: str) -> str:
    back = rect(-8, -9, 16, 18, PAPER, rx="3")
    return back + "".join(line(x, -8, x, 8, colour, 2.4) for x in (-6, 6))


def next_sign() -> str:
    """Two strokes upwards: the anchor to read next."""
    return "".join(track([(-6, y + 5), (0, y), (6, y + 5)], ORANGE, 2.6) for y in (-5, 0))


def speech_sign() -> str:
    """A speech bubble: something to talk about."""
    outline = [(-9, -8), (9, -8), (9, 4), (-1, 4), (-6, 9), (-5, 4), (-9, 4)]
    dots = "".join(rect(x - 1.4, -3.4, 2.8, 2.8, INK) for x in (-4.5, 0, 4.5))
    return polygon(outline, "#ffffff", INK, 1.6) + dots
