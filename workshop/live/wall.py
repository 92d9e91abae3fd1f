"""The wall: a read-only page for any projector, behind an address that cannot be guessed and creates nothing."""

from __future__ import annotations

from markupsafe import Markup
from starlette.responses import Response

from workshop.base.errors import AccessError
from workshop.live.page import live_page
from workshop.live.wall_pictures import milliseconds, picture
from workshop.phone.request import RequestContext
from workshop.services.room.remote import since
from workshop.services.room.wall_address import camp_of_wall

GONE = {"wall.unknown": 404, "wall.ended": 410}


def show(request: RequestContext) -> Response:
    """The picture that stands on the wall now."""
    try:
        camp = camp_of_wall(request.context, request.path("token"))
    except AccessError as error:
        message = request.say(f"errors.{error.code}")
        return live_page(request, "wall_gone.html", GONE[error.code], message=message)
    shown = picture(request.context, camp, request.language, request.base)
    # Drawn by us, and every text in it is escaped where it is drawn.
    drawing = Markup(shown.drawing)  # noqa: S704
    return live_page(
        request,
        "wall.html",
        token=request.path("token"),
        camp=camp,
        shown=shown,
        drawing=drawing,
        now=milliseconds(request.context.now()),
    )


def tick(request: RequestContext) -> Response:
    """204 while the wall would show the same; 200 when it is worth asking again."""
    try:
        camp = camp_of_wall(request.context, request.path("token"))
    except AccessError as error:
        return Response(status_code=GONE[error.code])
    same = since(request.context, camp.id) == request.query("since")
    return Response(status_code=204 if same else 200, headers={"Cache-Control": "no-store"})
