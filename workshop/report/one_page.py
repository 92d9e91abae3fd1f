"""The report's first pages: one page of the camp, then one page of each community, in sentences and nothing else.

`camp_layout` and `community_layout` are the template's side of it, the contexts the summary's.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as DocumentOf
from docx.shared import Pt

from workshop.base.text import Language, say
from workshop.report.sheets import fit
from workshop.report.template_parts import first, plain_table, rule_rows, strong
from workshop.services.community.one_page_text import PageLine

COLUMNS = (3.6, 13.8)
LARGE = Pt(11.5)  # read by people who hold the sheet at arm's length


def page_context(lines: Sequence[PageLine]) -> list[dict[str, object]]:
    """The parts for the template: heading, sentences line by line, whether anything is there."""
    return [
        {
            "heading": fit(line.heading),
            "texts": [fit(text) for text in line.text.split("\n")],
            "empty": line.empty,
        }
        for line in lines
    ]


def page_words(language: Language) -> dict[str, str]:
    """The fixed texts of these pages."""
    return {
        "one_page": say(language, "one_page.title"),
        "camp_page": say(language, "one_page.camp.title"),
        "seen": say(language, "one_page.seen"),
    }


def camp_layout(document: DocumentOf) -> None:
    """The camp's page, below its title."""
    document.add_paragraph("{{ words.camp_page }}", "Heading 1")
    _parts(document, "page")


def community_layout(document: DocumentOf) -> None:
    """A page for each community, with a line to write on when the day has come."""
    document.add_paragraph("{%p for c in communities %}")
    name = document.add_paragraph("{{ c.name }} {{ words.dot }} {{ words.one_page }}", "Heading 1")
    name.paragraph_format.page_break_before = True
    document.add_paragraph("{{ c.facts }}", "Caption")
    stage = document.add_paragraph()
    strong(stage, "{{ c.stage }}")
    stage.add_run("{% if c.badge %}  ◇ {{ c.badge }}{% endif %}  {{ c.raters }}").font.size = Pt(9)
    _parts(document, "c.page")
    seen = document.add_paragraph("{{ words.seen }}")
    seen.paragraph_format.space_before = Pt(18)
    document.add_paragraph("{%p endfor %}")


def _parts(document: DocumentOf, each: str) -> None:
    """Heading and sentences side by side, a thin line between the parts."""
    table = plain_table(document, COLUMNS, rows=3)
    first(table.rows[0].cells[0], f"{{%tr for part in {each} %}}", "Normal")
    heading, text = table.rows[1].cells
    first(heading, "", "Normal")
    strong(heading.paragraphs[0], "{{ part.heading }}")
    heading.paragraphs[0].paragraph_format.space_before = Pt(6)
    first(text, "{%p for text in part.texts %}", "Normal")
    said = text.add_paragraph("{{ text }}", "Normal")
    said.paragraph_format.space_before = said.paragraph_format.space_after = Pt(6)
    said.runs[0].font.size = LARGE
    text.add_paragraph("{%p endfor %}")
    first(table.rows[2].cells[0], "{%tr endfor %}", "Normal")
    rule_rows(table)
