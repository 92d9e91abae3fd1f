"""Where each community lies on each of the eight figures: one strip a figure, one dot a community, no order of merit."""

from __future__ import annotations

from workshop.drawing import INK, LINE, SOFT, dot, fitted, line, sheet, text
from workshop.network.compare import NAMES, Comparison
from workshop.text import Language, say

WIDTH = 760.0
LABEL = 200.0
ROW = 58.0
# Okabe and Ito (2008); shapes of letters carry the same difference.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#a8326e", "#56b4e9", "#8a6d00", "#1d2730", "#6b7680")


def strips_picture(found: Comparison, names: dict[str, str], language: Language) -> str:
    """Each strip runs from the lowest to the highest of this set; a letter over a dot says who it is."""
    parts: list[str] = []
    y = 6.0
    for place, community in enumerate(found.communities):
        parts += [
            dot(12, y + 10, 7, COLOURS[place % len(COLOURS)]),
            text(26, y + 15, f"{_letter(place)}  {names[community.id]}", 15),
        ]
        y += 24
    y += 6
    for name in NAMES:
        parts += _strip(found, name, y, language)
        y += ROW
    return sheet(WIDTH, y + 4, parts)


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else str(place + 1)


def _strip(found: Comparison, name: str, y: float, language: Language) -> list[str]:
    label = say(language, f"network.measure.{name}")
    values = [getattr(community.indicators, name) for community in found.communities]
    known = [value for value in values if value is not None]
    left, right, middle = LABEL, WIDTH - 70, y + 36
    parts = [
        text(0, middle + 5, label, fitted(label, 15, LABEL - 24)),
        line(left, middle, right, middle, LINE, 3),
    ]
    if not known:
        return parts
    low, high = min(known), max(known)
    parts += [
        text(left - 8, middle + 4, f"{low:.2f}", 11, text_anchor="end", fill=SOFT),
        text(right + 8, middle + 4, f"{high:.2f}", 11, fill=SOFT),
    ]
    taken: list[tuple[float, int]] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        share = (value - low) / (high - low) if high > low else 0.5
        x = left + 10 + share * (right - left - 20)
        # Letters of dots that lie together climb over one another.
        above = sum(abs(x - other) < 12 for other, _ in taken)
        taken.append((x, place))
        parts += [
            dot(x, middle, 7, COLOURS[place % len(COLOURS)], "#ffffff"),
            text(x, middle - 11 - 12 * above, _letter(place), 12, text_anchor="middle", fill=INK),
        ]
    return parts


def strips_words(found: Comparison, names: dict[str, str], language: Language) -> str:
    """The strips in words."""
    lines = []
    for name in NAMES:
        values = [
            say(
                language,
                "exercises.summary.part",
                name=names[one.id],
                text=_number(getattr(one.indicators, name)),
            )
            for one in found.communities
        ]
        joined = say(language, "exercises.joiner").join(values)
        lines.append(
            say(
                language, "exercises.summary.part", name=say(language, f"network.measure.{name}"), text=joined
            )
        )
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
