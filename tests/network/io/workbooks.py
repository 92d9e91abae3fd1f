"""Workbooks as spreadsheet programs leave them: made with openpyxl, then changed in their XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl

Cell = str | int | float | None


def book(
    sheets: Mapping[str, Sequence[Sequence[Cell]]], merged: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """A workbook of these sheets, with these cells merged."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(title, ()):
            sheet.merge_cells(cells)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def changed(data: bytes, pattern: str, replacement: str, member: str = "xl/worksheets/") -> bytes:
    """The workbook with the XML of its sheets (or another member) changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            xml = before.read(name)
            if name.startswith(member):
                xml = re.sub(pattern, replacement, xml.decode()).encode()
            after.writestr(name, xml)
    return file.getvalue()
