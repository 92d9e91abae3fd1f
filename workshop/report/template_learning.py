"""The report's pages on peer learning: what the room agrees on, and what was tried against what it is stuck at."""

from __future__ import annotations

from docx.document import Document as DocumentOf
from docx.shared import Pt

from workshop.report.template_parts import repeat, rows

PATTERN_COLUMNS = (5.4, 1.5, 1.9, 2.3, 2.1, 4.2)
PATTERN_CELLS = ("move", "tried", "passed", "partly", "failed", "interval")


def statement_pages(document: DocumentOf) -> None:
    """A page for each step about statements: agreed first, then the others, then groups or why there are none."""
    document.add_paragraph("{%p for s in statements %}")
    title = document.add_paragraph("{{ s.title }}", "Heading 1")
    title.paragraph_format.page_break_before = True
    repeat(document, "text in s.lines", "{{ text }}", "Normal")
    for picture, heading in (("agreed", "agreed"), ("rest", "rest"), ("groups", "views")):
        document.add_paragraph(f"{{%p if s.{picture} %}}")
        document.add_paragraph(f"{{{{ words.{heading} }}}}", "Heading 2")
        document.add_paragraph(f"{{{{ s.{picture} }}}}")
        document.add_paragraph("{%p endif %}")
    repeat(document, "text in s.group_lines", "{{ text }}", "Caption")
    document.add_paragraph("{%p endfor %}")


def pattern_page(document: DocumentOf) -> None:
    """What chance alone would show first, then obstacle by obstacle what was tried and what came of it."""
    document.add_paragraph("{%p if patterns.obstacles %}")
    title = document.add_paragraph("{{ words.patterns }}", "Heading 1")
    title.paragraph_format.page_break_before = True
    repeat(document, "text in patterns.lines", "{{ text }}", "Normal")
    document.add_paragraph("{%p for o in patterns.obstacles %}")
    obstacle = document.add_paragraph("{{ o.name }}", "Heading 2")
    obstacle.paragraph_format.keep_with_next = True
    rows(
        document,
        PATTERN_COLUMNS,
        [f"{{{{ words.{name} }}}}" for name in PATTERN_CELLS],
        "row in o.rows",
        [f"{{{{ row.{name} }}}}" for name in PATTERN_CELLS],
    )
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{{ patterns.more }}", "Caption").paragraph_format.space_before = Pt(6)
    document.add_paragraph("{%p endif %}")
