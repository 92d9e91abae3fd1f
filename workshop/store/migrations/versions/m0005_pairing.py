"""Who meets whom, and tables in rounds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pairing",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_pairing_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pairing")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pairing_camp_id"), "pairing", ["camp_id"], unique=False)
    op.create_table(
        "pair",
        sa.Column("pairing_number", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.String(length=40), nullable=False),
        sa.Column("host_id", sa.String(length=40), nullable=False),
        sa.Column("fit", sa.Float(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["pairing_number"],
            ["pairing.number"],
            name=op.f("fk_pair_pairing_number_pairing"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["seat.id"], name=op.f("fk_pair_asker_id_seat"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["seat.id"], name=op.f("fk_pair_host_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pairing_number", "asker_id", "host_id", name=op.f("pk_pair")),
    )
    op.create_index(op.f("ix_pair_asker_id"), "pair", ["asker_id"], unique=False)
    op.create_index(op.f("ix_pair_host_id"), "pair", ["host_id"], unique=False)
    op.create_table(
        "pairing_wish",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.String(length=40), nullable=True),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_pairing_wish_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_pairing_wish_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["seat.id"], name=op.f("fk_pairing_wish_other_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pairing_wish")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pairing_wish_camp_id"), "pairing_wish", ["camp_id"], unique=False)
    op.create_index(op.f("ix_pairing_wish_seat_id"), "pairing_wish", ["seat_id"], unique=False)
    op.create_table(
        "pairing_event",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_pairing_event_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pairing_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pairing_event_camp_id"), "pairing_event", ["camp_id"], unique=False)


def downgrade() -> None:
    op.drop_table("pairing_event")
    op.drop_table("pairing_wish")
    op.drop_table("pair")
    op.drop_table("pairing")
