"""Builds the Word template of the camp report: `python -m workshop.report.template` writes it anew.

The template holds layout only and every text is a placeholder, so one template serves every language. A
facilitator may edit a copy of it in Word. Its parts are repeated lines, ruled tables and colours.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as DocumentOf
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from workshop.report.one_page import camp_layout, community_layout
from workshop.report.template_parts import (
    GREEN,
    WIDTH,
    band,
    first,
    plain_table,
    repeat,
    rows,
    sections,
    strong,
)

LATIN, CHINESE = "Calibri", "Microsoft YaHei"
INK, GREY = RGBColor(0x26, 0x30, 0x2B), RGBColor(0x5F, 0x6B, 0x64)

PATTERN_COLUMNS = (5.4, 1.5, 1.9, 2.3, 2.1, 4.2)
PATTERN_CELLS = ("move", "tried", "passed", "partly", "failed", "interval")


def statement_pages(document: DocumentOf) -> None:
    """A page for each step about statements: agreed first, then the others, then opinion groups or why there
    are none.
    """
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


def dialogue_page(document: DocumentOf) -> None:
    """Principle cards with the words they rest on, then the words that were kept, then doubts and who answered them."""
    document.add_paragraph("{%p if dialogue.any %}")
    title = document.add_paragraph("{{ words.left }}", "Heading 1")
    title.paragraph_format.page_break_before = True
    document.add_paragraph("{%p if dialogue.principles %}")
    document.add_paragraph("{{ words.principles }}", "Heading 2")
    document.add_paragraph("{%p for card in dialogue.principles %}")
    document.add_paragraph("{{ card.number }}", "Caption").paragraph_format.keep_with_next = True
    repeat(document, "text in card.lines", "{{ text }}", "Normal")
    repeat(document, "text in card.quotes", "{{ text }}", "Caption")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")
    for name in ("quotes", "doubts"):
        document.add_paragraph(f"{{%p if dialogue.{name} %}}")
        document.add_paragraph(f"{{{{ words.{name} }}}}", "Heading 2")
        repeat(document, f"text in dialogue.{name}", "{{ text }}", "List Bullet")
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")


TEMPLATE = Path(__file__).parent / "template.docx"
STEP_COLUMNS = (5.6, 2.4, 2.2, 2.2, 2.6, 2.4)
COMMUNITY_COLUMNS = (4.6, 2.2, 4.6, 2.0, 2.0, 2.0)


def build() -> DocumentOf:
    """The template as a document."""
    document = Document()
    _page(document)
    _styles(document)
    _around(document)
    _front(document)
    community_layout(document)
    _details(document)
    statement_pages(document)
    dialogue_page(document)
    _communities(document)
    pattern_page(document)
    _appendix(document)
    return document


def _page(document: DocumentOf) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(1.9), Cm(1.6)
    section.header_distance = section.footer_distance = Cm(0.9)


def _styles(document: DocumentOf) -> None:
    _style(document, "Normal", 10, INK, after=3)
    _style(document, "Title", 22, GREEN, bold=True, after=2)
    _style(document, "Heading 1", 16, GREEN, bold=True, before=2, after=2)
    _style(document, "Heading 2", 11, GREEN, bold=True, before=6, after=2)
    _style(document, "List Bullet", 9.5, INK, after=1)
    _style(document, "Caption", 8.5, GREY, after=2)
    # The default title style has a line in another colour.
    border = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        document.styles["Title"].element.pPr.remove(border)


def _style(
    document: DocumentOf,
    name: str,
    size: float,
    colour: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 – for the type checker: these are paragraph styles
    style.font.name, style.font.size, style.font.bold, style.font.italic = LATIN, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    # Without it Word falls back to the reader's default font for Chinese.
    fonts.set(qn("w:eastAsia"), CHINESE)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.1


def _around(document: DocumentOf) -> None:
    """Header with the camp and the mark of invented data; footer with the reminder and the page number."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.style = document.styles["Caption"]
    head.add_run("{{ camp }}")
    head.add_run("{% if invented %}    ▲ {{ words.invented }}{% endif %}").bold = True
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["Caption"]
    foot.add_run("{{ words.footer }}    ")
    _field(foot, "PAGE")


def _field(paragraph: Paragraph, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _front(document: DocumentOf) -> None:
    """The camp on one page."""
    document.add_paragraph("{{ title }}", "Title")
    document.add_paragraph("{{ made }}", "Caption")
    document.add_paragraph("{%p if invented %}")
    band(document.add_paragraph("{{ words.invented }}"))
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{ overview }}")
    camp_layout(document)


