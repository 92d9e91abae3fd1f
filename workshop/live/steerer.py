"""Who holds a live page of the facilitator's: their right, their device, and the camp it is about."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.model.camp import Camp
from workshop.phone.request import DESK_COOKIE, RequestContext
from workshop.services.app import access
from workshop.services.app.access import FACILITATOR, ORGANISER, Right, device_name
from workshop.services.camp import camps


@dataclass(frozen=True)
class Steerer:
    """Who holds the remote: their right, and a name for their device that is no secret."""

    right: Right
    device: str

    @property
    def by(self) -> str:
        return ORGANISER if self.right.organiser else FACILITATOR


def steerer_of(request: RequestContext) -> Steerer | None:
    """The facilitator or organiser signed in on this browser."""
    token = request.http.cookies.get(DESK_COOKIE)
    right = access.right_of(request.context, token)
    return None if right is None or token is None else Steerer(right, device_name(token))


def camp_of(request: RequestContext, steerer: Steerer) -> Camp | None:
    """The camp to steer: the facilitator's own, or the one the address or form names; None where that is open."""
    named = request.field("camp") or request.query("camp")
    if steerer.right.camp is not None:
        return camps.find(request.context, steerer.right.camp)
    return camps.find(request.context, named) if named else None
