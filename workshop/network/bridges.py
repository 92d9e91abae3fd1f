"""Who bridges: a shortlist with how firmly each stands on it, because missing answers move this list most.

With a fifth of the answers missing, a third to a half of a "top five" changes; so each person carries the
share of such draws in which they stay, and nobody is listed when fewer than 60 % answered.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from workshop.model.network import Network, Tie
from workshop.network.graph import Floats, Index, ids, index, matrix, simple, times_named
from workshop.network.paths import betweenness

TOO_LOW = 0.6
TOP = 5
DRAWS = 40
SILENT = 0.2  # share of respondents whose own reports a draw leaves out


@dataclass(frozen=True)
class Bridge:
    """A person on the shortlist.

    `betweenness` in 0 … 1; `constraint` and `effective_size` after Burt 1992, None without ties; `times_named`
    by how many different others (ties where there is no direction); `kept_in_top` in 0 … 1.
    """

    id: str
    betweenness: float
    constraint: float | None
    effective_size: float | None
    times_named: int
    kept_in_top: float


def bridges(network: Network, seed: int = 1, top: int = TOP, draws: int = DRAWS) -> tuple[Bridge, ...]:
    """The `top` people others' shortest paths run through most; nobody whose betweenness is 0."""
    whole = index(network)
    scores = betweenness(whole.links)
    named = times_named(network)
    first = _top(scores, len(network.people), whole, named, top)
    if not first:
        return ()
    kept = _kept(network, whole, named, seed, top, draws)
    graph = simple(network)
    listed = [whole.ids[place] for place in first]
    constraint = nx.constraint(graph, listed)
    size = nx.effective_size(graph, listed)
    return tuple(
        Bridge(
            id=who,
            betweenness=float(scores[place]),
            constraint=_defined(constraint[who]),
            effective_size=_defined(size[who]),
            times_named=named[who],
            kept_in_top=float(kept[place]),
        )
        for place, who in zip(first, listed, strict=True)
    )


def _top(scores: Floats, people: int, whole: Index, named: dict[str, int], top: int) -> list[int]:
    """Positions of the people with the highest positive scores; times named, then id break ties."""
    order = sorted(
        range(people),
        key=lambda place: (-round(float(scores[place]), 12), -named[whole.ids[place]], whole.ids[place]),
    )
    return [place for place in order[:top] if scores[place] > 1e-12]


def _kept(network: Network, whole: Index, named: dict[str, int], seed: int, top: int, draws: int) -> Floats:
    """Share of draws in which each node stays among the top when a fifth of the respondents had not answered."""
    chance = np.random.default_rng(seed)
    answered = [person.id for person in network.people if person.answered]
    silent = round(SILENT * len(answered))
    count = np.zeros(whole.n)
    if not silent:
        return count + 1.0
    for _ in range(draws):
        gone = {answered[place] for place in chance.choice(len(answered), silent, replace=False)}
        links = matrix(whole.n, without_reports(network, gone, chance))
        count[_top(betweenness(links), len(network.people), whole, named, top)] += 1
    return count / draws


def without_reports(network: Network, gone: set[str], chance: np.random.Generator) -> set[tuple[int, int]]:
    """Pairs of the simple view that remain when the people in `gone` had not answered.

    A tie goes with its reporter. Where no reporter is known, with its source if ties have a direction, else with
    either end, by lot.
    """
    place = {who: position for position, who in enumerate(ids(network))}
    coins = chance.random(len(network.ties)) < 0.5
    kept: set[tuple[int, int]] = set()
    for tie, coin in zip(network.ties, coins, strict=True):
        if tie.source != tie.target and _said_by(tie, network.directed, bool(coin)) not in gone:
            ends = place[tie.source], place[tie.target]
            kept.add((min(ends), max(ends)))
    return kept


def _said_by(tie: Tie, directed: bool, coin: bool) -> str:
    if tie.reporter:
        return tie.reporter
    return tie.source if directed or coin else tie.target


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
