"""How much a few counts can prove: an interval for a share, and how often luck alone would do as well.

Small on purpose: nothing here knows of cases or moves. SciPy's distributions take a second to import, so they are
loaded by whoever asks the first question, not by whoever only checks files.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workshop.lazy_import import lazy_import

Counts = NDArray[np.int64]
Shares = NDArray[np.float64]

COVERAGE = 0.90


def jeffreys(passed: int, n: int, coverage: float = COVERAGE) -> tuple[float, float] | None:
    """Between which shares does the true one lie, when `passed` of `n` passed?

    Formula: the middle `coverage` of Beta(passed + ½, n − passed + ½); an end is 0 where none passed and 1 where all
    did. n = 0 gives None. ValueError if `passed` is not within 0 … n.
    Source: Brown, Cai & DasGupta 2001, Statistical Science 16(2), section 3.1.3.

    >>> low, high = jeffreys(3, 3)
    >>> f"{low:.2f} {high:.2f}"
    '0.56 1.00'
    """
    if not 0 <= passed <= n:
        raise ValueError(f"{passed} of {n}")
    if n == 0:
        return None
    tail = (1 - coverage) / 2
    spread = lazy_import("scipy.stats:beta")(passed + 0.5, n - passed + 0.5)
    return (
        0.0 if passed == 0 else float(spread.ppf(tail)),
        1.0 if passed == n else float(spread.ppf(1 - tail)),
    )


def luck(passed_with: Counts, n_with: Counts, passed: Counts, n: Counts) -> Shares:
    """How often would luck put at least so many of those who passed among those who tried?

    Of `n` cases `passed` passed and `n_with` tried; `passed_with` did both. One-sided Fisher probability
    P(X ≥ passed_with) for X hypergeometric; arrays broadcast. With nobody tried, or all, it is 1.
    Source: Fisher 1935, The Design of Experiments.

    >>> four = np.array(4)
    >>> round(1 / float(luck(four, four, four, np.array(8))))
    70
    """
    hypergeom = lazy_import("scipy.stats:hypergeom")
    found: Shares = np.asarray(hypergeom.sf(passed_with - 1, n, passed, n_with), dtype=np.float64)
    return found
