"""Choosing the wall's picture for the current step, and the chart of statements.

The chart shows what most of the room agrees with: bars with their n, two columns, nobody by name and no
groups.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.assessment.change.reassessment import shift
from workshop.assessment.charts import room_chart, stage_vitality
from workshop.assessment.charts.reassessment_chart import (
    stage_vitality_shift_parts,
    stage_vitality_shift_text,
)
from workshop.assessment.charts.room_chart import room_parts, room_text
from workshop.assessment.charts.stage_vitality import stage_vitality_parts, stage_vitality_text
from workshop.base.svg import SOFT, moved, sheet, text
from workshop.base.text import Language, say
from workshop.desk.cockpit import live
from workshop.desk.position.positions_cache import positions, repeated
from workshop.desk.ui.address import join_base, qr_svg
from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor
from workshop.desk.wall.wall_chart import alternative, count_chart, dots_chart, entry_chart, stages_chart
from workshop.desk.wall.wall_frame import (
    BODY,
    EDGE,
    HEIGHT,
    WIDTH,
    WallFrame,
    framed_chart,
    message_chart,
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

MOST = 6  # a longer list is illegible from the back of a room
GAP = 40.0
LOOK = StatementLook(width=(WIDTH - 2 * EDGE - GAP) / 2, font=30, bar=40, plane=0)


def statements_chart(frame: WallFrame, room_statements: Statements) -> str:
    """The statements most agree with; or a note that there are none."""
    if room_statements.people < MIN_GROUP or not agreed(room_statements.tallies):
        return message_chart(frame, " ".join(statements_text(room_statements, frame.language)))
    language = frame.language
    tallies = agreed(room_statements.tallies)
    parts = surroundings(frame, say(language, "statements.people", n=room_statements.people))
    legend, high = legend_parts(language, LOOK)
    parts.append(moved(legend, EDGE, BODY - 10))
    for column in (0, 1):
        bars, _ = bar_parts(tallies[:MOST][column::2], room_statements.texts, language, LOOK, 0)
        parts.append(moved(bars, EDGE + column * (LOOK.width + GAP), BODY + high))
    head = say(language, "opinions.wall.agreed")
    parts.append(text(WIDTH - EDGE, BODY + 22, head, 30, text_anchor="end", fill=SOFT))
    if len(tallies) > MOST:
        more = say(language, "opinions.wall.more", n=len(tallies) - MOST)
        parts.append(text(WIDTH / 2, HEIGHT - 26, more, 28, text_anchor="middle", fill=SOFT))
    return sheet(WIDTH, HEIGHT, parts)


def statements_text(room_statements: Statements, language: Language) -> tuple[str, ...]:
    """The text alternative: what the room agrees on, each with its counts."""
    return room_sentences(room_statements.tallies, room_statements.people, room_statements.texts, language)


View = Literal["moment", "dots", "room", "plane", "shift", "entry"]
VIEWS: tuple[View, ...] = ("moment", "dots", "room", "plane", "shift", "entry")


def view_choice(visitor: Visitor) -> View:
    """The facilitator's choice: the current picture, another view of the positions, or how to join."""
    chosen = st.segmented_control(
        visitor.say("desk.wall.view"),
        VIEWS,
        default="moment",
        format_func=lambda view: visitor.say(f"desk.wall.view.{view}"),
        key="wall.view",
        label_visibility="collapsed",
    )
    return chosen or "moment"


def wall_view(visitor: Visitor, camp: Camp, view: View) -> None:
    """Draw it, with its text alternative behind a tap."""
    context = app_context()
    pulse = progress.pulse(context, camp.id)
    agenda = live.agenda(context, camp, pulse[0])
    step = agenda.newest
    if step is None or view == "entry":
        _show(entry(visitor, camp), visitor.say("desk.join.qr", code=spaced(camp.code)))
        return
    if view in ("room", "plane", "shift"):
        _positions(visitor, camp, agenda, view)
        return
    if step.revealed and statements.has_statements(context, step):
        frame = _frame(visitor, camp, live.title(context, step, visitor.language))
        room_statements = live.room_statements(context, camp, step, pulse, visitor.language)
        _show(
            statements_chart(frame, room_statements),
            "\n".join(statements_text(room_statements, visitor.language)),
        )
        return
    if not questions.rates(context, step):
        _show(_count(visitor, camp, step, pulse), visitor.say("desk.wall.count_alt"))
        return
    wall = live.wall(context, camp, step.revealed, pulse)
    frame = _frame(visitor, camp, live.title(context, step, visitor.language))
    draw = stages_chart if wall.stages and view == "moment" else dots_chart
    words = alternative(wall, visitor.language)
    _show(draw(frame, wall), words)


