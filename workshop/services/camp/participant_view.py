"""Where a person belongs now: the server decides which question to show, an address is only a wish.

Nothing here rests on words. The same is found with the questions in the reader's language, for a page (`place_of`),
and with their structure alone, for a form that leads on (`standing_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Generic, TypeVar

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.base.text import Language
from workshop.exercises.exercise import Exercise
from workshop.exercises.form import supported
from workshop.model.camp import Camp, CampStep, Community, Seat, StepState
from workshop.model.ids import new_token
from workshop.model.step import Answer, Draft, Kind, Payload, Question, QuestionStructure
from workshop.services.app.context import House
from workshop.services.camp import control
from workshop.services.camp.answers import AFTER, opens_by_itself, takes_answers
from workshop.services.camp.questions import (
    exercise_of,
    questions_of,
    structures_of,
    with_codes_in,
    with_people_in,
)
from workshop.services.camp.ratings import RATE
from workshop.store import answers as rows
from workshop.store import camps

Asked = TypeVar("Asked", bound=QuestionStructure)


@dataclass(frozen=True)
class StepPlace(Generic[Asked]):
    """A step as one seat sees it."""

    step: CampStep
    exercise: Exercise
    questions: tuple[Asked, ...]
    given: Mapping[str, Answer]  # the newest answer under its question's id
    drafted: frozenset[str]  # ids of questions with something typed and not sent

    @property
    def answered(self) -> frozenset[str]:
        return frozenset(self.given)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions that want an answer and can be given one here; others of the closed list run on paper."""
        return tuple(one for one in self.questions if one.kind is not Kind.SAY and supported(one.kind))

    @property
    def counted(self) -> tuple[Asked, ...]:
        """The questions people count: a look back over the answers is none of them."""
        return tuple(one for one in self.asked if one.kind is not Kind.REVIEW)

    def group(self, question: Asked) -> tuple[Asked, ...]:
        """The counted questions one step of the exercise asks, such as the dimensions of the rubric."""
        part = question.id.partition(".")[0]
        return tuple(one for one in self.counted if one.id.partition(".")[0] == part)

    @property
    def complete(self) -> bool:
        return all(question.id in self.answered for question in self.asked if question.required)

    @property
    def finished(self) -> bool:
        """Every question answered, the voluntary ones too."""
        return all(question.id in self.answered for question in self.counted)


@dataclass(frozen=True)
class Showing(Generic[Asked]):
    """A question on the screen, with its fresh key and what the person had already typed or said."""

    place: StepPlace[Asked]
    question: Asked
    key: str
    draft: Draft | None
    given: Answer | None
    late: bool  # what is sent now is kept as late

    @property
    def number(self) -> int:
        """1 for the step's first question. A review has the number of the question before it."""
        before = self.place.asked[: self.place.asked.index(self.question) + 1]
        return sum(one.kind is not Kind.REVIEW for one in before)

    @property
    def total(self) -> int:
        return len(self.place.counted)

    @property
    def group(self) -> tuple[Asked, ...]:
        """The questions this one is asked among; for a review, those it looks back on."""
        return self.place.group(self.question)

    @property
    def group_number(self) -> int:
        """Which of the group this is, from 1; 0 for a review."""
        return self.group.index(self.question) + 1 if self.question in self.group else 0

    @property
    def group_done(self) -> int:
        return sum(one.id in self.place.answered for one in self.group)

    @property
    def review(self) -> Asked | None:
        """The look back that ends this question's group, if there is one."""
        part = self.question.id.partition(".")[0]
        reviews = (one for one in self.place.asked if one.kind is Kind.REVIEW)
        return next((one for one in reviews if one.id.partition(".")[0] == part), None)

    @property
    def story_known(self) -> bool:
        """Whether the question before this one told the same story."""
        return (
            self.previous is not None
            and bool(self.question.vignette)
            and self.previous.vignette == self.question.vignette
        )

    @property
    def said_before(self) -> tuple[Asked, ...]:
        """What the host says directly before this question."""
        before = reversed(self.place.questions[: self.place.questions.index(self.question)])
        return tuple(reversed(list(takewhile(lambda one: one.kind is Kind.SAY, before))))

    @property
    def said_after(self) -> tuple[Asked, ...]:
        """What the host says after the step's last question."""
        if self.question != self.place.asked[-1]:
            return ()
        after = self.place.questions[self.place.questions.index(self.question) + 1 :]
        return tuple(takewhile(lambda one: one.kind is Kind.SAY, after))

    @property
    def previous(self) -> Asked | None:
        here = self.place.asked.index(self.question)
        return self.place.asked[here - 1] if here else None


