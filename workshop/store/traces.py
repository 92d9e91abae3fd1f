"""Erasing is a promise: what was deleted leaves no trace in the files of an SQLite database.

Deleted content is overwritten in the database (secure_delete), but the write-ahead log holds the old pages until it is
truncated, and that waits for everybody who still reads from it, such as an export or a backup. So whoever deletes puts
a mark beside the database first; it is taken away only once a checkpoint has emptied the log. While it is there, every
process that has the database open tries again every few seconds, also after a restart.

The log also holds the order in which answers came. Where nobody may find it again (ballots), it is emptied in the same
way, at most every few seconds and once at every start.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path

ENDING = ".erasing"
# A try keeps writers waiting while it waits for readers: long enough for those of phones, too short to be felt.
PATIENCE = 0.25  # seconds
AGAIN_AFTER = 2.0  # seconds


class Traces(StrEnum):
    """What is left of deleted rows in the files of the database."""

    GONE = "gone"
    DUE = "due"  # the log is still being read; erasing goes on by itself
    UNTIL_VACUUM = "until_vacuum"  # PostgreSQL keeps dead rows until they are vacuumed, and its own log


class TraceEraser:
    """Empties the log of one SQLite database, at once or as soon as its readers have left."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._log = database.with_name(f"{database.name}-wal")
        self._mark = database.with_name(f"{database.name}{ENDING}")
        # One deletion after the other: a mark may only go when nobody has deleted since the checkpoint began.
        self._deleting = threading.Lock()
        self._closing = threading.Event()
        # A log that was left behind by a crash may hold an order nobody may find.
        self._order_kept = True
        self._thread = threading.Thread(target=self._try_again, name="store-eraser", daemon=True)
        self._thread.start()

    @property
    def traces(self) -> Traces:
        return Traces.DUE if self._mark.exists() else Traces.GONE

    def soon(self) -> None:
        """Empty the log within a few seconds, whatever else there is to erase."""
        self._order_kept = True

    @contextmanager
    def deletion(self) -> Iterator[None]:
        """The deletion itself goes inside; afterwards its traces are erased, or marked as due."""
        with self._deleting:
            self._put_mark()
            yield
            if not self._erased():
                self._put_mark()  # another process may have taken it away meanwhile

    def close(self) -> None:
        """One last try; what is still due is done by whoever opens the database next."""
        self._closing.set()
        self._thread.join()

    def _try_again(self) -> None:
        ending, pause = False, 0.0
        while not ending:
            ending, pause = self._closing.wait(pause), AGAIN_AFTER
            with self._deleting:
                if self._mark.exists() or self._order_kept:
                    self._erased()

    def _erased(self) -> bool:
        """Whether the log was emptied, in one try; then the mark goes."""
        self._order_kept = False  # what is written from here on says so again
        try:
            with closing(sqlite3.connect(self._database, timeout=PATIENCE)) as connection:
                busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:  # locked, a full disk: the mark stays, and so does the promise
            self._order_kept = True
            return False
        if busy or (self._log.exists() and self._log.stat().st_size):
            self._order_kept = True
            return False
        # Cutting the log is not on the disk yet: a power cut would bring the old one back, with what was erased.
        with suppress(FileNotFoundError):
            _to_disk(self._log)
        self._mark.unlink(missing_ok=True)
        return True

    def _put_mark(self) -> None:
        """On the disk before anything is deleted: a power cut in between must not lose it."""
        self._mark.touch()
        _to_disk(self._mark.parent)


def _to_disk(path: Path) -> None:
    """Returns once the file, or what the folder lists, is safe from a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
