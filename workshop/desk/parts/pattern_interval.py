"""One row of the table drawn: a mark for every case that tried, and below it how far the true share may lie.

The marks differ in shape; the bar is as wide as a handful of cases leaves it.
"""

from __future__ import annotations

from workshop.drawing import GREEN, INK, LEVELS, LINE, PAPER, SOFT, dot, fitted, line, mark, rect, sheet, text
from workshop.learning.patterns import Row
from workshop.text import Language, say

WIDTH, HEIGHT = 380.0, 104.0
LEFT, RIGHT = 14.0, 366.0
MARK = 8.0
MARKS_AT, BAR_AT = 20.0, 62.0


def interval_picture(row: Row, language: Language) -> str:
    """The row as SVG; `interval_words` says the same."""
    tried = row.tried
    kinds = [
        *["passed"] * len(tried.passed),
        *["partly"] * len(tried.partly),
        *["failed"] * len(tried.failed),
        *["open"] * len(tried.open),
    ]
    apart = min(26.0, (RIGHT - LEFT - 2 * MARK) / max(len(kinds) - 1, 1))
    size = min(MARK, apart * 0.42)
    parts: list[str] = []
    for number, kind in enumerate(kinds):
        parts += _mark(kind, LEFT + MARK + apart * number, MARKS_AT, size)
    if row.interval90 is None:
        words = say(language, "pattern_desk.no_outcome")
        parts.append(text(LEFT, BAR_AT + 6, words, fitted(words, 15, RIGHT - LEFT), fill=SOFT))
        return sheet(WIDTH, HEIGHT, parts)
    low, high = row.interval90
    wide = RIGHT - LEFT
    parts += [
        line(LEFT, BAR_AT, RIGHT, BAR_AT, LINE, 2),
        *(
            line(LEFT + wide * part, BAR_AT - 7, LEFT + wide * part, BAR_AT + 7, LINE, 2)
            for part in (0, 0.5, 1)
        ),
        rect(LEFT + wide * low, BAR_AT - 7, max(wide * (high - low), 3), 14, LEVELS[1], rx="7"),
    ]
    share = tried.share
    if share is not None:
        at = LEFT + wide * share
        parts.append(line(at, BAR_AT - 11, at, BAR_AT + 11, INK, 3))
    none, every = (say(language, f"pattern_desk.axis.{end}") for end in ("none", "all"))
    parts += [
        text(LEFT, HEIGHT - 14, none, 14, fill=SOFT),
        text(RIGHT, HEIGHT - 14, every, 14, fill=SOFT, text_anchor="end"),
    ]
    return sheet(WIDTH, HEIGHT, parts)


def interval_words(row: Row, language: Language) -> str:
    """How many passed of those whose outcome is known, and between what the true share may lie."""
    if row.interval90 is None:
        return say(language, "pattern_desk.no_outcome")
    low, high = row.interval90
    return say(
        language,
        "pattern_desk.interval",
        n=row.tried.known,
        passed=len(row.tried.passed),
        low=round(100 * low),
        high=round(100 * high),
    )


def legend_picture(language: Language) -> str:
    """What the marks and the bar mean."""
    parts: list[str] = []
    x = 4.0
    for kind in ("passed", "partly", "failed", "open"):
        words = say(language, f"pattern_desk.mark.{kind}")
        parts += _mark(kind, x + 10, 14, MARK)
        parts.append(text(x + 26, 19, words, 14))
        x += 40 + 14.5 * len(words) * (1.0 if language == "zh" else 0.52)
    return sheet(x, 28, parts)


def _mark(kind: str, x: float, y: float, size: float) -> list[str]:
    match kind:
        case "passed":
            return [dot(x, y, size, GREEN)]
        case "partly":
            return [mark("diamond", x, y, size, PAPER, GREEN)]
        case "failed":
            arm = size * 0.8
            return [
                line(x - arm, y - arm, x + arm, y + arm, INK, 3),
                line(x - arm, y + arm, x + arm, y - arm, INK, 3),
            ]
        case _:
            return [dot(x, y, max(size * 0.4, 2), SOFT)]
