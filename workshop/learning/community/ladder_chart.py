"""A demonstration ladder as a drawing: two rails, a rung for each thing done, the first at the bottom, each a step to the right.

A filled mark on a rung says that it was told to others, an open one that it was not; the rung above the last is dashed and
holds what they want next. `ladder_text` says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.base.svg import (
    GREEN,
    INK,
    LINE,
    ORANGE,
    PAPER,
    SOFT,
    dot,
    fitted,
    line,
    moved,
    rect,
    sheet,
    text,
    wrapped,
)
from workshop.base.text import Language, say
from workshop.learning.community.ladder_text import needs_text, told_text
from workshop.model.ladder import Ladder, LadderRung, ToldWhere


@dataclass(frozen=True)
class LadderLook:
    """Sizes: `indent` is how far a rung lies to the right of the one below, at most `indent * 6` in all."""

    width: float
    font: float
    indent: float


WIDE = LadderLook(width=760, font=18, indent=34)
NARROW = LadderLook(width=358, font=18, indent=8)
MOST_INDENTS = 6
RAIL = 14.0
RUNGS_BEGIN = 3.8 * RAIL  # right of the rails
PAD = 12.0


@dataclass(frozen=True)
class _Box:
    """A rung's lines, ready to be drawn; `lines` are text, size in parts of the font, colour."""

    lines: tuple[tuple[str, float, str], ...]
    mark: ToldWhere | None  # None: what they want next


def ladder_chart(ladder: Ladder, language: Language, look: LadderLook = WIDE) -> str:
    """The ladder as SVG; without a rung, the place where the first will be."""
    parts, high = _ladder(ladder, language, look)
    return sheet(look.width, high, parts)


def ladders_chart(named: Sequence[tuple[str, Ladder]], language: Language, look: LadderLook = WIDE) -> str:
    """Several ladders below one another, each under its name."""
    parts: list[str] = []
    top = 0.0
    for name, ladder in named:
        drawn, high = _ladder(ladder, language, look)
        top += look.font * 1.6
        size = fitted(name, look.font, look.width)
        parts += [text(0, top - look.font * 0.4, name, size, font_weight="600"), moved(drawn, 0, top)]
        top += high
    return sheet(look.width, top, parts)


def _ladder(ladder: Ladder, language: Language, look: LadderLook) -> tuple[list[str], float]:
    """The parts of one ladder, and how high it is."""
    indents = look.indent * min(MOST_INDENTS, len(ladder.rungs))
    room = look.width - RUNGS_BEGIN - 2 * PAD - indents - look.font
    boxes = [*(_box(one.rung, language, look, room) for one in ladder.rungs)]
    boxes.append(_next_box(ladder, language, look, room))
    heights = [_height(one, look) for one in boxes]
    gap = look.font * 0.8
    high = sum(heights) + gap * (len(boxes) + 1)
    parts = _rails(high, gap)
    bottom = high - gap
    for number, (box, height) in enumerate(zip(boxes, heights, strict=True)):
        left = RUNGS_BEGIN + look.indent * min(number, MOST_INDENTS)
        parts += _rung(box, left, bottom - height, height, look)
        bottom -= height + gap
    return parts, high


def _next_box(ladder: Ladder, language: Language, look: LadderLook, room: float) -> _Box:
    """What they want next, or what to ask."""
    wish = ladder.top.wish if ladder.top is not None else ""
    head = say(language, "ladder.chart.next" if ladder.rungs else "ladder.chart.first")
    words = wish or say(language, "ladder.chart.ask" if ladder.rungs else "ladder.chart.empty")
    lines = [(part, 1.0, INK if wish else SOFT) for part in wrapped(words, look.font, room)]
    return _Box(((head, 0.85, SOFT), *lines), None)


def _box(rung: LadderRung, language: Language, look: LadderLook, room: float) -> _Box:
    lines: list[tuple[str, float, str]] = [(rung.when, 0.85, SOFT)]
    lines += [(part, 1.0, INK) for part in wrapped(rung.what, look.font, room)]
    if needs := needs_text(rung, language):
        needed = say(language, "ladder.needed", needs=needs)
        lines += [(part, 0.85, SOFT) for part in wrapped(needed, look.font * 0.85, room)]
    colour = ORANGE if rung.told is ToldWhere.NOT_YET else GREEN
    lines += [(part, 0.85, colour) for part in wrapped(told_text(rung, language), look.font * 0.85, room)]
    return _Box(tuple(lines), rung.told)


def _height(box: _Box, look: LadderLook) -> float:
    return sum(size * look.font * 1.35 for _, size, _ in box.lines) + PAD * 1.4


def _rails(high: float, gap: float) -> list[str]:
    """Two rails, drawn behind the rungs."""
    return [line(x, gap * 0.4, x, high - gap * 0.4, LINE, 5) for x in (RAIL, 2.6 * RAIL)]


def _rung(box: _Box, left: float, top: float, height: float, look: LadderLook) -> list[str]:
    middle = top + height / 2
    dashed = box.mark is None
    # The bar across the rails, and on to the rung's own place.
    parts = [line(RAIL - 6, middle, left + 2, middle, LINE if dashed else GREEN, 5, "8 6" if dashed else "")]
    edge = {"stroke": LINE if dashed else GREEN, "stroke_width": "1.5", "rx": "6"}
    if dashed:
        edge["stroke_dasharray"] = "8 6"
    parts.append(rect(left, top, look.width - left - 4, height, "#ffffff", **edge))
    if box.mark is not None:
        filled = box.mark is not ToldWhere.NOT_YET
        parts.append(dot(1.8 * RAIL, middle, 8, GREEN if filled else PAPER, GREEN if filled else ORANGE))
    y = top + PAD * 0.7
    for words, size, colour in box.lines:
        y += size * look.font * 1.35
        weight = {"font_weight": "600"} if size == 1.0 and not dashed else {}
        parts.append(
            text(left + PAD, y - size * look.font * 0.35, words, size * look.font, fill=colour, **weight)
        )
    return parts
