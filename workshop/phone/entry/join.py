"""Joining a camp: reading the notice and taking a seat, with a name from the roster, a seat card, or freely. Opening the
address (GET) creates nothing; only the button does.

Everything stands on one page and most of it is filled in, so that few taps and no typing lead inside.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from workshop.base.errors import AccessError, InputError, MengyaError, RoomError
from workshop.base.local_time import clock
from workshop.model.camp import Camp, Community, Seat, SeatCard
from workshop.model.ids import new_token, tidy_code
from workshop.phone.folding import Fold, folds
from workshop.phone.request import (
    FRESH_COOKIE,
    KEEP,
    PHONE,
    RequestContext,
    ask_whose_phone,
    see_other,
    status_of,
)
from workshop.services.camp import camps, progress
from workshop.services.camp.questions import vocabulary_options
from workshop.services.seats import seat_cards, seats
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
        return _ended(request) or _wrong_code(request)
    return _form(request, camp)


def take_seat(request: RequestContext) -> Response:
    """Take a seat; the same form again is the same seat."""
    camp = _camp(request) or _sent_before(request)
    if camp is None:
        return _ended(request) or _wrong_code(request)
    if request.switching:
        return _form(request, camp)
    arrival = Arrival(
        key=request.key,
        nickname=request.field("nickname"),
        community=request.field("community_new").strip() or request.field("community"),
        role=request.field("role"),
        consent=bool(request.field("consent")),
    )
    named = request.field("card") or request.field("who")
    leads_to = seats.leads_to(request.context, camp, arrival.key, named)
    if asked := ask_whose_phone(request, camp.id, leads_to):
        return asked
    try:
        taken = (
            seat_cards.claim(request.context, camp, named, arrival)
            if named
            else seats.join(request.context, camp.code, arrival)
        )
    except InputError as error:
        return _form(request, camp, error)
    except RoomError as error:
        if error.code in ("join.locked", "join.full"):
            return _shut(request, camp, error)
        if error.code == "join.another":
            return _ask_who(request, camp, arrival, error)
        if error.code == "card.taken":
            return _taken(request, camp, error)
        if error.code == "card.unknown":
            return _form(request, camp, _no_card(request))
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
        # Who came first stays on the phone, if it is theirs.
        second={**second, "key": new_token(request.context.chance), PHONE: KEEP},
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


def _ended(request: RequestContext) -> Response | None:
    """At an address whose code was replaced: who has a seat comes back to it, nobody new joins. None elsewhere."""
    camp = camps.with_ended_code(request.context, request.path("code"))
    if camp is None:
        return None
    asked = request.field("card") or request.query("card")
    card = seat_cards.find(request.context, camp, asked) if asked else None
    if card is not None and seat_cards.hands_over(card) and card.claimed_at is None:
        return see_other(f"/j/{camp.code}?card={card.code}")  # it moves a seat, and joins nobody
    held = request.seat if request.seat is not None and request.seat.camp == camp.id else None
    code = tidy_code(request.path("code"))
    return request.page(
        "recover.html",
        200 if held else 410,
        camp=camp,
        returning=held,
        title=request.say("phone.ended_code.title"),
        message=request.say(
            "phone.ended_code.card" if card and card.claimed_at is None else "phone.ended_code.text"
        ),
        typed={"code": code, "recovery": ""},
        carried="",
        left_behind=0,
    )


def _sent_before(request: RequestContext) -> Camp | None:
    """The camp of a form that took its seat before the code ended, when its answer was lost on the way and it is sent
    again."""
    camp = camps.with_ended_code(request.context, request.path("code"))
    sent = camp is not None and request.key and seats.leads_to(request.context, camp, request.key, "")
    return camp if sent else None


def _form(request: RequestContext, camp: Camp, error: MengyaError | None = None) -> Response:
    returning = request.seat if request.seat is not None and request.seat.camp == camp.id else None
    asked = request.field("card") or request.query("card")
    card = seat_cards.find(request.context, camp, asked) if asked else None
    if card is not None and card.claimed_at is not None:
        if returning is not None and returning.id == card.seat:
            return see_other("/s")
        return _taken(
            request,
            camp,
            RoomError("card.taken", nickname=card.nickname, at=clock(card.claimed_at)),
        )
    shut = _why_shut(request, camp)
    if shut is not None and error is None and not (card and seat_cards.hands_over(card)):
        return _shut(request, camp, shut, returning)
    if asked and card is None and error is None:
        error = _no_card(request)
    places = camps.communities(request.context, camp.id)
    linked = _linked(request, places)
    return request.page(
        "join.html",
        200 if error is None else status_of(error),
        camp=camp,
        returning=returning,
        key=request.key,
        card=card,
        card_place=next((one.name for one in places if card and one.id == card.community), ""),
        hands_over=card is not None and seat_cards.hands_over(card),
        roster=[] if card else _roster(request, camp, places, linked),
        linked=linked,
        communities=_choices(request, [one.name for one in places if one.name != linked]),
        roles=vocabulary_options(request.context.content.vocabularies, request.language)["roles"],
        typed=_typed(request, camp, card),
        wrong=error.code if error else "",
        message=request.say(f"errors.{error.code}", **error.values) if error else "",
        longest=(seats.MAX_NICKNAME, camps.MAX_NAME),
        kept_form={"id": "join", "action": f"/j/{camp.code}"},
    )


def _no_card(request: RequestContext) -> MengyaError:
    """Why a card is none: nobody has it, or there were too many such. Either way the form without a card stays open."""
    try:
        request.limiter.wrong("card", request.http)
    except AccessError as error:
        return error
    return RoomError("card.unknown")


def _linked(request: RequestContext, places: Sequence[Community]) -> str:
    """The community of the link that was scanned, by id or name; it stays while the form is mended."""
    asked = request.field("linked") or request.query("community")
    return next((one.name for one in places if asked and asked in (one.id, one.name)), "")


def _typed(request: RequestContext, camp: Camp, card: SeatCard | None) -> dict[str, str]:
    """What stands in the fields: what was posted, or what can be offered."""
    posted = {
        name: request.field(name)
        for name in ("nickname", "community", "community_new", "role", "consent", "who")
    }
    if request.http.method == "POST":
        return posted
    if card is not None:
        return {**posted, "nickname": card.nickname, "role": card.role.value}
    return {**posted, "nickname": offered_name(request, camp)}


def offered_name(request: RequestContext, camp: Camp) -> str:
    """A friendly name nobody in the room has yet; with a number once all of them are taken."""
    names = request.say("phone.join.names").split()
    taken = seats.nicknames(request.context, camp.id)
    start = request.context.chance(len(names))
    turned = names[start:] + names[:start]
    rounds = (f"{name}{number or ''}" for number in (0, *range(2, len(taken) + 3)) for name in turned)
    return next(name for name in rounds if name not in taken)


def _choices(request: RequestContext, names: Sequence[str]) -> tuple[Fold[str], ...]:
    chosen = request.field("community")
    return folds(names, title=lambda _: "", label=str, taken=lambda name: name == chosen)


def _roster(
    request: RequestContext, camp: Camp, places: Sequence[Community], linked: str
) -> list[Fold[SeatCard]]:
    """Who is expected and has not come, by community; the scanned link's community first, and open."""
    names = {one.id: one.name for one in places}
    waiting = [one for one in seat_cards.of_camp(request.context, camp.id) if one.claimed_at is None]
    if linked and all(names[one.community] != linked for one in waiting):
        return []  # nobody of the scanned table is expected: its people fill in the form
    waiting.sort(key=lambda one: (names[one.community] != linked, names[one.community], one.nickname))
    asked = request.field("who")
    return list(
        folds(
            waiting,
            title=lambda one: names[one.community],
            label=lambda one: one.nickname,
            taken=lambda one: one.id == asked,
            opened=lambda one: names[one.community] == linked,
        )
        if waiting
        else ()
    )


def _taken(request: RequestContext, camp: Camp, error: RoomError) -> Response:
    """Somebody sits with this card already: if it is they, their code brings them back."""
    return request.page(
        "recover.html",
        409,
        camp=camp,
        returning=None,
        title=request.say("phone.card_taken.title"),
        message=request.say("errors.card.taken", **error.values),
        typed={"code": camp.code, "recovery": ""},
        carried="",
        left_behind=0,
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
        left_behind=0,
    )
