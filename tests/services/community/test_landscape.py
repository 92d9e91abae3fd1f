"""The landscape: communities stand by their data, gaps are where no case passed, letters are drawn where they stand."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import content
from tests.properties import examples
from workshop.assessment.rubric.rubric import Stage
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.text import LANGUAGES
from workshop.learning.cases.casebase import trusted
from workshop.learning.patterns.coverage import STAGES, coverage
from workshop.learning.patterns.coverage_chart import NARROW, WIDE, coverage_chart
from workshop.model.camp import Community
from workshop.model.case import Outcome
from workshop.services.community.landscape import Landscape, landscape, letter_of
from workshop.services.community.landscape_text import cells, gap_lines, landscape_text

CASES = trusted(content().cases["zh"])
OBSTACLES = content().vocabularies.obstacles
CODES = [entry.code for entry in OBSTACLES.current]


def result(stage: Stage) -> CommunityResult:
    return CommunityResult("x", 5, (), stage, None, None, (), (), (), None, (), (), (), ())


def made(
    stages: dict[str, Stage], obstacles: dict[str, tuple[str, ...]], places: str = "甲乙丙"
) -> Landscape:
    return landscape(
        coverage(CASES, CODES),
        CASES,
        [Community(name, "c", name) for name in places],
        {name: result(stage) for name, stage in stages.items()},
        obstacles,
    )


def test_a_community_stands_at_its_stage_and_first_named_obstacle() -> None:
    found = made({"甲": "0", "乙": "3.0"}, {"甲": ("O2",), "乙": ("O12",), "丙": ("O2", "O5")}, "甲乙丙丁")
    letters = {one.community: one.letter for one in found.standpoints}
    assert found.letters() == {
        ("O2", "0"): (letters["甲"],),
        ("O12", None): (letters["乙"],),  # no case leaves 3.0
        ("O2", None): (letters["丙"],),
        ("O5", None): (letters["丙"],),
    }
    assert [one.obstacle for one in found.standpoints if one.community == "丁"] == [None]


@examples(60)
@given(
    stage=st.sampled_from([*STAGES, "3.0", None]),
    obstacle=st.sampled_from(CODES),
)
def test_a_place_is_a_gap_where_counting_the_cases_by_hand_finds_none_passed(
    stage: Stage | None, obstacle: str
) -> None:
    found = made({"甲": stage} if stage else {}, {"甲": (obstacle,)}, "甲")
    by_hand = [
        case.title
        for case in CASES
        if case.stage == stage and stage and dict(case.outcomes).get(obstacle) is Outcome.PASSED
    ]
    (point,) = found.standpoints
    assert list(point.passed) == by_hand
    assert point.is_gap == (not by_hand)
    assert bool(gap_lines(found, OBSTACLES, "zh")) == point.is_gap
    if stage in STAGES:  # the same figure as the table of gaps
        (cell,) = [one for one in found.coverage.cells if (one.obstacle, one.stage) == (obstacle, stage)]
        assert cell.is_gap == point.is_gap


def test_letters_are_drawn_and_what_does_not_fit_is_counted() -> None:
    places = [letter_of(number) for number in range(30)]
    for look, language in product((WIDE, NARROW), LANGUAGES):
        one = coverage_chart(coverage(CASES, CODES), OBSTACLES, language, look, {("O2", "0"): ("Q",)})
        assert ">Q</text>" in one
        many = coverage_chart(coverage(CASES, CODES), OBSTACLES, language, look, {("O2", None): places})
        assert "A" in many
        assert "+" in many
    plain = coverage_chart(coverage(CASES, CODES), OBSTACLES, "zh")
    assert plain == coverage_chart(coverage(CASES, CODES), OBSTACLES, "zh", here={})


def test_the_table_says_what_the_picture_shows() -> None:
    found = made({"甲": "0"}, {"甲": ("O2",), "乙": ("O2",)})
    rows = [cells(one, OBSTACLES, "zh") for one in found.standpoints]
    assert len(rows) == 3
    assert len(landscape_text(found, OBSTACLES, "zh")) == 4
    assert "3 个社区，2 个站到了图上" in landscape_text(found, OBSTACLES, "zh")[0]


def test_every_letter_belongs_to_one_community() -> None:
    letters = [letter_of(number) for number in range(800)]
    assert len(set(letters)) == 800
    assert letters[:3] == ["A", "B", "C"]
