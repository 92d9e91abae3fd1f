"""Stage–vitality chart: stage across, vitality upwards, where the communities of a room stand, and how sure that is.

Both axes are ordinal (`position` computes the places); within a field marks are only spread apart. A mark holds the
number of raters; it is open below three, and from five on its lines run from the lowest to the highest of the raters'
own positions.
No names; a community's own people may have theirs pointed out. The module also says the chart in words, and draws the
fields that the reassessment chart shares.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import combinations
from math import gcd, hypot, inf

from workshop.assessment.rubric.rubric import LEVELS as RUNGS
from workshop.assessment.rubric.rubric import STAGES, Rubric
from workshop.assessment.scoring.position import HALVES, Position
from workshop.assessment.scoring.scoring import SOME_RATERS
from workshop.base.svg import (
    GREEN,
    HYPOTHESIS,
    INK,
    LINE,
    ORANGE,
    PAPER,
    SOFT,
    block,
    dot,
    fitted,
    frame,
    line,
    rect,
    sheet,
    text,
    width_of,
    wrapped,
)
from workshop.base.text import Language, say
from workshop.model.privacy import MIN_GROUP


def stage_vitality_text(
    places: Sequence[Position], rubric: Rubric, language: Language, least: int, own: str = ""
) -> str:
    """The chart in words: how many communities at each place, and where one's own is."""
    if sum(one.raters for one in places) < least:
        return say(language, "pictures.too_few", least=least)
    together = Counter((one.stage, one.vitality) for one in places)
    lines = [say(language, "pictures.plane.title", n=len(places))]
    for (stage, vitality), n in sorted(together.items(), key=lambda each: str(each[0])):
        where = place_text(stage, vitality, rubric, language)
        lines.append(say(language, "pictures.plane.count", where=where, n=n))
    lines += [
        say(language, "pictures.plane.own_line", where=place_text(one.stage, one.vitality, rubric, language))
        for one in places
        if one.community == own
    ]
    return "\n".join(lines)


