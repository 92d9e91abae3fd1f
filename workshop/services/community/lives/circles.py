"""Groups' sharing meetings of a community: planned from the doubts the room named, minuted at the desk or taken over from
the camp, corrected, taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.exercises.cleaning import cleaned, code
from workshop.exercises.form import rows_in
from workshop.exercises.structure import SEALED
from workshop.model.camp import Camp, CampStep, Community, Seat
from workshop.model.community.circle import (
    Answerer,
    Circle,
    CircleDoubt,
    CircleLine,
    CircleTry,
    open_doubts,
)
from workshop.model.dialogue import DialoguePlace
from workshop.model.dialogue import fold as folded
from workshop.model.names import fold
from workshop.model.network import About
from workshop.model.step import StepKind
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.datasets import dataset_in
from workshop.services.camp.questions import exercise_of
from workshop.services.community.changes import actor, record_in
from workshop.services.learn import suggestions
from workshop.store import answers, seats
from workshop.store import networks as network_rows
from workshop.store.community import lives as rows
from workshop.store.community import records
from workshop.store.community.records import NewRecord, RecordKind
from workshop.store.room import dialogue

LONGEST_DOUBT, LONGEST_ANSWER = 120, 300  # characters
MOST_DOUBTS, MOST_TRIES = 40, 60
MOVERS = "movers"  # what a step that collects who wants to try says its answers go into
STEP = "step"  # its first column


def circles(context: AppContext, communities: Sequence[Community]) -> tuple[CircleLine, ...]:
    """The meetings of these communities, oldest first."""
    ids = [one.id for one in communities]
    return context.store.read(lambda connection: rows.circles_of(connection, ids))


def begin(context: AppContext, right: Right | None, community: Community, key: str, circle: Circle) -> str:
    """Plan or minute another meeting; returns its id. The same form again is the same meeting.

    Raises InputError as `checked` does.
    """
    by = actor(right, community)
    content = rows.circle_content(checked(context, circle))
    new = NewRecord(key, community.id, RecordKind.CIRCLE, key, content=content)
    context.store.write(lambda connection: record_in(connection, context, new, by))
    return key


def change(
    context: AppContext,
    right: Right | None,
    community: Community,
    key: str,
    meeting: str,
    changed: Callable[[Circle], Circle],
) -> None:
    """Another version of a meeting, made from the one that counts now: what two people enter at once is both kept.

    Raises InputError as `checked` does; RoomError `records.unknown`.
    """
    by = actor(right, community)

    def use_case(connection: Connection) -> None:
        if records.is_known(connection, key):
            return
        found = rows.circles_of(connection, [community.id])
        line = next((one for one in found if one.id == meeting), None)
        if line is None:
            raise RoomError("records.unknown")
        tidy = checked(context, changed(line.circle))
        if tidy != line.circle:
            content = rows.circle_content(tidy)
            new = NewRecord(key, community.id, RecordKind.CIRCLE, meeting, content=content)
            record_in(connection, context, new, by)

    context.store.write(use_case)


def checked(context: AppContext, circle: Circle) -> Circle:
    """The minutes with their words tidied; empty lines are left out, a doubt written twice stands once.

    Raises InputError `circle.held_ahead` for minutes of a day to come, `circle.too_many`, `circle.obstacle`, `circle.empty`.
    """
    known = context.content.vocabularies.obstacles.codes
    doubts: dict[str, CircleDoubt] = {}
    for doubt in circle.doubts:
        text = cleaned(doubt.text, LONGEST_DOUBT)
        if not text:
            continue
        if doubt.obstacle and doubt.obstacle not in known:
            raise InputError("circle.obstacle", obstacle=doubt.obstacle)
        tidy = replace(
            doubt,
            text=text,
            raised_by=code(doubt.raised_by),
            answered_by=code(doubt.answered_by),
            answer=cleaned(doubt.answer, LONGEST_ANSWER),
        )
        # The same doubt of two people is two; of one person, or of nobody named, it is one.
        doubts[f"{fold(text)} {fold(tidy.raised_by)}"] = tidy
    tries = {
        fold(one.who): CircleTry(code(one.who), cleaned(one.step, LONGEST_DOUBT))
        for one in circle.tries
        if code(one.who)
    }
    if len(doubts) > MOST_DOUBTS or len(tries) > MOST_TRIES:
        raise InputError("circle.too_many", doubts=MOST_DOUBTS, tries=MOST_TRIES)
    if circle.held and (circle.day - local_day(context.now())).days > 1:
        raise InputError("circle.held_ahead", day=f"{circle.day:%Y-%m-%d}")
    teller, story = code(circle.teller), cleaned(circle.story, LONGEST_ANSWER)
    if not (teller or story or doubts or tries):
        raise InputError("circle.empty")
    return replace(
        circle, teller=teller, story=story, doubts=tuple(doubts.values()), tries=tuple(tries.values())
    )


@dataclass(frozen=True)
class ExpectedDoubt:
    """A doubt to be ready for, and where it was named: in `people`'s answers, on the map, on cards, or left open before."""

    doubt: CircleDoubt
    people: int = 0
    on_map: int = 0
    left_open: bool = False


