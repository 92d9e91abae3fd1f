"""SVG renderer for a `Picture`: for the wall, the report and the printed sheet. No script, no external font.

All text is escaped; shapes, strokes and positions are those of the picture.
"""

from __future__ import annotations

from math import cos, hypot, pi, sin

from workshop.base.svg import LATIN_FONTS, escape
from workshop.base.text import Language, say
from workshop.model.network import MapCounts
from workshop.model.picture import LegendEntry, Line, Mark, Picture, Shape, Stroke
from workshop.network.draw.palette import FADED_INK, INK, RIM, paler
from workshop.network.draw.picture import FONT, HEIGHT, WIDTH, label_x, short, text_width
from workshop.network.graph.wording import counted

CHINESE = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei','Source Han Sans SC'"
# Chinese fonts draw “ and ” a whole square wide: an English map names them last.
FONTS: dict[Language, str] = {"zh": f"{CHINESE},sans-serif", "en": f"{LATIN_FONTS},{CHINESE},sans-serif"}
DASHES = {Stroke.SOLID: "", Stroke.DASHED: "7 4", Stroke.DOTTED: "1.5 4", Stroke.DASH_DOTTED: "9 3 1.5 3"}
FADED = 0.18
ROW = 24.0
BESIDE = 4.0
LINE_ALPHA = 0.72


def svg(picture: Picture, language: Language, width: int = 960, title: str | None = None) -> str:
    """The picture with its legend as SVG, `width` pixels wide; `title` is the accessible name, and a heading above the map if given."""
    head = 34.0 if title else 0.0
    rows = _legend_rows(picture.legend, language)
    high = head + HEIGHT + 14 + ROW * len(rows)
    name = title or say(language, "network.map.title")
    people = sum(mark.kind != "group" for mark in picture.marks)
    drawn = MapCounts(people, len(picture.marks) - people, len(picture.lines))
    about = counted(picture.counts or drawn, language)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {high:g}" width="{width}" '
        f'height="{round(width * high / WIDTH)}" role="img" font-family="{FONTS[language]}" font-size="{FONT:g}" fill="{INK}">',
        f"<title>{escape(name)}</title><desc>{escape(about)}</desc>",
        f'<rect width="{WIDTH:g}" height="{high:g}" fill="#ffffff"/>',
        f'<text x="14" y="24" font-size="18" font-weight="bold">{escape(title)}</text>' if title else "",
        f'<g transform="translate(0 {head:g})">',
        *(_line(line, picture.marks, aside) for line, aside in _beside(picture.lines)),
        *(_mark(mark) for mark in sorted(picture.marks, key=lambda mark: not mark.faded)),
        *(_label(mark) for mark in picture.marks if mark.named),
        "</g>",
        *_legend(rows, head + HEIGHT + 14),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def _beside(lines: tuple[Line, ...]) -> list[tuple[Line, float]]:
    """Faded lines first; several lines between two marks run side by side (offset to the right of low → high)."""
    together: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        together.setdefault((min(line.source, line.target), max(line.source, line.target)), []).append(line)
    placed = [
        (line, (turn - (len(same) - 1) / 2) * BESIDE * (1 if line.source < line.target else -1))
        for same in together.values()
        for turn, line in enumerate(same)
    ]
    return sorted(placed, key=lambda placed_line: not placed_line[0].faded)


def _line(line: Line, marks: tuple[Mark, ...], aside: float) -> str:
    source, target = marks[line.source], marks[line.target]
    x1, y1, x2, y2 = source.x * WIDTH, source.y * HEIGHT, target.x * WIDTH, target.y * HEIGHT
    far = hypot(x2 - x1, y2 - y1) or 1.0
    across, along = -(y2 - y1) / far * aside, (x2 - x1) / far * aside
    x1, y1, x2, y2 = x1 + across, y1 + along, x2 + across, y2 + along
    # Lines stop at the edge of their marks, so that arrow heads stay visible.
    out, back = (source.size * WIDTH + 1) / far, (target.size * WIDTH + (3 if line.arrow else 1)) / far
    ends = (x1 + (x2 - x1) * out, y1 + (y2 - y1) * out, x2 - (x2 - x1) * back, y2 - (y2 - y1) * back)
    dash = f' stroke-dasharray="{DASHES[line.stroke]}"' if DASHES[line.stroke] else ""
    alpha = FADED if line.faded else LINE_ALPHA
    drawn = (
        f'<line x1="{ends[0]:.1f}" y1="{ends[1]:.1f}" x2="{ends[2]:.1f}" y2="{ends[3]:.1f}" stroke="{line.colour}" '
        f'stroke-width="{line.width:.2f}" stroke-opacity="{alpha}"{dash} stroke-linecap="round"/>'
    )
    return drawn + (_arrow(ends, far, line, alpha) if line.arrow else "")


