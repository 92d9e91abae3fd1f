"""Empty XLSX template to fill in: a sheet for each kind of content, and a page that explains every column.

Uploading the filled template needs no mapping: its words are those the reader knows.
"""

from __future__ import annotations

import io

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workshop.base.text import Language, say
from workshop.model.network import About, GroupLife, PersonKind, Relation

SHEETS: dict[str, tuple[str, ...]] = {
    "people": ("id", "label", "kind", "building", "answered", "trust"),
    "groups": ("id", "label", "purpose", "life", "since"),
    "ties": ("source", "target", "relation", "strength", "reporter", "when", "trust", "wave"),
    "buildings": ("id", "label", "households"),
    "remarks": ("of", "about", "value", "word", "reporter", "when"),
    "life": ("group", "life", "when", "reason"),
    "network": ("name", "wave", "directed"),
}
NEEDED = frozenset(
    (
        ("people", "id"),
        ("groups", "id"),
        ("ties", "source"),
        ("ties", "target"),
        ("buildings", "id"),
        ("remarks", "of"),
        ("remarks", "about"),
        ("life", "group"),
        ("life", "life"),
    )
)
ROWS = 500  # rows that offer words to choose from


def empty_workbook(language: Language) -> bytes:
    """The template in a reader's language: headers with a note each, data validation lists, no rows."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC"})
    free = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})  # 001 stays 001
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    explained = book.add_worksheet(say(language, "import.sheet.help"))
    for sheet, fields in SHEETS.items():
        page = book.add_worksheet(say(language, f"import.sheet.{sheet}"))
        page.freeze_panes(1, 0)
        page.set_column(0, len(fields) - 1, 16, text)
        for place, field in enumerate(fields):
            style = needed if (sheet, field) in NEEDED else free
            page.write_string(0, place, say(language, f"network.column.{sheet}.{field}"), style)
            page.write_comment(0, place, explanation(language, sheet, field), {"x_scale": 2})
            _offer(page, place, words_for(language, sheet, field))
    _explain(explained, language, free, wrap)
    book.close()
    data: bytes = file.getvalue()
    return data


def words_for(language: Language, sheet: str, field: str) -> list[str]:
    """The words a cell may hold, in the reader's language; empty where any text is allowed."""
    match sheet, field:
        case "people", "kind":
            return [say(language, f"network.kind.{kind.value}") for kind in PersonKind]
        case (("people" | "ties"), "trust"):
            return ["0", "1", "2", "3", "4"]
        case (("groups" | "life"), "life"):
            return [say(language, f"network.life.{life.value}") for life in GroupLife]
        case "ties", "relation":
            return [say(language, f"network.relation.{relation.value}") for relation in Relation]
        case "remarks", "about":
            return [say(language, f"network.about.{about.value}") for about in About]
        case ("people", "answered") | ("network", "directed"):
            return [say(language, "import.yes"), say(language, "import.no")]
    return []


def explanation(language: Language, sheet: str, field: str) -> str:
    """What to write in a column."""
    return say(language, f"import.explain.{sheet}.{field}")


def _offer(page: Worksheet, place: int, words: list[str]) -> None:
    """Data validation: a list to choose from; other words may be typed, a relation may be the camp's own."""
    if words:
        page.data_validation(
            1, place, ROWS, place, {"validate": "list", "source": words, "error_type": "information"}
        )


def _explain(page: Worksheet, language: Language, bold: Format, wrap: Format) -> None:
    page.set_column(0, 1, 18, wrap)
    page.set_column(2, 2, 70, wrap)
    page.set_column(3, 3, 60, wrap)
    page.merge_range(0, 0, 0, 3, say(language, "import.explain.lead"), wrap)
    page.set_row(0, 64)
    for place, name in enumerate(("sheet", "column", "what", "words")):
        page.write_string(2, place, say(language, f"import.explain.{name}"), bold)
    row = 3
    for sheet, fields in SHEETS.items():
        for field in fields:
            page.write_string(row, 0, say(language, f"import.sheet.{sheet}"), wrap)
            page.write_string(row, 1, say(language, f"network.column.{sheet}.{field}"), wrap)
            page.write_string(row, 2, explanation(language, sheet, field), wrap)
            page.write_string(row, 3, "  ·  ".join(words_for(language, sheet, field)), wrap)
            row += 1
