"""How a table of ties is to be read: which columns name the two ends, and how many ties a row holds.

People write a tie as a row (来源, 对象), as one row with several names in a cell, as a question a column (你最信任的人 1, 2, 3),
or as one column a relation with 0 and 1 in it. Questionnaire sites put a column 来源 beside it that says how the form was
reached. Each reading is a `TieView`; whatever is not plain from the headers alone is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workshop.base.errors import TableError
from workshop.model.network import Relation
from workshop.network.io import words
from workshop.network.io.columns import NOTHING, number, understood
from workshop.network.io.imported import LEFT, TIES, Journal
from workshop.network.io.spoiled import sound
from workshop.network.io.table import Table, TableRow

NAMED_SHARE = 0.5  # of a column's names that are people of this table: it names people too
LONGEST_NAME = 20


@dataclass(frozen=True)
class TieView:
    """One reading of a table: the field of each column, and the relation where a column's header gives it.

    `flagged`: the strength says whether there is a tie of this relation at all.
    """

    table: Table
    fields: tuple[str, ...]
    relation: Relation | str | None = None
    flagged: bool = False


@dataclass(frozen=True)
class TiePlan:
    """The views of a table, what each column was taken for in all of them, and whoever they are about."""

    views: tuple[TieView, ...]
    fields: tuple[str, ...]
    named: tuple[str, ...] = ()  # who stands in the table, also where no tie does
    one_way: bool = False  # questions were asked: their ties run from who answered to who is named


def tie_plan(
    table: Table, known: Collection[str], journal: Journal, fixed: Mapping[str, str] = NOTHING
) -> TiePlan:
    """Read the headers, and the cells where headers leave it open. `known` are the names of a roster, if there is one."""
    chosen = {**fixed, **journal.choices.fields(table.title)}
    fields, questions = _whose_ties(table, known, chosen, journal)
    _value_of_each_pair(table, fields, chosen, journal)
    flags = _flags(table, fields, chosen) if {"source", "target"} <= set(fields) else []
    shown = list(fields)
    for place in questions:
        shown[place] = "target"
    for place in flags:
        shown[place] = "relation"
    table = sound(table, TIES, shown, journal)
    asked = [*questions, *(place for place, field in enumerate(fields) if field == "target")]
    answered = _with_somebody(table, fields, asked, known, journal)
    views = [TieView(answered, tuple(fields))]
    if questions:
        views = list(_by_question(answered, fields, questions))
    elif flags:
        views = list(_by_relation(answered, fields, flags, journal))
    split = _Names(answered, [*_ends(fields), *questions], known)
    views = [replace(view, table=split.one_name_a_row(view, journal)) for view in views]
    journal.tell("names_apart", map(_on_one_line, split.apart))
    journal.tell("names_kept", split.kept)
    named: list[str] = []
    if "source" in fields:
        everybody = TieView(table, tuple("source" if field == "source" else LEFT for field in fields))
        named = _cells(split.one_name_a_row(everybody, Journal()), fields.index("source"))
    return TiePlan(tuple(views), tuple(shown), tuple(dict.fromkeys(named)), one_way=bool(questions))


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


def _ends(fields: Sequence[str]) -> list[int]:
    return [place for place, field in enumerate(fields) if field in ("source", "target")]


def _cells(table: Table, place: int) -> list[str]:
    return [row.cells[place] for row in table.rows if row.cells[place]]


def _question(header: str) -> str:
    """A header without the number of its question."""
    return words.QUESTION_NUMBER.sub("", header)


def _answerer(table: Table, fields: Sequence[str]) -> int | None:
    """The column in which whoever filled in the form gave their name."""
    free = [place for place, field in enumerate(fields) if field in (LEFT, "reporter")]
    named = [place for place in free if words.key(_question(table.header[place])) in words.ANSWERERS]
    return named[0] if named else None


def _who_answered(table: Table, fields: list[str], known: Collection[str], journal: Journal) -> None:
    """Take the person who answered as the source where the column 来源 says how the form was reached, or nothing does."""
    place = fields.index("source") if "source" in fields else None
    if place is not None and _is_channel(table, place, fields, known):
        answerer = _answerer(table, fields)
        if answerer is None:
            where = table.at(table.header_row, table.header[place])
            journal.add(TableError("network.source_is_channel", where, value=_cells(table, place)[0][:20]))
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
    cells = set(_cells(table, place))
    named = set(known).union(*(_cells(table, at) for at, field in enumerate(fields) if field == "target"))
    if not cells or cells & named:
        return False
    beside = [
        header
        for at, header in enumerate(table.header)
        if at != place and words.key(header) in words.SURVEY_COLUMNS
    ]
    says_how = all(words.CHANNELS.search(cell) for cell in cells)
    return says_how or (len(beside) >= 2 and _answerer(table, fields) is not None)


def _header_is_no_row(table: Table, fields: Sequence[str], journal: Journal) -> None:
    """Refuse a list whose first row was taken for its header: 甲 and 乙 name two sides, and people."""
    ends = [place for place in _ends(fields) if table.header[place]]
    cells = {cell for place in ends for cell in _cells(table, place)}
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
    people = {*known, *_cells(table, source)}
    found: list[int] = []
    for place, field in enumerate(fields):
        header = _question(table.header[place])
        cells = [cell for cell in _cells(table, place) if cell.casefold() not in words.NOBODY]
        if field not in (LEFT, "relation", "trust") or not cells or not header:
            continue
        if table.header[place] in chosen or words.key(table.header[place]) in words.SURVEY_COLUMNS:
            continue
        names = [name for cell in cells for name in _apart(cell)]
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


def _apart(text: str) -> list[str]:
    """A cell's names by any of the marks that may stand between names."""
    names = [text]
    for mark in (words.ALWAYS_APART, words.LISTED_APART, words.MAYBE_APART):
        names = [piece for name in names for piece in mark.split(name)]
    return [name for name in names if name]


