"""Migrations and table definitions say the same, and what an older version wrote stays readable."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from tests.app_context import context_on
from workshop.model.ladder import Climber, ClimberName
from workshop.model.network import Network, Person
from workshop.services.app.access import Right
from workshop.services.camp import camps
from workshop.services.community import ladders
from workshop.services.map import networks
from workshop.store.community.schema_community import metadata
from workshop.store.engine import Store
from workshop.store.migrate import FOLDER, migrate
from workshop.store.schema import ANSWER_CURRENT


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


def back_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


def test_a_map_of_before_keeps_who_answered_and_a_new_one_may_leave_it_open(store: Store) -> None:
    context = context_on(store)
    here = camps.add_community(context, camps.new_camp(context, "t", "camp-half").camp.id, "one").id
    said = Network((Person("a", answered=True), Person("b", answered=False)))
    networks.save(context, here, said, "facilitator")

    store.write(lambda connection: back_to(connection, "0007"))
    migrate(store)
    saved = networks.current(context, here)
    assert saved is not None
    assert saved.network == said

    open_ended = Network((*said.people, Person("c")))
    networks.save(context, here, open_ended, "facilitator")
    saved = networks.current(context, here)
    assert saved is not None
    assert saved.network == open_ended


def test_a_community_of_before_can_have_ladders_recorded(store: Store) -> None:
    context = context_on(store)
    here = camps.add_community(context, camps.new_camp(context, "t", "camp-half").camp.id, "one")
    store.write(lambda connection: back_to(connection, "0022"))
    migrate(store)
    group = ClimberName(Climber.GROUP, "旗袍队", agreed=False)
    ladders.begin(context, Right(None), here, "a" * 32, group)
    assert [one.who.name for one in ladders.ladders(context, [here])] == ["旗袍队"]


def test_the_view_in_the_migration_is_the_view_the_program_reads() -> None:
    from workshop.store.migrations.versions import m0022_newest

    assert m0022_newest.ANSWER_CURRENT == ANSWER_CURRENT
