"""Rows of the audit trail: who did what with personal data. They are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from workshop.store.schema import audit, camp, community, network


@dataclass(frozen=True)
class AuditRow:
    """One line as it was kept."""

    number: int
    camp: str
    what: str
    by: str
    at: datetime


def audit_rows(connection: Connection) -> tuple[AuditRow, ...]:
    """Every line, newest first."""
    rows = connection.execute(select(audit).order_by(audit.c.number.desc()))
    return tuple(AuditRow(row.number, row.camp_id, row.what, row.by, row.at) for row in rows)


def camp_titles(connection: Connection) -> dict[str, tuple[str, str]]:
    """Camp id -> its title and code."""
    return {row.id: (row.title, row.code) for row in connection.execute(select(camp))}


def mapped_communities(connection: Connection) -> dict[int, tuple[str, str]]:
    """Number of a map's version -> the community's camp and name."""
    rows = connection.execute(
        select(network.c.number, community.c.camp_id, community.c.name).join(
            community, network.c.community_id == community.c.id
        )
    )
    return {row.number: (row.camp_id, row.name) for row in rows}
