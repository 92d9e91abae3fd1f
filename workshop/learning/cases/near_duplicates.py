"""Near-duplicate detection for submitted cases: the same words, or the same place, obstacle and year.

It only points; a person reads both and decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workshop.learning.cases.words import terms

SAME_WORDS = 0.5  # above this Jaccard similarity the words count as the same


class Reason(StrEnum):
    """Why two cases may be the same one."""

    WORDS = "words"
    PLACE = "place"  # same community, an obstacle in common, same year


@dataclass(frozen=True)
class ComparedCase:
    """What is compared of a case. `words` are its own in every language it has; `place` is a community's id, None where
    it is not known; `year` that of submission."""

    id: str
    words: tuple[str, ...]
    obstacles: frozenset[str]
    place: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Near:
    """Another case: similarity of the words (0 to 1), number of shared obstacles, and why it may be the same one."""

    id: str
    alike: float
    shared: int
    reasons: tuple[Reason, ...]


def jaccard(first: str, second: str) -> float:
    """Jaccard similarity of two texts, |A ∩ B| / |A ∪ B| over their sets of terms, 0 to 1.

    Terms are character pairs in Chinese, words in English. Two texts without terms have nothing in common: 0.

    >>> jaccard("天天去院坝坐", "天天去院坝坐")
    1.0
    >>> round(jaccard("天天去院坝", "每天去院坝"), 3)  # 天去 去院 院坝 of 天天 每天 天去 去院 院坝
    0.6
    """
    left, right = set(terms(first)), set(terms(second))
    both = left | right
    return len(left & right) / len(both) if both else 0.0


def nearest(compared_case: ComparedCase, others: Iterable[ComparedCase]) -> tuple[Near, ...]:
    """The other cases: likely duplicates first, then by obstacles in common, then by words; ties by id.

    The case itself (the same id) is left out. An unknown place or year never counts as the same.
    """
    compared = [_near(compared_case, other) for other in others if other.id != compared_case.id]
    return tuple(sorted(compared, key=lambda near: (-len(near.reasons), -near.shared, -near.alike, near.id)))


def _near(compared_case: ComparedCase, other: ComparedCase) -> Near:
    share = max(jaccard(mine, theirs) for mine in compared_case.words for theirs in other.words)
    shared = len(compared_case.obstacles & other.obstacles)
    place = compared_case.place is not None and compared_case.place == other.place
    year = compared_case.year is not None and compared_case.year == other.year
    reasons = [Reason.WORDS] * (share > SAME_WORDS) + [Reason.PLACE] * (place and year and shared > 0)
    return Near(other.id, share, shared, tuple(reasons))
