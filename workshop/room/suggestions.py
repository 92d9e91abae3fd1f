"""Peer-learning suggestions for a person or a community: what the room knows of them, put to the case base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workshop.assessment.scoring import CommunityResult
from workshop.learning.backing import Backed
from workshop.learning.casebase import trusted
from workshop.learning.pattern_status import standing
from workshop.learning.retrieval import Suggestion, suggest
from workshop.learning.telling import backed
from workshop.model.camp import Camp, Community, Seat
from workshop.model.case import Asker, Case
from workshop.room import answers, results, seats
from workshop.room.case_base import cases_of, own_cases
from workshop.room.house import House
from workshop.room.patterns import known_patterns
from workshop.text import Language


def for_seat(house: House, camp: Camp, seat: Seat, language: Language) -> Suggestion:
    """Cards for what this person said: own position, own first obstacles, own community."""
    return for_obstacles(house, camp, seat, obstacles_of(house, seat), language)


def for_obstacles(
    house: House, camp: Camp, seat: Seat, obstacles: tuple[str, ...], language: Language
) -> Suggestion:
    """Cards for this person's position and community with obstacles that are only being looked up.

    What somebody told is never suggested back to them.
    """
    return for_asker(house, camp, seat, replace(known_of(house, camp, seat), obstacles=obstacles), language)


def for_asker(house: House, camp: Camp, seat: Seat, asker: Asker, language: Language) -> Suggestion:
    """Cards for an asker as this person describes it, from what this camp may read, their own stories aside."""
    own = own_cases(house, seat)
    others = tuple(case for case in cases_of(house, camp, language) if case.id not in own)
    return suggest(asker, others, house.content.vocabularies, _backed(house, others, language))


def known_of(house: House, camp: Camp, seat: Seat) -> Asker:
    """What the room knows of this person's community and position, the obstacles they chose last included."""
    asker = asker_of(results.community_of(house, seat), results.own_result(house, camp, seat))
    return replace(asker, obstacles=obstacles_of(house, seat))


def ask(house: House, asker: Asker, language: Language) -> Suggestion:
    """Cards from the shipped cases alone, for what leaves the house: nothing told in a room goes with it."""
    base = trusted(house.content.cases[language])
    shipped = tuple(one.told(language) for one in house.content.patterns)
    held = tuple(backed(one, standing(one, base), language) for one in shipped)
    return suggest(asker, base, house.content.vocabularies, held)


@dataclass(frozen=True)
class StuckToo:
    """How many others in the room chose the same obstacle, and how many of them come from another community."""

    n: int
    elsewhere: int


def stuck_too(house: House, camp: Camp, seat: Seat, obstacle: str) -> StuckToo:
    """Who else in the room is stuck at `obstacle`: a number only. Nobody has agreed to be named for it, so nobody is."""
    others = [
        one
        for one in seats.of_camp(house, camp.id)
        if one.id != seat.id and obstacle in obstacles_of(house, one)
    ]
    return StuckToo(len(others), sum(one.community != seat.community for one in others))


def _backed(house: House, cases: Sequence[Case], language: Language) -> tuple[Backed, ...]:
    """The patterns that count now and where each stands with the cases this camp may read and what people told later."""
    return tuple(
        backed(one.text.told(language), one.standing, language)
        for one in known_patterns(house, cases)
        if not one.retired
    )


def asker_of(community: Community | None, result: CommunityResult | None) -> Asker:
    """What is known of a community and its position; unknown stays unknown."""
    stage = None if result is None or "nothing_known" in result.cautions else result.stage
    if community is None:
        return Asker(stage=stage)
    return Asker(
        stage=stage,
        setting=community.setting,
        committee_support=community.committee_support,
        familiarity=community.familiarity,
        households=community.households,
        groups=community.groups,
    )


def obstacles_of(house: House, seat: Seat) -> tuple[str, ...]:
    """The obstacles a person chose last, the first one first; empty when none was chosen."""
    known = house.content.vocabularies.obstacles.codes
    for answer in reversed(answers.given_by(house, seat)):
        chosen = answer.payload.get("chosen")
        if isinstance(chosen, list) and chosen and all(code in known for code in chosen):
            return tuple(str(code) for code in chosen)
    return ()
