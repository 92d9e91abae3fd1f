"""Heat map of the whole room: communities across, dimensions down, the median level in each cell.

No names and no ranking. The columns stand in hash order of rubric and community, which is the same every time and
independent of levels; `n` below is how many people rated. Where fewer than three know, the cell shows their views and
no median.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from workshop.assessment.charts.level_grid import hypothetical
from workshop.assessment.charts.profile_chart import middle_of
from workshop.assessment.rubric.rubric import LEVELS as RUNGS
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import CommunityResult, DimensionResult
from workshop.base.svg import (
    HYPOTHESIS,
    INK,
    LEVELS,
    LINE,
    ORANGE,
    PAPER,
    SOFT,
    block,
    fitted,
    frame,
    hatching,
    in_rows,
    line,
    moved,
    rect,
    sheet,
    text,
    width_of,
)
from workshop.base.text import Language, say

HATCH = "views"
DARK_FROM = 2  # levels whose background is dark enough for white figures


@dataclass(frozen=True)
class RoomLook:
    """Sizes of the picture; cells share what the names leave, up to `widest`."""

    width: float
    height: float
    label: float
    font: float
    small: float
    widest: float


WALL = RoomLook(width=1500, height=636, label=330, font=30, small=24, widest=110)
DESK = RoomLook(width=640, height=470, label=132, font=15, small=13, widest=60)
PHONE = RoomLook(width=360, height=470, label=92, font=14, small=12.5, widest=44)


def in_neutral_order(results: Sequence[CommunityResult], rubric: Rubric) -> tuple[CommunityResult, ...]:
    """Hash order (SHA-256 of rubric and community): neither by name nor by level, and the same every time."""
    return tuple(
        sorted(results, key=lambda result: sha256(f"{rubric.key} {result.community}".encode()).digest())
    )


def people_behind(results: Sequence[CommunityResult]) -> int:
    """The number of raters behind the whole view."""
    return sum(result.raters for result in results)


def room_chart(
    results: Sequence[CommunityResult], rubric: Rubric, language: Language, least: int, look: RoomLook = DESK
) -> str:
    """The heat map as SVG; with fewer than `least` raters only the reason why there is none."""
    return sheet(look.width, look.height, room_parts(results, rubric, language, least, look))


def room_parts(
    results: Sequence[CommunityResult], rubric: Rubric, language: Language, least: int, look: RoomLook
) -> list[str]:
    """The SVG parts of the heat map, for a page that puts something around it."""
    if people_behind(results) < least:
        why = say(language, "pictures.too_few", least=least)
        return [text(0, look.font * 2, why, fitted(why, look.font * 1.3, look.width))]
    columns = in_neutral_order(results, rubric)
    cell = min(look.widest, (look.width - look.label) / len(columns))
    axes = [[community.id for community in rubric.on_axis(axis)] for axis in ("stage", "vitality")]
    gap, foot = look.small * 1.7, look.small * 1.9
    signs, key = _key(rubric, language, look)
    row = (look.height - gap * sum(bool(ids) for ids in axes) - foot - key) / max(len(rubric.dimensions), 1)
    parts = [hatching(HATCH, "#a9a794")]
    y = 0.0
    for axis, ids in zip(("stage", "vitality"), axes, strict=True):
        if not ids:
            continue
        title = say(language, f"pictures.axis.{axis}")
        parts.append(text(0, y + gap * 0.72, title, look.small, fill=SOFT, font_weight="700"))
        y += gap
        for asked in ids:
            name = rubric.dimension(asked).name.of(language)
            parts += block(name, 0, y + row / 2, look.font, look.label - 12, row)
            for number, community in enumerate(columns):
                each = next(dimension for dimension in community.dimensions if dimension.id == asked)
                parts.append(moved(_cell(each, cell, row, look), look.label + cell * number, y))
            y += row
    parts += _feet(columns, cell, y + foot * 0.7, language, look)
    parts.append(moved(signs, 0, look.height - key))
    return parts


def _cell(each: DimensionResult, width: float, height: float, look: RoomLook) -> list[str]:
    """One community on one dimension: the median level, or single views, or unknown."""
    inside = (1.5, 1.5, width - 3, height - 3)
    size = min(look.font, width * 0.62, height * 0.62)
    down = height / 2 + size * 0.36
    level = middle_of(each)
    if level is not None:
        ink = "#ffffff" if level >= DARK_FROM else INK
        return [
            rect(*inside, LEVELS[level], rx="4"),
            text(width / 2, down, str(level), size, text_anchor="middle", font_weight="700", fill=ink),
        ]
    if not each.levels:
        return [
            frame(*inside, LINE, 1, rx="4"),
            text(width / 2, down, "?", size, text_anchor="middle", fill=SOFT),
        ]
    views = "·".join(str(view) for view in each.levels)
    small = fitted(views, size * 0.85, width - 8, 8)
    return [
        rect(*inside, f"url(#{HATCH})", rx="4", stroke=SOFT, stroke_width="1"),
        rect(
            width / 2 - width_of(views, small) / 2 - 3,
            height / 2 - small * 0.62,
            width_of(views, small) + 6,
            small * 1.24,
            PAPER,
            rx="3",
        ),
        text(width / 2, height / 2 + small * 0.36, views, small, text_anchor="middle"),
    ]


def _feet(
    columns: Sequence[CommunityResult], cell: float, y: float, language: Language, look: RoomLook
) -> list[str]:
    """How many people rated each."""
    title = say(language, "pictures.room.people")
    size = min(look.small, cell * 0.5)
    return [
        line(look.label, y - look.small, look.label + cell * len(columns), y - look.small, LINE, 1),
        text(0, y, title, fitted(title, look.small, look.label - 16, 10), fill=SOFT),
        *(
            text(
                look.label + cell * (number + 0.5), y, str(one.raters), size, text_anchor="middle", fill=SOFT
            )
            for number, one in enumerate(columns)
        ),
    ]


def _key(rubric: Rubric, language: Language, look: RoomLook) -> tuple[list[str], float]:
    """The legend of the cells, and its height."""
    side = look.small * 1.1
    shaded = hypothetical(rubric)
    signs = [
        (rect(0, 0, side, side, LEVELS[level], rx="3"), say(language, "assessment.level", level=level), INK)
        for level in RUNGS
    ]
    signs.append(
        (
            rect(0, 0, side, side, f"url(#{HATCH})", rx="3", stroke=SOFT),
            say(language, "pictures.room.views"),
            INK,
        )
    )
    signs.append((frame(0, 0, side, side, SOFT, 1, rx="3"), say(language, "pictures.room.unknown"), INK))
    if shaded:
        levels = say(language, "pictures.and").join(str(level) for level in shaded)
        words = say(language, "pictures.hypothesis_levels", levels=levels)
        signs.append((rect(0, 0, side, side, HYPOTHESIS, rx="3", stroke=ORANGE), words, ORANGE))
    high = side * 1.5
    places = in_rows([_wide(words, look.small) for _, words, _ in signs], look.width)
    parts = []
    for (drawn, words, ink), (left, row) in zip(signs, places, strict=True):
        parts.append(moved([drawn], left, row * high))
        size = fitted(words, look.small, look.width - side - 6)
        parts.append(text(left + side + 6, row * high + side * 0.82, words, size, fill=ink))
    return parts, (places[-1][1] + 1) * high


def _wide(words: str, size: float) -> float:
    return width_of(words, size) + size * 2.4


def room_text(results: Sequence[CommunityResult], rubric: Rubric, language: Language, least: int) -> str:
    """The heat map in words: for every dimension how many communities have which level, without saying which."""
    if people_behind(results) < least:
        return say(language, "pictures.too_few", least=least)
    lines = [say(language, "pictures.room.title", n=len(results), people=people_behind(results))]
    for dimension in rubric.dimensions:
        cells = [next(each for each in one.dimensions if each.id == dimension.id) for one in results]
        parts = [
            say(language, "pictures.room.count", level=level, n=n)
            for level in RUNGS
            if (n := sum(middle_of(each) == level for each in cells))
        ]
        views = sum(middle_of(each) is None and bool(each.levels) for each in cells)
        unknown = sum(not each.levels for each in cells)
        parts += [say(language, "pictures.room.count_views", n=views)] if views else []
        parts += [say(language, "pictures.room.count_unknown", n=unknown)] if unknown else []
        lines.append(
            say(
                language,
                "pictures.words.row",
                name=dimension.name.of(language),
                text=say(language, "pictures.words.joiner").join(parts),
            )
        )
    return "\n".join(lines)
