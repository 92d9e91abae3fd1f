"""Signing in at the desk with code and password, and seat recovery. No account and no script are needed.

Recovery takes the printed code, on a new phone or after the cookie was lost; a posted answer comes along.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from starlette.responses import Response

from workshop.base.errors import AccessError
from workshop.base.text import explain
from workshop.model.camp import Seat
from workshop.model.ids import new_token, seat_mark, tidy_code
from workshop.phone.answers import deliver
from workshop.phone.follow import commitments
from workshop.phone.limiter import Attempt
from workshop.phone.lost_cookie import ask
from workshop.phone.request import (
    DESK_COOKIE,
    RequestContext,
    ask_whose,
    ask_whose_phone,
    see_other,
    status_of,
)
from workshop.services.app import access, links
from workshop.services.seats import seats


def show_front(request: RequestContext) -> Response:
    """What this is and the ways in; at an address of the desk that needs a right, it says so."""
    open_to_all = request.http.url.path in ("/", "/start")
    return request.page("front.html", 200 if open_to_all else 403, refused=not open_to_all)


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
    if asked := ask_whose_phone(request, taken.seat.camp, taken.seat.id):
        return asked
    response = (
        _hand_in(request, taken.seat, parse_qs(carried, keep_blank_values=True))
        if carried
        else see_other("/s")
    )
    request.seated(response, taken)
    return response


def _hand_in(request: RequestContext, seat: Seat, form: dict[str, list[str]]) -> Response:
    """Store what was carried along. A form shown to another seat is asked about: a phone may serve several people."""
    shown_to = form.get("seat", [""])[-1]
    if shown_to and shown_to != seat_mark(seat.id):
        return ask_whose(request, seat, form, commitments.ADDRESS if commitments.MARK in form else "/s")
    if commitments.MARK in form:
        return commitments.deliver(request, seat, form)
    return deliver(request, seat, form)


# Seconds. Sessions end by their row in the database, not by this.
KEPT = 14 * 24 * 3600
ORGANISER = "*"  # the account that needs no camp's code
DEVICE_COOKIE = "device"
DEVICE = "device"  # what its signature is for
MOST_ACCOUNTS = 8  # remembered by one device


@dataclass(frozen=True)
class Device:
    """One browser: its mark, and the accounts it has opened. An empty mark: a browser that brought no cookie.

    Its cookie is signed, so that nobody can claim to be known, and opens nothing by itself (OWASP, "Slow Down Online
    Guessing Attacks with Device Cookies").
    """

    mark: str
    accounts: tuple[str, ...] = ()

    def knows(self, account: str) -> bool:
        return account in self.accounts

    def after_opening(self, account: str) -> Device:
        """The same device, known to this account from now on."""
        others = tuple(one for one in self.accounts if one != account)
        return replace(self, accounts=(account, *others)[:MOST_ACCOUNTS])


def show(request: RequestContext) -> Response:
    """The sign-in form."""
    return _form(request, request.query("code"))


def enter(request: RequestContext) -> Response:
    """Open a session at the desk."""
    device = device_of(request)
    account = tidy_code(request.field("code")) or ORGANISER
    address = request.http.client.host if request.http.client else ""
    attempt = Attempt(account, device.mark or f"address {address}", device.knows(account))
    try:
        early = request.tries.begin(attempt)
    except AccessError as error:
        return _form(request, request.field("code"), error)
    try:
        token = access.sign_in(request.context, request.field("code"), request.field("password"))
    except AccessError as error:
        told = AccessError("access.wait", seconds=early) if early else error
        return _form(request, request.field("code"), told)
    request.tries.right(attempt)
    response = see_other(_after(request.field("next")))
    request.keep(response, DESK_COOKIE, token, KEPT)
    remember(request, response, device.after_opening(account))
    return response


def _form(request: RequestContext, code: str, error: AccessError | None = None) -> Response:
    """The sign-in form, which gives the browser a mark of its own: its tries are counted apart from the room's."""
    response = request.page(
        "login.html",
        200 if error is None else status_of(error),
        message="" if error is None else explain(request.language, error),
        typed=code,
        right=_right(request) if error is None else None,
        then=_after(request.field("next") or request.query("next")),
    )
    device = device_of(request)
    if not device.mark:
        remember(request, response, device)
    return response


# Where signing in may lead to: the desk, or the remote.
AFTER = ("/", "/r")


def _after(named: str) -> str:
    return named if named in AFTER else AFTER[0]


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


def device_of(request: RequestContext) -> Device:
    """The browser that asks; a cookie we did not sign is none."""
    try:
        parts = links.read(request.context, DEVICE, request.http.cookies.get(DEVICE_COOKIE, ""))
    except AccessError:
        return Device("")
    return Device(parts[0], parts[1:]) if parts else Device("")


def remember(request: RequestContext, response: Response, device: Device) -> None:
    """Give the browser its cookie, and a mark if it has none."""
    mark = device.mark or new_token(request.context.chance)
    request.keep(response, DEVICE_COOKIE, links.sign(request.context, DEVICE, mark, *device.accounts))
