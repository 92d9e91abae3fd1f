"""Willing residents and what holds them back, grouped by obstacle, with expected reach (independent cascade).

A list for the team, to see which help frees most. It names people, so it never goes on a wall.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median_low

import numpy as np

from workshop.model.network import About, Network, Remark
from workshop.network.graph.graph import index
from workshop.network.seeding import diffusion
from workshop.network.seeding.seeding import SPREAD

WILLING = 2  # of 0-3
MOST_SAID = 3


@dataclass(frozen=True)
class Willing:
    """A willing resident held back by an obstacle. `ability` is None where unknown; `reach` is expected people reached from this one."""

    person: str
    will: int
    ability: int | None
    reach: float


@dataclass(frozen=True)
class Obstacle:
    """The people held back by one obstacle ("" where it was not named), and how many people they would reach together."""

    code: str
    people: tuple[Willing, ...]
    reach: float


@dataclass(frozen=True)
class BlockedResidents:
    """`spoken_of` people with a reported will, `willing` of them at 2 or 3, `held` of those by an obstacle.

    `obstacles` that hold most people first; a person held by two is under both. `n` people are on the map.
    """

    n: int
    spoken_of: int
    willing: int
    held: int
    obstacles: tuple[Obstacle, ...]


def blocked_residents(network: Network, spread: float = SPREAD, seed: int = 1) -> BlockedResidents:
    """Willing residents by obstacle, and their reach.

    Will and ability are the low median of each reporter's last report; an obstacle counts once anybody named it. Reach is
    that of `by_simple_spread` (independent cascade) with this one person, or these people, as seeds.
    """
    people = {person.id: place for place, person in enumerate(network.people)}
    will, ability = _levels(network, About.WILL), _levels(network, About.ABILITY)
    willing = {who for who, level in will.items() if level >= WILLING and who in people}
    held: dict[str, set[str]] = defaultdict(set)
    for remark in network.remarks:
        if remark.about == About.BLOCKED and remark.of in willing:
            held[remark.word].add(remark.of)
    if not held:
        return BlockedResidents(len(people), sum(who in people for who in will), len(willing), 0, ())
    drawn = diffusion.percolate(index(network).links, len(people), spread, np.random.default_rng(seed))

    def reach(who: list[str]) -> float:
        return float(diffusion.expected_reach(drawn, np.array([[people[one] for one in who]]))[0, -1])

    obstacles = []
    for code, names in held.items():
        those = [Willing(who, will[who], ability.get(who), reach([who])) for who in sorted(names)]
        those.sort(key=lambda one: (-one.will, -one.reach, one.person))
        obstacles.append(Obstacle(code, tuple(those), reach(sorted(names))))
    return BlockedResidents(
        n=len(people),
        spoken_of=sum(who in people for who in will),
        willing=len(willing),
        held=len(set().union(*held.values())),
        obstacles=tuple(sorted(obstacles, key=lambda one: (-len(one.people), -one.reach, one.code))),
    )


def _levels(network: Network, about: About) -> dict[str, int]:
    """Person → level 0-3; values other than whole numbers from 0 to 3 are left out."""
    last: dict[str, dict[str, Remark]] = defaultdict(dict)
    for remark in network.remarks:
        if remark.about != about or remark.value not in range(MOST_SAID + 1):
            continue
        before = last[remark.of].get(remark.reporter)
        if before is None or _not_older(remark, before):
            last[remark.of][remark.reporter] = remark
    return {who: median_low(int(one.value) for one in said.values()) for who, said in last.items()}


def _not_older(remark: Remark, other: Remark) -> bool:
    """A dated remark is newer than an undated one; of one day the later in the file counts."""
    if remark.when is None or other.when is None:
        return other.when is None
    return remark.when >= other.when
