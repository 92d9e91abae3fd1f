"""Random relationship maps of invented communities: residents, groups, supporters, committee, nominations;
now and before.

Four network structures are drawn, so that the withdrawal test has something to show: a star falls apart
without its supporters, a web does not. An older map of the same community, half a year before, allows a
comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from workshop.base.text import Language, say
from workshop.model.network import Group, GroupLife, Network, Person, PersonKind, Relation, Tie
from workshop.services.check.sample_file import Interest, SampleCommunity

# A group's state by network structure: a sample is drawn, so a repeated state is likelier.
LIVES: dict[str, tuple[GroupLife, ...]] = {
    "star": (GroupLife.VOICED, GroupLife.ACTIVATED, GroupLife.SPROUT, GroupLife.DORMANT),
    "clusters": (
        GroupLife.SPROUT,
        GroupLife.SPROUT,
        GroupLife.RUNNING,
        GroupLife.RUNNING,
        GroupLife.ACTIVATED,
    ),
    "bridged": (GroupLife.RUNNING, GroupLife.RUNNING, GroupLife.RUNNING, GroupLife.SPROUT, GroupLife.DORMANT),
    "web": (GroupLife.RUNNING, GroupLife.RUNNING, GroupLife.RUNNING, GroupLife.REGISTERED, GroupLife.CLOSED),
}
# Number of non-residents: supporters, committee, grid workers.
AROUND = {"star": (3, 2, 2), "clusters": (2, 2, 1), "bridged": (2, 2, 1), "web": (1, 2, 1)}
# Chances: a resident is in a group · in a second one · two of one building are tied · is visited by a supporter.
CHANCES = {
    "star": (0.35, 0.0, 0.05, 0.75),
    "clusters": (0.70, 0.05, 0.14, 0.35),
    "bridged": (0.80, 0.22, 0.16, 0.20),
    "web": (0.90, 0.35, 0.20, 0.08),
}


@dataclass(frozen=True)
class _Cast:
    """Everybody on the map; `groups` holds each group's members, its leader first."""

    residents: tuple[Person, ...]
    supporters: tuple[Person, ...]
    committee: tuple[Person, ...]
    grid: tuple[Person, ...]
    groups: dict[str, list[str]]

    def everybody(self) -> tuple[Person, ...]:
        return (*self.residents, *self.supporters, *self.committee, *self.grid)


def invent(
    community: SampleCommunity, interests: tuple[Interest, ...], language: Language, seed: str, today: date
) -> Network:
    """A random map of an invented community; the same seed gives the same map."""
    chance = Random(seed)  # noqa: S311 – invented data, nothing to guard
    chosen = chance.sample(interests, community.groups)
    cast = _cast(community, chosen, language, chance)
    groups = tuple(
        _group(name, interest, community, language, chance, today) for name, interest in _named(chosen)
    )
    answered = {person.id for person in cast.everybody() if person.answered}
    ties = dict.fromkeys(_ties(community, cast, chance))
    return Network(
        people=cast.everybody(),
        groups=groups,
        # A tie needs a respondent: between two people who did not answer it is unknown.
        ties=tuple(
            Tie(source, target, relation, reporter=source if source in answered else target)
            for source, target, relation in ties
            if answered & {source, target}
        ),
        directed=True,
        name=community.name.of(language),
    )


def _named(chosen: list[Interest]) -> Iterator[tuple[str, Interest]]:
    return ((f"G{number}", interest) for number, interest in enumerate(chosen, start=1))


