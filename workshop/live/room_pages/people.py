"""The people of a room on the facilitator's device: who sits, who is expected, who was put aside; the door, and the cards
to print. Like the remote: plain forms, each answered with what it did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from workshop.live.page import live_page
from workshop.live.remote_words import Told, told_words
from workshop.live.steerer import camp_of, steerer_of
from workshop.model.camp import Camp, Seat, SeatCard
from workshop.model.ids import new_token
from workshop.phone.request import RequestContext, see_other
from workshop.services.app import links
from workshop.services.camp import camps
from workshop.services.camp.questions import vocabulary_options
from workshop.services.room.remote import remote_view
from workshop.services.seats import seat_cards, seats

PRINTED = "seat_cards"  # purpose of the signed address of the cards
COMMUNITIES = "communities"  # a card for each community, for its table


@dataclass(frozen=True)
class CommunityPeople:
    """A community with whoever sits there and whoever is still expected."""

    name: str
    seats: tuple[Seat, ...]
    waiting: tuple[SeatCard, ...]
    used: tuple[SeatCard, ...]


def show(request: RequestContext) -> Response:
    """Everybody of the camp, by community."""
    steerer = steerer_of(request)
    if steerer is None:
        return see_other("/login?next=/r")
    camp = camp_of(request, steerer)
    if camp is None:
        return see_other("/r")
    view = remote_view(request.context, camp)
    told = Told.of(request.http.query_params)
    roles = vocabulary_options(request.context.content.vocabularies, request.language)["roles"]
    cards = seat_cards.of_camp(request.context, camp.id)
    return live_page(
        request,
        "people.html",
        camp=camp,
        view=view,
        mine=view.steering.lets(steerer.device),
        told=told,
        told_words=told_words(request.context, request.language, told, view),
        key=lambda: new_token(request.context.chance),
        places=_places(request, camp, cards),
        aside=seats.aside(request.context, camp.id),
        roles={one.code: one.label for one in roles},
        waiting=sum(one.claimed_at is None for one in cards),
        expected=len(cards),
        printed={
            what: f"/paper/cards/{links.sign(request.context, PRINTED, camp.id, what, request.language)}"
            for what in (PRINTED, COMMUNITIES)
        },
        join_address=f"{request.base}/j/{camp.code}",
        switch_to="en" if request.language == "zh" else "zh",
    )


def _places(request: RequestContext, camp: Camp, cards: Sequence[SeatCard]) -> tuple[CommunityPeople, ...]:
    sitting = seats.of_camp(request.context, camp.id)
    places = (
        CommunityPeople(
            one.name,
            tuple(seat for seat in sitting if seat.community == one.id),
            tuple(card for card in cards if card.community == one.id and card.claimed_at is None),
            tuple(card for card in cards if card.community == one.id and card.claimed_at is not None),
        )
        for one in camps.communities(request.context, camp.id)
    )
    return tuple(place for place in places if place.seats or place.waiting or place.used)
