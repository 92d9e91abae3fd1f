"""Every address of the phone pages."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from workshop.phone import (
    answers,
    cards,
    files,
    join,
    mine,
    partner,
    recover,
    results,
    sign_in,
    table,
    tell,
    trials,
)
from workshop.phone.visit import Entrance, Handler
from workshop.room.house import House
from workshop.settings import Settings

GET: dict[str, Handler] = {
    "/j": join.ask_code,
    "/j/{code}": join.show,
    "/s": answers.show,
    "/s/tick": answers.tick,
    "/s/result": results.show,
    "/s/cards": cards.show,
    "/s/mine": mine.show,
    "/s/partner": partner.show,
    "/s/table": table.show,
    "/s/tell": tell.show,
    "/s/trial": trials.show,
    "/s/recover": recover.show,
    "/s/gone": mine.gone,
    "/login": sign_in.show,
    "/logout": sign_in.ask_leave,
    "/qr/{code}.svg": files.qr,
    "/a/{name}": files.static,
}
POST: dict[str, Handler] = {
    "/j/{code}": join.take_seat,
    "/s": answers.submit,
    "/s/draft": answers.draft,
    "/s/cards": cards.choose,
    "/s/partner": partner.decide,
    "/s/tell": tell.keep,
    "/s/tell/new": tell.begin,
    "/s/tell/decide": tell.decide,
    "/s/trial": trials.tell,
    "/s/offer": partner.offer,
    "/s/recover": recover.come_back,
    "/s/withdraw": mine.withdraw,
    "/login": sign_in.enter,
    "/logout": sign_in.leave,
}


def routes(house: House, settings: Settings) -> list[BaseRoute]:
    """The phone pages as routes; on GET they create nothing but the note of which cards were shown."""
    entrance = Entrance(house, settings)
    return [
        *(Route(path, entrance(handler), methods=["GET"]) for path, handler in GET.items()),
        *(Route(path, entrance(handler), methods=["POST"]) for path, handler in POST.items()),
    ]
