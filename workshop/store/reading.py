"""Read transactions: one for a whole page, in which nothing is asked of the database twice.

A page is put together by many services, and each reads for itself. While a thread shares its reads they are one
transaction: a single snapshot, so that two parts of one page never contradict each other, and half the cost. A write
ends the snapshot: what is read after it sees it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from cachetools import LRUCache
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

Result = TypeVar("Result")
P = ParamSpec("P")

# What has been read in a read transaction that is open, by function and arguments.
_read: WeakKeyDictionary[Connection, dict[Hashable, object]] = WeakKeyDictionary()
# What the only writer has read since it last changed something.
_unchanged: WeakKeyDictionary[Connection, dict[Hashable, object]] = WeakKeyDictionary()


def once(function: Callable[P, Result]) -> Callable[P, Result]:
    """Decorator of table access: within one read transaction the same question is asked of the database once.

    The arguments are the connection and what can be hashed; the result must not be changed by whoever gets it. A writing
    transaction reads what it has just written: there an answer is remembered up to its next change, and only where nobody
    else can write meanwhile.
    """

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Result:
        connection = cast(Connection, args[0])
        known = _read.get(connection)
        if known is None:
            known = _unchanged.get(connection)
        if known is None:
            return function(*args, **kwargs)
        key = (function, args[1:], tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = function(*args, **kwargs)
        return cast(Result, known[key])

    return asked


def writes_alone(connection: Connection) -> None:
    """From now on this connection is the database's only writer, until it is given back."""
    _unchanged[connection] = {}


def note_statement(connection: Connection, statement: str) -> None:
    """A statement is about to run: after whatever is no plain question, everything is asked anew."""
    known = _unchanged.get(connection)
    if known and not statement.startswith("SELECT"):
        known.clear()


# What is the same as long as its version is, for each database.
_kept: WeakKeyDictionary[Engine, LRUCache[Hashable, object]] = WeakKeyDictionary()
_keeping = threading.Lock()
MOST_KEPT = 256


def of_version(connection: Connection, key: Hashable, make: Callable[[], Result]) -> Result:
    """What `make` gives, made once for each `key`, which must hold the version of all it is made from.

    Kept only from read transactions: what a writing one has done may be rolled back, and its version be given again.
    """
    with _keeping:
        known = _kept.setdefault(connection.engine, LRUCache(MOST_KEPT))
        if key in known:
            return cast(Result, known[key])
    made = make()
    if connection in _read:
        with _keeping:
            known[key] = made
    return made


def forget_versions() -> None:
    """After something was changed under the same version, as only an upgrade does."""
    with _keeping:
        _kept.clear()


class SharedReads(threading.local):
    """The read transaction a thread shares between its reads; none outside of `sharing`."""

    def __init__(self) -> None:
        self.depth = 0
        self.connection: Connection | None = None

    def read(self, engine: Engine, use_case: Callable[[Connection], Result]) -> Result:
        """Run in the shared transaction, begun at the first read, or in one of its own."""
        if not self.depth:
            with engine.connect() as connection, connection.begin():
                _read[connection] = {}
                return use_case(connection)
        if self.connection is None:
            self.connection = engine.connect()
            self.connection.begin()
            _read[self.connection] = {}
        try:
            return use_case(self.connection)
        except DBAPIError:
            self.let_go()  # after a failure a transaction may take nothing more
            raise

    @contextmanager
    def sharing(self) -> Iterator[None]:
        """Share the reads of this thread until the block ends."""
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1
            if not self.depth:
                self.let_go()

    def let_go(self) -> None:
        """End the snapshot; the next read begins another."""
        if self.connection is not None:
            connection, self.connection = self.connection, None
            connection.close()
