"""How differently two roles see the same communities: a row a pair, an open dot a community, a mark for their mean.

Dots right of the middle: the first role sees the community higher. No community is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from workshop.assessment.profile_legend import Sign, legend
from workshop.assessment.role_marks import RoleName
from workshop.assessment.roles import RoleDifference
from workshop.drawing import GREEN, INK, LINE, PAPER, SOFT, dot, fitted, line, mark, moved, sheet, text
from workshop.text import Language, say

NEAR = 9.0  # dots whose places are closer than this would lie on each other
STEP = 5.0


@dataclass(frozen=True)
class PairsLook:
    """Sizes: the pair's names over each row, the differences below them."""

    width: float
    row: float
    font: float


WIDE = PairsLook(width=560, row=66, font=15)


def role_picture(
    found: Sequence[RoleDifference], language: Language, role_name: RoleName, look: PairsLook = WIDE
) -> str:
    """The differences as SVG; `reading.role_sentence` says each in words."""
    widest = max((abs(gap) for one in found for _, gap in one.by_community), default=0.0)
    ends = max(1, ceil(widest))

    def x(gap: float) -> float:
        return 14 + (gap + ends) / (2 * ends) * (look.width - 28)

    parts: list[str] = []
    y = 0.0
    for one in found:
        middle = y + look.row - 26
        parts += [
            line(x(-ends), middle, x(ends), middle, LINE, 2),
            line(x(0), y + 24, x(0), middle + 18, SOFT),
        ]
        for role, at, anchor in ((one.other, x(-ends), "start"), (one.one, x(ends), "end")):
            words = say(language, "pictures.roles.higher", role=role_name(role))
            size = fitted(words, look.font, look.width * 0.4)
            parts.append(text(at, y + 18, words, size, text_anchor=anchor))
        n = say(language, "pictures.roles.n", n=one.n)
        parts.append(text(x(0), y + 18, n, look.font * 0.87, text_anchor="middle", fill=SOFT))
        heights: Counter[int] = Counter()
        for _, gap in one.by_community:
            # Equal differences stand on each other, so that none hides another.
            place = round(x(gap) / NEAR)
            parts.append(dot(x(gap), middle - heights[place] * STEP, 4.6, PAPER, INK))
            heights[place] += 1
        parts.append(mark("diamond", x(one.mean), middle + 11, 7, GREEN))
        y += look.row
    signs = [
        Sign(dot(0, 0, 5, PAPER, INK), say(language, "pictures.roles.community")),
        Sign(mark("diamond", 0, 0, 8, GREEN), say(language, "pictures.roles.mean")),
    ]
    drawn, high = legend(signs, look.width, look.font * 0.95)
    return sheet(look.width, y + 12 + high, [*parts, moved(drawn, 0, y + 12)])
