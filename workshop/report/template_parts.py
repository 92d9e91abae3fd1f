"""Parts the Word template is laid out with: repeated paragraphs, ruled tables, coloured bands, sections."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as DocumentOf
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

GREEN = RGBColor(0x24, 0x6B, 0x42)
BAND = "FFF1C9"
RULE = "CFD8D2"
WIDTH = 17.4  # cm between the margins


def repeat(place: DocumentOf | _Cell, each: str, text: str, style: str) -> None:
    """A paragraph repeated for each item."""
    place.add_paragraph(f"{{%p for {each} %}}")
    place.add_paragraph(text, style)
    place.add_paragraph("{%p endfor %}")


def first(cell: _Cell, text: str, style: str) -> None:
    """Write into the paragraph every cell begins with."""
    cell.paragraphs[0].add_run(text)
    cell.paragraphs[0].style = style


def strong(paragraph: Paragraph, text: str) -> None:
    """Bold, in the colour of the report."""
    run = paragraph.add_run(text)
    run.bold, run.font.color.rgb = True, GREEN


def rows(
    document: DocumentOf, widths: Sequence[float], header: Sequence[str], each: str, cells: Sequence[str]
) -> None:
    """A ruled table whose middle row is repeated."""
    table = plain_table(document, widths, rows=4)
    for row, texts in (
        (0, header),
        (1, (f"{{%tr for {each} %}}",)),
        (2, cells),
        (3, ("{%tr endfor %}",)),
    ):
        for place, text in enumerate(texts):
            cell = table.rows[row].cells[place]
            first(cell, text, "Caption" if row == 0 else "Normal")
            if place and row in (0, 2):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    borders(table, ("bottom", "insideH"))


def plain_table(document: DocumentOf, widths: Sequence[float], rows: int) -> Table:
    """A table without lines, its columns of these widths in cm."""
    table: Table = document.add_table(rows, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    return table


def borders(table: Table, sides: Sequence[str]) -> None:
    """Thin lines on some sides of every row."""
    borders = OxmlElement("w:tblBorders")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def rule_rows(table: Table) -> None:
    """A thin line below every row."""
    borders(table, ("bottom", "insideH"))


def band(paragraph: Paragraph) -> None:
    """A coloured band across the page."""
    for run in paragraph.runs:
        run.bold = True
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", BAND)):
        shade.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().append(shade)


def sections(place: DocumentOf, each: str) -> None:
    """Sections of any number, each with what it has: sentences, points, a drawing, a table, small print."""
    place.add_paragraph(f"{{%p for s in {each} %}}")
    place.add_paragraph("{{ s.title }}", "Heading 2")
    repeat(place, "text in s.lines", "{{ text }}", "Normal")
    repeat(place, "text in s.points", "{{ text }}", "List Bullet")
    place.add_paragraph("{%p if s.drawing %}")
    place.add_paragraph("{{ s.drawing }}")
    place.add_paragraph("{%p endif %}")
    place.add_paragraph("{%p if s.columns %}")
    _section_table(place)
    place.add_paragraph("{%p endif %}")
    repeat(place, "text in s.notes", "{{ text }}", "Caption")
    place.add_paragraph("{%p endfor %}")


def _section_table(document: DocumentOf) -> None:
    """A ruled table of as many columns as the section has."""
    third = WIDTH / 3
    table = plain_table(document, (third, third, third), rows=4)
    table.autofit = True
    for row, texts in (
        (0, ("{%tc for text in s.columns %}", "{{ text }}", "{%tc endfor %}")),
        (1, ("{%tr for row in s.rows %}",)),
        (2, ("{%tc for text in row %}", "{{ text }}", "{%tc endfor %}")),
        (3, ("{%tr endfor %}",)),
    ):
        for cell, text in zip(table.rows[row].cells, texts, strict=False):
            first(cell, text, "Caption" if row == 0 else "Normal")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    borders(table, ("bottom", "insideH"))
