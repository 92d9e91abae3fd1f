"""Peer-learning suggestions (case-based reasoning, retrieve): a person's or community's situation as a query
to the case base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from workshop.services.app.context import AppContext
from workshop.services.camp import answers
from workshop.services.camp.camps import communities
from workshop.services.learn.case_base import cases_of, own_cases
from workshop.services.learn.community_facts import facts_told_by
from workshop.services.learn.patterns import known_patterns
from workshop.services.matching.pairing_people import people_who_offer
from workshop.services.position import results
from workshop.services.seats import seats
from workshop.store.answers import current_answers


def for_seat(context: AppContext, camp: Camp, seat: Seat, language: Language) -> Suggestion:
    """Cards for this person: own position, own first obstacles, own community."""
    return for_obstacles(context, camp, seat, obstacles_of(context, seat), language)


def for_obstacles(
    context: AppContext, camp: Camp, seat: Seat, obstacles: tuple[str, ...], language: Language
) -> Suggestion:
    """Cards for this person's position and community with obstacles they are only looking up.

    A person's own cases are never suggested back to them.
    """
    return for_asker(
        context, camp, seat, replace(known_of(context, camp, seat), obstacles=obstacles), language
    )


def for_asker(context: AppContext, camp: Camp, seat: Seat, asker: Asker, language: Language) -> Suggestion:
    """Cards for an asker as described here, from the cases this camp may read except their own.

    A card names people in the room who offered to talk about what it describes.
    """
    own = own_cases(context, seat)
    others = tuple(case for case in cases_of(context, camp, language) if case.id not in own)
    suggestion = suggest(asker, others, context.content.vocabularies, _backed(context, others, language))
    return _named(context, camp, seat, suggestion, asker, language)


def _named(
    context: AppContext, camp: Camp, seat: Seat, suggestion: Suggestion, asker: Asker, language: Language
) -> Suggestion:
    """The cards with a contact: a person here who offered help, from another community."""
    peers = [
        peer
        for peer in people_who_offer(context, camp)
        if peer.id != seat.id and peer.organisation != seat.community
    ]
    if not peers:
        return suggestion
    places = {one.id: one.name for one in communities(context, camp.id)}
    names = {
        one.id: say(language, "cards_room.person", name=one.nickname, community=places[one.community])
        for one in seats.of_camp(context, camp.id)
        if one.community in places
    }
    # A person may have withdrawn between the two reads.
    there = [peer for peer in peers if peer.id in names]
    cards = with_people(suggestion, asker, there).cards
    return replace(
        suggestion,
        cards=tuple(
            replace(card, person=names[card.person]) if card.person is not None else card for card in cards
        ),
    )


def known_of(context: AppContext, camp: Camp, seat: Seat) -> Asker:
    """The query: this person's community and position, latest obstacles, and what they reported about their
    community.
    """
    asker = asker_of(results.community_of(context, seat), results.own_result(context, camp, seat))
    asker_note = facts_told_by(context, seat)
    return replace(
        asker, obstacles=obstacles_of(context, seat), assets=asker_note.assets, words=asker_note.words
    )


def ask(context: AppContext, asker: Asker, language: Language) -> Suggestion:
    """Cards from the shipped cases alone, for exports: cases told in a room are not exported."""
    base = trusted(context.content.cases[language])
    shipped = tuple(one.in_language(language) for one in context.content.patterns)
    held = tuple(backed(one, standing(one, base), language) for one in shipped)
    return suggest(asker, base, context.content.vocabularies, held)


def stuck_too(context: AppContext, camp: Camp, seat: Seat, obstacle: str) -> StuckToo:
    """How many other people in the room are stuck at `obstacle`. Only a number: nobody has agreed to be named
    for it.
    """
    stuck = stuck_at(context, camp)
    others = [
        one
        for one in seats.of_camp(context, camp.id)
        if one.id != seat.id and obstacle in stuck.get(one.id, ())
    ]
    return StuckToo(len(others), sum(one.community != seat.community for one in others))


def stuck_at(context: AppContext, camp: Camp) -> dict[str, tuple[str, ...]]:
    """Seat -> the obstacles that person chose last; one query for the whole camp."""
    by_seat: dict[str, list[Answer]] = {}
    for answer in context.store.read(lambda connection: current_answers(connection, camp.id)):
        if answer.seat:
            by_seat.setdefault(answer.seat, []).append(answer)
    chosen_by_seat = {seat: _last_chosen(context, given) for seat, given in by_seat.items()}
    return {seat: chosen for seat, chosen in chosen_by_seat.items() if chosen}


def _backed(context: AppContext, cases: Sequence[Case], language: Language) -> tuple[Backed, ...]:
    """The current patterns with their standing, given the cases this camp may read and later trials."""
    return tuple(
        backed(one.text.in_language(language), one.standing, language)
        for one in known_patterns(context, cases)
        if not one.retired
    )


def asker_of(community: Community | None, result: CommunityResult | None) -> Asker:
    """A community and its position as an asker; unknown stays unknown."""
    stage = None if result is None else result.stage
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


def obstacles_of(context: AppContext, seat: Seat) -> tuple[str, ...]:
    """The obstacles a person chose last, in their order of priority; empty when none was chosen."""
    return _last_chosen(context, answers.given_by(context, seat))


@dataclass(frozen=True)
class ChosenObstacles:
    """What one person chose in their answers."""

    nickname: str
    obstacles: tuple[str, ...]


def chosen_obstacles(context: AppContext, community: Community) -> tuple[ChosenObstacles, ...]:
    """What each of a community's people chose; those who chose nothing too."""
    return tuple(
        ChosenObstacles(one.nickname, obstacles_of(context, one))
        for one in seats.of_camp(context, community.camp)
        if one.community == community.id
    )


def _last_chosen(context: AppContext, given: Sequence[Answer]) -> tuple[str, ...]:
    """The obstacles chosen last among a person's answers. One that is stored without a seat stays out: what a card was
    shown for is kept with the seat.
    """
    known = context.content.vocabularies.obstacles.codes
    for answer in reversed(given):
        chosen = answer.payload.get("chosen")
        if answer.seat and isinstance(chosen, list) and chosen and all(code in known for code in chosen):
            return tuple(str(code) for code in chosen)
    return ()
