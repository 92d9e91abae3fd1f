"""Everything a camp's report and exports show, gathered once: counts, positions, maps, cards, commitments,
answers.

People appear under pseudonymous codes, never under a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from workshop.assessment.rubric.rubric import Rubric
from workshop.base.text import Language
from workshop.exercises.structure import SEALED
from workshop.learning.cases.vocabulary import Vocabularies
from workshop.learning.community.documented_ladders import DocumentedLadders
from workshop.model.camp import Camp, CampStep, Community, Role, Seat
from workshop.model.commitment import PulseWord
from workshop.model.ids import seat_codes
from workshop.model.rating import Rating
from workshop.model.step import Answer
from workshop.services.app.context import AppContext
from workshop.services.camp import control, progress
from workshop.services.camp.answer_export import AnswerRow, answer_rows
from workshop.services.camp.camps import communities as communities_of
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.services.camp.ratings import ratings_of, story_ratings_of
from workshop.services.camp.rubrics import rubric_of
from workshop.services.community.camp_page import camp_lines
from workshop.services.community.front import front_of
from workshop.services.community.landscape import Landscape, camp_landscape
from workshop.services.community.loop import CampLoop, camp_loop
from workshop.services.community.one_page_text import PageLine
from workshop.services.community.page_facts import facts_in, words_for
from workshop.services.community.principles import PrincipleCard, principle_cards
from workshop.services.export.summary_community import (
    CommitmentSummary,
    CommunitySummary,
    GatheredCamp,
    count_roles,
)
from workshop.services.export.summary_dialogue import DialogueSummary, dialogue_summaries
from workshop.services.export.summary_direction import DirectionSummary, direction_summaries
from workshop.services.export.summary_learning import (
    PatternsSummary,
    StatementsSummary,
    patterns_summary,
    statement_summaries,
)
from workshop.services.export.summary_room import RoomSummary, room_summary
from workshop.services.position import results
from workshop.store import answers as rows
from workshop.store import seats as seat_rows
from workshop.store.follow.commitments import pulses


@dataclass(frozen=True)
class StepSummary:
    """A step and how it was answered. `done` seats answered every required question; `received` counts every
    row.
    """

    step: CampStep
    title: str
    done: int
    started: int
    late: int
    received: int


@dataclass(frozen=True)
class SeatSummary:
    """A seat under its code; no nickname."""

    code: str
    community: str
    role: Role
    joined_at: datetime
    answers: int


@dataclass(frozen=True)
class CampSummary:
    """A camp at one moment, in one language; plain data that may travel to another process."""

    camp: Camp
    language: Language
    made_at: datetime
    rubric: Rubric
    vocabularies: Vocabularies
    seats: tuple[SeatSummary, ...]
    steps: tuple[StepSummary, ...]
    communities: tuple[CommunitySummary, ...]
    answers: tuple[AnswerRow, ...]
    ratings: tuple[
        Rating, ...
    ]  # levels that count, under codes, of communities by name and of shared stories
    statements: tuple[StatementsSummary, ...]
    patterns: PatternsSummary
    dialogues: tuple[DialogueSummary, ...]
    principles: tuple[PrincipleCard, ...]
    room: RoomSummary
    directions: tuple[DirectionSummary, ...]
    loop: CampLoop
    landscape: Landscape
    ladders: DocumentedLadders  # the kinds of rungs, and where cases went on to
    lines: tuple[PageLine, ...]  # the camp's page in sentences

    @property
    def roles(self) -> tuple[tuple[Role, int], ...]:
        """How many people of each role, in the roles' order."""
        return count_roles(seat.role for seat in self.seats)

    @property
    def commitments(self) -> tuple[CommitmentSummary, ...]:
        return tuple(one for community in self.communities for one in community.commitments)


