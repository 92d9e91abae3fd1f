"""Database engines: opening, reading, and a single writer with group commit for SQLite.

SQLite takes one writer at a time and lets the others wait without order, so all writes of a process go
through one thread that commits them in groups: each use case runs in its own savepoint, is rolled back alone
when it fails, and is answered only after the group's commit has reached the disk. PostgreSQL takes many
writers and uses a connection pool.
"""

from __future__ import annotations

import json
import queue
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from workshop.base.errors import SetupError, StoreError
from workshop.base.lazy_import import is_installed
from workshop.store.reading import SharedReads, note_statement, writes_alone
from workshop.store.statements.prepared import command
from workshop.store.traces import TraceEraser, Traces

# What no database of ours can hold is taken out of every text on its way in, so that both keep the same: PostgreSQL
# refuses NUL and lone surrogates, SQLite keeps the one and fails at the other; further control characters hide in
# copied text, show nothing and break what is exported (XML has none of them). Tabs and line ends stay.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

Result = TypeVar("Result")
UseCase = Callable[[Connection], Result]

# Required pragma values; FULL survives a power cut (NORMAL loses acknowledged commits).
PRAGMAS: dict[str, tuple[str, str]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", "2"),
    "foreign_keys": ("ON", "1"),
    "secure_delete": ("ON", "1"),
    "busy_timeout": ("15000", "15000"),
}
# Enough to share one disk flush between a room's worth of phones, few enough to answer each soon.
GROUP = 64


class Store(Protocol):
    """The database interface of use cases."""

    engine: Engine

    def write(self, use_case: UseCase[Result]) -> Result:
        """Run in one transaction; returns when it is durable, or raises the use case's error."""
        ...

    def read(self, use_case: UseCase[Result]) -> Result:
        """Run on a consistent snapshot without writing."""
        ...

    def sharing(self) -> AbstractContextManager[None]:
        """Within the block all reads of this thread are one transaction, up to the next write."""
        ...

    def erase(self, use_case: UseCase[Result]) -> Result:
        """As `write`, for what deletes somebody's words: their traces leave the files of the database as well."""
        ...

    def forget_order(self) -> None:
        """After a write whose moment nobody may find again: the log, which keeps the order of writes, is emptied soon."""
        ...

    def traces(self) -> Traces:
        """What is left of deleted rows in the files of the database."""
        ...

    def close(self) -> None:
        """Finish pending work and close all connections."""
        ...


def open_store(url: str) -> Store:
    """The store at `url`, after one test connection.

    Raises SetupError for another kind of database, one that cannot be reached, or pragmas that do not hold.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # a non-numeric port raises ValueError
        raise SetupError("store.address") from error
    try:
        return _open(url, parsed)
    except (OSError, DBAPIError) as error:
        # Without the password that a URL may hold.
        address = parsed.render_as_string(hide_password=True)
        detail = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise SetupError("store.unreachable", database=address, detail=detail) from error


def _open(url: str, parsed: URL) -> Store:
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        return SqliteStore(_sqlite_engine(url))
    if parsed.get_backend_name() == "postgresql":
        if not is_installed("psycopg"):
            raise SetupError("store.no_postgres")
        psycopg = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(
            psycopg, pool_pre_ping=True, pool_size=10, max_overflow=10, json_serializer=clean_json
        )
        _clean_what_comes_in(engine)
        engine.connect().close()
        return PostgresStore(engine)
    raise SetupError("store.unknown_database", backend=parsed.get_backend_name())


def _sqlite_engine(url: str) -> Engine:
    if make_url(url).database in (None, "", ":memory:"):
        raise SetupError("store.memory")  # an in-memory database is lost with the first power cut
    engine = create_engine(
        url,
        poolclass=QueuePool,
        # One for each thread that answers a page and one for the writer: nobody waits for a connection.
        pool_size=16,
        max_overflow=80,
        connect_args={"timeout": 15},
        json_serializer=clean_json,
    )
    _clean_what_comes_in(engine)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver would start transactions implicitly; ours start explicitly in `_begin`.
        connection.isolation_level = None
        for name, (value, _) in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        command(connection, "BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def clean(value: object) -> object:
    """A text without what cannot be stored, also inside lists and mappings; anything else as it is."""
    match value:
        case str():
            return UNSTORABLE.sub("", value)
        case tuple():
            return tuple(map(clean, value))
        case list():
            return list(map(clean, value))
        case Mapping():
            return {clean(key): clean(item) for key, item in value.items()}
        case _:
            return value


def clean_json(value: object) -> str:
    """As `json.dumps`, cleaned: within JSON such characters would travel on as escapes."""
    return json.dumps(clean(value))


def _clean_what_comes_in(engine: Engine) -> None:
    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _clean(
        connection: Connection,
        _cursor: object,
        statement: str,
        parameters: object,
        _context: object,
        _executemany: bool,
    ) -> tuple[str, object]:
        note_statement(connection, statement)
        return statement, clean(parameters)


def check_pragmas(engine: Engine) -> None:
    """Raises SetupError if SQLite did not take a setting we rely on."""
    with engine.connect() as connection:
        for name, (_, expected) in PRAGMAS.items():
            actual = str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
            if actual != expected:
                raise SetupError("store.pragma", pragma=name, expected=expected, found=actual)


@dataclass(frozen=True)
class _Job:
    use_case: UseCase[Any]
    result: Future[Any] = field(default_factory=Future)

    def fail(self, error: BaseException) -> None:
        """Tell whoever waits, unless they were told before."""
        if not self.result.done():
            self.result.set_exception(_told(error))


# What SQLite says (its primary result codes) -> what became of the write.
REFUSALS = {
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_READONLY: "store.read_only",
}


def _told(error: BaseException) -> BaseException:
    """A failure of the database as a StoreError; a use case's own error as it is."""
    if not isinstance(error, OperationalError):
        return error
    code = getattr(error.orig, "sqlite_errorcode", None)
    told = StoreError(REFUSALS.get(code & 0xFF, "store.broken") if code is not None else "store.broken")
    told.__cause__ = error
    return told


