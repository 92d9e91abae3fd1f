"""Columns that say of each pair whether a relation holds, or how strongly: 信任 with 0 and 1, the values of an unrolled matrix."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from workshop.model.network import Relation
from workshop.network.io import words
from workshop.network.io.columns import number
from workshop.network.io.denied_ties import relation_in_title
from workshop.network.io.imported import LEFT, Journal
from workshop.network.io.table import Table, TableRow
from workshop.network.io.tie_view import TieView, cells_of, question_of, relation_hinted, with_cell


def value_of_each_pair(table: Table, fields: list[str], chosen: Collection[str], journal: Journal) -> None:
    """Take the only column of numbers as the strength where the rows are every pair there is: a matrix unrolled."""
    if "strength" in fields or not {"source", "target"} <= set(fields):
        return
    source, target = fields.index("source"), fields.index("target")
    pairs = {frozenset((row.cells[source], row.cells[target])) for row in table.rows} - {frozenset(("",))}
    people = frozenset().union(*pairs)
    between = sum(len(pair) == 2 for pair in pairs)
    numbers = [
        place
        for place, header in enumerate(table.header)
        if fields[place] == LEFT and header not in chosen and relation_flagged(header) is None
        if all(number(row.cells[place]) is not None for row in table.rows)
    ]
    whole = len(people) > 2 and 2 * between == len(people) * (len(people) - 1)
    if whole and len(numbers) == 1 and any(number(cell) == 0 for cell in cells_of(table, numbers[0])):
        fields[numbers[0]] = "strength"
        journal.tell("value_of_pairs", [table.header[numbers[0]]])


def strength_said(table: Table, fields: list[str], chosen: Collection[str], journal: Journal) -> Table:
    """The table with a strength where a column of numbers counts contacts, or one of signs turns ties into discord."""
    if not {"source", "target"} <= set(fields):
        return table
    free = [
        (place, words.key(question_of(header)))
        for place, header in enumerate(table.header)
        if fields[place] == LEFT and header not in chosen and cells_of(table, place)
    ]
    for place, header in free:
        counts = header in words.COUNTED and all(number(cell) is not None for cell in cells_of(table, place))
        if counts and "strength" not in fields:
            fields[place] = "strength"
            journal.tell("strength_from", [table.header[place]])
    for place, header in free:
        signs = [words.SIGNS.get(cell.casefold()) for cell in cells_of(table, place)]
        if header in words.SIGN_COLUMNS and None not in signs:
            journal.tell("strength_from", [table.header[place]])
            return _signed(table, fields, place)
    return table


def _signed(table: Table, fields: list[str], place: int) -> Table:
    if "strength" not in fields:
        fields[place] = "strength"
        at = place
    else:
        at = fields.index("strength")
    rows = []
    for row in table.rows:
        sign = words.SIGNS.get(row.cells[place].casefold(), 1.0)
        size = 1.0 if at == place or not row.cells[at] else number(row.cells[at])
        rows.append(row if size is None else with_cell(row, at, f"{sign * abs(size):.15g}"))
    return replace(table, rows=tuple(rows))


def _whether(header: str) -> str:
    return words.WHETHER.sub("", question_of(header).strip())


def relation_flagged(header: str) -> Relation | str | None:
    """The relation a column of 0 and 1 is named after: 信任, 是否认识, friend."""
    bare = _whether(header)
    known = words.meaning(words.RELATIONS, header) or words.meaning(words.RELATIONS, bare)
    if known is None and words.header_meaning(words.TIE_COLUMNS, header) is not None:
        return None  # a field of ours: a rung, a day
    if known is None and _any_tie(header):
        return Relation.KNOWS
    return known or relation_hinted(bare) or (bare if words.RELATION_LIKE.search(bare) else None)


def flags_of(table: Table, fields: Sequence[str], chosen: Collection[str]) -> list[int]:
    """Columns named after a relation that say for each row whether it holds, or how strongly.

    A column for the relation itself says so, too, where it holds nothing but 0 and 1, or yes and no.
    """
    found = [
        place
        for place, field in enumerate(fields)
        if field == "relation" and _yes_and_no(cells_of(table, place))
    ]
    if "relation" in fields and not found:
        return []
    for place, header in enumerate(table.header):
        if fields[place] not in (LEFT, "trust") or header in chosen or not header:
            continue
        relation = relation_flagged(header)
        cells = set(cells_of(table, place))
        if not isinstance(relation, Relation) or words.meaning(words.RELATIONS, _whether(header)) is None:
            # Only yes and no make a relation of what a header merely mentions: 认识的人数 is a number of people.
            relation = None if any(words.yes_or_no(cell) is None for cell in cells) else relation
        if relation is None or not cells or not all(_flag(cell) is not None for cell in cells):
            continue
        if fields[place] == "trust" and any(words.yes_or_no(cell) is None for cell in cells):
            continue  # rungs of the ladder
        found.append(place)
    return found


def _yes_and_no(cells: Collection[str]) -> bool:
    return bool(cells) and all(words.yes_or_no(cell) is not None for cell in cells)


def _flag(text: str) -> float | None:
    said = words.yes_or_no(text)
    return number(text) if said is None else float(said)


def by_relation(
    table: Table, fields: Sequence[str], flags: Sequence[int], journal: Journal
) -> Iterable[TieView]:
    journal.tell("relation_flags", (table.header[place] for place in flags))
    for place in flags:
        header = table.header[place]
        taken = [LEFT if at in flags else field for at, field in enumerate(fields)]
        strength = place
        if "strength" in fields and _yes_and_no(cells_of(table, place)):
            strength = fields.index("strength")  # how strong it is, where it is
        elif "strength" in fields:
            taken[fields.index("strength")] = LEFT
        taken[strength] = "strength"
        rows = []
        for row in table.rows:
            flag = _flag(row.cells[place]) or 0.0
            said = row.cells[strength] if flag and strength != place else f"{flag:g}"
            rows.append(with_cell(row, strength, said))
        named = relation_in_title(table.title) or Relation.KNOWS
        relation = named if fields[place] == "relation" or _any_tie(header) else relation_flagged(header)
        yield TieView(replace(table, rows=tuple(rows)), tuple(taken), relation, flagged=True)


def one_relation_a_row(view: TieView, journal: Journal) -> TieView:
    """A view whose cells name one relation each: 认识、信任 is two, where both are known."""
    if "relation" not in view.fields or view.relation is not None:
        return view
    place = view.fields.index("relation")
    rows: list[TableRow] = []
    split: list[str] = []
    for row in view.table.rows:
        cell = row.cells[place]
        parts = [part for part in words.RELATIONS_APART.split(cell) if part]
        known = len(parts) > 1 and all(words.meaning(words.RELATIONS, part) for part in parts)
        if known and words.meaning(words.RELATIONS, cell) is None:
            split.append(cell)
            rows += [with_cell(row, place, part) for part in parts]
        else:
            rows.append(row)
    journal.tell("relations_apart", split)
    return replace(view, table=replace(view.table, rows=tuple(rows))) if split else view


def _any_tie(header: str) -> bool:
    bare = words.key(_whether(header))
    return bare in words.ANY_TIE or words.WHETHER_TIED.fullmatch(header.strip()) is not None
