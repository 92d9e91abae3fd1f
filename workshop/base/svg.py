"""SVG primitives: text, shapes, legends and dot layouts, readable from the back of a room, the same in every browser.

Every text is escaped here; a drawing is embedded as an image, in which no script can run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape as _escape
from math import ceil, cos, floor, hypot, pi, sin, sqrt
from typing import Literal
from unicodedata import east_asian_width

CHINESE_FONTS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC'"
LATIN_FONTS = "'Segoe UI',Roboto,'Noto Sans','Liberation Sans','DejaVu Sans'"
REST = "system-ui,sans-serif,'Apple Color Emoji','Segoe UI Emoji','Noto Color Emoji'"
FONT = f"{CHINESE_FONTS},{REST}"
LATIN_FIRST = f"{LATIN_FONTS},{CHINESE_FONTS},{REST}"
# Marks that Chinese and English share, drawn a whole square wide by Chinese fonts.
SHARED = frozenset("“”‘’—…·")
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
INK = "#23291f"
SOFT = "#5c6456"
PAPER = "#fdfcf8"
LINE = "#d9d5c7"
GREEN = "#2f7d4f"
# Level 0 to 3, light to dark: the order shows in grey as well.
LEVELS = ("#c9d8cf", "#8fbf9f", "#4b9668", "#1d5c39")
ORANGE = "#b4530a"
HYPOTHESIS = "#f8eedb"

NARROW, BROAD = frozenset(" iljtfr.,:;!|'()[]·"), frozenset("mwMW@—…")

# What XML 1.0 cannot hold: one such character in an older name and the whole drawing cannot be read.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Form = Literal["circle", "square", "diamond", "triangle", "wedge", "cross"]
# Corners, size for the same visual weight as a circle of radius 1, and the first corner's direction.
CORNERS: dict[Form, tuple[int, float, float]] = {
    "square": (4, 1.2, pi / 4),
    "diamond": (4, 1.25, 0.0),
    "triangle": (3, 1.3, -pi / 2),
    "wedge": (3, 1.3, pi / 2),
}


def escape(words: str) -> str:
    """The words escaped for XML, without the characters XML cannot hold.

    >>> escape("A & B\\x0b\\ufffe")
    'A &amp; B'
    """
    return _escape(UNFIT.sub("", words))


def text(x: float, y: float, words: str, size: float, **more: str) -> str:
    """Text at a baseline; `more` are SVG attributes with _ for -."""
    attributes = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in more.items())
    fill = "" if "fill" in more else f' fill="{INK}"'
    font = f' font-family="{LATIN_FIRST}"' if latin(words) and "font_family" not in more else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}"{fill}{font}{attributes}>{escape(words)}</text>'
    )


def latin(words: str) -> bool:
    """Whether shared marks in the words are to be drawn as English has them: most of it is Latin, a word counted as two
    Chinese characters.

    >>> [latin(words) for words in ("“Go on”, she said", "“去问问”", "问“Mengya”是什么意思呀", "“小林” said yes", "plain")]
    [True, False, False, True, False]
    """
    if not SHARED & set(words):
        return False
    return 2 * len(LATIN_WORD.findall(words)) > sum(east_asian_width(char) in "WF" for char in words)


def rect(x: float, y: float, width: float, height: float, fill: str, **more: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in more.items())
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{attributes}/>'
    )


def dot(x: float, y: float, radius: float, fill: str, stroke: str = "none") -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>'


def line(
    x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: float = 1, dash: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def frame(x: float, y: float, width: float, height: float, colour: str, stroke: float, **more: str) -> str:
    """A rectangle's outline."""
    return rect(x, y, width, height, "none", stroke=colour, stroke_width=f"{stroke:g}", **more)


def track(points: Sequence[tuple[float, float]], colour: str, width: float) -> str:
    """A polyline through the points."""
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'


def polygon(
    points: Sequence[tuple[float, float]], fill: str, stroke: str = "none", width: float = 1.5
) -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polygon points="{places}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}" '
        'stroke-linejoin="round"/>'
    )


