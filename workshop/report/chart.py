"""A community's profile as a picture: ten dimensions, every rater's level as a dot, the median as a mark.

Dots of equal levels lie side by side, so that a spread is seen and nobody is averaged away.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import altair as alt

from workshop.assessment.rubric import Rubric
from workshop.assessment.scoring import CommunityResult, DimensionResult
from workshop.text import Language, say

FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
GREEN, INK, RULE, HYPOTHESIS = "#2f7d4f", "#33413a", "#d5dcd7", "#f3efe3"
WIDTH, ROW = 300, 24
APART = 0.11  # of a level, between dots that would lie on each other
WIDEST = 0.8
RESOLUTION = 200


def profile_png(result: CommunityResult, rubric: Rubric, language: Language) -> bytes:
    """The profile as PNG. Levels 2 and 3 stand on a shaded ground: a working hypothesis."""
    file = BytesIO()
    _chart(result, rubric, language).save(file, format="png", ppi=RESOLUTION)
    return file.getvalue()


def _chart(result: CommunityResult, rubric: Rubric, language: Language) -> alt.LayerChart:
    names = {one.id: f"{one.id} {one.name.of(language)}" for one in rubric.dimensions}
    order = [names[one.id] for one in result.dimensions]
    across = alt.X(
        "level:Q",
        scale=alt.Scale(domain=[-0.5, 3.9], nice=False),
        axis=alt.Axis(
            values=[0, 1, 2, 3],
            format="d",
            title=say(language, "report.chart.levels"),
            grid=True,
            domain=False,
        ),
    )
    down = alt.Y("name:N", sort=order, axis=alt.Axis(title=None, labelLimit=180, ticks=False, domain=False))
    shaded = alt.Chart(alt.InlineData(values=[{"from": 1.5, "to": 3.5}])).mark_rect(color=HYPOTHESIS)
    dots = alt.Chart(alt.InlineData(values=list(_dots(result.dimensions, names)))).mark_circle(
        size=46, color=INK, opacity=0.75
    )
    medians = alt.Chart(alt.InlineData(values=list(_medians(result.dimensions, names)))).mark_tick(
        color=GREEN, thickness=6, height=18, opacity=1
    )
    unknown = alt.Chart(alt.InlineData(values=list(_unknown(result.dimensions, names, language)))).mark_text(
        align="right", fontSize=11, color=INK
    )
    height = ROW * len(order)
    chart: alt.LayerChart = (
        alt.layer(
            shaded.encode(x=alt.X("from:Q"), x2=alt.X2("to:Q"), y=alt.value(0), y2=alt.value(height)),
            medians.encode(x=across, y=down),
            dots.encode(x=across, y=down),
            unknown.encode(x=across, y=down, text="text:N"),
        )
        .properties(width=WIDTH, height=height)
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=13,
            titleFontSize=12,
            titleFontWeight="normal",
            gridColor=RULE,
            labelColor=INK,
            titleColor=INK,
        )
    )
    return chart


def _dots(dimensions: Iterable[DimensionResult], names: dict[str, str]) -> Iterable[dict[str, str | float]]:
    for dimension in dimensions:
        for level in sorted(set(dimension.levels)):
            here = dimension.levels.count(level)
            step = min(APART, WIDEST / here)
            for place in range(here):
                shift = (place - (here - 1) / 2) * step
                yield {"name": names[dimension.id], "level": level + shift}


def _medians(
    dimensions: Iterable[DimensionResult], names: dict[str, str]
) -> Iterable[dict[str, str | float]]:
    return (
        {"name": names[dimension.id], "level": dimension.median}
        for dimension in dimensions
        if dimension.median is not None
    )


def _unknown(
    dimensions: Iterable[DimensionResult], names: dict[str, str], language: Language
) -> Iterable[dict[str, str | float]]:
    return (
        {
            "name": names[dimension.id],
            "level": 3.88,
            "text": say(language, "report.chart.unknown", n=dimension.unknown),
        }
        for dimension in dimensions
        if dimension.unknown
    )
