"""Finding cases by words: where they were stuck counts first, then title, place and what they did.

How alike two short texts are, by overlapping character pairs: no dictionary, no model, no outside call.

Chinese runs become pairs of neighbouring characters, Latin runs whole words. Word segmentation split the field's
own terms (自组织, 坝坝宴) and found less in trials. Only where a case was stuck is compared, never what it did:
otherwise the solution of a story answers to a question nobody asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log, sqrt

from workshop.model.case import Case

RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+")
# English words that say nothing about a matter; Chinese ones disappear in the pairs' rarity.
EMPTY = frozenset(
    re.findall(
        r"[a-z]+",
        """
    a an and are as at be but by do does for from had has have he her his how in is it its me my no not of on or our
    she so that the their them there they this to us was we were what who will with would you your
""",
    )
)


def terms(text: str) -> Counter[str]:
    """The terms of a text and how often each occurs.

    >>> sorted(terms("舞蹈队 dance the dance").items())
    [('dance', 2), ('舞蹈', 1), ('蹈队', 1)]
    """
    found: Counter[str] = Counter()
    for run in RUN.findall(text.lower()):
        if run[0].isascii():
            found.update([run] if run not in EMPTY else [])
        elif len(run) == 1:
            found[run] += 1
        else:
            found.update(run[start : start + 2] for start in range(len(run) - 1))
    return found


class WordIndex:
    """Texts made ready to be asked many times.

    How alike words are to a text is the cosine of term counts weighted by rarity, ln(1 + (N − n + ½)/(n + ½)) for a
    term in n of N texts, which stays positive in small collections. Only texts that hold one of the asked terms are
    looked at, by a list of texts for each term; the others are 0 by the formula.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.ids = tuple(texts)
        counts = {one: terms(text) for one, text in texts.items()}
        spread = Counter(term for found in counts.values() for term in found)
        self._rarity = {term: log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for term, n in spread.items()}
        self._unseen = log(1 + (len(counts) + 0.5) / 0.5)
        self._holding: dict[str, list[tuple[str, float]]] = {}
        self._lengths: dict[str, float] = {}
        for one, found in counts.items():
            weighted = self._weighted(found)
            self._lengths[one] = sum(weight**2 for weight in weighted.values())
            for term, weight in weighted.items():
                self._holding.setdefault(term, []).append((one, weight))

    def liken(self, words: str) -> dict[str, float]:
        """How alike `words` is to each text, 0 to 1. Nothing in common, or no words, is 0; a text asked with itself
        is 1."""
        asked = self._weighted(terms(words))
        length = sum(weight**2 for weight in asked.values())
        products: dict[str, float] = {}
        for term, weight in asked.items():
            for one, theirs in self._holding.get(term, ()):
                products[one] = products.get(one, 0.0) + weight * theirs
        found = dict.fromkeys(self.ids, 0.0)
        for one, product in products.items():
            found[one] = min(1.0, product / sqrt(length * self._lengths[one]))
        return found

    def _weighted(self, found: Counter[str]) -> dict[str, float]:
        return {term: count * self._rarity.get(term, self._unseen) for term, count in found.items()}


def text_similarity(words: str, texts: Mapping[str, str]) -> dict[str, float]:
    """`WordIndex.liken`; the texts asked last are kept ready.

    >>> text_similarity("敲门", {"door": "去敲门没人开", "money": "怕垫钱"})["money"]
    0.0
    """
    return _index(tuple(texts.items())).liken(words)


@lru_cache(maxsize=8)
def _index(texts: tuple[tuple[str, str], ...]) -> WordIndex:
    """A case base is asked by every phone of a room with the same texts."""
    return WordIndex(dict(texts))


REST = 0.5  # what words outside "where they were stuck" count


def find_cases(cases: Sequence[Case], words: str) -> tuple[Case, ...]:
    """The cases that hold any of the words, the most alike first; ties keep their order. No words: all as they stand.

    Words are compared by character pairs as in `learning.words`. What is too short for a pair, a single character, is
    looked for as it stands.
    """
    wanted = words.strip()
    if not wanted:
        return tuple(cases)
    stuck = WordIndex({case.id: case.stuck for case in cases}).liken(wanted)
    rest = WordIndex({case.id: _rest(case) for case in cases}).liken(wanted)
    literal = wanted.casefold()
    found = {
        case.id: stuck[case.id] + REST * rest[case.id]
        or float(len(wanted) == 1 and literal in f"{case.stuck} {_rest(case)}".casefold())
        for case in cases
    }
    return tuple(sorted((one for one in cases if found[one.id]), key=lambda one: -found[one.id]))


def _rest(case: Case) -> str:
    return " ".join((case.title, case.place, case.result, *(move.text for move in case.moves)))
