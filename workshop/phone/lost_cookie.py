"""A phone that has lost its seat's cookie: it is asked for the printed code, and what it posted is carried
along.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from workshop.base.errors import AccessError
from workshop.phone.request import RequestContext
from workshop.services import erase


def lost(request: RequestContext) -> Response:
    """This phone has no seat here: ask for the code. What it posted is carried in hidden fields."""
    if request.wants_json:
        return JSONResponse({"message": request.say("phone.lost.text")}, 401)
    return ask(request, 401, carried=_carry(request))


def ask(
    request: RequestContext, status: int, error: AccessError | None = None, carried: str = ""
) -> Response:
    """The recovery form."""
    token = "" if request.seat else request.held.token
    return request.page(
        "recover.html",
        status,
        left_behind=erase.left_behind(request.context, token) if token else 0,
        returning=request.seat,
        title=request.say("phone.lost.title") if status == 401 else request.say("phone.recover.title"),
        message=request.say(f"errors.{error.code}") if error else "",
        typed={"code": request.field("code"), "recovery": request.field("recovery")},
        carried=carried,
    )


def _carry(request: RequestContext) -> str:
    return urlencode([(name, value) for name, values in request.form.items() for value in values])
