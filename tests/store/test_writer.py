"""Whoever writes is told, whatever fails: at the beginning, in a use case, at the commit, while closing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from workshop.base.errors import MengyaError, SetupError, StoreError
from workshop.base.text import LANGUAGES, explain
from workshop.store import engine
from workshop.store.engine import SqliteStore, open_store

# Long enough for any answer on a busy machine; a caller who is never told would wait for ever.
PATIENCE = 60
WRITERS = 5


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqliteStore]:
    monkeypatch.setitem(engine.PRAGMAS, "busy_timeout", ("50", "50"))
    opened = open_store(f"sqlite:///{tmp_path / 'rows.sqlite3'}")
    assert isinstance(opened, SqliteStore)
    opened.write(lambda connection: connection.execute(text("CREATE TABLE thing (n INTEGER PRIMARY KEY)")))
    yield opened
    opened.close()


def add(store: SqliteStore, n: int) -> None:
    store.write(lambda connection: connection.execute(text("INSERT INTO thing VALUES (:n)"), {"n": n}))


def kept(store: SqliteStore) -> set[int]:
    return set(store.read(lambda connection: connection.execute(text("SELECT n FROM thing")).scalars().all()))


def all_told(store: SqliteStore, numbers: range) -> dict[int, BaseException | None]:
    """Write these from as many threads at once; what each was told. Fails if somebody is not told at all."""
    with ThreadPoolExecutor(len(numbers)) as threads:
        told = {n: threads.submit(add, store, n) for n in numbers}
        return {n: future.exception(timeout=PATIENCE) for n, future in told.items()}


def statements_of_a_group(store: SqliteStore) -> int:
    """How many statements the writer sends for one use case, BEGIN and savepoint included."""
    sent: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(store.engine, "before_cursor_execute", listen)
    add(store, 1000)
    event.remove(store.engine, "before_cursor_execute", listen)
    return len(sent)


def test_a_failure_at_any_statement_is_told_and_the_next_write_goes_on(store: SqliteStore) -> None:
    count = statements_of_a_group(store)
    assert count >= 4  # BEGIN, SAVEPOINT, INSERT, RELEASE
    for broken in range(count):
        seen = 0

        def fail(
            _connection: object, _cursor: object, _statement: str, *_: object, broken: int = broken
        ) -> None:
            nonlocal seen
            seen += 1
            if seen == broken + 1:
                raise sqlite3.OperationalError("injected")

        before = kept(store)
        event.listen(store.engine, "before_cursor_execute", fail)
        numbers = range(broken * 10, broken * 10 + WRITERS)
        told = all_told(store, numbers)
        event.remove(store.engine, "before_cursor_execute", fail)
        # Who heard "saved" is in the file, who heard of a failure is not.
        assert kept(store) - before == {n for n, error in told.items() if error is None}
        assert any(told.values())
        add(store, 500 + broken)
        assert 500 + broken in kept(store)


def test_a_failure_at_the_commit_is_told_to_the_whole_group(store: SqliteStore) -> None:
    def full(_connection: object) -> None:
        raise sqlite3.OperationalError("injected: disk full")

    event.listen(store.engine, "commit", full)
    told = all_told(store, range(WRITERS))
    event.remove(store.engine, "commit", full)
    assert all(told.values())
    assert kept(store) == set()
    add(store, 7)
    assert kept(store) == {7}


def test_another_program_that_holds_the_database_is_told_in_words(store: SqliteStore) -> None:
    other = sqlite3.connect(str(store.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told = all_told(store, range(WRITERS))
    other.execute("ROLLBACK")
    other.close()
    codes = {error.code for error in told.values() if isinstance(error, StoreError)}
    assert (codes, len([error for error in told.values() if error])) == ({"store.busy"}, WRITERS)
    assert all(explain(language, StoreError("store.busy")) for language in LANGUAGES)
    add(store, 1)
    assert kept(store) == {1}


def test_a_database_that_became_read_only_is_told_in_words(store: SqliteStore) -> None:
    def read_only(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only=ON")

    event.listen(store.engine, "begin", read_only)
    error = all_told(store, range(1))[0]
    event.remove(store.engine, "begin", read_only)
    assert isinstance(error, StoreError)
    assert error.code == "store.read_only"


def test_a_full_disk_is_told_in_words(store: SqliteStore) -> None:
    """SQLite's own limit on pages stands for the disk's end."""

    def end_of_disk(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=1")

    event.listen(store.engine, "begin", end_of_disk)
    with pytest.raises(StoreError) as error:
        store.write(
            lambda connection: connection.execute(
                text("CREATE TABLE much AS SELECT randomblob(100000) AS much")
            )
        )
    event.remove(store.engine, "begin", end_of_disk)
    assert error.value.code == "store.full"


def test_nobody_waits_for_a_store_that_closes_meanwhile(tmp_path: Path) -> None:
    """Closed while many write: each is answered, saved or not."""
    for attempt in range(20):
        opened = open_store(f"sqlite:///{tmp_path / f'{attempt}.sqlite3'}")
        assert isinstance(opened, SqliteStore)
        opened.write(lambda connection: connection.execute(text("CREATE TABLE thing (n INTEGER)")))
        start = threading.Barrier(WRITERS + 1)

        def write(n: int, opened: SqliteStore = opened, start: threading.Barrier = start) -> None:
            start.wait()
            add(opened, n)

        with ThreadPoolExecutor(WRITERS) as threads:
            told = [threads.submit(write, n) for n in range(WRITERS)]
            start.wait()
            opened.close()
            errors = [future.exception(timeout=PATIENCE) for future in told]
        assert all(error is None or isinstance(error, SetupError) for error in errors)
        assert all(error.code == "store.closed" for error in errors if isinstance(error, MengyaError))