def _details(document: DocumentOf) -> None:
    """What the first pages rest on, of the whole camp."""
    title = document.add_paragraph("{{ words.details }}", "Heading 1")
    title.paragraph_format.page_break_before = True
    document.add_paragraph("{{ words.steps }}", "Heading 2")
    rows(
        document,
        STEP_COLUMNS,
        [f"{{{{ words.{name} }}}}" for name in ("step", "state", "seats", "started", "done", "late")],
        "step in steps",
        [f"{{{{ step.{name} }}}}" for name in ("title", "state", "seats", "started", "done", "late")],
    )
    document.add_paragraph("{{ words.communities }}", "Heading 2")
    rows(
        document,
        COMMUNITY_COLUMNS,
        [
            f"{{{{ words.{name} }}}}"
            for name in ("community", "raters", "stage", "people", "groups", "response")
        ],
        "line in lines",
        [f"{{{{ line.{name} }}}}" for name in ("name", "raters", "stage", "people", "groups", "response")],
    )
    document.add_paragraph("{{ words.mark }}", "Caption")
    sections(document, "sections")
    document.add_paragraph("{%p if room %}")
    room = document.add_paragraph("{{ words.room }}", "Heading 1")
    room.paragraph_format.page_break_before = True
    document.add_paragraph("{{ room }}")
    document.add_paragraph("{{ words.room_help }}", "Caption")
    document.add_paragraph("{%p endif %}")


def _appendix(document: DocumentOf) -> None:
    """How to read the report, and what was counted with which coefficient."""
    title = document.add_paragraph("{{ words.appendix }}", "Heading 1")
    title.paragraph_format.page_break_before = True
    document.add_paragraph("{{ words.limits }}", "Heading 2")
    document.add_paragraph("{{ limits }}")
    document.add_paragraph("{{ badge_help }}", "Caption")
    sections(document, "appendix")


def _communities(document: DocumentOf) -> None:
    document.add_paragraph("{%p for c in communities %}")
    name = document.add_paragraph("{{ c.name }} {{ words.dot }} {{ words.details }}", "Heading 1")
    name.paragraph_format.page_break_before = True
    repeat(document, "text in c.cautions", "{{ text }}", "Caption")
    _profile(document)
    document.add_paragraph("{{ words.cards }}", "Heading 2")
    document.add_paragraph("{%p if c.obstacles %}")
    document.add_paragraph("{{ c.obstacles }}")
    document.add_paragraph("{%p endif %}")
    repeat(document, "text in c.card_notes", "{{ text }}", "Caption")
    _cards(document)
    document.add_paragraph("{{ words.commitments }}", "Heading 2")
    repeat(document, "text in c.commitments", "{{ text }}", "List Bullet")
    sections(document, "c.sections")
    _map(document)
    document.add_paragraph("{%p endfor %}")


def _profile(document: DocumentOf) -> None:
    """The profile beside what to look at next."""
    profile, following = plain_table(document, (10.4, 7.0), rows=1).rows[0].cells
    first(profile, "{{ words.profile }}", "Heading 2")
    profile.add_paragraph("{{ c.chart }}")
    first(following, "{{ c.next_title }}", "Heading 2")
    repeat(following, "text in c.next_anchors", "{{ text }}", "List Bullet")
    repeat(following, "text in c.differences", "{{ text }}", "Caption")


def _map(document: DocumentOf) -> None:
    """The map on a page of its own – the back of the sheet when printed on both sides – wide enough to be read."""
    document.add_paragraph("{%p if c.map_lines %}")
    title = document.add_paragraph("{{ c.name }} {{ words.dot }} {{ words.map }}", "Heading 1")
    title.paragraph_format.page_break_before = True
    document.add_paragraph("{{ c.map }}")
    repeat(document, "text in c.map_lines", "{{ text }}", "List Bullet")
    document.add_paragraph("{%p endif %}")


def _cards(document: DocumentOf) -> None:
    """Three cards side by side; a column stays empty where there is no card."""
    document.add_paragraph("{%p if c.cards %}")
    table = plain_table(document, (WIDTH / 3,) * 3, rows=1)
    for number, cell in enumerate(table.rows[0].cells):
        card = f"c.cards[{number}]"
        first(cell, f"{{%p if c.cards|length > {number} %}}", "Caption")
        strong(cell.add_paragraph(style="Caption"), f"{{{{ {card}.slot }}}}")
        strong(cell.add_paragraph(), f"{{{{ {card}.title }}}}")
        cell.add_paragraph(f"{{{{ {card}.place }}}} {{{{ words.dot }}}} {{{{ {card}.why }}}}", "Caption")
        for part in (
            f"{{{{ {card}.did }}}} → {{{{ {card}.became }}}}",
            f"{{{{ {card}.limits }}}}",
            f"{{{{ {card}.first_step }}}}",
            f"{{{{ {card}.question }}}}",
            f"{{{{ {card}.source }}}}",
        ):
            cell.add_paragraph(part, "Caption")
        cell.add_paragraph("{%p endif %}", "Caption")
    document.add_paragraph("{%p endif %}")


if __name__ == "__main__":
    build().save(str(TEMPLATE))
