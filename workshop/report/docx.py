"""The camp report as a Word file (docx): one page of the camp, one page of each community, then the details, then what was
counted and how.
"""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import vl_convert
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage

from workshop.assessment.charts.room_chart import room_text
from workshop.base.text import say
from workshop.model.privacy import MIN_GROUP
from workshop.network.draw.picture import draw
from workshop.network.draw.svg import svg
from workshop.network.graph.discord import counts
from workshop.network.measures.response import response
from workshop.network.measures.response_text import rate_cell
from workshop.report.community.sections import (
    appendix_sections,
    camp_sections,
    community_sections,
    sections_context,
)
from workshop.report.dialogue_pages import dialogue_context, dialogue_words
from workshop.report.learning_pages import learning_words, patterns_context, statements_context
from workshop.report.one_page import page_context, page_words
from workshop.report.page import community_text, day, overview, stage_text
from workshop.report.pictures import profile_png, profile_words, room_png
from workshop.report.sheets import fit
from workshop.report.template import TEMPLATE
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_community import CommunitySummary

CHART_WIDTH, MAP_WIDTH = Cm(10.0), Cm(17.4)
MAP_PIXELS = 1300


def report_docx(summary: CampSummary, template: Path = TEMPLATE) -> bytes:
    """The report; `template` may be a facilitator's own copy of ours."""
    document = DocxTemplate(str(template))
    alternatives: list[str] = []
    document.render(_context(document, summary, alternatives), autoescape=True)
    for shape, text in zip(document.docx.inline_shapes, alternatives, strict=False):
        shape._inline.docPr.set("descr", text)  # alt text for screen readers
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _context(document: DocxTemplate, summary: CampSummary, alternatives: list[str]) -> dict[str, object]:
    language = summary.language
    return {
        "camp": fit(summary.camp.title),
        "title": fit(say(language, "report.title", camp=summary.camp.title)),
        "made": say(language, "report.made", day=day(summary)),
        "invented": summary.camp.invented,
        "overview": overview(summary),
        "limits": summary.rubric.limits.of(language).strip().replace("\n", " "),
        "badge_help": say(language, "assessment.badge_help"),
        "words": _words(summary),
        "steps": [
            {
                "title": fit(one.title),
                "state": say(language, f"report.state.{one.step.state.value}"),
                "seats": len(summary.seats),
                "started": one.started,
                "done": one.done,
                "late": one.late,
            }
            for one in summary.steps
        ],
        "page": page_context(summary.lines),
        "sections": sections_context(document, camp_sections(summary), alternatives),
        "room": _room(document, summary, alternatives),
        "statements": statements_context(document, summary, alternatives),
        "patterns": patterns_context(summary),
        "dialogue": dialogue_context(summary),
        "appendix": sections_context(document, appendix_sections(summary), alternatives),
        "lines": [_line(summary, one) for one in summary.communities],
        "communities": [
            _community(document, summary, one, alternatives)
            for one in summary.communities
            if one.seats or one.network
        ],
    }


def _room(document: DocxTemplate, summary: CampSummary, alternatives: list[str]) -> object:
    """The chart of all communities; none before anybody rated."""
    results = [one.result for one in summary.communities if one.result is not None]
    if not results:
        return ""
    alternatives.append(fit(room_text(results, summary.rubric, summary.language, MIN_GROUP)))
    return InlineImage(document, BytesIO(room_png(summary, results)), width=MAP_WIDTH)


def _words(summary: CampSummary) -> dict[str, str]:
    """The fixed texts of the template."""
    language = summary.language
    headings = (
        "details",
        "appendix",
        "steps",
        "communities",
        "room",
        "limits",
        "profile",
        "map",
        "cards",
        "commitments",
    )
    columns = (
        "step",
        "state",
        "seats",
        "started",
        "done",
        "late",
        "community",
        "raters",
        "stage",
        "people",
        "groups",
        "response",
    )
    return {
        **{name: say(language, f"report.heading.{name}") for name in headings},
        **{name: say(language, f"report.column.{name}") for name in columns},
        **learning_words(language),
        **dialogue_words(language),
        **page_words(language),
        "invented": say(language, "common.invented"),
        "footer": say(language, "report.footer"),
        "mark": say(language, "report.mark"),
        "room_help": say(language, "report.room_help"),
        "dot": say(language, "report.dot").strip(),
    }


def _line(summary: CampSummary, community_summary: CommunitySummary) -> dict[str, object]:
    stage = stage_text(summary, community_summary.result)
    found = counts(community_summary.network) if community_summary.network else None
    hypothesis = " ◇" if community_summary.result is not None and community_summary.result.hypothesis else ""
    return {
        "name": fit(community_summary.community.name),
        "raters": community_summary.result.raters if community_summary.result else 0,
        "stage": f"{stage}{hypothesis}",
        "people": found.people if found else "–",
        "groups": found.groups if found else "–",
        "response": rate_cell(response(community_summary.network), summary.language)
        if community_summary.network
        else "–",
    }


def _community(
    document: DocxTemplate, summary: CampSummary, community_summary: CommunitySummary, alternatives: list[str]
) -> dict[str, object]:
    language = summary.language
    text = community_text(summary, community_summary)
    sections = community_sections(summary, community_summary)
    page: dict[str, object] = {name: _fitted(value) for name, value in asdict(text).items()}
    page["page"] = page_context(community_summary.lines)
    page["chart"], page["map"] = "", ""
    page["sections"] = sections_context(document, sections, alternatives)
    if community_summary.result is not None:
        png = profile_png(summary, community_summary.result)
        page["chart"] = InlineImage(document, BytesIO(png), width=CHART_WIDTH)
        description = profile_words(summary, community_summary.result)
        alternatives.append(fit(f"{text.name}: {text.stage}\n{description}"))
    else:
        page["chart"] = say(language, "report.no_answers")
    if community_summary.network is not None:
        drawing = svg(draw(community_summary.network), language, width=MAP_PIXELS)
        page["map"] = InlineImage(document, BytesIO(vl_convert.svg_to_png(drawing)), width=MAP_WIDTH)
        alternatives.append(" ".join(text.map_lines[:1]))
    page["commitments"] = page["commitments"] or [say(language, "report.no_commitments")]
    page["card_notes"] = page["card_notes"] or ([] if text.cards else [say(language, "report.no_cards")])
    return page


def _fitted(value: object) -> object:
    """Every text in a structure, stripped of characters XML cannot hold."""
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, dict):
        return {name: _fitted(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_fitted(part) for part in value]
    return value
