"""Standardised comparison (z scores, nearest neighbours) of several communities on eight figures. No ranking.

The figures of the map as it is come first. Response rate moves them more than the choice of method does, so networks are
placed on one scale only after thinning to the lowest common rate, many times; the mean of the draws is compared. A
community most of whose answers are missing thins nobody and has no place. Nor has anybody in a set of fewer than eight, or
where the maps hold different relations or waves, unless these were asked for by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from math import log

import numpy as np

from workshop.base.errors import InputError
from workshop.model.network import Network, Tie
from workshop.network.graph.discord import discord, holding
from workshop.network.graph.graph import Floats, Index, Ints, ids, index, linked
from workshop.network.measures.bridges import Reports, kept_ties, reports
from workshop.network.measures.measures import LOUVAIN_RUNS, figures
from workshop.network.measures.response import Response, response

DRAWS = 50
RUNS = 3  # partitions tried in each draw
NEAREST = 3
DRIVERS = 2
FEW_PEERS = 8
ENOUGH_FOR_SIZE = 20
NO_PLACE = frozenset(("compare.few_peers", "compare.relations_differ", "compare.waves_differ"))


@dataclass(frozen=True)
class Eight:
    """The eight figures, or their z scores; None where a network has no such figure."""

    mean_ties: float | None
    clustering: float | None
    path_length: float | None
    modularity: float | None
    largest_share: float | None
    isolated_share: float | None
    degree_gini: float | None
    deepest_core: float | None


NAMES = tuple(field.name for field in fields(Eight))


@dataclass(frozen=True)
class CommunityFigures:
    """One community. `indicators` are those of the map as it is.

    `thinned` is their mean over draws at the common response rate, None where nothing was thinned; `low` and `high`
    enclose 90 % of the draws. `z` is the z score within this set of what was compared, the thinned figures where there are
    any; `z_size_adjusted` the z score of the residuals after regression on log network size, only with 20 communities or
    more. z is None throughout where there is no place to give.
    """

    id: str
    people: int
    discord: int
    response_rate: float | None
    response: Response
    indicators: Eight
    thinned: Eight | None
    low: Eight
    high: Eight
    z: Eight
    z_size_adjusted: Eight | None


@dataclass(frozen=True)
class Neighbour:
    """A nearest neighbour: Euclidean distance over the eight z scores, and the two figures that differ most."""

    id: str
    distance: float
    drivers: tuple[str, ...]


@dataclass(frozen=True)
class NetworkComparison:
    """A compared set. `distance` has a row and a column for every community, in the order given; None without places.

    `placed`: whether communities have a place within the set at all. `relations` and `waves` are all that the maps hold.
    """

    communities: tuple[CommunityFigures, ...]
    nearest: dict[str, tuple[Neighbour, ...]]
    distance: tuple[tuple[float | None, ...], ...]
    common_response_rate: float | None
    draws: int
    placed: bool
    relations: tuple[str, ...]
    waves: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class AskedFor:
    """Relations and waves asked for by name: only their ties are compared. Empty: all there are, if every map has the same."""

    relations: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()


ANY = AskedFor()


def compare(
    networks: Sequence[tuple[str, Network]], seed: int = 1, draws: int = DRAWS, asked: AskedFor = ANY
) -> NetworkComparison:
    """z scores, distances and nearest neighbours of every community within the set.

    Where a figure is missing the distance is taken over the others and scaled up to eight; z is None where the
    whole set has one value. Raises InputError for fewer than two communities, a doubled id, an empty network, a
    relation or wave asked for that no map has.
    """
    _usable(networks)
    relations, waves = _relations(networks), _waves(networks)
    networks = [(name, _only(network, asked, relations, waves)) for name, network in networks]
    answers = [response(network) for _, network in networks]
    common = common_rate(answers)
    sets = [drawn(network, common, seed, draws) for _, network in networks]
    means = np.array([found.mean(axis=0) for found in sets])
    bands = [np.quantile(found, (0.05, 0.95), axis=0) for found in sets]
    real = np.array([_figures(index(network), seed, LOUVAIN_RUNS) for _, network in networks])
    cautions = _warnings(answers, _mixed(networks, asked))
    peers = np.array([one.enough for one in answers])
    placed = not NO_PLACE & set(cautions)
    # A column of nan for those without a place: they neither get one nor move the others'.
    at = np.where(peers[:, None] & placed, means, np.nan)
    z = standardised(at)
    sizes = [len(network.people) + len(network.groups) for _, network in networks]
    enough = placed and peers.sum() >= ENOUGH_FOR_SIZE
    adjusted = standardised(without_size(at, sizes)) if enough else None
    scale = z if adjusted is None else adjusted
    apart = np.where(peers[:, None] & peers[None, :] & placed, distances_between(scale), np.nan)
    names = [name for name, _ in networks]
    return NetworkComparison(
        tuple(
            CommunityFigures(
                name,
                len(network.people),
                len(discord(network)),
                answers[place].rate,
                answers[place],
                _eight(real[place]),
                _eight(means[place]) if len(sets[place]) > 1 else None,
                _eight(bands[place][0]),
                _eight(bands[place][1]),
                _eight(z[place]),
                None if adjusted is None else _eight(adjusted[place]),
            )
            for place, (name, network) in enumerate(networks)
        ),
        {name: _nearest(place, names, apart, scale) for place, name in enumerate(names)},
        tuple(tuple(None if np.isnan(value) else float(value) for value in row) for row in apart),
        common,
        draws,
        placed,
        relations,
        waves,
        cautions,
    )


def _relations(networks: Sequence[tuple[str, Network]]) -> tuple[str, ...]:
    return tuple(sorted({str(tie.relation) for _, network in networks for tie in holding(network)}))


def _waves(networks: Sequence[tuple[str, Network]]) -> tuple[str, ...]:
    """All waves that are named; a wave nobody named may be any."""
    return tuple(sorted({_wave(tie, network) for _, network in networks for tie in holding(network)} - {""}))


def _wave(tie: Tie, network: Network) -> str:
    return tie.wave or network.wave


def _only(network: Network, asked: AskedFor, relations: Sequence[str], waves: Sequence[str]) -> Network:
    """The network with the ties asked for. Raises InputError for a relation or wave no map has."""
    for code, wanted, there in (
        ("network.compare_relation", asked.relations, relations),
        ("network.compare_wave", asked.waves, waves),
    ):
        for name in wanted:
            if name not in there:
                raise InputError(code, name=name, known=", ".join(there) or "–")
    return replace(
        network,
        ties=(
            *(
                tie
                for tie in holding(network)
                if (not asked.relations or str(tie.relation) in asked.relations)
                and (not asked.waves or _wave(tie, network) in asked.waves)
            ),
            *discord(network),
        ),
    )


def _mixed(networks: Sequence[tuple[str, Network]], asked: AskedFor) -> tuple[str, ...]:
    """Codes for relations or waves that not every map with ties has and nobody asked for by name."""
    maps = [[network] for _, network in networks if holding(network)]
    found = [(_relations([("", one) for one in each]), _waves([("", one) for one in each])) for each in maps]
    checks = (
        ("compare.relations_differ", not asked.relations and len({relations for relations, _ in found}) > 1),
        ("compare.waves_differ", not asked.waves and len({waves for _, waves in found if waves}) > 1),
    )
    return tuple(code for code, holds in checks if holds)


def common_rate(answers: Sequence[Response]) -> float | None:
    """The response rate every network is thinned to: the lowest one of 60 % or more; None where none is known.

    A community most of whose answers are missing tells little about itself, and thinning the others to it would tell
    as little about them.
    """
    rates = [one.rate for one in answers if one.rate is not None and one.enough]
    return min(rates, default=None)


def drawn(network: Network, common: float | None, seed: int, draws: int) -> Floats:
    """The eight figures (draws × 8) of a network thinned to a response rate; one row where no thinning is needed."""
    answered = [place for place, person in enumerate(network.people) if person.answered]
    known = response(network).rate is not None and common is not None
    leave = len(answered) - round(common * len(network.people)) if common is not None and known else 0
    if leave <= 0:
        # The same runs as `measure`: one network must not show two figures on two screens.
        return _figures(index(network), seed, LOUVAIN_RUNS)[None, :]
    chance = np.random.default_rng(seed)
    ties, places = reports(network), np.array(answered, dtype=np.int64)
    rows = []
    for draw in range(draws):
        gone = places[chance.choice(len(places), leave, replace=False)]
        rows.append(_figures(_thinned(network, ties, gone, chance), seed + draw, RUNS))
    return np.array(rows)


def _thinned(network: Network, ties: Reports, gone: Ints, chance: np.random.Generator) -> Index:
    """The simple view if these people (positions) had not answered; everybody stays on the roster."""
    names, remaining = ids(network), kept_ties(ties, gone, chance)
    return Index(names, linked(len(names), ties.source[remaining], ties.target[remaining]))


def standardised(values: Floats) -> Floats:
    """z scores by column (population standard deviation, ddof 0); nan where all are equal or one is missing."""
    scores = np.full_like(values, np.nan)
    for column in range(values.shape[1]):
        known = ~np.isnan(values[:, column])
        spread = values[known, column].std() if known.any() else 0.0
        if spread >= 1e-12:
            scores[known, column] = (values[known, column] - values[known, column].mean()) / spread
    return scores


def without_size(values: Floats, sizes: Sequence[int]) -> Floats:
    """Residuals of each column after ordinary least squares on log n; missing values stay missing."""
    left = np.full_like(values, np.nan)
    for column in range(values.shape[1]):
        known = ~np.isnan(values[:, column])
        if known.sum() < 2:
            continue
        design = np.array([(1.0, log(size)) for size, here in zip(sizes, known, strict=True) if here])
        line, *_ = np.linalg.lstsq(design, values[known, column], rcond=None)
        left[known, column] = values[known, column] - design @ line
    return left


def distances_between(z: Floats) -> Floats:
    """Euclidean distance of every two rows, over the figures both have, scaled up to all of them."""
    apart = (z[:, None, :] - z[None, :, :]) ** 2
    known = (~np.isnan(apart)).sum(axis=2)
    scaled: Floats = np.sqrt(np.nansum(apart, axis=2) * z.shape[1] / np.maximum(known, 1))
    return scaled


def _nearest(place: int, names: Sequence[str], apart: Floats, z: Floats) -> tuple[Neighbour, ...]:
    others = sorted(
        (other for other in range(len(names)) if other != place and not np.isnan(apart[place, other])),
        key=lambda other: apart[place, other],
    )
    return tuple(
        Neighbour(names[other], float(apart[place, other]), _drivers(z[place] - z[other]))
        for other in others[:NEAREST]
    )


def _drivers(difference: Floats) -> tuple[str, ...]:
    gaps = np.nan_to_num(np.abs(difference))
    order = np.argsort(-gaps, kind="stable")[:DRIVERS]
    return tuple(NAMES[place] for place in order if gaps[place] > 0)


def _figures(view: Index, seed: int, runs: int) -> Floats:
    indicators = figures(view, seed, runs)
    values = [getattr(indicators, name) for name in NAMES]
    return np.array([np.nan if value is None else float(value) for value in values])


def _eight(values: Floats) -> Eight:
    return Eight(*(None if np.isnan(value) else float(value) for value in values))


def _usable(networks: Sequence[tuple[str, Network]]) -> None:
    if len(networks) < 2:
        raise InputError("network.compare_few", n=len(networks))
    names = [name for name, _ in networks]
    for name, network in networks:
        if names.count(name) > 1:
            raise InputError("network.compare_double", id=name)
        if not network.people and not network.groups:
            raise InputError("network.compare_empty", id=name)


def _warnings(answers: Sequence[Response], mixed: tuple[str, ...]) -> tuple[str, ...]:
    peers = sum(one.enough for one in answers)
    rates = [one.rate for one in answers if one.rate is not None]
    checks = (
        ("compare.few_peers", peers < FEW_PEERS),
        ("compare.size_not_adjusted", not mixed and FEW_PEERS <= peers < ENOUGH_FOR_SIZE),
        ("compare.rates_differ", len(rates) > 1 and max(rates) - min(rates) > 0.1),
        ("response.unknown", any(one.not_said for one in answers)),
        ("compare.too_few_answered", any(not one.enough for one in answers)),
    )
    return (*mixed, *(code for code, holds in checks if holds))
