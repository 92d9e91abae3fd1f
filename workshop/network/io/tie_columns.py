"""How a table of ties is to be read: which columns name the two ends, and how many ties a row holds.

People write a tie as a row (来源, 对象), as one row with several names in a cell, as a question a column (你最信任的人 1, 2, 3),
or as one column a relation with 0 and 1 in it. Questionnaire sites put a column 来源 beside it that says how the form was
reached. Each reading is a `TieView`; whatever is not plain from the headers alone is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workshop.base.errors import TableError
from workshop.model.network import Relation
from workshop.network.graph.relation_stance import RelationStance, stance
from workshop.network.io import words
from workshop.network.io.cell_names import (
    CellNames,
    apart,
    names_nobody,
    with_named_sources,
    with_somebody,
    without_dittos,
)
from workshop.network.io.columns import NOTHING, number, understood
from workshop.network.io.denied_ties import relation_in_title
from workshop.network.io.direction import runs_one_way
from workshop.network.io.imported import LEFT, TIES, Journal
from workshop.network.io.relation_columns import (
    by_relation,
    flags_of,
    one_relation_a_row,
    strength_said,
    value_of_each_pair,
)
from workshop.network.io.spoiled import sound
from workshop.network.io.table import Table
from workshop.network.io.tie_view import TieView, cells_of, ends_of, question_of, relation_hinted

NAMED_SHARE = 0.5  # of a column's names that are people of this table: it names people too
LONGEST_NAME = 20


@dataclass(frozen=True)
class TiePlan:
    """The views of a table, what each column was taken for in all of them, and whoever they are about."""

    views: tuple[TieView, ...]
    fields: tuple[str, ...]
    named: tuple[str, ...] = ()  # who stands in the table, also where no tie does
    one_way: bool = False  # ties run from who answered, or names, to who is named


def tie_plan(
    table: Table, known: Collection[str], journal: Journal, fixed: Mapping[str, str] = NOTHING
) -> TiePlan:
    """Read the headers, and the cells where headers leave it open. `known` are the names of a roster, if there is one."""
    chosen = {**fixed, **journal.choices.fields(table.title)}
    table = without_dittos(table, journal)
    fields, questions = _whose_ties(table, known, chosen, journal)
    value_of_each_pair(table, fields, chosen, journal)
    table = strength_said(table, fields, chosen, journal)
    flags = flags_of(table, fields, chosen) if {"source", "target"} <= set(fields) else []
    shown = list(fields)
    for place in questions:
        shown[place] = "target"
    for place in flags:
        shown[place] = "relation"
    whole = sound(table, TIES, shown, journal)
    table = with_named_sources(whole, fields, known, journal)
    asked = [*questions, *(place for place, field in enumerate(fields) if field == "target")]
    answered = with_somebody(table, fields, asked, known, journal)
    views = [_as_titled(TieView(answered, tuple(fields)), journal)]
    if questions:
        views = list(_by_question(answered, fields, questions))
    elif flags:
        views = list(by_relation(answered, fields, flags, journal))
    split = CellNames(table, [*ends_of(fields), *questions], questions, known)
    views = [replace(view, table=split.one_name_a_row(view, journal)) for view in views]
    views = [one_relation_a_row(view, journal) for view in views]
    if questions:
        _answered_again(table, fields.index("source"), journal)
    one_way = bool(questions) or runs_one_way(views, journal)
    journal.tell("names_apart", (" ".join(cell.split()) for cell in split.apart))
    journal.tell("names_cut", split.cut)
    journal.tell("nobody_named", split.nobody)
    journal.tell("names_kept", split.kept)
    named: list[str] = []
    if "source" in fields:
        everybody = TieView(table, tuple("source" if field == "source" else LEFT for field in fields))
        named = cells_of(split.one_name_a_row(everybody, Journal()), fields.index("source"))
        kept = set(table.rows)
        named += [row.cells[place] for row in whole.rows if row not in kept for place in asked]
    return TiePlan(tuple(views), tuple(shown), tuple(dict.fromkeys(filter(None, named))), one_way=one_way)


def _answered_again(table: Table, place: int, journal: Journal) -> None:
    """Tell who answers in several rows: one person again, or two of one name."""
    rows: dict[str, list[str]] = {}
    for row in table.rows:
        rows.setdefault(row.cells[place], []).append(str(row.number))
    journal.tell(
        "answered_again",
        [f"{who} ({', '.join(at)})" for who, at in rows.items() if who and len(at) > 1],
    )


def _as_titled(view: TieView, journal: Journal) -> TieView:
    """A list of ties whose sheet or file is named after their relation, where no column says another."""
    if "target" in view.fields:
        header = view.table.header[view.fields.index("target")]
        if stance(header) is not RelationStance.HOLDS:  # 对象（不来往的）
            return replace(view, relation=header)
    relation = relation_in_title(view.table.title)
    if relation is None or relation is Relation.MEMBER or "relation" in view.fields:
        return view
    journal.tell("relation_in_title", [view.table.title])
    return replace(view, relation=relation)


def _whose_ties(
    table: Table, known: Collection[str], chosen: Mapping[str, str], journal: Journal
) -> tuple[list[str], list[int]]:
    """The field of each column, and the columns that ask for names where there are several or none is called so."""
    targets = [place for place, header in enumerate(table.header) if chosen.get(header) == "target"]
    fields = list(
        understood(TIES, table.header, {name: field for name, field in chosen.items() if field != "target"})
    )
    if targets:
        fields = [LEFT if field == "target" else field for field in fields]
    if "source" not in chosen.values():
        _who_answered(table, fields, known, journal)
    if not targets and "source" not in chosen.values():
        _header_is_no_row(table, fields, journal)
    questions: list[int] = []
    if "source" in fields and "target" not in fields:
        questions = _questions(table, fields, known, chosen)
    if len({*questions, *targets}) > 1 or questions:
        questions = sorted({*questions, *targets})
    elif targets:
        fields[targets[0]] = "target"
    journal.tell("questions", (table.header[place] for place in questions))
    return fields, questions


def _answerer(table: Table, fields: Sequence[str]) -> int | None:
    """The column in which whoever filled in the form gave their name."""
    free = [place for place, field in enumerate(fields) if field in (LEFT, "reporter")]
    named = [place for place in free if words.key(question_of(table.header[place])) in words.ANSWERERS]
    return named[0] if named else None


def _who_answered(table: Table, fields: list[str], known: Collection[str], journal: Journal) -> None:
    """Take the person who answered as the source where the column 来源 says how the form was reached, or nothing does."""
    place = fields.index("source") if "source" in fields else None
    if place is not None and _is_channel(table, place, fields, known):
        answerer = _answerer(table, fields)
        if answerer is None:
            where = table.at(table.header_row, table.header[place])
            journal.add(TableError("network.source_is_channel", where, value=cells_of(table, place)[0][:20]))
        else:
            fields[place], fields[answerer] = LEFT, "source"
            journal.tell("channel_left", [table.header[place]])
    elif place is None and (answerer := _answerer(table, fields)) is not None:
        fields[answerer] = "source"
        if "target" in fields:
            journal.tell("answerer", [table.header[answerer]])


def _is_channel(table: Table, place: int, fields: Sequence[str], known: Collection[str]) -> bool:
    if words.key(table.header[place]) not in words.CHANNEL_COLUMNS:
        return False
    cells = set(cells_of(table, place))
    named = set(known).union(*(cells_of(table, at) for at, field in enumerate(fields) if field == "target"))
    if not cells or cells & named:
        return False
    if 2 * sum(words.CHANNELS.search(cell) is not None for cell in cells) >= len(cells):
        return True
    # Beside a column of names it names nobody; `source, target, name` are the two ends and what the tie is called.
    pair = {"source", "target"} <= set(map(words.key, table.header))
    return not pair and _answerer(table, fields) is not None


def _header_is_no_row(table: Table, fields: Sequence[str], journal: Journal) -> None:
    """Refuse a list whose first row was taken for its header: 甲 and 乙 name two sides, and people."""
    ends = [place for place in ends_of(fields) if table.header[place]]
    cells = {cell for place in ends for cell in cells_of(table, place)}
    headers = [table.header[place] for place in ends]
    stems = words.STEMS.issuperset(headers) and bool(cells & words.STEMS)
    plain = words.PLAIN_ENDS.issuperset(map(words.key, headers))
    if len(ends) == 2 and not plain and (cells.intersection(headers) or stems):
        journal.add(TableError("table.header_is_row", table.at(table.header_row), value=", ".join(headers)))


def _questions(
    table: Table, fields: Sequence[str], known: Collection[str], chosen: Collection[str]
) -> list[int]:
    """Columns that name people: their cells are people of this table, or their header asks for names."""
    source = fields.index("source")
    people = {*known, *cells_of(table, source)}
    found: list[int] = []
    for place, field in enumerate(fields):
        header = question_of(table.header[place])
        cells = [cell for cell in cells_of(table, place) if not names_nobody(cell, True)]
        names = [name for cell in cells for name in apart(cell) if not names_nobody(name, True)]
        if field not in (LEFT, "relation", "trust") or not names or not header:
            continue
        if table.header[place] in chosen or words.key(table.header[place]) in words.SURVEY_COLUMNS:
            continue
        share = sum(name in people for name in names) / len(names)
        if share >= NAMED_SHARE or (_asks_for_names(header, share > 0, table) and _may_be_names(names)):
            found.append(place)
    return found


def _asks_for_names(header: str, somebody: bool, table: Table) -> bool:
    """Whether a question asks for names by its words; a weaker word counts where an answer is somebody of this table."""
    stem = _stem(header)
    numbered = stem != header and sum(_stem(other) == stem for other in table.header) > 1
    related = relation_hinted(stem) is not None
    if words.ASKS_WHO.search(header) or (related and words.THE_ONES.search(header)):
        return True
    may = words.MAY_ASK_WHO.search(header) is not None or (numbered and related)
    return may and (somebody or numbered)


def _may_be_names(names: Sequence[str]) -> bool:
    """Short texts that are neither numbers nor yes and no."""
    return all(
        len(name) <= LONGEST_NAME and number(name) is None and words.yes_or_no(name) is None for name in names
    )


def _by_question(table: Table, fields: Sequence[str], questions: Sequence[int]) -> Iterable[TieView]:
    stems = [_stem(table.header[place]) for place in questions]
    for place, stem in zip(questions, stems, strict=True):
        taken = [LEFT if at in questions and at != place else field for at, field in enumerate(fields)]
        taken[place] = "target"
        rows = tuple(row for row in table.rows if row.cells[place])
        relation = relation_hinted(stem) or (stem if len(set(stems)) > 1 else None)
        yield TieView(replace(table, rows=rows), tuple(taken), relation)


def _stem(header: str) -> str:
    return words.NUMBERED.sub("", question_of(header)).strip() or header
