"""Migrations and table definitions say the same."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from workshop.store.engine import Store
from workshop.store.migrate import migrate
from workshop.store.schema import ANSWER_CURRENT
from workshop.store.schema_learning import metadata


def test_migrations_build_the_tables_the_program_uses(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"include_object": _ours})
        return list(compare_metadata(context, metadata))

    assert store.read(differences) == []


def _ours(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and name == "alembic_version")


def test_migrating_twice_changes_nothing(store: Store) -> None:
    migrate(store)
    migrate(store)


def test_the_view_in_the_migration_is_the_view_the_program_reads() -> None:
    from workshop.store.migrations.versions import m0001_first

    assert m0001_first.ANSWER_CURRENT == ANSWER_CURRENT
