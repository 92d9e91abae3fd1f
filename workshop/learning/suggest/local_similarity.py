"""Local similarity measures of case-based reasoning: one attribute of an asker and of a case compared, 0 to 1.

Each is a small frozen value that carries its own numbers, so that a result can say why it is what it is. None of
them ever sees an unknown value: `similarity` deals with those, and with the global measure.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from math import log

STAGES = ("0", "1.0", "2.0", "3.0")


@dataclass(frozen=True, slots=True)
class StageLadder:
    """The same stage counts 1, a case one stage below or above the asker as said, further apart 0.

    >>> StageLadder(one_below=0.5, one_above=0.3)("1.0", "0")
    0.5
    """

    one_below: float
    one_above: float
    same_from: float = 1.0

    def __call__(self, mine: str, theirs: str) -> float:
        """The similarity of two stage codes."""
        apart = STAGES.index(theirs) - STAGES.index(mine)
        return {0: 1.0, -1: self.one_below, 1: self.one_above}.get(apart, 0.0)


@dataclass(frozen=True, slots=True)
class SettingTable:
    """Similarity of two settings from a table that holds in both directions; `other` for pairs not in it.

    >>> SettingTable(pairs=(("village", "mixed", 0.4),), other=0.2)("mixed", "village")
    0.4
    """

    pairs: tuple[tuple[str, str, float], ...]
    other: float
    same_from: float = 1.0

    def __call__(self, mine: str, theirs: str) -> float:
        """The similarity of two setting codes."""
        if mine == theirs:
            return 1.0
        for first, second, similarity in self.pairs:
            if {first, second} == {mine, theirs}:
                return similarity
        return self.other


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Linear similarity of levels 0 to `top`: 1 minus their distance as a share of the scale.

    >>> Ordinal(top=4)(1, 2)
    0.75
    """

    top: int = 3
    same_from: float = 1.0

    def __call__(self, mine: int, theirs: int) -> float:
        """The similarity of two levels."""
        return 1 - abs(mine - theirs) / self.top


@dataclass(frozen=True, slots=True)
class LogSize:
    """Log-ratio similarity of counts: equal is 1, `span` times as large or more is 0.

    The ratio is of count + 1, so that no group and one group can be compared.

    >>> round(LogSize(span=100)(9, 99), 12)
    0.5
    """

    span: float
    same_from: float = 0.75

    def __call__(self, mine: int, theirs: int) -> float:
        """The similarity of two counts (households, groups)."""
        return max(0.0, 1 - abs(log((mine + 1) / (theirs + 1))) / log(self.span))


@dataclass(frozen=True, slots=True)
class ObstacleCoverage:
    """Weighted coverage (asymmetric): how many of the asker's obstacles the case had too; its others do not count.

    The first obstacle weighs 1, later ones `later`, for asker and case; a shared obstacle counts the smaller of its two
    weights, divided by all the asker's weights. Any shared obstacle counts as "same".

    >>> ObstacleCoverage(later=0.5)(("O3",), ("O1", "O3"))
    0.5
    """

    later: float
    same_from: float = 1e-9

    def __call__(self, mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
        """The similarity of two ordered sets of obstacle codes, seen from the asker."""
        asked, had = self._weights(mine), self._weights(theirs)
        shared = sum(min(weight, had.get(code, 0.0)) for code, weight in asked.items())
        return shared / sum(asked.values())

    def _weights(self, codes: tuple[str, ...]) -> dict[str, float]:
        once = dict.fromkeys(codes)
        return {code: 1.0 if position == 0 else self.later for position, code in enumerate(once)}


@dataclass(frozen=True, slots=True)
class AssetCoverage:
    """Coverage |asker ∩ case| / |case|: the share of the assets the case built on that the asker has too.

    >>> AssetCoverage()(frozenset({"room"}), frozenset({"room", "teacher"}))
    0.5
    """

    same_from: float = 0.5

    def __call__(self, mine: Set[str], theirs: Set[str]) -> float:
        """The similarity of two sets of asset codes; `theirs` is not empty."""
        return len(mine & theirs) / len(theirs)
