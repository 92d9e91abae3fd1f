"""Peer-learning suggestions for a person or a community: what the room knows of them, put to the case base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.text import Language, say
from workshop.learning.cases.casebase import trusted
from workshop.learning.matching.in_room import with_people
from workshop.learning.patterns.pattern_status import standing
from workshop.learning.suggest.backing import Backed
from workshop.learning.suggest.card_text import backed
from workshop.learning.suggest.retrieval import Suggestion, suggest
from workshop.learning.suggest.stuck_too import StuckToo
from workshop.model.camp import Camp, Community, Seat
from workshop.model.case import Asker, Case
from workshop.model.step import Answer
from workshop.services.app.context import House
from workshop.services.camp import answers
from workshop.services.camp.camps import communities
from workshop.services.learn.case_base import cases_of, own_cases
from workshop.services.learn.community_facts import told_by
from workshop.services.learn.patterns import known_patterns
from workshop.services.matching.pairing_people import people_who_offer
from workshop.services.position import results
from workshop.services.seats import seats
from workshop.store.answers import current_answers


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
    """Cards for an asker as this person describes it, from what this camp may read, their own stories aside.

    Who in the room offered what a card tells of is named on it.
    """
    own = own_cases(house, seat)
    others = tuple(case for case in cases_of(house, camp, language) if case.id not in own)
    found = suggest(asker, others, house.content.vocabularies, _backed(house, others, language))
    return _named(house, camp, seat, found, asker, language)


def _named(
    house: House, camp: Camp, seat: Seat, found: Suggestion, asker: Asker, language: Language
) -> Suggestion:
    """The cards with the person who may be asked: somebody here who said so, of another community."""
    peers = [
        peer
        for peer in people_who_offer(house, camp)
        if peer.id != seat.id and peer.organisation != seat.community
    ]
    if not peers:
        return found
    places = {one.id: one.name for one in communities(house, camp.id)}
    names = {
        one.id: say(language, "cards_room.person", name=one.nickname, community=places[one.community])
        for one in seats.of_camp(house, camp.id)
        if one.community in places
    }
    # Somebody may have withdrawn between the two looks.
    there = [peer for peer in peers if peer.id in names]
    cards = with_people(found, asker, there).cards
    return replace(
        found,
        cards=tuple(
            replace(card, person=names[card.person]) if card.person is not None else card for card in cards
        ),
    )


def known_of(house: House, camp: Camp, seat: Seat) -> Asker:
    """What the room knows of this person's community and position, what they chose last and told of their place."""
    asker = asker_of(results.community_of(house, seat), results.own_result(house, camp, seat))
    told = told_by(house, seat)
    return replace(asker, obstacles=obstacles_of(house, seat), assets=told.assets, words=told.words)


def ask(house: House, asker: Asker, language: Language) -> Suggestion:
    """Cards from the shipped cases alone, for what leaves the house: nothing told in a room goes with it."""
    base = trusted(house.content.cases[language])
    shipped = tuple(one.told(language) for one in house.content.patterns)
    held = tuple(backed(one, standing(one, base), language) for one in shipped)
    return suggest(asker, base, house.content.vocabularies, held)


def stuck_too(house: House, camp: Camp, seat: Seat, obstacle: str) -> StuckToo:
    """Who else in the room is stuck at `obstacle`: a number only. Nobody has agreed to be named for it, so nobody is."""
    stuck = stuck_at(house, camp)
    others = [
        one
        for one in seats.of_camp(house, camp.id)
        if one.id != seat.id and obstacle in stuck.get(one.id, ())
    ]
    return StuckToo(len(others), sum(one.community != seat.community for one in others))


def stuck_at(house: House, camp: Camp) -> dict[str, tuple[str, ...]]:
    """Seat -> the obstacles that person chose last; one look at the store for the whole camp."""
    by_seat: dict[str, list[Answer]] = {}
    for answer in house.store.read(lambda connection: current_answers(connection, camp.id)):
        by_seat.setdefault(answer.seat, []).append(answer)
    found = {seat: _last_chosen(house, given) for seat, given in by_seat.items()}
    return {seat: chosen for seat, chosen in found.items() if chosen}


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
    return _last_chosen(house, answers.given_by(house, seat))


def _last_chosen(house: House, given: Sequence[Answer]) -> tuple[str, ...]:
    """The obstacles among somebody's answers, those chosen last."""
    known = house.content.vocabularies.obstacles.codes
    for answer in reversed(given):
        chosen = answer.payload.get("chosen")
        if isinstance(chosen, list) and chosen and all(code in known for code in chosen):
            return tuple(str(code) for code in chosen)
    return ()
