"""SVG charts for the wall of how the room is arranged: who sits at which table, who is matched with whom, and the maps of
all communities as sums. None of it is an answer, so it need not wait for a reveal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil, hypot

from workshop.base.svg import GREEN, INK, SOFT, dot, line, rect, sheet, text, width_of, wrapped
from workshop.base.text import Language, say
from workshop.live.wall_answers import FOOT
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
from workshop.services.map.role_ties import GROUP, OUTSIDE, PARTS, RESIDENT, SUPPORT, RoleTies

GAP = 20.0
MOST_COLUMNS, MOST_LINES = 4, 3  # of boxes, and of the words in one
SIZES = (60.0, 48.0, 40.0, LEAST)
HEAD = 1.1  # of the letters below it
INSIDE = 44.0  # of a box's width, beside its words
SPOTS = {RESIDENT: (620.0, 450.0), GROUP: (1010.0, 250.0), SUPPORT: (1010.0, 650.0), OUTSIDE: (230.0, 450.0)}
LARGEST, SMALLEST, THICKEST = 120.0, 62.0, 34.0


def tables_chart(frame: WallFrame, tables: Sequence[Sequence[str]], round_number: int) -> str:
    """Each table's number with the communities that sit there; `tables` holds a community for every chair taken."""
    if not any(tables):
        return message_chart(frame, say(frame.language, "live.wall.no_tables"))
    heads = [say(frame.language, "live.wall.table", number=number + 1) for number in range(len(tables))]
    words = [_counted(one, frame.language) for one in tables]
    return _boxes(frame, say(frame.language, "live.wall.round", number=round_number), heads, words)


def tables_text(tables: Sequence[Sequence[str]], language: Language) -> str:
    """The text alternative."""
    lines = [
        f"{say(language, 'live.wall.table', number=number + 1)}: {_counted(one, language)}"
        for number, one in enumerate(tables)
    ]
    return "\n".join(lines) if any(tables) else say(language, "live.wall.no_tables")


def _counted(communities: Sequence[str], language: Language) -> str:
    counts = Counter(communities)
    return say(language, "live.joiner").join(
        name if count == 1 else f"{name} ×{count}" for name, count in sorted(counts.items())
    )


def pairs_chart(frame: WallFrame, groups: Sequence[Sequence[str]], *, named: bool) -> str:
    """Who is matched with whom by nickname, where the exercise allows names; else how many are."""
    words = pairs_text(groups, frame.language, named=named)
    if not groups or not named:
        return message_chart(frame, words)
    lines = [" + ".join(group) for group in groups]
    figure = say(frame.language, "live.wall.pairs", n=len(groups))
    return _boxes(frame, figure, [str(number + 1) for number in range(len(groups))], lines)


def pairs_text(groups: Sequence[Sequence[str]], language: Language, *, named: bool) -> str:
    """The text alternative."""
    if not groups:
        return say(language, "live.wall.no_pairs")
    if named:
        return "\n".join(" + ".join(group) for group in groups)
    return say(language, "live.wall.pairs", n=len(groups))