def camp_summary(context: AppContext, camp: Camp, language: Language) -> CampSummary:
    """Gather a camp. Measures of maps are computed in the worker process; nothing here waits on a lock."""

    def use_case(
        connection: Connection,
    ) -> tuple[tuple[Seat, ...], tuple[Answer, ...], frozenset[int], tuple[PulseWord, ...]]:
        return (
            seat_rows.seats(connection, camp.id),
            rows.all_answers(connection, camp.id),
            frozenset(one.number for one in rows.current_answers(connection, camp.id)),
            pulses(connection, camp.id),
        )

    seats, given, counting, said = context.store.read(use_case)
    steps = control.asking(control.steps(context, camp.id))
    asked = {step.id: questions_of(context, camp, step, language) for step in steps}
    places = communities_of(context, camp.id)
    answers = _without_sealed(context, steps, given)
    facts, words = facts_in(context, camp, language), words_for(context, camp, language)
    gathered = GatheredCamp(
        context,
        language,
        results.camp_results(context, camp),
        seats,
        [one for one in answers if one.number in counting],
        steps,
        asked,
        said,
        facts,
        words,
    )
    communities = tuple(gathered.community(place) for place in places)
    open_steps = [step for step in steps if exercise_of(context, step).privacy.level != SEALED]
    chosen = ((one.code, one.people) for community in communities for one in community.obstacles)
    principles = principle_cards(context, camp, language)
    pages = {one.community.id: one.page for one in communities}
    return CampSummary(
        camp=camp,
        language=language,
        made_at=context.now(),
        rubric=rubric_of(context, camp.rubric),
        vocabularies=context.content.vocabularies,
        seats=_seats(seats, places, given),
        steps=step_summaries(context, camp, language),
        communities=communities,
        answers=answer_rows(seats, places, answers, counting),
        ratings=_ratings(context, camp, seats, places),
        statements=statement_summaries(context, camp, steps, language),
        patterns=patterns_summary(context, chosen, language),
        dialogues=dialogue_summaries(context, camp, open_steps, language),
        principles=principles,
        room=room_summary(context, camp, open_steps, language),
        directions=direction_summaries(context, camp, seats, language),
        loop=camp_loop(context, camp, language),
        landscape=camp_landscape(context, camp, language),
        ladders=context.content.ladders,
        lines=camp_lines(front_of(facts, places, pages, principles), words),
    )


def _without_sealed(
    context: AppContext, steps: Iterable[CampStep], given: Iterable[Answer]
) -> tuple[Answer, ...]:
    """Answers without those of sealed exercises, which belong to their participants and are never exported."""
    sealed = {step.id for step in steps if exercise_of(context, step).privacy.level == SEALED}
    return tuple(one for one in given if one.step not in sealed)


def step_summaries(context: AppContext, camp: Camp, language: Language) -> tuple[StepSummary, ...]:
    """How every exercise of a camp was answered."""
    received = progress.answers_received(context, camp.id)
    summaries = []
    for step in control.asking(control.steps(context, camp.id)):
        how = progress.progress(context, camp, step.id)
        title = exercise_of(context, step).title.of(language)
        summaries.append(StepSummary(step, title, how.done, how.started, how.late, received.get(step.id, 0)))
    return tuple(summaries)


def _ratings(
    context: AppContext,
    camp: Camp,
    seats: Sequence[Seat],
    places: Sequence[Community],
) -> tuple[Rating, ...]:
    """Every level that counts, in order of community, rater and dimension; none that is stored without a seat."""
    codes = seat_codes(seats)
    names = {place.id: place.name for place in places}
    order = {one.id: place for place, one in enumerate(rubric_of(context, camp.rubric).dimensions)}
    levels = [
        replace(one, community=names.get(one.community, one.community), rater=codes[one.rater])
        for one in (*ratings_of(context, camp), *story_ratings_of(context, camp))
        # Seats and levels are read one after the other: a person may have joined in between.
        if one.rater in codes
    ]
    return tuple(sorted(levels, key=lambda one: (one.community, one.rater, order.get(one.dimension, 0))))


def _seats(
    seats: Sequence[Seat], places: Sequence[Community], given: Sequence[Answer]
) -> tuple[SeatSummary, ...]:
    names = {place.id: place.name for place in places}
    codes = seat_codes(seats)
    answer_counts = Counter(answer.seat for answer in given)
    summaries = [
        SeatSummary(codes[seat.id], names[seat.community], seat.role, seat.joined_at, answer_counts[seat.id])
        for seat in seats
    ]
    return tuple(sorted(summaries, key=lambda seat: (seat.community, seat.code)))
