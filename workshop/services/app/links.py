"""Signed links (itsdangerous tokens) to maps and exports.

A link only names a thing; whether its holder may see it is decided from the database at each request.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from workshop.base.errors import AccessError
from workshop.services.app.access import signing_secret
from workshop.services.app.context import AppContext

GOOD_FOR = timedelta(hours=1)


def sign(context: AppContext, purpose: str, *parts: str) -> str:
    """A token for `parts`, valid only for `purpose`."""
    return URLSafeSerializer(signing_secret(context), salt=purpose).dumps(list(parts))


def read(context: AppContext, purpose: str, token: str) -> tuple[str, ...]:
    """The parts of a token. Raises AccessError `access.link` for one we did not sign."""
    try:
        parts = URLSafeSerializer(signing_secret(context), salt=purpose).loads(token)
    except BadSignature as error:
        raise AccessError("access.link") from error
    return tuple(str(part) for part in parts)


def sign_for_an_hour(context: AppContext, purpose: str, *parts: str) -> str:
    """A token with a timestamp, for something that was just confirmed; it expires after an hour."""
    return sign(context, purpose, context.now().isoformat(timespec="seconds"), *parts)


def read_in_time(context: AppContext, purpose: str, token: str) -> tuple[str, ...]:
    """The parts of a token signed within the last hour. Raises AccessError `access.link`, `access.expired`."""
    made, *parts = read(context, purpose, token) or ("",)
    try:
        age = context.now() - datetime.fromisoformat(made)
    except (ValueError, TypeError) as error:
        raise AccessError("access.link") from error
    if age > GOOD_FOR:
        raise AccessError("access.expired")
    return tuple(parts)
