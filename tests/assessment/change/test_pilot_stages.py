"""Two looks at the same communities, by stage."""

from __future__ import annotations

from workshop.assessment.change.pilot import stages_compared
from workshop.assessment.rubric.rubric import load_rubric
from workshop.base.content import home
from workshop.model.rating import Rating

RUBRIC = load_rubric(home() / "data" / "rubrics" / "self-organisation.toml")
STAGE = ("D1", "D2", "D3", "D5", "D7", "D8", "D9")


def given(community: str, levels: tuple[int | None, ...]) -> list[Rating]:
    return [Rating(community, "r", "", name, level) for name, level in zip(STAGE, levels, strict=True)]


def test_between_is_a_place_of_its_own() -> None:
    # The rubric's worked example: 2 2 2 2 2 2 1 is 2.0; with D8 and D2 at 1 it is between 1.0 and 2.0.
    high, between = (2, 2, 2, 2, 1, 2, 1), (2, 1, 2, 2, 1, 1, 1)
    first = [*given("a", high), *given("b", high), *given("c", between)]
    second = [*given("a", high), *given("b", between), *given("c", high)]
    found = stages_compared(first, second, RUBRIC)
    assert [one.apart for one in found.communities] == [0, 1, -1]
    assert (found.same, found.first_higher, found.second_higher) == (1, 1, 1)


def test_a_community_without_a_stage_at_one_time_is_left_out() -> None:
    nobody = given("a", (None,) * 7)
    assert stages_compared(nobody, given("a", (1,) * 7), RUBRIC).communities == ()
    assert stages_compared(given("a", (1,) * 7), given("b", (1,) * 7), RUBRIC).communities == ()
