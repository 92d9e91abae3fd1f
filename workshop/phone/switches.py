"""What a visitor switches by an address and keeps in a cookie: the language, and large type. No script is needed."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request

from workshop.text import LANGUAGES

LANGUAGE = "lang"
TYPE = "type"
LARGE = "large"
STANDARD = "standard"
# Parameter, which is the cookie's name too -> what may be wished for.
SWITCHES: Mapping[str, tuple[str, ...]] = {LANGUAGE: LANGUAGES, TYPE: (LARGE, STANDARD)}
# What an address says once, and not again after switching.
ONCE = frozenset({*SWITCHES, "told"})


def wished(request: Request) -> dict[str, str]:
    """What an address asks to switch to (`?lang=en&type=large`); anything unknown is no wish."""
    wishes = {name: request.query_params.get(name, "") for name in SWITCHES}
    return {name: wish for name, wish in wishes.items() if wish in SWITCHES[name]}


def chosen(request: Request, name: str) -> str | None:
    """What was switched to before and is still kept."""
    kept = request.cookies.get(name, "")
    return kept if kept in SWITCHES[name] else None


def address(request: Request, wish: Mapping[str, str]) -> str:
    """This page's own address, asking for `wish`."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name not in ONCE]
    query = urlencode([*rest, *wish.items()])
    # Only the path: a doubled slash in front would be read as another host.
    path = "/" + request.url.path.lstrip("/")
    return f"{path}?{query}" if query else path
