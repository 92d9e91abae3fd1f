"""Whether a told case is already there."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workshop.learning.cases.near_duplicates import SAME_WORDS, ComparedCase, Reason, jaccard, nearest

WORDS = st.text("天去院坝坐聊 garden", max_size=30)
ONE = ComparedCase("a", ("天天傍晚去院坝坐一个钟头",), frozenset({"O3"}), "p", 2025)


@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways_and_a_share(one: str, other: str) -> None:
    assert jaccard(one, other) == jaccard(other, one)
    assert 0 <= jaccard(one, other) <= 1


def test_the_same_words_elsewhere_are_pointed_at() -> None:
    (near,) = nearest(ONE, [replace(ONE, id="b", place="q", year=2020)])
    assert (near.alike, near.reasons) == (1.0, (Reason.WORDS,))


def test_half_the_pairs_in_common_is_not_enough() -> None:
    # 甲乙 乙丙 丙丁 | 甲乙 乙丙 丙戊: 2 of 4.
    (near,) = nearest(
        ComparedCase("a", ("甲乙丙丁",), frozenset()), [ComparedCase("b", ("甲乙丙戊",), frozenset())]
    )
    assert near.alike == SAME_WORDS
    assert near.reasons == ()


def test_the_same_place_obstacle_and_year_in_other_words_are_pointed_at() -> None:
    other = replace(ONE, id="b", words=("发了问卷没有人交",))
    assert nearest(ONE, [other])[0].reasons == (Reason.PLACE,)
    for change in (
        replace(other, place="q"),
        replace(other, year=2024),
        replace(other, obstacles=frozenset({"O4"})),
    ):
        assert nearest(ONE, [change])[0].reasons == ()


def test_two_unknown_places_are_not_one_place() -> None:
    unknown = replace(ONE, place=None)
    assert nearest(unknown, [replace(unknown, id="b", words=("别的",))])[0].reasons == ()


def test_what_may_be_the_same_comes_first_and_itself_never() -> None:
    far, same = ComparedCase("b", "停车", frozenset({"O3"})), replace(ONE, id="c")
    assert [near.id for near in nearest(ONE, [far, ONE, same])] == ["c", "b"]
