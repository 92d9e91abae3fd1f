"""SVG charts for the wall of what a room answered: bars, approved words, statements, the spread a story was given, the
time that is left.

Everything is drawn on 1600 × 900 and must be read from ten metres: no letter is smaller than LEAST.
"""

from __future__ import annotations

from collections.abc import Sequence

from workshop.base.svg import (
    GREEN,
    INK,
    LEVELS,
    LINE,
    SOFT,
    fitted,
    moved,
    rect,
    sheet,
    text,
    width_of,
    wrapped,
)
from workshop.base.text import Language, say
from workshop.learning.statements.statement_chart import StatementLook, bar_parts, legend_parts
from workshop.learning.statements.statements import agreed
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
from workshop.services.learn.statements import Statements
from workshop.services.position.positions import StoryRead
from workshop.services.room.walls import BarQuestion

FOOT = HEIGHT - 70.0  # above the line with the code
GAP = 40.0
MOST_BARS = 8
# Heights of a question: the lowest that holds a line and a bar, and the lowest that holds two lines and a bar.
LOWEST, TWO_LINES = 114.0, 172.0
LEAST_WORDS = 140.0  # of an option inside its bar: less says nothing
MOST_LINES = 9  # of one card
# Columns and letters of a wall of cards: the largest at which all stand there, else the last.
CARD_SIZES = ((1, 80.0), (2, 60.0), (2, 50.0), (2, 42.0), (3, 42.0), (3, 38.0))
MOST_STATEMENTS = 6  # a longer list is illegible from the back of a room
LOOK = StatementLook(width=(WIDTH - 2 * EDGE - GAP) / 2, font=36, bar=46, plane=0, least=LEAST)


