"""Rendering the live pages: the remote and the wall, from templates of their own, in one language."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment
from starlette.responses import Response

from workshop.base.local_time import clock
from workshop.base.text import Language
from workshop.phone.page import HERE as PHONE
from workshop.phone.page import Body, templates
from workshop.phone.request import RequestContext

HERE = Path(__file__).parent
STATIC = HERE / "static"
PHONE_PAGES = PHONE / "pages"  # what stands on phones and here alike, such as a board


@cache
def _environment(language: Language) -> Environment:
    environment = templates(HERE / "pages", language, asset, PHONE_PAGES)
    environment.filters["clock"] = clock
    return environment


def live_page(request: RequestContext, name: str, status: int = 200, **values: object) -> Response:
    """The page `name` in the visitor's language."""
    return render(request.language, name, **values).response(
        request.http.headers.get("accept-encoding", ""), status
    )


def render(language: Language, name: str, **values: object) -> Body:
    """The page `name`; templates call `say("live.key")`."""
    return Body(_environment(language).get_template(name).render(language=language, **values))


@cache
def asset(name: str) -> str:
    """The address of a static file with its content hash, so that it can be cached for ever."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/live/{name}?v={mark}"
