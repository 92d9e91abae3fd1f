"""Import entry point: bytes of one or several files to a `Network`, dispatched by file extension. Pure: no paths, no downloads.

Separate from `read`, so that the child process that opens foreign files loads little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from workshop.base.errors import InputError, SeveralErrors, TableError, Where
from workshop.model.network import Network
from workshop.network.graph.discord import discord
from workshop.network.io import words
from workshop.network.io.archive import cells_in, inspect_archive, read_member
from workshop.network.io.columns import NOTHING, understood
from workshop.network.io.duplicates import likely_duplicates
from workshop.network.io.graph_readers import GRAPHS, ending_by_content, graph_file, unread_format
from workshop.network.io.graphfiles import MOST_NODES
from workshop.network.io.headerless import with_header
from workshop.network.io.imported import (
    AFFILIATION,
    AS_IT_IS,
    GROUPS,
    LEFT,
    MATRIX,
    PEOPLE,
    TIES,
    Choices,
    Imported,
    Journal,
    Reading,
)
from workshop.network.io.interpret import interpret, theirs
from workshop.network.io.matrix import (
    NOBODY,
    TieMatrix,
    bare_square,
    matrix_of,
    may_be_affiliation,
    see_matrix,
)
from workshop.network.io.memberships import memberships
from workshop.network.io.named_headers import with_names_for_headers
from workshop.network.io.networkcanvas import EDGES as CANVAS_EDGES
from workshop.network.io.networkcanvas import MATRIX as CANVAS_MATRIX
from workshop.network.io.networkcanvas import from_canvas, is_canvas
from workshop.network.io.plain_list import neighbours_of
from workshop.network.io.program_tables import fixed_columns, from_program, program_of
from workshop.network.io.sheets import known_names, roster_of, see, see_fault, sort_tables, what_of
from workshop.network.io.spoiled import unsound
from workshop.network.io.table import MOST_BYTES, Table
from workshop.network.io.table_files import from_csv, sheets_of
from workshop.network.io.tables import from_edge_list, from_matrices, from_sheets, is_own
from workshop.network.io.tie_columns import TiePlan, tie_plan
from workshop.network.io.tie_view import TieView
from workshop.network.io.workbook import hidden_sheets

ENDINGS = (".graphml", ".gexf", ".net", ".paj", ".gml", ".dl", ".json", ".xlsx", ".csv", ".zip")
PLAIN = (".csv", ".tsv", ".txt")
BOOKS = (".xlsx", ".xlsm", ".xls")
Files = Mapping[str, bytes]
# For a preview at the desk; the command line reads more. Measured in docs/measurements/import.md.
MOST_LINES = 50_000
MOST_CELLS = 80_000


def parse(name: str, data: bytes) -> Network:
    """The network of one file. Raises TableError, or SeveralErrors when more than one thing is wrong."""
    return reading(name, data).network


def parse_tables(files: Files, name: str) -> Network:
    """A folder's files by file name (`people.csv`, `groups.csv`, `ties.csv`). Raises TableError."""
    return reading_of_tables(files, name).network


def reading(name: str, data: bytes) -> Reading:
    """As `parse`, with everything there is to say about how the file was understood."""
    journal = Journal()
    return _reading(_network({name: data}, name, journal), journal)


def reading_of_tables(files: Files, name: str) -> Reading:
    """As `parse_tables`, with everything there is to say about how the files were understood."""
    journal = Journal()
    return _reading(_with_skipped(_csv_tables(files, journal), name, journal), journal)


def examine(files: Files, choices: Choices = AS_IT_IS) -> Imported:
    """Everything a preview needs, from one or several files that belong together. Never raises: problems are in the result."""
    journal = Journal(choices)
    name = next(iter(files), "")
    try:
        _light_enough(_opened(files, Journal()))
        network = _network(files, name, journal)
    except SeveralErrors as several:
        return Imported(None, tuple(several.problems), tuple(journal.seen), tuple(journal.notes))
    except InputError as problem:
        return Imported(None, (problem,), tuple(journal.seen), tuple(journal.notes))
    read = _reading(network, journal)
    return Imported(network, (), tuple(journal.seen), read.notes, read.alike)


