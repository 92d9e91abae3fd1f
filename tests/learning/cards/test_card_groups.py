"""Suggested groups of cards: alike goes to alike, whatever the order; nothing is invented, lost or put in twice."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from tests.properties import examples
from workshop.learning.cards.card_groups import LEAST, bigrams, similarity, suggested_groups

REASONS = {
    "1": "怕垫的钱收不回来",
    "2": "垫的钱报不了",
    "3": "钱收不回来怎么办",
    "4": "没有人开口请我",
    "5": "没有人请我来",
    "6": "这事到底让不让做",
}


def test_cards_that_share_words_are_suggested_together_and_one_like_no_other_is_left() -> None:
    """By hand: 垫的钱/收不回来 hold the first three, 没有人/请我 the next two; the last shares no pair with any."""
    assert [group.cards for group in suggested_groups(REASONS, {})] == [("1", "2", "3"), ("4", "5")]


def test_a_pile_people_made_takes_in_what_looks_like_it_and_two_are_never_joined() -> None:
    piles = {"money": ["垫的钱收不回来"], "also-money": ["怕垫的钱收不回来"]}
    groups = suggested_groups(REASONS, piles)
    taken = {card: group.pile for group in groups for card in group.cards}
    assert taken["1"] in piles
    assert {group.pile for group in groups if group.pile} <= set(piles)
    assert taken["4"] == taken["5"] == ""


cards = st.dictionaries(
    st.text("abcdef0123456789", min_size=1, max_size=3),
    st.text("怕钱人没来管做让请笑 。，", max_size=12),
    max_size=14,
)


@given(cards, st.randoms(use_true_random=False))
@examples(60)
def test_every_card_is_in_one_group_at_most_and_the_order_does_not_matter(
    loose: dict[str, str], chance: st.random_module
) -> None:
    groups = suggested_groups(loose, {})
    placed = [card for group in groups for card in group.cards]
    assert len(placed) == len(set(placed))
    assert set(placed) <= set(loose)
    assert all(len(group.cards) > 1 for group in groups)
    shuffled = list(loose.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert suggested_groups(dict(shuffled), {}) == groups


@given(st.lists(st.text("怕钱人没来管做", min_size=2, max_size=9), min_size=2, max_size=9, unique=True))
@examples(60)
def test_the_groups_are_those_of_average_linkage(texts: list[str]) -> None:
    """Against scipy.cluster.hierarchy (1.x), method "average", cut at the same distance; ties aside."""
    pairs = [bigrams(text) for text in sorted(texts)]
    distances = [1 - similarity(one, other) for i, one in enumerate(pairs) for other in pairs[i + 1 :]]
    tree = linkage(distances, "average")
    heights = sorted(tree[:, 2])
    # Two pairs equally near are a tie as well: the one not taken may never join at that height.
    near = sorted(distance for distance in distances if distance <= 1 - LEAST)
    steps = [*itertools.pairwise(heights), *itertools.pairwise(near)]
    if any(abs(one - other) < 1e-9 for one, other in steps):
        return  # a tie may be cut either way
    if any(abs(height - (1 - LEAST)) < 1e-9 for height in heights):
        return
    labels = fcluster(tree, 1 - LEAST, "distance")
    wanted = {
        frozenset(str(place) for place, label in enumerate(labels) if label == one)
        for one in set(labels)
        if list(labels).count(one) > 1
    }
    loose = {str(place): text for place, text in enumerate(sorted(texts))}
    assert {frozenset(group.cards) for group in suggested_groups(loose, {})} == wanted


@pytest.mark.parametrize("loose", [{}, {"1": ""}, {"1": "。", "2": "！"}])
def test_nothing_to_compare_is_nothing_to_suggest(loose: dict[str, str]) -> None:
    assert suggested_groups(loose, {}) == ()


def test_more_cards_than_can_be_compared_get_no_suggestion() -> None:
    assert suggested_groups({str(number): "没人管" for number in range(301)}, {}) == ()