def _cast(community: SampleCommunity, chosen: list[Interest], language: Language, chance: Random) -> _Cast:
    joins, second, _, _ = CHANCES[community.ties]
    counts: dict[str, int] = {}
    groups: dict[str, list[str]] = {name: [] for name, _ in _named(chosen)}
    residents: list[Person] = []
    silent = set(chance.sample(range(community.residents), round(community.unanswered * community.residents)))
    for number in range(community.residents):
        place = number % len(chosen)
        code = f"R{number + 1:02d}"
        interest = chosen[place].person.of(language)
        counts[interest] = counts.get(interest, 0) + 1
        # In a star the supporters lead the groups, and some groups have no other leader.
        if chance.random() < joins or (number < len(chosen) and community.ties != "star"):
            groups[f"G{place + 1}"].append(code)
            if chance.random() < second:
                groups[f"G{chance.randrange(len(chosen)) + 1}"].append(code)
        residents.append(
            Person(
                code,
                f"{interest}{counts[interest]}" if language == "zh" else f"{interest} {counts[interest]}",
                building=say(
                    language, "sample.building", n=number * community.buildings // community.residents + 1
                ),
                answered=number not in silent,
                trust=_rung(community, chance),
            )
        )
    supporters, committee, grid = AROUND[community.ties]
    return _Cast(
        tuple(residents),
        _staff(supporters, "S", PersonKind.SUPPORTER, language),
        _staff(committee, "C", PersonKind.COMMITTEE, language),
        _staff(grid, "W", PersonKind.GRID_WORKER, language),
        {name: list(dict.fromkeys(members)) for name, members in groups.items()},
    )


def _staff(n: int, letter: str, kind: PersonKind, language: Language) -> tuple[Person, ...]:
    return tuple(
        Person(
            f"{letter}{number}", say(language, f"sample.staff.{kind.value}", n=number), kind, answered=True
        )
        for number in range(1, n + 1)
    )


def _rung(community: SampleCommunity, chance: Random) -> int | None:
    """A rung of the trust ladder around the community's own level of trust; some were not asked."""
    if chance.random() < 0.15:
        return None
    return min(4, max(0, community.levels[1] + chance.choice((-1, 0, 0, 1, 1))))


def _group(
    id: str, interest: Interest, community: SampleCommunity, language: Language, chance: Random, today: date
) -> Group:
    life = chance.choice(LIVES[community.ties])
    begun = life not in (GroupLife.VOICED, GroupLife.ACTIVATED)
    since = today - timedelta(days=chance.randrange(40, 900)) if begun else None
    return Group(id, interest.group.of(language), interest.purpose, life, since)


Said = tuple[str, str, Relation]


def _ties(community: SampleCommunity, cast: _Cast, chance: Random) -> Iterator[Said]:
    yield from _in_groups(cast, chance, led=community.ties == "star")
    yield from _between_neighbours(community, cast, chance)
    yield from _around(community, cast, chance)
    if community.ties in ("bridged", "web"):
        yield from _between_groups(cast, chance)


def _in_groups(cast: _Cast, chance: Random, *, led: bool) -> Iterator[Said]:
    """Members and leaders; with `led` a supporter leads every group."""
    for group, members in cast.groups.items():
        if led:
            yield chance.choice(cast.supporters).id, group, Relation.LEADS
        for place, member in enumerate(members):
            yield member, group, Relation.MEMBER if place or led else Relation.LEADS
            if place:
                friend = chance.choice(members[:place])
                yield member, friend, chance.choice((Relation.TRUSTS, Relation.KNOWS))
                if chance.random() < 0.4:
                    yield friend, member, Relation.HELPS


def _between_neighbours(community: SampleCommunity, cast: _Cast, chance: Random) -> Iterator[Said]:
    tied = CHANCES[community.ties][2] * (0.6 + 0.25 * community.familiarity)
    for place, resident in enumerate(cast.residents):
        for other in cast.residents[place + 1 :]:
            if resident.building == other.building and chance.random() < tied:
                ends = (resident.id, other.id) if chance.random() < 0.5 else (other.id, resident.id)
                yield *ends, chance.choice((Relation.KNOWS, Relation.KNOWS, Relation.HELPS))


