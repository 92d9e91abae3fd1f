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
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.text import Language
from workshop.exercises.form import rows_in
from workshop.exercises.structure import SEALED
from workshop.exercises.summary import row_parts
from workshop.learning.cases.vocabulary import Vocabularies
from workshop.learning.suggest.retrieval import Suggestion
from workshop.model.camp import Camp, CampStep, Community, Role, Seat
from workshop.model.commitment import PulseWord, place_of
from workshop.model.ids import seat_codes
from workshop.model.network import Network
from workshop.model.rating import Rating
from workshop.model.step import Answer, ColumnKind, Payload, Question
from workshop.network.measures.measures import Measures
from workshop.network.privacy.coded import coded
from workshop.network.resilience.withdrawal import Withdrawal
from workshop.services.app.context import AppContext
from workshop.services.camp import control, progress
from workshop.services.camp.answer_export import AnswerRow, answer_rows
from workshop.services.camp.camps import communities as communities_of
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.services.camp.ratings import ratings_of, story_ratings_of
from workshop.services.camp.rubrics import rubric_of
from workshop.services.export.summary_dialogue import (
    DialogueSummary,
    PrincipleSummary,
    dialogue_summaries,
    principle_summaries,
)
from workshop.services.export.summary_learning import (
    PatternsSummary,
    StatementsSummary,
    patterns_summary,
    statement_summaries,
)
from workshop.services.learn import suggestions
from workshop.services.map import networks
from workshop.services.position import results
from workshop.store import answers as rows
from workshop.store import seats as seat_rows
from workshop.store.follow.commitments import pulses

COMMITMENTS = "commitments"  # what a step that collects them says it produces
WITNESS = "with"  # the column of a commitment that may hold another person's name
FIRST_WEIGHS, OTHERS_WEIGH = 2, 1
MOST_OBSTACLES = 3


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
class CommitmentSummary:
    """A participant's commitment: the columns' names and their contents, and what they said of it since, in order."""

    seat: str
    community: str
    role: Role
    parts: tuple[tuple[str, str], ...]
    words: tuple[PulseWord, ...]

    @property
    def latest(self) -> PulseWord | None:
        """What counts: the newest word on the latest question."""
        return max(self.words, key=lambda one: (one.due, one.number), default=None)


@dataclass(frozen=True)
class ObstacleCount:
    """How many people of a community chose an obstacle; `first` of them as the one to solve first."""

    code: str
    people: int
    first: int


@dataclass(frozen=True)
class CommunitySummary:
    """One community. A field is None where there is nothing yet: no answers, no map, no obstacle chosen."""

    community: Community
    seats: int
    roles: tuple[tuple[Role, int], ...]
    result: CommunityResult | None
    obstacles: tuple[ObstacleCount, ...]
    suggestion: Suggestion | None
    network: Network | None
    measures: Measures | None
    withdrawal: Withdrawal | None
    commitments: tuple[CommitmentSummary, ...]


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
    principles: tuple[PrincipleSummary, ...]

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
    gathered = _Gathered(
        context,
        language,
        results.camp_results(context, camp),
        seats,
        [one for one in answers if one.number in counting],
        steps,
        asked,
        said,
    )
    communities = tuple(gathered.community(place) for place in places)
    open_steps = [step for step in steps if exercise_of(context, step).privacy.level != SEALED]
    chosen = ((one.code, one.people) for community in communities for one in community.obstacles)
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
        principles=principle_summaries(context, camp, open_steps, gathered.counting, language),
    )


def _without_sealed(
    context: AppContext, steps: Iterable[CampStep], given: Iterable[Answer]
) -> tuple[Answer, ...]:
    """Answers without those of sealed exercises, which belong to their participants and are never exported."""
    sealed = {step.id for step in steps if exercise_of(context, step).privacy.level == SEALED}
    return tuple(one for one in given if one.step not in sealed)


def count_roles(roles: Iterable[Role]) -> tuple[tuple[Role, int], ...]:
    """How many people of each role that occurs, in the roles' order."""
    counts = Counter(roles)
    return tuple((role, counts[role]) for role in Role if counts[role])


