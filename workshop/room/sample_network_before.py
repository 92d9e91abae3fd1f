"""An invented community's map as it was half a year before, so that then and now can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from workshop.model.network import Group, Life, Network, Person, PersonKind, Relation, Tie

# How a group lived half a year before, by how it lives now.
BEFORE = {
    Life.ACTIVATED: Life.VOICED,
    Life.SPROUT: Life.ACTIVATED,
    Life.RUNNING: Life.SPROUT,
    Life.REGISTERED: Life.RUNNING,
    Life.DORMANT: Life.RUNNING,
    Life.CLOSED: Life.DORMANT,
}


def half_a_year_before(now: Network, seed: str, wave: str) -> Network:
    """An older map of the same invented community: some were not there yet, some have left since, groups were younger."""
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
    kept = tuple(
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
        ties=(*kept, *_ended(gone, [one for one in residents if one.id in there - silent], chance)),
        wave=wave,
    )


def _before(person: Person, chance: Random) -> Person:
    """Somebody half a year ago: mostly a rung lower or the same, and a few more who did not answer."""
    rung = (
        person.trust if person.trust is None else max(0, person.trust + chance.choice((-1, -1, 0, 0, 0, 1)))
    )
    resident = person.kind is PersonKind.RESIDENT
    return replace(
        person,
        trust=None if rung is None else min(4, rung),
        answered=person.answered and not (resident and chance.random() < 0.15),
    )


def _younger(group: Group, chance: Random) -> Group:
    return replace(group, life=BEFORE.get(group.life, group.life)) if chance.random() < 0.5 else group


def _ended(gone: tuple[Person, ...], there: list[Person], chance: Random) -> Iterator[Tie]:
    """Ties of those who have left since, and of some who lost sight of each other."""
    for person in gone:
        for friend in chance.sample(there, 3):
            yield Tie(friend.id, person.id, Relation.KNOWS, reporter=friend.id)
    for _ in range(8):
        one, other = chance.sample(there, 2)
        yield Tie(one.id, other.id, Relation.HELPS, reporter=one.id)
