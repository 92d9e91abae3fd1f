"""Worker processes with an LRU cache: heavy work is computed beside the server, so that phones never wait.

Small work and large work have a process each, so that one large map keeps no small one waiting. Each has a fair queue
and a time limit; work that nobody waits for any longer is stopped, and a process that died is replaced.
"""

from __future__ import annotations

import heapq
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from multiprocessing.reduction import ForkingPickler
from typing import TypeVar, cast

from cachetools import LRUCache

from workshop.base.errors import RoomError

Result = TypeVar("Result")

SMALL = 256 * 1024  # bytes of its arguments; a map of some thousand ties
# A place in the queue for so many bytes: large work lets smaller pass, but not for ever.
BYTES_A_PLACE = 16 * 1024
QUICK_LIMIT, LARGE_LIMIT = 180.0, 900.0  # seconds of computing
PATIENCE = 5.0  # seconds a screen waits before it says that it is still computing
IDLE = 120.0  # seconds after which the process for large work gives its memory back
LOOK = 0.1  # how often running work is looked after
ABANDONED = 20.0  # seconds without anybody asking; a screen asks again every few seconds
_patience: ContextVar[float | None] = ContextVar("patience", default=None)


class StillComputing(Exception):
    """The work goes on; ask again. Only where the caller said that it can (`impatient`).

    No MengyaError: it is no fault to show, and screens show it in one place.
    """

    def __init__(self, what: str, seconds: int, ahead: int) -> None:
        super().__init__(what)
        self.what = what
        self.seconds = seconds  # computed so far
        self.ahead = ahead  # others before it, where it has not begun


@contextmanager
def impatient(seconds: float = PATIENCE) -> Iterator[None]:
    """Cached work asked for in here raises StillComputing after so long, instead of keeping its caller."""
    before = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(before)


def run(key: Hashable | None, work: Callable[..., Result], *arguments: object) -> Result:
    """The result of `work`, computed in a worker process; cached under `key`, or not cached where `key` is None.

    Raises RoomError `network.stopped` when the process died during the work (the next call gets a new one),
    `network.too_long` beyond the time limit; StillComputing within `impatient`.
    """
    return _WORKERS.run(key, work, *arguments)


def start(work: Callable[..., object], *arguments: object) -> None:
    """Submit work to the process for small work without waiting for it, and without a limit."""
    _WORKERS.start(work, *arguments)


def close() -> None:
    """Stop the worker processes and whatever they compute; whoever waits is told."""
    _WORKERS.close()


def _leave_with_server() -> None:
    """In the worker: exit with the server, even if the server was killed and could not say so."""
    # Ctrl+C reaches the worker too; the server says when to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = multiprocessing.parent_process()
    if server is None:
        return

    def wait() -> None:
        server.join()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


@dataclass(eq=False)
class _Job:
    """One piece of work and those who wait for it."""

    key: Hashable | None
    work: Callable[..., object]
    arguments: tuple[object, ...]
    size: int
    limit: float
    kept: bool  # goes on though nobody waits
    result: Future[object] = field(default_factory=Future)
    waiting: int = 0
    asked: float = field(default_factory=time.monotonic)
    began: float | None = None

    def unwanted(self) -> bool:
        """Whether nobody waits, and nobody has asked for a while."""
        return not self.kept and self.waiting == 0 and time.monotonic() - self.asked > ABANDONED

    def overdue(self) -> bool:
        return self.began is not None and time.monotonic() - self.began > self.limit

    def fail(self, error: BaseException) -> None:
        if not self.result.done():
            self.result.set_exception(error)


