"""Threes for those nobody can help."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.learning.rooms import peer
from workshop.learning.matching.trios import sizes, trios
from workshop.model.matching import Settled, both


@given(st.integers(3, 60).filter(lambda n: n != 5))
def test_everybody_sits_in_a_three_or_a_four(n: int) -> None:
    people = [peer(f"p{number}", "O3") for number in range(n)]
    found = trios(people, [one.id for one in people])
    assert {len(group.people) for group in found.groups} <= {3, 4}
    assert sorted(one for group in found.groups for one in group.people) == sorted(one.id for one in people)
    assert sum(sizes(n)) == n


def test_one_alone_is_left_and_two_stay_two_unless_somebody_is_free() -> None:
    people = [peer(one, "O3") for one in "abcde"]
    assert trios(people, ["a"]).left == ("a",)
    assert [group.people for group in trios(people, ["a", "b"]).groups] == [("a", "b")]
    filled = trios(people, ["a", "b"], ["e", "d"]).groups[0]
    assert (filled.people, filled.filled_up) == (("a", "b", "e"), ("e",))
    assert trios(people, ["a"], ["e", "d"]).groups[0].people == ("a", "d", "e")


def test_the_same_obstacle_brings_together_and_the_same_house_does_not() -> None:
    people = [
        peer(f"p{number}", "O3" if number % 2 else "O7", organisation=f"o{number // 2}")
        for number in range(6)
    ]
    groups = trios(people, [one.id for one in people]).groups
    assert sorted(group.shared for group in groups) == [("O3",), ("O7",)]
    houses = {one.id: one.organisation for one in people}
    assert not any(houses[a] == houses[b] for group in groups for a, b in combinations(group.people, 2))


def test_who_is_not_to_sit_together_does_not() -> None:
    people = [peer(f"p{number}", "O3") for number in range(6)]
    found = trios(people, [one.id for one in people], settled=Settled(apart=frozenset({both("p0", "p1")})))
    assert not any({"p0", "p1"} <= set(group.people) for group in found.groups)
