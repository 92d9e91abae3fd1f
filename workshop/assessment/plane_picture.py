"""Stage across, vitality upwards: where the communities of a room stand, and how sure that is.

The axes are places in an order (`position` says which); within a field marks are only laid apart. A mark holds how
many people rated; it is open below three, and its lines run from the lowest to the highest of the raters' own
positions. No names; a community's own people may have theirs pointed out.
"""

from __future__ import annotations

from collections.abc import Sequence

from workshop.assessment.plane_ground import DESK, PlaneLook, Spot, below, ground, spots
from workshop.assessment.position import Position
from workshop.assessment.rubric import Rubric
from workshop.assessment.scoring import SOME_RATERS
from workshop.drawing import (
    GREEN,
    INK,
    PAPER,
    SOFT,
    dot,
    fitted,
    line,
    sheet,
    text,
    width_of,
)
from workshop.text import Language, say

SPREAD = "#8b9384"


def plane_picture(
    places: Sequence[Position],
    rubric: Rubric,
    language: Language,
    least: int,
    look: PlaneLook = DESK,
    own: str = "",
) -> str:
    """The plane as SVG; with fewer than `least` people behind it only the reason why there is none."""
    return sheet(look.width, look.height, plane_parts(places, rubric, language, least, look, own))


def plane_parts(
    places: Sequence[Position],
    rubric: Rubric,
    language: Language,
    least: int,
    look: PlaneLook = DESK,
    own: str = "",
) -> list[str]:
    """What the picture is made of. `own` is the community that is pointed out to its own people."""
    if sum(one.raters for one in places) < least:
        why = say(language, "pictures.too_few", least=least)
        return [text(0, look.font * 2, why, fitted(why, look.font * 1.3, look.width))]
    found, radius = spots(places, look)
    ordered = sorted(found, key=lambda name: name == own)
    by_name = {one.community: one for one in places}
    parts = ground(rubric, language, look) + _unknown(places, language, look)
    for name in ordered:
        parts += _spread(by_name[name], found[name], look, INK if name == own else SPREAD)
    for name in ordered:
        parts += _mark(by_name[name], found[name], radius, GREEN if name == own else INK)
    if own in found:
        parts += pointer(found[own], radius, say(language, "pictures.plane.own"), look)
    caption = say(language, "pictures.plane.caption")
    missing = len(places) - len(found)
    if missing:
        caption += say(language, "pictures.plane.missing", n=missing)
    return parts + below(caption, look)


def _unknown(places: Sequence[Position], language: Language, look: PlaneLook) -> list[str]:
    """The names of the strips for what nobody knows, where somebody stands in them."""
    words, size = say(language, "assessment.unknown"), look.font * 0.75
    parts = []
    if any(one.stage is None and one.vitality is not None for one in places):
        small = fitted(words, size, look.across * 0.48)
        base = look.height - look.foot + look.font * 1.1
        parts.append(text(look.x(None), base, words, small, text_anchor="middle", fill=SOFT))
    if any(one.vitality is None and one.stage is not None for one in places):
        parts.append(
            text(0, look.y(None) + size * 0.36, words, fitted(words, size, look.left - 10), fill=SOFT)
        )
    return parts


def _spread(one: Position, at: Spot, look: PlaneLook, colour: str) -> list[str]:
    """Lines from the lowest to the highest own position, through the mark's row and column."""
    parts = []
    x, y = at
    # Both ends lie in their fields where the mark lies in its own.
    aside = x - look.x(one.stage), y - look.y(one.vitality)
    cap = look.font * 0.25
    if one.stages is not None and one.stages[0] < one.stages[1]:
        low, high = (look.x(step) + aside[0] for step in one.stages)
        parts += [
            line(low, y, high, y, colour, 2),
            *(line(end, y - cap, end, y + cap, colour, 2) for end in (low, high)),
        ]
    if one.vitalities is not None and one.vitalities[0] < one.vitalities[1]:
        low, high = (look.y(step) + aside[1] for step in one.vitalities)
        parts += [
            line(x, low, x, high, colour, 2),
            *(line(x - cap, end, x + cap, end, colour, 2) for end in (low, high)),
        ]
    return parts


def _mark(one: Position, at: Spot, radius: float, colour: str) -> list[str]:
    filled = one.raters >= SOME_RATERS
    size = radius * 1.05
    return [
        dot(*at, radius, colour if filled else PAPER, "#ffffff" if filled else colour),
        text(
            at[0],
            at[1] + size * 0.36,
            str(one.raters),
            size,
            text_anchor="middle",
            fill="#ffffff" if filled else colour,
        ),
    ]


def pointer(at: Spot, radius: float, words: str, look: PlaneLook) -> list[str]:
    """A ring and a word: ours."""
    x = min(at[0], look.width - width_of(words, look.font) / 2)
    return [
        dot(*at, radius + 4, "none", GREEN),
        text(
            x,
            at[1] - radius - look.font * 0.5,
            words,
            look.font,
            text_anchor="middle",
            fill=GREEN,
            font_weight="700",
            paint_order="stroke",
            stroke=PAPER,
            stroke_width="4",
        ),
    ]
