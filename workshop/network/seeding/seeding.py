"""Seeding (influence maximisation): with whom to begin, by nomination and by two diffusion models.

Nomination comes first. Asking people whom they would follow or who would spread news has moved more people in field
trials than any figure computed from a map; the models (independent cascade, linear threshold) are a second opinion,
beside nomination, degree and a random draw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workshop.base.errors import InputError
from workshop.model.network import About, Network, PersonKind, Relation
from workshop.network.graph.discord import holding
from workshop.network.graph.graph import Floats, Index, Ints, ids, index, times_named
from workshop.network.measures.measures import SMALL
from workshop.network.measures.response import response
from workshop.network.seeding import diffusion

NAMING = frozenset({Relation.TRUSTS, Relation.LEADS, Relation.INFORMS})
ASKED = frozenset({About.FOLLOW, About.SPREAD})
# Below a tenth news dies out near any seed, above about a third it reaches nearly everybody from any seed: at a fifth,
# with the four to eight ties people have on such maps, the choice of seeds matters most.
SPREAD = 0.2
THETA = 2
DRAWS = 400
MOST_PICKED = 20_000_000  # draws × seeds × samples for the random baseline

Reach = Callable[[Ints], Floats]


@dataclass(frozen=True)
class Nominee:
    """A person neighbours name, and by how many different others."""

    id: str
    times_named: int


@dataclass(frozen=True)
class Baseline:
    """The same number chosen another way, and how many people that reaches."""

    ids: tuple[str, ...]
    reach: float


@dataclass(frozen=True)
class Lots:
    """Random seeds as baseline: mean people reached, and the 5 % and 95 % quantiles of the draws."""

    mean: float
    low: float
    high: float
    draws: int


@dataclass(frozen=True)
class SeedResult:
    """Chosen seeds with their baselines.

    `n` people can be reached, `candidates` of them (residents) chosen. `reach` is the expected number of people
    reached after each seed, the seeds included; `chances` the probability that each person or group is reached.
    `asked`: people were asked whom they would follow or who spreads news, and `nominated` counts their answers.
    `heuristic`: no guarantee that the choice is near the optimum. `exact`: reach is computed, not sampled.
    """

    n: int
    candidates: int
    by: Literal["simple", "threshold"]
    spread: float | None
    theta: int | None
    seeds: tuple[str, ...]
    reach: tuple[float, ...]
    chances: tuple[tuple[str, float], ...]
    heuristic: bool
    exact: bool
    nominated: tuple[Nominee, ...]
    asked: bool
    degree: Baseline
    named: Baseline
    lots: Lots
    cautions: tuple[str, ...]


@dataclass(frozen=True)
class _Field:
    """A network ready for seeding: its graph, the number of people among its nodes, and the candidates.

    `by_degree` and `by_name` are positions of all candidates, best first, file order where equal.
    """

    graph: Index
    people: int
    by_degree: tuple[int, ...]
    by_name: tuple[int, ...]
    nominated: tuple[Nominee, ...]
    asked: bool
    cautions: tuple[str, ...]


def by_simple_spread(network: Network, k: int, spread: float = SPREAD, seed: int = 1) -> SeedResult:
    """Independent cascade: who should hear first when each tie passes news on once, with probability `spread`.

    reach(S) = Σ_v P(v is connected with S when every tie is kept with probability `spread`), v over people.
    Seeds by lazy greedy on reverse-reachable sets, at least 1 − 1/e of the optimum up to sampling error; reach is then
    estimated on fresh samples, or exact up to 12 ties. Ties count both ways; groups pass news on as people do, but are
    not counted and not chosen.

    Raises InputError `movers.spread`, `movers.k`, `movers.too_many`, `movers.no_ties`, `movers.nobody`.
    Source: Kempe, Kleinberg and Tardos 2003.
    """
    if not 0 < spread <= 1:
        raise InputError("movers.spread", spread=spread)
    field = _field(network, k)
    chance = np.random.default_rng(seed)
    links = field.graph.links
    percolation = diffusion.percolate(links, field.people, spread, chance, diffusion.TO_CHOOSE)
    chosen = diffusion.choose_by_percolation(percolation, field.by_degree, k)
    judged = percolation if percolation.exact else diffusion.percolate(links, field.people, spread, chance)

    def reach(sets: Ints) -> Floats:
        return diffusion.expected_reach(judged, sets)

    sampled = max(1, len(judged.weights))
    return SeedResult(
        n=field.people,
        candidates=len(field.by_degree),
        by="simple",
        spread=spread,
        theta=None,
        seeds=_names(field, chosen),
        reach=tuple(reach(np.array([chosen]))[0].tolist()),
        chances=_chances(field, diffusion.chances(judged, chosen)),
        heuristic=False,
        exact=judged.exact,
        nominated=field.nominated,
        asked=field.asked,
        degree=_choice(field, field.by_degree[:k], reach),
        named=_choice(field, field.by_name[:k], reach),
        lots=_lots(field, k, reach, chance, sampled),
        cautions=field.cautions,
    )


def by_threshold(network: Network, k: int, theta: int = THETA, seed: int = 1) -> SeedResult:
    """Linear threshold model: who should begin together when others join once `theta` of their neighbours have.

    reach(S) = people who have joined in the end, S included (one fixed absolute threshold; Granovetter 1978, Centola and
    Macy 2007). With two or more, reach is not submodular and no guarantee holds: `heuristic`. With one, everybody
    connected joins, and greedy has the guarantee. `seed` only affects the random baseline.

    Raises InputError `movers.theta` and those of `by_simple_spread`.
    """
    if theta < 1:
        raise InputError("movers.theta", theta=theta)
    field = _field(network, k)
    links = field.graph.links
    chosen = diffusion.choose_by_threshold(links, field.by_degree, field.people, k, theta)

    def reach(sets: Ints) -> Floats:
        inside: Floats = diffusion.threshold_spread(links, sets, theta)[:, : field.people].sum(
            axis=1, dtype=float
        )
        return inside[:, None]

    inside = diffusion.threshold_spread(links, np.array([chosen]), theta)[0]
    return SeedResult(
        n=field.people,
        candidates=len(field.by_degree),
        by="threshold",
        spread=None,
        theta=theta,
        seeds=_names(field, chosen),
        reach=tuple(float(reach(np.array([chosen[:size]]))[0, -1]) for size in range(1, k + 1)),
        chances=_chances(field, inside.astype(float)),
        heuristic=theta > 1,
        exact=True,
        nominated=field.nominated,
        asked=field.asked,
        degree=_choice(field, field.by_degree[:k], reach),
        named=_choice(field, field.by_name[:k], reach),
        lots=_lots(field, k, reach, np.random.default_rng(seed), 1),
        cautions=field.cautions,
    )


def naming(network: Network) -> Network:
    """The network with only the ties that name a person to follow or to hear from: trusts, leads, informs."""
    ties = tuple(tie for tie in holding(network) if tie.relation in NAMING)
    return Network(network.people, network.groups, ties, network.directed)


def was_asked(network: Network) -> bool:
    """Whether any answer says whom people would follow or who would spread news."""
    return bool(_answers(network))


def nominations(network: Network) -> dict[str, int]:
    """Person or group → number of different others who nominate them.

    By the answers to “whom would you follow?” and “who would spread news?” where there are any: one vote per reporter,
    however often they name a person; all unsigned votes count as one, self-nominations do not count. On a map without
    such answers, by the ties of `naming`.
    """
    answers = _answers(network)
    if not answers:
        return times_named(naming(network))
    voices: dict[str, set[str]] = {who: set() for who in ids(network)}
    for of, reporter in answers:
        voices[of].add(reporter)
    return {who: len(said) for who, said in voices.items()}


def _answers(network: Network) -> tuple[tuple[str, str], ...]:
    """Nominations of those on the map: who is named, and by whom."""
    there = set(ids(network))
    return tuple(
        (remark.of, remark.reporter)
        for remark in network.remarks
        if remark.about in ASKED and remark.value > 0 and remark.of in there and remark.of != remark.reporter
    )


def _field(network: Network, k: int) -> _Field:
    graph = index(network)
    if not network.people:
        raise InputError("movers.nobody")
    if not graph.links.nnz:
        raise InputError("movers.no_ties", n=len(network.people))
    if k < 1:
        raise InputError("movers.k", k=k)
    places = _candidates(network)
    if k > len(places):
        raise InputError("movers.too_many", k=k, n=len(places))
    degree = np.diff(graph.links.indptr)
    asked, counts = was_asked(network), nominations(network)
    nominated = [Nominee(graph.ids[place], counts[graph.ids[place]]) for place in places]
    nominated = [nominee for nominee in nominated if nominee.times_named]
    # Without nominations, being named in any relation serves for the comparison.
    named = counts if nominated else times_named(network)
    return _Field(
        graph,
        len(network.people),
        tuple(sorted(places, key=lambda place: -int(degree[place]))),
        tuple(sorted(places, key=lambda place: (-named[graph.ids[place]], -int(degree[place])))),
        tuple(sorted(nominated, key=lambda nominee: -nominee.times_named)),
        asked and bool(nominated),
        _cautions(network, nominated=bool(nominated), asked=asked),
    )


def _candidates(network: Network) -> list[int]:
    """Positions of residents, because change should not start with paid staff. Everybody where no resident is marked."""
    residents = [place for place, person in enumerate(network.people) if person.kind is PersonKind.RESIDENT]
    return residents or list(range(len(network.people)))


def _cautions(network: Network, *, nominated: bool, asked: bool) -> tuple[str, ...]:
    answers = response(network).cautions
    checks = (
        ("movers.answers_unknown", "response.unknown" in answers),
        ("movers.answers_too_few", "response.too_low" in answers),
        ("movers.answers_few", "response.low" in answers),
        ("movers.small", len(network.people) < SMALL),
        ("movers.not_asked", not nominated),
        ("movers.no_direction", nominated and not asked and not network.directed),
    )
    return tuple(code for code, holds in checks if holds)


def _names(field: _Field, places: Sequence[int]) -> tuple[str, ...]:
    return tuple(field.graph.ids[place] for place in places)


def _chances(field: _Field, likely: Floats) -> tuple[tuple[str, float], ...]:
    return tuple(zip(field.graph.ids, likely.tolist(), strict=True))


def _choice(field: _Field, places: Sequence[int], reach: Reach) -> Baseline:
    return Baseline(_names(field, places), float(reach(np.array([places]))[0, -1]))


def _lots(field: _Field, k: int, reach: Reach, chance: np.random.Generator, samples_each: int) -> Lots:
    """Random baseline: reach of as many candidates drawn by lot; 400 draws, 200 where that would take long."""
    draws = DRAWS if DRAWS * k * samples_each <= MOST_PICKED else DRAWS // 2
    pool = np.array(sorted(field.by_degree))
    sets = np.array([chance.choice(pool, k, replace=False) for _ in range(draws)])
    reaches = reach(sets)[:, -1]
    low, high = np.quantile(reaches, (0.05, 0.95))
    return Lots(float(reaches.mean()), float(low), float(high), draws)
