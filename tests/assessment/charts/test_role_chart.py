"""Stories and strictness as pictures: a dot a person, nobody by name, the authors' reading only when told."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import RUBRIC
from workshop.assessment.charts.role_chart import StoryRow, story_chart, story_text
from workshop.assessment.charts.severity_chart import (
    TwoMeans,
    means_chart,
    means_text,
    severity_chart,
    severity_text,
)
from workshop.assessment.reliability.severity import severity
from workshop.base.svg import ORANGE
from workshop.model.rating import Rating

counts = st.tuples(*[st.integers(0, 40)] * 4)


@given(levels=counts, unknown=st.integers(0, 40))
def test_everybody_who_chose_a_level_is_one_dot(levels: tuple[int, int, int, int], unknown: int) -> None:
    """One more in the legend."""
    drawn = story_chart([StoryRow("D3", levels, unknown, None)], RUBRIC, "en")
    assert drawn.count("<circle") == sum(levels) + 1
    assert (f"? {unknown}" in drawn) == bool(unknown)


def test_what_the_authors_meant_shows_only_when_told() -> None:
    told, untold = (
        story_chart([StoryRow("D3", (1, 2, 3, 0), 0, meant)], RUBRIC, "en") for meant in (2, None)
    )
    outline = re.compile(f'stroke="{ORANGE}" stroke-width="2.4"')
    assert (len(outline.findall(told)), len(outline.findall(untold))) == (2, 0)
    assert "meant" in story_text([StoryRow("D3", (1, 2, 3, 0), 0, 2)], RUBRIC, "en")
    assert "meant" not in story_text([StoryRow("D3", (1, 2, 3, 0), 0, None)], RUBRIC, "en")


def room() -> list[Rating]:
    """Seven people on two stories; the first is half a level stricter throughout, the last more generous."""
    lean = (-1, 0, 0, 0, 0, 0, 1)
    return [
        Rating(f"vignette:V{story}", f"P{who}", "resident", dimension, 1 + story - 1 + shift)
        for who, shift in enumerate(lean)
        for story in (1, 2)
        for dimension in ("D3", "D5")
    ] + [Rating("C1", f"P{who}", "resident", "D1", 2) for who in range(7)]


def test_strictness_names_nobody_and_counts_both_sides() -> None:
    found = severity(room())
    drawn = severity_chart(found, "en")
    assert drawn.count("<circle") == 7
    assert not re.search(r"P\d", drawn)
    assert "1 read at least a quarter of a level more strictly" in severity_text(found, "en")


def test_both_means_stand_side_by_side_in_the_order_of_names() -> None:
    found = [TwoMeans("Birch", 2, 0.5, None), TwoMeans("Ash", 7, 2.0, 1.75)]
    drawn = means_chart(found, "taken out", "en")
    assert drawn.index("Ash") < drawn.index("Birch")
    assert means_text(found, "taken out", "en").splitlines() == [
        "Ash: mean as rated 2.00 (n 7), taken out: 1.75",
        "Birch: mean as rated 0.50 (n 2)",
    ]
