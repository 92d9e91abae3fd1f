"""The report's sections on landscape, directions and loop: where everybody stands, where each is going, what the camp led to."""

from __future__ import annotations

from workshop.base.text import say
from workshop.learning.patterns.coverage_chart import coverage_chart
from workshop.model.direction import Look
from workshop.report.section import Drawing, Section, SectionTable
from workshop.report.sheets import Row
from workshop.services.community.direction_text import condition_text, direction_parts, look_text, next_text
from workshop.services.community.landscape_text import COLUMNS, cells, gap_lines, key_text, landscape_text
from workshop.services.community.loop_text import (
    CASE_COLUMNS,
    case_cells,
    chain_text,
    direction_line,
    pattern_line,
    reached_text,
    rules,
)
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_community import CommunitySummary
from workshop.services.export.summary_direction import DirectionSummary

DIRECTION_COLUMNS = (
    "community",
    "direction_condition",
    "direction_rung",
    "direction_circle",
    "direction_lead",
    "direction_day",
    "direction_looks",
    "direction_outcome",
)


def direction_section(summary: CampSummary, community_summary: CommunitySummary) -> Section | None:
    """A community's direction; what to do next where others of the camp have one and this one has not."""
    language = summary.language
    title = say(language, "direction.title")
    if not summary.directions:
        return None
    found = next((one for one in summary.directions if one.community == community_summary.community.id), None)
    if found is None or found.stood.current is None:
        return Section(title, lines=(say(language, "direction.none_recorded"),))
    parts = direction_parts(found.stood.current.said, {}, summary.principles, language)
    seen = found.stood.directions.looks_at(found.stood.current)
    return Section(
        title,
        lines=(*(look_text(one, language) for one in seen), next_text(found.stood, language)),
        points=tuple(say(language, "report.part", name=name, text=text) for name, text in parts),
        notes=(reached_text(found.reached, "direction", language),) if found.reached else (),
    )


def loop_section(summary: CampSummary) -> Section | None:
    """What the camp led to."""
    language, loop = summary.language, summary.loop
    if not (loop.cases or loop.directions):
        return None
    columns = tuple(say(language, f"loop.column.{name}") for name in CASE_COLUMNS)
    rows = tuple(case_cells(one, language) for one in loop.cases)
    return Section(
        say(language, "loop.title"),
        lines=(say(language, "loop.what"), chain_text(loop, language)),
        points=(
            *(pattern_line(one, language) for one in loop.patterns),
            *(direction_line(one, language) for one in loop.directions),
        ),
        table=SectionTable(columns, rows) if rows else None,
        notes=(*rules(language), say(language, "loop.consent")),
    )


def landscape_section(summary: CampSummary) -> Section | None:
    """Communities and cases on one picture; nothing before a community stands on it."""
    found, language = summary.landscape, summary.language
    if not found.letters():
        return None
    obstacles = summary.vocabularies.obstacles
    words = landscape_text(found, obstacles, language)
    return Section(
        say(language, "landscape.title"),
        lines=(say(language, "landscape.what"), words[0], key_text(found, language)),
        points=gap_lines(found, obstacles, language),
        drawing=Drawing(
            coverage_chart(found.coverage, obstacles, language, here=found.letters()), "\n".join(words)
        ),
        table=SectionTable(
            tuple(say(language, f"landscape.column.{name}") for name in COLUMNS),
            tuple(cells(one, obstacles, language) for one in found.standpoints),
        ),
    )


def direction_rows(summary: CampSummary) -> list[Row]:
    """The direction of each community that counts: who leads under a code, the looks at it, what the last one found."""
    language = summary.language
    rows: list[Row] = []
    for one in summary.directions:
        version = one.stood.current
        if version is None:
            continue
        said, seen = version.said, one.stood.directions.looks_at(version)
        rows.append(
            [
                one.stood.directions.community.name,
                condition_text(said.condition, language),
                said.rung,
                said.circle,
                said.lead,
                said.day.isoformat() if said.day else "",
                len(seen),
                say(language, f"direction.outcome.{seen[-1].outcome.value}") if seen else "",
            ]
        )
    return rows


def direction_json(found: DirectionSummary) -> dict[str, object]:
    """A community's direction for scripts: every version and look, what was taken back too."""
    kept = found.stood.directions
    return {
        "community": kept.community.name,
        "counts": found.stood.current.id if found.stood.current else None,
        "reached": found.reached.place.value if found.reached else None,
        "versions": [
            {
                "version": one.id,
                "condition": one.said.condition.value if one.said.condition else None,
                "rung": one.said.rung,
                "circle": one.said.circle,
                "lead": one.said.lead,
                "day": one.said.day.isoformat() if one.said.day else None,
                "sign": one.said.sign,
                "because": list(one.said.because),
                "written": "phone" if one.seat else "desk",
                "at": one.at.isoformat(),
                "taken_back": one.undone,
            }
            for one in kept.versions
        ],
        "looks": [_look_json(one) for one in kept.looks],
    }


def _look_json(look: Look) -> dict[str, object]:
    return {
        "version": look.about,
        "due": look.due,
        "outcome": look.outcome.value,
        "evidence": look.evidence,
        "at": look.at.isoformat(),
        "taken_back": look.undone,
    }
