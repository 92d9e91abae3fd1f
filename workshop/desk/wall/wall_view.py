"""Which wall picture the moment calls for.

What most of the room agrees with, for the projector: bars with their n, two columns, nobody by name and no groups.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.assessment.change.reassessment import shift
from workshop.assessment.charts import room_chart, stage_vitality
from workshop.assessment.charts.reassessment_chart import plane_shift_parts, plane_shift_words
from workshop.assessment.charts.room_chart import room_parts, room_words
from workshop.assessment.charts.stage_vitality import plane_parts, plane_words
from workshop.base.svg import SOFT, moved, sheet, text
from workshop.base.text import Language, say
from workshop.desk.cockpit import live
from workshop.desk.position.positions_cache import positions, repeated
from workshop.desk.ui.address import join_base, qr_svg
from workshop.desk.ui.context import the_house
from workshop.desk.ui.visitor import Visitor
from workshop.desk.wall.wall_chart import (
    alternative,
    count_picture,
    dots_picture,
    entry_picture,
    stages_picture,
)
from workshop.desk.wall.wall_frame import (
    BODY,
    EDGE,
    HEIGHT,
    WIDTH,
    Frame,
    framed_picture,
    message_picture,
    surroundings,
)
from workshop.learning.statements.statement_chart import StatementLook, bar_parts, legend_parts
from workshop.learning.statements.statement_text import room_sentences
from workshop.learning.statements.statements import agreed
from workshop.model.camp import Camp, CampStep
from workshop.model.ids import spaced
from workshop.model.privacy import MIN_GROUP
from workshop.services.camp import progress, questions
from workshop.services.camp.rubrics import rubric_of
from workshop.services.learn import statements
from workshop.services.learn.statements import Statements

MOST = 6  # a longer list is not read from the back of a room
GAP = 40.0
LOOK = StatementLook(width=(WIDTH - 2 * EDGE - GAP) / 2, font=30, bar=40, plane=0)


def statements_picture(frame: Frame, found: Statements) -> str:
    """The statements most agree with; or, when there is none, that it is so."""
    if found.people < MIN_GROUP or not agreed(found.tallies):
        return message_picture(frame, " ".join(statements_words(found, frame.language)))
    language = frame.language
    shown = agreed(found.tallies)
    parts = surroundings(frame, say(language, "statements.people", n=found.people))
    legend, high = legend_parts(language, LOOK)
    parts.append(moved(legend, EDGE, BODY - 10))
    for column in (0, 1):
        bars, _ = bar_parts(shown[:MOST][column::2], found.texts, language, LOOK, 0)
        parts.append(moved(bars, EDGE + column * (LOOK.width + GAP), BODY + high))
    head = say(language, "opinions.wall.agreed")
    parts.append(text(WIDTH - EDGE, BODY + 22, head, 30, text_anchor="end", fill=SOFT))
    if len(shown) > MOST:
        more = say(language, "opinions.wall.more", n=len(shown) - MOST)
        parts.append(text(WIDTH / 2, HEIGHT - 26, more, 28, text_anchor="middle", fill=SOFT))
    return sheet(WIDTH, HEIGHT, parts)


def statements_words(found: Statements, language: Language) -> tuple[str, ...]:
    """The same in words: what the room agrees on, each with its counts."""
    return room_sentences(found.tallies, found.people, found.texts, language)


View = Literal["moment", "dots", "room", "plane", "shift", "entry"]
VIEWS: tuple[View, ...] = ("moment", "dots", "room", "plane", "shift", "entry")


def view_choice(here: Visitor) -> View:
    """What the facilitator wants up: the moment's picture, another look at the positions, or the way in again."""
    chosen = st.segmented_control(
        here.say("desk.wall.view"),
        VIEWS,
        default="moment",
        format_func=lambda view: here.say(f"desk.wall.view.{view}"),
        key="wall.view",
        label_visibility="collapsed",
    )
    return chosen or "moment"


