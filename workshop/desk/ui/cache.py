"""LRU cache of live results shared by all viewers: forty seats are counted once, not once per viewer.

The key says what the result depends on and always begins with the camp, so that no camp sees another's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar

from cachetools import LRUCache

Result = TypeVar("Result")


class Kept:
    """A small LRU cache."""

    def __init__(self, most: int) -> None:
        self._lock = threading.Lock()
        self._results: LRUCache[Hashable, object] = LRUCache(most)

    def get(self, camp: str, key: Hashable, make: Callable[[], Result]) -> Result:
        """The result for `key` of a camp, computed if it is not cached."""
        full_key = (camp, key)
        with self._lock:
            if full_key in self._results:
                return self._results[full_key]  # type: ignore[return-value]
        made = make()
        with self._lock:
            self._results[full_key] = made
        return made
