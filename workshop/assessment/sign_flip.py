"""The sign-flip test: could paired differences this far on one side be luck?

If two roles saw things alike, each community's difference could as well have had the other sign. All signs are
tried. Nothing is assumed about how differences are spread, but few pairs can never show much: the smallest
two-sided p is 2 / 2^n, which for five pairs is 0.0625. Below six there is therefore no p.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np

FEWEST_PAIRS = 6
MOST_STEPS = 20_000_000  # pairs times reachable sums
MOST_SIGNS = 20  # pairs whose 2^n patterns are listed
DRAWS = 9_999
SEED = 20230219


@dataclass(frozen=True)
class SignFlip:
    """`p` is two-sided; `exact` when every pattern of signs was counted, else it comes from seeded draws."""

    p: float
    pairs: int
    exact: bool


def sign_flip(differences: Sequence[int | Fraction]) -> SignFlip | None:
    """The share of all 2^n patterns of signs whose sum lies at least as far from 0 as the one seen.

    Exact by counting reachable sums (differences of levels have few), by listing up to 2^20 patterns otherwise;
    beyond both from 9,999 seeded draws, the pattern seen counted as one more. None with fewer than six differences.
    A difference of 0 counts as a pair and takes no side. Source: Fisher 1935, The Design of Experiments, section 21.

    >>> sign_flip([1] * 6).p, sign_flip([1] * 5)
    (0.03125, None)
    """
    pairs = len(differences)
    if pairs < FEWEST_PAIRS:
        return None
    whole = _whole(differences)
    seen, sizes = abs(sum(whole)), [abs(size) for size in whole if size]
    if not seen:
        return SignFlip(1.0, pairs, True)
    if len(sizes) * sum(sizes) <= MOST_STEPS:
        return SignFlip(_counted(sizes, seen), pairs, True)
    if len(sizes) <= MOST_SIGNS:
        return SignFlip(_listed(sizes, seen), pairs, True)
    return SignFlip(_drawn(sizes, seen), pairs, False)


def _whole(differences: Sequence[int | Fraction]) -> list[int]:
    """The differences as whole numbers in their smallest common unit, so that equal sums are equal."""
    unit = lcm(*(one.denominator for one in differences))
    whole = [int(one * unit) for one in differences]
    shared = gcd(*whole) or 1
    return [one // shared for one in whole]


def _counted(sizes: Sequence[int], seen: int) -> float:
    """Chance by chance of each sum of those that stay positive; its mirror image is the other side."""
    total = sum(sizes)
    chance = np.zeros(total + 1)
    chance[0] = 1.0
    reached = 0
    for size in sizes:
        chance[: reached + size + 1] *= 0.5
        chance[size : reached + size + 1] += chance[: reached + 1].copy()
        reached += size
    # A sum s of the positive ones makes 2 s - total in all.
    sums = 2 * np.arange(total + 1) - total
    return float(min(1.0, chance[np.abs(sums) >= seen].sum()))


def _listed(sizes: Sequence[int], seen: int) -> float:
    sums = [0]
    for size in sizes:
        sums = [*(one + size for one in sums), *(one - size for one in sums)]
    return sum(abs(one) >= seen for one in sums) / len(sums)


def _drawn(sizes: Sequence[int], seen: int) -> float:
    chance = np.random.default_rng(SEED)
    lengths = np.array([size / seen for size in sizes])
    bits = np.frombuffer(chance.bytes(DRAWS * len(sizes) // 8 + 1), dtype=np.uint8)
    positive = np.unpackbits(bits)[: DRAWS * len(sizes)].reshape(DRAWS, len(sizes))
    # A sum equal to the one seen must count in spite of rounding.
    hits = int((np.abs(2 * (positive @ lengths) - lengths.sum()) >= 1 - 1e-9).sum())
    return (hits + 1) / (DRAWS + 1)
