"""Cases people tell, what was suggested and what came of it, patterns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_case",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=True),
        sa.Column("community_id", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("consent", sa.String(length=40), nullable=False),
        sa.Column("contact_ok", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_told_case_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_told_case_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_told_case_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_case")),
    )
    op.create_index(op.f("ix_told_case_camp_id"), "told_case", ["camp_id"], unique=False)
    op.create_index(op.f("ix_told_case_seat_id"), "told_case", ["seat_id"], unique=False)
    op.create_table(
        "told_case_event",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["told_case.id"],
            name=op.f("fk_told_case_event_case_id_told_case"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_told_case_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_told_case_event_case_id"), "told_case_event", ["case_id"], unique=False)
    op.create_table(
        "suggestion",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("slot", sa.String(length=20), nullable=False),
        sa.Column("obstacle", sa.String(length=20), nullable=False),
        sa.Column("move", sa.String(length=40), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("shown_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_suggestion_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_suggestion_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("seat_id", "case_id", name=op.f("uq_suggestion_seat_id_case_id")),
    )
    op.create_index(op.f("ix_suggestion_camp_id"), "suggestion", ["camp_id"], unique=False)
    op.create_table(
        "trial",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("suggestion_id", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("tried", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
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
    op.create_table(
        "kept_pattern",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_kept_pattern")),
    )


def downgrade() -> None:
    for name in ("kept_pattern", "trial", "suggestion", "told_case_event", "told_case"):
        op.drop_table(name)