def _reading(network: Network, journal: Journal) -> Reading:
    counted = Counter(
        (tie.source, tie.target, tie.relation, tie.reporter, tie.when, tie.wave) for tie in network.ties
    )
    strengths: dict[object, set[float]] = {}
    for tie in network.ties:
        report = (tie.source, tie.target, tie.relation, tie.reporter, tie.when, tie.wave)
        strengths.setdefault(report, set()).add(tie.strength)
    for code, differ in (("said_twice", False), ("said_otherwise", True)):
        journal.tell(
            code,
            (
                f"{report[0]} – {report[1]}"
                for report, times in counted.items()
                if (len(strengths[report]) > 1) is differ
                for _ in range(times - 1)
            ),
        )
    journal.tell("discord", (f"{tie.source} – {tie.target}" for tie in discord(network)))
    known = {frozenset((pair.one, pair.other)) for pair in journal.alike}
    by_name = [pair for pair in likely_duplicates(network) if {pair.one, pair.other} not in known]
    return Reading(network, tuple(journal.notes), (*journal.alike, *by_name))


def _light_enough(files: Files) -> None:
    """Size limits by byte counts: refuse what would take longer than two seconds in a preview.

    Tables that come together, also in one zip, are counted together.
    """
    lines = 0
    for file, data in files.items():
        ending = _ending(file)
        lines += data.count(b"\n") if ending in PLAIN else 0
        if ending in BOOKS and cells_in(data, file) > MOST_CELLS:
            raise TableError("table.too_many_cells", Where(file), n=MOST_CELLS)
        if lines > MOST_LINES:
            raise TableError("table.too_long", Where(file), n=MOST_LINES)
        ties = max(data.count(mark) for mark in (b"<edge ", b'"from"', b'"source"', b"source "))
        if ties > MOST_LINES:
            raise TableError("network.file_too_large", Where(file), nodes=MOST_NODES, ties=MOST_LINES)


def _network(files: Files, name: str, journal: Journal) -> Network:
    opened = _opened(files, journal)
    if not opened:
        raise TableError("table.empty", Where(name))
    endings = {file: ending_by_content(_ending(file), data) for file, data in opened.items()}
    graphs = {file: data for file, data in opened.items() if endings[file] in GRAPHS}
    books = {file: data for file, data in opened.items() if endings[file] in BOOKS}
    plain = {file: data for file, data in opened.items() if endings[file] in PLAIN}
    rest = [file for file in opened if file not in {**graphs, **books, **plain}]
    if len(opened) == len(rest):
        raise unread_format(rest[0], _ending(rest[0]), " ".join(ENDINGS))
    if plain and len(files) == 1 and len(opened) == 1:
        (file, data) = next(iter(plain.items()))
        return _from_one_table(_headed(_text_table(file, data, journal), journal), journal)
    tables = _all_tables(plain, books, journal)
    if not tables and not graphs and journal.skipped:
        raise journal.skipped[0] if len(journal.skipped) == 1 else SeveralErrors(journal.skipped)
    if books and not tables:
        raise TableError("table.empty", Where(name))
    if tables:
        journal.tell("files_left", [*rest, *graphs])
        return _with_skipped(tables, name, journal)
    if len(graphs) > 1:
        raise TableError("network.several_files", Where(name), names="、".join(list(graphs)[:4]))
    journal.tell("files_left", [*rest, *plain])
    if not graphs:
        raise TableError("network.format", Where(next(iter(opened))), known=" ".join(ENDINGS))
    (file, data) = next(iter(graphs.items()))
    return interpret(graph_file(data, file, endings[file]), journal)


def _all_tables(plain: Files, books: Files, journal: Journal) -> list[Table]:
    tables = _csv_tables(plain, journal)
    tables += [table for file, data in books.items() for table in _sheets(file, data, journal)]
    return [_headed(tables[0], journal)] if len(tables) == 1 else tables


def _headed(table: Table, journal: Journal) -> Table:
    """The table with a header, where it is certainly a list of ties without one; other shapes need none."""
    return table if bare_square(table) or neighbours_of(table) else with_header(table, journal)


