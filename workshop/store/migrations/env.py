"""Alembic's entry: always runs on the connection and inside the transaction that `migrate` hands over."""

from __future__ import annotations

from alembic import context

from workshop.store.community.schema_community import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the transaction is the caller's
)
context.run_migrations()
