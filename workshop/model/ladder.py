"""A demonstration ladder: what one person or group did, rung after rung, each larger than the one before, and told to others.

The article's: a security guard starts a dance team, puts on a Dragon Boat festival for the community, becomes a guide at
the culture wall, and tells of every rung at the groups' sharing meeting (自组织生活会).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Climber(StrEnum):
    """Whose ladder it is."""

    PERSON = "person"
    GROUP = "group"


class Need(StrEnum):
    """What a rung needed, in the article's order: a blocked will needs money, morale and company before it acts."""

    MONEY = "money"
    MORALE = "morale"
    COMPANY = "company"
    PERMISSION = "permission"  # the community's word that it may be done, on the community's platform
    SKILL = "skill"
    ROOM = "room"  # a room or a place, things to do it with
    STAGE = "stage"  # being asked; an occasion to show what one can
    LINK = "link"  # somebody brings them together with whoever has it
    SPONSOR = "sponsor"


class Giver(StrEnum):
    """Who gave it."""

    THEMSELVES = "themselves"
    RESIDENTS = "residents"
    SOCIAL_WORKER = "social_worker"
    COMMITTEE = "committee"
    PROJECT = "project"
    BUSINESS = "business"
    OTHER = "other"
    NOBODY = "nobody"  # it was lacking


class ToldWhere(StrEnum):
    """Where a rung was told to others."""

    SHARING_MEETING = "sharing_meeting"
    CAMP = "camp"
    CHAT = "chat"
    ELSEWHERE = "elsewhere"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Support:
    """One thing a rung needed, and who gave it."""

    need: Need
    giver: Giver


@dataclass(frozen=True)
class LadderRung:
    """One rung. `when` and `told_when` are dates as exact as they are known: `2026`, `2026-05`, `2026-05-30`.

    `kind` is a code of the documented ladders' kinds; `wish` is what the person or group wants to do next, in their words.
    """

    what: str
    kind: str
    when: str
    needs: tuple[Support, ...] = ()
    told: ToldWhere = ToldWhere.NOT_YET
    told_when: str = ""
    wish: str = ""


@dataclass(frozen=True)
class ClimberName:
    """Who climbs, as others call them: a code or a nickname, never the full name; of a seat of the camp its nickname now."""

    climber: Climber
    name: str
    agreed: bool  # they know that it is kept here, and agree


@dataclass(frozen=True)
class PlacedRung:
    """A rung under the id its corrections keep."""

    id: str
    rung: LadderRung


@dataclass(frozen=True)
class Ladder:
    """One ladder as it stands, its rungs from the first to the last. `code` is what exports call a person."""

    id: str
    community: str
    who: ClimberName
    seat: str | None
    rungs: tuple[PlacedRung, ...]

    @property
    def code(self) -> str:
        """A name that gives nobody away; a group's own name does not."""
        return self.who.name if self.who.climber is Climber.GROUP else f"L{self.id[:5].upper()}"

    @property
    def top(self) -> LadderRung | None:
        """The rung they stand on."""
        return self.rungs[-1].rung if self.rungs else None
