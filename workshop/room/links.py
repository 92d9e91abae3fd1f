"""Signed links to maps and exports. A link names a thing; whether its holder may see it is decided from rows, each time."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

from workshop.errors import AccessError
from workshop.room.access import signing_secret
from workshop.room.house import House


def sign(house: House, purpose: str, *parts: str) -> str:
    """A token for `parts`, good only for `purpose`."""
    return URLSafeSerializer(signing_secret(house), salt=purpose).dumps(list(parts))


def read(house: House, purpose: str, token: str) -> tuple[str, ...]:
    """The parts of a token. Raises AccessError `access.link` for one we did not sign."""
    try:
        parts = URLSafeSerializer(signing_secret(house), salt=purpose).loads(token)
    except BadSignature as error:
        raise AccessError("access.link") from error
    return tuple(str(part) for part in parts)
