"""The frame of every wall picture: title, headline figure, join code, badge of invented data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.assessment.rubric.rubric import Rubric
from workshop.base.svg import GREEN, LINE, ORANGE, SOFT, fitted, line, moved, sheet, text, width_of, wrapped
from workshop.base.text import Language, say

WIDTH, HEIGHT = 1600.0, 900.0
EDGE = 50.0
BODY = 135.0  # top of a picture made elsewhere
LEAST = 35.0  # units: 28 pixels on the smallest projector, 1280 wide, read from ten metres


@dataclass(frozen=True)
class WallFrame:
    """The frame's contents: title, code for latecomers (empty while the door is closed), sample badge."""

    title: str
    code: str
    invented: bool
    language: Language

    @property
    def door(self) -> str:
        """What stands in the corner for who comes late."""
        if not self.code:
            return say(self.language, "live.wall.door_closed")
        return say(self.language, "desk.wall.code", code=self.code)


def surroundings(frame: WallFrame, figure: str) -> list[str]:
    """Title on the left, the headline figure on the right, the code below."""
    say_ = frame.language
    size = fitted(frame.title, 52, 900, LEAST)
    parts = [
        text(EDGE, 82, cut(frame.title, size, 900), size, font_weight="600"),
        text(
            WIDTH - EDGE,
            82,
            figure,
            fitted(figure, 46, 560, LEAST),
            text_anchor="end",
            fill=GREEN,
            font_weight="600",
        ),
        line(EDGE, 112, WIDTH - EDGE, 112, LINE, 2),
        text(
            WIDTH - EDGE,
            HEIGHT - 26,
            frame.door,
            36,
            text_anchor="end",
            fill=SOFT,
        ),
    ]
    if frame.invented:
        parts.append(text(EDGE, HEIGHT - 26, say(say_, "common.invented"), 36, fill=ORANGE))
    return parts


def framed_chart(frame: WallFrame, figure: str, body: Sequence[str], rubric: Rubric) -> str:
    """A picture made elsewhere, 1500 wide and 636 high, in the frame."""
    parts = [*surroundings(frame, figure), moved(body, EDGE, BODY)]
    return sheet(WIDTH, HEIGHT, parts + explained(rubric, frame.language))


def message_chart(frame: WallFrame, words: str) -> str:
    """A sentence where there is no picture yet."""
    lines = wrapped(words, 48, WIDTH - 2 * EDGE)
    return sheet(
        WIDTH,
        HEIGHT,
        surroundings(frame, "")
        + [text(EDGE, 260 + 66 * number, part, 48) for number, part in enumerate(lines)],
    )


def explained(rubric: Rubric, language: Language) -> list[str]:
    """What the badge means, above the line with the code: a projector has nothing to tap on."""
    if not rubric.hypothesis:
        return []
    lines = wrapped(say(language, "desk.hypothesis.short"), LEAST, WIDTH - 2 * EDGE)
    down = HEIGHT - 74
    return [
        text(EDGE, down - 42 * (len(lines) - 1 - number), words, LEAST, fill=ORANGE)
        for number, words in enumerate(lines)
    ]


def safe_width(words: str, width: float) -> float:
    """How wide words may be estimated where others stand close by: bold letters, and those of a font somebody's machine
    has instead of ours, are up to a fifth broader. Chinese characters are as broad in every font."""
    return width / 1.2 if any(char.isascii() and char.isalpha() for char in words) else width


def cut(words: str, size: float, most: float) -> str:
    """The words shortened to what fits on a line, with a sign that there is more."""
    return shortened(words, size, most, 1)[0]


def shortened(words: str, size: float, most: float, lines: int) -> list[str]:
    """The words in at most so many lines; where they need more, the last one has a sign that there is more."""
    whole = wrapped(words, size, most)
    if len(whole) <= lines:
        return whole
    last = whole[lines - 1].rstrip("，,。. ")
    while width_of(f"{last}…", size) > most and len(last) > 1:
        last = last[:-1]
    return [*whole[: lines - 1], f"{last}…"]
