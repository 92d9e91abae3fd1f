"""Whether a told case is already there: the same words, or the same place, obstacle and year.

It only points; a person reads both and decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workshop.learning.cases.words import terms

SAME_WORDS = 0.5  # more than this share of character pairs in common


class Reason(StrEnum):
    """Why two cases may be one."""

    WORDS = "words"
    PLACE = "place"  # same community, an obstacle in common, same year


@dataclass(frozen=True)
class ComparedCase:
    """What is compared of a case. `place` is a community's id, None where it is not known; `year` of telling."""

    id: str
    words: str
    obstacles: frozenset[str]
    place: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Near:
    """Another case, how alike the words are (0 to 1), how many obstacles both name, and why it may be the same one."""

    id: str
    alike: float
    shared: int
    reasons: tuple[Reason, ...]


def alike(one: str, other: str) -> float:
    """The share of terms (character pairs in Chinese, words in English) that two texts have in common, 0 to 1.

    Formula: |A ∩ B| / |A ∪ B| over the sets of terms (Jaccard). Two texts without terms have nothing in common: 0.

    >>> alike("天天去院坝坐", "天天去院坝坐")
    1.0
    >>> round(alike("天天去院坝", "每天去院坝"), 3)  # 天去 去院 院坝 of 天天 每天 天去 去院 院坝
    0.6
    """
    left, right = set(terms(one)), set(terms(other))
    both = left | right
    return len(left & right) / len(both) if both else 0.0


def nearest(compared_case: ComparedCase, others: Iterable[ComparedCase]) -> tuple[Near, ...]:
    """The others, those that may be the same first, then by obstacles in common, then by words; ties by id.

    Itself (the same id) is left out. A place or year that is not known is never the same.
    """
    found = [_near(compared_case, other) for other in others if other.id != compared_case.id]
    return tuple(sorted(found, key=lambda near: (-len(near.reasons), -near.shared, -near.alike, near.id)))


def _near(compared_case: ComparedCase, other: ComparedCase) -> Near:
    share = alike(compared_case.words, other.words)
    shared = len(compared_case.obstacles & other.obstacles)
    place = compared_case.place is not None and compared_case.place == other.place
    year = compared_case.year is not None and compared_case.year == other.year
    reasons = [Reason.WORDS] * (share > SAME_WORDS) + [Reason.PLACE] * (place and year and shared > 0)
    return Near(other.id, share, shared, tuple(reasons))
