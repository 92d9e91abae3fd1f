"""SVG chart for the wall of communities and cases on two labelled axes: medians, the middle half of the points, shifts.

A mark holds the number of people behind it. Marks that would lie on one another are moved apart, and a name stands
beside its mark only where it covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, hypot, pi, sin

from workshop.base.svg import (
    GREEN,
    INK,
    LINE,
    ORANGE,
    SOFT,
    arrow,
    dot,
    line,
    mark,
    rect,
    sheet,
    text,
    width_of,
)
from workshop.base.text import Language, say
from workshop.exercises.placing import SIZE, Axis, PlaceSpread, Range, axes_of
from workshop.live.wall_frame import (
    EDGE,
    HEIGHT,
    LEAST,
    WIDTH,
    WallFrame,
    message_chart,
    shortened,
    surroundings,
)
from workshop.model.privacy import MIN_RATERS_ON_WALL
from workshop.services.camp.places import Placed, PlacedRoom

LEFT, TOP = EDGE + 330.0, 132.0  # of the plane; the words of the axis upwards stand beside it
CELL_WIDE, CELL_HIGH = (WIDTH - EDGE - LEFT) / SIZE, 88.0
RADIUS = 27.0
APART = 2 * RADIUS + 12  # a diamond is wider than a circle
PALE = "#b9d3bf"
CASE = "#7a4b00"
RIM = {"stroke": "#f6f4ea", "stroke_width": "8", "paint_order": "stroke", "stroke_linejoin": "round"}
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class _Mark:
    """A thing on the plane: where its mark stands, and where the median is that it stands for."""

    placed: Placed
    x: float
    y: float


def places_chart(frame: WallFrame, room: PlacedRoom) -> str:
    """The plane with everything the room has placed on it."""
    if not room.placed:
        return message_chart(frame, places_text(room, frame.language))
    language = frame.language
    across, up = axes_of(room.question)
    parts = surroundings(frame, say(language, "live.wall.people", n=room.people))
    parts += [*_plane(), *_words(across, up), *_foot(frame, room)]
    marks = _settled(room.placed)
    parts += [part for one in marks for part in _spread(one.placed.now)]
    parts += [part for one in marks for part in _shift(one)]
    parts += [part for one in marks for part in _drawn(one)]
    parts += _names([one for one in marks if room.named or one.placed.case], [_around(one) for one in marks])
    return sheet(WIDTH, HEIGHT, parts)


def places_text(room: PlacedRoom, language: Language) -> str:
    """The text alternative: every mark with its medians and how many stand behind it."""
    across, up = axes_of(room.question)
    lines = [
        say(
            language,
            "live.wall.placed",
            name=one.name if room.named or one.case else say(language, "live.wall.a_community"),
            across=across.label,
            x=_figure(one.now.x),
            up=up.label,
            y=_figure(one.now.y),
            n=one.now.n,
        )
        for one in room.placed
    ]
    if room.few:
        lines.append(say(language, "live.wall.few", n=room.few, least=MIN_RATERS_ON_WALL))
    return "\n".join(lines) or say(language, "live.wall.none_placed", least=MIN_RATERS_ON_WALL)


def _figure(along: Range) -> str:
    return f"{along.middle:g} ({along.low:g}–{along.high:g})"


def _x(at: float) -> float:
    return LEFT + (at - 0.5) * CELL_WIDE


def _y(at: float) -> float:
    return TOP + (SIZE + 0.5 - at) * CELL_HIGH


def _plane() -> list[str]:
    wide, high = SIZE * CELL_WIDE, SIZE * CELL_HIGH
    spots = product(range(1, SIZE + 1), repeat=2)
    return [
        rect(LEFT, TOP, wide, high, "#f6f4ea", rx="14"),
        line(LEFT, TOP + high / 2, LEFT + wide, TOP + high / 2, LINE, 3),
        line(LEFT + wide / 2, TOP, LEFT + wide / 2, TOP + high, LINE, 3),
        *(dot(_x(across), _y(up), 4, LINE) for across, up in spots),
    ]


def _words(across: Axis, up: Axis) -> list[str]:
    """What the axes are called, in the middle, and what their ends mean."""
    beside, foot = LEFT - EDGE - 24, TOP + SIZE * CELL_HIGH
    parts: list[str] = []
    for words, top, colour in (
        (f"↑ {up.high}", TOP + 34, INK),
        (up.label, TOP + SIZE * CELL_HIGH / 2 - 30, SOFT),
        (f"↓ {up.low}", foot - 76, INK),
    ):
        lines = shortened(words, LEAST, beside, 3)
        parts += [
            text(EDGE, top + 44 * number, part, LEAST, fill=colour) for number, part in enumerate(lines)
        ]
    (label,) = shortened(across.label, LEAST, SIZE * CELL_WIDE / 3, 1)
    half = (SIZE * CELL_WIDE - width_of(label, LEAST)) / 2 - 24
    parts.append(text(LEFT + SIZE * CELL_WIDE / 2, foot + 42, label, LEAST, text_anchor="middle", fill=SOFT))
    for words, x, anchor in (
        (f"← {across.low}", LEFT, "start"),
        (f"{across.high} →", WIDTH - EDGE, "end"),
    ):
        lines = shortened(words, LEAST, half, 2)
        parts += [
            text(x, foot + 42 + 40 * number, part, LEAST, text_anchor=anchor)
            for number, part in enumerate(lines)
        ]
    return parts


def _foot(frame: WallFrame, room: PlacedRoom) -> list[str]:
    """How to read it, or who is left out, between what stands at the foot of every picture."""
    language = frame.language
    words = say(language, "live.wall.place_legend")
    if room.few:
        words = say(language, "live.wall.few", n=room.few, least=MIN_RATERS_ON_WALL)
    left = EDGE + (width_of(say(language, "common.invented"), 36) + 30 if frame.invented else 0)
    right = WIDTH - EDGE - width_of(frame.door, 36) - 30
    (fit,) = shortened(words, LEAST, right - left, 1)
    return [text(left, HEIGHT - 26, fit, LEAST, fill=SOFT)]


def _spread(now: PlaceSpread) -> list[str]:
    """The middle half of the points, along each axis by itself: a cross through the median."""
    x, y = _x(now.x.middle), _y(now.y.middle)
    return [
        line(_x(now.x.low), y, _x(now.x.high), y, PALE, 9),
        line(x, _y(now.y.low), x, _y(now.y.high), PALE, 9),
    ]


def _settled(placed: Sequence[Placed]) -> list[_Mark]:
    """Every mark at its median, or beside it where another stands there already: the nearest free place on a spiral."""
    marks: list[_Mark] = []
    for one in placed:
        home = (_x(one.now.x.middle), _y(one.now.y.middle))
        x, y = next(
            place
            for place in _spiral(*home)
            if _inside(place) and all(hypot(place[0] - m.x, place[1] - m.y) >= APART for m in marks)
        )
        marks.append(_Mark(one, x, y))
    return marks


def _spiral(x: float, y: float) -> Iterator[tuple[float, float]]:
    yield x, y
    turn = 1
    while True:
        for part in range(6 * turn):
            angle = 2 * pi * part / (6 * turn) - pi / 2
            yield x + APART * turn * cos(angle), y + APART * turn * sin(angle)
        turn += 1


def _inside(place: tuple[float, float]) -> bool:
    x, y = place
    return (
        LEFT + RADIUS <= x <= LEFT + SIZE * CELL_WIDE - RADIUS
        and TOP + RADIUS <= y <= TOP + SIZE * CELL_HIGH - RADIUS
    )


def _shift(one: _Mark) -> list[str]:
    """From where the same people had placed it; nothing where the median has not moved."""
    before = one.placed.before
    if before is None:
        return []
    x, y = _x(before.x.middle), _y(before.y.middle)
    far = hypot(one.x - x, one.y - y)
    if far <= RADIUS:
        return []
    reach = (far - RADIUS) / far
    return [
        dot(x, y, 11, "#fdfcf8", ORANGE),
        arrow(x, y, x + (one.x - x) * reach, y + (one.y - y) * reach, ORANGE, 5),
    ]


def _drawn(one: _Mark) -> list[str]:
    n = one.placed.now.n
    if one.placed.case:
        shape = mark("diamond", one.x, one.y, RADIUS, CASE)
    else:
        shape = dot(one.x, one.y, RADIUS, GREEN, "#ffffff")
    return [
        shape,
        text(one.x, one.y + 13, str(n), LEAST, text_anchor="middle", fill="#ffffff", font_weight="600"),
    ]


def _around(one: _Mark) -> Box:
    return one.x - RADIUS, one.y - RADIUS, one.x + RADIUS, one.y + RADIUS


def _names(wanted: Sequence[_Mark], taken: list[Box]) -> list[str]:
    """Names that cover nothing first; what then finds no place may lie across an arrow, legible by its rim."""
    arrows = [box for one in wanted for box in _along(one)]
    parts: list[str] = []
    later: list[_Mark] = []
    for one in wanted:
        # Boxes of names are added to `taken`; the arrows' are only looked at.
        found = _name(one, taken, arrows)
        parts += found
        later += [] if found else [one]
    return parts + [part for one in later for part in _name(one, taken, ())]


def _name(one: _Mark, taken: list[Box], avoided: Sequence[Box]) -> list[str]:
    """The name right, left, above or below its mark, shortened if need be, where it covers nothing; else none."""
    for most in (420.0, 210.0):
        (words,) = shortened(one.placed.name, LEAST, most, 1)
        wide = width_of(words, LEAST)
        for left, baseline in (
            (one.x + RADIUS + 8, one.y + 13),
            (one.x - RADIUS - 8 - wide, one.y + 13),
            (one.x - wide / 2, one.y - RADIUS - 10),
            (one.x - wide / 2, one.y + RADIUS + 34),
        ):
            box = (left, baseline - 32, left + wide, baseline + 9)
            if _free(box, [*taken, *avoided]):
                taken.append(box)
                ink = CASE if one.placed.case else INK
                # A rim keeps the words legible across the lines of a spread.
                return [text(left, baseline, words, LEAST, fill=ink, **RIM)]
    return []


def _along(one: _Mark) -> Iterator[Box]:
    """Small boxes along a mark's arrow: names keep off it."""
    before = one.placed.before
    if before is None:
        return
    x, y = _x(before.x.middle), _y(before.y.middle)
    steps = max(1, int(hypot(one.x - x, one.y - y) / 20))
    for step in range(steps + 1):
        at = (x + (one.x - x) * step / steps, y + (one.y - y) * step / steps)
        yield at[0] - 9, at[1] - 9, at[0] + 9, at[1] + 9


def _free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    within = left >= LEFT and right <= WIDTH - EDGE and top >= TOP and bottom <= TOP + SIZE * CELL_HIGH
    return within and all(
        right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3] for other in taken
    )
