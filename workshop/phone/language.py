"""Which language a visitor reads: the one chosen (cookie), else what the browser asks for, else Chinese."""

from __future__ import annotations

from starlette.requests import Request

from workshop.phone import switches
from workshop.phone.switches import LANGUAGE, chosen
from workshop.text import LANGUAGES, Language

DEFAULT: Language = "zh"


def language_of(request: Request) -> Language:
    """The language of one request."""
    kept = chosen(request, LANGUAGE)
    return next(
        (language for language in LANGUAGES if language == kept),
        preferred(request.headers.get("accept-language", "")),
    )


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
    """The language an address asks for (`?lang=en`)."""
    wish = switches.wished(request).get(LANGUAGE)
    return next((language for language in LANGUAGES if language == wish), None)