def _boxes(frame: WallFrame, figure: str, heads: Sequence[str], words: Sequence[str]) -> str:
    """As many boxes as can be read, and how many there are besides. People look for themselves in them: words are
    cut only where no shape of box holds them."""
    parts = surroundings(frame, figure)
    columns, size, lines = _shape(words)
    wide = (WIDTH - 2 * EDGE - GAP * (columns - 1)) / columns
    least = _high(size, lines)
    shown = min(len(heads), columns * _rows(least))
    rows = ceil(shown / columns)
    high = min(1.6 * least, (FOOT - BODY + GAP) / rows - GAP)
    for number in range(shown):
        left = EDGE + (number % columns) * (wide + GAP)
        top = BODY + (number // columns) * (high + GAP)
        parts += [
            rect(left, top, wide, high, "#eef2ec", rx="14"),
            text(left + 18, top + 1.2 * size, heads[number], size * HEAD, font_weight="700", fill=GREEN),
        ]
        parts += [
            text(left + 18, top + size * (2.45 + 1.2 * place), part, size)
            for place, part in enumerate(shortened(words[number], size, wide - INSIDE, lines))
        ]
    if shown < len(heads):
        more = say(frame.language, "live.wall.more_boxes", n=len(heads) - shown)
        parts.append(text(WIDTH / 2, HEIGHT - 24, more, LEAST, text_anchor="middle", fill=SOFT))
    return sheet(WIDTH, HEIGHT, parts)


def _shape(words: Sequence[str]) -> tuple[int, float, int]:
    """Columns, letters and lines of the boxes: the largest letters at which all stand there; else the shape with most."""
    shapes = []
    for size in SIZES:
        for columns in range(min(3, len(words)), MOST_COLUMNS + 1):
            wide = (WIDTH - 2 * EDGE - GAP * (columns - 1)) / columns
            needed = max(len(wrapped(one, size, wide - INSIDE)) for one in words)
            if needed > MOST_LINES and size > LEAST:
                continue
            lines = min(MOST_LINES, needed)
            fits = columns * _rows(_high(size, lines))
            if fits >= len(words):
                return columns, size, lines
            shapes.append((fits, columns, size, lines))
    _, columns, size, lines = max(shapes)
    return columns, size, lines


def _high(size: float, lines: int) -> float:
    return size * (1.9 + 1.2 * lines)


def _rows(high: float) -> int:
    return max(1, int((FOOT - BODY + GAP) / (high + GAP)))


def network_chart(frame: WallFrame, ties: RoleTies) -> str:
    """All maps together: a circle for each part of the community, a line as thick as there are pairs tied."""
    language = frame.language
    if not ties.counts:
        return message_chart(frame, network_text(ties, language))
    parts = surroundings(frame, say(language, "live.wall.maps", n=ties.maps))
    most, most_ties = max(ties.counts.values()), max(ties.ties.values(), default=1)
    radius = {
        part: SMALLEST + (LARGEST - SMALLEST) * (count / most) ** 0.5 for part, count in ties.counts.items()
    }
    labels: list[str] = []
    for (one, other), count in sorted(ties.ties.items()):
        if one == other:
            continue
        (x1, y1), (x2, y2) = SPOTS[one], SPOTS[other]
        parts.append(line(x1, y1, x2, y2, "#8fbf9f", 3 + THICKEST * count / most_ties))
        far = hypot(x2 - x1, y2 - y1)
        share = (radius[one] + (far - radius[one] - radius[other]) / 2) / far
        labels += _badge(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, str(count))
    for part, count in ties.counts.items():
        x, y = SPOTS[part]
        parts += [
            dot(x, y, radius[part], "#ffffff", GREEN),
            text(x, y + 16, str(count), 48, text_anchor="middle", font_weight="700", fill=GREEN),
        ]
        labels += _about(part, ties, radius[part], language)
    (legend,) = shortened(say(language, "live.wall.maps_legend"), LEAST, 720, 1)
    parts.append(text(430, HEIGHT - 26, legend, LEAST, fill=SOFT))
    return sheet(WIDTH, HEIGHT, parts + labels)


def _about(part: str, ties: RoleTies, radius: float, language: Language) -> list[str]:
    """What a circle is called and how many pairs are tied within, where no line runs: beside it on the right, else above
    and below."""
    x, y = SPOTS[part]
    lines = [say(language, f"live.wall.part.{part}")]
    if within := ties.ties.get((part, part)):
        lines.append(say(language, "live.wall.within", n=within))
    if part in (GROUP, SUPPORT):
        beside = [
            row for words in lines for row in shortened(words, LEAST, WIDTH - EDGE - x - radius - 20, 2)
        ]
        return [text(x + radius + 20, y + 12 + 44 * row, words, LEAST) for row, words in enumerate(beside)]
    places = (y + radius + 44, y - radius - 18)
    return [
        text(x, place, words, LEAST, text_anchor="middle")
        for place, words in zip(places, lines, strict=False)
    ]


def _badge(x: float, y: float, words: str) -> list[str]:
    wide = width_of(words, LEAST) + 28
    return [
        rect(x - wide / 2, y - 28, wide, 52, "#fdfcf8", rx="26"),
        text(x, y + 11, words, LEAST, text_anchor="middle", fill=INK),
    ]


def network_text(ties: RoleTies, language: Language) -> str:
    """The text alternative: the parts, then the pairs tied within and between them."""
    if not ties.counts:
        return say(language, "live.wall.no_maps")
    names = {part: say(language, f"live.wall.part.{part}") for part in PARTS}
    lines = [f"{names[part]}: {count}" for part, count in ties.counts.items()]
    lines += [f"{names[one]} – {names[other]}: {count}" for (one, other), count in sorted(ties.ties.items())]
    return "\n".join(lines)
