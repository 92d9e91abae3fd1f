"""Rate limiting against guessing: codes by address, passwords by account and device.

Only wrong codes count, and a right one is let in however many wrong ones came before: nobody can lock a room that shares
an address, or one person, out by guessing. A code has forty bits, so that nobody gets in by guessing either. For passwords each browser has a count of its own
(its device cookie is in `sign_in.py`); one that has opened the account before is never kept from trying. Browsers
without a cookie share one count an address; all that are unknown to an account share a further, ten times wider one, so
that throwing cookies away gains little.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from cachetools import TTLCache
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from workshop.base.errors import AccessError
from workshop.base.settings import Settings

Door = Literal["join", "recover", "card"]
STRANGERS = 10  # times as many tries for all unknown devices of an account together
FORGOTTEN = 3600  # seconds without a wrong try, after which a count starts anew
MOST_KEPT = 20_000


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

    def _rate(self, door: Door) -> str:
        rates: dict[Door, str] = {
            "join": self.settings.join_attempts,
            "recover": self.settings.recover_attempts,
            "card": self.settings.recover_attempts,
        }
        return rates[door]


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


@dataclass(frozen=True)
class Attempt:
    """One try: for which account, from which device (or address), and whether that has opened it before."""

    account: str
    device: str
    known: bool

    @property
    def counts(self) -> tuple[tuple[str, ...], ...]:
        """What the try counts for: the device's own tries, and those of all strangers."""
        own = (self.account, self.device)
        return (own,) if self.known else (own, (self.account,))


@dataclass(frozen=True)
class _Wrong:
    tries: int
    until: float  # no further one before


class PasswordTries:
    """Counts wrong passwords in this process. `rate` (`10/minute`) names the tries without delay, and the longest
    delay: each wrong password beyond them makes the next wait one second, then two, four, … up to it.
    """

    def __init__(self, rate: str, clock: Callable[[], float] = time.monotonic) -> None:
        parsed = parse(rate)
        self._free = parsed.amount
        self._longest = float(parsed.get_expiry())
        self._clock = clock  # not the wall's, which jumps
        self._lock = threading.Lock()
        self._wrong: TTLCache[tuple[str, ...], _Wrong] = TTLCache(MOST_KEPT, FORGOTTEN, clock)

    def begin(self, attempt: Attempt) -> int:
        """Count the try as wrong before the password is hashed, which takes a core and 64 MiB; `right` takes it back.

        Returns the seconds it came too early, which only a known device may. Raises AccessError `access.wait` for
        others.
        """
        with self._lock:
            early = max(0, *(ceil(self._early(count)) for count in attempt.counts))
            if early and not attempt.known:
                raise AccessError("access.wait", seconds=early)
            for count in attempt.counts:
                self._add(count, 1)
        return early

    def right(self, attempt: Attempt) -> None:
        """The password was right: the device starts anew, and strangers have one try back."""
        own, *shared = attempt.counts
        with self._lock:
            self._wrong.pop(own, None)
            for count in shared:
                self._add(count, -1)

    def _early(self, count: tuple[str, ...]) -> float:
        wrong = self._wrong.get(count)
        return 0.0 if wrong is None else wrong.until - self._clock()

    def _add(self, count: tuple[str, ...], number: int) -> None:
        before = self._wrong.get(count)
        tries = number if before is None else before.tries + number
        free = self._free if len(count) > 1 else self._free * STRANGERS
        delay = min(self._longest, 2.0 ** min(tries - free - 1, 20)) if tries > free else 0.0
        self._wrong[count] = _Wrong(tries, self._clock() + delay)