def _positions(visitor: Visitor, camp: Camp, agenda: live.ControlState, view: View) -> None:
    """The whole room's positions; nothing before the reveal."""
    language, context = visitor.language, app_context()
    frame = _frame(visitor, camp, visitor.say(f"desk.wall.view.{view}"))
    if not live.positions_shown(context, agenda):
        _say(frame, visitor.say("pictures.wall.not_revealed"))
        return
    if view == "shift":
        _shifts(visitor, camp, frame)
        return
    camp_positions = positions(context, camp)
    figure = visitor.say("desk.wall.communities", n=len(camp_positions.results))
    if view == "room":
        body = room_parts(camp_positions.results, camp_positions.rubric, language, MIN_GROUP, room_chart.WALL)
        words = room_text(camp_positions.results, camp_positions.rubric, language, MIN_GROUP)
    else:
        body = stage_vitality_parts(
            camp_positions.places, camp_positions.rubric, language, MIN_GROUP, stage_vitality.WALL
        )
        words = stage_vitality_text(camp_positions.places, camp_positions.rubric, language, MIN_GROUP)
    _show(framed_chart(frame, figure, body, camp_positions.rubric), words)


def _shifts(visitor: Visitor, camp: Camp, frame: WallFrame) -> None:
    """Changes between the last two assessments of each community in this camp."""
    rubric = rubric_of(app_context(), camp.rubric)
    twice = [
        one.occasions[-2:]
        for one in repeated(app_context(), (camp,), camp.rubric).values()
        if len(one.occasions) > 1
    ]
    if not twice:
        _say(frame, visitor.say("pictures.wall.not_repeated"))
        return
    then, now = (tuple(rating for pair in twice for rating in pair[time].ratings) for time in (0, 1))
    community_shifts = shift(then, now, rubric)
    body = stage_vitality_shift_parts(
        community_shifts, rubric, visitor.language, MIN_GROUP, stage_vitality.WALL
    )
    words = stage_vitality_shift_text(community_shifts, rubric, visitor.language, MIN_GROUP)
    figure = visitor.say("desk.wall.communities", n=len(community_shifts))
    _show(framed_chart(frame, figure, body, rubric), words)


def _say(frame: WallFrame, words: str) -> None:
    """A sentence instead of a picture."""
    _show(message_chart(frame, words), words)


def entry(visitor: Visitor, camp: Camp) -> str:
    """How to join, over the whole wall."""
    joined = progress.room_counts(app_context(), camp.id).joined
    base = join_base()
    frame = _frame(visitor, camp, camp.title)
    return entry_chart(frame, qr_svg(f"{base}/j/{camp.code}"), f"{base}/j", joined)


def _count(visitor: Visitor, camp: Camp, step: CampStep, pulse: tuple[int, int, int]) -> str:
    context = app_context()
    step_progress = live.step_progress(context, camp, step.id, pulse)
    asked = questions.questions_of(context, camp, step, visitor.language)
    prompt = asked[0].prompt if asked else ""
    frame = _frame(visitor, camp, live.title(context, step, visitor.language))
    return count_chart(frame, prompt, step_progress.done, len(step_progress.seats))


def _frame(visitor: Visitor, camp: Camp, title: str) -> WallFrame:
    return WallFrame(title, spaced(camp.code), camp.invented, visitor.language)


def _show(picture: str, words: str) -> None:
    st.image(picture, width="stretch", alt=words)
