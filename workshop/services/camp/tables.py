"""Who works together on a step: a table of the seating on the phones, a community's team, or the whole room.

A step keeps the seating under which its first act at a table was done: when the tables are turned later, its cards stay
where they were laid.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from workshop.model.board import WHOLE_ROOM
from workshop.store import pairings
from workshop.store.room import boards, dialogue

SEATED = "rounds"  # the kind of pairing a seating at tables is
AT_TABLE = "t"
OF_TEAM = "c"


@dataclass(frozen=True)
class Gathering:
    """Who a step's people sit with. `who` is the step's form; `seating` and `round` are those of its tables."""

    who: str
    seating: int
    round: int
    tables: dict[str, int]  # seat -> table, from 1

    def board_of(self, seat_id: str, community: str) -> str:
        """The board of a seat. Whoever has no table of their own shares the room's."""
        if self.who == "team":
            return f"{OF_TEAM}{community}"
        if self.who == "table" and seat_id in self.tables:
            return f"{AT_TABLE}{self.seating}.{self.round}.{self.tables[seat_id]}"
        return WHOLE_ROOM


def table_number(board: str) -> int:
    """The table of a board; 0 for a board that is no table's."""
    return int(board.rpartition(".")[2]) if board.startswith(AT_TABLE) else 0


def team_of(board: str) -> str:
    """The community of a board; empty for a board that is no team's."""
    return board.removeprefix(OF_TEAM) if board.startswith(OF_TEAM) else ""


def gathering_in(connection: Connection, camp_id: str, step_id: str, who: str) -> Gathering:
    """Who works together on a step now."""
    if who != "table":
        return Gathering(who, 0, 0, {})
    first = boards.first_at_table(connection, camp_id, step_id, AT_TABLE) or dialogue.first_at_table(
        connection, camp_id, step_id, AT_TABLE
    )
    if first:
        number, turn = (int(part) for part in first.removeprefix(AT_TABLE).split(".")[:2])
        stored = pairings.numbered(connection, camp_id, number)
    else:
        stored = pairings.newest(connection, camp_id, SEATED, shown=True)
        turn = max(1, int(str(stored.settings["now"]))) if stored else 0
    if stored is None:
        return Gathering(who, 0, 0, {})
    return Gathering(who, stored.number, turn, _tables(stored.settings, turn))


def table_now(connection: Connection, camp_id: str, seat_id: str) -> int:
    """The table of a seat in the round that is on, from 1; 0 for nobody's."""
    return tables_now(connection, camp_id).get(seat_id, 0)


def tables_now(connection: Connection, camp_id: str) -> dict[str, int]:
    """Seat -> table in the round that is on; nobody where no tables are on the phones."""
    stored = pairings.newest(connection, camp_id, SEATED, shown=True)
    return _tables(stored.settings, max(1, int(str(stored.settings["now"])))) if stored else {}


def _tables(settings: pairings.Settings, turn: int) -> dict[str, int]:
    """Seat -> table in one round of a stored seating."""
    paths, sitting = settings["paths"], settings["sitting"]
    if not isinstance(paths, list) or not isinstance(sitting, list) or len(paths) < turn:
        return {}
    pairs = zip(sitting, paths[turn - 1], strict=True)
    return {str(person): int(table) + 1 for person, table in pairs if person is not None}
