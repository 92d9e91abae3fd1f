"""Network Canvas interviews (ego networks, name generator), from CSV or GraphML, as one network.

Every interview asks one person (the ego), who names others (alters) and says which of those know each other. All of it
is the ego's report: the ego is a person, each alter is a tie from the ego, and the ego is the reporter. Alters did not
answer. The program's own ids are kept, so a person chosen from a roster in two interviews is one person; two entries of
one name stay two people until a person merges them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.base.errors import TableError
from workshop.network.io import words
from workshop.network.io.columns import day, find_columns
from workshop.network.io.graphfiles import GROUP_MARK, Attributes, Edge, GraphFile, checked
from workshop.network.io.imported import LEFT, PEOPLE, TIES, Journal, Note
from workshop.network.io.program_tables import row_values
from workshop.network.io.sheets import see
from workshop.network.io.table import Table, TableRow

EGO, WHO = "networkCanvasEgoUUID", "networkCanvasUUID"
SOURCE, TARGET = "networkCanvasSourceUUID", "networkCanvasTargetUUID"
CASE, START = "networkCanvasCaseID", "sessionStart"
ALTERS, EDGES, MATRIX = "_attributeList_", "_edgeList_", "_adjacencyMatrix_"
# Row numbers that restart in every file, and the program's own metadata.
BOOKKEEPING = (
    "nodeID",
    "edgeID",
    "from",
    "to",
    "networkCanvasSessionID",
    "networkCanvasProtocolName",
    "sessionFinish",
    "sessionExported",
    "APP_VERSION",
    "COMMIT_HASH",
)
FIXED = (EGO, WHO, SOURCE, TARGET, CASE, START, *BOOKKEEPING)


@dataclass(frozen=True)
class Alter:
    """A named person or group."""

    id: str
    type: str
    about: Attributes


@dataclass(frozen=True)
class AlterTie:
    """A tie between two alters, as the ego sees it."""

    source: str
    target: str
    type: str
    about: Attributes


@dataclass(frozen=True)
class Interview:
    """One ego's answers, and the day."""

    ego: str
    about: Attributes
    day: str
    alters: tuple[Alter, ...]
    ties: tuple[AlterTie, ...]


def is_canvas(tables: Sequence[Table]) -> bool:
    """Whether these tables are a Network Canvas export."""
    return any(EGO in table.header for table in tables)


def from_canvas(tables: Sequence[Table], file: str, journal: Journal) -> GraphFile:
    """The CSV files of any number of interviews. Raises TableError, SeveralErrors."""
    journal.tell("matrix_left", (table.title for table in tables if MATRIX in table.title))
    about: dict[str, Attributes] = {}
    days: dict[str, str] = {}
    alters: dict[str, list[Alter]] = {}
    ties: dict[str, list[AlterTie]] = {}
    left: list[str] = []
    for table in tables:
        if MATRIX in table.title or journal.choices.what(table.title) == LEFT:
            continue
        if SOURCE in table.header and TARGET in table.header:
            for row, attributes in _rows(table, TIES, journal):
                ends = [_cell(table, row, name, journal) for name in (SOURCE, TARGET)]
                tie = AlterTie(ends[0], ends[1], table.title.rpartition(EDGES)[2], attributes)
                ties.setdefault(_cell(table, row, EGO, journal), []).append(tie)
        elif WHO in table.header:
            for row, attributes in _rows(table, PEOPLE, journal):
                alter = Alter(_cell(table, row, WHO, journal), table.title.rpartition(ALTERS)[2], attributes)
                alters.setdefault(_cell(table, row, EGO, journal), []).append(alter)
        elif EGO in table.header:
            for row, attributes in _rows(table, PEOPLE, journal):
                ego = _cell(table, row, EGO, journal)
                if ego in about:
                    where = table.at(row.number, EGO)
                    journal.add(TableError("network.double_id", where, id=ego))
                case = _optional(table, row, CASE)
                about[ego] = attributes | ({CASE: case} if case else {})
                days[ego] = _optional(table, row, START)[:10]
        else:
            left.append(table.title)
    journal.tell("tables_left", left)
    journal.done()
    interviews = [
        Interview(
            ego, about.get(ego, {}), days.get(ego, ""), tuple(alters.get(ego, ())), tuple(ties.get(ego, ()))
        )
        for ego in dict.fromkeys([*about, *alters, *ties])
    ]
    return joined(file, interviews)


def joined(file: str, interviews: Sequence[Interview]) -> GraphFile:
    """Interviews combined: egos, then all alters, in file order."""
    nodes = {one.ego: _ego(one) for one in interviews}
    types = dict.fromkeys(alter.type for one in interviews for alter in one.alters)
    edges: list[Edge] = []
    again: list[str] = []
    named: set[str] = set()
    for interview in interviews:
        attributes: Attributes = {"reporter": interview.ego}
        if day(interview.day):
            attributes["when"] = interview.day
        for alter in interview.alters:
            if alter.id in named:
                again.append(str(alter.about.get("label") or alter.about.get("name") or alter.id))
            named.add(alter.id)
            nodes.setdefault(alter.id, _named(alter, types))
            edges.append((interview.ego, alter.id, dict(attributes)))
        edges += [
            (tie.source, tie.target, {"relation": tie.type, **tie.about, **attributes})
            for tie in interview.ties
        ]
    notes = [Note("named_twice", len(again), tuple(dict.fromkeys(again))[:8])] if again else []
    if len(types) > 1:
        notes.append(Note("canvas_types", len(types), tuple(filter(None, types))[:8]))
    if len(nodes) > len(interviews):
        notes.append(Note("only_named", len(nodes) - len(interviews)))
    return checked(GraphFile(file, False, {}, tuple(nodes.items()), tuple(edges), tuple(notes)))


def _ego(interview: Interview) -> Attributes:
    """The ego: by their name, else by the case id the interviewer entered."""
    own: Attributes = {"answered": True, **interview.about}
    case = own.pop(CASE, "")
    if own.get("label") or own.get("name"):
        return own | ({CASE: case} if case else {})
    return own | {"label": case}


def _named(alter: Alter, types: Mapping[str, None]) -> Attributes:
    own: Attributes = {"answered": False, **alter.about}
    if words.key(alter.type) in words.GROUP_WORDS:
        return {**own, GROUP_MARK: True}
    return {**own, "networkCanvasType": alter.type} if len(types) > 1 else own


def _rows(table: Table, what: str, journal: Journal) -> list[tuple[TableRow, Attributes]]:
    columns = find_columns(table, what, (), journal, dict.fromkeys(FIXED, LEFT))
    see(table, what, columns.fields, journal, FIXED)
    return [(row, row_values(columns, row, journal)) for row in table.rows]


def _cell(table: Table, row: TableRow, name: str, journal: Journal) -> str:
    text = _optional(table, row, name)
    if not text:
        journal.add(TableError("network.no_id", table.at(row.number, name)))
    return text


def _optional(table: Table, row: TableRow, name: str) -> str:
    return row.cells[table.header.index(name)] if name in table.header else ""
