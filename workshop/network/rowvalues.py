"""A row of somebody else's table as attributes: fields of ours under their names, everything else kept as it is."""

from __future__ import annotations

from workshop.errors import TableError
from workshop.network.columns import EXTRA, Columns, date_of, number
from workshop.network.graphfiles import Attributes
from workshop.network.imported import Journal
from workshop.network.table import Row


def row_values(columns: Columns, row: Row, journal: Journal) -> Attributes:
    """What a row says; empty cells say nothing. A strength that is no number, or a date that is none, is a fault."""
    found: Attributes = {}
    for name in columns.known:
        text = columns.text(row, name)
        if not text:
            continue
        where = columns.table.at(row.number, columns.header(name))
        if name == "strength":
            value = number(text)
            if value is None:
                journal.add(TableError("table.number", where, value=text))
            else:
                found[name] = value
        elif name == "when":
            when = date_of(columns, row, name, journal)
            if when:
                found[name] = when.isoformat()
        else:
            found[name] = text
    for place, header in columns.other:
        if row.cells[place]:
            found[f"{EXTRA}{header}"] = row.cells[place]
    return found
