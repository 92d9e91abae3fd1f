"""TF-IDF cosine similarity of short texts over character bigrams, and full-text search of cases with it.

No dictionary, no model, no outside call. Chinese runs become pairs of neighbouring characters, Latin runs whole words.
Word segmentation split the field's own terms (自组织, 坝坝宴) and found less in trials. For suggestions only where a case
was stuck is compared, never what it did: otherwise a story's solution answers a question nobody asked.

A case is compared in every language it has words in, and the best counts: what is found must not change with the
language of the screen. Search counts where a case was stuck first, then title, place and what they did.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import log, sqrt

from workshop.model.case import Case, Wording

RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+")
# English stop words; Chinese ones vanish in the bigrams' low IDF.
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
    """Term counts of a text: character bigrams in Chinese, words in English.

    >>> sorted(terms("舞蹈队 dance the dance").items())
    [('dance', 2), ('舞蹈', 1), ('蹈队', 1)]
    """
    counts: Counter[str] = Counter()
    for run in RUN.findall(text.lower()):
        if run[0].isascii():
            counts.update([run] if run not in EMPTY else [])
        elif len(run) == 1:
            counts[run] += 1
        else:
            counts.update(run[start : start + 2] for start in range(len(run) - 1))
    return counts


class WordIndex:
    """Inverted index of texts for repeated TF-IDF queries.

    Similarity is the cosine of term counts weighted by inverse document frequency, ln(1 + (N − n + ½)/(n + ½)) for a
    term in n of N texts (the BM25 form, which stays positive in small collections). Only texts that hold a queried term
    are looked at, through a posting list for each term; the others are 0 by the formula.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.ids = tuple(texts)
        counts = {text_id: terms(text) for text_id, text in texts.items()}
        spread = Counter(term for text_terms in counts.values() for term in text_terms)
        self._rarity = {term: log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for term, n in spread.items()}
        self._unseen = log(1 + (len(counts) + 0.5) / 0.5)
        self._holding: dict[str, list[tuple[str, float]]] = {}
        self._lengths: dict[str, float] = {}
        for text_id, text_terms in counts.items():
            weighted = self._weighted(text_terms)
            self._lengths[text_id] = sum(weight**2 for weight in weighted.values())
            for term, weight in weighted.items():
                self._holding.setdefault(term, []).append((text_id, weight))

    def similarities(self, words: str) -> dict[str, float]:
        """Cosine similarity of `words` to each text, 0 to 1. Nothing in common, or no words, is 0; a text with itself
        is 1."""
        asked = self._weighted(terms(words))
        length = sum(weight**2 for weight in asked.values())
        products: dict[str, float] = {}
        for term, weight in asked.items():
            for text_id, theirs in self._holding.get(term, ()):
                products[text_id] = products.get(text_id, 0.0) + weight * theirs
        similarities = dict.fromkeys(self.ids, 0.0)
        for text_id, product in products.items():
            similarities[text_id] = min(1.0, product / sqrt(length * self._lengths[text_id]))
        return similarities

    def _weighted(self, counts: Counter[str]) -> dict[str, float]:
        return {term: count * self._rarity.get(term, self._unseen) for term, count in counts.items()}


def text_similarity(words: str, texts: Mapping[str, str]) -> dict[str, float]:
    """`WordIndex.similarities` with an LRU cache of the indexes of the texts asked last.

    >>> text_similarity("敲门", {"door": "去敲门没人开", "money": "怕垫钱"})["money"]
    0.0
    """
    return _index(tuple(texts.items())).similarities(words)


@lru_cache(maxsize=8)
def _index(texts: tuple[tuple[str, str], ...]) -> WordIndex:
    """LRU cache: every phone in a room queries one case base with the same texts."""
    return WordIndex(dict(texts))


# Similarity of an asker's words to each of some texts by id, 0 to 1.
TextSimilarity = Callable[[str, Mapping[str, str]], dict[str, float]]


def stuck_similarity(
    words: str, cases: Sequence[Case], by: TextSimilarity = text_similarity
) -> dict[str, float]:
    """Similarity of `words` to where each case was stuck, by case id: the best over the languages of the case.

    Each language is an index of its own, so that a term is as rare as it is among texts of its language.
    """
    return _best(cases, lambda texts: by(words, texts), lambda wording: wording.stuck)


def _best(
    cases: Sequence[Case],
    similar: Callable[[Mapping[str, str]], dict[str, float]],
    text_of: Callable[[Wording], str],
) -> dict[str, float]:
    best = {case.id: 0.0 for case in cases}
    for number in range(max((len(case.wordings) for case in cases), default=0)):
        # A case told in one language stands in every index with the words it has.
        texts = {case.id: text_of(case.wordings[min(number, len(case.wordings) - 1)]) for case in cases}
        for found, value in similar(texts).items():
            best[found] = max(best[found], value)
    return best


REST = 0.5  # weight of words outside `stuck`


def find_cases(cases: Sequence[Case], words: str) -> tuple[Case, ...]:
    """Full-text search: the cases that hold any of the words, the most similar first; ties keep their order. No words:
    all.

    Words are compared by character bigrams (`terms`). What is too short for one, a single character, is searched
    literally.
    """
    wanted = words.strip()
    if not wanted:
        return tuple(cases)
    stuck = _best(cases, lambda texts: WordIndex(texts).similarities(wanted), lambda wording: wording.stuck)
    rest = _best(cases, lambda texts: WordIndex(texts).similarities(wanted), _rest)
    literal = wanted.casefold()
    scores = {
        case.id: stuck[case.id] + REST * rest[case.id]
        or float(
            len(wanted) == 1
            and any(literal in f"{own.stuck} {_rest(own)}".casefold() for own in case.wordings)
        )
        for case in cases
    }
    return tuple(sorted((case for case in cases if scores[case.id]), key=lambda case: -scores[case.id]))


def _rest(wording: Wording) -> str:
    return " ".join((wording.title, wording.place, wording.result, *wording.moves))