def bars_chart(frame: WallFrame, questions: Sequence[BarQuestion]) -> str:
    """Each question with its options as bars, most questions in two columns."""
    shown = [one for one in questions if one.counts]
    if not shown:
        return message_chart(frame, say(frame.language, "live.wall.too_few", least=MIN_GROUP))
    people = max(one.people for one in shown)
    parts = surroundings(frame, say(frame.language, "live.wall.people", n=people))
    columns = 1 if len(shown) == 1 else 2
    width = (WIDTH - 2 * EDGE - GAP * (columns - 1)) / columns
    rows = min((len(shown) + columns - 1) // columns, int((FOOT - BODY) / LOWEST))
    height = (FOOT - BODY) / rows
    if len(shown) > rows * columns:
        more = say(frame.language, "live.wall.more_questions", n=len(shown) - rows * columns)
        parts.append(text(WIDTH / 2, HEIGHT - 24, more, 36, text_anchor="middle", fill=SOFT))
    for number, one in enumerate(shown[: rows * columns]):
        drawn = _bars(one, width, height - 16, frame.language)
        left, top = EDGE + (number % columns) * (width + GAP), BODY + (number // columns) * height
        parts.append(moved(drawn, left, top))
    return sheet(WIDTH, HEIGHT, parts)


def _bars(one: BarQuestion, width: float, height: float, language: Language) -> list[str]:
    if height < TWO_LINES:
        lead = text(0, LEAST, cut(one.prompt, LEAST, safe_width(one.prompt, width)), LEAST, font_weight="600")
        return [lead, *_one_bar(one, width, LEAST + 9, 54)]
    lines = shortened(one.prompt, 40, safe_width(one.prompt, width), 2)
    parts = [text(0, 40 + 48 * number, words, 40, font_weight="600") for number, words in enumerate(lines)]
    top = 48.0 * len(lines) + 20
    options = list(zip(one.labels, one.counts, strict=True))
    if len(options) > MOST_BARS:  # a long list is cut to what most chose, and says so
        options = sorted(options, key=lambda option: -option[1])[: MOST_BARS - 1]
    room = max(1, int((height - top) / 46))
    if len(options) > room:
        return [*parts, *_one_bar(one, width, top, 56)]
    foot = 44.0 if len(one.labels) > MOST_BARS else 0.0
    row = min(120.0, (height - top - foot) / max(1, len(options)))
    label = min(width * 0.5, max((width_of(words, LEAST) for words, _ in options), default=0) + 20)
    most = max((count for _, count in options), default=0) or 1
    for number, (words, count) in enumerate(options):
        y = top + row * number
        size = fitted(words, LEAST, label - 16, LEAST)
        long = (width - label - 90) * count / most
        parts += [
            text(0, y + row / 2 + 12, cut(words, size, label - 16), size),
            rect(label, y + 6, max(long, 3), row - 14, GREEN if count else LINE, rx="8"),
            text(label + long + 14, y + row / 2 + 14, str(count), 40, font_weight="600"),
        ]
    if len(one.labels) > MOST_BARS:
        rest = say(language, "live.wall.more_options", n=len(one.labels) - len(options))
        parts.append(text(width, height, rest, LEAST, text_anchor="end", fill=SOFT))
    return parts


def _one_bar(one: BarQuestion, width: float, top: float, high: float) -> list[str]:
    """Where there is no room for a line each: one bar in the options' order, with the counts in it, and with what was
    chosen where a part is wide enough for its words."""
    total, x, parts = sum(one.counts) or 1, 0.0, list[str]()
    for number, (words, count) in enumerate(zip(one.labels, one.counts, strict=True)):
        if not count:
            continue
        wide = width * count / total
        shade = LEVELS[min(3, number * 4 // max(1, len(one.counts)))]
        parts.append(rect(x, top, wide - 4, high, shade, rx="6"))
        ink = "#ffffff" if number * 4 // max(1, len(one.counts)) > 1 else INK
        figure, down = str(count), top + high / 2 + 13
        room = wide - width_of(figure, 38) - 44
        if room > LEAST_WORDS:
            parts.append(text(x + 12, down, figure, 38, fill=ink, font_weight="600"))
            parts.append(
                text(x + wide - 16 - room, down, cut(words, LEAST, safe_width(words, room)), LEAST, fill=ink)
            )
        elif wide > width_of(figure, 38) + 8:
            parts.append(text(x + wide / 2 - 2, down, figure, 38, text_anchor="middle", fill=ink))
        x += wide
    return parts


def cards_chart(frame: WallFrame, texts: Sequence[str], waiting: int) -> str:
    """Approved words on cards, the newest first; as many as can be read, and how many more there are."""
    if not texts:
        return message_chart(frame, cards_text(texts, waiting, frame.language))
    parts = surroundings(frame, say(frame.language, "live.wall.cards", n=len(texts)))
    for columns, size in CARD_SIZES:
        drawn, shown, whole = _cards(texts, columns, size)
        if whole:
            break
    parts += drawn
    if shown < len(texts):
        more = say(frame.language, "live.wall.more_cards", n=len(texts) - shown)
        parts.append(text(WIDTH / 2, HEIGHT - 24, more, 36, text_anchor="middle", fill=SOFT))
    return sheet(WIDTH, HEIGHT, parts)


def _cards(texts: Sequence[str], columns: int, size: float) -> tuple[list[str], int, bool]:
    """As many cards as there is room for in so many columns and letters of this size, how many that are, and whether
    that is every word of all."""
    width = (WIDTH - 2 * EDGE - GAP / 2 * (columns - 1)) / columns
    heights = [BODY] * columns
    parts: list[str] = []
    shown = 0
    whole = True
    for words in reversed(texts):
        lines = shortened(words, size, width - 44, MOST_LINES)
        high = len(lines) * size * 1.3 + 34
        column = min(range(columns), key=lambda one: heights[one])
        if heights[column] + high > FOOT:
            whole = False
            continue
        whole = whole and len(wrapped(words, size, width - 44)) == len(lines)
        left, top = EDGE + column * (width + GAP / 2), heights[column]
        parts.append(rect(left, top, width, high, "#f3efe2", rx="14"))
        parts += [
            text(left + 22, top + 26 + size * (0.85 + 1.3 * number), line, size)
            for number, line in enumerate(lines)
        ]
        heights[column] += high + 16
        shown += 1
    return parts, shown, whole


def cards_text(texts: Sequence[str], waiting: int, language: Language) -> str:
    """The text alternative: the approved words, or why there are none yet."""
    key = "live.wall.cards_waiting" if waiting else "live.wall.no_cards"
    return "\n".join(texts) or say(language, key, n=waiting)


def statements_chart(frame: WallFrame, room_statements: Statements, sentences: Sequence[str]) -> str:
    """The statements most agree with; or a note that there are none."""
    if room_statements.people < MIN_GROUP or not agreed(room_statements.tallies):
        return message_chart(frame, " ".join(sentences))
    language = frame.language
    tallies = agreed(room_statements.tallies)
    parts = surroundings(frame, say(language, "statements.people", n=room_statements.people))
    legend, high = legend_parts(language, LOOK)
    parts.append(moved(legend, EDGE, BODY - 10))
    room = FOOT - BODY - high + 10
    shown = MOST_STATEMENTS
    while True:
        columns = [
            bar_parts(tallies[:shown][column::2], room_statements.texts, language, LOOK, 0)
            for column in (0, 1)
        ]
        if shown <= 1 or max(end for _, end in columns) <= room:
            break
        shown -= 1
    for column, (bars, _) in enumerate(columns):
        parts.append(moved(bars, EDGE + column * (LOOK.width + GAP), BODY + high - 10))
    head = say(language, "opinions.wall.agreed")
    parts.append(text(WIDTH - EDGE, BODY + 22, head, LEAST, text_anchor="end", fill=SOFT))
    if len(tallies) > shown:
        more = say(language, "opinions.wall.more", n=len(tallies) - shown)
        parts.append(text(WIDTH / 2, HEIGHT - 24, more, LEAST, text_anchor="middle", fill=SOFT))
    return sheet(WIDTH, HEIGHT, parts)


def stories_chart(frame: WallFrame, stories: Sequence[StoryRead], names: dict[str, str]) -> str:
    """For each story and dimension, how many gave each level: where the room reads one story differently."""
    shown = [story for story in stories if story.raters >= MIN_GROUP]
    if not shown:
        return message_chart(frame, say(frame.language, "live.wall.too_few", least=MIN_GROUP))
    language = frame.language
    people = max(story.raters for story in shown)
    parts = surroundings(frame, say(language, "live.wall.people", n=people))
    lines = sum(1 + len(story.readings) for story in shown)
    row = min(110.0, (FOOT - BODY) / max(1, lines))
    label = 520.0
    y = BODY
    for story in shown:
        title = story.vignette.title.of(language)
        parts.append(
            text(EDGE, y + row * 0.72, title, fitted(title, 42, WIDTH - 2 * EDGE, LEAST), font_weight="600")
        )
        y += row
        for reading in story.readings:
            name = names[reading.dimension]
            parts.append(text(EDGE + 30, y + row / 2 + 12, cut(name, LEAST, label - 50), LEAST))
            parts += _spread(reading.levels, EDGE + label, y + 6, WIDTH - 2 * EDGE - label, row - 14)
            y += row
    return sheet(WIDTH, HEIGHT, parts)


def _spread(levels: Sequence[int], left: float, top: float, width: float, height: float) -> list[str]:
    cell, most = width / len(levels), max(max(levels), 1)
    parts: list[str] = []
    for level, count in enumerate(levels):
        x, long = left + cell * level + 4, (cell - 8) * count / most
        parts.append(rect(x, top, cell - 8, height, "#efece1", rx="6"))
        if count:
            parts.append(rect(x, top, max(8.0, long), height, LEVELS[level], rx="6"))
        inside = long > 110  # else the figures stand behind the bar, where they can be read
        ink = "#ffffff" if inside and level > 1 else INK
        at = x + 16 if inside else x + max(8.0, long) * (count > 0) + 12
        parts.append(text(at, top + height / 2 + 13, f"{level}: {count}", 36, fill=ink))
    return parts


def timer_chart(frame: WallFrame, ends: int, left: str, figure: str) -> str:
    """The time that is left, as large as the wall; `ends` is in milliseconds since 1970 for the page's own clock."""
    parts = surroundings(frame, figure)
    mark = {"data-ends": str(ends)}
    parts.append(text(WIDTH / 2, 610, left, 380, text_anchor="middle", font_weight="700", fill=GREEN, **mark))
    return sheet(WIDTH, HEIGHT, parts)
