"""The percolation curve as chart and in sentences: those asked about against random removal and the hardest order found."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.base.svg import (
    INK,
    ORANGE,
    PAPER,
    SOFT,
    dot,
    in_rows,
    line,
    polygon,
    sheet,
    text,
    track,
    width_of,
)
from workshop.base.text import Language, say
from workshop.network.graph.wording import percent
from workshop.network.resilience.removal_curve import RemovalCurves

BAND = "#dcdfe2"
RANDOM = "#7d8790"
WORST = "#7a1f4b"
DEGREE = "#0072b2"
SIZE = 14.0
LEFT, RIGHT, TOP = 52.0, 16.0, 30.0
PLOT = 230.0
ROW = 22.0
SHOWN = 0.5  # of the people; further right only fragments are left
SIGN = 34.0
MARGIN = 14.0
HIGH = 0.93  # above this share there is no room above the line

Points = list[tuple[float, float]]


def removal_curve_chart(removal_curves: RemovalCurves, language: Language, width: float = 760.0) -> str:
    """The curves as SVG of this width. Line styles differ as well as colours."""
    most = furthest(removal_curves)
    entries = _entries(removal_curves, language)
    rows = in_rows([SIGN + width_of(words, SIZE) + 20 for words, _ in entries], width - MARGIN - RIGHT)
    bottom = TOP + PLOT
    legend_top = bottom + 50
    high = legend_top + ROW * (max(row for _, row in rows) + 1) + 4
    across = (width - LEFT - RIGHT) / most

    def at(shares: Sequence[float]) -> Points:
        return [
            (LEFT + across * gone, bottom - PLOT * share) for gone, share in enumerate(shares[: most + 1])
        ]

    low, up, chosen = at(removal_curves.low), at(removal_curves.high), at(removal_curves.chosen)
    parts = [
        *_axes(most, across, width, bottom, language),
        polygon([*low, *reversed(up)], BAND),
        track(at(removal_curves.mean), RANDOM, 2),
        _dashed(at(removal_curves.degree), DEGREE, "2 5"),
        _dashed(at(removal_curves.worst), WORST, "8 5"),
        track(chosen, PAPER, 7),
        track(chosen, ORANGE, 4),
        dot(*chosen[-1], 7, ORANGE, "#ffffff"),
        _value(chosen[-1], removal_curves, width),
    ]
    for (words, sign), (x, row) in zip(entries, rows, strict=True):
        y = legend_top + row * ROW
        parts += [*_sign(sign, MARGIN + x, y), text(MARGIN + x + SIGN, y + 5, words, SIZE)]
    return sheet(width, high, parts)


def furthest(removal_curves: RemovalCurves) -> int:
    """How many removals are drawn: half of the people, or twice those asked about, whichever is more."""
    most = max(2 * (len(removal_curves.chosen) - 1), round(SHOWN * removal_curves.people), 4)
    return max(1, len(removal_curves.chosen) - 1, min(most, len(removal_curves.mean) - 1))


def curve_sentences(removal_curves: RemovalCurves, language: Language) -> tuple[str, ...]:
    """Where those asked about stand; when less than half holds; what the dashed line is.

    What as many at random and the worst case leave is the withdrawal test's to say: here it would be a second figure of it.
    """
    gone = len(removal_curves.chosen) - 1
    lines = []
    if gone <= removal_curves.people:
        lines.append(
            say(
                language,
                "withdrawal.curve.here",
                gone=gone,
                percent=percent(removal_curves.chosen[-1]),
            )
        )
    lines.append(
        say(
            language,
            "withdrawal.curve.half",
            random=_half(removal_curves.mean),
            worst=_half(removal_curves.worst),
            n=removal_curves.people,
        )
    )
    lines.append(say(language, "withdrawal.curve.proxy", every=removal_curves.every, n=removal_curves.every))
    return tuple(lines)


def removal_curve_text(removal_curves: RemovalCurves, language: Language) -> str:
    """Text alternative of the chart: title, values at a few points, and the sentences."""
    points = sorted({0, *(furthest(removal_curves) * quarter // 4 for quarter in (1, 2, 3, 4))})
    rows = [
        say(
            language,
            "withdrawal.curve.point",
            gone=gone,
            random=percent(removal_curves.mean[gone]),
            worst=percent(removal_curves.worst[gone]),
        )
        for gone in points
        if gone < len(removal_curves.mean)
    ]
    return "\n".join(
        (say(language, "withdrawal.curve.title"), *rows, *curve_sentences(removal_curves, language))
    )


def _half(shares: Sequence[float]) -> int:
    """How many leave until the largest component holds less than half of those left; all where that never happens."""
    return next((gone for gone, share in enumerate(shares) if share < 0.5), len(shares) - 1)


def _entries(removal_curves: RemovalCurves, language: Language) -> list[tuple[str, str]]:
    return [
        (say(language, "withdrawal.curve.chosen"), "chosen"),
        (say(language, "withdrawal.curve.random", draws=removal_curves.draws), "random"),
        (say(language, "withdrawal.curve.degree"), "degree"),
        (say(language, "withdrawal.curve.worst"), "worst"),
    ]


def _sign(sign: str, x: float, y: float) -> list[str]:
    ends = (x, y, x + 26, y)
    match sign:
        case "chosen":
            return [line(*ends, ORANGE, 4), dot(x + 26, y, 5, ORANGE, "#ffffff")]
        case "random":
            box = [(x, y - 7), (x + 26, y - 7), (x + 26, y + 7), (x, y + 7)]
            return [polygon(box, BAND), line(*ends, RANDOM, 2)]
        case "degree":
            return [line(*ends, DEGREE, 2.5, "2 5")]
        case _:
            return [line(*ends, WORST, 2.5, "8 5")]


def _axes(most: int, across: float, width: float, bottom: float, language: Language) -> list[str]:
    parts = [text(LEFT, TOP - 12, say(language, "withdrawal.curve.share"), SIZE, fill=SOFT)]
    for share in (0, 25, 50, 75, 100):
        y = bottom - PLOT * share / 100
        parts += [
            line(LEFT, y, width - RIGHT, y),
            text(LEFT - 8, y + 5, f"{share}%", SIZE, fill=SOFT, text_anchor="end"),
        ]
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if most / size <= 8)
    for gone in range(0, most + 1, step):
        parts.append(
            text(LEFT + across * gone, bottom + 20, f"{gone}", SIZE, fill=SOFT, text_anchor="middle")
        )
    parts.append(
        text(
            width - RIGHT,
            bottom + 38,
            say(language, "withdrawal.curve.gone"),
            SIZE,
            fill=SOFT,
            text_anchor="end",
        )
    )
    return parts


def _dashed(points: Points, colour: str, dash: str) -> str:
    return track(points, colour, 2.5).replace("/>", f' stroke-dasharray="{dash}"/>')


def _value(end: tuple[float, float], removal_curves: RemovalCurves, width: float) -> str:
    """The share at the end of the thick line, outlined in the paper colour so that lines behind do not cross it."""
    x, y = end
    anchor = "end" if x > width - 80 else "start"
    beside = x - 12 if anchor == "end" else x + 12
    return text(
        beside,
        y - 13 if removal_curves.chosen[-1] < HIGH else y + 25,
        f"{percent(removal_curves.chosen[-1])}%",
        17,
        fill=INK,
        font_weight="bold",
        text_anchor=anchor,
        paint_order="stroke",
        stroke=PAPER,
        stroke_width="5",
    )
