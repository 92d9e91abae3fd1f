"""The pairs and trios of a `match` step as they are shown: on a phone one's own partners and their card, on the remote
everybody by nickname, to be read out where somebody has no phone.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from workshop.base.text import Language
from workshop.exercises.summary import summary
from workshop.model.camp import Camp, CampStep, Seat
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.datasets import sources_of
from workshop.services.camp.questions import questions_of
from workshop.services.matching import partners
from workshop.store import answers, camps, seats


@dataclass(frozen=True)
class Partner:
    """Somebody one is matched with. `card` is what they wrote for it; empty where nothing was asked or written."""

    nickname: str
    community: str
    card: str = ""


@dataclass(frozen=True)
class MatchShown:
    """The groups of a step. `begun`: somebody has met theirs, so they stay as they are."""

    step: CampStep
    groups: tuple[tuple[Partner, ...], ...]
    begun: bool

    @property
    def people(self) -> int:
        return sum(len(group) for group in self.groups)


def partners_of(
    context: AppContext, camp: Camp, seat: Seat, step: CampStep, question: str, language: Language
) -> tuple[Partner, ...]:
    """With whom this person is matched; nobody before the pairs are made."""

    def use_case(connection: Connection) -> tuple[Partner, ...]:
        groups = partners.groups_in(connection, camp.id, step.id)
        mine = next((group for group in groups if seat.id in group), ())
        others = [one for one in mine if one != seat.id]
        cards = _cards(connection, context, camp, step, question, others, language)
        people = _people(connection, camp.id)
        return tuple(
            Partner(people[one].nickname, people[one].community, cards.get(one, ""))
            for one in others
            if one in people
        )

    return context.store.read(use_case)


def match_shown(context: AppContext, camp: Camp, step: CampStep) -> MatchShown | None:
    """Everybody's groups; None where the step matches nobody."""
    if partners.match_of(context, step) is None:
        return None

    def use_case(connection: Connection) -> MatchShown:
        people = _people(connection, camp.id)
        groups = partners.groups_in(connection, camp.id, step.id)
        return MatchShown(
            step,
            tuple(tuple(people[one] for one in group if one in people) for group in groups),
            partners.begun_in(connection, context, step, camp.id),
        )

    return context.store.read(use_case)


def _people(connection: Connection, camp_id: str) -> dict[str, Partner]:
    names = {one.id: one.name for one in camps.communities(connection, camp_id)}
    return {one.id: Partner(one.nickname, names[one.community]) for one in seats.seats(connection, camp_id)}


def _cards(
    connection: Connection,
    context: AppContext,
    camp: Camp,
    step: CampStep,
    question: str,
    people: list[str],
    language: Language,
) -> dict[str, str]:
    """What each of them last wrote into the dataset the step names; never what was sealed."""
    steps = control.steps_in(connection, camp.id)
    asked = [one for one in sources_of(context, steps, step, question) if not one.sealed]
    by_id = {one.id: one for one in steps}
    cards: dict[str, str] = {}
    for source in asked:
        wording = {one.id: one for one in questions_of(context, camp, by_id[source.step], language)}
        if source.question not in wording:
            continue
        for given in answers.current_answers(connection, camp.id, step=source.step):
            if given.question == source.question and given.seat in people:
                words = summary(wording[source.question], given.payload, language)
                cards |= {given.seat: words} if words else {}
    return cards
