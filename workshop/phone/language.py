"""Content negotiation and preferences: language and large type, set by a query parameter, kept in a cookie,
without scripts.

The language is the one chosen (cookie), or what the browser asks for (Accept-Language), or Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request

from workshop.base.text import LANGUAGES, Language

DEFAULT: Language = "zh"


def language_of(request: Request) -> Language:
    """The language of one request."""
    cookie = stored_pref(request, LANGUAGE)
    return next(
        (language for language in LANGUAGES if language == cookie),
        preferred(request.headers.get("accept-language", "")),
    )


def preferred(header: str) -> Language:
    """The first supported language in an Accept-Language header, by its quality values.

    >>> preferred("fr;q=0.9, en-GB;q=0.8, zh;q=0.1"), preferred("")
    ('en', 'zh')
    """
    weighted = [(-_weight(rest), position, name) for position, (name, rest) in enumerate(_parts(header))]
    for negative, _, name in sorted(weighted):
        language = name.split("-")[0].lower()
        if language in LANGUAGES and negative < 0:
            return language
    return DEFAULT


def _parts(header: str) -> list[tuple[str, str]]:
    parts = (part.strip().partition(";") for part in header.split(",")[:20])
    return [(name.strip(), rest) for name, _, rest in parts if name.strip()]


def _weight(rest: str) -> float:
    name, _, value = rest.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def requested_language(request: Request) -> Language | None:
    """The language an address asks for (`?lang=en`)."""
    value = requested_prefs(request).get(LANGUAGE)
    return next((language for language in LANGUAGES if language == value), None)


def page_language(request: Request) -> Language:
    """The language of a page that is not redirected when its address asks for one."""
    return requested_language(request) or language_of(request)


LANGUAGE = "lang"
TYPE = "type"
LARGE = "large"
STANDARD = "standard"
# Query parameter (also the cookie's name) -> allowed values.
SWITCHES: Mapping[str, tuple[str, ...]] = {LANGUAGE: LANGUAGES, TYPE: (LARGE, STANDARD)}
# Query parameters dropped after switching.
ONCE = frozenset({*SWITCHES, "told"})


def requested_prefs(request: Request) -> dict[str, str]:
    """The preferences an address asks to switch to (`?lang=en&type=large`); unknown values are ignored."""
    values = {name: request.query_params.get(name, "") for name in SWITCHES}
    return {name: value for name, value in values.items() if value in SWITCHES[name]}


def stored_pref(request: Request, name: str) -> str | None:
    """The stored preference, if its value is valid."""
    cookie = request.cookies.get(name, "")
    return cookie if cookie in SWITCHES[name] else None


def switch_address(request: Request, prefs: Mapping[str, str]) -> str:
    """This page's own address with these preferences as query parameters."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name not in ONCE]
    query = urlencode([*rest, *prefs.items()])
    # Only the path: a leading double slash would be a protocol-relative URL to another host (open redirect).
    path = "/" + request.url.path.lstrip("/")
    return f"{path}?{query}" if query else path
