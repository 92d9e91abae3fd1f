"""The writer keeps what it acknowledged, undoes what failed, and spoils nobody else's work."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from tests.app_context import SHIPPED_PRAGMAS
from workshop.base.errors import SetupError
from workshop.base.text import explain
from workshop.store import engine
from workshop.store.engine import PRAGMAS, Store, check_pragmas, open_store
from workshop.store.migrate import migrate


def make_table(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE note (word VARCHAR(40) PRIMARY KEY)"))


def add(word: str) -> engine.UseCase[str]:
    def use_case(connection: Connection) -> str:
        connection.execute(text("INSERT INTO note VALUES (:word)"), {"word": word})
        return word

    return use_case


def words(store: Store) -> set[str]:
    return set(
        store.read(lambda connection: connection.execute(text("SELECT word FROM note")).scalars().all())
    )


def test_a_failed_use_case_leaves_nothing_and_tells_its_caller(store: Store) -> None:
    store.write(make_table)

    def half(connection: Connection) -> None:
        add("half")(connection)
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        store.write(half)
    store.write(add("whole"))
    assert words(store) == {"whole"}


def test_one_bad_use_case_does_not_spoil_its_neighbours(store: Store) -> None:
    """Every third of 60 simultaneous writers breaks a unique key; the others are all kept."""
    store.write(make_table)
    store.write(add("taken"))
    failures: list[str] = []
    lock = threading.Lock()

    def write(number: int) -> None:
        word = "taken" if number % 3 == 0 else f"w{number}"
        try:
            store.write(add(word))
        except Exception as error:
            with lock:
                failures.append(type(error).__name__)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == ["IntegrityError"] * 20
    assert words(store) == {"taken", *(f"w{number}" for number in range(60) if number % 3)}


def test_an_interrupt_inside_a_use_case_leaves_no_lock_behind(store: Store) -> None:
    """Streamlit stops scripts with a BaseException; `except Exception` would miss it and keep the lock."""
    store.write(make_table)

    class Stop(BaseException):
        pass

    def stopped(connection: Connection) -> None:
        add("stopped")(connection)
        raise Stop

    with pytest.raises(Stop):
        store.write(stopped)
    store.write(add("after"))
    assert words(store) == {"after"}


def test_readers_do_not_wait_for_writers(store: Store) -> None:
    store.write(make_table)
    inside, go_on = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        add("slow")(connection)
        inside.set()
        go_on.wait(10)

    writer = threading.Thread(target=store.write, args=(slow,))
    writer.start()
    assert inside.wait(10)
    assert words(store) == set()
    go_on.set()
    writer.join()
    assert words(store) == {"slow"}


def test_sqlite_refuses_to_start_without_its_pragmas(tmp_path: Path) -> None:
    bare = create_engine(f"sqlite:///{tmp_path / 'bare.sqlite3'}")
    with pytest.raises(SetupError) as caught:
        check_pragmas(bare)
    assert caught.value.code == "store.pragma"


def test_every_connection_has_the_settings_we_rely_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As numbered in SQLite's documentation of pragmas: synchronous 2 is FULL, which survives a power cut in WAL mode."""
    monkeypatch.setitem(PRAGMAS, "synchronous", SHIPPED_PRAGMAS["synchronous"])
    opened = open_store(f"sqlite:///{tmp_path / 'mengya.sqlite3'}")

    def settings(connection: Connection) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in names}

    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert opened.read(settings) == expected
    assert opened.write(settings) == expected
    opened.close()


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(SetupError) as caught:
        open_store("sqlite://")
    assert caught.value.code == "store.memory"


def test_an_acknowledged_answer_survives_a_power_cut_and_a_deleted_one_leaves_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the program opens its own database with, and what SQLite answers then; tests open theirs faster."""
    monkeypatch.setitem(PRAGMAS, "synchronous", SHIPPED_PRAGMAS["synchronous"])
    opened = open_store(f"sqlite:///{tmp_path / 'mengya.sqlite3'}")
    with opened.engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    opened.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 15000,
    }


def test_another_kind_of_database_is_refused_by_name() -> None:
    with pytest.raises(SetupError) as caught:
        open_store("mysql://somewhere/db")
    assert (caught.value.code, caught.value.values) == ("store.unknown_database", {"backend": "mysql"})


def test_what_was_committed_is_there_after_reopening(store_url: str) -> None:
    first = open_store(store_url)
    first.write(make_table)
    first.write(add("kept"))
    first.close()
    second = open_store(store_url)
    assert words(second) == {"kept"}
    second.close()


def test_a_newer_database_is_refused(store_url: str) -> None:
    opened = open_store(store_url)
    migrate(opened)
    opened.write(
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    )
    with pytest.raises(SetupError) as caught:
        migrate(opened)
    assert caught.value.code == "store.newer"
    opened.close()


def test_a_database_server_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_installed", lambda _name: False)
    with pytest.raises(SetupError) as error:
        open_store("postgresql://nobody@localhost/none")
    assert error.value.code == "store.no_postgres"
    assert "mengya[postgres]" in explain("en", error.value)
