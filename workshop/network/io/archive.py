"""Zip archives and workbooks from strangers, measured before anything unpacks them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from workshop.base.errors import TableError, Where
from workshop.network.io.table import MOST_COLUMNS, MOST_ROWS

MOST_MEMBERS = 300
MOST_UNPACKED = 60_000_000
MOST_RATIO = 150  # of a member above 1 MB; workbooks of real tables stay under 40
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
SHEETS = "xl/worksheets/"

_CELL = re.compile(rb"<c[^>]*?\br=\"([A-Z]+)([0-9]+)\"|<row[^>]*?\br=\"([0-9]+)\"")


def inspect_archive(data: bytes, file: str) -> zipfile.ZipFile:
    """Zip bomb check: size, number of members and compression ratio, without unpacking. Raises TableError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise TableError("table.damaged", Where(file)) from error
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > 1_000_000 and member.file_size > MOST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or swollen:
        raise TableError("table.bomb", Where(file), megabytes=round(unpacked / 1e6))
    if any(member.flag_bits & 1 for member in members):
        raise TableError("table.old_or_locked", Where(file))
    return archive


def inspect_workbook(data: bytes, file: str) -> zipfile.ZipFile:
    """Refuse a workbook that would blow up when read: far cells, too many rows, a document type. Raises TableError."""
    archive = inspect_archive(data, file)
    for member in archive.infolist():
        if not member.filename.endswith(".xml"):
            continue
        xml = read_member(archive, member.filename, file)
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise TableError("table.damaged", Where(file))
        if member.filename.startswith(SHEETS):
            _near(xml, file)
    return archive


def cells_in(data: bytes, file: str) -> int:
    """Number of cells in a workbook's sheets, counted without parsing. Raises TableError."""
    if data.startswith(OLD_OFFICE):
        raise TableError("table.old_or_locked", Where(file))
    archive = inspect_archive(data, file)
    names = [name for name in archive.namelist() if name.startswith(SHEETS)]
    return sum(read_member(archive, name, file).count(b"<c ") for name in names)


def read_member(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    """One member's bytes, never more than it declared. Raises TableError."""
    try:
        return archive.read(name)
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise TableError("table.damaged", Where(file)) from error


def _near(xml: bytes, file: str) -> None:
    for match in _CELL.finditer(xml):
        letters, number, row = match.groups()
        if letters and (len(letters) > 2 or column_number(letters.decode()) > MOST_COLUMNS):
            raise TableError("table.too_wide", Where(file), n=MOST_COLUMNS)
        if int(number or row) > MOST_ROWS:
            raise TableError("table.too_long", Where(file), n=MOST_ROWS)


def column_number(letters: str) -> int:
    """A column's number by its letters.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position
