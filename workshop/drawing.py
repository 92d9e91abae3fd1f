"""Small pieces of SVG: big, local, readable from the back of a room, and the same in every browser.

Every text is escaped here; a drawing is shown as a picture, in which nothing can run.
"""

from __future__ import annotations

from html import escape
from math import ceil, floor, sqrt
from unicodedata import east_asian_width

FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',system-ui,sans-serif"
INK = "#23291f"
SOFT = "#5c6456"
PAPER = "#fdfcf8"
LINE = "#d9d5c7"
GREEN = "#2f7d4f"
# Level 0 to 3, light to dark: the order shows in grey as well.
LEVELS = ("#c9d8cf", "#8fbf9f", "#4b9668", "#1d5c39")


def text(x: float, y: float, words: str, size: float, **more: str) -> str:
    """Text at a baseline; `more` are SVG attributes with _ for -."""
    attributes = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in more.items())
    fill = "" if "fill" in more else f' fill="{INK}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}"{fill}{attributes}>{escape(words)}</text>'


def rect(x: float, y: float, width: float, height: float, fill: str, **more: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in more.items())
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{attributes}/>'
    )


def dot(x: float, y: float, radius: float, fill: str, stroke: str = "none") -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>'


def line(x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: float = 1) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def sheet(width: float, height: float, parts: list[str], background: str = PAPER) -> str:
    """The parts as one drawing that scales with its frame."""
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="{FONT}">{rect(0, 0, width, height, background)}{body}</svg>'
    )


def width_of(words: str, size: float) -> float:
    """About how wide a text is: a Chinese character is as wide as it is high, a Latin letter a bit over half."""
    return sum(1.0 if east_asian_width(char) in "WF" else 0.56 for char in words) * size


def fitted(words: str, size: float, most: float, least: float = 9) -> float:
    """The font size, at most `size`, at which the words fit `most`."""
    wide = width_of(words, size)
    return size if wide <= most else max(least, size * most / wide)


def wrapped(words: str, size: float, most: float) -> list[str]:
    """The words in lines that fit `most`; Latin words stay whole."""
    lines = [""]
    for piece in _pieces(words):
        if width_of(lines[-1] + piece.rstrip(), size) > most and lines[-1]:
            lines.append("")
            piece = piece.lstrip()
        lines[-1] += piece
    return [one.strip() for one in lines]


def _pieces(words: str) -> list[str]:
    pieces: list[str] = []
    for char in words:
        joins = pieces and char not in "，。、；：" and not pieces[-1].endswith(" ")
        latin = east_asian_width(char) not in "WF"
        if pieces and (
            char in "，。、；：" or (joins and latin and east_asian_width(pieces[-1][-1]) not in "WF")
        ):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def grid(
    x: float, y: float, width: float, height: float, count: int, radius: float
) -> list[tuple[float, float]]:
    """Places for `count` dots, filled from the left in columns, centred in the height."""
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
    """Places for `count` dots heaped on the ground, rows centred, filled from below."""
    step = radius * 2.3
    across = max(1, min(floor(width / step), ceil(sqrt(count)) if count else 1))
    places = []
    for number in range(count):
        row = number // across
        here = min(across, count - row * across)
        places.append((middle + (number % across - (here - 1) / 2) * step, ground - radius - row * step))
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