def _by_question(table: Table, fields: Sequence[str], questions: Sequence[int]) -> Iterable[TieView]:
    stems = [_stem(table.header[place]) for place in questions]
    for place, stem in zip(questions, stems, strict=True):
        taken = [LEFT if at in questions and at != place else field for at, field in enumerate(fields)]
        taken[place] = "target"
        rows = tuple(row for row in table.rows if row.cells[place])
        relation = relation_hinted(stem) or (stem if len(set(stems)) > 1 else None)
        yield TieView(replace(table, rows=rows), tuple(taken), relation)


def _stem(header: str) -> str:
    return words.NUMBERED.sub("", _question(header)).strip() or header


def relation_hinted(text: str) -> Relation | str | None:
    """The relation a question asks for: 你最信任的人 → trusts; a denial is a relation of its own words."""
    for pattern, relation in words.RELATION_HINTS:
        if pattern.search(text):
            return text if words.DENIAL.search(text) else relation
    return text if words.DENIAL.search(text) else None


def _value_of_each_pair(table: Table, fields: list[str], chosen: Collection[str], journal: Journal) -> None:
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
    if whole and len(numbers) == 1 and any(number(cell) == 0 for cell in _cells(table, numbers[0])):
        fields[numbers[0]] = "strength"
        journal.tell("value_of_pairs", [table.header[numbers[0]]])


def _whether(header: str) -> str:
    return words.WHETHER.sub("", _question(header).strip())


def relation_flagged(header: str) -> Relation | str | None:
    """The relation a column of 0 and 1 is named after: 信任, 是否认识, friend."""
    bare = _whether(header)
    known = words.meaning(words.RELATIONS, header) or words.meaning(words.RELATIONS, bare)
    if known is None and words.header_meaning(words.TIE_COLUMNS, header) is not None:
        return None  # a field of ours: a rung, a day
    return known or relation_hinted(bare) or (bare if words.RELATION_LIKE.search(bare) else None)


def _flags(table: Table, fields: Sequence[str], chosen: Collection[str]) -> list[int]:
    """Columns named after a relation that say for each row whether it holds, or how strongly."""
    if "relation" in fields:
        return []
    found: list[int] = []
    for place, header in enumerate(table.header):
        if fields[place] not in (LEFT, "trust") or header in chosen or not header:
            continue
        relation = relation_flagged(header)
        cells = set(_cells(table, place))
        if not isinstance(relation, Relation) or words.meaning(words.RELATIONS, _whether(header)) is None:
            # Only yes and no make a relation of what a header merely mentions: 认识的人数 is a number of people.
            relation = None if any(words.yes_or_no(cell) is None for cell in cells) else relation
        if relation is None or not cells or not all(_flag(cell) is not None for cell in cells):
            continue
        if fields[place] == "trust" and any(words.yes_or_no(cell) is None for cell in cells):
            continue  # rungs of the ladder
        found.append(place)
    return found


