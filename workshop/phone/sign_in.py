"""Signing in at the desk with code and password, and seat recovery. No account and no script are needed.

Recovery takes the printed code, on a new phone or after the cookie was lost; a posted answer comes along.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.responses import Response

from workshop.base.errors import AccessError
from workshop.phone.answers import deliver
from workshop.phone.lost_cookie import ask
from workshop.phone.request import DESK_COOKIE, RequestContext, see_other
from workshop.services.app import access
from workshop.services.seats import seats


def show_recover(request: RequestContext) -> Response:
    """The form for the recovery code."""
    return ask(request, 200)


def come_back(request: RequestContext) -> Response:
    """Give the seat back to the holder of its code, and store the answer that was on its way."""
    carried = request.field("carried")
    try:
        taken = seats.recover(request.context, request.field("recovery"), request.field("code"))
    except AccessError as error:
        request.limiter.wrong("recover", request.http)
        return ask(request, 403, error, carried)
    response = (
        deliver(request, taken.seat, parse_qs(carried, keep_blank_values=True))
        if carried
        else see_other("/s")
    )
    request.seated(response, taken)
    return response


# Seconds. Sessions end by their row in the database, not by this; a camp lasts four days.
KEPT = 14 * 24 * 3600


def show(request: RequestContext) -> Response:
    """The sign-in form."""
    return request.page("login.html", message="", typed=request.query("code"), right=_right(request))


def enter(request: RequestContext) -> Response:
    """Open a session at the desk."""
    request.limiter.check("login", request.http)
    try:
        token = access.sign_in(request.context, request.field("code"), request.field("password"))
    except AccessError as error:
        request.limiter.wrong("login", request.http)
        message = request.say(f"errors.{error.code}")
        return request.page("login.html", 403, message=message, typed=request.field("code"), right=None)
    response = see_other("/")
    request.keep(response, DESK_COOKIE, token, KEPT)
    return response


def ask_leave(request: RequestContext) -> Response:
    """Opening the address signs nobody out; only the button does."""
    return request.page("logout.html", right=_right(request))


def leave(request: RequestContext) -> Response:
    """End the session, for this browser and any copy of its cookie."""
    token = request.http.cookies.get(DESK_COOKIE)
    if token:
        access.sign_out(request.context, token)
    response = see_other("/login")
    response.delete_cookie(DESK_COOKIE)
    return response


def _right(request: RequestContext) -> access.Right | None:
    return access.right_of(request.context, request.http.cookies.get(DESK_COOKIE))
