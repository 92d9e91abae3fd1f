"""The door: reading the notice and taking a seat. Opening the address makes nothing; only the button does."""

from __future__ import annotations

from starlette.responses import Response

from workshop.base.errors import InputError, RoomError
from workshop.model.camp import Camp, Seat
from workshop.model.ids import tidy_code
from workshop.phone.request import Visit, see_other
from workshop.services.camp import camps, progress
from workshop.services.camp.questions import vocabulary_options
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival

# Shows the recovery code at the top until the first answer.
FRESH_COOKIE = "fresh"
FRESH = 30 * 60  # seconds


def ask_code(visit: Visit) -> Response:
    """Type a camp's code; a code in the address leads on."""
    code = tidy_code(visit.query("code"))
    if code:
        return see_other(f"/j/{code}") if code.isalnum() else _wrong_code(visit)
    return visit.page("code.html", message="", typed="")


def show(visit: Visit) -> Response:
    """The join form."""
    camp = _camp(visit)
    if camp is None:
        return _wrong_code(visit)
    return _form(visit, camp)


def take_seat(visit: Visit) -> Response:
    """Take a seat; the same form again is the same seat."""
    camp = _camp(visit)
    if camp is None:
        return _wrong_code(visit)
    arrival = Arrival(
        key=visit.key,
        nickname=visit.field("nickname"),
        community=visit.field("community_new").strip() or visit.field("community"),
        role=visit.field("role"),
        consent=bool(visit.field("consent")),
    )
    try:
        taken = seats.join(visit.house, camp.code, arrival)
    except InputError as error:
        return _form(visit, camp, error)
    except RoomError as error:
        if error.code in ("join.locked", "join.full"):
            return _shut(visit, camp, error)
        raise
    response = see_other("/s")
    visit.seated(response, taken)
    visit.keep(response, FRESH_COOKIE, "1", FRESH)
    return response


def _camp(visit: Visit) -> Camp | None:
    try:
        camp = camps.find(visit.house, visit.path("code"))
    except RoomError:
        return None
    # A camp is also found by its id, which is no invitation.
    return camp if camp.code == tidy_code(visit.path("code")) else None


def _wrong_code(visit: Visit) -> Response:
    visit.limiter.wrong("join", visit.request)
    typed = visit.path("code") or visit.query("code")
    return visit.page("code.html", 404, message=visit.say("errors.join.no_camp"), typed=typed[:20])


def _form(visit: Visit, camp: Camp, error: InputError | None = None) -> Response:
    returning = visit.seat if visit.seat is not None and visit.seat.camp == camp.id else None
    shut = _why_shut(visit, camp)
    if shut is not None and error is None:
        return _shut(visit, camp, shut, returning)
    return visit.page(
        "join.html",
        200 if error is None else 422,
        camp=camp,
        returning=returning,
        key=visit.key,
        communities=[community.name for community in camps.communities(visit.house, camp.id)],
        roles=vocabulary_options(visit.house.content.vocabularies, visit.language)["roles"],
        typed={
            name: visit.field(name) for name in ("nickname", "community", "community_new", "role", "consent")
        },
        wrong=error.code if error else "",
        message=visit.say(f"errors.{error.code}", **error.values) if error else "",
        longest=(seats.MAX_NICKNAME, camps.MAX_NAME),
    )


def _why_shut(visit: Visit, camp: Camp) -> RoomError | None:
    if camp.locked:
        return RoomError("join.locked")
    if progress.seats_taken(visit.house, camp.id) >= camp.capacity:
        return RoomError("join.full", capacity=camp.capacity)
    return None


def _shut(visit: Visit, camp: Camp, error: RoomError, returning: Seat | None = None) -> Response:
    """Nobody new gets in; who has been here before can come back."""
    return visit.page(
        "recover.html",
        200 if returning else 409,
        camp=camp,
        returning=returning,
        title=visit.say("phone.shut.title"),
        message=visit.say(f"errors.{error.code}", **error.values),
        typed={"code": camp.code, "recovery": ""},
        carried="",
    )
