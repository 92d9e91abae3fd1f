"""People, groups and typed ties of one community at one time (a wave).

A tie is a report by a person. Residents are coded, not named.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class PersonKind(StrEnum):
    """A person's role in the community."""

    RESIDENT = "resident"
    SUPPORTER = "supporter"  # social worker, association
    COMMITTEE = "committee"  # 两委
    GRID_WORKER = "grid_worker"  # 网格员
    OUTSIDE = "outside"


class Relation(StrEnum):
    """The type of a tie."""

    KNOWS = "knows"
    TRUSTS = "trusts"
    HELPS = "helps"
    INFORMS = "informs"
    COOPERATES = "cooperates"
    LEADS = "leads"
    MEMBER = "member"
    FUNDS = "funds"


class GroupLife(StrEnum):
    """Life cycle of a group, from a need nobody voiced to a registered or ended one."""

    BURIED = "buried"
    VOICED = "voiced"
    ACTIVATED = "activated"
    SPROUT = "sprout"
    RUNNING = "running"
    REGISTERED = "registered"
    DORMANT = "dormant"
    CLOSED = "closed"


class About(StrEnum):
    """The subject of a remark about one person or group."""

    FOLLOW = "follow"  # people would follow them
    SPREAD = "spread"  # news would reach everybody through them
    INFLUENCE = "influence"  # height of the tower on the paper map
    TRUST = "trust"  # a rung of the trust ladder
    WILL = "will"
    ABILITY = "ability"
    BLOCKED = "blocked"  # what keeps a willing person from starting


@dataclass(frozen=True)
class Person:
    """A person under a code or nickname.

    `answered` is False for a person on the roster who did not reply, None where nobody recorded whether they did.
    """

    id: str
    label: str = ""
    kind: PersonKind = PersonKind.RESIDENT
    building: str = ""
    answered: bool | None = None
    trust: int | None = None  # rung 0-4 of the trust ladder


@dataclass(frozen=True)
class Group:
    """A self-organised group."""

    id: str
    label: str = ""
    purpose: str = ""  # culture, mutual_help, volunteering, governance … free text or code
    life: GroupLife = GroupLife.RUNNING
    since: date | None = None


@dataclass(frozen=True)
class Building:
    """A building or courtyard people live in; `Person.building` names its `id`. `households` None is not counted
    yet."""

    id: str
    label: str = ""
    households: int | None = None


@dataclass(frozen=True)
class Tie:
    """`source` → `target` (person or group ids). `reporter` is the person who reported it ("" when unknown).

    `trust` is the rung 0-4 the reporter gives this tie; `wave` is set where it differs from the map's.
    """

    source: str
    target: str
    relation: Relation | str = Relation.KNOWS
    strength: float = 1.0
    reporter: str = ""
    when: date | None = None
    trust: int | None = None
    wave: str = ""


@dataclass(frozen=True)
class Remark:
    """A report about one person or group: a nomination, a tower, a rung of trust on a day.

    `value` is 1 for a nomination, layers 0-5 for influence, rung 0-4 for trust, 0-3 for will and ability;
    `word` is a code where the remark is one (the obstacle a person is blocked by).
    """

    of: str
    about: About | str
    value: float = 1.0
    word: str = ""
    reporter: str = ""
    when: date | None = None


@dataclass(frozen=True)
class LifeChange:
    """A transition in a group's life cycle on that day, and why."""

    group: str
    life: GroupLife
    when: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class MapCounts:
    """How many people, groups and ties a map has, as every surface tells it.

    `ties` are reports that hold people together, `discord` those that two do not get along.
    """

    people: int
    groups: int
    ties: int
    discord: int = 0


@dataclass(frozen=True)
class Network:
    """One wave of one community. `directed` says whether a tie's direction carries meaning.

    It is a multigraph: between two ends there may be several ties (other relation, other reporter). `changes` are the
    groups' life-cycle history, `Group.life` is the current state. `spots` are the positions (id, x, y in 0 … 1) of
    people and groups on a saved map, so that they stay where everybody has learnt to find them; they do not count in
    comparisons. `extra` holds attributes of imported files that have no field here, per person/group id, so that export
    gives them back.
    """

    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    ties: tuple[Tie, ...] = ()
    directed: bool = False
    name: str = ""
    wave: str = ""
    extra: tuple[tuple[str, tuple[tuple[str, str | float | bool], ...]], ...] = ()
    buildings: tuple[Building, ...] = ()
    remarks: tuple[Remark, ...] = ()
    changes: tuple[LifeChange, ...] = ()
    spots: tuple[tuple[str, float, float], ...] = field(default=(), compare=False, repr=False)

    def label(self, id: str) -> str:
        """The label to write beside the person or group `id`."""
        named = {person.id: person.label for person in self.people}
        named |= {group.id: group.label for group in self.groups}
        return named.get(id) or id