def _flag(text: str) -> float | None:
    said = words.yes_or_no(text)
    return number(text) if said is None else float(said)


def _by_relation(
    table: Table, fields: Sequence[str], flags: Sequence[int], journal: Journal
) -> Iterable[TieView]:
    journal.tell("relation_flags", (table.header[place] for place in flags))
    for place in flags:
        taken = [LEFT if at in flags or field == "strength" else field for at, field in enumerate(fields)]
        taken[place] = "strength"
        rows = tuple(_with_cell(row, place, f"{_flag(row.cells[place]) or 0.0:g}") for row in table.rows)
        yield TieView(
            replace(table, rows=rows),
            tuple(taken),
            relation_flagged(table.header[place]),
            flagged=True,
        )


def _with_cell(row: TableRow, place: int, text: str) -> TableRow:
    return TableRow(row.number, (*row.cells[:place], text, *row.cells[place + 1 :]))


def _with_somebody(
    table: Table, fields: Sequence[str], asked: Sequence[int], known: Collection[str], journal: Journal
) -> Table:
    """The table without answers that name nobody: 无, (跳过). They are told, and whoever gave them stays on the map."""
    empty = [
        cell
        for place in asked
        for cell in _cells(table, place)
        if cell.casefold() in words.NOBODY
        and cell not in known
        and (fields[place] != "target" or not (cell.isalpha() and cell.isascii()))
    ]
    if not empty:
        return table
    journal.tell("nobody_named", empty)
    rows = []
    for row in table.rows:
        cells = tuple(
            "" if place in asked and cell in empty else cell for place, cell in enumerate(row.cells)
        )
        if len(asked) > 1 or cells == row.cells:
            rows.append(TableRow(row.number, cells))
    return replace(table, rows=tuple(rows))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


class _Names:
    """Decides cell by cell whether it holds one name or several."""

    def __init__(self, table: Table, places: Sequence[int], known: Collection[str]) -> None:
        cells = [(place, cell) for place in places for cell in _cells(table, place)]
        pieces = Counter(name for _, cell in set(cells) for name in _apart(cell))
        self.table = table
        self.roster = frozenset(known)
        self.columns = {place: {cell for at, cell in cells if at == place} for place in places}
        self.whole = {cell for _, cell in cells if len(_apart(cell)) == 1}
        self.again = {name for name, times in pieces.items() if times > 1}
        self.kept: dict[str, None] = {}
        self.apart: list[str] = []

    def one_name_a_row(self, view: TieView, journal: Journal) -> Table:
        """The view's rows, those with several names in a cell as several rows."""
        rows = list(view.table.rows)
        for place in _ends(view.fields):
            longer: list[TableRow] = []
            for row in rows:
                names = self.names(row.cells[place], place, row, journal)
                self.apart += [row.cells[place]] if len(names) > 1 else []
                longer += [_with_cell(row, place, name) for name in names]
            rows = longer
        return replace(view.table, rows=tuple(rows))

    def names(self, cell: str, place: int, row: TableRow, journal: Journal) -> list[str]:
        if not cell or cell in self.roster:
            return [cell]
        for mark in (words.ALWAYS_APART, words.LISTED_APART):
            if mark.search(cell) and (listed := [name for name in mark.split(cell) if name]):
                return listed
        elsewhere = any(cell in cells for at, cells in self.columns.items() if at != place)
        parts = [name for name in words.MAYBE_APART.split(cell) if name]
        if len(parts) < 2:
            linked = words.LINKED.split(cell)
            han = all(words.HAN_NAME.fullmatch(name) for name in linked)
            apart = len(linked) > 1 and han and not elsewhere and set(linked) <= self.roster | self.whole
            return linked if apart else [cell]
        if elsewhere:
            return [cell]
        han = all(words.HAN_NAME.fullmatch(name) for name in parts)
        surely = self.roster | self.whole
        if set(parts) <= (surely | self.again if han else surely):
            return parts
        if not self.roster:
            # Surnames and first names come again, too: "Smith, John" is asked about only where its parts are people.
            named = sum(name in surely for name in parts)
            if han or (named > 1 and 2 * named >= len(parts)):
                where = self.table.at(row.number, self.table.header[place])
                journal.add(TableError("network.several_names", where, value=cell[:40]))
            self.kept[cell] = None
        return [cell]
