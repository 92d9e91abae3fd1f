"""How alike two short texts are, by overlapping character pairs: no dictionary, no model, no outside call.

Chinese runs become pairs of neighbouring characters, Latin runs whole words. Word segmentation split the field's
own terms (自组织, 坝坝宴) and found less in trials. Only where a case was stuck is compared, never what it did:
otherwise the solution of a story answers to a question nobody asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from math import log, sqrt

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


def likeness_of_words(words: str, texts: Mapping[str, str]) -> dict[str, float]:
    """How alike `words` is to each of `texts` (id to text), 0 to 1.

    The cosine of term counts weighted by rarity, ln(1 + (N − n + ½)/(n + ½)) for a term in n of N texts, which
    stays positive in small collections. Nothing in common, or no words, is 0; a text asked with itself is 1.
    """
    counts = {one: terms(text) for one, text in texts.items()}
    spread = Counter(term for found in counts.values() for term in found)
    rarity = {term: log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for term, n in spread.items()}
    unseen = log(1 + (len(counts) + 0.5) / 0.5)
    asked = _weighted(terms(words), rarity, unseen)
    return {one: _cosine(asked, _weighted(found, rarity, unseen)) for one, found in counts.items()}


def _weighted(found: Counter[str], rarity: Mapping[str, float], unseen: float) -> dict[str, float]:
    return {term: count * rarity.get(term, unseen) for term, count in found.items()}


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    if not left or not right:
        return 0.0
    product = sum(weight * right.get(term, 0.0) for term, weight in left.items())
    lengths = sqrt(sum(weight**2 for weight in left.values()) * sum(weight**2 for weight in right.values()))
    return min(1.0, product / lengths)
