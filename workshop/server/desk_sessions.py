"""How much the desk may hold in memory: open screens and uploaded files, for each session, each right and in all.

Streamlit keeps both in this process without a limit. What is counted here is given back when a screen is closed.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from cachetools import LRUCache

MB = 2**20
REMEMBERED = 2000  # sessions


@dataclass(frozen=True)
class Holder:
    """Whose right a screen is opened with: the organiser's, a camp's facilitators', or one seat's."""

    kind: Literal["organiser", "camp", "seat"]
    id: str = ""

    @property
    def uploads(self) -> bool:
        """Participants have no screen that takes a file."""
        return self.kind != "seat"


@dataclass(frozen=True)
class Caps:
    """The most there may be. A camp's facilitators share one right, and open a cockpit, a wall and a map each."""

    screens_of_a_seat: int = 6
    screens_of_a_right: int = 60
    screens: int = 300
    files_of_a_session: int = 40
    files_of_a_right: int = 120
    files: int = 400
    bytes_of_a_session: int = 30 * MB
    bytes_of_a_right: int = 60 * MB
    bytes: int = 120 * MB


@dataclass
class DeskSessions:
    """The open screens and their files; safe to use from any thread."""

    caps: Caps = field(default_factory=Caps)
    _screens: Counter[Holder] = field(default_factory=Counter)
    # Streamlit keeps a session for a while after its screen is gone, so that a phone that slept finds it again.
    _owners: LRUCache[str, Holder] = field(default_factory=lambda: LRUCache(REMEMBERED))
    _open: Counter[str] = field(default_factory=Counter)  # connections of each session
    _files: dict[str, dict[str, int]] = field(default_factory=dict)  # session -> file -> bytes
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def full(self, holder: Holder) -> bool:
        """Whether one more screen would be too many."""
        most = self.caps.screens_of_a_seat if holder.kind == "seat" else self.caps.screens_of_a_right
        with self._lock:
            return self._screens[holder] >= most or self._screens.total() >= self.caps.screens

    def open(self, holder: Holder) -> bool:
        """Count one more screen; False where it would be too many."""
        with self._lock:
            if self.full(holder):
                return False
            self._screens[holder] += 1
            return True

    def close(self, holder: Holder, session: str) -> None:
        """One screen less. `session` is empty where it never came to have one."""
        with self._lock:
            self._screens[holder] -= 1
            if self._screens[holder] <= 0:
                del self._screens[holder]
            if session:
                self._open[session] -= 1

    def named(self, session: str, holder: Holder) -> None:
        """A screen was given this session."""
        with self._lock:
            self._owners[session] = holder
            self._open[session] += 1

    def owner(self, session: str) -> Holder | None:
        """Who holds a session."""
        with self._lock:
            return self._owners.get(session)

    def add(self, session: str, file: str, size: int) -> bool:
        """Count a file before it is taken; False where it would be too much."""
        with self._lock:
            holder = self._owners.get(session)
            if holder is None:
                return False
            own = self._sizes(one for one in self._files if self._owners.get(one) == holder)
            for sizes, files, most in (
                (self._sizes([session]), self.caps.files_of_a_session, self.caps.bytes_of_a_session),
                (own, self.caps.files_of_a_right, self.caps.bytes_of_a_right),
                (self._sizes(self._files), self.caps.files, self.caps.bytes),
            ):
                if len(sizes) >= files or sum(sizes) + size > most:
                    return False
            self._files.setdefault(session, {})[file] = size
            return True

    def remove(self, session: str, file: str) -> None:
        """A file was taken away, or never arrived."""
        with self._lock:
            self._files.get(session, {}).pop(file, None)

    def free(self, session: str) -> bool:
        """Forget the files of a session without a screen; False while a screen of it is open."""
        with self._lock:
            if self._open[session] > 0:
                return False
            self._files.pop(session, None)
            del self._open[session]
            return True

    def _sizes(self, sessions: Iterable[str]) -> list[int]:
        return [size for session in sessions for size in self._files.get(session, {}).values()]
