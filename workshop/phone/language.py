"""Which language a visitor reads: the one chosen (cookie), else what the browser asks for, else Chinese."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request

from workshop.text import LANGUAGES, Language

COOKIE = "lang"
PARAMETER = "lang"
DEFAULT: Language = "zh"
# What an address says once, and not again after switching.
ONCE = frozenset({PARAMETER, "told"})


def language_of(request: Request) -> Language:
    """The language of one request."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> Language:
    """The first language we have in an Accept-Language header, by its weights.

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


def wished(request: Request) -> Language | None:
    """The language an address asks to switch to (`?lang=en`)."""
    wish = request.query_params.get(PARAMETER, "")
    return wish if wish in LANGUAGES else None


def address(request: Request, language: Language | None) -> str:
    """This page's own address: asking for `language`, or without any wish."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name not in ONCE]
    if language is not None:
        rest.append((PARAMETER, language))
    query = urlencode(rest)
    # Only the path: a doubled slash in front would be read as another host.
    path = "/" + request.url.path.lstrip("/")
    return f"{path}?{query}" if query else path
