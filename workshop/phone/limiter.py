"""Rate limiting (moving window) against code guessing. Only wrong codes count, so a room behind one address
is never blocked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from workshop.base.errors import AccessError
from workshop.base.settings import Settings

Door = Literal["join", "recover", "login"]


@dataclass(frozen=True)
class Limiter:
    """Counts wrong codes per door and address, in this process."""

    settings: Settings
    _counter: MovingWindowRateLimiter = field(
        default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()), repr=False
    )

    def wrong(self, door: Door, request: Request) -> None:
        """Count a wrong code. Raises AccessError `access.slow_down` when there were too many."""
        if not self._counter.hit(parse(self._rate(door)), door, _address(request)):
            raise AccessError("access.slow_down")

    def check(self, door: Door, request: Request) -> None:
        """Refuse before checking the code, where the check is expensive (a password hash takes a core and 64
        MiB).
        """
        if not self._counter.test(parse(self._rate(door)), door, _address(request)):
            raise AccessError("access.slow_down")

    def _rate(self, door: Door) -> str:
        rates: dict[Door, str] = {
            "join": self.settings.join_attempts,
            "recover": self.settings.recover_attempts,
            "login": self.settings.login_attempts,
        }
        return rates[door]


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
