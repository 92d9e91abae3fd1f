"""Joining a camp: reading the notice and taking a seat. Opening the address (GET) creates nothing; only the
button does.
"""

from __future__ import annotations

from starlette.responses import Response

from workshop.base.errors import InputError, RoomError
from workshop.model.camp import Camp, Seat
from workshop.model.ids import new_token, tidy_code
from workshop.phone.request import FRESH_COOKIE, RequestContext, see_other
from workshop.services.camp import camps, progress
from workshop.services.camp.questions import vocabulary_options
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival

# Shows the recovery code at the top until the first answer.
FRESH = 30 * 60  # seconds


def ask_code(request: RequestContext) -> Response:
    """Enter a camp's code; a code in the address is passed on."""
    code = tidy_code(request.query("code"))
    if code:
        return see_other(f"/j/{code}") if code.isalnum() else _wrong_code(request)
    return request.page("code.html", message="", typed="")


def show(request: RequestContext) -> Response:
    """The join form."""
    camp = _camp(request)
    if camp is None:
        return _wrong_code(request)
    return _form(request, camp)


def take_seat(request: RequestContext) -> Response:
    """Take a seat; the same form again is the same seat."""
    camp = _camp(request)
    if camp is None:
        return _wrong_code(request)
    arrival = Arrival(
        key=request.key,
        nickname=request.field("nickname"),
        community=request.field("community_new").strip() or request.field("community"),
        role=request.field("role"),
        consent=bool(request.field("consent")),
    )
    try:
        taken = seats.join(request.context, camp.code, arrival)
    except InputError as error:
        return _form(request, camp, error)
    except RoomError as error:
        if error.code in ("join.locked", "join.full"):
            return _shut(request, camp, error)
        if error.code == "join.another":
            return _ask_who(request, camp, arrival, error)
        raise
    response = see_other("/s")
    request.seated(response, taken)
    request.keep(response, FRESH_COOKIE, "1", FRESH)
    return response


def _ask_who(request: RequestContext, camp: Camp, arrival: Arrival, error: RoomError) -> Response:
    """The form has taken a seat for somebody else: whose seat is it to be? Nobody's is taken before they say so."""
    first = {name: str(error.values[name]) for name in ("nickname", "community", "role")}
    second = {
        "nickname": seats.clean_nickname(arrival.nickname),
        "community": arrival.community,
        "role": arrival.role,
    }
    roles = vocabulary_options(request.context.content.vocabularies, request.language)["roles"]
    return request.page(
        "another_seat.html",
        409,
        camp=camp,
        first={**first, "key": arrival.key},
        second={**second, "key": new_token(request.context.chance)},
        roles={one.code: one.label for one in roles},
    )


def _camp(request: RequestContext) -> Camp | None:
    try:
        camp = camps.find(request.context, request.path("code"))
    except RoomError:
        return None
    # A camp can also be found by its id, which must not work as a join code.
    return camp if camp.code == tidy_code(request.path("code")) else None


def _wrong_code(request: RequestContext) -> Response:
    request.limiter.wrong("join", request.http)
    typed = request.path("code") or request.query("code")
    return request.page("code.html", 404, message=request.say("errors.join.no_camp"), typed=typed[:20])


def _form(request: RequestContext, camp: Camp, error: InputError | None = None) -> Response:
    returning = request.seat if request.seat is not None and request.seat.camp == camp.id else None
    shut = _why_shut(request, camp)
    if shut is not None and error is None:
        return _shut(request, camp, shut, returning)
    return request.page(
        "join.html",
        200 if error is None else 422,
        camp=camp,
        returning=returning,
        key=request.key,
        communities=[community.name for community in camps.communities(request.context, camp.id)],
        roles=vocabulary_options(request.context.content.vocabularies, request.language)["roles"],
        typed={
            name: request.field(name)
            for name in ("nickname", "community", "community_new", "role", "consent")
        },
        wrong=error.code if error else "",
        message=request.say(f"errors.{error.code}", **error.values) if error else "",
        longest=(seats.MAX_NICKNAME, camps.MAX_NAME),
    )


def _why_shut(request: RequestContext, camp: Camp) -> RoomError | None:
    if camp.locked:
        return RoomError("join.locked")
    if progress.seats_taken(request.context, camp.id) >= camp.capacity:
        return RoomError("join.full", capacity=camp.capacity)
    return None


def _shut(request: RequestContext, camp: Camp, error: RoomError, returning: Seat | None = None) -> Response:
    """Nobody new can join; a person with a seat can still return."""
    return request.page(
        "recover.html",
        200 if returning else 409,
        camp=camp,
        returning=returning,
        title=request.say("phone.shut.title"),
        message=request.say(f"errors.{error.code}", **error.values),
        typed={"code": camp.code, "recovery": ""},
        carried="",
    )