def wall_view(here: Visitor, camp: Camp, view: View) -> None:
    """Draw it, with the same in words behind a tap."""
    house = the_house()
    pulse = progress.pulse(house, camp.id)
    agenda = live.agenda(house, camp, pulse[0])
    step = agenda.newest
    if step is None or view == "entry":
        _show(entry(here, camp, pulse[2]), here.say("desk.join.qr", code=spaced(camp.code)))
        return
    if view in ("room", "plane", "shift"):
        _positions(here, camp, agenda, view)
        return
    if step.revealed and statements.has_statements(house, step):
        frame = _frame(here, camp, live.title(house, step, here.language))
        said = live.room_statements(house, camp, step, pulse, here.language)
        _show(statements_picture(frame, said), "\n".join(statements_words(said, here.language)))
        return
    if not questions.rates(house, step):
        _show(_count(here, camp, step, pulse), here.say("desk.wall.count_alt"))
        return
    wall = live.wall(house, camp, step.revealed, pulse)
    frame = _frame(here, camp, live.title(house, step, here.language))
    draw = stages_picture if wall.stages and view == "moment" else dots_picture
    words = alternative(wall, here.language)
    _show(draw(frame, wall), words)


def _positions(here: Visitor, camp: Camp, agenda: live.Agenda, view: View) -> None:
    """The whole room's positions; nothing before the reveal."""
    language, house = here.language, the_house()
    frame = _frame(here, camp, here.say(f"desk.wall.view.{view}"))
    if not live.positions_shown(house, agenda):
        _say(frame, here.say("pictures.wall.not_revealed"))
        return
    if view == "shift":
        _shifts(here, camp, frame)
        return
    found = positions(house, camp)
    figure = here.say("desk.wall.communities", n=len(found.results))
    if view == "room":
        body = room_parts(found.results, found.rubric, language, MIN_GROUP, room_chart.WALL)
        words = room_words(found.results, found.rubric, language, MIN_GROUP)
    else:
        body = plane_parts(found.places, found.rubric, language, MIN_GROUP, stage_vitality.WALL)
        words = plane_words(found.places, found.rubric, language, MIN_GROUP)
    _show(framed_picture(frame, figure, body, found.rubric), words)


def _shifts(here: Visitor, camp: Camp, frame: Frame) -> None:
    """From the last but one time a community was assessed in this camp to the last."""
    rubric = rubric_of(the_house(), camp.rubric)
    twice = [
        one.occasions[-2:]
        for one in repeated(the_house(), (camp,), camp.rubric).values()
        if len(one.occasions) > 1
    ]
    if not twice:
        _say(frame, here.say("pictures.wall.not_repeated"))
        return
    then, now = (tuple(rating for pair in twice for rating in pair[time].ratings) for time in (0, 1))
    found = shift(then, now, rubric)
    body = plane_shift_parts(found, rubric, here.language, MIN_GROUP, stage_vitality.WALL)
    words = plane_shift_words(found, rubric, here.language, MIN_GROUP)
    figure = here.say("desk.wall.communities", n=len(found))
    _show(framed_picture(frame, figure, body, rubric), words)


def _say(frame: Frame, words: str) -> None:
    """A sentence instead of a picture."""
    _show(message_picture(frame, words), words)


def entry(here: Visitor, camp: Camp, seats: int) -> str:
    """How to get in, over the whole wall."""
    base = join_base()
    frame = _frame(here, camp, camp.title)
    return entry_picture(frame, qr_svg(f"{base}/j/{camp.code}"), f"{base}/j", seats)


def _count(here: Visitor, camp: Camp, step: CampStep, pulse: tuple[int, int, int]) -> str:
    house = the_house()
    found = live.step_progress(house, camp, step.id, pulse)
    asked = questions.questions_of(house, camp, step, here.language)
    prompt = asked[0].prompt if asked else ""
    frame = _frame(here, camp, live.title(house, step, here.language))
    return count_picture(frame, prompt, found.done, len(found.seats))


def _frame(here: Visitor, camp: Camp, title: str) -> Frame:
    return Frame(title, spaced(camp.code), camp.invented, here.language)


def _show(picture: str, words: str) -> None:
    st.image(picture, width="stretch", alt=words)
