"""Routing of a participant: the server decides which question to show; one named in an address is only a request.

`participant_view` gives the questions in the reader's language, for a page; `participant_standing` their structure
alone, for a form that leads on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Generic, TypeVar

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.base.lazily import lazily
from workshop.base.text import Language, say
from workshop.exercises.exercise import Exercise
from workshop.exercises.form import supported
from workshop.exercises.naming import with_named_before
from workshop.model.camp import Camp, CampStep, Community, Seat, StepState
from workshop.model.ids import new_token
from workshop.model.step import Answer, Draft, Payload, Question, QuestionStructure, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.answers import drafts_in, elsewhere_in, everything_in, taking_answers
from workshop.services.camp.datasets import with_items_in
from workshop.services.camp.questions import (
    exercise_of,
    questions_of,
    structures_of,
    with_codes_in,
    with_people_in,
)
from workshop.services.camp.ratings import RATE
from workshop.services.camp.room_people import with_room_in
from workshop.store import camps

Asked = TypeVar("Asked", bound=QuestionStructure)


@dataclass(frozen=True)
class StepView(Generic[Asked]):
    """A step as one seat sees it."""

    step: CampStep
    exercise: Exercise
    questions: tuple[Asked, ...]
    given: Mapping[str, Answer]  # the newest answer under its question's id
    drafted: frozenset[str]  # ids of questions with something typed and not sent
    taking: bool  # an answer sent now is in time
    # Ids of questions answered without a seat on another phone, which alone can find the answer.
    elsewhere: frozenset[str]

    @lazily
    def answered(self) -> frozenset[str]:
        return frozenset(self.given) | self.elsewhere

    @property
    def said(self) -> list[tuple[Asked, Payload]]:
        """The questions answered, with the newest answer to each."""
        return [(one, self.given[one.id].payload) for one in self.questions if one.id in self.given]

    @lazily
    def asked(self) -> tuple[Asked, ...]:
        """The questions to be answered on screen; others of the exercise run on paper."""
        return tuple(one for one in self.questions if one.kind is not StepKind.SAY and supported(one.kind))

    @lazily
    def counted(self) -> tuple[Asked, ...]:
        """The questions that count as progress: reviews are left out."""
        return tuple(one for one in self.asked if one.kind is not StepKind.REVIEW)

    def group(self, question: Asked) -> tuple[Asked, ...]:
        """The questions shown together with this one, such as the rubric's; for a review, those it looks back on."""
        part = question.id.partition(".")[0]
        return tuple(one for one in self.counted if one.id.partition(".")[0] == part)

    @property
    def complete(self) -> bool:
        return all(question.id in self.answered for question in self.asked if question.required)

    @property
    def finished(self) -> bool:
        """Whether every question is answered, optional ones too."""
        return all(question.id in self.answered for question in self.counted)


@dataclass(frozen=True)
class CurrentQuestion(Generic[Asked]):
    """A question on the screen, with its fresh idempotency key and what the person typed or answered before."""

    step_view: StepView[Asked]
    question: Asked
    key: str
    draft: Draft | None
    given: Answer | None
    late: bool  # an answer sent now is stored as late

    @property
    def number(self) -> int:
        """1 for the step's first question. A review has the number of the question before it."""
        before = self.step_view.asked[: self.step_view.asked.index(self.question) + 1]
        return sum(one.kind is not StepKind.REVIEW for one in before)

    @property
    def total(self) -> int:
        return len(self.step_view.counted)

    @property
    def group(self) -> tuple[Asked, ...]:
        """The questions this one is asked among; for a review, those it looks back on."""
        return self.step_view.group(self.question)

    @property
    def group_number(self) -> int:
        """Position within the group, from 1; 0 for a review."""
        return self.group.index(self.question) + 1 if self.question in self.group else 0

    @property
    def group_done(self) -> int:
        return sum(one.id in self.step_view.answered for one in self.group)

    @property
    def review(self) -> Asked | None:
        """The review that ends this question's group, if there is one."""
        part = self.question.id.partition(".")[0]
        reviews = (one for one in self.step_view.asked if one.kind is StepKind.REVIEW)
        return next((one for one in reviews if one.id.partition(".")[0] == part), None)

    @property
    def story_known(self) -> bool:
        """Whether the question before this one belongs to the same story."""
        return (
            self.previous is not None
            and bool(self.question.vignette)
            and self.previous.vignette == self.question.vignette
        )

    @property
    def said_before(self) -> tuple[Asked, ...]:
        """What the host says directly before this question."""
        before = reversed(self.step_view.questions[: self.step_view.questions.index(self.question)])
        return tuple(reversed(list(takewhile(lambda one: one.kind is StepKind.SAY, before))))

    @property
    def said_after(self) -> tuple[Asked, ...]:
        """What the host says after the step's last question."""
        if self.question != self.step_view.asked[-1]:
            return ()
        after = self.step_view.questions[self.step_view.questions.index(self.question) + 1 :]
        return tuple(takewhile(lambda one: one.kind is StepKind.SAY, after))

    @property
    def previous(self) -> Asked | None:
        before = self.step_view.asked[: self.step_view.asked.index(self.question)]
        return next((one for one in reversed(before) if one.id not in self.step_view.elsewhere), None)