def _around(community: SampleCommunity, cast: _Cast, chance: Random) -> Iterator[Said]:
    """Ties of supporters, committee and grid workers: with residents, groups and one another."""
    visited = CHANCES[community.ties][3]
    for resident in cast.residents:
        if chance.random() < visited:
            supporter = chance.choice(cast.supporters)
            yield supporter.id, resident.id, Relation.KNOWS
            if chance.random() < 0.5:
                yield resident.id, supporter.id, Relation.TRUSTS
        if chance.random() < 0.12:
            yield chance.choice(cast.grid).id, resident.id, Relation.INFORMS
    for members in cast.groups.values():
        if members:
            yield chance.choice(cast.supporters).id, members[0], Relation.HELPS
    for group in cast.groups:
        if chance.random() < 0.3 * community.committee_support:
            yield cast.committee[0].id, group, Relation.FUNDS
    first = cast.committee[0].id
    for person in (*cast.committee[1:], *cast.supporters, *cast.grid):
        yield first, person.id, Relation.COOPERATES


def _between_groups(cast: _Cast, chance: Random) -> Iterator[Said]:
    """Ties between groups that have done something together (a chain with extra links) and between their
    leaders.
    """
    names = list(cast.groups)
    for left, right in pairwise(names):
        if chance.random() < 0.7:
            yield left, right, Relation.COOPERATES
        yield cast.groups[left][0], cast.groups[right][0], chance.choice((Relation.TRUSTS, Relation.KNOWS))


# A group's state half a year before, by its state now.
BEFORE = {
    GroupLife.ACTIVATED: GroupLife.VOICED,
    GroupLife.SPROUT: GroupLife.ACTIVATED,
    GroupLife.RUNNING: GroupLife.SPROUT,
    GroupLife.REGISTERED: GroupLife.RUNNING,
    GroupLife.DORMANT: GroupLife.RUNNING,
    GroupLife.CLOSED: GroupLife.DORMANT,
}


def half_a_year_before(now: Network, seed: str, wave: str) -> Network:
    """An older map of the same invented community: some people not there yet, some gone since, groups
    younger.
    """
    chance = Random(f"{seed} before")  # noqa: S311 – invented data, nothing to guard
    residents = [person for person in now.people if person.kind is PersonKind.RESIDENT]
    later = {person.id for person in chance.sample(residents, 3)}
    group = chance.choice(now.groups).id
    gone = tuple(
        replace(one, id=f"R{len(residents) + number:02d}", label="")
        for number, one in enumerate(chance.sample(residents, 2), start=1)
    )
    people = tuple(_before(person, chance) for person in now.people if person.id not in later)
    there = {person.id for person in people}
    silent = {person.id for person in people if not person.answered}
    people_then = tuple(
        tie
        for tie in now.ties
        if not {tie.source, tie.target} & {*later, group}
        and tie.reporter not in silent
        and (tie.relation is Relation.COOPERATES or chance.random() < 0.85)
    )
    return replace(
        now,
        people=(*people, *gone),
        groups=tuple(_younger(one, chance) for one in now.groups if one.id != group),
        ties=(*people_then, *_ended(gone, [one for one in residents if one.id in there - silent], chance)),
        wave=wave,
    )


def _before(person: Person, chance: Random) -> Person:
    """A person half a year ago: mostly a rung lower or the same, and a few more who did not answer."""
    rung = (
        person.trust if person.trust is None else max(0, person.trust + chance.choice((-1, -1, 0, 0, 0, 1)))
    )
    resident = person.kind is PersonKind.RESIDENT
    return replace(
        person,
        trust=None if rung is None else min(4, rung),
        answered=bool(person.answered) and not (resident and chance.random() < 0.15),
    )


def _younger(group: Group, chance: Random) -> Group:
    return replace(group, life=BEFORE.get(group.life, group.life)) if chance.random() < 0.5 else group


def _ended(gone: tuple[Person, ...], there: list[Person], chance: Random) -> Iterator[Tie]:
    """Ties of people who have left since, and of some who lost touch with each other."""
    for person in gone:
        for friend in chance.sample(there, 3):
            yield Tie(friend.id, person.id, Relation.KNOWS, reporter=friend.id)
    for _ in range(8):
        one, other = chance.sample(there, 2)
        yield Tie(one.id, other.id, Relation.HELPS, reporter=one.id)
