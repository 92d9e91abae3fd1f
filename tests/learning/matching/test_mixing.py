"""Mixed pairs and trios: everybody once, communities together with others, and as few moved as can be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.learning.matching.mixing import joined, mixed, without
from workshop.model.matching import Peer, Settled, both

rooms = st.lists(st.sampled_from("甲乙丙丁"), min_size=0, max_size=24)


def people(houses: list[str]) -> list[Peer]:
    return [Peer(f"p{number}", organisation=house) for number, house in enumerate(houses)]


@given(rooms, st.sampled_from([2, 3]))
@examples(60)
def test_everybody_is_in_one_group_of_the_size_or_one_more(houses: list[str], size: int) -> None:
    groups = mixed(people(houses), size)
    seated = [who for group in groups for who in group]
    assert sorted(seated) == (sorted(one.id for one in people(houses)) if len(houses) > 1 else [])
    if len(houses) >= size:
        least, most = min(map(len, groups)), max(map(len, groups))
        assert least >= size
        assert most <= least + 1
        assert len(groups) == len(houses) // size


@given(st.integers(1, 10), st.integers(1, 10))
@examples(40)
def test_two_communities_are_mixed_as_far_as_can_be(one: int, other: int) -> None:
    """By counting: with n and m people, at most min(n, m) pairs can be mixed; a trio of both counts as one."""
    houses = ["甲"] * one + ["乙"] * other
    house = {person.id: person.organisation for person in people(houses)}
    groups = mixed(people(houses), 2)
    assert sum(len({house[who] for who in group}) > 1 for group in groups) == min(one, other, len(groups))


def test_people_kept_apart_are_not_paired() -> None:
    room = people(list("甲乙甲乙"))
    apart = Settled(apart=frozenset({both("p0", "p1")}))
    assert {frozenset(group) for group in mixed(room, 2, apart)} == {both("p0", "p3"), both("p1", "p2")}


def test_who_has_met_meets_somebody_else() -> None:
    room = people(list("甲乙丙丁"))
    first = mixed(room, 2)
    again = mixed(room, 2, Settled(met={frozenset(group): 1.0 for group in first}))
    assert not {frozenset(group) for group in first} & {frozenset(group) for group in again}


def test_somebody_away_is_not_matched() -> None:
    assert mixed([Peer("a"), Peer("b", present=False)], 2) == ()


def test_a_latecomer_joins_the_smallest_group_and_nobody_else_moves() -> None:
    groups = (("a", "b"), ("c", "d"))
    first = joined(groups, "e")
    assert first == (("a", "b", "e"), ("c", "d"))
    assert joined(first, "f") == (("a", "b", "e"), ("c", "d", "f"))
    assert joined(groups, "e", frozenset({both("e", "b")})) == (("a", "b"), ("c", "d", "e"))


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True))
@examples(40)
def test_whoever_leaves_nobody_stays_alone_while_there_is_company(leaving: list[str]) -> None:
    groups = (("a", "b"), ("c", "d"), ("e", "f", "g", "h"))
    for who in leaving:
        groups = without(groups, who)
        left = [one for group in groups for one in group]
        assert who not in left
        assert all(len(group) > 1 for group in groups) or len(left) == 1
    assert sorted(one for group in groups for one in group) == sorted(set("abcdefgh") - set(leaving))
