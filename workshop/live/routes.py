"""URL routing of the live pages, and their static files."""

from __future__ import annotations

import gzip
from pathlib import Path

from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from workshop.base.settings import Settings
from workshop.live import board, dialogue, previews, remote, wall
from workshop.live.agenda_pages import agenda_change, agenda_print
from workshop.live.page import STATIC
from workshop.live.room_pages import people, remote_tables, second_device
from workshop.phone.files import LONG_LIVED, kind_of
from workshop.phone.request import Entrance, Handler, RequestContext
from workshop.services.app.context import AppContext


def static(request: RequestContext) -> Response:
    """A static file of the live pages."""
    name = request.path("name")
    # Only files in the folder: names are compared, never joined to a path (path traversal).
    if name not in {path.name for path in STATIC.iterdir()}:
        return PlainTextResponse("Not Found", 404)
    headers = {"Cache-Control": LONG_LIVED, "Vary": "Accept-Encoding"}
    data = (STATIC / name).read_bytes()
    if "gzip" in request.http.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        data = gzip.compress(data, 9, mtime=0)
    return Response(data, media_type=kind_of(Path(name)), headers=headers)


GET: dict[str, Handler] = {
    "/r": remote.show,
    "/r/tick": remote.tick,
    "/r/board/{step}": board.show,
    "/r/board/{step}/tick": board.tick,
    "/r/agenda": agenda_change.show,
    "/r/agenda/run": agenda_print.run_sheet,
    "/r/agenda/people": agenda_print.people_sheet,
    "/r/agenda/paper/{step}": agenda_print.step_sheet,
    "/r/log/{step}": dialogue.show,
    "/r/log/{step}/tick": dialogue.tick,
    "/r/people": people.show,
    "/r/with/{token}": second_device.ask,
    "/r/tables": remote_tables.show,
    "/w/{token}": wall.show,
    "/preview/{what}/{name}/{surface}/{language}": previews.show,
    "/w/{token}/tick": wall.tick,
    "/live/{name}": static,
}
POST: dict[str, Handler] = {
    "/r/act": remote.act,
    "/r/board/{step}": board.act,
    "/r/log/{step}": dialogue.act,
    "/r/device": second_device.offer,
    "/r/with/{token}": second_device.enter,
}


def routes(context: AppContext, settings: Settings) -> list[BaseRoute]:
    """The live pages as routes. A GET creates nothing but the wall's address, when a facilitator first looks for it."""
    entrance = Entrance(context, settings)
    return [
        *(Route(path, entrance(handler), methods=["GET"]) for path, handler in GET.items()),
        *(Route(path, entrance(handler), methods=["POST"]) for path, handler in POST.items()),
    ]