@dataclass(frozen=True)
class _Gathered:
    """The data the communities of one camp are put together from; `counting` are the answers that count."""

    context: AppContext
    language: Language
    results: dict[str, CommunityResult]
    seats: Sequence[Seat]
    counting: Sequence[Answer]
    steps: Sequence[CampStep]
    asked: dict[str, tuple[Question, ...]]
    said: Sequence[PulseWord]

    def community(self, place: Community) -> CommunitySummary:
        members = [seat for seat in self.seats if seat.community == place.id]
        obstacles = self._obstacles(members)
        result = self.results.get(place.id)
        saved = networks.current(self.context, place.id)
        # A summary is exported, so nobody is in it under a nickname.
        network = coded(saved.network) if saved else None
        leaving = networks.supporters(network) if network else ()
        return CommunitySummary(
            community=place,
            seats=len(members),
            roles=count_roles(seat.role for seat in members),
            result=result,
            obstacles=obstacles,
            suggestion=self._suggestion(place, result, obstacles),
            network=network,
            measures=networks.measured(network) if network else None,
            withdrawal=networks.withdrawn(network, leaving) if network and leaving else None,
            commitments=self._commitments(place, members),
        )

    def _suggestion(
        self, place: Community, result: CommunityResult | None, obstacles: tuple[ObstacleCount, ...]
    ) -> Suggestion | None:
        if not obstacles:
            return None
        codes = tuple(one.code for one in obstacles[:MOST_OBSTACLES])
        asker = replace(suggestions.asker_of(place, result), obstacles=codes)
        return suggestions.ask(self.context, asker, self.language)

    def _obstacles(self, seats: Sequence[Seat]) -> tuple[ObstacleCount, ...]:
        """The obstacles the community's people chose, most frequent first; the one to solve first counts
        double.
        """
        people: Counter[str] = Counter()
        first: Counter[str] = Counter()
        for seat in seats:
            chosen = suggestions.obstacles_of(self.context, seat)
            people.update(chosen)
            first.update(chosen[:1])
        weight = {
            code: people[code] * OTHERS_WEIGH + first[code] * (FIRST_WEIGHS - OTHERS_WEIGH) for code in people
        }
        return tuple(
            ObstacleCount(code, people[code], first[code])
            for code in sorted(people, key=lambda code: (-weight[code], code))
        )

    def _commitments(self, place: Community, seats: Sequence[Seat]) -> tuple[CommitmentSummary, ...]:
        codes, roles = seat_codes(self.seats), {seat.id: seat.role for seat in seats}
        return tuple(
            CommitmentSummary(
                codes[answer.seat],
                place.name,
                roles[answer.seat],
                parts,
                self._said(answer, number),
            )
            for answer in self.counting
            if answer.seat in roles
            for question in self._promises(answer)
            for number, parts in _parts(question, answer.payload, self.language)
        )

    def _said(self, answer: Answer, row: int) -> tuple[PulseWord, ...]:
        place = place_of(answer.step, answer.question, row)
        return tuple(one for one in self.said if (one.seat, one.place) == (answer.seat, place))

    def _promises(self, answer: Answer) -> list[Question]:
        """The question of an answer, if it collects commitments."""
        step = next((one for one in self.steps if one.id == answer.step), None)
        if step is None:
            return []
        collecting = {part.id for part in exercise_of(self.context, step).steps if part.into == COMMITMENTS}
        return [one for one in self.asked[step.id] if one.id == answer.question and one.id in collecting]


def _parts(
    question: Question, payload: Payload, language: Language
) -> list[tuple[int, tuple[tuple[str, str], ...]]]:
    """The rows with their numbers, without what may hold another person's name."""
    named = {code for code, column in question.columns.items() if column.column is ColumnKind.PERSON}
    rows = [
        (number, {code: text for code, text in row.items() if code not in named | {WITNESS}})
        for number, row in enumerate(rows_in(payload))
    ]
    return [
        (number, parts)
        for number, row in rows
        if any(row.values())
        for parts in row_parts(question, {"rows": [row]}, language)
    ]


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
