"""My table: the number of the round that is on, who else sits there, and where to go next.

Whom I may ask: what I can tell others about, three people to choose from, who comes to me.
"""

from __future__ import annotations

from starlette.responses import Response

from workshop.base.errors import MengyaError
from workshop.learning.matching.matching_text import reasons
from workshop.phone.lost_cookie import lost
from workshop.phone.request import Visit, see_other, status_of
from workshop.services.camp import camps, control
from workshop.services.camp.questions import vocabulary_options
from workshop.services.matching import pairing, seating
from workshop.services.matching.pairing_people import MOST_OFFERS, MOST_VISITS, said_by, tell
from workshop.services.seats import seats
from workshop.services.seats.pairing_for_phone import Offered, partners_of

DECISIONS = {"yes": pairing.ACCEPTED, "no": pairing.DECLINED, "open": pairing.OPEN}


def show_partner(visit: Visit) -> Response:
    """My page of who meets whom."""
    return _page(visit)


def decide(visit: Visit) -> Response:
    """Yes to somebody, somebody else instead, or neither again."""
    if visit.seat is None:
        return lost(visit)
    decision = DECISIONS.get(visit.field("go"))
    if decision is None:
        return see_other("/s/partner")
    try:
        pairing.decide(visit.house, visit.seat, visit.field("host"), decision)
    except MengyaError as error:
        return _page(visit, visit.say(f"errors.{error.code}", **error.values), status_of(error))
    return see_other("/s/partner")


def offer(visit: Visit) -> Response:
    """Keep what I can tell others about, how many may come, and what I am stuck at if no answer says so."""
    if visit.seat is None:
        return lost(visit)
    said = said_by(visit.house, visit.seat)
    offers = tuple(visit.form.get("offer", ()))
    ask = visit.field("ask") if not said.answered else ""
    visits = visit.field("visits")
    try:
        tell(visit.house, visit.seat, offers, ask, int(visits) if visits.isdecimal() else -1)
    except MengyaError as error:
        return _page(
            visit, visit.say(f"errors.{error.code}", **error.values), status_of(error), typed=(offers, ask)
        )
    return see_other("/s/partner?told=kept")


def _page(
    visit: Visit, message: str = "", status: int = 200, *, typed: tuple[tuple[str, ...], str] | None = None
) -> Response:
    if visit.seat is None or visit.camp is None:
        return lost(visit)
    house, vocabularies = visit.house, visit.house.content.vocabularies
    since = control.last_seq(house, visit.seat.camp)
    said = said_by(house, visit.seat)
    found = partners_of(house, visit.seat)
    choices = vocabulary_options(vocabularies, visit.language)["obstacles"]
    offers, ask = typed or (said.offers, said.asks[0] if said.asks and not said.answered else "")

    def why(one: Offered) -> tuple[str, ...]:
        return reasons(one.fit, vocabularies, visit.language)

    return visit.page(
        "partner.html",
        status,
        since=since,
        found=found,
        said=said,
        told=bool(said.offers or said.asks),
        choices=choices,
        names={one.code: one.label for one in choices},
        offers=offers,
        ask=ask,
        most=MOST_OFFERS,
        visits=range(MOST_VISITS + 1),
        why=why,
        message=message,
        kept=visit.query("told") == "kept",
    )


def show_table(visit: Visit) -> Response:
    """Where I sit, round by round."""
    if visit.seat is None or visit.camp is None:
        return lost(visit)
    since = control.last_seq(visit.house, visit.seat.camp)
    found = seating.on_phones(visit.house, visit.seat.camp)
    places = seating.places_of(found, visit.seat) if found else ()
    communities = {one.id: one.name for one in camps.communities(visit.house, visit.seat.camp)}
    people = {
        one.id: (one.nickname, communities[one.community])
        for one in seats.of_camp(visit.house, visit.seat.camp)
    }
    now = found.now if found else 0
    return visit.page(
        "table.html",
        since=since,
        found=found,
        places=places,
        people=people,
        on=next((one for one in places if one.round == max(1, now)), None),
        now=now,
    )
