"""Roles that see the same communities differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import RUBRIC, community
from workshop.assessment.reliability.roles import role_adjusted, role_differences, roles_taken_out
from workshop.assessment.scoring.scoring import assess
from workshop.model.rating import Rating


def pairs(communities: int, committee: int = 3, resident: int = 1) -> list[Rating]:
    """One committee member and one resident a community, both rating D1."""
    return [
        Rating(f"c{number}", f"{role}{number}", role, "D1", level)
        for number in range(communities)
        for role, level in (("committee", committee), ("resident", resident))
    ]


def test_a_difference_in_six_communities_gets_its_exact_p() -> None:
    together, first = role_differences(pairs(6), RUBRIC)
    assert (first.dimension, first.one, first.other) == ("D1", "committee", "resident")
    assert (first.mean, first.n, first.p, first.exact, first.why) == (2.0, 6, 2 / 2**6, True, None)
    assert first.by_community == tuple((f"c{number}", 2.0) for number in range(6))
    assert (first.raters_one, first.raters_other) == (6, 6)
    assert (together.dimension, together.mean, together.p) == (None, 2.0, 2 / 2**6)


def test_five_communities_are_too_few_for_a_p_and_say_so() -> None:
    first = role_differences(pairs(5), RUBRIC)[1]
    assert (first.mean, first.n, first.p, first.why) == (2.0, 5, None, "too_few_communities")


def test_two_people_everywhere_are_too_few_raters() -> None:
    ratings = [
        Rating(f"c{number}", role, role, "D1", level)
        for number in range(6)
        for role, level in (("committee", 3), ("resident", 1))
    ]
    assert role_differences(ratings, RUBRIC)[1].why == "too_few_raters"


def test_a_role_of_several_raters_counts_with_their_mean() -> None:
    ratings = [
        Rating("X", "a", "committee", "D1", 2),
        Rating("X", "b", "resident", "D1", 0),
        Rating("X", "c", "resident", "D1", 1),
    ]
    assert role_differences(ratings, RUBRIC)[1].mean == 1.5


@given(community())
def test_a_communitys_role_gap_is_its_part_in_the_role_difference(ratings: list[Rating]) -> None:
    """Two figures of one thing: the same sign and size wherever they are shown."""
    differences = {(one.dimension, one.one, one.other): one for one in role_differences(ratings, RUBRIC)}
    for result in assess(ratings, RUBRIC):
        for gap in result.role_gaps:
            one, other = sorted((gap.high, gap.low))
            (part,) = dict(differences[gap.dimension, one, other].by_community).values()
            assert part == pytest.approx(gap.gap if one == gap.high else -gap.gap)


def test_together_pairs_only_stage_dimensions_both_roles_know() -> None:
    said = {
        ("committee", "D1"): 3,
        ("resident", "D1"): 2,
        ("committee", "D2"): 3,
        ("resident", "D2"): None,
        ("committee", "D4"): 3,
        ("resident", "D4"): 0,
    }
    ratings = [Rating("X", role, role, dimension, level) for (role, dimension), level in said.items()]
    found = {one.dimension: one.mean for one in role_differences(ratings, RUBRIC)}
    assert found == {None: 1.0, "D1": 1.0, "D4": 3.0}


def test_stories_unnamed_roles_and_roles_that_never_meet_are_left_out() -> None:
    ratings = [
        Rating("vignette:V1", "a", "committee", "D1", 3),
        Rating("vignette:V1", "b", "resident", "D1", 1),
        Rating("X", "a", "committee", "D1", 3),
        Rating("X", "c", "", "D1", 1),
        Rating("Y", "b", "resident", "D1", 1),
    ]
    assert role_differences(ratings, RUBRIC) == ()


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("XYZ"), st.sampled_from("abcd"), st.sampled_from(("D1", "D2", "D9"))),
        st.one_of(st.none(), st.integers(0, 3)),
    )
)
def test_the_differences_are_those_of_plain_arithmetic(said: dict[tuple[str, str, str], int | None]) -> None:
    roles = {"a": "committee", "b": "resident", "c": "resident", "d": "committee"}
    ratings = [
        Rating(place, who, roles[who], dimension, level) for (place, who, dimension), level in said.items()
    ]

    def mean(place: str, role: str, dimension: str) -> float | None:
        levels = [
            one.level
            for one in ratings
            if (one.community, one.role, one.dimension) == (place, role, dimension) and one.level is not None
        ]
        return sum(levels) / len(levels) if levels else None

    expected: dict[str | None, dict[str, float]] = {}
    for place in "XYZ":
        gaps = {}
        for dimension in ("D1", "D2", "D9"):
            one, other = mean(place, "committee", dimension), mean(place, "resident", dimension)
            if one is not None and other is not None:
                gaps[dimension] = one - other
                expected.setdefault(dimension, {})[place] = one - other
        if gaps:
            expected.setdefault(None, {})[place] = sum(gaps.values()) / len(gaps)
    found = {one.dimension: dict(one.by_community) for one in role_differences(ratings, RUBRIC)}
    assert found == {dimension: pytest.approx(each) for dimension, each in expected.items()}


def test_communities_stand_where_every_role_would_put_them() -> None:
    """Worked by hand: within A the secretary stands 1.0 above the resident, so the effects are +0.5 and -0.5."""
    found = role_adjusted(
        [("A", "secretary", 2.5), ("A", "resident", 1.5), ("B", "secretary", 3.0), ("C", "resident", 1.0)]
    )
    assert found is not None
    assert dict(found.communities) == {"A": 2.0, "B": 2.5, "C": 1.5}
    assert dict(found.roles) == {"resident": -0.5, "secretary": 0.5}


def test_roles_that_no_community_joins_cannot_be_told_from_communities() -> None:
    assert role_adjusted([("A", "secretary", 3.0), ("B", "resident", 1.0)]) is None
    assert role_adjusted([]) is None


@given(
    st.lists(st.integers(-8, 8), min_size=3, max_size=3),
    st.lists(st.integers(-8, 8), min_size=4, max_size=4),
    st.sets(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1),
)
def test_what_was_put_together_from_effects_comes_apart_again(
    roles: list[int], communities: list[int], cells: set[tuple[int, int]]
) -> None:
    named = [f"r{number}" for number in range(3)]
    everywhere = {(0, role) for role in range(3)}  # one community asked every role, so all hangs together
    used = cells | everywhere
    centre = sum(roles) / 3
    values = [
        (f"c{place}", named[role], communities[place] + roles[role] - centre) for place, role in sorted(used)
    ]
    found = role_adjusted(values)
    assert found is not None
    assert dict(found.communities) == pytest.approx(
        {f"c{place}": communities[place] for place, _ in used}, abs=1e-6
    )
    assert dict(found.roles) == pytest.approx(
        {name: role - centre for name, role in zip(named, roles, strict=True)}, abs=1e-6
    )


def of_roles(count: int) -> list[Rating]:
    """`count` raters: in A one who sees 2.5 and one who sees 1.5 on average, in B and C only one of the two roles."""
    levels = {("A", "x"): (2, 3), ("A", "y"): (1, 2), ("B", "x"): (3, 3), ("C", "y"): (1, 1)}
    return [
        Rating(community, f"{community} {role} {number}", role, dimension, level)
        for (community, role), pair in levels.items()
        for number in range(count // 4)
        for dimension, level in zip(("D1", "D2"), pair, strict=True)
    ]


def test_raters_own_means_give_the_published_role_adjustment() -> None:
    """theory §3.2: 2.0 / 2.5 / 1.5, here from levels instead of means."""
    found = roles_taken_out(of_roles(8))
    assert found is not None
    assert found.communities == (("A", 2.0), ("B", 2.5), ("C", 1.5))


def test_roles_are_not_taken_out_below_six_raters_nor_of_a_single_role() -> None:
    assert roles_taken_out(of_roles(4)) is None
    assert roles_taken_out([one for one in of_roles(40) if one.role == "x"]) is None
