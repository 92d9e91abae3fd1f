"""A prepared statement does what SQLAlchemy does with the same statement, and tells the same of it."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, delete, event, func, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from workshop.store.engine import Store
from workshop.store.schema import camp, camp_step, seat
from workshop.store.statements.prepared import PreparedStatement

AT = datetime(2026, 3, 2, 9, 0, 0, 250)
CAMP = {
    "id": "c1",
    "code": "ABC234",
    "title": "一\x00二",
    "recipe": "camp-half",
    "rubric": "r@1",
    "capacity": 40,
    "facilitator_hash": "h",
    "invented": True,
    "locked": False,
    "made_at": AT,
}
STEP = {
    "camp_id": "c1",
    "id": "s1",
    "position": 0,
    "exercise": "stage-check",
    "exercise_version": 1,
    "minutes": 10,
    "day": 1,
    "begins": "09:00",
    "ends": "09:10",
    "track": "",
    "pin": False,
    "title": {"zh": "甲\ud800", "en": "a"},
    "plan_b": None,
    "priority": 0,
}
ADD_CAMP = PreparedStatement(insert(camp), sets=list(CAMP))
ADD_STEP = PreparedStatement(insert(camp_step), sets=list(STEP))


def add(connection: Connection) -> None:
    ADD_CAMP.run(connection, **CAMP)
    ADD_STEP.run(connection, **STEP)


def test_rows_are_those_of_sqlalchemy_by_place_and_by_name(store: Store) -> None:
    store.write(add)
    by_id, steps = select(camp).where(camp.c.id == bindparam("id")), select(camp_step)

    def both(connection: Connection) -> tuple[list[Any], list[Any]]:
        prepared = [
            *PreparedStatement(by_id).all(connection, id="c1"),
            *PreparedStatement(steps).all(connection),
        ]
        usual = [*connection.execute(by_id, {"id": "c1"}), *connection.execute(steps)]
        assert [one.code for one in prepared[:1]] == [one.code for one in usual[:1]] == ["ABC234"]
        return [tuple(one) for one in prepared], [tuple(one) for one in usual]

    prepared, usual = store.read(both)
    assert prepared == usual
    # Moments, truth values and JSON are Python's, and what cannot be stored is taken out on the way in.
    assert prepared[0][2:] == ("一二", "camp-half", "r@1", 40, "h", True, False, AT)
    assert {"zh": "甲", "en": "a"} in prepared[1]


def test_fixed_values_counts_changes_and_removals(store: Store) -> None:
    store.write(add)
    count = PreparedStatement(
        select(func.count()).select_from(camp).where(camp.c.invented, camp.c.capacity > 39)
    )
    rename = PreparedStatement(update(camp).where(camp.c.id == bindparam("which")), sets=["title", "made_at"])
    remove = PreparedStatement(delete(camp).where(camp.c.id == bindparam("id")))
    assert store.read(lambda connection: count.scalar(connection)) == 1
    later = datetime(2026, 4, 1)
    store.write(lambda connection: rename.run(connection, which="c1", title="三", made_at=later))
    named = PreparedStatement(select(camp.c.title, camp.c.made_at).where(camp.c.id == bindparam("id")))
    assert store.read(lambda connection: tuple(named.one_or_none(connection, id="c1") or ())) == ("三", later)
    store.write(lambda connection: remove.run(connection, id="c1"))
    assert store.read(lambda connection: named.one_or_none(connection, id="c1")) is None
    assert store.read(lambda connection: named.scalar(connection, id="c1")) is None


def test_a_broken_rule_of_the_database_is_the_same_error(store: Store) -> None:
    store.write(add)
    with pytest.raises(IntegrityError):
        store.write(add)
    assert (
        store.read(lambda connection: PreparedStatement(select(func.count(camp.c.id))).scalar(connection))
        == 1
    )


def test_who_listens_to_statements_hears_of_it_and_a_failure_is_told(store: Store) -> None:
    heard: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)
        raise sqlite3.OperationalError("injected")

    wanted = PreparedStatement(select(seat))
    store.read(wanted.all)
    event.listen(store.engine, "before_cursor_execute", listen)
    with pytest.raises((sqlite3.OperationalError, OperationalError)):
        store.read(wanted.all)
    event.remove(store.engine, "before_cursor_execute", listen)
    assert len(heard) == 1
    assert store.read(wanted.all) == []


def test_one_statement_serves_several_databases(store: Store, tmp_path: Any) -> None:
    from tests.app_context import migrated
    from workshop.store.engine import opened

    (tmp_path / "other.sqlite3").write_bytes(migrated())
    store.write(add)
    count = PreparedStatement(select(func.count(camp.c.id)))
    with opened(f"sqlite:///{tmp_path / 'other.sqlite3'}") as other:
        assert (store.read(count.scalar), other.read(count.scalar), store.read(count.scalar)) == (1, 0, 1)
