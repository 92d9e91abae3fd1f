"""The trust ladder as charts: a funnel, people on the rungs month by month (stacked bars), and the map by rung.

Rungs go from light to dark, always in order and with their figure, so that nothing relies on colour; on the map a
higher rung is also a larger mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import sqrt

from workshop.base.svg import INK, LEVELS, SOFT, fitted, frame, in_rows, rect, sheet, text, width_of
from workshop.base.text import Language, say
from workshop.model.network import Network, PersonKind
from workshop.model.picture import LegendEntry, Mark, Picture, Shape
from workshop.network.draw.picture import draw, named
from workshop.network.graph.wording import percent
from workshop.network.outreach.trust import Month, Trust

WIDTH = 430.0
EDGE = 12.0
SIZE = 14.0
ROW = 44.0
PLOT = 220.0
SHOWN_MONTHS = 12
COLOURS = ("#ddd3b0", *LEVELS)
UNSAID = "#ffffff"
RIM = "#8a8f83"
# Radius on the paper of 960 by rung; people without a reported rung are smallest.
RADII = (7.0, 9.0, 11.5, 14.0, 17.0)
UNKNOWN_RADIUS = 5.0
DARK = 3  # from this rung on, figures inside are white
NOT_SPOKEN = "#c4c6cb"
PAPER = 960.0
ROOMY = 60  # marks; on a fuller map all shrink together, as on the plain one
LOWEST = 15.0  # a lower part of a bar has no room for its figure


def funnel_chart(trust: Trust, language: Language) -> str:
    """Funnel chart: one bar a rung, as wide as the number who got that far; beside it the count and the share of the rung below."""
    parts = [text(EDGE, 20, say(language, "trust.funnel.title", n=trust.known), SIZE, fill=SOFT)]
    most = max((step.reached for step in trust.funnel), default=1)
    full = WIDTH - 2 * EDGE - 112
    for turn, step in enumerate(trust.funnel):
        y = 32 + ROW * turn
        words = say(language, f"network.rung.{step.rung}")
        figures = str(step.reached)
        if step.conversion is not None:
            figures += f" · {percent(step.conversion)}%"
        wide = full * step.reached / most
        parts += [
            text(EDGE, y + 14, words, 13, fill=INK),
            rect(EDGE, y + 19, max(wide, 1.0), 16, COLOURS[step.rung], rx="3", stroke=RIM),
            text(EDGE + wide + 8, y + 32, figures, SIZE, fill=INK, font_weight="bold"),
        ]
    return sheet(WIDTH, 32 + ROW * len(trust.funnel) + 6, parts)


def funnel_text(trust: Trust, language: Language) -> str:
    """Text alternative of the funnel."""
    lines = [say(language, "trust.funnel.title", n=trust.known)]
    lines += [
        say(
            language,
            "trust.funnel.row",
            rung=say(language, f"network.rung.{step.rung}"),
            reached=step.reached,
            here=step.here,
        )
        for step in trust.funnel
    ]
    return "\n".join(lines)


def rungs_chart(trust: Trust, language: Language) -> str:
    """Stacked bars, one a month over all people: the top rung at the bottom, people not reported yet at the top."""
    months = trust.months[-SHOWN_MONTHS:]
    step = (WIDTH - 2 * EDGE) / max(1, len(months))
    wide = min(56.0, step * 0.82)
    parts = [text(EDGE, 20, say(language, "trust.months.title", n=trust.n), SIZE, fill=SOFT)]
    for turn, month in enumerate(months):
        x = EDGE + step * (turn + 0.5) - wide / 2
        parts += _bar(month, x, wide, trust.n)
        words = f"{month.end:%y-%m}"
        size = fitted(words, 12, step - 2, 7)
        parts.append(text(x + wide / 2 - width_of(words, size) / 2, 32 + PLOT + 16, words, size, fill=SOFT))
    top = 32 + PLOT + 42
    entries = [*(f"network.rung.{rung}" for rung in range(4, -1, -1)), "trust.unsaid"]
    named_so = [say(language, entry) for entry in entries]
    rows = in_rows([24 + width_of(label, 13) + 14 for label in named_so], WIDTH - 2 * EDGE)
    for colour, label, (x, row) in zip([*reversed(COLOURS), UNSAID], named_so, rows, strict=True):
        y = top + 24 * row
        parts += [
            rect(EDGE + x, y - 11, 15, 15, colour, rx="3", stroke=RIM),
            text(EDGE + x + 21, y + 2, label, 13),
        ]
    return sheet(WIDTH, top + 24 * max(row for _, row in rows) + 16, parts)


def _bar(month: Month, x: float, wide: float, n: int) -> list[str]:
    parts = []
    y = 32 + PLOT
    blocks = [(rung, month.here[rung], COLOURS[rung]) for rung in range(4, -1, -1)]
    for rung, count, colour in [*blocks, (0, month.unsaid, UNSAID)]:
        if not count:
            continue
        high = PLOT * count / n
        y -= high
        parts.append(rect(x, y, wide, high, colour, stroke=RIM, stroke_width="0.8"))
        if high >= LOWEST:
            ink = "#ffffff" if rung >= DARK else INK
            parts.append(
                text(x + wide / 2 - width_of(str(count), 12) / 2, y + high / 2 + 4, str(count), 12, fill=ink)
            )
    return [*parts, frame(x, 32, wide, PLOT, RIM, 0.8)]


def rungs_text(trust: Trust, language: Language) -> str:
    """Text alternative of the bars, one line a month."""
    lines = [say(language, "trust.months.title", n=trust.n)]
    joiner = say(language, "network.reading.list_joiner")
    for month in trust.months[-SHOWN_MONTHS:]:
        counts = [
            say(language, "trust.months.rung", rung=say(language, f"network.rung.{rung}"), count=count)
            for rung, count in enumerate(month.here)
            if count
        ]
        lines.append(
            say(
                language,
                "trust.months.row",
                month=f"{month.end:%Y-%m}",
                rungs=joiner.join(counts),
                unsaid=month.unsaid,
            )
        )
    return "\n".join(lines)


def rung_map(network: Network, rungs: Mapping[str, int]) -> Picture:
    """The map in its usual layout, residents shaded and sized by rung; people not in `rungs` are small and grey.

    The team and the groups keep their look.
    """
    plain = draw(network, size_by="same")
    crowd = 1.0 if len(plain.marks) <= ROOMY else max(0.45, sqrt(ROOMY / len(plain.marks)))
    marks = tuple(_marked(one, rungs.get(one.id), crowd) for one in plain.marks)
    present = sorted({one.rung for one in marks if one.rung is not None and one.kind in _CLIMBING})
    legend = [LegendEntry(f"network.rung.{rung}", COLOURS[rung], shape=Shape.CIRCLE) for rung in present]
    if any(one.rung is None and one.kind in _CLIMBING for one in marks):
        legend.append(LegendEntry("trust.unsaid", NOT_SPOKEN, shape=Shape.CIRCLE))
    others = [entry for entry in plain.legend if entry.key not in _REPLACED]
    return Picture(named(marks, first=None), plain.lines, (*legend, *others))


_CLIMBING = frozenset({PersonKind.RESIDENT.value, PersonKind.OUTSIDE.value})
_REPLACED = frozenset(f"network.kind.{kind}" for kind in _CLIMBING)


def _marked(mark: Mark, rung: int | None, crowd: float) -> Mark:
    if mark.kind not in _CLIMBING:
        return replace(mark, named=True, above=False)
    if rung is None:
        return replace(mark, size=crowd * UNKNOWN_RADIUS / PAPER, colour=NOT_SPOKEN, rung=None, above=False)
    size = crowd * RADII[rung] / PAPER
    return replace(mark, size=size, colour=COLOURS[rung], rung=rung, above=False)
