"""Peer-learning suggestions for a person or a community: what the room knows of them, put to the case base."""

from __future__ import annotations

from dataclasses import replace

from workshop.assessment.scoring import CommunityResult
from workshop.learning.casebase import trusted
from workshop.learning.retrieval import Suggestion, suggest
from workshop.model.camp import Camp, Community, Seat
from workshop.model.case import Asker
from workshop.room import answers, results
from workshop.room.case_base import cases_of, own_cases
from workshop.room.house import House
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
    asker = asker_of(results.community_of(house, seat), results.own_result(house, camp, seat))
    base = cases_of(house, camp, language)
    own = own_cases(house, seat)
    others = tuple(case for case in base if case.id not in own)
    return suggest(replace(asker, obstacles=obstacles), others, house.content.vocabularies)


def ask(house: House, asker: Asker, language: Language) -> Suggestion:
    """Cards from the shipped cases alone, for what leaves the house: nothing told in a room goes with it."""
    return suggest(asker, trusted(house.content.cases[language]), house.content.vocabularies)


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
