"""My table in the current round and my pairing: what I can offer, three people to choose from, who comes to
me.
"""

from __future__ import annotations

from starlette.responses import Response

from workshop.base.errors import MengyaError
from workshop.learning.matching.matching_text import match_reasons
from workshop.phone.fields import chosen_of
from workshop.phone.lost_cookie import lost
from workshop.phone.request import RequestContext, see_other, status_of
from workshop.services.camp import camps
from workshop.services.camp.questions import vocabulary_options
from workshop.services.matching import pairing, seating
from workshop.services.matching.pairing_people import MOST_OFFERS, MOST_VISITS, said_by, tell
from workshop.services.seats import seats
from workshop.services.seats.pairing_for_phone import Offered, phone_pairing

DECISIONS = {"yes": pairing.ACCEPTED, "no": pairing.DECLINED, "open": pairing.OPEN}


def show_partner(request: RequestContext) -> Response:
    """My pairing page."""
    return _page(request)


def decide(request: RequestContext) -> Response:
    """Accept a host, prefer another, or withdraw the decision."""
    if request.seat is None:
        return lost(request)
    decision = DECISIONS.get(request.field("go"))
    if decision is None:
        return see_other("/s/partner")
    try:
        pairing.decide(request.context, request.seat, request.field("host"), decision)
    except MengyaError as error:
        return _page(request, request.say(f"errors.{error.code}", **error.values), status_of(error))
    return see_other("/s/partner")


def offer(request: RequestContext) -> Response:
    """Store what I can offer, how many may come, and what I am stuck at if no answer says so."""
    if request.seat is None:
        return lost(request)
    pairing_answers = said_by(request.context, request.seat)
    offers = tuple(request.form.get("offer", ()))
    ask = request.field("ask") if not pairing_answers.answered else ""
    visits = request.field("visits")
    try:
        tell(request.context, request.seat, offers, ask, int(visits) if visits.isdecimal() else -1)
    except MengyaError as error:
        return _page(
            request,
            request.say(f"errors.{error.code}", **error.values),
            status_of(error),
            typed=(offers, ask),
        )
    return see_other("/s/partner?told=kept")


def _page(
    request: RequestContext,
    message: str = "",
    status: int = 200,
    *,
    typed: tuple[tuple[str, ...], str] | None = None,
) -> Response:
    if request.seat is None or request.camp is None:
        return lost(request)
    context, vocabularies = request.context, request.context.content.vocabularies
    pairing_answers = said_by(context, request.seat)
    my_pairing = phone_pairing(context, request.seat)
    choices = vocabulary_options(vocabularies, request.language)["obstacles"]
    offers, ask = typed or (
        pairing_answers.offers,
        pairing_answers.asks[0] if pairing_answers.asks and not pairing_answers.answered else "",
    )

    def why(offered: Offered) -> tuple[str, ...]:
        return match_reasons(offered.fit, vocabularies, request.language)

    return request.page(
        "partner.html",
        status,
        found=my_pairing,
        said=pairing_answers,
        told=bool(pairing_answers.offers or pairing_answers.asks),
        choices=choices,
        names={one.code: one.label for one in choices},
        offering=chosen_of(choices, offers),
        ask=ask,
        most=MOST_OFFERS,
        visits=range(MOST_VISITS + 1),
        why=why,
        message=message,
        kept=request.query("told") == "kept",
    )


def show_table(request: RequestContext) -> Response:
    """Where I sit, round by round."""
    if request.seat is None or request.camp is None:
        return lost(request)
    seated = seating.on_phones(request.context, request.seat.camp)
    places = seating.places_of(seated, request.seat) if seated else ()
    communities = {one.id: one.name for one in camps.communities(request.context, request.seat.camp)}
    people = {
        one.id: (one.nickname, communities[one.community])
        for one in seats.of_camp(request.context, request.seat.camp)
    }
    now = seated.now if seated else 0
    return request.page(
        "table.html",
        found=seated,
        places=places,
        people=people,
        on=next((one for one in places if one.round == max(1, now)), None),
        now=now,
    )
