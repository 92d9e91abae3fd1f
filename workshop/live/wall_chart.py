"""SVG charts for the projector: how to join, how many have answered, dots, and after the reveal the stages.

Counts for the whole room, never a name.
"""

from __future__ import annotations

from workshop.assessment.charts.level_grid import hypothetical
from workshop.assessment.rubric.rubric import Rubric
from workshop.base.svg import (
    GREEN,
    HYPOTHESIS,
    INK,
    LEVELS,
    ORANGE,
    SOFT,
    dot,
    dot_radius,
    fitted,
    grid,
    line,
    rect,
    sheet,
    stacked,
    text,
    width_of,
    wrapped,
)
from workshop.base.text import Language, say
from workshop.live.wall_frame import EDGE, HEIGHT, LEAST, WIDTH, WallFrame, cut, explained, surroundings
from workshop.model.privacy import MIN_GROUP, MIN_RATERS_ON_WALL
from workshop.services.position.results import DimensionDots, WallResult


def entry_chart(frame: WallFrame, qr: str, address: str, seats: int) -> str:
    """Before anything is open: how to join."""
    language = frame.language
    inner = qr[qr.index("<svg") :].replace("<svg ", '<svg x="60" y="150" ', 1)
    parts = [
        *surroundings(frame, say(language, "desk.wall.seats", n=seats))[:3],
        _sized(inner, 660),
        text(
            790, 270, say(language, "desk.wall.scan"), fitted(say(language, "desk.wall.scan"), 54, 760, LEAST)
        ),
        text(790, 400, say(language, "desk.wall.or_type"), 36, fill=SOFT),
        text(790, 470, address, fitted(address, 50, 760, LEAST), font_weight="600"),
        text(790, 570, say(language, "desk.wall.type_code"), 36, fill=SOFT),
        text(790, 690, frame.code, 116, font_weight="700", fill=GREEN, letter_spacing="4"),
    ]
    if frame.invented:
        parts.append(text(790, 800, say(language, "common.invented"), 36, fill=ORANGE))
    return sheet(WIDTH, HEIGHT, parts)


def closed_chart(frame: WallFrame, seats: int) -> str:
    """While the door is closed: nothing to scan, and what somebody who is late can do."""
    parts = surroundings(frame, say(frame.language, "desk.wall.seats", n=seats))
    lines = wrapped(say(frame.language, "live.wall.closed"), 54, WIDTH - 2 * EDGE)
    parts += [text(EDGE, 330 + 76 * number, words, 54) for number, words in enumerate(lines)]
    return sheet(WIDTH, HEIGHT, parts)


def _sized(inner: str, side: float) -> str:
    """A nested drawing at a given size: its own width and height become its view box."""
    head, rest = inner.split(">", 1)
    number = head.split('width="', 1)[1].split('"', 1)[0]
    head = head.replace(f'width="{number}"', f'width="{side:g}"').replace(
        f'height="{number}"', f'height="{side:g}" viewBox="0 0 {number} {number}"'
    )
    return f"{head}>{rest}"


def count_chart(frame: WallFrame, prompt: str, done: int, seats: int) -> str:
    """A step without levels: its question, and how many have answered."""
    language = frame.language
    lines = wrapped(prompt, 56, WIDTH - 2 * EDGE)[:4]
    parts = surroundings(frame, "")
    parts += [text(EDGE, 220 + 76 * number, words, 56) for number, words in enumerate(lines)]
    parts.append(text(EDGE, 690, f"{done}", 230, font_weight="700", fill=GREEN))
    parts.append(
        text(
            EDGE + 150 * len(str(done)) + 30,
            690,
            say(language, "desk.wall.of_answered", total=seats),
            64,
            fill=INK,
        )
    )
    share = done / seats if seats else 0
    parts += [rect(EDGE, 750, WIDTH - 2 * EDGE, 36, "#e7e4d8", rx="18")]
    if share:
        parts.append(rect(EDGE, 750, max(36, (WIDTH - 2 * EDGE) * share), 36, GREEN, rx="18"))
    return sheet(WIDTH, HEIGHT, parts)


def dots_chart(frame: WallFrame, wall: WallResult) -> str:
    """A dot plot, one dot per person: dimensions down, levels across, "don't know" apart on the right."""
    language = frame.language
    figure = say(language, "desk.wall.answered", n=wall.people, total=wall.seats)
    parts = surroundings(frame, figure)
    if not wall.dots:
        few = say(language, "desk.wall.too_few", least=MIN_GROUP)
        parts.append(text(EDGE, 300, few, fitted(few, 48, WIDTH - 2 * EDGE, LEAST)))
        return sheet(WIDTH, HEIGHT, parts)
    label, top, bottom = 420.0, 175.0, HEIGHT - 70
    cell = (WIDTH - 2 * EDGE - label) / 5
    row = (bottom - top) / len(wall.dots)
    heads = [say(language, "desk.level", level=level) for level in range(4)] + [say(language, "desk.unknown")]
    parts += [
        text(EDGE + label + cell * number + 24, 156, cut(head, LEAST, cell - 24), LEAST, fill=SOFT)
        for number, head in enumerate(heads)
    ]
    parts = [*_shaded(wall.rubric, EDGE + label, top - 50, cell, bottom - top + 50, language), *parts]
    most = max(max(*one.levels, one.unknown) for one in wall.dots)
    radius = dot_radius(most, cell - 66, row - 14, 13)
    for number, dots in enumerate(wall.dots):
        parts += _row(wall.rubric, dots, EDGE, top + row * number, (label, cell, row), radius, language)
    return sheet(WIDTH, HEIGHT, parts)


