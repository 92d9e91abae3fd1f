"""Standardised comparison (z scores, nearest neighbours) of several communities on eight figures. No ranking.

Response rate moves these figures more than the choice of method does, so every network is first thinned to the lowest
common rate, many times, and the mean of the draws is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import log

import numpy as np

from workshop.base.errors import InputError
from workshop.model.network import Network
from workshop.network.graph.discord import discord
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
    """One community. `low` and `high` enclose 90 % of the draws.

    `z` is the z score within this set; `z_size_adjusted` the z score of the residuals after regression on log network
    size, only with 20 communities or more.
    """

    id: str
    people: int
    discord: int
    response_rate: float | None
    response: Response
    indicators: Eight
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
    """A compared set. `distance` has a row and a column for every community, in the order given."""

    communities: tuple[CommunityFigures, ...]
    nearest: dict[str, tuple[Neighbour, ...]]
    distance: tuple[tuple[float, ...], ...]
    common_response_rate: float | None
    draws: int
    warnings: tuple[str, ...]


def compare(networks: Sequence[tuple[str, Network]], seed: int = 1, draws: int = DRAWS) -> NetworkComparison:
    """z scores, distances and nearest neighbours of every community within the set.

    Where a figure is missing the distance is taken over the others and scaled up to eight; z is None where the
    whole set has one value. Raises InputError for fewer than two communities, a doubled id, an empty network.
    """
    _usable(networks)
    answers = [response(network) for _, network in networks]
    common = common_rate(answers)
    sets = [drawn(network, common, seed, draws) for _, network in networks]
    means = np.array([found.mean(axis=0) for found in sets])
    bands = [np.quantile(found, (0.05, 0.95), axis=0) for found in sets]
    z = standardised(means)
    sizes = [len(network.people) + len(network.groups) for _, network in networks]
    adjusted = standardised(without_size(means, sizes)) if len(networks) >= ENOUGH_FOR_SIZE else None
    apart = distances_between(z if adjusted is None else adjusted)
    names = [name for name, _ in networks]
    return NetworkComparison(
        tuple(
            CommunityFigures(
                name,
                len(network.people),
                len(discord(network)),
                answers[place].rate,
                answers[place],
                _eight(means[place]),
                _eight(bands[place][0]),
                _eight(bands[place][1]),
                _eight(z[place]),
                None if adjusted is None else _eight(adjusted[place]),
            )
            for place, (name, network) in enumerate(networks)
        ),
        {
            name: _nearest(place, names, apart, z if adjusted is None else adjusted)
            for place, name in enumerate(names)
        },
        tuple(tuple(float(value) for value in row) for row in apart),
        common,
        draws,
        _warnings(answers),
    )


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
    spread = np.nanstd(values, axis=0)
    flat = spread < 1e-12
    return np.where(flat, np.nan, (values - np.nanmean(values, axis=0)) / np.where(flat, 1.0, spread))


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
        (other for other in range(len(names)) if other != place), key=lambda other: apart[place, other]
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


def _warnings(answers: Sequence[Response]) -> tuple[str, ...]:
    rates = [one.rate for one in answers if one.rate is not None]
    checks = (
        ("compare.few_peers", len(answers) < FEW_PEERS),
        ("compare.size_not_adjusted", len(answers) < ENOUGH_FOR_SIZE),
        ("compare.rates_differ", len(rates) > 1 and max(rates) - min(rates) > 0.1),
        ("response.unknown", any(one.not_said for one in answers)),
        ("response.too_low", any(not one.enough for one in answers)),
    )
    return tuple(code for code, holds in checks if holds)