@dataclass(frozen=True)
class ParticipantView(Generic[Asked]):
    """What a participant's page is made of. `since` changes whenever the facilitator does something."""

    seat: Seat
    camp: Camp
    community: Community
    steps: tuple[StepView[Asked], ...]  # those this seat may answer now or has answered
    newest: StepView[Asked] | None  # the step opened last, whatever has become of it
    following: StepView[Asked] | None  # the one that comes next in the agenda
    current: CurrentQuestion[Asked] | None
    unsent: tuple[
        tuple[StepView[Asked], Asked], ...
    ]  # drafts of steps that were frozen before they were sent
    since: int
    asks: str  # the step whose question comes next for this seat; "" while it waits for the room
    assessed: bool  # the seat has rated, so a result can be shown

    @property
    def done(self) -> tuple[StepView[Asked], ...]:
        return tuple(step_view for step_view in self.steps if step_view.complete and step_view.asked)


def participant_view(
    context: AppContext,
    seat: Seat,
    language: Language,
    *,
    step: str | None = None,
    question: str | None = None,
    posted: bool = False,
) -> ParticipantView[Question]:
    """The seat's page in one language. `step` and `question` ask to see an earlier question, if the seat may.

    `posted` shows the question whatever the state of its step: its form came back with something to correct.
    """

    def use_case(connection: Connection) -> ParticipantView[Question]:
        return _participant_view(
            connection,
            context,
            seat,
            _ViewRequest(step, question, posted, say(language, "exercises.roster.named_before")),
            lambda camp, one: questions_of(context, camp, one, language),
            lambda community, exercise, asked, said: with_people_in(
                connection, community, exercise, asked, said, language
            ),
        )

    return context.store.read(use_case)


def participant_standing(
    context: AppContext,
    seat: Seat,
    *,
    step: str | None = None,
    question: str | None = None,
    posted: bool = False,
) -> ParticipantView[QuestionStructure]:
    """The same state as `participant_view`, without any wording."""

    def use_case(connection: Connection) -> ParticipantView[QuestionStructure]:
        return _participant_view(
            connection,
            context,
            seat,
            _ViewRequest(step, question, posted),
            lambda camp, one: structures_of(context, camp, one),
            lambda community, exercise, asked, said: with_codes_in(
                connection, community, exercise, asked, said
            ),
        )

    return context.store.read(use_case)


@dataclass(frozen=True)
class _ViewRequest:
    """What an address asks to see."""

    step: str | None
    question: str | None
    posted: bool
    named_before: str = ""  # said beside people the seat named in another exercise


def _participant_view(
    connection: Connection,
    context: AppContext,
    seat: Seat,
    view_request: _ViewRequest,
    questions: Callable[[Camp, CampStep], tuple[Asked, ...]],
    with_named: Callable[[str, Exercise, Asked, Mapping[str, Payload]], Asked],
) -> ParticipantView[Asked]:
    camp = camps.camp_by_id(connection, seat.camp)
    community = camps.community_by_id(connection, seat.community)
    if camp is None or community is None:
        raise RoomError("camp.unknown", camp=seat.camp)
    # Counting answers decide results; any answer at all settles what is left to do.
    given = {(one.step, one.question): one for one in everything_in(connection, seat)}
    drafts = {(one.step, one.question): one for one in drafts_in(connection, seat)}
    elsewhere = elsewhere_in(connection, seat, given.values())
    steps = control.steps_for(connection, seat)
    taking = taking_answers(context, steps)
    every = [
        _step_view(exercise_of(context, one), one, questions(camp, one), given, drafts, elsewhere, taking)
        for one in steps
    ]
    step_views = _visible(every)
    if view_request.posted:
        open_to_seat = {one.step.id for one in every}
    else:
        open_to_seat = {one.step.id for one in step_views if one.taking}
    coming = _next(step_views)
    chosen = _requested(every, open_to_seat, drafts, view_request.step, view_request.question) or coming
    if chosen is not None:
        step_view, question_asked = chosen
        payloads = {name: answer.payload for name, answer in step_view.given.items()}
        named = with_named(seat.community, step_view.exercise, question_asked, payloads)
        named = with_room_in(connection, seat, named)
        others = [pair for one in every if one.step.id != step_view.step.id for pair in one.said]
        named = with_named_before(named, others, view_request.named_before)
        chosen = _instead(step_view, with_items_in(connection, context, seat, camp, step_view.step, named))
    return ParticipantView(
        seat=seat,
        camp=camp,
        community=community,
        steps=tuple(step_views),
        newest=_view_of(every, control.newest(steps)),
        following=_view_of(every, control.following(steps)),
        current=_current_question(chosen, context, given, drafts),
        unsent=tuple(_unsent(every, drafts)),
        since=control.moved(connection, camp.id),
        asks=coming[0].step.id if coming else "",
        assessed=any(
            question_id.startswith(RATE) and "level" in answer.payload
            for (_, question_id), answer in given.items()
        ),
    )


