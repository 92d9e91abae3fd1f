"""The audit trail as an organiser reads it: what was done with personal data, when, by whom, on which map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from workshop.base.errors import AccessError
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.store import audit


@dataclass(frozen=True)
class AuditEntry:
    """One action. `what` is a code, `details` its further words; a name is empty where there is none, or
    where the thing it named is gone.
    """

    number: int
    at: datetime
    camp: str  # title
    camp_code: str
    community: str
    what: str
    details: tuple[str, ...]
    by: str


def lines(context: AppContext, right: Right | None) -> tuple[AuditEntry, ...]:
    """Every entry, newest first. Raises AccessError `access.organiser` for anyone but the organiser."""
    if right is None or not right.organiser:
        raise AccessError("access.organiser")

    def use_case(connection: Connection) -> tuple[AuditEntry, ...]:
        camps = audit.camp_titles(connection)
        maps = audit.mapped_communities(connection)
        return tuple(_line(row, camps, maps) for row in audit.audit_rows(connection))

    return context.store.read(use_case)


def _line(
    row: audit.AuditRow, camps: dict[str, tuple[str, str]], maps: dict[int, tuple[str, str]]
) -> AuditEntry:
    """The last detail of an entry may be the number of a map's version."""
    what, *rest = row.what.split(" ")
    title, code = camps.get(row.camp, ("", ""))
    community = ""
    if rest and rest[-1].isdecimal():
        of_camp, name = maps.get(int(rest.pop()), ("", ""))
        community = name if of_camp == row.camp else ""
    # Readers of the trail must not learn which seat it was.
    return AuditEntry(row.number, row.at, title, code, community, what, tuple(rest), row.by.partition(":")[0])
