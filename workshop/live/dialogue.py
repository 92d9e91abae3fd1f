"""A dialogue on the facilitator's page: every table's record, typed, corrected and starred there as well.

It is where a sheet is typed in afterwards. Approving words for the wall is done on the remote, with everything else the
wall shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from workshop.base.errors import InputError, RoomError
from workshop.live.page import live_page, render
from workshop.live.steerer import Steerer, camp_of, steerer_of
from workshop.model.camp import Camp
from workshop.model.dialogue import Resolved, TurnAct, TurnKind
from workshop.model.ids import new_token
from workshop.model.step import Question, StepKind
from workshop.phone.dialogue import card_lines, number_in, posted_turn, turn_line
from workshop.phone.page import asset
from workshop.phone.request import RequestContext, see_other
from workshop.services.camp import camps, control
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.services.camp.tables import table_number, team_of
from workshop.services.room.dialogue import (
    DialogueView,
    Hand,
    TurnOutcome,
    dialogue_for,
    newest_event,
    post,
)


def show(request: RequestContext) -> Response:
    """The dialogue of a step; to somebody who has not signed in, the way to do so."""
    found = _steered(request)
    return _page(request, *found) if found else see_other("/login?next=/r")


def tick(request: RequestContext) -> Response:
    """204 while nothing was added since event `since`, otherwise the turns anew."""
    found = _steered(request)
    if found is None:
        return JSONResponse({"message": request.say("live.signed_out")}, 401)
    steerer, camp = found
    if request.query("since") == str(newest_event(request.context, camp.id)):
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    view, _ = _view(request, steerer, camp)
    body = render(request.language, "turns.html", **_turns(request, steerer, camp, view))
    return body.response(request.http.headers.get("accept-encoding", ""))


def act(request: RequestContext) -> Response:
    """A new turn, a corrected one, or a button beside it."""
    found = _steered(request)
    if found is None:
        return see_other("/login?next=/r")
    steerer, camp = found
    view, _ = _view(request, steerer, camp)
    typed = {name: request.field(name) for name in ("speaker", "kind", "about", "text")}
    edit = number_in(request.field("turn"))
    try:
        posted = posted_turn(view, request.form, request.key)
    except InputError as error:
        message = request.say(f"errors.{error.code}", **error.values)
        return _page(request, steerer, camp, typed=typed, edit=edit, message=message)
    outcome = post(request.context, Hand(steerer.by), view.place, posted).outcome
    lost = outcome is TurnOutcome.STALE or (
        outcome is TurnOutcome.DIFFERS and posted.act in (TurnAct.SAY, TurnAct.CORRECT)
    )
    if lost:
        message = request.say(f"dialogue.told.{outcome.value}")
        return _page(request, steerer, camp, typed=typed, edit=edit, message=message)
    if request.wants_json:
        return JSONResponse({"told": outcome.value})
    where = _address(camp, view) + f"&told={outcome.value}"
    return see_other(where + (f"&speaker={typed['speaker']}" if posted.act is TurnAct.SAY else ""))


def _steered(request: RequestContext) -> tuple[Steerer, Camp] | None:
    steerer = steerer_of(request)
    camp = camp_of(request, steerer) if steerer else None
    if steerer is not None and camp is None:
        raise RoomError("camp.unknown", camp=request.query("camp") or request.field("camp"))
    return (steerer, camp) if steerer and camp else None


def _view(request: RequestContext, steerer: Steerer, camp: Camp) -> tuple[DialogueView, tuple[Question, ...]]:
    """The dialogue asked for, the step's first where none is named, and every question kept as one."""
    step = request.path("step")
    question = request.field("question") or request.query("question")
    table = request.field("table") or request.query("table")
    kept = log_questions(request, camp, step)
    if not question and kept:
        question = kept[0].id
    return dialogue_for(request.context, Hand(steerer.by), camp.id, step, question, table), kept


def log_questions(request: RequestContext, camp: Camp, step_id: str) -> tuple[Question, ...]:
    """The questions of a step that are kept as a dialogue, in words."""
    step = next((one for one in control.steps(request.context, camp.id) if one.id == step_id), None)
    if step is None:
        raise RoomError("answer.no_step", step=step_id)
    asked = questions_of(request.context, camp, step, request.language)
    return tuple(one for one in asked if one.kind is StepKind.LOG)


def _page(
    request: RequestContext,
    steerer: Steerer,
    camp: Camp,
    *,
    typed: Mapping[str, str] | None = None,
    edit: int = 0,
    message: str = "",
) -> Response:
    view, kept = _view(request, steerer, camp)
    edited = view.dialogue.turn(edit or number_in(request.query("edit")))
    start = {"speaker": request.query("speaker"), "kind": "", "about": request.query("about"), "text": ""}
    if edited is not None:
        start = {
            "speaker": edited.words.speaker,
            "kind": edited.words.kind.value,
            "about": edited.words.about,
            "text": edited.words.text,
        }
    told = request.query("told")
    language = request.language
    return live_page(
        request,
        "dialogue.html",
        422 if message else 200,
        title=exercise_of(request.context, view.step).title.of(language),
        kept=kept,
        tables=[(one, _table_words(request, camp, one)) for one in view.tables],
        question=next(one for one in kept if one.id == view.part.id),
        typed=typed or start,
        edited=edited,
        message=message,
        told=told if told in set(TurnOutcome) else "",
        kinds=[kind.value for kind in TurnKind],
        script=asset("dialogue.js"),
        switch_to="en" if language == "zh" else "zh",
        **_turns(request, steerer, camp, view),
    )


def _table_words(request: RequestContext, camp: Camp, table: str) -> str:
    """What a table or team is called; the room's, for whoever has none."""
    if number := table_number(table):
        return request.say("dialogue.at_table", table=number)
    teams = {one.id: one.name for one in camps.communities(request.context, camp.id)}
    return teams.get(team_of(table)) or request.say("dialogue.whole_room")


def _turns(request: RequestContext, steerer: Steerer, camp: Camp, view: DialogueView) -> dict[str, object]:
    hand, language = Hand(steerer.by), request.language
    return {
        "view": view,
        "cards": card_lines(view, language),
        "resolved": [one.value for one in Resolved],
        "lines": [turn_line(view, hand, turn, language) for turn in reversed(view.dialogue.turns)],
        "taken_back": [turn_line(view, hand, turn, language) for turn in view.dialogue.taken_back],
        "key": new_token(request.context.chance),
        "since": newest_event(request.context, camp.id),
        "here": _address(camp, view),
        "action": f"/r/log/{view.step.id}",
        "camp": camp,
    }


def _address(camp: Camp, view: DialogueView) -> str:
    place = {"camp": camp.code, "question": view.part.id, "table": view.place.table}
    return f"/r/log/{view.step.id}?" + urlencode({name: value for name, value in place.items() if value})