class _Lane:
    """One process, its queue, and the thread that hands it one job after another."""

    def __init__(self, idle: float | None = None) -> None:
        self._idle = idle  # seconds after which a process without work is ended
        self._change = threading.Condition()
        self._queue: list[tuple[int, int, _Job]] = []
        self._arrived = 0
        self._pool: ProcessPoolExecutor | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def add(self, job: _Job) -> None:
        with self._change:
            self._arrived += 1
            place = self._arrived + job.size // BYTES_A_PLACE
            heapq.heappush(self._queue, (place, self._arrived, job))
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, daemon=True)
                self._thread.start()
            self._change.notify()

    def ahead_of(self, job: _Job) -> int:
        """How many are computed before it; the running one counts."""
        with self._change:
            place = next((entry for entry in self._queue if entry[2] is job), None)
            return 0 if place is None else 1 + sum(entry < place for entry in self._queue)

    def close(self) -> None:
        with self._change:
            self._closed = True
            waiting, self._queue = [job for _, _, job in self._queue], []
            thread = self._thread
            self._change.notify()
        for job in waiting:
            job.fail(RoomError("network.stopped"))
        if thread is not None:
            thread.join()

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            if job.unwanted():
                job.fail(RoomError("network.stopped"))
                continue
            job.began = time.monotonic()
            try:
                self._watch(job, self._running().submit(job.work, *job.arguments))
            except BrokenExecutor:  # the process died while it had nothing to do
                self._stop()
                job.fail(RoomError("network.stopped"))
        self._stop()

    def _next(self) -> _Job | None:
        with self._change:
            while not self._closed:
                if self._queue:
                    return heapq.heappop(self._queue)[2]
                if not self._change.wait(self._idle):
                    self._stop()
        return None

    def _watch(self, job: _Job, future: Future[object]) -> None:
        """Wait for the result, and end the process where it is not to come."""
        while True:
            try:
                error = future.exception(LOOK)
                break
            except NotYet:
                if job.overdue():
                    job.fail(RoomError("network.too_long", minutes=round(job.limit / 60)))
                elif self._closed or job.unwanted():
                    job.fail(RoomError("network.stopped"))
                else:
                    continue
                self._stop()
                return
        if isinstance(error, BrokenExecutor):
            self._stop()
            job.fail(RoomError("network.stopped"))
        elif error is not None:
            job.fail(error)
        else:
            job.result.set_result(future.result())

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn, because a fork of a multi-threaded server may inherit a held lock
            self._pool = ProcessPoolExecutor(
                1, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_with_server
            )
        return self._pool

    def _stop(self) -> None:
        """End the process at once; the next job gets a new one."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        # `kill_workers` of Python 3.14; a pool on its own lets running work come to its end.
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


class _Workers:
    """Both lanes, the work that is asked for, and the LRU cache; started by the first work."""

    KEPT = 200

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._quick, self._large = _Lane(), _Lane(IDLE)
        self._asked: dict[Hashable, _Job] = {}
        self._results: LRUCache[Hashable, object] = LRUCache(self.KEPT)

    def run(self, key: Hashable | None, work: Callable[..., Result], *arguments: object) -> Result:
        with self._lock:
            if key is not None and key in self._results:
                return cast("Result", self._results[key])
            job = self._asked.get(key) if key is not None else None
            first = job is None
            if job is None:
                job = self._job(key, work, arguments)
            job.waiting += 1
        try:
            return cast("Result", job.result.result(self._wait(job, first)))
        except NotYet:
            if job.result.done():
                return cast("Result", job.result.result())
            seconds = 0 if job.began is None else int(time.monotonic() - job.began)
            raise StillComputing(_name(key), seconds, self._lane(job).ahead_of(job)) from None
        finally:
            with self._lock:
                job.waiting -= 1
                job.asked = time.monotonic()

    def start(self, work: Callable[..., object], *arguments: object) -> None:
        self._quick.add(_Job(None, work, arguments, 0, float("inf"), kept=True))

    def close(self) -> None:
        with self._lock:
            lanes = (self._quick, self._large)
            self._quick, self._large = _Lane(), _Lane(IDLE)
        for lane in lanes:
            lane.close()

    def _job(self, key: Hashable | None, work: Callable[..., object], arguments: tuple[object, ...]) -> _Job:
        """New work in its lane; with the lock held."""
        size = len(ForkingPickler.dumps(arguments))
        job = _Job(key, work, arguments, size, QUICK_LIMIT if size <= SMALL else LARGE_LIMIT, kept=False)
        if key is not None:
            self._asked[key] = job
            job.result.add_done_callback(lambda done: self._finished(key, done))
        self._lane(job).add(job)
        return job

    def _lane(self, job: _Job) -> _Lane:
        return self._quick if job.size <= SMALL else self._large

    def _wait(self, job: _Job, first: bool) -> float | None:
        """How long its caller stays. Work that has gone on for a while is only looked at again."""
        patience = _patience.get()
        if patience is None or job.key is None:
            return None
        return patience if first else min(patience, LOOK * 5)

    def _finished(self, key: Hashable, done: Future[object]) -> None:
        """Keep the result; asking again for what failed computes it again."""
        failed = done.exception() is not None
        with self._lock:
            self._asked.pop(key, None)
            if not failed:
                self._results[key] = done.result()


def _name(key: Hashable | None) -> str:
    """What the work is, as the first word of its key."""
    return str(key[0]) if isinstance(key, tuple) and key else ""


_WORKERS = _Workers()
