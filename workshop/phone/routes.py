"""URL routing of the phone pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from workshop.base.settings import Settings
from workshop.phone import (
    answers,
    cards,
    dialogue,
    files,
    my_seat,
    pairing,
    results,
    submissions,
)
from workshop.phone.entry import helper, join, sign_in
from workshop.phone.follow import commitments, trials
from workshop.phone.request import Entrance, Handler
from workshop.phone.table import board
from workshop.services.app.context import AppContext

GET: dict[str, Handler] = {
    "/j": join.ask_code,
    "/j/{code}": join.show,
    "/s": answers.show,
    "/s/tick": answers.tick,
    "/s/board/tick": board.tick,
    "/s/log": dialogue.show,
    "/s/log/tick": dialogue.tick,
    "/s/result": results.show,
    "/s/cards": cards.show,
    "/s/mine": my_seat.show,
    "/s/partner": pairing.show_partner,
    "/s/promise": commitments.show,
    "/s/promise.ics": commitments.calendar_file,
    "/s/table": pairing.show_table,
    "/s/tell": submissions.show,
    "/s/trial": trials.show,
    "/s/helper": helper.show,
    "/s/recover": sign_in.show_recover,
    "/s/gone": my_seat.gone,
    "/login": sign_in.show,
    "/logout": sign_in.ask_leave,
    "/qr/{code}.svg": files.qr,
    "/qr/{code}/{card}.svg": files.card_qr,
    "/a/{name}": files.static,
}
POST: dict[str, Handler] = {
    "/j/{code}": join.take_seat,
    "/s": answers.submit,
    "/s/draft": answers.draft,
    "/s/board": board.press,
    "/s/log": dialogue.act,
    "/s/cards": cards.choose,
    "/s/partner": pairing.decide,
    "/s/promise": commitments.tell,
    "/s/promise/ask": commitments.ask,
    "/s/promise/draft": commitments.draft,
    "/s/promise/witness": commitments.witness,
    "/s/tell": submissions.keep,
    "/s/tell/new": submissions.begin,
    "/s/tell/decide": submissions.decide,
    "/s/trial": trials.tell,
    "/s/offer": pairing.offer,
    "/s/helper/turn": helper.turn,
    "/s/helper/add": helper.add,
    "/s/helper/over": helper.over,
    "/s/helper/drop": helper.drop,
    "/s/recover": sign_in.come_back,
    "/s/withdraw": my_seat.withdraw,
    "/login": sign_in.enter,
    "/logout": sign_in.leave,
}


def front_page(context: AppContext, settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    """The page for whoever opens an address of the desk without a right to it."""
    return Entrance(context, settings)(sign_in.show_front)


def routes(context: AppContext, settings: Settings) -> list[BaseRoute]:
    """The phone pages as routes; GET creates nothing except the record of which cards were shown."""
    entrance = Entrance(context, settings)
    return [
        *(Route(path, entrance(handler), methods=["GET"]) for path, handler in GET.items()),
        *(Route(path, entrance(handler), methods=["POST"]) for path, handler in POST.items()),
    ]