def mark(form: Form, x: float, y: float, radius: float, fill: str, stroke: str = "#ffffff") -> str:
    """One of the shapes that differ without colour, as one element."""
    if form == "circle":
        return dot(x, y, radius, fill, stroke)
    if form == "cross":
        arm, thick = radius * 1.15, radius * 0.42
        corners = [
            (-thick, -arm),
            (thick, -arm),
            (thick, -thick),
            (arm, -thick),
            (arm, thick),
            (thick, thick),
        ]
        corners += [(-x, -y) for x, y in corners]
        return polygon([(x + right, y + down) for right, down in corners], fill, stroke)
    count, grown, first = CORNERS[form]
    turns = (first + 2 * pi * turn / count for turn in range(count))
    # A triangle's middle lies towards its base; moved so that it stands on the row as the others do.
    lift = {"triangle": radius * 0.22, "wedge": -radius * 0.22}.get(form, 0.0)
    at = [(x + radius * grown * cos(turn), y + lift + radius * grown * sin(turn)) for turn in turns]
    return polygon(at, fill, stroke)


def arrow(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: str = "") -> str:
    """A line with an arrowhead; nothing where it has no length."""
    far = hypot(x2 - x1, y2 - y1)
    if not far:
        return ""
    dx, dy, tip = (x2 - x1) / far, (y2 - y1) / far, 3.4 * width
    back, side = (x2 - tip * dx, y2 - tip * dy), tip * 0.55
    head = [(x2, y2), (back[0] - side * dy, back[1] + side * dx), (back[0] + side * dy, back[1] - side * dx)]
    return line(x1, y1, *back, colour, width, dash) + polygon(head, colour)


def moved(parts: Sequence[str], x: float, y: float) -> str:
    """The parts as a group translated to x, y."""
    return f'<g transform="translate({x:.1f} {y:.1f})">{"".join(parts)}</g>'


def hatching(name: str, colour: str) -> str:
    """A hatch pattern to fill with: `url(#name)`."""
    return (
        f'<defs><pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="7" height="7" fill="#ffffff"/>'
        f'<line x1="0" y1="0" x2="0" y2="7" stroke="{colour}" stroke-width="1.6"/></pattern></defs>'
    )


def sheet(width: float, height: float, parts: list[str], background: str = PAPER) -> str:
    """The parts as one SVG document that scales with its frame."""
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="{FONT}">{rect(0, 0, width, height, background)}{body}</svg>'
    )


def size_of(drawing: str) -> tuple[float, float]:
    """Width and height of a `sheet`."""
    _, _, width, height = drawing.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return float(width), float(height)


def width_of(words: str, size: float) -> float:
    """An estimate of a text's width, on the large side: a Chinese character is as wide as it is high."""
    return sum(_width(char) for char in words) * size


def _width(char: str) -> float:
    if east_asian_width(char) in "WF":
        return 1.0
    if char in NARROW:
        return 0.34
    return 0.86 if char in BROAD else 0.66 if char.isupper() else 0.57


def fitted(words: str, size: float, most: float, least: float = 9) -> float:
    """The font size, at most `size`, at which the words fit `most`."""
    wide = width_of(words, size)
    return size if wide <= most else max(least, size * most / wide)


def wrapped(words: str, size: float, most: float) -> list[str]:
    """Word wrap: the words in lines that fit `most`; a word or an address is broken only where it is longer than a
    line."""
    return _lines([part for piece in _pieces(words) for part in _broken(piece, size, most)], size, most)


def whole_words(words: str, size: float, most: float) -> list[str]:
    """Word wrap for a narrow column, where a word that is too long is set smaller rather than broken."""
    return _lines(_pieces(words), size, most)


def _broken(piece: str, size: float, most: float) -> list[str]:
    """A word in parts that fit `most`."""
    if width_of(piece.rstrip(), size) <= most:
        return [piece]
    parts, wide = [""], 0.0
    for char in piece:
        wide += _width(char) * size
        if wide > most and parts[-1] and char != " ":
            parts.append("")
            wide = _width(char) * size
        parts[-1] += char
    return parts


