"""Results that live screens share until something changes: forty seats are counted once, not once a viewer.

The key says what the result depends on and always begins with the camp, so that no camp sees another's.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

Result = TypeVar("Result")


class Kept:
    """A small memory; the oldest results go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._results: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, camp: str, key: Hashable, make: Callable[[], Result]) -> Result:
        """The result for `key` of a camp, made if it is new."""
        whole = (camp, key)
        with self._lock:
            if whole in self._results:
                self._results.move_to_end(whole)
                return self._results[whole]  # type: ignore[return-value]
        made = make()
        with self._lock:
            self._results[whole] = made
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        return made
