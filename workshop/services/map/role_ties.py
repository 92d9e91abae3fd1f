"""The camp's maps as one picture that names nobody: how many people of each kind, how many pairs tied within and between.

Names left off would not make a map anonymous, since almost everybody is known by who their neighbours are; so a wall
shows sums alone, and none of a part with fewer than five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshop.model.camp import Camp
from workshop.model.network import Network, Person, PersonKind
from workshop.model.privacy import MIN_GROUP
from workshop.network.graph.graph import SUPPORT as SUPPORT_KINDS
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.map.networks import all_current

RESIDENT, SUPPORT, OUTSIDE, GROUP = "resident", "support", "outside", "group"
PARTS = (RESIDENT, GROUP, SUPPORT, OUTSIDE)
Parts = tuple[str, str]


@dataclass(frozen=True)
class RoleTies:
    """Sums over `maps` maps. `ties` has pairs, however many relations they have, by their two parts in the order of
    PARTS."""

    maps: int
    counts: Mapping[str, int]
    ties: Mapping[Parts, int]


def role_ties_of(context: AppContext, camp: Camp) -> RoleTies:
    """The newest maps of all the camp's communities together."""
    found = all_current(context, tuple(one.id for one in camps.communities(context, camp.id)))
    return role_ties(found.values())


def role_ties(networks: Iterable[Network]) -> RoleTies:
    """Sums over the maps that have people; a part of fewer than five is left out with its ties.

    Workers, committees and grid workers are one part: a map has few of each.
    """
    maps = [one for one in networks if one.people]
    counts: Counter[str] = Counter()
    ties: Counter[Parts] = Counter()
    for network in maps:
        parts = {person.id: _part(person) for person in network.people}
        parts |= {group.id: GROUP for group in network.groups}
        counts.update(parts.values())
        for pair in {frozenset((tie.source, tie.target)) for tie in network.ties}:
            ends = sorted((parts[one] for one in pair if one in parts), key=PARTS.index)
            if len(ends) == 2:
                ties[ends[0], ends[1]] += 1
    shown = {part: counts[part] for part in PARTS if counts[part] >= MIN_GROUP}
    return RoleTies(
        len(maps), shown, {ends: count for ends, count in ties.items() if all(part in shown for part in ends)}
    )


def _part(person: Person) -> str:
    if person.kind in SUPPORT_KINDS:
        return SUPPORT
    return RESIDENT if person.kind is PersonKind.RESIDENT else OUTSIDE
