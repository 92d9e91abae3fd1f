"""Who would like to begin and what keeps them from it: people with will and an obstacle, gathered by obstacle.

It is a list for the team, to see which help frees most; it names people, so it never goes on a wall.
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
    """Somebody with will and an obstacle. `ability` is None where nobody said; `reach` people would hear from them."""

    person: str
    will: int
    ability: int | None
    reach: float


@dataclass(frozen=True)
class Obstacle:
    """Who is held back by one obstacle ("" where nobody said which), and how many people they would reach together."""

    code: str
    people: tuple[Willing, ...]
    reach: float


@dataclass(frozen=True)
class BlockedResidents:
    """`spoken_of` people whose will somebody told, `willing` of them 2 or 3, `held` of those by an obstacle.

    `obstacles` that hold most people first; somebody held by two is under both. `n` people are on the map.
    """

    n: int
    spoken_of: int
    willing: int
    held: int
    obstacles: tuple[Obstacle, ...]


def blocked_residents(network: Network, spread: float = SPREAD, seed: int = 1) -> BlockedResidents:
    """Who with will is held back by what, and whom they would reach.

    Will and ability are the middle (the lower of two) of each reporter's last word; an obstacle counts once anybody
    named it. Reach is that of `by_simple_spread` with this one person, or these people, as the start.
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

    found = []
    for code, names in held.items():
        those = [Willing(who, will[who], ability.get(who), reach([who])) for who in sorted(names)]
        those.sort(key=lambda one: (-one.will, -one.reach, one.person))
        found.append(Obstacle(code, tuple(those), reach(sorted(names))))
    return BlockedResidents(
        n=len(people),
        spoken_of=sum(who in people for who in will),
        willing=len(willing),
        held=len(set().union(*held.values())),
        obstacles=tuple(sorted(found, key=lambda one: (-len(one.people), -one.reach, one.code))),
    )


def _levels(network: Network, about: About) -> dict[str, int]:
    """Person → level 0-3; what is no whole number from 0 to 3 is left out."""
    last: dict[str, dict[str, Remark]] = defaultdict(dict)
    for remark in network.remarks:
        if remark.about != about or remark.value not in range(MOST_SAID + 1):
            continue
        before = last[remark.of].get(remark.reporter)
        if before is None or _not_older(remark, before):
            last[remark.of][remark.reporter] = remark
    return {who: median_low(int(one.value) for one in said.values()) for who, said in last.items()}


def _not_older(remark: Remark, other: Remark) -> bool:
    """A remark with a day is newer than one without; of one day the later in the file counts."""
    if remark.when is None or other.when is None:
        return other.when is None
    return remark.when >= other.when
