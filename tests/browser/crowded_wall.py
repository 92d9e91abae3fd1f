"""Walls with little, typical and a lot on them: `python -m tests.browser.crowded_wall FOLDER exercise… people…`.

Everything people write is of three lengths, one of them as long as a card may be, in Chinese and in English.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy import Connection

from tests.browser.phones import chromium
from tests.room_test.stage import Room, make_room
from workshop.base.text import LANGUAGES, Language
from workshop.learning.seating.rounds import Plan
from workshop.learning.seating.schedule import Method
from workshop.live.wall_pictures import picture
from workshop.model.camp import Action, CampStep, RoomAction, Seat
from workshop.model.dialogue import TurnAct, TurnKind, TurnWords
from workshop.model.ids import new_token
from workshop.model.step import Payload, Question, StepKind
from workshop.sample.preview_room import LEANING, STANDPOINTS, sample_answer
from workshop.services.camp import answers, control
from workshop.services.camp.datasets import with_all_items_in
from workshop.services.camp.questions import questions_of
from workshop.services.matching import seating
from workshop.services.room.boards import NEW, BoardPress, boards_of_room, press_of_room
from workshop.services.room.dialogue import Hand, TurnPost, dialogue_for, post
from workshop.services.room.steering import APPROVE_ALL, Press, press
from workshop.services.room.wall_views import ALWAYS, NONE, TABLES, arranged_of, results_of
from workshop.services.room.wall_words import cards_of
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival

SIZES = ((1280, 720), (1920, 1080))
BASE = "http://192.0.2.7:8501"
NAMES = ("柳树巷", "Cuihu Court and the Old Railway Yards", "东风路第三纺织厂家属院社区", "Shiqiao")
SAID = (
    "怕没人来",
    "没有人当面问过我",
    "I do not know whom to ask for the key of the activity room on the second floor, or who pays",
    "我垫的钱不知道找谁报，去年那一次到现在还没有人给过一个准话，所以今年我就不想再垫了",
    "Internationalisierungsbestrebungen-und-Nachbarschaftshilfe",
)
# What is seen of a drawing: every text's words, box and letter size in pixels.
TEXTS = """() => [...document.querySelectorAll('svg text')].filter(t => t.textContent.trim()).map(t => {
    const r = t.getBoundingClientRect(), s = parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a;
    return {words: t.textContent.trim(), x: r.left, y: r.top, w: r.width, h: r.height, size: s};
})"""


@dataclass(frozen=True)
class Wall:
    """A view as it would hang there."""

    view: str
    language: Language
    drawing: str


def walls(folder: Path, exercise: str, people: int) -> Iterator[Wall]:
    """Every view of an exercise that so many people have answered, in both languages."""
    with make_room(folder, exercises=(exercise,), capacity=300, title="社区发展共创营·试营") as room:
        (step,) = control.steps(room.context, room.camp.id)
        there = [_join(room, number) for number in range(people)]
        sitting = tuple(one.id for one in there)
        tables = max(1, people // 5)
        paths = (tuple(number % tables for number in range(people)),)
        seating.keep(room.context, room.camp, Plan(Method.WALKING, tables, paths, sitting), "f")
        seating.show(room.context, room.camp, "f")
        room.open(step.id)
        _answer(room, step, there)
        exercise_file = room.context.content.exercises[exercise]
        if "pairs" in arranged_of(exercise_file):
            press(room.context, room.camp, "a", "f", _pressed(room, RoomAction.MATCH.value, step.id))
        control.act(room.context, room.camp.id, Action.REVEAL, step.id, "facilitator")
        waiting = frozenset(card.id for card in cards_of(room.context, room.camp, step))
        press(room.context, room.camp, "a", "f", _pressed(room, APPROVE_ALL, step.id, waiting))
        for view in dict.fromkeys((*ALWAYS, TABLES, *arranged_of(exercise_file), *results_of(exercise_file))):
            if view == NONE:
                continue
            press(room.context, room.camp, "a", "f", _pressed(room, "show", view))
            for language in LANGUAGES:
                yield Wall(view, language, picture(room.context, room.camp, language, BASE).drawing)


def faults(page: Page, drawing: str, width: int, height: int) -> list[str]:
    """What somebody at the back of the hall could not read: outside, too small, or one text on another."""
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:100vw;height:100vh}}</style>{drawing}")
    texts = page.evaluate(TEXTS)
    found = [
        f"outside {one['words'][:30]} {one['x']:.0f},{one['y']:.0f} {one['w']:.0f}×{one['h']:.0f}"
        for one in texts
        if one["x"] < -1
        or one["y"] < -1
        or one["x"] + one["w"] > width + 1
        or one["y"] + one["h"] > height + 1
    ]
    found += [f"small {one['words'][:30]} {one['size']:.1f}" for one in texts if one["size"] < 27.5]
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            across = min(one["x"] + one["w"], other["x"] + other["w"]) - max(one["x"], other["x"])
            # A line's box is taller than its letters: what stands in its middle is what would touch.
            down = min(one["y"] + 0.8 * one["h"], other["y"] + 0.8 * other["h"]) - max(
                one["y"] + 0.25 * one["h"], other["y"] + 0.25 * other["h"]
            )
            if across > 4 and down > 2:
                found.append(f"on each other {one['words'][:24]} / {other['words'][:24]}")
    return found


def _join(room: Room, number: int) -> Seat:
    arrival = Arrival(
        key=new_token(room.context.chance),
        nickname=("阿禾", "Bartholomew Ye", "王奶奶", "Xiaowen")[number % 4] + str(number),
        community=NAMES[number % len(NAMES)] + ("" if number < 40 else str(number // 20)),
        role=("resident", "social_worker", "committee")[number % 3],
        consent=True,
    )
    return seats.join(room.context, room.camp.code, arrival).seat


def _answer(room: Room, step: CampStep, people: Sequence[Seat]) -> None:
    asked = questions_of(room.context, room.camp, step, "zh")
    for number, question in enumerate(asked):
        if question.kind is StepKind.CLUSTER:
            _lay(room, step, question)
        elif question.kind is StepKind.LOG:
            _talk(room, step, question, len(people))
        else:
            room.context.store.write(
                lambda connection, number=number, question=question: _all(
                    connection, room, step, people, number, question
                )
            )


def _all(
    connection: Connection,
    room: Room,
    step: CampStep,
    people: Sequence[Seat],
    number: int,
    question: Question,
) -> None:
    items = (
        [one.code for one in with_all_items_in(connection, room.context, room.camp, step, question).items]
        if question.kind is StepKind.DOTS
        else []
    )
    for n, seat in enumerate(people):
        payload = _said(question, n, number, items)
        if payload is not None:
            key = new_token(room.context.chance)
            answers.submit_in(connection, room.context, seat, key, step.id, question.id, payload)


def _said(question: Question, n: int, number: int, items: Sequence[str]) -> Payload | None:
    words = SAID[n % len(SAID)][: question.max_chars or 60]
    match question.kind:
        case StepKind.TEXT:
            return {"text": words}
        case StepKind.CARDS:
            return {"cards": [words]}
        case StepKind.ROWS:
            return {"rows": [{one.code: words for one in question.options}]}
        case StepKind.DOTS if items:
            return {"dots": {items[n % len(items)]: 2}}
        case StepKind.MATCH:
            return {"met": True}
        case _:
            leaning = LEANING[(n + 5 * number) % len(LEANING)]
            return sample_answer(question, n, leaning, STANDPOINTS[number % 3][leaning], "zh")


def _lay(room: Room, step: CampStep, question: Question) -> None:
    for board in boards_of_room(room.context, room.camp, step.id, question.id, "zh"):
        for number, words in enumerate(SAID):
            cards = tuple(card.id for card in board.loose if card.text == words[: len(card.text)])
            name = (
                "怕惹麻烦",
                "Nobody has ever asked me",
                "钱说不清楚",
                "没有一个大家都有空的时间",
                "Trust",
            )[number]
            laid = BoardPress(new_token(room.context.chance), cards, NEW, name)
            press_of_room(room.context, room.camp, step.id, question.id, board.board, laid)


def _talk(room: Room, step: CampStep, question: Question, turns: int) -> None:
    view = dialogue_for(room.context, Hand("f"), room.camp.id, step.id, question.id)
    roles = [option.code for option in question.options]
    for number in range(min(turns, 12)):
        words = TurnWords(
            roles[number % len(roles)] if roles else "", TurnKind.ANSWER, SAID[number % len(SAID)]
        )
        said = TurnPost(new_token(room.context.chance), TurnAct.SAY, words=words)
        made = post(room.context, Hand("f"), view.place, said).event
        if made is not None and number % 2:
            star = TurnPost(new_token(room.context.chance), TurnAct.STAR, turn=made.number)
            post(room.context, Hand("f"), view.place, star)


def _pressed(room: Room, act: str, subject: str, words: frozenset[str] = frozenset()) -> Press:
    return Press(new_token(room.context.chance), 0, act, subject, number=0 if words else None, words=words)


def main(folder: Path, wanted: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    people = [int(one) for one in wanted if one.isdigit()]
    with chromium() as browser:
        page = browser.new_page()
        for exercise in (one for one in wanted if not one.isdigit()):
            for many in people:
                with tempfile.TemporaryDirectory() as data:
                    for wall in walls(Path(data), exercise, many):
                        name = f"{exercise}-{wall.view}-{many}-{wall.language}"
                        for width, height in SIZES:
                            for fault in faults(page, wall.drawing, width, height):
                                print(name, width, fault)
                            if width == SIZES[0][0]:
                                page.screenshot(path=folder / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
