"""What a camp holds for the one page of its communities, read from answers, commitments and tried cards.

Sealed and anonymous answers stay out: they belong to nobody's page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.exercises.structure import SEALED
from workshop.learning.suggest.retrieval import Card
from workshop.model.camp import Camp, Community, Seat
from workshop.model.direction import Condition
from workshop.model.step import Answer, Question, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control
from workshop.services.camp.answers import given_by
from workshop.services.camp.datasets import asked_by
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.services.camp.rubrics import rubric_of
from workshop.services.community import directions
from workshop.services.community.conditions import ConditionSeen
from workshop.services.community.directions import Stood
from workshop.services.community.held import MOST_OBSTACLES, count_obstacles
from workshop.services.community.lives.obstacles import VoicedObstacle
from workshop.services.community.lives.over_time import voiced_in
from workshop.services.community.one_page import (
    MeantCard,
    OnePage,
    PageFacts,
    ProposedStep,
    SmallThing,
    needs_proposal,
    one_page,
)
from workshop.services.community.one_page_text import PageWords
from workshop.services.follow import pulses
from workshop.services.follow.pulses import Followed
from workshop.services.learn import suggestions, trials
from workshop.services.learn.trial_counts import InWords, in_words
from workshop.services.learn.trials import Trying
from workshop.services.position import results
from workshop.services.seats import seats
from workshop.store.answers import current_answers

CONDITIONS = "conditions"  # what a step that asks about the four conditions says its answers go into
NOW = "-now"  # ends the id of a question about the present; the others ask about half a year on
# The exercise's short names for the article's four conditions.
CONDITION_OF_QUESTION = {
    "reach": Condition.CAPILLARIES,
    "trust": Condition.TRUST,
    "support": Condition.SUPPORT,
    "own": Condition.OWN,
}


@dataclass(frozen=True)
class GatheredFacts:
    """What all communities of a camp are read from at once."""

    context: AppContext
    camp: Camp
    rubric: Rubric
    language: Language
    seats: Sequence[Seat]
    results: dict[str, CommunityResult]
    chosen: dict[str, tuple[str, ...]]
    conditions: dict[str, Question]  # question id -> as it was asked
    answers: Sequence[Answer]  # to those questions, which count
    promises: Sequence[Followed]
    tried: Sequence[InWords]
    directions: dict[str, Stood]  # by community id
    voiced: dict[str, tuple[VoicedObstacle, ...]]  # at sharing meetings, by community id

    def of(self, place: Community, only: Seat | None = None) -> PageFacts:
        """What is known of one community; of one person of it where `only` is given."""
        people = [one for one in self.seats if one.community == place.id]
        here = {one.id: one for one in people if only is None or one.id == only.id}
        facts = PageFacts(
            today=local_day(self.context.now()),
            chosen=tuple(self.chosen[seat] for seat in here if seat in self.chosen),
            voiced=self.voiced.get(place.id, ()),
            conditions=self._conditions(here),
            small=self._small(here),
            promises=tuple(one for one in self.promises if one.held.commitment.seat.id in here),
            meant=tuple(
                _meant(one, here[one.trying.shown.seat])
                for one in self.tried
                if one.trying.shown.seat in here
            ),
            direction=self.directions.get(place.id),
            result=self.results.get(place.id),
        )
        # One's own page leads on to one's own cards: a whole room opens it within a minute, also when they cannot be found.
        if only is not None or not needs_proposal(facts):
            return facts
        return replace(facts, proposal=self._proposal(place, facts))

    def _conditions(self, here: dict[str, Seat]) -> tuple[ConditionSeen, ...]:
        levels: dict[str, list[int]] = defaultdict(list)
        for answer in self.answers:
            level = answer.payload.get("level")
            if answer.seat in here and answer.question.endswith(NOW) and isinstance(level, int):
                levels[answer.question].append(level)
        return tuple(
            ConditionSeen(
                CONDITION_OF_QUESTION[question.removesuffix(NOW)],
                tuple(sorted(given)),
                tuple(option.label for option in self.conditions[question].options),
            )
            for question, given in levels.items()
            if question.removesuffix(NOW) in CONDITION_OF_QUESTION
        )

    def _small(self, here: dict[str, Seat]) -> tuple[SmallThing, ...]:
        return tuple(
            SmallThing(str(answer.payload["text"]), answer.seat, here[answer.seat].role)
            for answer in self.answers
            if answer.seat in here and answer.payload.get("text")
        )

    def _proposal(self, place: Community, facts: PageFacts) -> ProposedStep | None:
        """The first step of the first card that answers what is named first; from the shipped cases, as in exports."""
        codes = tuple(one.code for one in count_obstacles(facts.chosen, facts.voiced))[:MOST_OBSTACLES]
        if not codes:
            return None
        asker = replace(suggestions.asker_of(place, facts.result), obstacles=codes)
        cards = suggestions.ask(self.context, asker, self.language).cards
        card = next((one for one in cards if _begins(one, codes[0])), None)
        return ProposedStep(card.first_step, card.told.title) if card else None


def facts_in(context: AppContext, camp: Camp, language: Language) -> GatheredFacts:
    """Everything the pages of a camp are made from."""
    asked = _asked(context, camp, language)
    given = context.store.read(lambda connection: current_answers(connection, camp.id))
    people = seats.of_camp(context, camp.id)
    tried = [one for one in trials.in_camp(context, camp.id) if _still_tried(one)]
    there = {one.id for one in people}
    chosen = suggestions.stuck_at(context, camp)
    return GatheredFacts(
        context,
        camp,
        rubric_of(context, camp.rubric),
        language,
        people,
        results.camp_results(context, camp),
        chosen,
        *_newest(asked, given),
        pulses.in_camp(context, camp.id),
        in_words(context, camp, [one for one in tried if one.shown.seat in there], language),
        {one.directions.community.id: one for one in directions.in_camp(context, camp)},
        voiced_in(context, camps.communities(context, camp.id), people, chosen),
    )


def one_pages(context: AppContext, camp: Camp, language: Language) -> dict[str, OnePage]:
    """Community id -> its page, for every community of a camp."""
    gathered, rubric = facts_in(context, camp, language), rubric_of(context, camp.rubric)
    return {place.id: one_page(gathered.of(place), rubric) for place in camps.communities(context, camp.id)}


def page_of(context: AppContext, camp: Camp, place: Community, language: Language) -> OnePage:
    """One community's page, by everybody who came for it."""
    gathered = facts_in(context, camp, language)
    return one_page(gathered.of(place), gathered.rubric)


