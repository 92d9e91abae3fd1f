"""Dependencies of every use case: the store, the content, the clock and the random source."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from workshop.model.ids import Chance
from workshop.services.app.content import Content
from workshop.store.engine import Store

# UTC without a zone, as the store keeps it.
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True, eq=False)
class AppContext:
    """One running installation; hashed by identity, so results computed for it can be cached."""

    store: Store
    content: Content
    now: Clock = utc_now
    chance: Chance = secrets.randbelow
