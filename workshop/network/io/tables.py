"""Our own tables as one `Network`, or all errors in them at once: people, groups, ties, buildings, remarks, group lives.

A tie may name its ends by id or, where that is unambiguous, by label. Referential integrity is checked: an end that is
on no list is an error, not a new person. A single edge list is the exception, as it has no list to check against.

Our own exports (`own`) are taken as they are: buildings need not be listed, and reporters' names stay as written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from workshop.base.errors import TableError, Where
from workshop.model.network import (
    Group,
    GroupLife,
    Network,
    Person,
    PersonKind,
    Relation,
    Tie,
)
from workshop.network.io import words
from workshop.network.io.codes import MOST_STRENGTH, Find, finder
from workshop.network.io.columns import (
    EXTRA,
    Columns,
    columns_as,
    date_of,
    find_columns,
    missing_column,
    number,
    rung,
    strength,
    word,
    yes,
)
from workshop.network.io.denied_ties import without_denied
from workshop.network.io.direction import said_elsewhere
from workshop.network.io.graphfiles import Attribute
from workshop.network.io.imported import (
    ABOUT,
    GROUPS,
    MATRIX,
    PEOPLE,
    TIES,
    Journal,
)
from workshop.network.io.lists import buildings, lives, remarks
from workshop.network.io.matrix import TieMatrix
from workshop.network.io.table import Table, TableRow
from workshop.network.io.tie_columns import TiePlan
from workshop.network.io.tie_view import TieView
from workshop.network.io.unroll import Unrolled, each_once, relations_of, unroll

Extra = tuple[tuple[str, Attribute], ...]
FORMAT = "mengya 1"  # the value of `format` in our own exports

_TYPED = re.compile(r"(?s)(.*) \[(text|number|yes/no)\]")


def from_sheets(
    named: dict[str, Table], plan: TiePlan | None, matrices: Sequence[TieMatrix], file: str, journal: Journal
) -> Network:
    """A workbook's or folder's tables, by what they hold. Raises TableError or SeveralErrors.

    Matrices may stand for the ties, and for the list of people where there is none.
    """
    missing = [needed for needed in (PEOPLE, TIES) if needed not in named and not matrices]
    for needed in missing:
        titles = "、".join(seen.title for seen in journal.seen) or "–"
        journal.add(TableError("table.no_sheet", Where(file), name=needed, found=titles))
    if missing:
        journal.done()
    about = _about(named[ABOUT], journal) if ABOUT in named else {}
    if "directed" in about:
        said_elsewhere(journal)
    # Our own exports hold the data as it was, self loops and unlisted buildings included.
    own = about.get("format") == FORMAT
    all_buildings = buildings(named, journal)
    homes = finder((one.id, one.label) for one in all_buildings) if all_buildings and not own else None
    of_ties, journal.found = (
        journal.found,
        [],
    )  # what the ties' columns lack is told after what the lists lack
    people, groups, extra = _roster(named, homes, journal)
    journal.found += of_ties
    if PEOPLE in named and not people and not groups:
        if not journal.found:
            journal.add(TableError("table.no_rows", named[PEOPLE].at()))
        journal.done()  # without a list, every end of a tie would be unknown too
    listed = finder(_names(people, groups))
    unrolled = _unrolled(
        matrices, listed if PEOPLE in named else None, listed if GROUPS in named else None, journal
    )
    if GROUPS not in named:
        groups = [Group(who) for who in dict.fromkeys(who for matrix in unrolled for who in matrix.groups)]
    if PEOPLE not in named:
        beside = {group.id for group in groups}
        rows = dict.fromkeys(who for matrix in unrolled for who in matrix.people)
        people = _labelled((who for who in rows if who not in beside), unrolled)
    find = finder(_names(people, groups))
    ties = _ties(plan.views, find, own, journal) if plan else []
    asked = plan is not None and plan.one_way
    one_way = bool(about.get("directed", asked or any(matrix.one_way for matrix in unrolled)))
    ties += _matrix_ties(unrolled, one_way, matrices, journal)
    all_remarks = remarks(named, find, own, journal)
    changes = lives(named, finder(_names((), groups)), journal)
    journal.done()
    return Network(
        tuple(people),
        tuple(groups),
        tuple(ties),
        directed=one_way,
        name=str(about.get("name", "")),
        wave=str(about.get("wave", "")),
        extra=extra,
        buildings=all_buildings,
        remarks=all_remarks,
        changes=changes,
    )


def _names(people: Sequence[Person], groups: Sequence[Group]) -> list[tuple[str, str]]:
    return [*((one.id, one.label) for one in people), *((one.id, one.label) for one in groups)]


def is_own(named: Mapping[str, Table]) -> bool:
    """Whether these tables are an export of ours."""
    about = _about(named[ABOUT], Journal()) if ABOUT in named else {}
    return about.get("format") == FORMAT


def from_edge_list(plan: TiePlan, table: Table, journal: Journal) -> Network:
    """An edge list: its ends are the people, in order of appearance; ends of `member` ties stay people."""
    ends: dict[str, None] = {}
    ties = _ties(plan.views, None, False, journal, ends)
    ends |= dict.fromkeys(plan.named)
    if not journal.found and not ends:
        journal.add(TableError("table.no_rows", table.at()))
    journal.done()
    return Network(tuple(Person(who) for who in ends), ties=tuple(ties), directed=plan.one_way)


def from_matrices(matrices: Sequence[TieMatrix], journal: Journal) -> Network:
    """Matrices alone: their rows and columns are the people, and the groups of people × groups."""
    unrolled = _unrolled(matrices, None, None, journal)
    one_way = any(matrix.one_way for matrix in unrolled)
    ties = _matrix_ties(unrolled, one_way, matrices, journal)
    journal.done()
    groups = dict.fromkeys(who for matrix in unrolled for who in matrix.groups)
    people = dict.fromkeys(who for matrix in unrolled for who in matrix.people if who not in groups)
    return Network(
        tuple(_labelled(people, unrolled)),
        tuple(map(Group, groups)),
        tuple(ties),
        one_way,
    )


def _about(table: Table, journal: Journal) -> dict[str, str | bool]:
    """The `network` sheet: a header and one row of values."""
    columns = find_columns(table, ABOUT, (), journal)
    if not table.rows:
        return {}
    row = table.rows[0]
    values: dict[str, str | bool] = {name: columns.text(row, name) for name in ("name", "wave", "format")}
    directed = yes(columns, row, "directed", journal)
    if directed is not None:
        values["directed"] = directed
    return values


def _roster(
    named: dict[str, Table], homes: Find | None, journal: Journal
) -> tuple[list[Person], list[Group], tuple[tuple[str, Extra], ...]]:
    people: list[Person] = []
    groups: list[Group] = []
    extra: list[tuple[str, Extra]] = []
    seen: set[str] = set()
    for sheet in (PEOPLE, GROUPS):
        if sheet not in named:
            continue
        columns = find_columns(named[sheet], sheet, (), journal)
        if not {"id", "label"} & columns.known.keys():
            missing_column(columns, "id", journal)
            continue
        for row in columns.table.rows:
            who = _identity(columns, row, seen, journal)
            if who is None:
                continue
            if sheet == PEOPLE:
                people.append(_person(who, columns, row, homes, journal))
            else:
                groups.append(_group(who, columns, row, journal))
            if more := _extra(columns, row, journal):
                extra.append((who, more))
    return people, groups, tuple(extra)


def _identity(columns: Columns, row: TableRow, seen: set[str], journal: Journal) -> str | None:
    name = "id" if "id" in columns.known else "label"
    who = columns.text(row, name)
    if not who:
        journal.add(TableError("network.no_id", columns.table.at(row.number, columns.header(name))))
        return None
    if who in seen:
        journal.add(
            TableError("network.double_id", columns.table.at(row.number, columns.header(name)), id=who)
        )
        return None
    seen.add(who)
    return who


def _person(who: str, columns: Columns, row: TableRow, homes: Find | None, journal: Journal) -> Person:
    return Person(
        who,
        columns.text(row, "label") if "id" in columns.known else "",
        word(columns, row, "kind", words.KINDS, PersonKind.RESIDENT, journal),
        _home(columns, row, homes, journal),
        yes(columns, row, "answered", journal),
        rung(columns, row, "trust", journal),
    )


def _home(columns: Columns, row: TableRow, homes: Find | None, journal: Journal) -> str:
    """The building; where buildings are listed, one of those."""
    text = columns.text(row, "building")
    if not text or homes is None:
        return text
    building = homes(text)
    if building is None:
        where = columns.table.at(row.number, columns.header("building"))
        journal.add(TableError("network.unknown_building", where, id=text))
    return building or ""


def _group(who: str, columns: Columns, row: TableRow, journal: Journal) -> Group:
    return Group(
        who,
        columns.text(row, "label") if "id" in columns.known else "",
        columns.text(row, "purpose"),
        word(columns, row, "life", words.LIVES, GroupLife.RUNNING, journal),
        date_of(columns, row, "since", journal),
    )


def _extra(columns: Columns, row: TableRow, journal: Journal) -> Extra:
    values: dict[str, Attribute] = {}
    for place, header in columns.other:
        text = row.cells[place]
        if not text:
            continue
        name, kind = header, "text"
        if header.startswith(EXTRA) and (typed := _TYPED.fullmatch(header.removeprefix(EXTRA))):
            name, kind = typed.groups()
        value: Attribute | None = text
        if kind == "number":
            value = number(text)
        elif kind == "yes/no":
            value = words.yes_or_no(text)
        if value is None:
            journal.add(TableError("table.number", columns.table.at(row.number, header), value=text))
        else:
            values[name] = value
    return tuple(sorted(values.items()))


def _unrolled(
    matrices: Sequence[TieMatrix], person: Find | None, group: Find | None, journal: Journal
) -> list[Unrolled]:
    relations = relations_of(matrices, journal)
    return [
        unroll(matrix, relation, person, person if matrix.what == MATRIX else group, journal)
        for matrix, relation in zip(matrices, relations, strict=True)
    ]


def _labelled(people: Iterable[str], unrolled: Sequence[Unrolled]) -> list[Person]:
    labels = dict(label for matrix in unrolled for label in matrix.labels)
    return [Person(who, labels.get(who, "")) for who in people]


def _matrix_ties(
    unrolled: Sequence[Unrolled], one_way: bool, matrices: Sequence[TieMatrix], journal: Journal
) -> list[Tie]:
    ties = [
        (tie, matrix.table.at())
        for matrix, found in zip(matrices, unrolled, strict=True)
        for tie in (found.ties if one_way or found.groups else each_once(found.ties))
    ]
    return without_denied(ties, journal)


def _ties(
    views: Sequence[TieView],
    find: Find | None,
    own: bool,
    journal: Journal,
    ends: dict[str, None] | None = None,
) -> list[Tie]:
    """The ties of every view; `ends` collects whom they name, also where a strength of 0 says there is no tie."""
    ties: list[tuple[Tie, Where]] = []
    zeros: list[str] = []
    for place, view in enumerate(views):
        # What is wrong with the header is wrong in every view of it.
        columns = columns_as(
            view.table, view.fields, ("source", "target"), journal if place == 0 else Journal()
        )
        if not {"source", "target"} <= columns.known.keys():
            return []
        for row in view.table.rows:
            tie = _tie(columns, row, view.relation, find, own, journal)
            if ends is not None:
                ends.update(dict.fromkeys(filter(None, (tie.source, tie.target))))
            if tie.strength or own:
                if not own:
                    _no_self_loop(tie, columns, row, find, journal)
                ties.append((tie, view.table.at(row.number, _relation_column(columns, view))))
            elif not view.flagged:
                zeros.append(f"{tie.source} – {tie.target}")
    journal.tell("strength_zero", zeros)
    return [tie for tie, _ in ties] if own else without_denied(ties, journal)


def _relation_column(columns: Columns, view: TieView) -> str:
    """The header of the column that says which relation a row's tie is."""
    asked = view.relation is not None or "relation" not in columns.known
    return columns.header(("strength" if view.flagged else "target") if asked else "relation")


