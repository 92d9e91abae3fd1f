"""My table: the number of the round that is on, who else sits there, and where to go next."""

from __future__ import annotations

from starlette.responses import Response

from workshop.phone.lost import lost
from workshop.phone.visit import Visit
from workshop.room import camps, control, seating, seats


def show(visit: Visit) -> Response:
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
