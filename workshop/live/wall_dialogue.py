"""SVG charts for the wall of a dialogue: a ring of the roles that speak with the newest approved turns, and cards written
in fields, such as principle cards.

Drawn on 1600 × 900; no letter is smaller than LEAST, and what does not fit is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from workshop.base.svg import GREEN, INK, LINE, SOFT, dot, fitted, rect, sheet, text, width_of, wrapped
from workshop.base.text import Language, say
from workshop.live.wall_frame import (
    BODY,
    EDGE,
    HEIGHT,
    LEAST,
    WIDTH,
    WallFrame,
    message_chart,
    shortened,
    surroundings,
)

FOOT = HEIGHT - 70.0  # above the line with the code
RING_X, RING_Y, RADIUS = 290.0, 480.0, 190.0
TURNS_LEFT = 600.0
NEWEST, EARLIER = 60.0, 40.0  # sizes of letters
NEWEST_LINES, EARLIER_LINES = 6, 3
MOST_CARDS = 2  # of four fields, side by side: more could not be read
CARD_GAP = 40.0
CARD_SIZES, CARD_LEAD = (60.0, 52.0, 46.0, 42.0, 38.0), 1.22


@dataclass(frozen=True)
class RingTurn:
    """An approved turn: its role and kind in words, how many stars it has."""

    speaker: str
    kind: str
    text: str
    stars: int


@dataclass(frozen=True)
class RingLook:
    """What the ring is drawn from: the roles the exercise names, and the approved turns, oldest first."""

    roles: tuple[str, ...]
    turns: tuple[RingTurn, ...]
    waiting: int


def ring_chart(frame: WallFrame, look: RingLook) -> str:
    """Who speaks, in roles, and the newest turns large, the newest on top."""
    language = frame.language
    if not look.turns:
        return message_chart(frame, ring_text(look, language))
    newest, *earlier = reversed(look.turns)
    parts = surroundings(frame, say(language, "dialogue.turns", n=len(look.turns)))
    parts += _chairs(look, newest.speaker)
    drawn, y = _turn(newest, BODY + 10, NEWEST, NEWEST_LINES, INK, GREEN)
    parts += drawn
    shown = 1
    for turn in earlier:
        drawn, after = _turn(turn, y + 30, EARLIER, EARLIER_LINES, SOFT, SOFT)
        if after > FOOT - 4:
            break
        parts += drawn
        y, shown = after, shown + 1
    if shown < len(look.turns):
        more = say(language, "dialogue.more_on_wall", n=len(look.turns) - shown)
        parts.append(text(TURNS_LEFT, HEIGHT - 26, more, 36, fill=SOFT))
    return sheet(WIDTH, HEIGHT, parts)


def ring_text(look: RingLook, language: Language) -> str:
    """The text alternative: the approved turns, or why there are none yet."""
    if look.turns:
        return "\n".join(f"{_label(one)}: {one.text}" for one in reversed(look.turns))
    return say(language, "dialogue.wall_waiting" if look.waiting else "dialogue.wall_none", n=look.waiting)


def _label(turn: RingTurn) -> str:
    stars = f" · ★ {turn.stars}" if turn.stars else ""
    return " · ".join(word for word in (turn.speaker, turn.kind) if word) + stars


def _turn(turn: RingTurn, top: float, size: float, most: int, ink: str, head: str) -> tuple[list[str], float]:
    """A turn from `top` on, and where it ends."""
    lines = shortened(turn.text.replace("\n", " "), size, WIDTH - EDGE - TURNS_LEFT, most)
    label = max(LEAST, size * 0.66)
    y = top + label
    parts = [text(TURNS_LEFT, y, _label(turn), label, fill=head, font_weight="600")]
    for number, words in enumerate(lines):
        parts.append(text(TURNS_LEFT, y + size * (1.15 + 1.28 * number), words, size, fill=ink))
    return parts, y + size * (0.25 + 1.28 * len(lines))


def _chairs(look: RingLook, speaking: str) -> list[str]:
    """The roles in a ring; the one who speaks is filled."""
    parts = [dot(RING_X, RING_Y, RADIUS, "none", LINE)]
    count = max(1, len(look.roles))
    for number, role in enumerate(look.roles):
        turn = 2 * pi * number / count - pi / 2
        x, y = RING_X + RADIUS * cos(turn), RING_Y + RADIUS * sin(turn)
        size = fitted(role, 38, 210, LEAST)
        words = shortened(role, size, 210, 1)[0]
        wide, on = max(110.0, width_of(words, size) + 40), role == speaking
        x = min(max(x, EDGE + wide / 2), TURNS_LEFT - 30 - wide / 2)
        parts.append(
            rect(
                x - wide / 2,
                y - 36,
                wide,
                72,
                GREEN if on else "#fdfcf8",
                rx="36",
                stroke=GREEN if on else SOFT,
                stroke_width="3",
            )
        )
        ink = "#ffffff" if on else INK
        parts.append(text(x, y + size * 0.35, words, size, text_anchor="middle", fill=ink))
    return parts


@dataclass(frozen=True)
class FieldCard:
    """A card written in fields, each with its heading."""

    fields: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        return "\n".join(f"{name}: {words}" for name, words in self.fields)


def field_cards_chart(frame: WallFrame, cards: Sequence[FieldCard], waiting: int) -> str:
    """The newest cards with all their fields, side by side; how many more there are."""
    language = frame.language
    if not cards:
        return message_chart(frame, field_cards_text(cards, waiting, language))
    parts = surroundings(frame, say(language, "live.wall.cards", n=len(cards)))
    shown = list(reversed(cards))[:MOST_CARDS]
    width = (WIDTH - 2 * EDGE - CARD_GAP * (len(shown) - 1)) / len(shown)
    for number, card in enumerate(shown):
        parts += _card(card, EDGE + number * (width + CARD_GAP), width)
    if len(cards) > len(shown):
        more = say(language, "live.wall.more_cards", n=len(cards) - len(shown))
        parts.append(text(EDGE, HEIGHT - 26, more, 36, fill=SOFT))
    return sheet(WIDTH, HEIGHT, parts)


def field_cards_text(cards: Sequence[FieldCard], waiting: int, language: Language) -> str:
    """The text alternative: the approved cards, or why there are none yet."""
    key = "live.wall.cards_waiting" if waiting else "live.wall.no_cards"
    return "\n\n".join(card.words for card in reversed(cards)) or say(language, key, n=waiting)


def _card(card: FieldCard, left: float, width: float) -> list[str]:
    """The fields below one another, each with as many lines as its share of the height holds."""
    parts = [rect(left, BODY, width, FOOT - BODY, "#f3efe2", rx="16")]
    share = (FOOT - BODY - 30) / max(1, len(card.fields))
    size, most = _largest(card, width - 52, share - LEAST - 22)
    for number, (name, words) in enumerate(card.fields):
        top = BODY + 18 + share * number
        parts.append(text(left + 26, top + LEAST, name, LEAST, fill=GREEN, font_weight="600"))
        for row, line in enumerate(shortened(_on_one_line(words), size, width - 52, most)):
            parts.append(text(left + 26, top + LEAST + 8 + size * (1.02 + CARD_LEAD * row), line, size))
    return parts


def _largest(card: FieldCard, width: float, high: float) -> tuple[float, int]:
    """The largest letters in which every field is whole, and how many lines of them there are room for."""
    for size in CARD_SIZES:
        most = max(1, int(high / (size * CARD_LEAD)))
        if all(len(wrapped(_on_one_line(words), size, width)) <= most for _, words in card.fields):
            break
    return size, most


def _on_one_line(words: str) -> str:
    return words.replace("\n", " ")