def _view_of(step_views: Iterable[StepView[Asked]], step: CampStep | None) -> StepView[Asked] | None:
    return next((one for one in step_views if step is not None and one.step.id == step.id), None)


def _step_view(
    exercise: Exercise,
    step: CampStep,
    questions: tuple[Asked, ...],
    given: Mapping[tuple[str, str], Answer],
    drafts: Mapping[tuple[str, str], Draft],
    elsewhere: frozenset[tuple[str, str]],
    taking: frozenset[str],
) -> StepView[Asked]:
    return StepView(
        step=step,
        exercise=exercise,
        questions=questions,
        given={one.id: given[step.id, one.id] for one in questions if (step.id, one.id) in given},
        drafted=frozenset(one.id for one in questions if (step.id, one.id) in drafts),
        taking=step.id in taking,
        elsewhere=frozenset(one.id for one in questions if (step.id, one.id) in elsewhere),
    )


def _instead(step_view: StepView[Asked], asked: Asked) -> tuple[StepView[Asked], Asked]:
    """The same view with the question as this seat sees it."""
    questions = tuple(asked if one.id == asked.id else one for one in step_view.questions)
    return replace(step_view, questions=questions), asked


def _visible(step_views: Sequence[StepView[Asked]]) -> list[StepView[Asked]]:
    """Open steps, steps this seat has reached by finishing the one before, and steps it has answered."""
    return [
        step_view
        for before, step_view in zip((None, *step_views[:-1]), step_views, strict=True)
        if step_view.step.state is StepState.OPEN
        or step_view.answered
        or (step_view.taking and before is not None and before.complete and before.answered)
    ]


def _current_question(
    chosen: tuple[StepView[Asked], Asked] | None,
    context: AppContext,
    given: dict[tuple[str, str], Answer],
    drafts: dict[tuple[str, str], Draft],
) -> CurrentQuestion[Asked] | None:
    if chosen is None:
        return None
    step_view, question_asked = chosen
    place = (step_view.step.id, question_asked.id)
    draft = drafts.get(place)
    key = draft.key if draft else new_token(context.chance)
    return CurrentQuestion(
        step_view,
        question_asked,
        key,
        draft,
        given.get(place),
        late=not step_view.taking,
    )


def _requested(
    step_views: Sequence[StepView[Asked]],
    open_to_seat: set[str],
    drafts: dict[tuple[str, str], Draft],
    step: str | None,
    question: str | None,
) -> tuple[StepView[Asked], Asked] | None:
    """The question asked for: of a step open to the seat, or one it has a draft for."""
    for step_view in step_views:
        for one in step_view.asked if step_view.step.id == step else ():
            may = step in open_to_seat or (step, one.id) in drafts
            if may and question in (None, one.id) and one.id not in step_view.elsewhere:
                return step_view, one
    return None


def _unsent(
    step_views: Sequence[StepView[Asked]], drafts: dict[tuple[str, str], Draft]
) -> Iterator[tuple[StepView[Asked], Asked]]:
    for step_view in step_views:
        for question in () if step_view.taking else step_view.asked:
            if (step_view.step.id, question.id) in drafts:
                yield step_view, question


def _next(step_views: Sequence[StepView[Asked]]) -> tuple[StepView[Asked], Asked] | None:
    """The first unanswered question: of the step opened last, then of earlier open ones, then of self-paced ones."""
    opened = [step_view for step_view in step_views if step_view.step.opened_at is not None]
    opened.sort(key=lambda step_view: (step_view.step.opened_at, step_view.step.position), reverse=True)
    waiting = [step_view for step_view in step_views if step_view.step.opened_at is None]
    for step_view in (*opened, *waiting):
        for question in step_view.asked if step_view.taking else ():
            if question.id not in step_view.answered:
                return step_view, question
    return None
