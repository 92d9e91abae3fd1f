"""Previews of an exercise, a draft's too: on the phone's own page, on the sheet, and on the wall with sample answers.

Only for somebody signed in at the desk. Nothing is stored: the camp, the seat and the answers are made up for the one
page, which says so; a browser runs no script of it and sends no form (see `headers.PREVIEW`).
"""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from cachetools import LRUCache
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from workshop.base.errors import AccessError, RoomError
from workshop.base.text import LANGUAGES, Language
from workshop.exercises.exercise import Exercise
from workshop.live.page import live_page
from workshop.live.steerer import steerer_of
from workshop.live.wall_pictures import picture
from workshop.model.camp import Seat
from workshop.model.step import Option
from workshop.paper.field import STANDARD
from workshop.paper.page import printed
from workshop.paper.sheet import exercise_sheet
from workshop.phone.answers import question_page
from workshop.phone.request import RequestContext
from workshop.sample.preview_room import preview_room
from workshop.services.app.context import AppContext
from workshop.services.camp.exercise_drafts import draft, exercise_in
from workshop.services.camp.exercises import known_exercises
from workshop.services.camp.participant_view import participant_view
from workshop.services.camp.questions import names_people
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
    pages = _looks(request, exercise, language).pages
    if not pages:
        return live_page(request, "preview_none.html", message=request.say("editor.preview_none"))
    wanted = request.query("n")
    index = int(wanted) - 1 if wanted.isdecimal() and len(wanted) < 4 else 0
    return HTMLResponse(pages[min(max(index, 0), len(pages) - 1)])


def _wall(request: RequestContext, exercise: Exercise, language: Language) -> Response:
    # Drawn by us, and every text in it is escaped where it is drawn.
    drawing = Markup(_looks(request, exercise, language).drawing)  # noqa: S704
    return live_page(request, "preview_wall.html", title=exercise.title.of(language), drawing=drawing)


@dataclass(frozen=True)
class Looks:
    """An exercise as a phone shows its questions, and the wall their answers."""

    pages: tuple[str, ...]
    drawing: str


# A room takes a second to make up; nobody should wait for it at every question.
_made: LRUCache[tuple[AppContext, Exercise, Language], Looks] = LRUCache(32)
_lock = threading.Lock()


def _looks(request: RequestContext, exercise: Exercise, language: Language) -> Looks:
    key = (request.context, exercise, language)
    with _lock:
        known = _made.get(key)
        if known is None:
            with preview_room(request.context, exercise, language) as (room, camp, seat):
                shown = replace(_in_language(request, language), context=room)
                vars(shown).update(language=language, seat=seat, camp=camp)
                drawing = picture(room, camp, language, "").drawing
                known = _made[key] = Looks(tuple(_pages(shown, seat, exercise, language)), drawing)
    return known


def _pages(request: RequestContext, seat: Seat, exercise: Exercise, language: Language) -> Iterator[str]:
    """The page of every question, as somebody who has just come sees it."""
    people = tuple(
        Option(f"p{n}", request.say("editor.sample_person", n=n)) for n in range(1, SAMPLE_PEOPLE + 1)
    )
    standing = participant_view(request.context, seat, language)
    for step in standing.steps:
        for question in step.counted:
            view = participant_view(
                request.context, seat, language, step=step.step.id, question=question.id, posted=True
            )
            current = view.current
            if current is None:
                continue
            if names_people(exercise, current.question):
                named = replace(current.question, people=people)
                questions = tuple(named if one.id == named.id else one for one in current.step_view.questions)
                current = replace(
                    current, question=named, step_view=replace(current.step_view, questions=questions)
                )
            page = question_page(request, view, current)
            body = bytes(page.body)
            body = gzip.decompress(body) if "content-encoding" in page.headers else body
            # A link would leave the preview for a page that may not be framed.
            yield LINK.sub(r"\1", body.decode())
