"""A community's ten dimensions as a profile: where it stands on each, "don't know" apart from level 0."""

from __future__ import annotations

from workshop.assessment.rubric import Rubric
from workshop.assessment.scoring import CommunityResult, DimensionResult
from workshop.drawing import INK, LEVELS, LINE, SOFT, dot, fitted, line, sheet, text
from workshop.text import Language, say

WIDTH = 460.0
LABEL = 150.0
ROW = 34.0
HEAD = 34.0


def profile_picture(result: CommunityResult, rubric: Rubric, language: Language) -> str:
    """Rows of four places, the one reached filled. Drawn narrow, so that a phone shows it at full size."""
    parts: list[str] = []
    y = 8.0
    for axis in ("stage", "vitality"):
        rows = [one for one in result.dimensions if one.axis == axis]
        parts.append(
            text(0, y + 22, say(language, f"assessment.axis.{axis}"), 15, font_weight="700", fill=SOFT)
        )
        parts += [
            text(_x(level), y + 22, str(level), 13, text_anchor="middle", fill=SOFT) for level in range(4)
        ]
        y += HEAD
        for one in rows:
            parts += _row(one, rubric, y, language)
            y += ROW
        y += 8
    return sheet(WIDTH, y, parts)


def _x(level: int) -> float:
    return LABEL + 30 + level * (WIDTH - LABEL - 60) / 3


def _row(one: DimensionResult, rubric: Rubric, y: float, language: Language) -> list[str]:
    middle = y + ROW / 2
    name = rubric.dimension(one.id).name.of(language)
    parts = [
        line(0, y, WIDTH, y, LINE, 0.7),
        text(0, middle + 5, name, fitted(name, 15, LABEL - 8)),
    ]
    if one.median is None:
        words = say(language, "assessment.unknown")
        return [*parts, text(_x(0) - 8, middle + 5, words, 14, fill=SOFT, font_style="italic")]
    parts.append(line(_x(0), middle, _x(3), middle, LINE, 2))
    parts.append(line(_x(0), middle, _x(one.median), middle, LEVELS[2], 5))
    for level in range(4):
        reached = level == one.median
        radius = 9.5 if reached else 5
        fill = LEVELS[3] if reached else LEVELS[2] if level < one.median else "#ffffff"
        parts.append(dot(_x(level), middle, radius, fill, INK if reached else SOFT))
    return parts


def profile_words(result: CommunityResult, rubric: Rubric, language: Language) -> str:
    """The same in words."""
    lines = []
    for one in result.dimensions:
        name = rubric.dimension(one.id).name.of(language)
        level = (
            say(language, "assessment.unknown")
            if one.median is None
            else say(language, "assessment.level", level=one.median)
        )
        lines.append(say(language, "exercises.summary.part", name=name, text=level))
    return say(language, "exercises.joiner").join(lines)