def _shaded(
    rubric: Rubric, left: float, top: float, cell: float, height: float, language: Language
) -> list[str]:
    """The background of levels that are a working hypothesis, and a line that says so."""
    levels = hypothetical(rubric)
    if not levels:
        return []
    joined = say(language, "pictures.and").join(str(level) for level in levels)
    words = say(language, "pictures.hypothesis_levels", levels=joined)
    # Between the two lines at the foot of every picture.
    return [
        *(rect(left + cell * level, top, cell, height, HYPOTHESIS) for level in levels),
        text(WIDTH / 2, HEIGHT - 26, words, fitted(words, 36, 560, LEAST), text_anchor="middle", fill=ORANGE),
    ]


def _row(
    rubric: Rubric,
    dots: DimensionDots,
    x: float,
    y: float,
    sizes: tuple[float, float, float],
    radius: float,
    language: Language,
) -> list[str]:
    label, cell, row = sizes
    name = rubric.dimension(dots.dimension).name.of(language)
    parts = [
        line(x, y, WIDTH - EDGE, y),
        text(x, y + row / 2 + 12, cut(name, LEAST, label - 20), LEAST),
    ]
    for number, count in enumerate((*dots.levels, dots.unknown)):
        left = x + label + cell * number
        unknown = number == 4
        fill, stroke = ("none", SOFT) if unknown else (LEVELS[number], "#1d5c39")
        parts += [
            dot(dot_x, dot_y, radius, fill, stroke)
            for dot_x, dot_y in grid(left + 50, y + 7, cell - 66, row - 14, count, radius)
        ]
        if count:
            parts.append(text(left + 38, y + row / 2 + 11, str(count), 36, text_anchor="end", fill=SOFT))
    return parts


def stages_chart(frame: WallFrame, wall: WallResult) -> str:
    """After the reveal: how many communities stand at each stage, as steps that rise; no names."""
    language = frame.language
    figure = say(language, "desk.wall.communities", n=wall.communities)
    if wall.untold:
        figure = say(language, "desk.wall.untold", communities=figure, n=wall.untold)
    parts = surroundings(frame, figure)
    if wall.few:
        words = say(language, "live.wall.few", n=wall.few, least=MIN_RATERS_ON_WALL)
        parts.append(text(WIDTH - EDGE, 162, words, LEAST, text_anchor="end", fill=SOFT))
    stages = wall.stages
    width = (WIDTH - 2 * EDGE) / max(len(stages), 1)
    ground = 638.0
    most = max((count for _, count in stages), default=0)
    radius = dot_radius(most, width - 90, 200, 36)
    for number, (stage, count) in enumerate(stages):
        left, rise = EDGE + width * number, 60.0 * number
        floor = ground - rise
        name = wall.rubric.stages[stage].of(language)  # type: ignore[index]
        parts += [
            rect(
                left + 8,
                floor,
                width - 16,
                HEIGHT - 135 - floor,
                "#eef2ec" if number % 2 else "#e4ebe3",
                rx="8",
            ),
            text(left + 34, floor + 62, stage, 50, font_weight="700"),
            text(left + 34, floor + 108, cut(name, LEAST, width - 60), LEAST),
            text(
                left + width / 2,
                floor - 26,
                str(count),
                84,
                text_anchor="middle",
                font_weight="700",
                fill=GREEN if count else SOFT,
            ),
        ]
        parts += [
            dot(x, y, radius, LEVELS[number], "#1d5c39")
            for x, y in stacked(left + width / 2, floor - 122, width - 70, count, radius)
        ]
        if stage in wall.rubric.hypothesis_stages:
            badge = say(language, "live.wall.hypothesis")
            size = fitted(badge, 36, width - 90, LEAST)
            parts += [
                rect(left + 30, floor + 124, width_of(badge, size) + 34, 52, "#fbe9d6", rx="26"),
                text(left + 47, floor + 162, badge, size, fill=ORANGE),
            ]
    return sheet(WIDTH, HEIGHT, parts + explained(wall.rubric, language))


def alternative(wall: WallResult, language: Language) -> str:
    """The text alternative."""
    lines = [say(language, "desk.wall.answered", n=wall.people, total=wall.seats)]
    lines += [
        say(
            language,
            "desk.wall.stage_line",
            stage=stage,
            name=wall.rubric.stages[stage].of(language),  # type: ignore[index]
            n=count,
        )
        for stage, count in wall.stages
    ]
    if wall.stages and wall.few:
        lines.append(say(language, "live.wall.few", n=wall.few, least=MIN_RATERS_ON_WALL))
    if wall.stages and wall.untold:
        figure = say(language, "desk.wall.communities", n=wall.communities)
        lines.append(say(language, "desk.wall.untold", communities=figure, n=wall.untold))
    for dots in wall.dots:
        lines.append(
            say(
                language,
                "desk.wall.dots_line",
                name=wall.rubric.dimension(dots.dimension).name.of(language),
                zero=dots.levels[0],
                one=dots.levels[1],
                two=dots.levels[2],
                three=dots.levels[3],
                unknown=dots.unknown,
            )
        )
    return "\n".join(lines)
