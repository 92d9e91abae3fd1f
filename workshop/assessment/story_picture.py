"""How a room read one shared story: a row a dimension, a dot a person, and after the reveal the level its authors meant.

What is shown is how differently people read the same words. Nobody is right or wrong, and nobody is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.assessment.level_rows import RowsLook, cells, ground, head, row_name
from workshop.assessment.profile_legend import Sign, legend
from workshop.assessment.rubric import LEVELS as RUNGS
from workshop.assessment.rubric import Rubric
from workshop.drawing import INK, ORANGE, SOFT, dot, dot_radius, frame, line, moved, packed, sheet, text
from workshop.text import Language, say

WIDE = RowsLook(width=560, label=152, aside=64, row=52, font=17, small=14.5, largest=7.5)


@dataclass(frozen=True)
class StoryRow:
    """One dimension: how many people chose each level, how many did not know, the level meant (None: not told yet)."""

    dimension: str
    levels: tuple[int, int, int, int]
    unknown: int
    meant: int | None


def story_picture(rows: Sequence[StoryRow], rubric: Rubric, language: Language, look: RowsLook = WIDE) -> str:
    """The readings as SVG; `story_words` says the same in words."""
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


def _row(row: StoryRow, look: RowsLook, radius: float) -> list[str]:
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


def story_words(rows: Sequence[StoryRow], rubric: Rubric, language: Language) -> str:
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
        told = say(language, "pictures.words.joiner").join(parts)
        lines.append(say(language, "pictures.words.row", name=name, text=told))
    return "\n".join(lines)