def expected(context: AppContext, communities: Sequence[Community]) -> tuple[ExpectedDoubt, ...]:
    """Which doubts the next meeting of the first community should be ready for: first those left open, then the obstacles
    its people named, most of them first, those on its map with them.

    An obstacle is counted once a person in their answers; what the map notes of others is told apart.
    """
    community = communities[0]
    ids = [one.id for one in communities]

    def use_case(connection: Connection) -> tuple[tuple[CircleDoubt, ...], dict[str, int]]:
        left = open_doubts(rows.circles_of(connection, ids))
        version = network_rows.newest(connection, community.id)
        blocked: dict[str, set[str]] = {}
        if version is not None:
            for remark in network_rows.network_of(connection, version.number).remarks:
                if remark.about is About.BLOCKED and remark.word:
                    blocked.setdefault(remark.word, set()).add(remark.of)
        return left, {word: len(of) for word, of in blocked.items()}

    left, on_map = context.store.read(use_case)
    chosen = suggestions.chosen_obstacles(context, community)
    named = Counter(obstacle for codes in chosen for obstacle in set(codes.obstacles))
    covered = {doubt.obstacle for doubt in left if doubt.obstacle}
    known = context.content.vocabularies.obstacles.codes
    codes = sorted(
        (code for code in {*named, *on_map} if code in known and code not in covered),
        key=lambda code: (-named.get(code, 0), -on_map.get(code, 0), code),
    )
    return (
        *(
            ExpectedDoubt(
                replace(doubt, answerer=None, answered_by="", answer="", settled=None),
                named.get(doubt.obstacle, 0),
                on_map.get(doubt.obstacle, 0),
                left_open=True,
            )
            for doubt in left
        ),
        *(ExpectedDoubt(CircleDoubt("", code), named.get(code, 0), on_map.get(code, 0)) for code in codes),
    )


def from_camp(context: AppContext, camp: Camp, community: Community) -> tuple[Circle, ...]:
    """The sharing meetings this camp held with its phones, as minutes of this community: each doubt with the role that
    answered it and how far it was settled, and the small steps its own people wrote.

    What the room voiced without names stays without names. Those that were taken over already are left out.
    """

    def use_case(connection: Connection) -> tuple[Circle, ...]:
        taken = {line.circle.source for line in rows.circles_of(connection, [community.id])}
        people = {one.id: one for one in seats.seats(connection, camp.id) if one.community == community.id}
        return tuple(
            circle
            for step in control.steps_in(connection, camp.id)
            if step.id not in taken and step.begun_at is not None
            for circle in _held_in(connection, context, camp, step, people)
        )

    return context.store.read(use_case)


def _held_in(
    connection: Connection, context: AppContext, camp: Camp, step: CampStep, people: dict[str, Seat]
) -> Iterable[Circle]:
    exercise = exercise_of(context, step)
    if exercise.privacy.level == SEALED or step.begun_at is None:
        return
    doubts = [
        doubt
        for part in exercise.steps
        if part.kind is StepKind.LOG and part.from_ is not None
        for said in [folded(dialogue.events(connection, DialoguePlace(camp.id, step.id, part.id)))]
        for card in dataset_in(connection, context, camp, step, part)
        for doubt in [
            CircleDoubt(
                card.text,
                answerer=_answerer(said.answered_by(card.id)),
                answer=" / ".join(turn.words.text for turn in said.turns if turn.words.about == card.id)[
                    :LONGEST_ANSWER
                ],
                settled=said.settled.get(card.id),
            )
        ]
        if doubt.answerer or doubt.settled
    ]
    tries = [
        CircleTry(people[answer.seat].nickname, row.get(STEP, ""))
        for part in exercise.steps
        if part.kind is StepKind.ROWS and part.into == MOVERS
        for answer in answers.current_answers(connection, camp.id)
        if (answer.step, answer.question) == (step.id, part.id) and answer.seat in people
        for row in rows_in(answer.payload)
        if row.get(STEP)
    ]
    if doubts or tries:
        day = local_day(step.begun_at)
        yield Circle(day, doubts=tuple(doubts[:MOST_DOUBTS]), tries=tuple(tries), held=True, source=step.id)


def _answerer(roles: Sequence[str]) -> Answerer | None:
    """Who answered first, of those who have done it before others."""
    known = [Answerer(role) for role in roles if role in set(Answerer)]
    return min(known, key=list(Answerer).index, default=None)
