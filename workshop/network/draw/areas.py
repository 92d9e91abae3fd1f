"""A large map in two steps: first the buildings or groups and how they are tied, then the people of one of them.

Five hundred dots on one screen say nothing. Where buildings are written down they are the areas; where not, the groups
people belong to; where neither, the parts that hang together by themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2, sqrt

from workshop.base.errors import InputError
from workshop.model.network import Group, Network, Tie
from workshop.model.picture import LegendEntry, Line, Mark, Picture
from workshop.network.draw.layout import place
from workshop.network.draw.palette import AREA, AREA_LOOK, BETWEEN, BETWEEN_LOOK
from workshop.network.draw.picture import WIDTH, named, on_paper
from workshop.network.graph.graph import Index, index, members
from workshop.network.graph.partition import communities

MANY = 500  # people and groups above which the areas are shown first
SMALLEST, LARGEST = 9.0, 34.0
MOST = 120  # areas on one map; the smallest beyond them are shown together
ENOUGH = 0.5  # share of people whose building (or group) must be known for it to make the areas


@dataclass(frozen=True)
class Area:
    """People shown together. `label` is a building, a group's name or "" for those who are in none."""

    id: str
    label: str
    people: tuple[str, ...]


def is_large(network: Network) -> bool:
    """Whether the areas should be shown first."""
    return len(network.people) + len(network.groups) > MANY


def areas(network: Network) -> tuple[Area, ...]:
    """Everybody in exactly one area, the largest first; () for a network without people.

    Buildings, if at least half of the people have one; else the largest of a person's groups, if at least half are in
    one; else parts found by Louvain's method (modularity, fixed seed), which carry numbers for names.
    """
    n = len(network.people)
    building = {person.id: person.building for person in network.people if person.building}
    if len(building) >= max(ENOUGH * n, 1):
        return _gathered(network, building)
    label = {group.id: group.label or group.id for group in network.groups}
    inside = members(network)
    group = {
        person: label[where]
        for where in sorted(inside, key=lambda one: (len(inside[one]), one))
        for person in inside[where]
    }
    if len(group) >= max(ENOUGH * n, 1):
        return _gathered(network, group)
    whole = index(network)
    gathered: dict[int, list[str]] = {}
    for person, community in zip(
        whole.ids[:n], communities(Index(whole.ids[:n], whole.links[:n][:, :n]), 1), strict=True
    ):
        gathered.setdefault(int(community), []).append(person)
    together = [part for part in gathered.values() if len(part) > 1]
    parts = sorted(together, key=lambda part: (-len(part), min(part)))
    return _gathered(
        network, {person: f"{number}" for number, part in enumerate(parts, 1) for person in part}
    )


def _gathered(network: Network, where: dict[str, str]) -> tuple[Area, ...]:
    people: dict[str, list[str]] = {}
    for person in network.people:
        people.setdefault(where.get(person.id, ""), []).append(person.id)
    order = sorted(people, key=lambda label: (label == "", -len(people[label]), label))
    kept = order if len(order) <= MOST else [*(label for label in order if label)][: MOST - 1]
    rest = [who for label in order if label not in kept for who in people[label]]
    found = [Area(f"area.{turn}", label, tuple(people[label])) for turn, label in enumerate(kept)]
    return (*found, Area(f"area.{len(found)}", "", tuple(rest))) if rest else tuple(found)


def overview(network: Network, parts: tuple[Area, ...]) -> Picture:
    """One mark an area, sized by its people, and one line for all ties between two areas, as wide as they are many.

    Ties to groups count between a person's area and the area most of the group's members live in; a label is the area's
    name (its number where it has none).
    """
    home = {who: area.id for area in parts for who in area.people}
    for group, inside in members(network).items():
        counted = Counter(home[who] for who in sorted(inside))
        if counted:
            home[group] = counted.most_common(1)[0][0]
    between: Counter[tuple[str, str]] = Counter()
    for tie in network.ties:
        one, other = home.get(tie.source), home.get(tie.target)
        if one and other and one != other:
            between[min(one, other), max(one, other)] += 1
    whole = Network(
        groups=tuple(Group(area.id) for area in parts), ties=tuple(Tie(*pair) for pair in sorted(between))
    )
    spots = place(whole)
    most = max((len(area.people) for area in parts), default=1)
    shape, colour = AREA_LOOK
    crowd = min(1.0, sqrt(24 / max(len(parts), 1)))
    marks = []
    for area in parts:
        radius = crowd * (SMALLEST + (LARGEST - SMALLEST) * sqrt(len(area.people) / most))
        x, y = on_paper(spots[area.id])
        label = f"{area.label or '…'} · {len(area.people)}"
        marks.append(Mark(area.id, label, AREA, x, y, radius / WIDTH, shape, colour))
    position = {area.id: turn for turn, area in enumerate(parts)}
    stroke, ink = BETWEEN_LOOK
    lines = tuple(
        Line(
            position[one],
            position[other],
            BETWEEN,
            stroke,
            ink,
            0.6 + 0.8 * log2(1 + count),
            arrow=False,
            strength=float(count),
        )
        for (one, other), count in sorted(between.items())
    )
    legend = [LegendEntry("network.kind.area", colour, shape=shape)] if marks else []
    legend += [LegendEntry("network.relation.between", ink, stroke=stroke)] if lines else []
    return Picture(named(tuple(marks), first=None), lines, tuple(legend))


def inside(network: Network, area: Area) -> Network:
    """The people of one area with the groups they are tied to and the ties among all of these."""
    return insides(network, (area,))[0]


def insides(network: Network, parts: Sequence[Area]) -> tuple[Network, ...]:
    """`inside` of several areas; every tie is looked up once, not once an area."""
    people = {person.id: turn for turn, person in enumerate(network.people)}
    groups = {group.id: turn for turn, group in enumerate(network.groups)}
    at: dict[str, list[int]] = {}
    for turn, tie in enumerate(network.ties):
        at.setdefault(tie.source, []).append(turn)
        at.setdefault(tie.target, []).append(turn)
    return tuple(_inside(network, area, people, groups, at) for area in parts)


def _inside(
    network: Network,
    area: Area,
    people: Mapping[str, int],
    groups: Mapping[str, int],
    at: Mapping[str, Sequence[int]],
) -> Network:
    touching = {turn for who in area.people for turn in at.get(who, ())}
    ends = {end for turn in touching for end in (network.ties[turn].source, network.ties[turn].target)}
    known = sorted(ends & groups.keys(), key=groups.__getitem__)
    kept = {*area.people, *known}
    touching |= {turn for group in known for turn in at[group]}
    ties = (network.ties[turn] for turn in sorted(touching))
    return replace(
        network,
        people=tuple(network.people[turn] for turn in sorted(people[who] for who in area.people)),
        groups=tuple(network.groups[groups[group]] for group in known),
        ties=tuple(tie for tie in ties if tie.source in kept and tie.target in kept),
        extra=(),
        spots=(),  # an area has the whole paper to itself
    )


def area_of(parts: tuple[Area, ...], id: str) -> Area:
    """The area with this id. Raises InputError for an unknown one."""
    for area in parts:
        if area.id == id:
            return area
    raise InputError("network.unknown_id", id=id)
