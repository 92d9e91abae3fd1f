"""The board of a table on its phones: cards are ticked and a pile is tapped, or dragged there; every press is a form.

Without a script each press loads the page again. With one the board follows what the others at the table do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from workshop.base.errors import InputError, RoomError
from workshop.model.board import WHOLE_ROOM
from workshop.model.camp import Seat
from workshop.model.ids import new_token
from workshop.model.step import Payload, Question
from workshop.phone.lost_cookie import lost
from workshop.phone.request import RequestContext, see_other
from workshop.services.camp import answers
from workshop.services.camp.participant_view import (
    CurrentQuestion,
    ParticipantView,
    participant_standing,
    participant_view,
)
from workshop.services.room.board_changes import change_text
from workshop.services.room.boards import (
    BoardOutcome,
    BoardPress,
    BoardView,
    board_of_seat,
    press_of_seat,
    suggestions,
)

Form = Mapping[str, Sequence[str]]
PRESSED = frozenset(BoardOutcome)
SUGGEST = "suggest"


def page(
    request: RequestContext,
    participant: ParticipantView[Question],
    current: CurrentQuestion[Question],
    *,
    typed: Form | None = None,
    message: str = "",
    status: int = 200,
) -> Response:
    """The board this seat works on, as the current question."""
    step, question = current.step_view.step.id, current.question.id
    view = _shown(request, participant, current)
    told = request.query("board")
    return request.page(
        "board.html",
        status,
        camp=participant.camp,
        participant=participant,
        live=participant,
        current=current,
        question=current.question,
        help=[line for line in current.question.help.split("\n") if line],
        board=view,
        change=change_text(view.change, request.language) if view.change else "",
        suggested=suggestions(view) if request.query("show") == SUGGEST and view.may else None,
        typed={name: texts[-1] for name, texts in (typed or {}).items() if texts},
        told=told if told in PRESSED else "",
        message=message,
        key=new_token(request.context.chance),
        here=address(step, question),
        action="/s/board",
        about={"step": step, "question": question},
    )


def _shown(
    request: RequestContext, participant: ParticipantView[Question], current: CurrentQuestion[Question]
) -> BoardView:
    """The board; an empty one where the exercise is only looked at, in no camp."""
    camp, place = participant.camp, (current.step_view.step.id, current.question.id)
    try:
        return board_of_seat(request.context, participant.seat, camp, *place, request.language)
    except RoomError as error:
        if error.code != "answer.no_step":
            raise
    asks = next(one for one in current.step_view.exercise.steps if one.id == current.question.id)
    return BoardView(current.step_view.step, asks, WHOLE_ROOM, 0, "", (), (), "", None, may=False)


def press(request: RequestContext) -> Response:
    """Do what a button of the board says, and show the board as it is then."""
    if request.seat is None or request.camp is None:
        return lost(request)
    seat, camp = request.seat, request.camp
    step, question = request.field("step"), request.field("question")
    wanted = pressed(request.form, request.key)
    leads = LEADING.get(request.field("to"))
    try:
        outcome = press_of_seat(request.context, seat, camp, step, question, wanted)
    except InputError as error:
        message = request.say(f"errors.{error.code}", **error.values)
        return _again(request, seat, message)
    if outcome is BoardOutcome.CLOSED and (wanted.renames or not leads):
        return _again(request, seat, request.say("board.told.closed"))
    if leads:
        return leads(request, seat, step, question)
    if request.wants_json:
        return JSONResponse({"told": outcome.value})
    return see_other(address(step, question) + f"&board={outcome.value}")


def _done(request: RequestContext, seat: Seat, step: str, question: str) -> Response:
    """This person is done with the board, and goes on to what is asked next; the board stays as it is."""
    payload: Payload = {"groups": []}
    receipt = answers.submit(request.context, seat, request.key, step, question, payload)
    return see_other(f"/s?told={receipt.outcome.value}")


def _back(request: RequestContext, seat: Seat, step: str, question: str) -> Response:
    """To the question before the board."""
    standing = participant_standing(request.context, seat, step=step, question=question, posted=True)
    before = standing.current.previous if standing.current else None
    return see_other(address(step, before.id if before else question))


LEADING: Mapping[str, Callable[[RequestContext, Seat, str, str], Response]] = {"done": _done, "back": _back}


def _again(request: RequestContext, seat: Seat, message: str) -> Response:
    """The board with what was typed, and why it was not taken."""
    if request.wants_json:
        return JSONResponse({"message": message}, 422)
    step, question = request.field("step"), request.field("question")
    participant = participant_view(
        request.context, seat, request.language, step=step, question=question, posted=True
    )
    if participant.current is None:
        return see_other("/s")
    return page(request, participant, participant.current, typed=request.form, message=message, status=422)


def tick(request: RequestContext) -> Response:
    """204 while the board looks as it did at mark `since`, otherwise its new mark."""
    if request.seat is None or request.camp is None:
        return JSONResponse({"message": request.say("phone.lost.text")}, 401)
    view = board_of_seat(
        request.context,
        request.seat,
        request.camp,
        request.query("step"),
        request.query("question"),
        request.language,
    )
    if view.mark == request.query("since"):
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    return JSONResponse({"since": view.mark}, headers={"Cache-Control": "no-store"})


def pressed(form: Form, key: str) -> BoardPress:
    """What a form of a board asks for.

    Fields: `card` (repeated) and `to` move cards, `new` names a new pile, `name.<pile>` and `was.<pile>` rename,
    `group.<n>` (repeated) with `pile.<n>` take a suggestion up, `undo` takes an act back.
    """
    undone = _one(form, "undo")
    groups = []
    for field in form:
        number = field.removeprefix("group.")
        if field.startswith("group.") and number.isdecimal() and f"take.{number}" in form:
            groups.append((_one(form, f"pile.{number}"), tuple(form[field])))
    return BoardPress(
        key,
        cards=tuple(form.get("card", ())),
        to=_one(form, "to"),
        name=_one(form, "new"),
        names={
            field.removeprefix("name."): (texts[-1], _one(form, f"was.{field.removeprefix('name.')}"))
            for field, texts in form.items()
            if field.startswith("name.") and texts
        },
        groups=tuple(groups),
        undoes=int(undone) if undone.isdecimal() and len(undone) < 10 else 0,
    )


def address(step: str, question: str) -> str:
    """Where a board can be looked at again."""
    return "/s?" + urlencode({"step": step, "question": question})


def _one(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[-1] if values else ""
