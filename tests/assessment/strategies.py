"""Ratings as hypothesis makes them, on the rubric that ships."""

from __future__ import annotations

from hypothesis import strategies as st

from workshop.assessment.rubric.rubric import Rubric, load_rubric
from workshop.base.content import home
from workshop.model.rating import Rating

RUBRIC_FILE = home() / "data" / "rubrics" / "self-organisation.toml"
RUBRIC: Rubric = load_rubric(RUBRIC_FILE)
NEWER_FILE = RUBRIC_FILE.with_name("self-organisation-2.toml")
NEWER: Rubric = load_rubric(NEWER_FILE)
ROLES = ("committee", "social_worker", "resident")
IDS = [dimension.id for dimension in RUBRIC.dimensions]

levels = st.one_of(st.none(), st.integers(0, 3))


def rating(dimension: str, level: int | None, rater: str = "a", role: str = "resident") -> Rating:
    """One answer about the community X."""
    return Rating("X", rater, role, dimension, level)


@st.composite
def community(draw: st.DrawFn) -> list[Rating]:
    """Up to seven raters of one community, each answering each dimension or not at all."""
    raters = draw(st.integers(1, 7))
    return [
        rating(dimension, draw(levels), str(number), ROLES[number % len(ROLES)])
        for number in range(raters)
        for dimension in IDS
        if draw(st.booleans())
    ]
