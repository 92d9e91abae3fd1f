"""Writing Excel workbooks of texts and numbers. Text stays text: no cell becomes a formula, a link or a
number.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from workshop.base.svg import UNFIT

Cell = str | int | float | None
Row = Sequence[Cell]
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDEST, NARROWEST = 60, 9


def fit(text: str) -> str:
    """Text without the characters XML cannot hold; an imported table may contain them."""
    return UNFIT.sub("", text)


@dataclass(frozen=True)
class WorkbookSheet:
    """A sheet's name, its header (none: lines of text), and its rows."""

    name: str
    header: Sequence[str]
    rows: Sequence[Row]


def workbook(sheets: Sequence[WorkbookSheet]) -> bytes:
    """The sheets in order; a header is bold and frozen."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, SAFE)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        if sheet.header:
            page.freeze_panes(1, 0)
        for number, row in enumerate([sheet.header, *sheet.rows] if sheet.header else sheet.rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(
                        number, place, fit(cell), bold if sheet.header and number == 0 else None
                    )
                elif cell is not None:
                    page.write_number(number, place, cell)
        for place, width in enumerate(_widths(sheet)):
            page.set_column(place, place, width)
    book.close()
    return file.getvalue()


def _widths(sheet: WorkbookSheet) -> list[int]:
    """Column widths by content; a Chinese character takes about two."""
    columns = max((len(row) for row in (sheet.header, *sheet.rows)), default=0)
    longest = [NARROWEST] * columns
    for row in (sheet.header, *sheet.rows):
        for place, cell in enumerate(row):
            text = str(cell if cell is not None else "")
            longest[place] = max(longest[place], sum(1 + (letter > "\u2e7f") for letter in text) + 2)
    return [min(width, WIDEST) for width in longest]
