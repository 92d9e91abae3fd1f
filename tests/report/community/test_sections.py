"""A section of the report is laid out with everything it has and nothing it has not."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentOf
from docxtpl import DocxTemplate

from workshop.report.community.sections import section_context
from workshop.report.section import Drawing, Section, SectionTable
from workshop.report.template_parts import sections

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>'


def laid_out(folder: Path, *made: Section) -> DocumentOf:
    blank = Document()
    sections(blank, "sections")
    blank.save(str(folder / "template.docx"))
    document = DocxTemplate(str(folder / "template.docx"))
    alternatives: list[str] = []
    document.render({"sections": [section_context(document, one, alternatives) for one in made]})
    file = io.BytesIO()
    document.save(file)
    return Document(io.BytesIO(file.getvalue()))


def test_a_section_has_what_it_was_given_in_order(tmp_path: Path) -> None:
    table = SectionTable(("甲", "乙", "丙", "丁"), (("1", "2", "3", "4"), ("5", "6", "7", "8")))
    whole = Section("标题", ("一句",), ("一点",), Drawing(SVG, "一块黑"), table, ("小字",))
    document = laid_out(tmp_path, whole, Section("后面", ("只有一句",)))
    assert [p.text for p in document.paragraphs if p.text] == [
        "标题",
        "一句",
        "一点",
        "小字",
        "后面",
        "只有一句",
    ]
    (drawn,) = document.tables
    assert [[cell.text for cell in row.cells] for row in drawn.rows] == [
        ["甲", "乙", "丙", "丁"],
        ["1", "2", "3", "4"],
        ["5", "6", "7", "8"],
    ]
    assert len(document.inline_shapes) == 1
