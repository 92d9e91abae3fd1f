"""Database migrations (Alembic): bring a database to this version's schema, step by step."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from workshop.base.errors import SetupError
from workshop.store.engine import Store
from workshop.store.serving_lock import refuse_if_served

FOLDER = Path(__file__).parent / "migrations"


def migrate(store: Store) -> None:
    """Run what is missing, in one transaction.

    Raises SetupError if the database is newer than the program, or a server of an older one has it open.
    """
    if store.read(_outdated):
        refuse_if_served(store.engine.url)
    store.write(upgrade)


def _outdated(connection: Connection) -> bool:
    """Whether there is something to bring up to date; a new database is nobody's yet."""
    current = MigrationContext.configure(connection).get_current_revision()
    return current is not None and current != _scripts(Config()).get_current_head()


def _scripts(config: Config) -> ScriptDirectory:
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config)


def upgrade(connection: Connection) -> None:
    """As `migrate`, on a connection inside a transaction."""
    config = Config()
    known = {revision.revision for revision in _scripts(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise SetupError("store.newer", revision=current)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