def place_text(stage: int | None, vitality: int | None, rubric: Rubric, language: Language) -> str:
    """A place on both axes in words."""
    untold = say(language, "assessment.not_yet")
    level = untold if vitality is None else say(language, "assessment.level", level=vitality // HALVES)
    return say(language, "pictures.plane.place", stage=stage_text(stage, rubric, language), level=level)


def stage_text(step: int | None, rubric: Rubric, language: Language) -> str:
    """A place on the stage axis in words."""
    if step is None:
        return say(language, "assessment.not_yet")
    stage = STAGES[step // HALVES]
    if step % HALVES:
        return say(language, "assessment.between", low=stage, high=STAGES[step // HALVES + 1])
    return say(language, "assessment.stage", stage=stage, name=rubric.stages[stage].of(language))


Spot = tuple[float, float]
SMALLEST = 5.0  # radius of a mark
BETWEEN = 0.3  # of a field: the strip on its edge that belongs to "between"


@dataclass(frozen=True)
class StageVitalityLook:
    """Sizes: names of the axes on the left and below, sixteen fields, a strip for unknown values."""

    width: float
    height: float
    left: float
    foot: float
    head: float
    font: float
    caption: float  # and the badge
    largest: float
    least: float = 0  # no letter is smaller

    @property
    def across(self) -> float:
        return (self.width - self.left) / (len(STAGES) + 0.5)

    @property
    def high(self) -> float:
        return (self.height - self.foot - self.head) / (len(RUNGS) + 0.5)

    def x(self, step: int | None) -> float:
        """The centre of a place on the stage axis; unknown is left of the fields."""
        if step is None:
            return self.left + self.across * 0.25
        return self.left + self.across * (1 + step / HALVES)

    def y(self, step: int | None) -> float:
        """The same for the vitality axis."""
        if step is None:
            return self.height - self.foot - self.high * 0.25
        return self.height - self.foot - self.high * (1 + step / HALVES)


WALL = StageVitalityLook(
    width=1500, height=636, left=190, foot=190, head=60, font=37, caption=35, largest=27, least=35
)
PHONE = StageVitalityLook(
    width=344, height=440, left=48, foot=132, head=40, font=14, caption=11.8, largest=10
)
DESK = StageVitalityLook(width=520, height=440, left=58, foot=98, head=40, font=15, caption=12.6, largest=12)
PHONE = StageVitalityLook(width=360, height=430, left=46, foot=118, head=42, font=13, caption=11, largest=10)


def below(words: str, look: StageVitalityLook) -> list[str]:
    """A caption wrapped into as many lines as it needs."""
    size = look.caption
    lines = wrapped(words, size, look.width)
    return [
        text(0, look.height - size * (0.4 + 1.25 * (len(lines) - 1 - number)), part, size, fill=SOFT)
        for number, part in enumerate(lines)
    ]


def spots(places: Sequence[Position], look: StageVitalityLook) -> tuple[dict[str, Spot], float]:
    """Where each mark is drawn, those of one place scattered in hash order; and their radius."""
    together: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for place in places:
        if place.stage is not None or place.vitality is not None:
            together[place.stage, place.vitality].append(place.community)
    marks: dict[str, Spot] = {}
    radius = look.largest
    for (stage, vitality), names in together.items():
        ordered = sorted(names, key=lambda name: sha256(name.encode()).digest())
        width, high = _wide(stage, look), look.high * (0.4 if vitality is None else 0.84)
        at, apart = scattered(len(names), width - 2 * look.largest, high - 2 * look.largest)
        radius = min(radius, apart * 0.48)
        x, y = look.x(stage), look.y(vitality)
        marks |= {name: (x + right, y + down) for name, (right, down) in zip(ordered, at, strict=True)}
    return marks, max(radius, SMALLEST)


@cache
def scattered(count: int, width: float, height: float) -> tuple[tuple[Spot, ...], float]:
    """Rank-1 lattice with the largest minimum distance: `count` points around 0, 0, and that distance.

    No two share a row or a column (a Latin hypercube), so that lines through them stay apart.
    """
    if count == 1:
        return ((0.0, 0.0),), inf
    width, height = max(width, 1.0), max(height, 1.0)
    best: tuple[tuple[Spot, ...], float] = ((), -1.0)
    for stride in range(1, count):
        if gcd(stride, count) > 1:
            continue
        at = tuple(
            (width * (turn / (count - 1) - 0.5), height * (turn * stride % count / (count - 1) - 0.5))
            for turn in range(count)
        )
        apart = min(hypot(x - u, y - v) for (x, y), (u, v) in combinations(at, 2))
        best = max(best, (at, apart), key=lambda each: each[1])
    return best


def _wide(stage: int | None, look: StageVitalityLook) -> float:
    """The share of a field's width for the marks of a place."""
    if stage is None:
        return look.across * 0.44
    return look.across * (BETWEEN if stage % HALVES else 1 - BETWEEN)


def ground(rubric: Rubric, language: Language, look: StageVitalityLook) -> list[str]:
    """The fields, with the names of stages and levels; hypothetical stages are shaded, under their badge."""
    top, bottom = look.head, look.height - look.foot
    size = look.font
    parts = []
    badge = say(language, "assessment.badge")
    for number, stage in enumerate(STAGES):
        middle, left = look.x(number * HALVES), look.x(number * HALVES) - look.across / 2
        if stage in rubric.hypothesis_stages:
            parts.append(rect(left, top, look.across, look.high * len(RUNGS), HYPOTHESIS))
            parts += block(
                badge,
                middle,
                top - size * 1.2,
                look.caption,
                look.across - 8,
                size * 2.4,
                look.least,
                text_anchor="middle",
                fill=ORANGE,
            )
        words = say(language, "assessment.stage", stage=stage, name=rubric.stages[stage].of(language))
        room = look.across - 8
        parts += block(
            words, middle, bottom + size * 0.9, size, room, size * 2.4, look.least, text_anchor="middle"
        )
        parts += [
            frame(left, look.y(level * HALVES) - look.high / 2, look.across, look.high, LINE, 1.5)
            for level in RUNGS
        ]
    title = say(language, "pictures.axis.vitality_short")
    parts.append(
        text(
            0,
            top - size * 0.4,
            title,
            fitted(title, size, look.left, look.least or 9),
            font_weight="700",
            fill=SOFT,
        )
    )
    for level in RUNGS:
        words = say(language, "assessment.level", level=level)
        parts.append(
            text(
                0,
                look.y(level * HALVES) + size * 0.36,
                words,
                fitted(words, size, look.left - 10, look.least or 9),
            )
        )
    return parts


SPREAD = "#8b9384"


def stage_vitality_chart(
    places: Sequence[Position],
    rubric: Rubric,
    language: Language,
    least: int,
    look: StageVitalityLook = DESK,
    own: str = "",
) -> str:
    """The chart as SVG; with fewer than `least` raters only the reason why there is none."""
    return sheet(look.width, look.height, stage_vitality_parts(places, rubric, language, least, look, own))


def stage_vitality_parts(
    places: Sequence[Position],
    rubric: Rubric,
    language: Language,
    least: int,
    look: StageVitalityLook = DESK,
    own: str = "",
) -> list[str]:
    """The SVG parts of the chart. `own` is the community that is pointed out to its own people."""
    if sum(one.raters for one in places) < least:
        why = say(language, "pictures.too_few", least=least)
        return [text(0, look.font * 2, why, fitted(why, look.font * 1.3, look.width, look.least or 9))]
    marks, radius = spots(places, look)
    ordered = sorted(marks, key=lambda name: name == own)
    by_name = {one.community: one for one in places}
    parts = ground(rubric, language, look) + _unknown(places, language, look)
    for name in ordered:
        parts += _spread(by_name[name], marks[name], look, INK if name == own else SPREAD)
    for name in ordered:
        parts += _mark(by_name[name], marks[name], radius, look, GREEN if name == own else INK)
    if own in marks:
        parts += pointer(marks[own], radius, say(language, "pictures.plane.own"), look)
    caption = say(language, "pictures.plane.caption")
    missing = len(places) - len(marks)
    if missing:
        caption += say(language, "pictures.plane.missing", n=missing)
    return parts + below(caption, look)


def _unknown(places: Sequence[Position], language: Language, look: StageVitalityLook) -> list[str]:
    """The labels of the strips for unknown values, where there are marks in them."""
    words, size = say(language, "assessment.not_yet"), max(look.font * 0.75, look.least)
    parts = []
    if any(one.stage is None and one.vitality is not None for one in places):
        small = fitted(words, size, look.across * 0.48, look.least or 9)
        base = look.height - look.foot + look.font * 1.1
        parts.append(text(look.x(None), base, words, small, text_anchor="middle", fill=SOFT))
    if any(one.vitality is None and one.stage is not None for one in places):
        parts.append(
            text(
                0,
                look.y(None) + size * 0.36,
                words,
                fitted(words, size, look.left - 10, look.least or 9),
                fill=SOFT,
            )
        )
    return parts


def _spread(position: Position, at: Spot, look: StageVitalityLook, colour: str) -> list[str]:
    """Lines from the lowest to the highest own position, through the mark's row and column; none below five raters,
    of whom two ends would show two."""
    parts: list[str] = []
    if position.raters < MIN_GROUP:
        return parts
    x, y = at
    # The ends are shifted within their fields as the mark is in its own.
    aside = x - look.x(position.stage), y - look.y(position.vitality)
    cap = look.font * 0.25
    if position.stages is not None and position.stages[0] < position.stages[1]:
        low, high = (look.x(step) + aside[0] for step in position.stages)
        parts += [
            line(low, y, high, y, colour, 2),
            *(line(end, y - cap, end, y + cap, colour, 2) for end in (low, high)),
        ]
    if position.vitalities is not None and position.vitalities[0] < position.vitalities[1]:
        low, high = (look.y(step) + aside[1] for step in position.vitalities)
        parts += [
            line(x, low, x, high, colour, 2),
            *(line(x - cap, end, x + cap, end, colour, 2) for end in (low, high)),
        ]
    return parts


def _mark(position: Position, at: Spot, radius: float, look: StageVitalityLook, colour: str) -> list[str]:
    filled = position.raters >= SOME_RATERS
    size = max(radius * 1.05, look.least)
    shape = dot(*at, radius, colour if filled else PAPER, "#ffffff" if filled else colour)
    if look.least and width_of(str(position.raters), size) > 2 * radius:
        return [shape]  # many marks are small: a figure too large for its mark would hide its neighbours
    return [
        shape,
        text(
            at[0],
            at[1] + size * 0.36,
            str(position.raters),
            size,
            text_anchor="middle",
            fill="#ffffff" if filled else colour,
        ),
    ]


def pointer(at: Spot, radius: float, words: str, look: StageVitalityLook) -> list[str]:
    """A ring and the word "ours"."""
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
