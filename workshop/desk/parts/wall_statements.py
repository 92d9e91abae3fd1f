"""What most of the room agrees with, for the projector: bars with their n, two columns, nobody by name and no groups."""

from __future__ import annotations

from workshop.desk.parts.wall_frame import BODY, EDGE, HEIGHT, WIDTH, Frame, message_picture, surroundings
from workshop.drawing import SOFT, moved, sheet, text
from workshop.learning.statement_picture import StatementLook, bar_parts, legend_parts
from workshop.learning.statement_words import room_sentences
from workshop.learning.statements import agreed
from workshop.model.privacy import MIN_GROUP
from workshop.room.statements import Statements
from workshop.text import Language, say

MOST = 6  # a longer list is not read from the back of a room
GAP = 40.0
LOOK = StatementLook(width=(WIDTH - 2 * EDGE - GAP) / 2, font=30, bar=40, plane=0)


def statements_picture(frame: Frame, found: Statements) -> str:
    """The statements most agree with; or, when there is none, that it is so."""
    if found.people < MIN_GROUP or not agreed(found.tallies):
        return message_picture(frame, " ".join(statements_words(found, frame.language)))
    language = frame.language
    shown = agreed(found.tallies)
    parts = surroundings(frame, say(language, "statements.people", n=found.people))
    legend, high = legend_parts(language, LOOK)
    parts.append(moved(legend, EDGE, BODY - 10))
    for column in (0, 1):
        bars, _ = bar_parts(shown[:MOST][column::2], found.texts, language, LOOK, 0)
        parts.append(moved(bars, EDGE + column * (LOOK.width + GAP), BODY + high))
    head = say(language, "opinions.wall.agreed")
    parts.append(text(WIDTH - EDGE, BODY + 22, head, 30, text_anchor="end", fill=SOFT))
    if len(shown) > MOST:
        more = say(language, "opinions.wall.more", n=len(shown) - MOST)
        parts.append(text(WIDTH / 2, HEIGHT - 26, more, 28, text_anchor="middle", fill=SOFT))
    return sheet(WIDTH, HEIGHT, parts)


def statements_words(found: Statements, language: Language) -> tuple[str, ...]:
    """The same in words: what the room agrees on, each with its counts."""
    return room_sentences(found.tallies, found.people, found.texts, language)
