"""Overview and detail (aggregated graph) for large maps: first buildings or groups and the ties between them, then people.

Five hundred dots on one screen say nothing. The areas are buildings where those are known, else people's groups,
else Louvain communities.
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
from workshop.network.graph.discord import holding
from workshop.network.graph.graph import Index, index, members
from workshop.network.graph.partition import communities

MANY = 500  # people and groups above which the areas are shown first
SMALLEST, LARGEST = 9.0, 34.0
MOST = 120  # areas on one map; the smallest beyond them are shown together
ENOUGH = 0.5  # share of people whose building (or group) must be known for it to make the areas


@dataclass(frozen=True)
class Area:
    """People shown together. `label` is a building, a group's name, or "" for those in none."""

    id: str
    label: str
    people: tuple[str, ...]


def is_large(network: Network) -> bool:
    """Whether the areas should be shown first."""
    return len(network.people) + len(network.groups) > MANY


def areas(network: Network) -> tuple[Area, ...]:
    """Partition of the people into areas, the largest first; () for a network without people.

    Buildings, if at least half of the people have one; else the largest of a person's groups, if at least half are in
    one; else Louvain communities (modularity, fixed seed), labelled with numbers.
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
    view = index(network)
    gathered: dict[int, list[str]] = {}
    for person, community in zip(
        view.ids[:n], communities(Index(view.ids[:n], view.links[:n][:, :n]), 1), strict=True
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
    labels = order if len(order) <= MOST else [*(label for label in order if label)][: MOST - 1]
    rest = [who for label in order if label not in labels for who in people[label]]
    gathered = [Area(f"area.{turn}", label, tuple(people[label])) for turn, label in enumerate(labels)]
    return (*gathered, Area(f"area.{len(gathered)}", "", tuple(rest))) if rest else tuple(gathered)


def overview(network: Network, parts: tuple[Area, ...]) -> Picture:
    """Aggregated graph: one mark an area, sized by its people, and one line for all ties between two areas, wider for more ties.

    Ties to groups count between a person's area and the area most of the group's members live in; a label is the area's
    name (its number where it has none).
    """
    home = {who: area.id for area in parts for who in area.people}
    for group, inside in members(network).items():
        counted = Counter(home[who] for who in sorted(inside))
        if counted:
            home[group] = counted.most_common(1)[0][0]
    between: Counter[tuple[str, str]] = Counter()
    for tie in holding(network):
        source, target = home.get(tie.source), home.get(tie.target)
        if source and target and source != target:
            between[min(source, target), max(source, target)] += 1
    area_network = Network(
        groups=tuple(Group(area.id) for area in parts), ties=tuple(Tie(*pair) for pair in sorted(between))
    )
    spots = place(area_network)
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
            position[source],
            position[target],
            BETWEEN,
            stroke,
            ink,
            0.6 + 0.8 * log2(1 + count),
            arrow=False,
            strength=float(count),
        )
        for (source, target), count in sorted(between.items())
    )
    legend = [LegendEntry("network.kind.area", colour, shape=shape)] if marks else []
    legend += [LegendEntry("network.relation.between", ink, stroke=stroke)] if lines else []
    return Picture(named(tuple(marks), first=None), lines, tuple(legend))


def inside(network: Network, area: Area) -> Network:
    """The people of one area with the groups they are tied to, and all ties among these."""
    return insides(network, (area,))[0]


def insides(network: Network, parts: Sequence[Area]) -> tuple[Network, ...]:
    """`inside` of several areas, in one pass over the ties."""
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
    nodes = {*area.people, *known}
    touching |= {turn for group in known for turn in at[group]}
    ties = (network.ties[turn] for turn in sorted(touching))
    return replace(
        network,
        people=tuple(network.people[turn] for turn in sorted(people[who] for who in area.people)),
        groups=tuple(network.groups[groups[group]] for group in known),
        ties=tuple(tie for tie in ties if tie.source in nodes and tie.target in nodes),
        extra=(),
        spots=(),  # an area has the whole paper to itself
    )


def area_of(parts: tuple[Area, ...], id: str) -> Area:
    """The area with this id. Raises InputError for an unknown one."""
    for area in parts:
        if area.id == id:
            return area
    raise InputError("network.unknown_id", id=id)
