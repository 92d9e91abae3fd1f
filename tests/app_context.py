"""A house to test in: a real store in a temporary folder, the shipped content, a clock and chance under control."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher

from workshop.base.content import home
from workshop.services.app import access
from workshop.services.app.content import Content, read_content
from workshop.services.app.context import AppContext
from workshop.store.engine import PRAGMAS, Store, open_store
from workshop.store.migrate import migrate

ORGANISER_PASSWORD = "ORGANISER2345"
START = datetime(2026, 3, 2, 9, 0)
SHIPPED_PRAGMAS = dict(PRAGMAS)
# A real hash takes a quarter of a second, and every house has one.
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def quick_passwords() -> None:
    """For this process: passwords are checked as ever, and are no longer dear to guess."""
    access._HASHER = QUICK


class Clock:
    """A clock that moves one second at every look, and further when told."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def forward(self, **time: float) -> None:
        self.time += timedelta(**time)


@cache
def content() -> Content:
    return read_content(home())


def fast_databases() -> None:
    """For this process: a commit does not wait for the disk, which only a power cut would notice."""
    PRAGMAS["synchronous"] = ("OFF", "0")


@cache
def migrated() -> bytes:
    """The SQLite file of an empty, migrated database; migrating takes longer than most tests."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite3"
        store = open_store(f"sqlite:///{file}")
        migrate(store)
        store.close()
        return file.read_bytes()


def context_on(store: Store, *, clock: Clock | None = None, seed: int = 1) -> AppContext:
    """A house on an open, migrated store."""
    chance = random.Random(seed)
    context = AppContext(store, content(), clock or Clock(), lambda n: chance.randrange(n))
    access.prepare(context, ORGANISER_PASSWORD)
    return context


@contextmanager
def make_context(folder: Path, *, clock: Clock | None = None, seed: int = 1) -> Iterator[AppContext]:
    """A house on the SQLite file in `folder`, a fresh one unless a test has put its own there."""
    file = folder / "mengya.sqlite3"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(migrated())
    store = open_store(f"sqlite:///{file}")
    try:
        yield context_on(store, clock=clock, seed=seed)
    finally:
        store.close()
