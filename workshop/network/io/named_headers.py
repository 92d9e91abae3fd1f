"""Grids of a questionnaire: one question with a column a person, 2、您认识哪些人(张三), "How often do you talk to [Ann]", 认识张三.

The names at the ends of such headers are people where they answer in the same table. With the names alone for headers, the
table is a matrix; what it asks for stands in its corner.
"""

from __future__ import annotations

import re
from dataclasses import replace

from workshop.model.network import Relation
from workshop.network.io.imported import Journal
from workshop.network.io.table import Table
from workshop.network.io.tie_view import question_of, relation_hinted

NAMES_WITHIN = 4  # as in matrices: names stand in one of the first columns
FEWEST = 2
_BRACKETED = re.compile(r"(.*?)\s*[（(\[【]\s*([^（(\[【）)\]】]+?)\s*[）)\]】]\s*[?？]?")


def with_names_for_headers(table: Table, journal: Journal) -> Table:
    """The table with names for headers, if one question was asked of everybody by name; with a note. Else as it is."""
    if table.title in journal.choices.header_rows or journal.choices.what(table.title) is not None:
        return table
    for place in range(min(NAMES_WITHIN, len(table.header))):
        people = {row.cells[place] for row in table.rows if row.cells[place]}
        ends = {
            at: end
            for at, header in enumerate(table.header)
            if at > place and (end := _stem_and_name(header, people)) is not None
        }
        stems = {stem for stem, _ in ends.values()}
        names = [name for _, name in ends.values()]
        known = sum(name in people for name in names)
        if len(names) < FEWEST or len(stems) > 1 or 2 * known < len(names) or len(set(names)) < len(names):
            continue
        stem = question_of(stems.pop())
        relation = relation_hinted(stem)
        header = [ends[at][1] if at in ends else old for at, old in enumerate(table.header)]
        header[min(ends) - 1] = relation.value if isinstance(relation, Relation) else stem
        journal.tell("names_in_headers", [stem])
        return replace(table, header=tuple(header))
    return table


def _stem_and_name(header: str, people: set[str]) -> tuple[str, str] | None:
    """A header's question and the name at its end, in brackets, or right after words for a relation."""
    if bracketed := _BRACKETED.fullmatch(header):
        return (bracketed[1], bracketed[2]) if bracketed[1] else None
    name = max((who for who in people if len(who) > 1 and header.endswith(who)), key=len, default="")
    stem = header.removesuffix(name).strip() if name else ""
    return (stem, name) if stem and relation_hinted(stem) is not None else None
