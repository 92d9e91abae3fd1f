"""Authentication and authorisation at the desk: passwords (Argon2) and the sessions they open.

An organiser has the installation's password and sees every camp; a facilitator has the password of one camp.
"""

from __future__ import annotations

import hashlib
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection

from workshop.base.errors import AccessError, StoreError
from workshop.model.ids import new_code, new_token, tidy_code
from workshop.services.app.context import AppContext
from workshop.store import camps, seats

PASSWORD_LENGTH = 12
# A session ends when it was not used for so long: over a night and a weekend, not longer. A clock set back ends none, and
# one set forward by hours neither; signing out and a new password end sessions by their row, whatever a clock says.
UNUSED = timedelta(days=3)
# How exactly the last use is kept; each time costs a write.
NOTED = timedelta(minutes=10)
# One Argon2 hash takes 64 MiB and a core; forty log-ins at once would starve the room's phones.
_HASHER = PasswordHasher()
_AT_ONCE = threading.BoundedSemaphore(2)


# Who did something, as the logs name them.
ORGANISER, FACILITATOR = "organiser", "facilitator"


@dataclass(frozen=True)
class Right:
    """What a desk session may do: everything (`camp` is None), or steer one camp."""

    camp: str | None

    @property
    def organiser(self) -> bool:
        return self.camp is None

    def covers(self, camp_id: str) -> bool:
        """Whether this session may steer the camp."""
        return self.camp is None or self.camp == camp_id


def new_password(context: AppContext) -> str:
    """A password that can be read aloud, about 59 bits of entropy."""
    return new_code(context.chance, PASSWORD_LENGTH)


def hash_password(password: str) -> str:
    with _AT_ONCE:
        return _HASHER.hash(tidy_code(password))


def _matches(stored: str, password: str) -> bool:
    with _AT_ONCE:
        try:
            return _HASHER.verify(stored, tidy_code(password))
        except VerifyMismatchError:
            return False


def hash_token(token: str) -> str:
    """SHA-256 of a cookie: only the hash is stored, so a copy of the database opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()


def device_name(token: str) -> str:
    """The name of the device that holds a session's cookie; no secret."""
    return hash_token(token)[:12]


def prepare(context: AppContext, password: str | None = None) -> str | None:
    """Make the installation's secrets at first start; returns the organiser's password then, otherwise None."""
    if context.store.read(seats.installation_of) is not None:
        return None
    password = password or new_password(context)
    new = seats.Installation(hash_password(password), new_token(context.chance) + new_token(context.chance))

    def use_case(connection: Connection) -> str | None:
        if seats.installation_of(connection) is not None:
            return None
        seats.add_installation(connection, new, context.now())
        return password

    return context.store.write(use_case)


def reset_organiser(context: AppContext) -> str:
    """Give the installation a new organiser's password; the old one and every session it opened end."""
    password = new_password(context)
    hashed = hash_password(password)

    def use_case(connection: Connection) -> None:
        seats.set_organiser_hash(connection, hashed)
        seats.end_organiser_sessions(connection, context.now())

    context.store.write(use_case)
    return password


@lru_cache(maxsize=8)  # made once and never changed; needed for every link on a screen
def signing_secret(context: AppContext) -> str:
    """The secret key that signs links to exports and maps."""
    installation = context.store.read(seats.installation_of)
    if installation is None:
        raise AccessError("access.not_prepared")
    return installation.signing_secret


def sign_in(context: AppContext, code: str, password: str) -> str:
    """Open a desk session and return its cookie. An empty `code` asks for the organiser's right.

    Raises AccessError `access.wrong` without saying whether the code or the password was wrong; `access.code_changed` to who
    knows the password of a camp and gave a code it had before.
    """
    camp_id: str | None = None
    if tidy_code(code):
        camp = context.store.read(lambda connection: camps.camp_by_code(connection, tidy_code(code)))
        if camp is None:
            raise _refused(context, tidy_code(code), password)
        camp_id = camp.id
    stored = context.store.read(lambda connection: _stored_hash(connection, camp_id))
    if stored is None or not _matches(stored, password):
        raise AccessError("access.wrong")
    token = new_token(context.chance)

    def use_case(connection: Connection) -> None:
        # The password may have been replaced while it was being checked.
        if _stored_hash(connection, camp_id) != stored:
            raise AccessError("access.wrong")
        seats.add_desk_session(connection, hash_token(token), camp_id, context.now())

    context.store.write(use_case)
    return token


def _refused(context: AppContext, code: str, password: str) -> AccessError:
    """Why nobody gets in with a code that no camp has now."""

    def use_case(connection: Connection) -> str | None:
        before = camps.camp_by_ended_code(connection, code)
        return None if before is None else _stored_hash(connection, before.id)

    stored = context.store.read(use_case)
    known = stored is not None and _matches(stored, password)
    return AccessError("access.code_changed" if known else "access.wrong")


def _stored_hash(connection: Connection, camp_id: str | None) -> str | None:
    if camp_id is not None:
        return camps.facilitator_hash(connection, camp_id)
    installed = seats.installation_of(connection)
    return installed.organiser_hash if installed else None


def right_of(context: AppContext, token: str | None) -> Right | None:
    """What the holder of this cookie may do, or None. Using a session keeps it."""
    if not token:
        return None
    hashed = hash_token(token)
    session = context.store.read(lambda connection: seats.desk_session_by_hash(connection, hashed))
    if session is None:
        return None
    now = context.now()
    unused = now - session.used_at
    if unused > UNUSED:
        return None
    if unused > NOTED:  # a clock that was set back waits until it is there again
        with suppress(StoreError):  # where nothing can be written now, looking goes on
            context.store.write(lambda connection: seats.use_desk_session(connection, hashed, now))
    return Right(session.camp)


def sign_out(context: AppContext, token: str) -> None:
    """End a desk session."""
    context.store.write(
        lambda connection: seats.end_desk_session(connection, hash_token(token), context.now())
    )