def _with_skipped(tables: Sequence[Table], name: str, journal: Journal) -> Network:
    """The network of tables; where one is missing, what was wrong with those that were skipped is said as well."""
    try:
        return _from_tables(tables, name, journal)
    except InputError as error:
        problems = error.problems if isinstance(error, SeveralErrors) else (error,)
        if journal.skipped and any(problem.code == "table.no_sheet" for problem in problems):
            raise SeveralErrors([*problems, *journal.skipped]) from error
        raise


def _opened(files: Files, journal: Journal) -> dict[str, bytes]:
    """The files, zips unpacked; operating system metadata is skipped."""
    opened: dict[str, bytes] = {}
    for name, data in files.items():
        if _ending(name) != ".zip":
            opened[name] = data
            continue
        archive = inspect_archive(data, name)
        for member in archive.infolist():
            path = PurePath(member.filename)
            if member.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
                continue
            inside = path.name if path.name not in opened else member.filename
            if _ending(inside) == ".zip":
                journal.tell("files_left", [inside])
            else:
                opened[inside] = read_member(archive, member.filename, name)
    if sum(map(len, opened.values())) > 3 * MOST_BYTES:
        raise TableError("table.too_big", Where(next(iter(files))), megabytes=MOST_BYTES // 1_000_000)
    return opened


def _text_table(file: str, data: bytes, journal: Journal) -> Table:
    try:
        return from_csv(data, file, header_rows=journal.choices.header_rows)
    except TableError as error:
        see_fault(PurePath(file).stem, error, journal)
        raise


def _csv_tables(files: Files, journal: Journal) -> list[Table]:
    """CSV files as tables. A file with an unknown name may be anything: if it is no table it is skipped with a note."""
    tables: list[Table] = []
    left: list[str] = []
    for file, data in sorted(files.items()):
        path = PurePath(file)
        named = words.meaning(words.SHEETS, path.stem) is not None
        if _ending(file) not in PLAIN or (_ending(file) == ".txt" and not named):
            left.append(file)
        elif data or CANVAS_EDGES not in file:  # Network Canvas writes empty files where no tie was named
            try:
                tables.append(_text_table(file, data, journal))
            except TableError as error:
                if named or CANVAS_MATRIX in file:
                    raise
                journal.skipped.append(error)
                left.append(file)
    journal.tell("files_left", left)
    return tables


def _sheets(file: str, data: bytes, journal: Journal) -> list[Table]:
    """A workbook's tables. A sheet with an unknown name may be anything (a letter, a drawing, a sum): skipped with a note."""
    tables: list[Table] = []
    left: list[str] = []
    hidden = hidden_sheets(data, file)
    aside: list[str] = []
    for title, table in sheets_of(data, file, header_rows=journal.choices.header_rows).items():
        meant = words.meaning(words.SHEETS, title)
        if title in hidden and meant is None and journal.choices.what(title) in (None, LEFT):
            aside.append(title)
            if isinstance(table, Table):  # so that it can be chosen
                see(table, LEFT, understood(LEFT, table.header, {}), journal)
            continue
        if isinstance(table, TableError):
            see_fault(title, table, journal)
        if isinstance(table, Table):
            tables.append(table)
        elif meant is None:
            left.append(title)
            journal.skipped.append(table)
        elif meant != LEFT:
            raise table
    journal.tell("tables_left", left)
    journal.tell("sheets_hidden", aside)
    return tables


def _from_one_table(table: Table, journal: Journal) -> Network:
    """A single CSV file is a table of ties or a matrix, whatever its name."""
    if network := _of_another_shape([table], table.file, journal):
        return network
    table = with_names_for_headers(table, journal)
    chosen = journal.choices.what(table.title)
    if matrix := matrix_of(table, NOBODY, chosen):
        _take(matrix, journal)
        return from_matrices([matrix], journal)
    _no_matrix(table, chosen)
    program = program_of({TIES: table})
    if program:
        _see(TIES, table, fixed_columns(program, TIES, table), journal)
        return theirs(*from_program(program, {TIES: table}, journal), journal)
    plan = tie_plan(table, frozenset(), Journal(journal.choices))
    if "target" not in plan.fields and (network := memberships(table, journal)) is not None:
        return network
    plan = tie_plan(table, frozenset(), journal)
    see(table, TIES, plan.fields, journal)
    _not_a_survey(table, plan)
    _not_people_alone(table, plan)
    return from_edge_list(plan, table, journal)


def _of_another_shape(tables: Sequence[Table], name: str, journal: Journal) -> Network | None:
    """The network of tables that are read as nodes and edges: an interview's, or an adjacency list; else None."""
    if is_canvas(tables):
        return theirs(from_canvas(tables, name, journal), {}, journal)
    listed = neighbours_of(tables[0]) if len(tables) == 1 and not bare_square(tables[0]) else None
    return interpret(listed, journal) if listed else None


def _from_tables(tables: Sequence[Table], name: str, journal: Journal) -> Network:
    if network := _of_another_shape(tables, name, journal):
        return network
    tables = [with_names_for_headers(table, journal) for table in tables]
    matrices, rest = _matrices_among(tables, journal)
    alone = len(tables) == 1 and not matrices and TIES not in sort_tables(rest, Journal(journal.choices))
    if alone and (network := memberships(rest[0], journal)) is not None:
        return network
    named = sort_tables(rest, journal)
    program = program_of(named) if not matrices else None
    plan = None
    for what, table in named.items():
        if what == TIES and not program:
            plan = _plan(table, named, journal)
            see(table, TIES, plan.fields, journal)
        else:
            _see(what, table, fixed_columns(program, what, table) if program else NOTHING, journal)
    if program:
        graph, headers = from_program(program, named, journal)
        return theirs(graph, headers, journal)
    if matrices and not named:
        return from_matrices(matrices, journal)
    if plan and set(named) == {TIES} and len(tables) == 1 and not matrices:
        # A workbook with a single sheet of ties is treated like a CSV file of ties.
        return from_edge_list(plan, named[TIES], journal)
    if not matrices and PEOPLE not in named and TIES not in named:
        _not_a_survey(next(iter(tables)), None)
    return from_sheets(named, plan, matrices, name, journal)


def _matrices_among(tables: Sequence[Table], journal: Journal) -> tuple[list[TieMatrix], list[Table]]:
    """The matrices, and the tables that are none."""
    roster = roster_of(tables, journal)
    matrices: list[TieMatrix] = []
    rest: list[Table] = []
    for table in tables:
        chosen = journal.choices.what(table.title)
        if matrix := matrix_of(table, roster, chosen):
            matrices.append(matrix)
            _take(matrix, journal)
        else:
            _no_matrix(table, chosen)
            rest.append(table)
    return matrices, rest


def _plan(table: Table, named: Mapping[str, Table], journal: Journal) -> TiePlan:
    """How the ties are read; our own exports as they are."""
    if is_own(named):
        return TiePlan((TieView(table, fields := understood(TIES, table.header, {})),), fields)
    return tie_plan(table, known_names(named), journal)


def _take(matrix: TieMatrix, journal: Journal) -> None:
    """Record a matrix, and which of its names and values a spreadsheet has spoiled."""
    see_matrix(matrix, journal)
    beside = {*matrix.left, *matrix.totals}
    used = {place for place, header in enumerate(matrix.table.header) if header not in beside}
    for problem in unsound(matrix.table, used):
        journal.add(problem)


def _no_matrix(table: Table, chosen: str | None) -> None:
    if chosen in (MATRIX, AFFILIATION):
        raise TableError("network.no_matrix", table.at())


def _not_a_survey(table: Table, plan: TiePlan | None) -> None:
    """People × groups and a survey of yes and no look alike: ask, where the table names no ties."""
    ends = {"source", "target"}
    if (plan is None or not ends <= set(plan.fields)) and may_be_affiliation(table):
        raise TableError("network.groups_or_answers", table.at(table.header_row))


def _not_people_alone(table: Table, plan: TiePlan) -> None:
    """A list of people says nothing of who is tied to whom."""
    if "target" not in plan.fields and what_of(table) in (PEOPLE, GROUPS):
        raise TableError("network.no_ties", table.at(table.header_row))


def _see(what: str, table: Table, fixed: Mapping[str, str], journal: Journal) -> None:
    fields = understood(what, table.header, {**fixed, **journal.choices.fields(table.title)})
    see(table, what, fields, journal, tuple(header for header, field in fixed.items() if field == LEFT))


def _ending(name: str) -> str:
    return PurePath(name).suffix.casefold()
