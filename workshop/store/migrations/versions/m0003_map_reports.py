"""What people say about one another on a map, a group's life by date, households of buildings, and the key of names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("network") as network:
        network.add_column(sa.Column("spots", sa.JSON(), nullable=True))
    with op.batch_alter_table("tie") as tie:
        tie.add_column(sa.Column("trust", sa.Integer(), nullable=True))
        tie.add_column(sa.Column("wave", sa.String(length=40), nullable=False, server_default=""))
    _per_map(
        "building",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
    )
    _per_map(
        "remark",
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("when", sa.Date(), nullable=True),
    )
    _per_map(
        "life_change",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("life", sa.String(length=20), nullable=False),
        sa.Column("when", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_table(
        "name_key",
        sa.Column("community_id", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_name_key_community_id_community"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person", name=op.f("pk_name_key")),
    )


def _per_map(name: str, *columns: sa.Column[object]) -> None:
    """A table with rows in order under each saved map."""
    op.create_table(
        name,
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["network_number"],
            ["network.number"],
            name=op.f(f"fk_{name}_network_number_network"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("network_number", "position", name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    for name in ("name_key", "life_change", "remark", "building"):
        op.drop_table(name)
    with op.batch_alter_table("tie") as tie:
        tie.drop_column("wave")
        tie.drop_column("trust")
    with op.batch_alter_table("network") as network:
        network.drop_column("spots")