@dataclass(frozen=True)
class Place(Generic[Asked]):
    """All a participant's page is made of. `since` changes whenever the facilitator does something."""

    seat: Seat
    camp: Camp
    community: Community
    steps: tuple[StepPlace[Asked], ...]  # those this seat may answer now or has answered
    showing: Showing[Asked] | None
    unsent: tuple[
        tuple[StepPlace[Asked], Asked], ...
    ]  # drafts of steps that were frozen before they were sent
    since: int
    assessed: bool  # has given levels, so a result can be shown

    @property
    def done(self) -> tuple[StepPlace[Asked], ...]:
        return tuple(place for place in self.steps if place.complete and place.asked)


def place_of(
    house: House,
    seat: Seat,
    language: Language,
    *,
    step: str | None = None,
    question: str | None = None,
    posted: bool = False,
) -> Place[Question]:
    """Where the seat belongs, for a page in one language. `step` and `question` ask to see one again, if the seat may.

    `posted` shows it in any state of the step: its form came back with something to mend.
    """

    def use_case(connection: Connection) -> Place[Question]:
        return _place(
            connection,
            house,
            seat,
            _Wish(step, question, posted),
            lambda camp, one: questions_of(house, camp, one, language),
            lambda community, exercise, asked, said: with_people_in(
                connection, community, exercise, asked, said, language
            ),
        )

    return house.store.read(use_case)


def standing_of(
    house: House,
    seat: Seat,
    *,
    step: str | None = None,
    question: str | None = None,
    posted: bool = False,
) -> Place[QuestionStructure]:
    """Where the seat belongs as `place_of` finds it, without any wording."""

    def use_case(connection: Connection) -> Place[QuestionStructure]:
        return _place(
            connection,
            house,
            seat,
            _Wish(step, question, posted),
            lambda camp, one: structures_of(house, camp, one),
            lambda community, exercise, asked, said: with_codes_in(
                connection, community, exercise, asked, said
            ),
        )

    return house.store.read(use_case)


@dataclass(frozen=True)
class _Wish:
    """What an address asks to see."""

    step: str | None
    question: str | None
    posted: bool


def _place(
    connection: Connection,
    house: House,
    seat: Seat,
    wish: _Wish,
    questions: Callable[[Camp, CampStep], tuple[Asked, ...]],
    with_named: Callable[[str, Exercise, Asked, Mapping[str, Payload]], Asked],
) -> Place[Asked]:
    camp = camps.camp_by_id(connection, seat.camp)
    community = camps.community_by_id(connection, seat.community)
    if camp is None or community is None:
        raise RoomError("camp.unknown", camp=seat.camp)
    # What counts decides results; what was given at all decides what is still to do.
    given = {(one.step, one.question): one for one in rows.all_answers(connection, camp.id, seat.id)}
    drafts = {(one.step, one.question): one for one in rows.drafts(connection, seat.id)}
    every = [
        _step_place(exercise_of(house, one), one, questions(camp, one), given, drafts)
        for one in control.steps_in(connection, camp.id)
    ]
    places = _visible(house, every)
    if wish.posted:
        open_to_seat = {one.step.id for one in every}
    else:
        open_to_seat = {one.step.id for one in places if takes_answers(house, one.step)}
    chosen = _wished(every, open_to_seat, drafts, wish.step, wish.question) or _next(house, places)
    if chosen is not None:
        place, shown = chosen
        said = {name: answer.payload for name, answer in place.given.items()}
        chosen = _instead(place, with_named(seat.community, place.exercise, shown, said))
    return Place(
        seat=seat,
        camp=camp,
        community=community,
        steps=tuple(places),
        showing=_showing(chosen, house, given, drafts),
        unsent=tuple(_unsent(house, every, drafts)),
        since=control.moved(connection, camp.id),
        assessed=any(
            question_id.startswith(RATE) and "level" in answer.payload
            for (_, question_id), answer in given.items()
        ),
    )


