"""The desk's door for facilitators and organisers: a code and a password. No account, no script needed.

Coming back with the printed code, on a new phone or after the cookie was lost; a posted answer comes along.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.responses import Response

from workshop.base.errors import AccessError
from workshop.phone.answers import deliver
from workshop.phone.lost_cookie import ask
from workshop.phone.request import DESK_COOKIE, Visit, see_other
from workshop.services.app import access
from workshop.services.seats import seats


def show_recover(visit: Visit) -> Response:
    """The form for the recovery code."""
    return ask(visit, 200)


def come_back(visit: Visit) -> Response:
    """Give the seat back to whoever has its code, and keep the answer that was on its way."""
    carried = visit.field("carried")
    try:
        taken = seats.recover(visit.house, visit.field("recovery"), visit.field("code"))
    except AccessError as error:
        visit.limiter.wrong("recover", visit.request)
        return ask(visit, 403, error, carried)
    response = (
        deliver(visit, taken.seat, parse_qs(carried, keep_blank_values=True)) if carried else see_other("/s")
    )
    visit.seated(response, taken)
    return response


# Seconds. Sessions end by their row in the database, not by this; a camp lasts four days.
KEPT = 14 * 24 * 3600


def show(visit: Visit) -> Response:
    """The sign-in form."""
    return visit.page("login.html", message="", typed=visit.query("code"), right=_right(visit))


def enter(visit: Visit) -> Response:
    """Open a session at the desk."""
    visit.limiter.check("login", visit.request)
    try:
        token = access.sign_in(visit.house, visit.field("code"), visit.field("password"))
    except AccessError as error:
        visit.limiter.wrong("login", visit.request)
        message = visit.say(f"errors.{error.code}")
        return visit.page("login.html", 403, message=message, typed=visit.field("code"), right=None)
    response = see_other("/")
    visit.keep(response, DESK_COOKIE, token, KEPT)
    return response


def ask_leave(visit: Visit) -> Response:
    """Opening the address signs nobody out; the button does."""
    return visit.page("logout.html", right=_right(visit))


def leave(visit: Visit) -> Response:
    """End the session, here and for any copy of its cookie."""
    token = visit.request.cookies.get(DESK_COOKIE)
    if token:
        access.sign_out(visit.house, token)
    response = see_other("/login")
    response.delete_cookie(DESK_COOKIE)
    return response


def _right(visit: Visit) -> access.Right | None:
    return access.right_of(visit.house, visit.request.cookies.get(DESK_COOKIE))
