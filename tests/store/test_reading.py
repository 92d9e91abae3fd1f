"""One read transaction for a page: nothing asked twice, one snapshot, and a write ends it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from workshop.store.engine import SqliteStore, Store, open_store
from workshop.store.reading import of_version, once


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(f"sqlite:///{tmp_path / 'reads.sqlite3'}")
    made.write(lambda connection: connection.execute(text("CREATE TABLE word (text TEXT)")))
    yield made
    made.close()


@once
def words(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.execute(text("SELECT text FROM word ORDER BY text")).scalars())


def add(store: Store, word: str) -> None:
    store.write(
        lambda connection: connection.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})
    )


def asked(store: Store) -> list[str]:
    """The statements the store runs from now on."""
    seen: list[str] = []
    assert isinstance(store, SqliteStore)

    @event.listens_for(store.engine, "before_cursor_execute")
    def _note(_c: object, _d: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    return seen


def test_a_page_asks_the_database_once(store: Store) -> None:
    seen = asked(store)
    with store.sharing():
        for _ in range(3):
            assert store.read(words) == ()
    assert [one for one in seen if "SELECT" in one] == ["SELECT text FROM word ORDER BY text"]


def test_what_is_read_after_a_write_sees_it(store: Store) -> None:
    with store.sharing():
        assert store.read(words) == ()
        add(store, "a")
        assert store.read(words) == ("a",)


def test_a_page_is_one_snapshot_whatever_others_write(store: Store) -> None:
    with store.sharing():
        assert store.read(words) == ()
        other = threading.Thread(target=add, args=(store, "b"))
        other.start()
        other.join()
        assert store.read(words) == ()
    assert store.read(words) == ("b",)


def test_outside_of_a_page_every_read_is_fresh(store: Store) -> None:
    assert store.read(words) == ()
    add(store, "c")
    assert store.read(words) == ("c",)


def test_a_writer_reads_what_it_has_just_written(store: Store) -> None:
    def use_case(connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
        before = words(connection)
        connection.execute(text("INSERT INTO word VALUES ('d')"))
        return before, words(connection)

    assert store.write(use_case) == ((), ("d",))


def test_a_page_that_breaks_lets_its_snapshot_go(store: Store) -> None:
    def broken() -> None:
        with store.sharing():
            store.read(words)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    add(store, "e")
    with store.sharing():
        assert store.read(words) == ("e",)


def test_a_version_is_made_once_and_never_from_what_may_be_rolled_back(store: Store) -> None:
    made: list[str] = []

    def make(word: str) -> str:
        made.append(word)
        return word

    def rolled_back(connection: Connection) -> None:
        assert of_version(connection, ("v", 1), lambda: make("lost")) == "lost"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write(rolled_back)
    for _ in range(2):
        assert store.read(lambda connection: of_version(connection, ("v", 1), lambda: make("kept"))) == "kept"
    assert store.write(lambda connection: of_version(connection, ("v", 1), lambda: make("again"))) == "kept"
    assert made == ["lost", "kept"]


def test_two_databases_share_no_version(store: Store, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    try:
        assert store.read(lambda connection: of_version(connection, "key", lambda: 1)) == 1
        assert other.read(lambda connection: of_version(connection, "key", lambda: 2)) == 2
    finally:
        other.close()


def test_a_writer_asks_once_up_to_its_next_change(store: Store) -> None:
    seen = asked(store)

    def use_case(connection: Connection) -> list[tuple[str, ...]]:
        read = [words(connection), words(connection)]
        connection.execute(text("INSERT INTO word VALUES ('f')"))
        return [*read, words(connection), words(connection)]

    assert store.write(use_case) == [(), (), ("f",), ("f",)]
    assert len([one for one in seen if one.startswith("SELECT")]) == 2


def test_what_was_rolled_back_is_not_remembered_by_those_after_it(store: Store) -> None:
    def broken(connection: Connection) -> None:
        connection.execute(text("INSERT INTO word VALUES ('g')"))
        assert words(connection) == ("g",)
        raise ZeroDivisionError

    holding = threading.Event()
    told: list[tuple[str, ...]] = []

    def hold(_connection: Connection) -> None:
        holding.wait(10)

    def attempt() -> None:
        with pytest.raises(ZeroDivisionError):
            store.write(broken)

    # While the first holds the writer, the other two come to wait, and are one group after it.
    threads = [
        threading.Thread(target=store.write, args=(hold,)),
        threading.Thread(target=attempt),
        threading.Thread(target=lambda: told.append(store.write(words))),
    ]
    for one in threads:
        one.start()
    holding.set()
    for one in threads:
        one.join(10)
    assert told == [()]
    assert store.read(words) == ()
