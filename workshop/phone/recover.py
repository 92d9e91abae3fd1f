"""Coming back with the printed code, on a new phone or after the cookie was lost; a posted answer comes along."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.responses import Response

from workshop.errors import AccessError
from workshop.phone.answers import deliver
from workshop.phone.lost import ask
from workshop.phone.visit import Visit, see_other
from workshop.room import seats


def show(visit: Visit) -> Response:
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
