"""Who reads strictly and who generously: a dot a rater, nobody by name."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from workshop.assessment.severity import Severities
from workshop.drawing import INK, LINE, SOFT, dot, fitted, line, sheet, stacked, text
from workshop.text import Language, say

BIN = 0.1  # of a level: dots this close stand on each other
HIGHEST = 190.0  # of a heap


@dataclass(frozen=True)
class StripLook:
    """Sizes of the picture."""

    width: float
    font: float


WIDE = StripLook(width=560, font=15)


def severity_picture(found: Severities, language: Language, look: StripLook = WIDE) -> str:
    """One dot a rater, heaped where they stand: stricter than the room on the left, more generous on the right."""
    widest = max((abs(one.severity) for one in found.raters), default=0.0)
    ends = max(0.5, ceil(widest * 2) / 2)
    heaps: dict[int, int] = {}
    for one in found.raters:
        place = round(one.severity / BIN)
        heaps[place] = heaps.get(place, 0) + 1
    tallest = max(heaps.values(), default=1)
    radius = min(7.0, (look.width - 40) * BIN / (2 * ends) / 2.4, HIGHEST / tallest / 2.3)
    high = tallest * radius * 2.3 + 14

    def x(level: float) -> float:
        return 20 + (level + ends) / (2 * ends) * (look.width - 40)

    parts = [line(x(-ends), high, x(ends), high, LINE, 2), line(x(0), 4, x(0), high, LINE, 1.5, "3 4")]
    for place, count in heaps.items():
        parts += [
            dot(left, y, radius * 0.92, INK)
            for left, y in stacked(x(place * BIN), high - radius, radius * 2.3, count, radius)
        ]
    for level, key, anchor in (
        (-ends, "pictures.severity.strict", "start"),
        (ends, "pictures.severity.generous", "end"),
    ):
        words = say(language, key, levels=f"{abs(level):.1f}")
        size = fitted(words, look.font, look.width * 0.4)
        parts.append(text(x(level), high + look.font * 1.5, words, size, text_anchor=anchor, fill=SOFT))
    room = say(language, "pictures.severity.room")
    parts.append(text(x(0), high + look.font * 1.5, room, look.font, text_anchor="middle", fill=SOFT))
    return sheet(look.width, high + look.font * 2.2, parts)


def severity_words(found: Severities, language: Language) -> str:
    """How many stand a quarter of a level or more from the room, and on which side."""
    strict = sum(one.severity <= -0.25 for one in found.raters)
    generous = sum(one.severity >= 0.25 for one in found.raters)
    return say(language, "pictures.severity.words", n=len(found.raters), strict=strict, generous=generous)
