"""The newest answer, turn and card are found by an index, and the answers that count are found answer by answer.

Both were worked out from all there are, at every look of a remote or a wall.
"""

from __future__ import annotations

from alembic import op

from workshop.store.migrations.versions.m0001_first import ANSWER_CURRENT as BEFORE

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COUNTS = """(
    {a}.late_seq IS NULL
    OR EXISTS (SELECT 1 FROM control_event AS u WHERE u.camp_id = {a}.camp_id AND u.undoes = {a}.late_seq)
    OR EXISTS (
        SELECT 1 FROM control_event AS c
        WHERE c.camp_id = {a}.camp_id AND c.step_id = {a}.step_id AND c.action = 'accept_late' AND c.at >= {a}.at
          AND NOT EXISTS (SELECT 1 FROM control_event AS u WHERE u.camp_id = c.camp_id AND u.undoes = c.seq)
    )
)"""
ANSWER_CURRENT = """
CREATE VIEW answer_current AS
SELECT a.*
FROM answer_event AS a
WHERE [a]
AND NOT EXISTS (
    SELECT 1 FROM answer_event AS b
    WHERE b.seat_id = a.seat_id AND b.step_id = a.step_id AND b.question = a.question AND b.number > a.number
    AND [b]
)
""".replace("[a]", COUNTS.format(a="a")).replace("[b]", COUNTS.format(a="b"))
TABLES = ("answer_event", "board_event", "turn_event")


def upgrade() -> None:
    for table in TABLES:
        op.create_index(f"ix_{table}_camp_id_number", table, ["camp_id", "number"])
    op.execute("DROP VIEW answer_current")
    op.execute(ANSWER_CURRENT)


def downgrade() -> None:
    op.execute("DROP VIEW answer_current")
    op.execute(BEFORE)
    for table in TABLES:
        op.drop_index(f"ix_{table}_camp_id_number", table_name=table)
