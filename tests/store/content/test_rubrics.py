"""Rows of rubrics: numbers are given once, versions stay, and a database of the first schema is brought along."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from workshop.store.content import rubrics
from workshop.store.content.rubrics import DraftRow, RubricVersion
from workshop.store.copies import backup, restore
from workshop.store.engine import Store, open_store, opened
from workshop.store.migrate import FOLDER, migrate

AT = datetime(2026, 3, 2, 9, 0)


def version(number: int, id: str = "ours") -> RubricVersion:
    return RubricVersion(id, number, "", "why", "organiser", AT)


def add_next(connection: Connection) -> int:
    number = rubrics.last_version(connection, "ours") + 1
    rubrics.add_rubric(connection, version(number), f"text {number}")
    return number


def test_two_who_save_at_once_get_different_numbers(store: Store) -> None:
    """On PostgreSQL each has a connection of its own."""
    got: list[int] = []
    lock = threading.Lock()
    start = threading.Barrier(4)

    def save() -> None:
        start.wait()
        number = store.write(add_next)
        with lock:
            got.append(number)

    threads = [threading.Thread(target=save) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [1, 2, 3, 4]
    assert [one.version for one in store.read(rubrics.rubric_versions)] == [1, 2, 3, 4]
    assert store.read(lambda connection: rubrics.rubric_text(connection, "ours@3")) == "text 3"


def test_a_number_that_is_taken_is_not_written_over(store: Store) -> None:
    store.write(add_next)
    with pytest.raises(IntegrityError):
        store.write(lambda connection: rubrics.add_rubric(connection, version(1), "other"))
    assert store.read(lambda connection: rubrics.rubric_text(connection, "ours@1")) == "text 1"


@pytest.mark.parametrize("key", ["ours@2", "theirs@1", "ours", "ours@", "ours@x", "@1", ""])
def test_what_was_never_saved_has_no_text(store: Store, key: str) -> None:
    store.write(add_next)
    assert store.read(lambda connection: rubrics.rubric_text(connection, key)) is None


def test_the_latest_mark_counts(store: Store) -> None:
    def mark(key: str, retired: bool) -> None:
        store.write(lambda connection: rubrics.add_mark(connection, key, retired, "organiser", AT))

    mark("ours@1", True)
    mark("ours@2", True)
    mark("ours@1", False)
    assert store.read(rubrics.retired) == {"ours@2"}


def test_a_draft_is_kept_as_it_was_left(store: Store) -> None:
    new = DraftRow(
        "d1", "ours@1", {"title": {"zh": "甲", "en": "A"}}, {"D1.2": ["H"]}, "why", 1, "organiser", AT
    )
    store.write(lambda connection: rubrics.add_draft(connection, new))
    assert store.read(lambda connection: rubrics.draft_by_id(connection, "d1")) == new
    after = DraftRow("d1", "ours@1", {"title": {}}, {}, "", 2, "organiser", AT.replace(hour=10))
    store.write(lambda connection: rubrics.set_draft(connection, after))
    assert store.read(rubrics.drafts) == (after,)
    store.write(lambda connection: rubrics.drop_draft(connection, "d1"))
    assert store.read(rubrics.drafts) == ()


def test_a_database_of_the_first_schema_keeps_its_rows(store_url: str) -> None:
    with opened(store_url) as store:

        def first(connection: Connection) -> None:
            config = Config()
            config.set_main_option("script_location", str(FOLDER))
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            connection.execute(
                text(
                    "INSERT INTO installation (id, organiser_hash, signing_secret, made_at) VALUES (1, 'h', 's', :at)"
                ),
                {"at": AT},
            )

        store.write(first)
        assert "rubric" not in store.read(lambda connection: inspect(connection).get_table_names())
        migrate(store)
        kept = store.read(
            lambda connection: connection.execute(text("SELECT organiser_hash FROM installation")).scalar()
        )
        assert kept == "h"
        assert store.write(add_next) == 1


def test_a_backup_holds_versions_marks_and_drafts(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'here.sqlite3'}"
    draft = DraftRow("d1", "", {}, {}, "", 1, "organiser", AT)
    with opened(url) as store:
        migrate(store)
        store.write(add_next)
        store.write(lambda connection: rubrics.add_mark(connection, "ours@1", True, "organiser", AT))
        store.write(lambda connection: rubrics.add_draft(connection, draft))
        backup(url, tmp_path / "copy.sqlite3")
    elsewhere = f"sqlite:///{tmp_path / 'there.sqlite3'}"
    restore(tmp_path / "copy.sqlite3", elsewhere)
    with closing(open_store(elsewhere)) as store:
        assert store.read(rubrics.rubric_versions) == (version(1),)
        assert store.read(rubrics.retired) == {"ours@1"}
        assert store.read(rubrics.drafts) == (draft,)
    with closing(sqlite3.connect(tmp_path / "there.sqlite3")) as plain:
        assert plain.execute("SELECT text FROM rubric").fetchall() == [("text 1",)]
