"""A helper's phone: it answers for several people who have none. Each has a seat, a recovery code and a token of their
own; the phone says in large letters who is answering now, and gives a seat to its person's own phone when they have one.
"""

from __future__ import annotations

from starlette.responses import Response

from workshop.base.errors import MengyaError, RoomError
from workshop.model.camp import ALOUD, Camp
from workshop.model.ids import seat_mark
from workshop.phone.entry.join import offered_name
from workshop.phone.folding import folds
from workshop.phone.held import MOST_HELPED
from workshop.phone.lost_cookie import lost
from workshop.phone.request import HELPER, RequestContext, see_other, status_of
from workshop.services.camp import camps
from workshop.services.camp.questions import vocabulary_options
from workshop.services.seats import seat_cards, seats
from workshop.services.seats.seats import Arrival


def show(request: RequestContext) -> Response:
    """Whom this phone answers for, and a form for one more."""
    return _page(request)


def turn(request: RequestContext) -> Response:
    """From now on somebody else answers."""
    found = request.held.by_mark(request.field("to"))
    if found is None:
        return see_other(HELPER)
    response = see_other("/s")
    request.held.answer_as(response, found[0])
    return response


def add(request: RequestContext) -> Response:
    """A seat for somebody without a phone, who has heard the notice and agreed aloud; they answer next."""
    camp = _camp(request)
    if camp is None:
        return lost(request)
    if request.switching:
        return _page(request)
    arrival = Arrival(
        key=request.key,
        nickname=request.field("nickname"),
        community=request.field("community_new").strip() or request.field("community"),
        role=request.field("role"),
        consent=bool(request.field("consent")),
        aloud=True,
    )
    try:
        if len(request.held.all) > MOST_HELPED:
            raise RoomError("helper.too_many", most=MOST_HELPED)
        taken = seats.join(request.context, camp.code, arrival)
    except MengyaError as error:
        return _page(request, error)
    response = see_other(HELPER)
    request.held.begin_helping(response, taken.token)
    return response


def over(request: RequestContext) -> Response:
    """Make the card by which somebody takes their seat to their own phone."""
    found = request.held.by_mark(request.field("to"))
    if found is None:
        return see_other(HELPER)
    seat_cards.hand_over(request.context, found[1])
    return see_other(f"{HELPER}?over={seat_mark(found[1].id)}")


def drop(request: RequestContext) -> Response:
    """Take somebody off this phone; their seat and answers stay, and their recovery code leads back."""
    found = request.held.by_mark(request.field("to"))
    response = see_other(HELPER)
    if found is None or request.held.take_off(response, found[0]):
        return response
    gone = see_other("/j")
    request.held.take_off(gone, found[0])
    return gone


def _camp(request: RequestContext) -> Camp | None:
    """The camp of the people on this phone, or of the code a helper without a seat came with."""
    for seat in request.held.all.values():
        return camps.find(request.context, seat.camp)
    code = request.field("code") or request.query("code")
    try:
        camp = camps.find(request.context, code)
    except RoomError:
        return None
    return camp if camp.code == code else None


def _page(request: RequestContext, error: MengyaError | None = None) -> Response:
    camp = _camp(request)
    if camp is None:
        return lost(request)
    places = {one.id: one.name for one in camps.communities(request.context, camp.id)}
    roles = vocabulary_options(request.context.content.vocabularies, request.language)["roles"]
    now = request.held.all.get(request.held.now)
    likely = places[now.community] if now is not None else ""  # of whoever was helped last
    typed = {
        name: request.field(name) for name in ("nickname", "community", "community_new", "role", "consent")
    }
    if error is None and not request.switching:
        typed["nickname"] = offered_name(request, camp)
    asked = request.query("over")
    # Their card is looked up, never made, by opening the page.
    handing = request.held.by_mark(asked)
    card = seat_cards.waiting_for(request.context, handing[1]) if handing else None
    return request.page(
        "helper.html",
        200 if error is None else status_of(error),
        camp=camp,
        now=now,
        people=[
            (seat, seat_mark(seat.id), places[seat.community], seat.consent.startswith(ALOUD))
            for seat in request.held.all.values()
        ],
        roles=roles,
        role_names={one.code: one.label for one in roles},
        likely=likely,
        communities=folds(
            [name for name in places.values() if name != likely],
            title=lambda _: "",
            label=str,
            taken=lambda name: name == typed["community"],
        ),
        wrong=error.code if error else "",
        typed=typed,
        key=request.key,
        card=card,
        handing=handing[1] if handing else None,
        room_for_more=len(request.held.all) <= MOST_HELPED,
        message=request.say(f"errors.{error.code}", **error.values) if error else "",
        longest=(seats.MAX_NICKNAME, camps.MAX_NAME),
        kept_form={"id": "helped", "action": "/s/helper/add"},
    )
