"""Rater severity (strictness) from shared vignettes, with empirical Bayes shrinkage, and community levels adjusted for
it.

A rater who has only rated their own community cannot be corrected: a strict rater and a weaker community look the same.
Shared vignettes show the difference. The adjusted level stands beside the raw one, never in its place, because it
assumes that everybody reads a story the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from workshop.assessment.reliability.coefficients import one_way, spearman_brown
from workshop.assessment.scoring.agreement import MIN_RATERS_FOR_AGREEMENT, VIGNETTE, is_connected
from workshop.model.rating import Rating

NO_VIGNETTES = "no_vignettes"
NOT_CONNECTED = "not_connected"
TOO_FEW_RATERS = "too_few_raters"
VIGNETTE_UNRATED = "vignette_unrated"
RATERS_UNRATED = "raters_without_vignettes"


@dataclass(frozen=True)
class RaterSeverity:
    """One rater on `items` vignette questions: `deviation` from the room, shrunk by `reliability` to `severity`.

    Above 0: rates higher than the room. Below 0: stricter.
    """

    rater: str
    items: int
    deviation: float
    reliability: float
    severity: float


@dataclass(frozen=True)
class Severities:
    """All raters of the vignettes in order of name; none while `off` says why nothing is adjusted.

    `unrated` rated a community but no vignette: their severity is taken as 0. `vignettes` have answers, those in
    `vignettes_unrated` only got "don't know". `items` counts vignette questions answered by two or more.
    `cautions`: vignette_unrated, raters_without_vignettes.
    """

    raters: tuple[RaterSeverity, ...]
    unrated: tuple[str, ...]
    vignettes: tuple[str, ...]
    vignettes_unrated: tuple[str, ...]
    items: int
    reliability: float | None
    connected: bool | None
    off: str | None
    cautions: tuple[str, ...]

    def by_rater(self) -> dict[str, float]:
        """Severity under each rater's id."""
        return {rater.rater: rater.severity for rater in self.raters}


@dataclass(frozen=True)
class AdjustedCommunity:
    """One community's mean level as rated, and with its raters' severity taken out (None while that is off).

    `raters` gave a level, `unrated` of them had rated no vignette.
    """

    community: str
    raters: int
    unrated: int
    raw: float
    adjusted: float | None


def severity(ratings: Sequence[Rating]) -> Severities:
    """Each rater's deviation from the room on the vignettes, shrunk by its reliability (empirical Bayes, Kelley).

    An item is one dimension of one vignette. deviation = mean over a rater's items of (level - the room's mean of
    the item); severity = deviation · reliability; reliability = max(0, 1 - MSW / MSB) of the deviations, raters as
    groups, and for a rater with other than the average number of items its Spearman-Brown value. With one item a
    rater the spread within raters is unknown and the reliability 0, so is every severity.

    `off`: no_vignettes (nobody gave a level to one), too_few_raters (fewer than six did: below that the product
    computes no coefficient, and a mean square between five raters is itself mostly chance), not_connected (the graph
    of raters and what they rated is not connected, or that of the vignettes alone). Source: theory of the many-facet
    model in its simplest form; simulated in tests/benchmarks/severity.py.
    """
    stories, places = _split(ratings)
    vignettes = {rating.community.removeprefix(VIGNETTE) for rating in stories}
    known = [rating for rating in stories if rating.level is not None]
    answered = {rating.community.removeprefix(VIGNETTE) for rating in known}
    raters = {rating.rater for rating in known}
    unrated = sorted({rating.rater for rating in places if rating.level is not None} - raters)
    connected = is_connected(ratings)
    off = None
    if not known:
        off = NO_VIGNETTES
    elif len(raters) < MIN_RATERS_FOR_AGREEMENT:
        off = TOO_FEW_RATERS
    elif not connected or not is_connected(known):
        off = NOT_CONNECTED
    deviations, items = _deviations(known)
    reliability, severities = _shrunk(deviations) if off is None else (None, ())
    cautions = {VIGNETTE_UNRATED: vignettes - answered, RATERS_UNRATED: unrated if known else []}
    return Severities(
        raters=severities,
        unrated=tuple(unrated),
        vignettes=tuple(sorted(answered)),
        vignettes_unrated=tuple(sorted(vignettes - answered)),
        items=items,
        reliability=reliability,
        connected=connected,
        off=off,
        cautions=tuple(code for code, holds in cautions.items() if holds),
    )


def adjusted_communities(ratings: Iterable[Rating], severities: Severities) -> tuple[AdjustedCommunity, ...]:
    """Every community's raw and severity-adjusted mean level, in order of name, which is no ranking.

    raw = mean over raters of the rater's mean over the dimensions they know; adjusted = the same with each rater's
    severity subtracted from their mean. Communities without a known level are left out.
    """
    by_rater = severities.by_rater()
    unrated = set(severities.unrated)
    adjusted: list[AdjustedCommunity] = []
    for community, means in sorted(rater_means(ratings).items()):
        raw = fsum(means.values()) / len(means)
        shift = fsum(by_rater.get(rater, 0.0) for rater in means) / len(means)
        adjusted.append(
            AdjustedCommunity(
                community=community,
                raters=len(means),
                unrated=len(unrated & means.keys()),
                raw=raw,
                adjusted=raw - shift if severities.off is None else None,
            )
        )
    return tuple(adjusted)


def rater_means(ratings: Iterable[Rating]) -> dict[str, dict[str, float]]:
    """By community and rater, the mean of the rater's known levels there; vignettes are left out."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for rating in ratings:
        if rating.level is not None and not rating.community.startswith(VIGNETTE):
            total, count = sums.get((rating.community, rating.rater), (0, 0))
            sums[rating.community, rating.rater] = (total + rating.level, count + 1)
    means: dict[str, dict[str, float]] = defaultdict(dict)
    for (community, rater), (total, count) in sums.items():
        means[community][rater] = total / count
    return means


def _split(ratings: Iterable[Rating]) -> tuple[list[Rating], list[Rating]]:
    """Ratings of vignettes, and ratings of communities."""
    stories: list[Rating] = []
    places: list[Rating] = []
    for rating in ratings:
        (stories if rating.community.startswith(VIGNETTE) else places).append(rating)
    return stories, places


def _deviations(known: Iterable[Rating]) -> tuple[dict[str, list[float]], int]:
    """Each rater's deviations from the room's mean, item by item, and the number of items.

    An item only one rater answered says nothing about them and is left out.
    """
    items: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for rating in known:
        if rating.level is not None:
            items[rating.community, rating.dimension].append((rating.rater, rating.level))
    shared = [item for item in items.values() if len(item) > 1]
    deviations: dict[str, list[float]] = defaultdict(list)
    for item in shared:
        room = sum(level for _, level in item) / len(item)
        for rater, level in item:
            deviations[rater].append(level - room)
    return deviations, len(shared)


def _shrunk(deviations: dict[str, list[float]]) -> tuple[float, tuple[RaterSeverity, ...]]:
    spread = one_way(list(deviations.values()))
    single = max(0.0, spread.icc1) if spread else 0.0
    rater_severities: list[RaterSeverity] = []
    for rater, each in sorted(deviations.items()):
        deviation = fsum(each) / len(each)
        reliability = spearman_brown(single, len(each))
        rater_severities.append(
            RaterSeverity(rater, len(each), deviation, reliability, deviation * reliability)
        )
    return (spearman_brown(single, spread.k0) if spread else 0.0), tuple(rater_severities)
