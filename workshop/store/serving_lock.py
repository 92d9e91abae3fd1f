"""Which process serves a database, so that no command changes the file under it.

An advisory lock of the operating system (flock) on a file beside the database: it ends with its process, however that
ends, so no heartbeat has to be guessed at and no stale lock is ever left. PostgreSQL needs none: its clients share it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url

from workshop.base.errors import SetupError, Where

ENDING = ".serving"


@contextmanager
def serving(url: str | URL) -> Iterator[None]:
    """Hold the database while this process serves it. Raises SetupError `store.served` if another does."""
    path = _lock_file(url)
    if path is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _served(path, _pid_in(path)) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
        # While it is still ours: whoever waits to serve next makes a file of its own.
        path.unlink(missing_ok=True)


def refuse_if_served(url: str | URL) -> None:
    """Raises SetupError `store.served` if another process serves this database."""
    path = _lock_file(url)
    if path is None or not path.exists():
        return
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            pid = _pid_in(path)
            if pid != os.getpid():
                raise _served(path, pid) from error


def _lock_file(url: str | URL) -> Path | None:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    database = Path(parsed.database).resolve()
    return database.with_name(database.name + ENDING)


def _pid_in(path: Path) -> int:
    """Who holds the lock; 0 in the moment before they have written it."""
    try:
        return int(path.read_text(encoding="ascii") or 0)
    except (OSError, ValueError):
        return 0


def _served(path: Path, pid: int) -> SetupError:
    return SetupError("store.served", Where(str(path).removesuffix(ENDING)), pid=pid)