def page_of_seat(
    context: AppContext, camp: Camp, seat: Seat, place: Community, language: Language
) -> OnePage:
    """The page by one person's own answers: what others said of the community is not shown to them by it.

    Only that person's rows are read: a whole room asks for it within the same minute.
    """
    gathered = _of_seat(context, camp, seat, language)
    return one_page(gathered.of(place, seat), gathered.rubric)


def _of_seat(context: AppContext, camp: Camp, seat: Seat, language: Language) -> GatheredFacts:
    asked = _asked(context, camp, language)
    given = given_by(context, seat)
    own = results.own_result(context, camp, seat)
    tried = [one for one in trials.of_seat(context, seat) if _still_tried(one)]
    chosen = suggestions.obstacles_of(context, seat)
    return GatheredFacts(
        context,
        camp,
        rubric_of(context, camp.rubric),
        language,
        (seat,),
        {seat.community: own} if own else {},
        {seat.id: chosen} if chosen else {},
        *_newest(asked, given),
        pulses.of_seat(context, seat),
        in_words(context, camp, tried, language),
        {},
        {},
    )


def words_for(context: AppContext, camp: Camp, language: Language, people: Iterable[Seat] = ()) -> PageWords:
    """What the sentences are made with; `people` may be named."""
    return PageWords(
        language,
        rubric_of(context, camp.rubric),
        context.content.vocabularies,
        context.content.exercises,
        local_day(context.now()),
        {one.id: one.nickname for one in people},
    )


def _still_tried(trying: Trying) -> bool:
    """Whether somebody still means to try it, or is about to be asked."""
    return not trying.words or trying.waiting is not None


def _asked(context: AppContext, camp: Camp, language: Language) -> dict[tuple[str, str], Question]:
    """The questions about the conditions, by step and question."""
    found: dict[tuple[str, str], Question] = {}
    for step in control.asking(control.steps(context, camp.id)):
        exercise = exercise_of(context, step)
        if exercise.privacy.level == SEALED:
            continue
        for question in questions_of(context, camp, step, language):
            part = asked_by(exercise, question.id)
            if part is None or part.into != CONDITIONS or question.anonymous:
                continue
            if part.kind in (StepKind.SCALE, StepKind.TEXT):
                found[step.id, question.id] = question
    return found


def _newest(
    asked: dict[tuple[str, str], Question], given: Sequence[Answer]
) -> tuple[dict[str, Question], tuple[Answer, ...]]:
    """The questions by their ids, and the answers to them; asked again later, a person's newest answer counts."""
    newest = {
        (one.seat, one.question): one for one in given if one.seat and (one.step, one.question) in asked
    }
    return {question: asked[step, question] for step, question in asked}, tuple(newest.values())


def _meant(tried: InWords, seat: Seat) -> MeantCard:
    ask = tried.trying.waiting or tried.trying.ahead
    return MeantCard(
        tried.first_step or tried.did or tried.title,
        tried.title,
        seat.id,
        seat.role,
        ask.on if ask else None,
        tried.trying.waiting is not None,
    )


def _begins(card: Card, obstacle: str) -> bool:
    return bool(card.first_step) and card.obstacle == obstacle
