"""One reading of a table of ties, and what its parts are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.model.network import Relation
from workshop.network.graph.relation_stance import RelationStance, stance
from workshop.network.io import words
from workshop.network.io.table import Table, TableRow


@dataclass(frozen=True)
class TieView:
    """One reading of a table: the field of each column, and the relation where a column's header gives it.

    `flagged`: the strength says whether there is a tie of this relation at all.
    """

    table: Table
    fields: tuple[str, ...]
    relation: Relation | str | None = None
    flagged: bool = False


def cells_of(table: Table, place: int) -> list[str]:
    return [row.cells[place] for row in table.rows if row.cells[place]]


def ends_of(fields: Sequence[str]) -> list[int]:
    return [place for place, field in enumerate(fields) if field in ("source", "target")]


def question_of(header: str) -> str:
    """A header without the number of its question."""
    return words.QUESTION_NUMBER.sub("", header)


def with_cell(row: TableRow, place: int, text: str) -> TableRow:
    return TableRow(row.number, (*row.cells[:place], text, *row.cells[place + 1 :]))


def relation_hinted(text: str) -> Relation | str | None:
    """The relation a question asks for: 你最信任的人 → trusts; a denial is a relation of its own words."""
    for pattern, relation in words.RELATION_HINTS:
        if pattern.search(text):
            return text if _in_its_own_words(text) else relation
    return text if _in_its_own_words(text) else None


def _in_its_own_words(text: str) -> bool:
    return words.DENIAL.search(text) is not None or stance(text) is not RelationStance.HOLDS
