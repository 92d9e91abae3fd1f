"""The wall's pictures of positions: stages, dots, stage and vitality, what has moved.

The whole room's, without names; asked for only once the assessment is revealed.
"""

from __future__ import annotations

from workshop.assessment.change.reassessment import shift
from workshop.assessment.charts import stage_vitality
from workshop.assessment.charts.reassessment_chart import (
    stage_vitality_shift_parts,
    stage_vitality_shift_text,
)
from workshop.assessment.charts.stage_vitality import stage_vitality_parts, stage_vitality_text
from workshop.base.text import say
from workshop.live.wall_chart import alternative, dots_chart, stages_chart
from workshop.live.wall_frame import WallFrame, framed_chart, message_chart
from workshop.model.camp import Camp
from workshop.model.privacy import MIN_GROUP, MIN_RATERS_ON_WALL
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.questions import rates
from workshop.services.camp.rubrics import rubric_of
from workshop.services.position.assessment_history import histories
from workshop.services.position.positions import camp_positions
from workshop.services.position.results import wall as room_levels
from workshop.services.room import wall_views


def position_view(context: AppContext, camp: Camp, view: str, frame: WallFrame) -> tuple[str, str]:
    """The drawing and its text alternative."""
    language = frame.language
    assessed = [one for one in control.steps(context, camp.id) if one.opened_at and rates(context, one)]
    if not all(step.revealed for step in assessed):  # another assessment is still being answered
        words = say(language, "pictures.wall.not_revealed")
        return message_chart(frame, words), words
    if view in (wall_views.LEVELS, wall_views.DOTS):
        levels = room_levels(context, camp, revealed=True)
        draw = stages_chart if levels.stages and view == wall_views.LEVELS else dots_chart
        return draw(frame, levels), alternative(levels, language)
    if view == wall_views.SHIFT:
        return _shifts(context, camp, frame)
    read = camp_positions(context, camp)
    places = [one for one in read.places if one.raters >= MIN_RATERS_ON_WALL]
    figure = say(language, "desk.wall.communities", n=len(places))
    body = stage_vitality_parts(places, read.rubric, language, MIN_GROUP, stage_vitality.WALL)
    words = stage_vitality_text(places, read.rubric, language, MIN_GROUP)
    return framed_chart(frame, figure, body, read.rubric), words


def _shifts(context: AppContext, camp: Camp, frame: WallFrame) -> tuple[str, str]:
    """Changes between the last two assessments of each community in this camp."""
    language, rubric = frame.language, rubric_of(context, camp.rubric)
    known = histories(context, (camp,), camp.rubric)
    twice = [one.occasions[-2:] for one in known.values() if len(one.occasions) > 1]
    if not twice:
        words = say(language, "pictures.wall.not_repeated")
        return message_chart(frame, words), words
    twice = [pair for pair in twice if all(one.raters >= MIN_RATERS_ON_WALL for one in pair)]
    then, now = (tuple(rating for pair in twice for rating in pair[time].ratings) for time in (0, 1))
    moved = shift(then, now, rubric)
    body = stage_vitality_shift_parts(moved, rubric, language, MIN_GROUP, stage_vitality.WALL)
    words = stage_vitality_shift_text(moved, rubric, language, MIN_GROUP)
    figure = say(language, "desk.wall.communities", n=len(moved))
    return framed_chart(frame, figure, body, rubric), words