class SqliteStore:
    """SQLite with one writer thread and group commit.

    Whoever writes is told, whatever fails: that it is durable, what their use case raised, or StoreError.
    """

    def __init__(self, engine: Engine) -> None:
        check_pragmas(engine)
        self.engine = engine
        self._reads = SharedReads()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        # Nothing may be put behind the mark that ends the queue: nobody would answer it.
        self._door = threading.Lock()
        self._closed = False
        self._eraser = TraceEraser(Path(str(engine.url.database)))
        self._writer = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._writer.start()

    def write(self, use_case: UseCase[Result]) -> Result:
        if threading.current_thread() is self._writer:
            raise SetupError("store.nested_write")
        self._reads.let_go()
        job = _Job(use_case)
        with self._door:
            if self._closed:
                raise SetupError("store.closed")
            self._jobs.put(job)
        return cast(Result, job.result.result())

    def read(self, use_case: UseCase[Result]) -> Result:
        return self._reads.read(self.engine, use_case)

    def sharing(self) -> AbstractContextManager[None]:
        return self._reads.sharing()

    def erase(self, use_case: UseCase[Result]) -> Result:
        with self._eraser.deletion():
            return self.write(use_case)

    def forget_order(self) -> None:
        self._eraser.soon()

    def traces(self) -> Traces:
        return self._eraser.traces

    def close(self) -> None:
        with self._door:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        self._writer.join()
        self.engine.dispose()
        self._eraser.close()

    def _run(self) -> None:
        ending = False
        while not ending and (job := self._jobs.get()) is not None:
            jobs = [job]
            ending = self._gather(jobs)
            try:
                # A connection of its own for each group: what broke one is not handed on to the next.
                with self.engine.connect().execution_options(writing=True) as connection:
                    self._commit_group(connection, jobs)
            except BaseException as error:  # noqa: BLE001 - handed to everybody who waits for this group
                for waiting in jobs:
                    waiting.fail(error)

    def _gather(self, jobs: list[_Job]) -> bool:
        """Take further waiting use cases, up to a group; True if the store is closing."""
        while len(jobs) < GROUP:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return False
            if job is None:
                return True
            jobs.append(job)
        return False

    def _commit_group(self, connection: Connection, jobs: list[_Job]) -> None:
        """Run the group in one transaction; each caller hears only after the commit, or its own failure.

        What fails outside a use case (the beginning, a savepoint, the commit) is raised: nothing of the group is stored.
        """
        done: list[tuple[_Job, object]] = []
        with connection.begin():
            writes_alone(connection)
            for job in jobs:
                command(connection, "SAVEPOINT job")
                try:
                    result = job.use_case(connection)
                except BaseException as error:  # noqa: BLE001 - handed to the caller whose use case it is
                    command(connection, "ROLLBACK TO SAVEPOINT job")
                    job.fail(error)
                else:
                    done.append((job, result))
                command(connection, "RELEASE SAVEPOINT job")
        for job, result in done:
            job.result.set_result(result)


class PostgresStore:
    """PostgreSQL with a connection pool; a transaction lost to a concurrent one is retried."""

    TRIES = 5

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._snapshot = engine.execution_options(isolation_level="REPEATABLE READ")
        self._reads = SharedReads()

    def write(self, use_case: UseCase[Result]) -> Result:
        self._reads.let_go()
        for attempt in range(1, self.TRIES + 1):
            try:
                with self.engine.begin() as connection:
                    return use_case(connection)
            except DBAPIError as error:
                if attempt == self.TRIES or not _worth_another_try(error):
                    raise _told(error) from error
        raise AssertionError("unreachable")

    def read(self, use_case: UseCase[Result]) -> Result:
        return self._reads.read(self._snapshot, use_case)

    def sharing(self) -> AbstractContextManager[None]:
        return self._reads.sharing()

    def erase(self, use_case: UseCase[Result]) -> Result:
        return self.write(use_case)

    def forget_order(self) -> None:
        """Its log and the rows it has replaced are PostgreSQL's own: only a vacuum takes them away."""

    def traces(self) -> Traces:
        return Traces.UNTIL_VACUUM

    def close(self) -> None:
        self.engine.dispose()


# Serialisation failure, deadlock, and a key taken concurrently by another client: on the second try the use case
# finds the winner's row (a double tap) or breaks the key again, which is then its own fault.
LOST_RACE = frozenset({"40001", "40P01", "23505"})


def _worth_another_try(error: DBAPIError) -> bool:
    """Whether the failure is transient: a concurrent transaction or a restarted server."""
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in LOST_RACE


def answers(store: Store) -> bool:
    """Whether the database answers at all."""
    try:
        return store.read(lambda connection: connection.execute(text("SELECT 1")).scalar() == 1)
    except DBAPIError:
        return False


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """A store as a context manager, closed at the end of the block."""
    store = open_store(url)
    try:
        yield store
    finally:
        store.close()
