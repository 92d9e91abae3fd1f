"""Four months of outreach in an invented community: dated visits, trust rungs, households, nominations,
blocked residents.

The first visits come from the grid worker, building by building; the rungs end where the invented map has
them, so that all screens agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from workshop.model.network import About, Building, Network, Person, PersonKind, Relation, Remark, Tie
from workshop.network.graph.graph import SUPPORT
from workshop.services.check.sample_file import SampleCommunity

FOUR_MONTHS = 122
LATEST = 6  # days ago
DAYS_PER_BUILDING = 11  # days later the visits begin in the next building
UNDATED = 0.1
DOUBLED = 0.12  # went a rung too far once and came back
WILLING = 9


def with_outreach(network: Network, community: SampleCommunity, seed: str, today: date) -> Network:
    """The invented map with four months of outreach behind it; the same seed gives the same."""
    chance = Random(f"{seed} seeping")  # noqa: S311 – invented data, nothing to guard
    people = tuple(_met(person, network) for person in network.people)
    start = today - timedelta(days=FOUR_MONTHS)
    buildings = sorted({one.building for one in people if one.building})
    first = {person.id: _first_visit(person, buildings, start, chance) for person in people}
    network = replace(network, people=people)
    return replace(
        network,
        ties=tuple(_dated(tie, first, network, today, chance) for tie in network.ties),
        buildings=tuple(
            _counted(building, turn, buildings, network, chance) for turn, building in enumerate(buildings)
        ),
        remarks=(
            *_ladder(network, first, start, today, chance),
            *_named(network, today, chance),
            *_held_back(network, community, today, chance),
        ),
    )


def _team(network: Network) -> dict[str, PersonKind]:
    return {person.id: person.kind for person in network.people if person.kind in SUPPORT}


def _met(person: Person, network: Network) -> Person:
    """People with a tie to the team are at least a familiar face; a resident who leads a group has tried
    something.
    """
    if person.kind is not PersonKind.RESIDENT:
        return person
    if any(tie.source == person.id and tie.relation is Relation.LEADS for tie in network.ties):
        return replace(person, trust=max(person.trust or 0, 3))
    team = _team(network)
    tied = any(
        person.id in (tie.source, tie.target) and (tie.source in team or tie.target in team)
        for tie in network.ties
    )
    return replace(person, trust=1) if tied and person.trust == 0 else person


def _counted(building: str, turn: int, buildings: list[str], network: Network, chance: Random) -> Building:
    """Households per building: rather more than the people on the map; the last building has no count yet."""
    residents = sum(person.building == building for person in network.people)
    if turn == len(buildings) - 1 and len(buildings) > 3:
        return Building(building)
    return Building(building, households=residents + chance.randrange(2, 3 + residents))


def _first_visit(person: Person, buildings: list[str], start: date, chance: Random) -> date:
    number = buildings.index(person.building) if person.building in buildings else 0
    return start + timedelta(days=3 + min(number * DAYS_PER_BUILDING, 60) + chance.randrange(0, 28))


def _dated(tie: Tie, first: dict[str, date], network: Network, today: date, chance: Random) -> Tie:
    """A tie between the team and a resident dates from the first visit; trust comes later."""
    team = _team(network)
    residents = {one.id for one in network.people if one.kind is PersonKind.RESIDENT}
    ends = {tie.source, tie.target}
    if not (ends & set(team) and ends & residents) or chance.random() < UNDATED:
        return tie
    begun = first[next(iter(ends & residents))]
    later = chance.randrange(14, 50) if tie.relation is Relation.TRUSTS else 0
    return replace(tie, when=min(begun + timedelta(days=later), today - timedelta(days=LATEST)))


def _ladder(
    network: Network, first: dict[str, date], start: date, today: date, chance: Random
) -> Iterator[Remark]:
    """The rungs each resident passed, from the first list to the current one."""
    grid = [one for one, kind in _team(network).items() if kind is PersonKind.GRID_WORKER]
    workers = [one for one, kind in _team(network).items() if kind is PersonKind.SUPPORTER]
    for person in network.people:
        if person.kind is not PersonKind.RESIDENT or person.trust is None or chance.random() < UNDATED:
            continue
        rungs = list(range(1, person.trust + 1))
        if 1 <= person.trust < 4 and chance.random() < DOUBLED:
            rungs += [person.trust + 1, person.trust]
        if chance.random() < 0.6 or not rungs:
            yield _said(person.id, 0, grid[0], start + timedelta(days=chance.randrange(0, 3)))
        room = (today - timedelta(days=LATEST) - first[person.id]).days
        later = sorted(chance.sample(range(1, max(room, len(rungs)) + 1), len(rungs)))
        for turn, (rung, days) in enumerate(zip(rungs, later, strict=True)):
            reporter = chance.choice(workers) if turn else grid[0]
            day = first[person.id] if not turn else first[person.id] + timedelta(days=days)
            yield _said(person.id, rung, reporter, day)


def _said(person: str, rung: int, reporter: str, when: date) -> Remark:
    return Remark(person, About.TRUST, float(rung), reporter=reporter, when=when)


def _named(network: Network, today: date, chance: Random) -> Iterator[Remark]:
    """Nominations: two in three residents who answered name whom they would follow and who spreads news,
    mostly well-tied people.
    """
    residents = [one for one in network.people if one.kind is PersonKind.RESIDENT]
    ties = {one.id: 1 for one in residents}
    for tie in network.ties:
        for end in (tie.source, tie.target):
            if end in ties:
                ties[end] += 1
    weights = [ties[one.id] ** 2 for one in residents]
    for person in residents:
        if not person.answered or chance.random() < 0.35:
            continue
        for about in (About.FOLLOW, About.SPREAD):
            named = chance.choices([one.id for one in residents], weights)[0]
            if named != person.id:
                yield Remark(named, about, reporter=person.id, when=today - timedelta(days=LATEST))


def _held_back(network: Network, community: SampleCommunity, today: date, chance: Random) -> Iterator[Remark]:
    """A worker's reports on some residents: will, ability, and what keeps those with will from starting."""
    worker = next(one for one, kind in _team(network).items() if kind is PersonKind.SUPPORTER)
    trusting = [one for one in network.people if one.kind is PersonKind.RESIDENT and (one.trust or 0) >= 1]
    for person in chance.sample(trusting, min(WILLING, len(trusting))):
        when = today - timedelta(days=LATEST + chance.randrange(0, 12))
        rung = person.trust or 0
        will = min(3, max(0, rung - 1 + chance.choice((0, 1, 1, 2))))
        yield Remark(person.id, About.WILL, float(will), reporter=worker, when=when)
        if chance.random() < 0.85:
            yield Remark(
                person.id, About.ABILITY, float(chance.choice((1, 1, 2, 2, 3))), reporter=worker, when=when
            )
        # People who already lead are not held back.
        if will >= 2 and rung < 4:
            word = chance.choices(community.obstacles, range(len(community.obstacles), 0, -1))[0]
            yield Remark(person.id, About.BLOCKED, word=word, reporter=worker, when=when)
