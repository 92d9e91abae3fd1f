"""Where a person belongs now: the server decides which question to show, an address is only a wish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from sqlalchemy import Connection

from workshop.errors import RoomError
from workshop.exercises.steps import supported
from workshop.model.camp import Camp, CampStep, Community, Seat, StepState
from workshop.model.codes import new_token
from workshop.model.step import Answer, Draft, Kind, Question
from workshop.room import control
from workshop.room.answers import AFTER, opens_by_itself, takes_answers
from workshop.room.house import House
from workshop.room.named import with_people_in
from workshop.room.questions import exercise_of, questions_of
from workshop.room.ratings import RATE
from workshop.store import answers as rows
from workshop.store import camps
from workshop.text import Language


@dataclass(frozen=True)
class StepPlace:
    """A step as one seat sees it."""

    step: CampStep
    title: str
    questions: tuple[Question, ...]
    given: Mapping[str, Answer]  # the newest answer under its question's id
    drafted: frozenset[str]  # ids of questions with something typed and not sent

    @property
    def answered(self) -> frozenset[str]:
        return frozenset(self.given)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that want an answer and can be given one here; others of the closed list run on paper."""
        return tuple(one for one in self.questions if one.kind is not Kind.SAY and supported(one.kind))

    @property
    def counted(self) -> tuple[Question, ...]:
        """The questions people count: a look back over the answers is none of them."""
        return tuple(one for one in self.asked if one.kind is not Kind.REVIEW)

    def group(self, question: Question) -> tuple[Question, ...]:
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
class Showing:
    """A question on the screen, with its fresh key and what the person had already typed or said."""

    place: StepPlace
    question: Question
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
    def group(self) -> tuple[Question, ...]:
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
    def review(self) -> Question | None:
        """The look back that ends this question's group, if there is one."""
        part = self.question.id.partition(".")[0]
        reviews = (one for one in self.place.asked if one.kind is Kind.REVIEW)
        return next((one for one in reviews if one.id.partition(".")[0] == part), None)

    @property
    def story_known(self) -> bool:
        """Whether the question before this one told the same story."""
        return (
            self.previous is not None
            and bool(self.question.story)
            and self.previous.story == self.question.story
        )

    @property
    def said_before(self) -> tuple[Question, ...]:
        """What the host says directly before this question."""
        before = reversed(self.place.questions[: self.place.questions.index(self.question)])
        return tuple(reversed(list(takewhile(lambda one: one.kind is Kind.SAY, before))))

    @property
    def said_after(self) -> tuple[Question, ...]:
        """What the host says after the step's last question."""
        if self.question != self.place.asked[-1]:
            return ()
        after = self.place.questions[self.place.questions.index(self.question) + 1 :]
        return tuple(takewhile(lambda one: one.kind is Kind.SAY, after))

    @property
    def previous(self) -> Question | None:
        here = self.place.asked.index(self.question)
        return self.place.asked[here - 1] if here else None


@dataclass(frozen=True)
class Place:
    """All a participant's page is made of. `since` changes whenever the facilitator does something."""

    seat: Seat
    camp: Camp
    community: Community
    steps: tuple[StepPlace, ...]  # those this seat may answer now or has answered
    showing: Showing | None
    unsent: tuple[tuple[StepPlace, Question], ...]  # drafts of steps that were frozen before they were sent
    since: int
    assessed: bool  # has given levels, so a result can be shown

    @property
    def done(self) -> tuple[StepPlace, ...]:
        return tuple(place for place in self.steps if place.complete and place.asked)


