"""Pages for whoever cannot be answered: what happened and what to do. The log gets the kind and place of a fault."""

from __future__ import annotations

from pathlib import Path

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workshop.phone.language import (
    LANGUAGE,
    LARGE,
    STANDARD,
    TYPE,
    page_language,
    stored_pref,
    switch_address,
)
from workshop.phone.page import render

log = structlog.get_logger()


def told(request: Request, status: int, message: str, back: str = "") -> Response:
    """A page that says why and what to do, or JSON for our own script. Needs no store and no seat."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"message": message}, status)
    language = page_language(request)
    large = stored_pref(request, TYPE) == LARGE
    body = render(
        "notice.html",
        language,
        message=message,
        back=back,
        switch=switch_address(request, {LANGUAGE: "en" if language == "zh" else "zh"}),
        large=large,
        resize=switch_address(request, {TYPE: STANDARD if large else LARGE}),
        path=request.url.path,
        seat=None,
        camp=None,
        live=None,
        whose="",
        helping=False,
    )
    return body.response(request.headers.get("accept-encoding", ""), status)


def way_back(request: Request) -> str:
    """Where somebody goes on: a phone with a seat to its questions, others to the front page."""
    return "/s" if "seat" in request.cookies else "/"


def noted(event: str, error: Exception) -> None:
    """Log kind and place of a fault; not its text, which may hold a name."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    log.error(event, kind=type(error).__name__, where=where)
