"""Cards that look alike, as a suggestion for grouping them: agglomerative clustering of character bigrams.

Two cards are as similar as the pairs of neighbouring characters they share (Jaccard index of bigrams); pairs work for
Chinese, which has no spaces between words, and as well for the stems of English words. Groups are joined while the mean
similarity between their cards (average linkage) is at least `LEAST`. It knows letters and nothing of meaning: what it
returns is shown to people and never applied by itself.

Sources: Jaccard 1912 (coefficient de communauté); Sokal and Michener 1958 (average linkage, UPGMA).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

LEAST = 0.09  # mean similarity at which two groups still belong together
MOST_CARDS = 300  # comparing grows with the square


@dataclass(frozen=True)
class CardGroup:
    """Cards that might belong together, by id. `pile` is the one they would join; empty for a new one."""

    pile: str
    cards: tuple[str, ...]


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters; punctuation, spaces and case do not count.

    >>> sorted(bigrams("怕 没人。"))
    ['怕没', '没人']
    """
    bare = re.sub(r"[\W_]+", "", text.casefold())
    return frozenset(bare[place : place + 2] for place in range(len(bare) - 1)) or frozenset({bare} - {""})


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard index; 0 where either has no character at all.

    >>> similarity(bigrams("没人管"), bigrams("没人来"))
    0.3333333333333333
    """
    both = len(one | other)
    return len(one & other) / both if both else 0.0


def suggested_groups(
    loose: Mapping[str, str], piles: Mapping[str, Sequence[str]], least: float = LEAST
) -> tuple[CardGroup, ...]:
    """Groups for loose cards (id -> text), largest first; `piles` (id -> texts) may take some of them in.

    A card like no other is in no group, and two piles that people made are never joined. The result does not depend on
    the order of the cards. Above MOST_CARDS cards nothing is suggested.
    """
    cards = sorted(loose, key=lambda card: (loose[card], card))
    if len(cards) + sum(map(len, piles.values())) > MOST_CARDS:
        return ()
    groups: dict[str, tuple[str, list[frozenset[str]], list[str]]] = {
        f"pile {pile}": (pile, [bigrams(text) for text in sorted(texts)], [])
        for pile, texts in sorted(piles.items())
        if texts
    }
    groups |= {f"card {card}": ("", [bigrams(loose[card])], [card]) for card in cards}
    near = {
        (one, other): _mean(groups[one][1], groups[other][1])
        for one, other in combinations(groups, 2)
        if not (groups[one][0] and groups[other][0])
    }
    while near:
        pair, best = max(near.items(), key=lambda item: item[1])
        if best < least:
            break
        _join(groups, near, pair)
    found = [CardGroup(pile, tuple(here)) for pile, texts, here in groups.values() if here and len(texts) > 1]
    return tuple(sorted(found, key=lambda group: -len(group.cards)))


def _join(
    groups: dict[str, tuple[str, list[frozenset[str]], list[str]]],
    near: dict[tuple[str, str], float],
    pair: tuple[str, str],
) -> None:
    """Join the second group of the pair to the first, and see anew how near the others are to it."""
    one, other = pair
    pile, texts, cards = groups[one]
    gone_pile, gone_texts, gone_cards = groups.pop(other)
    groups[one] = (pile or gone_pile, texts + gone_texts, sorted(cards + gone_cards))
    weights = len(texts), len(gone_texts)
    before = {name: near.pop(_key(name, one, near), None) for name in groups if name != one}
    for name, first in before.items():
        second = near.pop(_key(name, other, near), None)
        if first is None or second is None or (groups[name][0] and groups[one][0]):
            continue
        near[name, one] = (weights[0] * first + weights[1] * second) / sum(weights)
    near.pop(pair, None)


def _key(one: str, other: str, near: Mapping[tuple[str, str], float]) -> tuple[str, str]:
    return (one, other) if (one, other) in near else (other, one)


def _mean(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> float:
    return sum(similarity(left, right) for left in one for right in other) / (len(one) * len(other))
