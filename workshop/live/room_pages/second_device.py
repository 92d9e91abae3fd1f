"""One more device for the facilitator: a QR code on this one, a button on the other, which then steers."""

from __future__ import annotations

import base64
from urllib.parse import urlencode

from starlette.responses import Response

from workshop.base.errors import AccessError
from workshop.live.page import live_page
from workshop.live.remote_words import Told
from workshop.live.steerer import camp_of, steerer_of
from workshop.model.camp import RoomAction
from workshop.phone.entry.sign_in import KEPT
from workshop.phone.files import qr_svg
from workshop.phone.request import DESK_COOKIE, RequestContext, see_other
from workshop.services.room.second_device import GOOD_FOR, join_in, make_pass, take_over
from workshop.services.room.steering import PressOutcome


def offer(request: RequestContext) -> Response:
    """The QR code that opens the remote on one other device; made anew at every press, as each is good for one."""
    steerer = steerer_of(request)
    camp = camp_of(request, steerer) if steerer else None
    if camp is None:
        return see_other("/login?next=/r")
    address = f"{request.base}/r/with/{make_pass(request.context, camp)}"
    picture = "data:image/svg+xml;base64," + base64.b64encode(qr_svg(address)).decode()
    minutes = int(GOOD_FOR.total_seconds() // 60)
    return live_page(request, "device.html", camp=camp, address=address, picture=picture, minutes=minutes)


def ask(request: RequestContext) -> Response:
    """Opening the address lets nobody in; only the button does, since messengers open links by themselves."""
    return live_page(request, "device_ask.html", token=request.path("token"), message="")


BESIDE = "beside"  # what the smaller of the two buttons posts


def enter(request: RequestContext) -> Response:
    """Open the remote on this device, which takes over unless it is to steer beside the first."""
    beside = request.field("hands") == BESIDE
    enters = join_in if beside else take_over
    try:
        cookie = enters(request.context, request.path("token"))
    except AccessError as error:
        message = request.say(f"errors.{error.code}")
        return live_page(request, "device_ask.html", 403, token="", message=message)
    told = Told(PressOutcome.DONE.value, BESIDE if beside else RoomAction.TAKE.value)
    response = see_other(f"/r?{urlencode(told.query())}")
    request.keep(response, DESK_COOKIE, cookie, KEPT)
    return response
