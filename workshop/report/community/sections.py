"""The report's sections in their order: those of the camp, and those of each community.

What comes first in a list is read first. A section that has nothing to say returns None.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage

from workshop.assessment.reliability.reliability_summary import reliability_summary
from workshop.assessment.reliability.reliability_text import dimension_figures, reliability_figures
from workshop.base.text import say
from workshop.model.privacy import MIN_GROUP
from workshop.network.graph.wording import labels
from workshop.network.measures.structure_text import core_sentences
from workshop.network.text.network_text import network_figures, withdrawal_figures
from workshop.report.community.circle import circle_section
from workshop.report.community.direction import direction_section, landscape_section, loop_section
from workshop.report.community.groups import groups_section
from workshop.report.community.recorded import camp_grants_section, grants_section, ladders_section
from workshop.report.pictures import png
from workshop.report.room_pages import dots_section, pairs_section, piles_section, points_section
from workshop.report.section import Drawing, Section
from workshop.report.sheets import fit
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_community import CommunitySummary
from workshop.services.follow.due import became_text, counts_of

WIDTH = Cm(17.4)

CampSection = Callable[[CampSummary], Section | None]
CommunitySection = Callable[[CampSummary, CommunitySummary], Section | None]


def promised(summary: CampSummary) -> Section | None:
    """What became of all commitments, counted."""
    if not summary.commitments:
        return None
    counts = counts_of([one.latest for one in summary.commitments])
    title = say(summary.language, "report.heading.all_commitments")
    return Section(title, (became_text(counts, summary.language),))


def withdrawal_figures_section(summary: CampSummary) -> Section | None:
    """What the withdrawal test of each community's map is measured with."""
    language = summary.language
    points = tuple(
        say(language, "report.part", name=one.community.name, text=" ".join(figures))
        for one in summary.communities
        if one.withdrawal is not None
        for figures in [withdrawal_figures(one.withdrawal, language)]
    )
    return Section(say(language, "report.heading.withdrawal_figures"), points=points) if points else None


def agreement_figures_section(summary: CampSummary) -> Section | None:
    """How far ratings agree: the coefficients of the camp, and r_wg of each community."""
    language, rubric = summary.language, summary.rubric
    lines = reliability_figures(reliability_summary(summary.ratings, rubric), language)
    points = tuple(
        say(language, "report.part", name=one.community.name, text=text)
        for one in summary.communities
        if one.result is not None
        for text in dimension_figures(one.result, rubric, language)
    )
    if not lines and not points:
        return None
    return Section(say(language, "report.heading.agreement_figures"), lines, points)


def map_figures_section(summary: CampSummary) -> Section | None:
    """What each community's map is measured with, and its core and periphery."""
    language = summary.language
    points = tuple(
        say(language, "report.part", name=one.community.name, text=" ".join(figures))
        for one in summary.communities
        if one.network is not None and one.measures is not None and one.measures.people >= MIN_GROUP
        for figures in [
            (
                *network_figures(one.measures, language),
                *core_sentences(one.measures, language, labels(one.network)),
            )
        ]
    )
    return Section(say(language, "report.heading.map_figures"), points=points) if points else None


CAMP: tuple[CampSection, ...] = (
    landscape_section,
    promised,
    loop_section,
    camp_grants_section,
    points_section,
    piles_section,
    dots_section,
    pairs_section,
)
COMMUNITY: tuple[CommunitySection, ...] = (
    direction_section,
    circle_section,
    groups_section,
    ladders_section,
    grants_section,
)
APPENDIX: tuple[CampSection, ...] = (  # coefficients, and what was counted
    agreement_figures_section,
    map_figures_section,
    withdrawal_figures_section,
)


def camp_sections(summary: CampSummary) -> tuple[Section, ...]:
    """Every section of the camp that has something to say."""
    made = (section(summary) for section in CAMP)
    return tuple(one for one in made if one is not None)


def appendix_sections(summary: CampSummary) -> tuple[Section, ...]:
    """Every section of the appendix that has something to say."""
    made = (section(summary) for section in APPENDIX)
    return tuple(one for one in made if one is not None)


def community_sections(summary: CampSummary, community_summary: CommunitySummary) -> tuple[Section, ...]:
    """Every section of one community that has something to say."""
    made = (section(summary, community_summary) for section in COMMUNITY)
    return tuple(one for one in made if one is not None)


def sections_context(
    document: DocxTemplate, sections: tuple[Section, ...], alternatives: list[str]
) -> list[dict[str, object]]:
    """Sections for the template, in their order."""
    return [section_context(document, one, alternatives) for one in sections]


def section_context(document: DocxTemplate, section: Section, alternatives: list[str]) -> dict[str, object]:
    """A section for the template; the words of its drawing go into `alternatives`."""
    return {
        "title": fit(section.title),
        "lines": [fit(text) for text in section.lines],
        "points": [fit(text) for text in section.points],
        "drawing": _picture(document, section.drawing, alternatives) if section.drawing else "",
        "columns": [fit(text) for text in section.table.columns] if section.table else [],
        "rows": [[fit(text) for text in row] for row in section.table.rows] if section.table else [],
        "notes": [fit(text) for text in section.notes],
    }


def _picture(document: DocxTemplate, drawing: Drawing, alternatives: list[str]) -> InlineImage:
    alternatives.append(fit(drawing.words))
    return InlineImage(document, BytesIO(png(drawing.svg)), width=WIDTH)
