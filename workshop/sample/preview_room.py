"""A room made up for one look at an exercise: twelve people who have answered it, in a database of its own that is
gone afterwards. Nothing of it reaches the installation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from workshop.base.text import Language, say
from workshop.exercises.agenda import AgendaBlock, Day, Window
from workshop.exercises.exercise import Exercise
from workshop.exercises.form import STANCES
from workshop.exercises.placing import SIZE
from workshop.model.camp import Action, Camp, CampStep, RoomAction, Seat
from workshop.model.ids import new_token
from workshop.model.step import Confidence, Payload, Question, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.questions import questions_of
from workshop.services.room.remote import remote_view
from workshop.services.room.steering import Press, press
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import opened
from workshop.store.migrate import migrate

PREVIEW = "preview"
PEOPLE = 12
BY = "sample"
# How the room's answers fall on what is offered: most on one, a few elsewhere.
AGREE, DISAGREE, PASS = STANCES
# Some statements find nearly everybody's agreement, some divide the room, some are turned down.
STANDPOINTS = (
    (AGREE, AGREE, AGREE, DISAGREE),
    (AGREE, AGREE, DISAGREE, PASS),
    (DISAGREE, DISAGREE, DISAGREE, AGREE),
)
LEANING = (1, 2, 1, 0, 2, 1, 3, 2, 1, 0, 2, 1)


@contextmanager
def preview_room(
    context: AppContext, exercise: Exercise, language: Language
) -> Iterator[tuple[AppContext, Camp, Seat]]:
    """The room after the reveal, with every word on the wall approved, and one more seat that has answered nothing."""
    recipe = next(iter(context.content.recipes.values()))
    window = Window(start="09:00", end="12:00", blocks=(AgendaBlock(exercise=exercise.id),))
    alone = {"id": PREVIEW, "compress": (), "options": (), "days": (Day(windows=(window,)),)}
    recipe = recipe.model_copy(update=alone)
    content = replace(context.content, exercises={exercise.id: exercise}, recipes={PREVIEW: recipe})
    with TemporaryDirectory() as folder, opened(f"sqlite:///{Path(folder) / 'preview.sqlite3'}") as store:
        migrate(store)
        room = AppContext(store, content, context.now, context.chance)
        camp = camps.new_camp(room, exercise.title.of(language), PREVIEW, invented=True).camp
        people = [_join(room, camp, n, language) for n in range(PEOPLE + 1)]
        _fill(room, camp, people[1:], language)
        yield room, camp, people[0]


def _join(room: AppContext, camp: Camp, number: int, language: Language) -> Seat:
    arrival = Arrival(
        key=new_token(room.chance),
        nickname=say(language, "editor.sample_person", n=number),
        community=say(language, "editor.sample_community", n=number % 3 + 1),
        role="resident",
        consent=True,
    )
    return seats.join(room, camp.code, arrival).seat


def _fill(room: AppContext, camp: Camp, people: list[Seat], language: Language) -> None:
    step = next(one for one in control.steps(room, camp.id) if one.exercise)
    control.act(room, camp.id, Action.OPEN, step.id, BY)
    asked = questions_of(room, camp, step, language)
    room.store.write(lambda connection: _answer(connection, room, step, people, asked, language))
    control.act(room, camp.id, Action.REVEAL, step.id, BY)
    view = remote_view(room, camp)
    for card in view.cards:
        approved = Press(new_token(room.chance), view.steering.epoch, RoomAction.APPROVE.value, card.id)
        press(room, camp, BY, BY, approved)


def _answer(
    connection: Connection,
    room: AppContext,
    step: CampStep,
    people: list[Seat],
    asked: tuple[Question, ...],
    language: Language,
) -> None:
    for n, seat in enumerate(people):
        for number, question in enumerate(asked):
            leaning = LEANING[(n + 5 * number) % PEOPLE]
            payload = sample_answer(question, n, leaning, STANDPOINTS[number % 3][leaning], language)
            if payload is not None:
                answers.submit_in(
                    connection, room, seat, new_token(room.chance), step.id, question.id, payload
                )


def sample_answer(
    question: Question, person: int, leaning: int, stance: str, language: Language
) -> Payload | None:
    """What one of the made-up people says; None for what needs a table or other people's words first."""
    codes = [option.code for option in question.options]
    match question.kind:
        case StepKind.SCALE if codes:
            level = min(leaning, len(codes) - 1)
            return {"level": level, "confidence": "sure", "when": "", "started": None, "evidence": ""}
        case StepKind.CHOICE if codes:
            return {"chosen": [codes[leaning % len(codes)]]}
        case StepKind.STANCE:
            return {"stance": stance}
        case StepKind.TEXT:
            return {"text": say(language, "editor.sample_card", n=person + 1)}
        case StepKind.CARDS:
            return {"cards": [say(language, "editor.sample_card", n=person + 1)]}
        case StepKind.PLACE:
            x, y = (person * 2 + leaning) % SIZE + 1, (person + 2 * leaning) % SIZE + 1
            return {"x": x, "y": y, "confidence": Confidence.SURE.value}
        # Of these a wall shows only how many have answered.
        case StepKind.ROWS:
            return {"rows": [{code: say(language, "editor.sample_card", n=person + 1) for code in codes[:1]}]}
        case StepKind.ROSTER:
            return {"people": []}
        case StepKind.TIES:
            return {"ties": []}
        case _:
            return None
