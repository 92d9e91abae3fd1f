"""Dot plots of readings: how two roles rate the same communities, and how a room rated one shared vignette.

Role differences: a row a pair, an open dot a community, from five on a mark for their mean; dots right of the middle mean that the
first role rates the community higher. No community is named.

Vignettes: a row a dimension, a dot a person, and after the reveal the level the authors meant. It shows how differently
people read the same words. Nobody is right or wrong, and nobody is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from workshop.assessment.charts.level_grid import LevelGridLook, cells, ground, head, row_name
from workshop.assessment.charts.profile_chart import Sign, legend
from workshop.assessment.charts.role_marks import RoleName
from workshop.assessment.reliability.roles import RoleDifference
from workshop.assessment.rubric.rubric import LEVELS as RUNGS
from workshop.assessment.rubric.rubric import Rubric
from workshop.base.svg import (
    GREEN,
    INK,
    LINE,
    ORANGE,
    PAPER,
    SOFT,
    dot,
    dot_radius,
    fitted,
    frame,
    line,
    mark,
    moved,
    packed,
    sheet,
    text,
)
from workshop.base.text import Language, say
from workshop.model.privacy import MIN_GROUP

NEAR = 9.0  # dots closer than this would overlap
STEP = 5.0


@dataclass(frozen=True)
class PairsLook:
    """Sizes: the pair's names over each row, the differences below them."""

    width: float
    row: float
    font: float


WIDE_PAIRS = PairsLook(width=560, row=66, font=15)


def role_chart(
    role_differences: Sequence[RoleDifference],
    language: Language,
    role_name: RoleName,
    look: PairsLook = WIDE_PAIRS,
) -> str:
    """The differences as SVG; `reliability_text.role_sentence` says each in words."""
    widest = max(
        (abs(gap) for difference in role_differences for _, gap in difference.by_community), default=0.0
    )
    ends = max(1, ceil(widest))

    def x(gap: float) -> float:
        return 14 + (gap + ends) / (2 * ends) * (look.width - 28)

    parts: list[str] = []
    y = 0.0
    for difference in role_differences:
        middle = y + look.row - 26
        parts += [
            line(x(-ends), middle, x(ends), middle, LINE, 2),
            line(x(0), y + 24, x(0), middle + 18, SOFT),
        ]
        for role, at, anchor in ((difference.other, x(-ends), "start"), (difference.one, x(ends), "end")):
            words = say(language, "pictures.roles.higher", role=role_name(role))
            size = fitted(words, look.font, look.width * 0.4)
            parts.append(text(at, y + 18, words, size, text_anchor=anchor))
        n = say(language, "pictures.roles.n", n=difference.n)
        parts.append(text(x(0), y + 18, n, look.font * 0.87, text_anchor="middle", fill=SOFT))
        heights: Counter[int] = Counter()
        for _, gap in difference.by_community:
            # Equal differences are stacked, so that none hides another.
            place = round(x(gap) / NEAR)
            parts.append(dot(x(gap), middle - heights[place] * STEP, 4.6, PAPER, INK))
            heights[place] += 1
        if difference.n >= MIN_GROUP:
            parts.append(mark("diamond", x(difference.mean), middle + 11, 7, GREEN))
        y += look.row
    signs = [
        Sign(dot(0, 0, 5, PAPER, INK), say(language, "pictures.roles.community")),
        *(
            [Sign(mark("diamond", 0, 0, 8, GREEN), say(language, "pictures.roles.mean"))]
            if any(one.n >= MIN_GROUP for one in role_differences)
            else []
        ),
    ]
    drawn, high = legend(signs, look.width, look.font * 0.95)
    return sheet(look.width, y + 12 + high, [*parts, moved(drawn, 0, y + 12)])


WIDE_STORIES = LevelGridLook(width=560, label=152, aside=64, row=52, font=17, small=14.5, largest=7.5)


@dataclass(frozen=True)
class StoryRow:
    """One dimension: how many people chose each level, how many did not know, the level meant (None: not revealed
    yet)."""

    dimension: str
    levels: tuple[int, int, int, int]
    unknown: int
    meant: int | None


def story_chart(
    rows: Sequence[StoryRow], rubric: Rubric, language: Language, look: LevelGridLook = WIDE_STORIES
) -> str:
    """The readings as SVG; `story_text` says the same in words."""
    radius = dot_radius(max((max(row.levels) for row in rows), default=1), *look.room, look.largest)
    parts = ground(rubric, 4, look.head + look.row * len(rows), look)
    y = 4 + look.head
    parts += head(rubric, "", say(language, "assessment.unknown"), y - 8, look, language)
    for row in rows:
        name = rubric.dimension(row.dimension).name.of(language)
        parts.append(moved([*row_name(name, look), *_row(row, look, radius)], 0, y))
        y += look.row
    signs = [Sign(dot(0, 0, 6, INK), say(language, "pictures.story.person"))]
    if any(row.meant is not None for row in rows):
        signs.append(Sign(frame(-11, -9, 22, 18, ORANGE, 2.4, rx="4"), say(language, "pictures.story.meant")))
    drawn, high = legend(signs, look.width, look.small)
    return sheet(look.width, y + 8 + high, [*parts, moved(drawn, 0, y + 8)])


def _row(row: StoryRow, look: LevelGridLook, radius: float) -> list[str]:
    parts = [line(0, 0, look.width, 0), *cells(look)]
    if row.meant is not None:
        left = look.left(row.meant)
        parts.append(frame(left + 2.5, 3.5, look.cell - 5, look.row - 7, ORANGE, 2.4, rx="5"))
    for level in RUNGS:
        middle = look.left(level) + look.cell / 2
        places = packed(middle, look.row / 2, look.room[0], row.levels[level], radius)
        parts += [dot(x, y, radius * 0.92, INK) for x, y in places]
    if row.unknown:
        at = look.width - look.aside / 2
        parts.append(
            text(at, look.row / 2 + 6, f"? {row.unknown}", look.font, text_anchor="middle", fill=SOFT)
        )
    return parts


def story_text(rows: Sequence[StoryRow], rubric: Rubric, language: Language) -> str:
    """Every row in words."""
    lines = []
    for row in rows:
        parts = [
            say(language, "pictures.story.count", level=level, n=n) for level, n in enumerate(row.levels) if n
        ]
        parts += [say(language, "pictures.words.unknown", n=row.unknown)] if row.unknown else []
        parts += (
            [say(language, "pictures.story.meant_level", level=row.meant)] if row.meant is not None else []
        )
        name = rubric.dimension(row.dimension).name.of(language)
        sentence = say(language, "pictures.words.joiner").join(parts)
        lines.append(say(language, "pictures.words.row", name=name, text=sentence))
    return "\n".join(lines)
