"""Who bridges: a shortlist with how firmly each stands on it, because missing answers move this list most.

With a fifth of the answers missing, a third to a half of a "top five" changes; so each person carries the
share of such draws in which they stay, and nobody is listed when fewer than 60 % answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workshop.model.network import Network, Tie
from workshop.network.graph import Floats, Index, ids, index, matrix, times_named
from workshop.network.paths import betweenness

Places = NDArray[np.int32]

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
    return tuple(
        Bridge(
            id=whole.ids[place],
            betweenness=float(scores[place]),
            constraint=constraint(whole.links, place),
            effective_size=effective_size(whole.links, place),
            times_named=named[whole.ids[place]],
            kept_in_top=float(kept[place]),
        )
        for place in first
    )


def constraint(links: sparse.csr_array, place: int) -> float | None:
    """How far one node's contacts lead back to each other (Burt 1992); None without ties.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over i's contacts j, where p_ij = 1 / (number of i's ties) for a contact.
    Low: contacts who do not know each other. 1 for one of a pair, 9/8 in a triangle: it can exceed 1.

    >>> constraint(matrix(3, [(0, 1), (0, 2), (1, 2)]), 0)
    1.125
    """
    contacts = _contacts(links, place)
    if not len(contacts):
        return None
    share = 1 / len(contacts)
    ways = links[contacts]
    through = (ways.T @ (share / np.diff(ways.indptr)))[contacts]
    return float(((share + through) ** 2).sum())


def effective_size(links: sparse.csr_array, place: int) -> float | None:
    """How many contacts remain when those who know each other count as one; None without ties.

    n − 2t/n with n contacts and t ties among them (Burt 1992, simplified by Borgatti 1997 for plain ties).

    >>> effective_size(matrix(3, [(0, 1), (0, 2), (1, 2)]), 0)
    1.0
    """
    contacts = _contacts(links, place)
    if not len(contacts):
        return None
    among = links[contacts][:, contacts].sum()  # every tie twice
    return float(len(contacts) - among / len(contacts))


def _contacts(links: sparse.csr_array, place: int) -> Places:
    found: Places = links.indices[links.indptr[place] : links.indptr[place + 1]]
    return found


def _top(scores: Floats, people: int, whole: Index, named: dict[str, int], top: int) -> list[int]:
    """Positions of the people with the highest positive scores; times named, then id break ties."""
    order = sorted(
        range(people),
        key=lambda place: (-round(float(scores[place]), 12), -named[whole.ids[place]], whole.ids[place]),
    )
    return [place for place in order[:top] if scores[place] > 1e-12]


def _kept(network: Network, whole: Index, named: dict[str, int], seed: int, top: int, draws: int) -> Floats:
    """Share of draws in which each node stays among the top when a fifth of the respondents had not answered."""
    count, made = np.zeros(whole.n), 0
    for ties in draws_without(network, seed, draws):
        links = matrix(whole.n, _pairs(network, ties))
        count[_top(betweenness(links), len(network.people), whole, named, top)] += 1
        made += 1
    return count / made if made else count + 1.0


def draws_without(network: Network, seed: int, draws: int) -> Iterator[tuple[Tie, ...]]:
    """The ties that remain in each of `draws` draws of a fifth of the respondents who had not answered.

    Nothing is drawn where a fifth is nobody.
    """
    chance = np.random.default_rng(seed)
    answered = [person.id for person in network.people if person.answered]
    silent = round(SILENT * len(answered))
    for _ in range(draws if silent else 0):
        gone = {answered[place] for place in chance.choice(len(answered), silent, replace=False)}
        yield kept_ties(network, gone, chance)


def without_reports(network: Network, gone: set[str], chance: np.random.Generator) -> set[tuple[int, int]]:
    """Pairs of the simple view that remain when the people in `gone` had not answered."""
    return _pairs(network, kept_ties(network, gone, chance))


def kept_ties(network: Network, gone: set[str], chance: np.random.Generator) -> tuple[Tie, ...]:
    """Ties between two different ends that remain when the people in `gone` had not answered.

    A tie goes with its reporter. Where no reporter is known, with its source if ties have a direction, else with
    either end, by lot.
    """
    coins = chance.random(len(network.ties)) < 0.5
    return tuple(
        tie
        for tie, coin in zip(network.ties, coins, strict=True)
        if tie.source != tie.target and _said_by(tie, network.directed, bool(coin)) not in gone
    )


def _pairs(network: Network, ties: Iterable[Tie]) -> set[tuple[int, int]]:
    place = {who: position for position, who in enumerate(ids(network))}
    found = {(place[tie.source], place[tie.target]) for tie in ties}
    return {(min(pair), max(pair)) for pair in found}


def _said_by(tie: Tie, directed: bool, coin: bool) -> str:
    if tie.reporter:
        return tie.reporter
    return tie.source if directed or coin else tie.target
