"""Bytes of a file as a `Network`, by the ending of its name. Pure: no paths, no downloads, no graph library.

Kept apart from `read`, so that the child process that opens foreign files loads little.
"""

from __future__ import annotations

from pathlib import PurePath

from workshop.errors import TableError, Where
from workshop.model.network import Network
from workshop.network import words
from workshop.network.foreign import interpret
from workshop.network.graphfiles import gexf, graphml, pajek
from workshop.network.table import Table, from_csv, from_workbook, inspect_archive, read_member
from workshop.network.tables import from_edge_list, from_sheets

ENDINGS = (".graphml", ".gexf", ".net", ".xlsx", ".csv", ".zip")
PLAIN = (".csv", ".tsv", ".txt")


def parse(name: str, data: bytes) -> Network:
    """One file's network. Raises TableError, or SeveralErrors when more than one thing is wrong."""
    ending = PurePath(name).suffix.casefold()
    if ending in (".graphml", ".xml"):
        return interpret(graphml(data, name))
    if ending == ".gexf":
        return interpret(gexf(data, name))
    if ending in (".net", ".paj"):
        return interpret(pajek(data, name))
    if ending in (".xlsx", ".xlsm", ".xls"):
        return _workbook(name, data)
    if ending in PLAIN:
        return from_edge_list(from_csv(data, name))
    if ending == ".zip":
        return _archive(name, data)
    raise TableError("network.format", Where(name), known=" ".join(ENDINGS))


def parse_tables(files: dict[str, bytes], name: str) -> Network:
    """Several CSV files by file name (`people.csv`, `groups.csv`, `ties.csv`). Raises TableError."""
    tables: dict[str, Table] = {}
    for file, data in sorted(files.items()):
        path = PurePath(file)
        if path.suffix.casefold() in PLAIN and words.meaning(words.SHEETS, path.stem) is not None:
            tables[path.stem] = from_csv(data, path.name)
    return from_sheets(tables, name)


def _workbook(name: str, data: bytes) -> Network:
    sheets = from_workbook(data, name)
    if not sheets:
        raise TableError("table.empty", Where(name))
    return from_sheets(sheets, name)


def _archive(name: str, data: bytes) -> Network:
    archive = inspect_archive(data, name)
    wanted = [
        member.filename
        for member in archive.infolist()
        if not member.is_dir() and not PurePath(member.filename).name.startswith(".")
    ]
    tables = {
        file: read_member(archive, file, name) for file in wanted if PurePath(file).suffix.casefold() in PLAIN
    }
    return parse_tables(tables, name)
