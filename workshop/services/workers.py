"""Worker process with an LRU cache: computes off the event loop, so that phones never wait."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TypeVar

from cachetools import LRUCache

from workshop.base.errors import RoomError

Result = TypeVar("Result")


def run(key: Hashable | None, work: Callable[..., Result], *arguments: object) -> Result:
    """The result of `work`, computed in the worker process; cached under `key`, or not cached where `key` is
    None.

    Raises RoomError `network.stopped` when the process died during the work; the next call gets a new one.
    """
    return _WORKER.run(key, work, *arguments)


def start(work: Callable[..., object], *arguments: object) -> None:
    """Submit work to the process without waiting for it."""
    _WORKER.start(work, *arguments)


def close() -> None:
    """Stop the worker process."""
    _WORKER.close()


def _leave_with_server() -> None:
    """In the worker: exit with the server, even if the server was killed and could not say so."""
    server = multiprocessing.parent_process()
    if server is None:
        return

    def wait() -> None:
        server.join()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


class _Worker:
    """The process pool of one and the LRU cache; started by the first work."""

    KEPT = 200

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._results: LRUCache[Hashable, object] = LRUCache(self.KEPT)

    def run(self, key: Hashable | None, work: Callable[..., Result], *arguments: object) -> Result:
        with self._lock:
            if key is not None and key in self._results:
                return self._results[key]  # type: ignore[return-value]
            pool = self._running()
        try:
            result = pool.submit(work, *arguments).result()
        except BrokenExecutor as error:
            self._give_up(pool)
            raise RoomError("network.stopped") from error
        if key is not None:
            with self._lock:
                self._results[key] = result
        return result

    def start(self, work: Callable[..., object], *arguments: object) -> None:
        with self._lock:
            self._running().submit(work, *arguments)

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn, because a fork of a multi-threaded server may inherit a held lock
            self._pool = ProcessPoolExecutor(
                1, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_with_server
            )
        return self._pool

    def _give_up(self, broken: ProcessPoolExecutor) -> None:
        """Drop the pool of a process that died; the next request gets a new one."""
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=False)

    def close(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)
                self._pool = None


_WORKER = _Worker()