def _step_place(
    exercise: Exercise,
    step: CampStep,
    questions: tuple[Asked, ...],
    given: Mapping[tuple[str, str], Answer],
    drafts: Mapping[tuple[str, str], Draft],
) -> StepPlace[Asked]:
    return StepPlace(
        step=step,
        exercise=exercise,
        questions=questions,
        given={one.id: given[step.id, one.id] for one in questions if (step.id, one.id) in given},
        drafted=frozenset(one.id for one in questions if (step.id, one.id) in drafts),
    )


def _instead(place: StepPlace[Asked], shown: Asked) -> tuple[StepPlace[Asked], Asked]:
    """The same place with the question as this seat sees it."""
    return replace(
        place, questions=tuple(shown if one.id == shown.id else one for one in place.questions)
    ), shown


def _visible(house: House, places: Sequence[StepPlace[Asked]]) -> list[StepPlace[Asked]]:
    """Open steps, steps that opened by themselves for this seat, and steps it has answered."""
    complete = {place.step.exercise for place in places if place.complete and place.answered}
    return [
        place
        for place in places
        if place.step.state is StepState.OPEN or place.answered or _opened_itself(house, place, complete)
    ]


def _opened_itself(house: House, place: StepPlace[Asked], complete: set[str]) -> bool:
    if place.step.state is not StepState.DRAFT or not opens_by_itself(house, place.step):
        return False
    return exercise_of(house, place.step).opens.removeprefix(AFTER) in complete


def _showing(
    chosen: tuple[StepPlace[Asked], Asked] | None,
    house: House,
    given: dict[tuple[str, str], Answer],
    drafts: dict[tuple[str, str], Draft],
) -> Showing[Asked] | None:
    if chosen is None:
        return None
    place, shown = chosen
    here = (place.step.id, shown.id)
    draft = drafts.get(here)
    key = draft.key if draft else new_token(house.chance)
    return Showing(place, shown, key, draft, given.get(here), late=not takes_answers(house, place.step))


def _wished(
    places: Sequence[StepPlace[Asked]],
    open_to_seat: set[str],
    drafts: dict[tuple[str, str], Draft],
    step: str | None,
    question: str | None,
) -> tuple[StepPlace[Asked], Asked] | None:
    """The question asked for: of a step open to the seat, or one it has a draft for."""
    for place in places:
        for one in place.asked if place.step.id == step else ():
            may = step in open_to_seat or (step, one.id) in drafts
            if may and question in (None, one.id):
                return place, one
    return None


def _unsent(
    house: House, places: Sequence[StepPlace[Asked]], drafts: dict[tuple[str, str], Draft]
) -> Iterator[tuple[StepPlace[Asked], Asked]]:
    for place in places:
        if not takes_answers(house, place.step):
            for question in place.asked:
                if (place.step.id, question.id) in drafts:
                    yield place, question


def _next(house: House, places: Sequence[StepPlace[Asked]]) -> tuple[StepPlace[Asked], Asked] | None:
    """The first unanswered question: of the step opened last, then of earlier open ones, then of self-paced ones."""
    opened = [place for place in places if place.step.opened_at is not None]
    opened.sort(key=lambda place: (place.step.opened_at, place.step.position), reverse=True)
    waiting = [place for place in places if place.step.opened_at is None]
    for place in (*opened, *waiting):
        if takes_answers(house, place.step):
            for question in place.asked:
                if question.id not in place.answered:
                    return place, question
    return None
