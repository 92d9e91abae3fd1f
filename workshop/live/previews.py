"""Previews of an exercise, a draft's too: on the phone's own page, on the sheet, and on the wall with sample answers.

Only for somebody signed in at the desk. Nothing is stored: the camp, the seat and the answers are made up for the one
page, which says so; a browser runs no script of it and sends no form (see `headers.PREVIEW`).
"""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from typing import Literal, get_args

from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from workshop.base.errors import AccessError, RoomError
from workshop.base.text import LANGUAGES, Language
from workshop.exercises.exercise import Exercise
from workshop.live.page import live_page
from workshop.live.preview_wall import preview_picture
from workshop.live.steerer import steerer_of
from workshop.model.camp import Camp, CampStep, Community, Role, Seat, StepState
from workshop.model.step import Option, Question, StepKind
from workshop.paper.field import STANDARD
from workshop.paper.page import printed
from workshop.paper.sheet import exercise_sheet
from workshop.phone.answers import question_page
from workshop.phone.request import RequestContext
from workshop.services.app.context import AppContext
from workshop.services.camp.exercise_drafts import draft, exercise_in
from workshop.services.camp.exercises import known_exercises
from workshop.services.camp.participant_view import CurrentQuestion, ParticipantView, StepView
from workshop.services.camp.questions import names_people, questions_on
from workshop.services.camp.rubrics import default_rubric

Surface = Literal["phone", "paper", "wall"]
SURFACES: tuple[Surface, ...] = get_args(Surface)
DRAFT = "draft"  # in an address: a draft's id follows; anything else is followed by an exercise's
SAMPLE_PEOPLE = 6
LINK = re.compile(r'(<a\b[^>]*?)\shref="[^"]*"')


def show(request: RequestContext) -> Response:
    """One preview in one language; `?n=2` is the phone's second question."""
    if steerer_of(request) is None:
        raise AccessError("access.needed")
    language = next((one for one in LANGUAGES if one == request.path("language")), LANGUAGES[0])
    exercise = _exercise(request.context, request.path("what"), request.path("name"))
    match request.path("surface"):
        case "phone":
            return _phone(_in_language(request, language), exercise, language)
        case "paper":
            sheet = exercise_sheet(request.context, exercise, _rubric(request.context), language)
            return HTMLResponse(printed(sheet, STANDARD))
        case "wall":
            return _wall(_in_language(request, language), exercise, language)
        case _:
            raise RoomError("content.no_exercise", exercise=exercise.id)


def _exercise(context: AppContext, what: str, name: str) -> Exercise:
    """Raises ContentError for a draft that could not be run as it is."""
    if what == DRAFT:
        return exercise_in(context, draft(context, name).text)
    known = next((one.exercise for one in known_exercises(context) if one.exercise.id == name), None)
    if known is None:
        raise RoomError("content.no_exercise", exercise=name)
    return known


def _rubric(context: AppContext) -> str:
    """Exercises that ask about a rubric are shown with the one that new camps get."""
    named = next(recipe.rubric for recipe in context.content.recipes.values())
    return default_rubric(context, named).key


def _in_language(request: RequestContext, language: Language) -> RequestContext:
    """The request as somebody without a seat makes it who reads `language`."""
    shown = replace(request)
    vars(shown).update(language=language, seat=None, camp=None)
    return shown


def _phone(request: RequestContext, exercise: Exercise, language: Language) -> Response:
    asked = questions_on(request.context, exercise, _rubric(request.context), language)
    people = tuple(
        Option(f"p{n}", request.say("editor.sample_person", n=n)) for n in range(1, SAMPLE_PEOPLE + 1)
    )
    questions = tuple(replace(one, people=people) if names_people(exercise, one) else one for one in asked)
    participant = _participant(request, exercise, questions)
    step = participant.steps[0]
    if not step.counted:
        return live_page(request, "preview_none.html", message=request.say("editor.preview_none"))
    wanted = request.query("n")
    index = int(wanted) - 1 if wanted.isdecimal() and len(wanted) < 4 else 0
    question = step.counted[min(max(index, 0), len(step.counted) - 1)]
    current = CurrentQuestion(step, question, "preview", draft=None, given=None, late=False)
    vars(request)["seat"] = participant.seat
    page = question_page(request, participant, current)
    body = bytes(page.body)
    body = gzip.decompress(body) if "content-encoding" in page.headers else body
    # A link would leave the preview for a page that may not be framed.
    return HTMLResponse(LINK.sub(r"\1", body.decode()))


def _participant(
    request: RequestContext, exercise: Exercise, questions: tuple[Question, ...]
) -> ParticipantView[Question]:
    """A seat in a camp that only runs this, both made up."""
    now = request.context.now()
    camp = Camp(
        id="preview",
        code="00000000",
        title=request.say("editor.preview_camp"),
        recipe="",
        rubric="",
        capacity=1,
        made_at=now,
        invented=True,
        locked=True,
    )
    community = Community("preview", camp.id, request.say("editor.preview_camp"))
    seat = Seat(
        id="preview",
        camp=camp.id,
        nickname="",
        community=community.id,
        role=Role.RESIDENT,
        recovery="00000000",
        consent="",
        joined_at=now,
    )
    step = CampStep(exercise.id, 0, exercise.id, exercise.version, exercise.minutes.plan, StepState.OPEN)
    view = StepView(
        step, exercise, questions, given={}, drafted=frozenset(), taking=True, elsewhere=frozenset()
    )
    return ParticipantView(
        seat=seat,
        camp=camp,
        community=community,
        steps=(view,),
        newest=view,
        following=None,
        current=None,
        unsent=(),
        since=0,
        asks=step.id,
        assessed=False,
    )


def _wall(request: RequestContext, exercise: Exercise, language: Language) -> Response:
    questions = questions_on(request.context, exercise, _rubric(request.context), language)
    asked = tuple(one for one in questions if one.kind is not StepKind.SAY)
    # Drawn by us, and every text in it is escaped where it is drawn.
    drawing = Markup(preview_picture(exercise, asked, language))  # noqa: S704
    return live_page(request, "preview_wall.html", title=exercise.title.of(language), drawing=drawing)