def place_of(
    house: House,
    seat: Seat,
    language: Language,
    *,
    step: str | None = None,
    question: str | None = None,
    posted: bool = False,
) -> Place:
    """Where the seat belongs. `step` and `question` ask to see one again, if the seat may.

    `posted` shows it in any state of the step: its form came back with something to mend.
    """

    def use_case(connection: Connection) -> Place:
        camp = camps.camp_by_id(connection, seat.camp)
        community = camps.community_by_id(connection, seat.community)
        if camp is None or community is None:
            raise RoomError("camp.unknown", camp=seat.camp)
        # What counts decides results; what was given at all decides what is still to do.
        given = {(one.step, one.question): one for one in rows.all_answers(connection, camp.id, seat.id)}
        drafts = {(one.step, one.question): one for one in rows.drafts(connection, seat.id)}
        steps = control.steps_in(connection, camp.id)
        every = [_step_place(house, camp, one, given, drafts, language) for one in steps]
        places = _visible(house, every)
        if posted:
            open_to_seat = {one.step.id for one in every}
        else:
            open_to_seat = {one.step.id for one in places if takes_answers(house, one.step)}
        wished = _wished(every, open_to_seat, drafts, step, question)
        unsent = tuple(_unsent(house, every, drafts))
        chosen = wished or _next(house, places)
        if chosen is not None:
            chosen = _naming(connection, house, seat, *chosen, language)
        return Place(
            seat=seat,
            camp=camp,
            community=community,
            steps=tuple(places),
            showing=_showing(chosen, house, given, drafts),
            unsent=unsent,
            since=control.moved(connection, camp.id),
            assessed=any(
                question_id.startswith(RATE) and "level" in answer.payload
                for (_, question_id), answer in given.items()
            ),
        )

    return house.store.read(use_case)


def _step_place(
    house: House,
    camp: Camp,
    step: CampStep,
    given: dict[tuple[str, str], Answer],
    drafts: dict[tuple[str, str], Draft],
    language: Language,
) -> StepPlace:
    questions = questions_of(house, camp, step, language)
    return StepPlace(
        step=step,
        title=exercise_of(house, step).title.of(language),
        questions=questions,
        given={one.id: given[step.id, one.id] for one in questions if (step.id, one.id) in given},
        drafted=frozenset(one.id for one in questions if (step.id, one.id) in drafts),
    )


def _visible(house: House, places: Sequence[StepPlace]) -> list[StepPlace]:
    """Open steps, steps that opened by themselves for this seat, and steps it has answered."""
    complete = {place.step.exercise for place in places if place.complete and place.answered}
    return [
        place
        for place in places
        if place.step.state is StepState.OPEN or place.answered or _opened_itself(house, place, complete)
    ]


def _opened_itself(house: House, place: StepPlace, complete: set[str]) -> bool:
    if place.step.state is not StepState.DRAFT or not opens_by_itself(house, place.step):
        return False
    return exercise_of(house, place.step).opens.removeprefix(AFTER) in complete


def _naming(
    connection: Connection, house: House, seat: Seat, place: StepPlace, question: Question, language: Language
) -> tuple[StepPlace, Question]:
    """The same place and question, with whom this seat may name in it."""
    said = {name: answer.payload for name, answer in place.given.items()}
    exercise = exercise_of(house, place.step)
    shown = with_people_in(connection, seat.community, exercise, question, said, language)
    questions = tuple(shown if one.id == shown.id else one for one in place.questions)
    return replace(place, questions=questions), shown


def _showing(
    chosen: tuple[StepPlace, Question] | None,
    house: House,
    given: dict[tuple[str, str], Answer],
    drafts: dict[tuple[str, str], Draft],
) -> Showing | None:
    if chosen is None:
        return None
    place, shown = chosen
    here = (place.step.id, shown.id)
    draft = drafts.get(here)
    key = draft.key if draft else new_token(house.chance)
    return Showing(place, shown, key, draft, given.get(here), late=not takes_answers(house, place.step))


def _wished(
    places: Sequence[StepPlace],
    open_to_seat: set[str],
    drafts: dict[tuple[str, str], Draft],
    step: str | None,
    question: str | None,
) -> tuple[StepPlace, Question] | None:
    """The question asked for: of a step open to the seat, or one it has a draft for."""
    for place in places:
        for one in place.asked if place.step.id == step else ():
            may = step in open_to_seat or (step, one.id) in drafts
            if may and question in (None, one.id):
                return place, one
    return None


def _unsent(
    house: House, places: Sequence[StepPlace], drafts: dict[tuple[str, str], Draft]
) -> Iterator[tuple[StepPlace, Question]]:
    for place in places:
        if not takes_answers(house, place.step):
            for question in place.asked:
                if (place.step.id, question.id) in drafts:
                    yield place, question


def _next(house: House, places: Sequence[StepPlace]) -> tuple[StepPlace, Question] | None:
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