def _arrow(ends: tuple[float, float, float, float], far: float, line: Line, alpha: float) -> str:
    dx, dy = (ends[2] - ends[0]) / far, (ends[3] - ends[1]) / far
    length = hypot(dx, dy) or 1.0
    dx, dy, tip = dx / length, dy / length, 6 + line.width
    x, y = ends[2], ends[3]
    corners = (
        (x, y),
        (x - tip * dx - tip * 0.4 * dy, y - tip * dy + tip * 0.4 * dx),
        (x - tip * dx + tip * 0.4 * dy, y - tip * dy - tip * 0.4 * dx),
    )
    return f'<polygon points="{_points(corners)}" fill="{line.colour}" fill-opacity="{alpha}"/>'


def outline(shape: Shape, x: float, y: float, r: float) -> tuple[tuple[float, float], ...]:
    """Corners of a shape with the visual weight of a circle of radius r; empty for the circle itself."""
    turns = {
        Shape.SQUARE: (4, 1.13, pi / 4),
        Shape.DIAMOND: (4, 1.28, 0.0),
        Shape.TRIANGLE: (3, 1.38, -pi / 2),
    }
    corners, grown, first = turns.get(shape, (6, 1.1, 0.0))
    if shape is Shape.CIRCLE:
        return ()
    return tuple(
        (
            x + r * grown * cos(first + 2 * pi * turn / corners),
            y + r * grown * sin(first + 2 * pi * turn / corners),
        )
        for turn in range(corners)
    )


def _points(corners: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _shape(shape: Shape, x: float, y: float, r: float, look: str) -> str:
    if shape is Shape.CIRCLE:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {look}/>'
    return f'<polygon points="{_points(outline(shape, x, y, r))}" stroke-linejoin="round" {look}/>'


def _mark(mark: Mark) -> str:
    look = f'fill="{paler(mark.colour) if mark.faded else mark.colour}" stroke="{RIM}" stroke-width="1.5"'
    drawn = _shape(mark.shape, mark.x * WIDTH, mark.y * HEIGHT, mark.size * WIDTH, look)
    return f"<g><title>{escape(mark.label)}</title>{drawn}</g>"


def _label(mark: Mark) -> str:
    text = short(mark.label)
    x = label_x(mark, text_width(text) / 2)
    y = mark.y * HEIGHT + (-mark.size * WIDTH - FONT * 0.35 if mark.above else mark.size * WIDTH + FONT + 1)
    bold = ' font-weight="bold"' if mark.kind != "resident" and not mark.faded else ""
    colour = f' fill="{FADED_INK}"' if mark.faded else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" paint-order="stroke" stroke="#ffffff" stroke-width="3" '
        f'stroke-linejoin="round"{bold}{colour}>{escape(text)}</text>'
    )


def _legend_rows(
    legend: tuple[LegendEntry, ...], language: Language
) -> list[list[tuple[float, LegendEntry, str]]]:
    """Entries with their left edge, broken into rows that fit the paper; kinds and relations start a row each."""
    rows: list[list[tuple[float, LegendEntry, str]]] = []
    for entries in ([e for e in legend if e.shape], [e for e in legend if not e.shape]):
        left = WIDTH
        for entry in entries:
            text = say(language, entry.key)
            wide = 44 + text_width(text) + 18
            if left + wide > WIDTH:
                rows.append([])
                left = 14.0
            rows[-1].append((left, entry, text))
            left += wide
    return rows


def sign(entry: LegendEntry, left: float, y: float) -> str:
    """A legend entry's symbol as SVG, 40 wide and centred on height `y`."""
    if entry.shape:
        return _shape(entry.shape, left + 22, y, 7.5, f'fill="{entry.colour}"')
    dash = DASHES[entry.stroke or Stroke.SOLID]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{left + 4:.1f}" y1="{y:.1f}" x2="{left + 36:.1f}" y2="{y:.1f}" '
        f'stroke="{entry.colour}" stroke-width="2.2"{dashed}/>'
    )


def _legend(rows: list[list[tuple[float, LegendEntry, str]]], top: float) -> list[str]:
    return [
        f"{sign(entry, left, top + number * ROW)}"
        f'<text x="{left + 42:.1f}" y="{top + number * ROW + 4.5:.1f}">{escape(text)}</text>'
        for number, row in enumerate(rows)
        for left, entry, text in row
    ]
