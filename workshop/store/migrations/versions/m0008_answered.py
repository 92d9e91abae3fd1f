"""People of a map of whom nobody recorded whether they answered.

Rows from before keep what they say: where nothing was recorded, they say "answered".
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.alter_column("answered", existing_type=sa.Boolean(), nullable=True)


def downgrade() -> None:
    op.execute(sa.text("UPDATE person SET answered = true WHERE answered IS NULL"))
    with op.batch_alter_table("person") as person:
        person.alter_column("answered", existing_type=sa.Boolean(), nullable=False)
