"""A house to test in: a real store in a temporary folder, the shipped content, a clock and chance under control."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from workshop.content import home
from workshop.room import access
from workshop.room.content import Content, read_content
from workshop.room.house import House
from workshop.store.engine import Store, open_store
from workshop.store.migrate import migrate

ORGANISER_PASSWORD = "ORGANISER2345"
START = datetime(2026, 3, 2, 9, 0)


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


def house_on(store: Store, *, clock: Clock | None = None, seed: int = 1) -> House:
    """A house on an open, migrated store."""
    chance = random.Random(seed)
    house = House(store, content(), clock or Clock(), lambda n: chance.randrange(n))
    access.prepare(house, ORGANISER_PASSWORD)
    return house


@contextmanager
def make_house(folder: Path, *, clock: Clock | None = None, seed: int = 1) -> Iterator[House]:
    """A house on a fresh SQLite file in `folder`."""
    store = open_store(f"sqlite:///{folder / 'mengya.sqlite3'}")
    migrate(store)
    try:
        yield house_on(store, clock=clock, seed=seed)
    finally:
        store.close()