def _tie(
    columns: Columns,
    row: TableRow,
    relation: Relation | str | None,
    find: Find | None,
    own: bool,
    journal: Journal,
) -> Tie:
    reporter = columns.text(row, "reporter")
    where = columns.table.at(row.number, columns.header("strength"))
    return Tie(
        _end(columns, row, "source", find, journal),
        _end(columns, row, "target", find, journal),
        relation or _relation(columns.text(row, "relation")),
        strength(columns.text(row, "strength"), where, journal, math.inf if own else MOST_STRENGTH),
        reporter if own or find is None else find(reporter) or reporter,
        date_of(columns, row, "when", journal),
        rung(columns, row, "trust", journal),
        columns.text(row, "wave"),
    )


def _no_self_loop(tie: Tie, columns: Columns, row: TableRow, find: Find | None, journal: Journal) -> None:
    """With a list of people beside it, a tie with oneself is a slip; in a program's list it is kept and told."""
    if not tie.source or tie.source != tie.target:
        return
    if find is None:
        journal.tell("self_loops", [tie.source])
    else:
        where = columns.table.at(row.number, columns.header("target"))
        journal.add(TableError("network.self_loop", where, id=tie.source))


def _end(columns: Columns, row: TableRow, name: str, find: Find | None, journal: Journal) -> str:
    text = columns.text(row, name)
    who = find(text) if find and text else text
    if who:
        return who
    where = columns.table.at(row.number, columns.header(name))
    journal.add(find.unknown(text, where) if find and text else TableError("network.no_end", where))
    return ""


def _relation(text: str) -> Relation | str:
    """A relation of ours, or the camp's own word for one."""
    if not text:
        return Relation.KNOWS
    return words.meaning(words.RELATIONS, text) or text
