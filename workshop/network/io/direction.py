"""Whether the ties of a table run from one person to the other, and how that was decided. Never without a word.

Column names may say it (提名人 → 被提名人, ego → alter), a column `directed` may, and so may the values: of a matrix written out
as a list, a pair has one value each way. A plain list says nothing; where it holds pairs both ways, that is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from workshop.network.io import words
from workshop.network.io.columns import number
from workshop.network.io.imported import LEFT, Journal
from workshop.network.io.tie_view import TieView, cells_of, question_of

NOTES = frozenset(
    ("direction_named", "direction_values", "direction_both_ways", "direction_column", "direction_mixed")
)
FEWEST = 3  # people; of two, one tie each way is every pair there is


def runs_one_way(views: Sequence[TieView], journal: Journal) -> bool:
    """Whether ties have a direction, by what a table says; the note says how it was decided."""
    view = views[0]
    if not {"source", "target"} <= set(view.fields):
        return False
    said = _column(view, journal)
    if said is not None:
        return said
    ends = [view.table.header[view.fields.index(end)] for end in ("source", "target")]
    first, second = (words.key(question_of(header)) for header in ends)
    if first in words.WHO_NAMES or second in words.WHO_IS_NAMED:
        journal.tell("direction_named", [" → ".join(ends)])
        return True
    values = _values(view)
    both = [(one, other) for one, other in values if (other, one) in values and one < other]
    people = {who for pair in values for who in pair}
    whole = len(people) >= FEWEST and len(values) == len(people) * (len(people) - 1)
    if whole and any(values[one, other] != values[other, one] for one, other in both):
        journal.tell("direction_values", [view.table.title])
        return True
    told = [f"{one} – {other}" for one, other in both if values[one, other] or values[other, one]]
    journal.tell("direction_both_ways", told)
    if not told and first in words.STARTS:
        journal.tell("direction_not_taken", [" → ".join(ends)])
    return False


def said_elsewhere(journal: Journal) -> None:
    """Take the notes back: the sheet about the network says what the ties' own table was asked for."""
    journal.notes = [note for note in journal.notes if note.code not in NOTES]


def _column(view: TieView, journal: Journal) -> bool | None:
    """What a column says that is named after direction, where it says the same in every row."""
    for place, header in enumerate(view.table.header):
        if view.fields[place] != LEFT or words.key(question_of(header)) not in words.DIRECTED_COLUMNS:
            continue
        said = {
            words.WAYS.get(words.key(cell), words.yes_or_no(cell)) for cell in cells_of(view.table, place)
        }
        if said in ({True}, {False}):
            journal.tell("direction_column", [header])
            return True in said
        if said:
            journal.tell("direction_mixed", [header])
    return None


def _values(view: TieView) -> dict[tuple[str, str], float]:
    """The value of each ordered pair of different people, as first said."""
    source, target = view.fields.index("source"), view.fields.index("target")
    strength = view.fields.index("strength") if "strength" in view.fields else None
    values: dict[tuple[str, str], float] = {}
    for row in view.table.rows:
        pair = row.cells[source], row.cells[target]
        if all(pair) and pair[0] != pair[1]:
            value = 1.0 if strength is None else number(row.cells[strength] or "1") or 0.0
            values.setdefault(pair, value)
    return values
