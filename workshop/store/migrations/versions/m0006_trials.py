"""What people tell after 30 and 90 days. Nothing was ever written to the first table of it, so it is made anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("suggestion", sa.Column("chosen_at", sa.DateTime(), nullable=True))
    op.drop_table("trial")
    _trial(
        sa.Column("did", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("different", sa.Text(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("teller", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("trial")
    _trial(
        sa.Column("tried", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
    )
    op.drop_column("suggestion", "chosen_at")


def _trial(*told: sa.Column[object]) -> None:
    op.create_table(
        "trial",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("suggestion_id", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        *told,
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestion.id"],
            name=op.f("fk_trial_suggestion_id_suggestion"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_trial")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_trial_suggestion_id"), "trial", ["suggestion_id"], unique=False)
