"""Signed links to maps and exports. A link names a thing; whether its holder may see it is decided from rows, each time."""

from __future__ import annotations

from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from workshop.base.errors import AccessError
from workshop.services.app.access import signing_secret
from workshop.services.app.context import AppContext

GOOD_FOR = timedelta(hours=1)


def sign(context: AppContext, purpose: str, *parts: str) -> str:
    """A token for `parts`, good only for `purpose`."""
    return URLSafeSerializer(signing_secret(context), salt=purpose).dumps(list(parts))


def read(context: AppContext, purpose: str, token: str) -> tuple[str, ...]:
    """The parts of a token. Raises AccessError `access.link` for one we did not sign."""
    try:
        parts = URLSafeSerializer(signing_secret(context), salt=purpose).loads(token)
    except BadSignature as error:
        raise AccessError("access.link") from error
    return tuple(str(part) for part in parts)


def sign_for_an_hour(context: AppContext, purpose: str, *parts: str) -> str:
    """A token that says when it was made: for what somebody has just confirmed."""
    return sign(context, purpose, context.now().isoformat(timespec="seconds"), *parts)


def read_in_time(context: AppContext, purpose: str, token: str) -> tuple[str, ...]:
    """The parts of a token made within the hour. Raises AccessError `access.link`, `access.expired`."""
    made, *parts = read(context, purpose, token) or ("",)
    try:
        age = context.now() - datetime.fromisoformat(made)
    except (ValueError, TypeError) as error:
        raise AccessError("access.link") from error
    if age > GOOD_FOR:
        raise AccessError("access.expired")
    return tuple(parts)
