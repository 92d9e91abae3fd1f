"""Table access for the audit trail, an append-only log: who did what with personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from workshop.store.schema import audit, camp, community, network


@dataclass(frozen=True)
class AuditRow:
    """One stored entry."""

    number: int
    camp: str
    what: str
    by: str
    at: datetime


def audit_rows(connection: Connection) -> tuple[AuditRow, ...]:
    """Every entry, newest first."""
    rows = connection.execute(select(audit).order_by(audit.c.number.desc()))
    return tuple(AuditRow(row.number, row.camp_id, row.what, row.by, row.at) for row in rows)


def camp_titles(connection: Connection) -> dict[str, tuple[str, str]]:
    """Camp id -> its title and code."""
    return {row.id: (row.title, row.code) for row in connection.execute(select(camp))}


def mapped_communities(connection: Connection) -> dict[int, tuple[str, str]]:
    """Number of a map's version -> name and camp of its community."""
    rows = connection.execute(
        select(network.c.number, community.c.camp_id, community.c.name).join(
            community, network.c.community_id == community.c.id
        )
    )
    return {row.number: (row.camp_id, row.name) for row in rows}