def _lines(pieces: Sequence[str], size: float, most: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if width_of(lines[-1] + piece.rstrip(), size) > most and lines[-1]:
            lines.append("")
            piece = piece.lstrip()
        lines[-1] += piece
    return [written.strip() for written in lines]


def block(
    words: str, x: float, middle: float, size: float, most: float, high: float, least: float = 0, **more: str
) -> list[str]:
    """Wrapped words centred vertically: smaller where they need more than two lines or the height, but no smaller than
    `least`; truncated as a last resort."""
    lines = whole_words(words, size, most)
    smallest = max(size * 0.6, least)
    while (len(lines) > 2 or len(lines) * size * 1.16 > high) and size > smallest:
        size = max(size * 0.93, least)
        lines = whole_words(words, size, most)
    fit = max(1, int(high / (size * 1.16)))
    if len(lines) > fit:
        lines = [*lines[: fit - 1], f"{lines[fit - 1]}…"]
    top = middle - (len(lines) - 1) * size * 0.58 + size * 0.36
    return [
        text(x, top + number * size * 1.16, part, fitted(part, size, most, least or 9), **more)
        for number, part in enumerate(lines)
    ]


# Marks that never begin a line.
NEVER_FIRST = "，。、；：？！）》」』”’…"


def _pieces(words: str) -> list[str]:
    pieces: list[str] = []
    for char in words:
        joins = pieces and char not in NEVER_FIRST and not pieces[-1].endswith(" ")
        latin = east_asian_width(char) not in "WF"
        if pieces and (
            char in NEVER_FIRST or (joins and latin and east_asian_width(pieces[-1][-1]) not in "WF")
        ):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def grid(
    x: float, y: float, width: float, height: float, count: int, radius: float
) -> list[tuple[float, float]]:
    """Positions for `count` dots, filled from the left in columns, centred in the height."""
    step = radius * 2.3
    rows = max(1, floor(height / step))
    return [
        (
            x + radius + (number // rows) * step,
            y + height / 2 + (number % rows - (min(rows, count) - 1) / 2) * step,
        )
        for number in range(count)
        if (number // rows) * step + 2 * radius <= width
    ]


def stacked(
    middle: float, ground: float, width: float, count: int, radius: float
) -> list[tuple[float, float]]:
    """Positions for `count` dots stacked on a baseline, rows centred, filled from below."""
    step = radius * 2.3
    across = max(1, min(floor(width / step), ceil(sqrt(count)) if count else 1))
    places = []
    for number in range(count):
        row = number // across
        in_row = min(across, count - row * across)
        places.append((middle + (number % across - (in_row - 1) / 2) * step, ground - radius - row * step))
    return places


def packed(x: float, y: float, width: float, count: int, radius: float) -> list[tuple[float, float]]:
    """Positions for `count` dots in rows, each row centred on x and all of them on y."""
    step = radius * 2.3
    across = max(1, floor(width / step))
    rows = ceil(count / across)
    even = ceil(count / rows) if rows else 1
    places = []
    for number in range(count):
        row = number // even
        in_row = min(even, count - row * even)
        places.append((x + (number % even - (in_row - 1) / 2) * step, y + (row - (rows - 1) / 2) * step))
    return places


def in_rows(widths: Sequence[float], most: float) -> list[tuple[float, int]]:
    """Flow layout: left edge and row number of items of these widths, in rows of at most `most`."""
    places: list[tuple[float, int]] = []
    left, row = 0.0, 0
    for width in widths:
        if left and left + width > most:
            left, row = 0.0, row + 1
        places.append((left, row))
        left += width
    return places


def dot_radius(most: int, width: float, height: float, largest: float) -> float:
    """The largest radius at which the fullest cell still holds its dots."""
    radius = min(largest, sqrt(width * height / max(most, 1)) / 2.3)
    while radius > 1.5:
        step = radius * 2.3
        rows = max(1, floor(height / step))
        if ceil(most / rows) * step <= width:
            return radius
        radius *= 0.94
    return radius
