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

FOLDER = Path(__file__).parent / "migrations"


def migrate(store: Store) -> None:
    """Run the missing migrations, in one transaction. Raises SetupError if the database is newer than the
    program.
    """
    store.write(upgrade)


def upgrade(connection: Connection) -> None:
    """As `migrate`, on a connection inside a transaction."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise SetupError("store.newer", revision=current)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
