"""SVG charts for the wall of cards in their piles, and of where the dots of a vote lie.

As many as can be read from ten metres; how many more there are is said, and how many wait for approval.
"""

from __future__ import annotations

from workshop.base.svg import GREEN, INK, LINE, ORANGE, SOFT, dot, fitted, rect, sheet, text, width_of
from workshop.base.text import Language, say
from workshop.live.wall_frame import (
    BODY,
    EDGE,
    HEIGHT,
    LEAST,
    WIDTH,
    WallFrame,
    cut,
    message_chart,
    safe_width,
    shortened,
    surroundings,
)
from workshop.model.privacy import MIN_GROUP
from workshop.services.room.wall_groups import WallDots, WallPile, WallPiles

FOOT = HEIGHT - 74.0  # above the line with the code
GAP = 26.0
TITLE, CARD = 42.0, 36.0
MOST_COLUMNS = 3
PAPER, SLIP = "#f3efe2", "#fffdf7"
LABEL = 0.44  # of the width, for what the dots lie on
DOT = 15.0
BOLD = 1.08  # how much wider bold letters run than plain ones


def piles_chart(frame: WallFrame, shown: WallPiles) -> str:
    """Piles in columns, the largest first, each with its name and as many of its cards as there is room for."""
    if not shown.piles:
        return message_chart(frame, piles_text(shown, frame.language))
    language = frame.language
    parts = surroundings(frame, say(language, "live.wall.piles", n=len(shown.piles)))
    columns = min(MOST_COLUMNS, len(shown.piles))
    rows = 1 if len(shown.piles) <= columns else 2
    width = (WIDTH - 2 * EDGE - GAP * (columns - 1)) / columns
    height = (FOOT - BODY - GAP * (rows - 1)) / rows
    for number, pile in enumerate(shown.piles[: columns * rows]):
        left = EDGE + (number % columns) * (width + GAP)
        top = BODY + (number // columns) * (height + GAP)
        parts += _pile(pile, left, top, width, height, language)
    rest = len(shown.piles) - columns * rows
    parts += _foot(frame, say(language, "live.wall.more_piles", n=rest) if rest > 0 else "", shown.waiting)
    return sheet(WIDTH, HEIGHT, parts)


def _pile(
    pile: WallPile, left: float, top: float, width: float, height: float, language: Language
) -> list[str]:
    name = pile.name or say(language, "exercises.cluster.unnamed")
    lines = shortened(name, TITLE, width - 40, 2)
    parts = [rect(left, top, width, height, PAPER, rx="16")]
    parts += [
        text(
            left + 20,
            top + 52 + TITLE * 1.2 * number,
            words,
            TITLE,
            font_weight="650",
            fill=INK if pile.name else SOFT,
        )
        for number, words in enumerate(lines)
    ]
    y = top + 52 + TITLE * 1.2 * (len(lines) - 1) + 22
    floor = top + height - 14
    for number, words in enumerate(pile.cards):
        last = number == len(pile.cards) - 1
        written = shortened(words, CARD, width - 64, 2)
        high = len(written) * CARD * 1.25 + 20
        # The line that says how many more there are needs its own place.
        if y + high > floor - (0 if last else LEAST + 14):
            more = say(language, "live.wall.more_cards", n=len(pile.cards) - number)
            return [*parts, text(left + 20, floor - 6, more, LEAST, fill=SOFT)]
        parts.append(rect(left + 14, y, width - 28, high, SLIP, rx="10"))
        parts += [
            text(left + 32, y + 10 + CARD * (0.88 + 1.25 * row), line, CARD)
            for row, line in enumerate(written)
        ]
        y += high + 10
    return parts


def piles_text(shown: WallPiles, language: Language) -> str:
    """The text alternative: each pile with its approved cards, or why there are none yet."""
    joiner = say(language, "exercises.joiner")
    lines = [
        say(
            language,
            "exercises.summary.part",
            name=pile.name or say(language, "exercises.cluster.unnamed"),
            text=joiner.join(pile.cards),
        )
        for pile in shown.piles
    ]
    key = "live.wall.cards_waiting" if shown.waiting else "live.wall.no_piles"
    return "\n".join(lines) or say(language, key, n=shown.waiting)


def points_chart(frame: WallFrame, shown: WallDots) -> str:
    """A line for each thing, the one with most dots first: its place, its words, its dots and their number."""
    if not shown.counts:
        return message_chart(frame, points_text(shown, frame.language))
    language = frame.language
    parts = surroundings(frame, say(language, "live.wall.dots_placed", n=shown.dots))
    head = cut(shown.prompt, LEAST, safe_width(shown.prompt, WIDTH - 2 * EDGE))
    parts.append(text(EDGE, BODY + 22, head, LEAST, fill=SOFT))
    top = BODY + 46
    row = max(62.0, min(104.0, (FOOT - top) / len(shown.counts)))
    room = int((FOOT - top) / row)
    left = EDGE + (WIDTH - 2 * EDGE) * LABEL
    width = WIDTH - EDGE - left - 110
    most = max(one.dots for one in shown.counts) or 1
    rank = max(width_of(_place(one.place, one.tied, language), LEAST) for one in shown.counts[:room]) + 22
    for number, one in enumerate(shown.counts[:room]):
        y = top + row * number
        middle = y + row / 2
        wide = (left - EDGE - rank - 24) / BOLD
        size = fitted(one.text, 42, wide, LEAST)
        words = shortened(one.text, LEAST, wide, 2) if row >= 88 else [cut(one.text, size, wide)]
        lines = [one.text] if width_of(one.text, size) <= wide else words
        used = size if len(lines) == 1 else LEAST
        start = middle + used * 0.35 - (len(lines) - 1) * used * 0.6
        ink = GREEN if one.dots and one.place == 1 else INK
        parts.append(text(EDGE, middle + 13, _place(one.place, one.tied, language), LEAST, fill=SOFT))
        parts += [
            text(EDGE + rank, start + used * 1.2 * at, line, used, fill=ink, font_weight="600")
            for at, line in enumerate(lines)
        ]
        parts += _dots_of(one.dots, most, left, middle, width)
        parts.append(text(WIDTH - EDGE, middle + 16, str(one.dots), 46, text_anchor="end", font_weight="650"))
    rest = len(shown.counts) - room
    parts += _foot(frame, say(language, "live.wall.more_items", n=rest) if rest > 0 else "", shown.waiting)
    return sheet(WIDTH, HEIGHT, parts)


def _place(place: int, tied: bool, language: Language) -> str:
    return say(language, "live.wall.tied" if tied else "live.wall.place_number", n=place)


def _dots_of(dots: int, most: int, left: float, middle: float, width: float) -> list[str]:
    """The dots one by one where they fit, a bar where they are too many."""
    if most * (2 * DOT + 8) <= width:
        return [dot(left + DOT + number * (2 * DOT + 8), middle, DOT, GREEN) for number in range(dots)]
    long = max(4.0, width * dots / most)
    return [rect(left, middle - 17, long, 34, GREEN if dots else LINE, rx="10")]


def points_text(shown: WallDots, language: Language) -> str:
    """The text alternative: places, words and dots, ties said; or why there are none."""
    if not shown.things:
        return say(language, "live.wall.no_dots")
    if not shown.people:
        return say(language, "live.wall.nobody_dotted")
    if shown.people < MIN_GROUP:
        return say(language, "live.wall.few_dotted", least=MIN_GROUP)
    lines = [
        say(
            language,
            "live.wall.dots_line",
            place=_place(one.place, one.tied, language),
            text=one.text,
            n=one.dots,
        )
        for one in shown.counts
    ]
    key = "live.wall.cards_waiting" if shown.waiting else "live.wall.no_dots"
    return "\n".join(lines) or say(language, key, n=shown.waiting)


def _foot(frame: WallFrame, more: str, waiting: int) -> list[str]:
    """What is not on the picture: more of it, and what waits for approval."""
    language = frame.language
    words = [more] if more else []
    if waiting:
        words.append(say(language, "live.wall.waiting", n=waiting))
    if not words:
        return []
    left = EDGE + (width_of(say(language, "common.invented"), 36) + 30 if frame.invented else 0)
    right = WIDTH - EDGE - width_of(frame.door, 36) - 30
    line = cut(say(language, "live.wall.joiner").join(words), LEAST, right - left)
    return [text(left, HEIGHT - 26, line, LEAST, fill=ORANGE if waiting else SOFT)]
