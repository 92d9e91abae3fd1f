"""The agenda page: the camp's own timetable, rearranged by dragging or by buttons.

Every change is a press like those of the remote: an event that can be undone there or here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.responses import Response

from workshop.base.text import Language
from workshop.live.agenda_pages.agenda_lines import AgendaLine, agenda_days, moved_clock
from workshop.live.page import live_page
from workshop.live.remote_words import Told, told_words, undo_words
from workshop.live.steerer import camp_of, steerer_of
from workshop.model.ids import new_token
from workshop.phone.request import RequestContext, see_other
from workshop.services.app.context import AppContext
from workshop.services.camp.exercises import usable_exercises
from workshop.services.room.agenda_presses import LONGEST_TITLE, LONGEST_TRACK, MOST_MINUTES
from workshop.services.room.remote import RemoteView, remote_view


@dataclass(frozen=True)
class AgendaWindow:
    """A stretch of a day without a meal in it. `after` are the blocks behind which something may be put in, `starts` the
    block that opens a day which has not begun."""

    day: int
    begins: str
    ends: str
    lines: tuple[AgendaLine, ...]
    after: tuple[AgendaLine, ...]
    starts: str


def show(request: RequestContext) -> Response:
    """The agenda to be changed."""
    steerer = steerer_of(request)
    camp = camp_of(request, steerer) if steerer else None
    if steerer is None or camp is None:
        return see_other("/login?next=/r")
    context, language = request.context, request.language
    view = remote_view(context, camp)
    told = Told.of(request.http.query_params)
    recipe = context.content.recipes.get(camp.recipe)
    first = recipe.options if recipe else ()
    exercises = sorted(
        ((one.id, one.title.of(language)) for one in usable_exercises(context).values()),
        key=lambda one: (one[0] not in first, one[1]),
    )
    return live_page(
        request,
        "agenda.html",
        camp=camp,
        view=view,
        mine=view.steering.lets(steerer.device),
        key=lambda: new_token(context.chance),
        windows=agenda_windows(context, language, view),
        exercises=exercises,
        told=told,
        told_words=told_words(context, language, told, view),
        undo=undo_words(context, language, view),
        longest=LONGEST_TITLE,
        most=MOST_MINUTES,
        longest_track=LONGEST_TRACK,
        switch_to="en" if language == "zh" else "zh",
    )


def agenda_windows(context: AppContext, language: Language, view: RemoteView) -> tuple[AgendaWindow, ...]:
    """The agenda window by window."""
    windows: list[AgendaWindow] = []
    for page in agenda_days(context, language, view):
        waits = not any(line.slot.step.begun_at for line in page.lines)
        for number, (begins, same) in enumerate(
            groupby(page.lines, key=lambda line: line.slot.step.block.begins)
        ):
            lines = tuple(same)
            windows.append(
                AgendaWindow(
                    page.number,
                    moved_clock(begins, lines[0].slot),
                    moved_clock(lines[0].slot.step.block.ends, lines[0].slot),
                    lines,
                    _open_ends(view, lines),
                    lines[0].slot.step.id if waits and not number else "",
                )
            )
    return tuple(windows)


def _open_ends(view: RemoteView, lines: Sequence[AgendaLine]) -> tuple[AgendaLine, ...]:
    """The blocks behind which nothing has begun."""
    begun = max((step.position for step in view.steps if step.begun_at is not None), default=-1)
    return tuple(line for line in lines if line.slot.step.position >= begun)
