"""The fields of stage and vitality, and where marks lie in them: what the plane pictures stand on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import combinations
from math import gcd, hypot, inf

from workshop.assessment.position import HALVES, Position
from workshop.assessment.rubric import LEVELS as RUNGS
from workshop.assessment.rubric import STAGES, Rubric
from workshop.drawing import (
    HYPOTHESIS,
    LINE,
    ORANGE,
    SOFT,
    block,
    fitted,
    frame,
    rect,
    text,
    wrapped,
)
from workshop.text import Language, say

Spot = tuple[float, float]
SMALLEST = 5.0  # radius of a mark
BETWEEN = 0.3  # of a field: the strip on its edge that belongs to "between"


@dataclass(frozen=True)
class PlaneLook:
    """Sizes: names of the axes on the left and below, sixteen fields, a strip for what nobody knows."""

    width: float
    height: float
    left: float
    foot: float
    head: float
    font: float
    largest: float

    @property
    def across(self) -> float:
        return (self.width - self.left) / (len(STAGES) + 0.5)

    @property
    def high(self) -> float:
        return (self.height - self.foot - self.head) / (len(RUNGS) + 0.5)

    def x(self, step: int | None) -> float:
        """The middle of a place on the stage axis; what nobody knows stands left of the fields."""
        if step is None:
            return self.left + self.across * 0.25
        return self.left + self.across * (1 + step / HALVES)

    def y(self, step: int | None) -> float:
        """The same upwards."""
        if step is None:
            return self.height - self.foot - self.high * 0.25
        return self.height - self.foot - self.high * (1 + step / HALVES)


WALL = PlaneLook(width=1500, height=636, left=150, foot=138, head=44, font=28, largest=24)
PHONE = PlaneLook(width=344, height=440, left=48, foot=132, head=40, font=14, largest=10)
DESK = PlaneLook(width=520, height=440, left=58, foot=98, head=40, font=15, largest=12)
PHONE = PlaneLook(width=360, height=430, left=46, foot=118, head=42, font=13, largest=10)


def below(words: str, look: PlaneLook) -> list[str]:
    """A caption in as many lines as it needs."""
    size = look.font * 0.84
    lines = wrapped(words, size, look.width)
    return [
        text(0, look.height - size * (0.4 + 1.25 * (len(lines) - 1 - number)), part, size, fill=SOFT)
        for number, part in enumerate(lines)
    ]


def spots(places: Sequence[Position], look: PlaneLook) -> tuple[dict[str, Spot], float]:
    """Where each mark is drawn, those of one place scattered in the order of a fingerprint; and their radius."""
    together: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for one in places:
        if one.stage is not None or one.vitality is not None:
            together[one.stage, one.vitality].append(one.community)
    found: dict[str, Spot] = {}
    radius = look.largest
    for (stage, vitality), names in together.items():
        ordered = sorted(names, key=lambda name: sha256(name.encode()).digest())
        width, high = _wide(stage, look), look.high * (0.4 if vitality is None else 0.84)
        at, apart = scattered(len(names), width - 2 * look.largest, high - 2 * look.largest)
        radius = min(radius, apart * 0.48)
        x, y = look.x(stage), look.y(vitality)
        found |= {name: (x + right, y + down) for name, (right, down) in zip(ordered, at, strict=True)}
    return found, max(radius, SMALLEST)


@cache
def scattered(count: int, width: float, height: float) -> tuple[tuple[Spot, ...], float]:
    """Places around 0, 0 of which no two share a row or a column, so that lines through them stay apart; and the
    smallest distance between two."""
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


def _wide(stage: int | None, look: PlaneLook) -> float:
    """How much of a field's width the marks of a place may take."""
    if stage is None:
        return look.across * 0.44
    return look.across * (BETWEEN if stage % HALVES else 1 - BETWEEN)


def ground(rubric: Rubric, language: Language, look: PlaneLook) -> list[str]:
    """The fields, with the names of stages and levels; hypothetical stages on shaded ground under their badge."""
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
                size * 0.85,
                look.across - 8,
                size * 2.4,
                text_anchor="middle",
                fill=ORANGE,
            )
        words = say(language, "assessment.stage", stage=stage, name=rubric.stages[stage].of(language))
        room = look.across - 8
        parts += block(words, middle, bottom + size * 0.9, size, room, size * 2.4, text_anchor="middle")
        parts += [
            frame(left, look.y(level * HALVES) - look.high / 2, look.across, look.high, LINE, 1.5)
            for level in RUNGS
        ]
    title = say(language, "pictures.axis.vitality_short")
    parts.append(
        text(0, top - size * 0.4, title, fitted(title, size, look.left), font_weight="700", fill=SOFT)
    )
    for level in RUNGS:
        words = say(language, "assessment.level", level=level)
        parts.append(
            text(0, look.y(level * HALVES) + size * 0.36, words, fitted(words, size, look.left - 10))
        )
    return parts
