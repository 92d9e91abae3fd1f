"""Boards on the facilitator's page: every table's, and the room's, to look at, to help with, or to move for everybody."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from workshop.base.errors import InputError, RoomError
from workshop.base.text import say
from workshop.live.page import live_page
from workshop.live.steerer import Steerer, camp_of, steerer_of
from workshop.model.board import WHOLE_ROOM
from workshop.model.camp import Camp, CampStep
from workshop.model.ids import new_token
from workshop.model.step import Question, StepKind
from workshop.phone.page import asset
from workshop.phone.request import RequestContext, see_other
from workshop.phone.table.board import PRESSED, SUGGEST, pressed
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.services.room.board_changes import change_text
from workshop.services.room.boards import BoardView, boards_of_room, press_of_room, suggestions


def show(request: RequestContext) -> Response:
    """The boards of a step; to somebody who has not signed in, the way to do so."""
    found = _steered(request)
    return _page(request, found[1]) if found else see_other("/login?next=/r")


def tick(request: RequestContext) -> Response:
    """204 while the board looks as it did at mark `since`, otherwise its new mark."""
    found = _steered(request)
    if found is None:
        return JSONResponse({"message": request.say("live.signed_out")}, 401)
    step, question = _asked(request, found[1])
    mark = _chosen(request, _boards(request, found[1], step, question)).mark
    if mark == request.query("since"):
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    return JSONResponse({"since": mark}, headers={"Cache-Control": "no-store"})


def act(request: RequestContext) -> Response:
    """Do what a button of a board says."""
    found = _steered(request)
    if found is None:
        return see_other("/login?next=/r")
    camp = found[1]
    step, question = _asked(request, camp)
    board = request.field("board")
    try:
        outcome = press_of_room(
            request.context, camp, step.id, question.id, board, pressed(request.form, request.key)
        )
    except InputError as error:
        message = request.say(f"errors.{error.code}", **error.values)
        if request.wants_json:
            return JSONResponse({"message": message}, 422)
        return _page(request, camp, message)
    if request.wants_json:
        return JSONResponse({"told": outcome.value})
    return see_other(_address(camp, step, question, board) + f"&told={outcome.value}")


def clusters_of(context: AppContext, step: CampStep) -> bool:
    """Whether the step has a board."""
    return any(one.kind is StepKind.CLUSTER for one in exercise_of(context, step).steps)


def _steered(request: RequestContext) -> tuple[Steerer, Camp] | None:
    steerer = steerer_of(request)
    camp = camp_of(request, steerer) if steerer else None
    if steerer is not None and camp is None:
        raise RoomError("camp.unknown", camp=request.query("camp") or request.field("camp"))
    return (steerer, camp) if steerer and camp else None


def _asked(request: RequestContext, camp: Camp) -> tuple[CampStep, Question]:
    """The step and the question whose boards these are: the step's first where none is named."""
    wanted = request.path("step")
    step = next((one for one in control.steps(request.context, camp.id) if one.id == wanted), None)
    if step is None:
        raise RoomError("answer.no_step", step=wanted)
    named = request.field("question") or request.query("question")
    for one in questions_of(request.context, camp, step, request.language):
        if one.kind is StepKind.CLUSTER and named in ("", one.id):
            return step, one
    raise RoomError("answer.no_question", step=wanted, question=named)


def _boards(request: RequestContext, camp: Camp, step: CampStep, question: Question) -> tuple[BoardView, ...]:
    return boards_of_room(request.context, camp, step.id, question.id, request.language)


def _chosen(request: RequestContext, boards: tuple[BoardView, ...]) -> BoardView:
    """The board the address or form names, the first otherwise."""
    named = request.form["board"][-1] if "board" in request.form else None
    if named is None and "board" in request.http.query_params:
        named = request.query("board")
    return next((one for one in boards if one.board == named), boards[0])


def _page(request: RequestContext, camp: Camp, message: str = "") -> Response:
    step, question = _asked(request, camp)
    boards = _boards(request, camp, step, question)
    board = _chosen(request, boards)
    here = _address(camp, step, question, board.board)
    told = request.query("told")
    language = request.language
    return live_page(
        request,
        "board.html",
        422 if message else 200,
        camp=camp,
        title=exercise_of(request.context, step).title.of(language),
        question=question,
        boards=[(_name(request, one), _address(camp, step, question, one.board), one) for one in boards],
        board=board,
        change=change_text(board.change, language) if board.change else "",
        suggested=suggestions(board) if request.query("show") == SUGGEST else None,
        typed={name: texts[-1] for name, texts in request.form.items() if texts},
        told=told if told in PRESSED else "",
        message=message,
        key=lambda: new_token(request.context.chance),
        whose=Markup(),
        ways=Markup(),
        here=here,
        action=f"/r/board/{step.id}",
        about={"camp": camp.code, "question": question.id, "board": board.board},
        follow=here.replace("?", "/tick?", 1),
        script=asset("board.js"),
        style=asset("board.css"),
        switch_to="en" if language == "zh" else "zh",
    )


def _name(request: RequestContext, board: BoardView) -> str:
    """Whose board it is, in words."""
    if board.table:
        return request.say("board.remote_table", table=board.table)
    if board.team:
        return board.team
    alone = board.asks.who == "plenary" or board.board != WHOLE_ROOM
    return say(request.language, "board.remote_whole" if alone else "board.remote_room")


def _address(camp: Camp, step: CampStep, question: Question, board: str) -> str:
    place = {"camp": camp.code, "question": question.id, "board": board}
    return f"/r/board/{step.id}?" + urlencode(place)
