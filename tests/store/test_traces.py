"""Erasing is a promise: whatever reads at the moment, in the end no file of the database holds what was deleted."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from workshop.store.engine import Store, UseCase, open_store, opened
from workshop.store.traces import ENDING, Traces

CANARY = "CANARYWORDS"
PATIENCE = 60  # seconds; as promised, and no test waits for all of it


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mengya.sqlite3"


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Another connection in the middle of a read transaction, as an export or a backup is."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM note").fetchone()
        yield


def say_it(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE note (number INTEGER PRIMARY KEY, word TEXT)"))
    for number in range(40):
        connection.execute(text("INSERT INTO note VALUES (:n, :w)"), {"n": number, "w": CANARY * 20})


def change(connection: Connection) -> None:
    connection.execute(text("UPDATE note SET word = word || '.' "))


def take_back(connection: Connection) -> None:
    connection.execute(text("DELETE FROM note"))


def left(file: Path) -> list[str]:
    """The files in which the canary's bytes stand."""
    return [path.name for path in sorted(file.parent.iterdir()) if CANARY.encode() in path.read_bytes()]


def until_gone(store: Store) -> None:
    end = time.monotonic() + PATIENCE
    while store.traces() is not Traces.GONE and time.monotonic() < end:
        time.sleep(0.05)
    assert store.traces() is Traces.GONE


def prepared(store: Store, *use_cases: UseCase[None]) -> None:
    for use_case in use_cases:
        store.write(use_case)


def test_with_nobody_reading_nothing_is_left_at_once(file: Path) -> None:
    with opened(f"sqlite:///{file}") as store:
        prepared(store, say_it, change)
        store.erase(take_back)
        assert store.traces() is Traces.GONE
        assert left(file) == []
        assert not file.with_name(file.name + ENDING).exists()


def test_what_was_erased_leaves_every_file_once_the_reader_has_left(file: Path) -> None:
    with opened(f"sqlite:///{file}") as store:
        prepared(store, say_it)
        with reading(file):
            prepared(store, change)
            store.erase(take_back)
            assert store.traces() is Traces.DUE
            assert left(file) != []
            assert store.read(lambda connection: connection.execute(text("SELECT * FROM note")).all()) == []
        until_gone(store)
        assert left(file) == []


def test_the_room_goes_on_writing_while_erasing_is_due(file: Path) -> None:
    with opened(f"sqlite:///{file}") as store:
        prepared(store, say_it)
        with reading(file):
            for _ in range(3):
                store.erase(take_back)
            prepared(store, change)
            assert store.traces() is Traces.DUE
        until_gone(store)


def test_after_a_restart_it_is_erased_as_well(file: Path) -> None:
    """The log outlives the first store, because somebody else has the database open all the time."""
    with closing(sqlite3.connect(file, isolation_level=None)) as idle:
        with opened(f"sqlite:///{file}") as store:
            prepared(store, say_it)
            idle.execute("SELECT count(*) FROM note").fetchone()
            with reading(file):
                prepared(store, change)
                store.erase(take_back)
                store.close()
                assert left(file) != []
        with opened(f"sqlite:///{file}") as again:
            until_gone(again)
            assert left(file) == []


def test_what_another_process_could_not_finish_is_finished_here(file: Path) -> None:
    """`mengya withdraw` beside a running server: the server has the database open and goes on trying."""
    with opened(f"sqlite:///{file}") as server:
        prepared(server, say_it, change)
        with reading(file):
            command = open_store(f"sqlite:///{file}")
            command.erase(take_back)
            command.close()
            assert server.traces() is Traces.DUE
        until_gone(server)
        assert left(file) == []


def test_a_deletion_that_fails_leaves_no_debt(file: Path) -> None:
    def fail(_connection: Connection) -> None:
        raise ValueError("no")

    with opened(f"sqlite:///{file}") as store:
        prepared(store, say_it)
        with pytest.raises(ValueError, match="no"):
            store.erase(fail)
        until_gone(store)


def test_on_postgres_the_database_cleans_up(postgres: str) -> None:
    """PostgreSQL keeps dead rows until they are vacuumed, and nothing here says otherwise."""
    with opened(postgres.format(database="postgres")) as store:
        assert store.traces() is Traces.UNTIL_VACUUM
