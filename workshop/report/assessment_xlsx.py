"""Positions computed from a table, as an Excel workbook or one CSV table. Text stays text; communities stand
by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.assessment.reliability.reliability_summary import ReliabilitySummary
from workshop.assessment.reliability.reliability_text import (
    RoleName,
    dimension_name,
    reliability_sentences,
    role_sentence,
)
from workshop.assessment.rubric.rubric import Anchor, Rubric, Stage
from workshop.assessment.scoring.scoring import CommunityResult, DimensionResult, NextAnchor
from workshop.assessment.scoring.stage_text import caution_sentences, stage_name
from workshop.base.text import Language, say
from workshop.network.io.table import BOM, guard
from workshop.report.sheets import Cell, Row, WorkbookSheet, workbook

POSITION = (
    "community",
    "raters",
    "roles",
    "stage",
    "between",
    "badge",
    "share",
    "next_stage",
    "lacks",
    "cautions",
)
DIMENSION = (
    "dimension",
    "axis",
    "median",
    "levels",
    "known",
    "unknown",
    "range",
    "discuss",
    "rwg",
    "deviation",
    "chance",
    "camps",
    "by_role",
    "next_level",
    "anchor",
)


@dataclass(frozen=True)
class Positions:
    """The contents of a file of positions."""

    rubric: Rubric
    results: Sequence[CommunityResult]
    over: ReliabilitySummary
    language: Language
    role_name: RoleName


def assessment_xlsx(positions: Positions) -> bytes:
    """Four sheets: positions, dimensions, across, limits."""
    language = positions.language

    def columns(names: Iterable[str]) -> list[str]:
        return [say(language, f"assess.column.{name}") for name in names]

    return workbook(
        [
            WorkbookSheet(say(language, "assess.sheet.positions"), columns(POSITION), _positions(positions)),
            WorkbookSheet(
                say(language, "assess.sheet.dimensions"),
                columns(("community", *DIMENSION)),
                [
                    [result.community, *row]
                    for result in positions.results
                    for row in (_dimension(positions, result, one) for one in result.dimensions)
                ],
            ),
            WorkbookSheet(say(language, "assess.sheet.across"), (), _across(positions)),
            WorkbookSheet(say(language, "assess.sheet.limits"), (), [[line] for line in limits(positions)]),
        ]
    )


def assessment_csv(positions: Positions) -> bytes:
    """One row per community and dimension, the community's own figures repeated. UTF-8 with BOM, no formula
    runs.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(say(positions.language, f"assess.column.{name}") for name in (*POSITION, *DIMENSION))
    for result, head in zip(positions.results, _positions(positions), strict=True):
        for dimension in result.dimensions:
            row = [*head, *_dimension(positions, result, dimension)]
            writer.writerow(guard(cell) if isinstance(cell, str) else cell for cell in row)
    return BOM + text.getvalue().encode()


def limits(positions: Positions) -> tuple[str, ...]:
    """The basis of the figures, and their limits."""
    rubric, language = positions.rubric, positions.language
    about = say(language, "assess.rubric", title=rubric.title.of(language), rubric=rubric.key)
    badge = (say(language, "assessment.badge_help"),) if rubric.hypothesis else ()
    return (about, *rubric.limits.of(language).strip().splitlines(), *badge)


def stage_text(rubric: Rubric, stage: Stage, language: Language) -> str:
    """`2.0 acting for others`, with the badge where it is a working hypothesis."""
    named = stage_name(rubric, stage, language)
    if stage not in rubric.hypothesis_stages:
        return named
    return say(language, "assess.badged", text=named, badge=say(language, "assessment.badge"))


def anchor_of(rubric: Rubric, wanted: NextAnchor) -> Anchor:
    """The anchor a community should read next."""
    anchors = rubric.dimension(wanted.dimension).anchors
    return next(anchor for anchor in anchors if anchor.level == wanted.level)


def anchor_text(rubric: Rubric, wanted: NextAnchor, language: Language) -> str:
    """`D9 Rules, level 2: …`, the anchor in its own words."""
    return say(
        language,
        "assess.anchor",
        dimension=dimension_name(rubric, wanted.dimension, language),
        level=wanted.level,
        text=anchor_of(rubric, wanted).text.of(language),
    )


def roles_text(roles: Iterable[tuple[str, int]], language: Language, role_name: RoleName) -> str:
    """`1 social worker, 2 residents`, by name."""
    parts = [say(language, "assess.role", role=role_name(role), n=n) for role, n in roles]
    return say(language, "assess.comma").join(parts)


def _positions(positions: Positions) -> list[list[Cell]]:
    rubric, language = positions.rubric, positions.language
    return [
        [
            result.community,
            result.raters,
            roles_text(result.roles, language, positions.role_name),
            stage_text(rubric, result.stage, language)
            if result.stage
            else say(language, "assessment.not_yet"),
            stage_text(rubric, result.between, language) if result.between else None,
            say(language, "assessment.badge") if result.hypothesis else None,
            result.share_at_stage,
            stage_text(rubric, result.next_stage, language) if result.next_stage else None,
            # Whole sentences, each with its own full stop.
            " ".join(anchor_text(rubric, each, language) for each in result.next_anchors),
            " ".join(caution_sentences(result, rubric, language)),
        ]
        for result in positions.results
    ]


def _dimension(
    positions: Positions, result: CommunityResult, dimension_result: DimensionResult
) -> list[Cell]:
    rubric, language = positions.rubric, positions.language
    wanted = next((each for each in result.next_anchors if each.dimension == dimension_result.id), None)
    by_role = [
        say(language, "assess.role_levels", role=positions.role_name(role), levels=listed(levels))
        for role, levels in dimension_result.by_role
    ]
    return [
        dimension_name(rubric, dimension_result.id, language),
        say(language, f"assessment.axis.{dimension_result.axis}"),
        dimension_result.median,
        listed(dimension_result.levels),
        len(dimension_result.levels),
        dimension_result.unknown,
        dimension_result.range,
        say(language, "assess.yes") if dimension_result.discuss else None,
        dimension_result.rwg,
        dimension_result.average_deviation,
        dimension_result.rwg_chance,
        " | ".join(listed(camp) for camp in dimension_result.camps) if dimension_result.camps else None,
        say(language, "assess.semicolon").join(by_role),
        wanted.level if wanted else None,
        anchor_of(rubric, wanted).text.of(language) if wanted else None,
    ]


def listed(levels: Iterable[int]) -> str:
    """`1 1 2`."""
    return " ".join(str(level) for level in levels)


def _across(positions: Positions) -> list[Row]:
    """Sentences, then raw and adjusted levels side by side, then every difference between roles."""
    over, language = positions.over, positions.language
    rows: list[Row] = [[line] for line in reliability_sentences(over, language)]
    if over.severities.off is None and over.adjusted:
        rows.append([])
        rows.append([say(language, "assess.adjusted")])
        rows.append(
            [say(language, f"assess.column.{name}") for name in ("community", "raters", "raw", "adjusted")]
        )
        rows += [[one.community, one.raters, one.raw, one.adjusted] for one in over.adjusted]
    if over.role_differences:
        rows.append([])
        rows.append([say(language, "assess.roles")])
        rows += [
            [role_sentence(one, positions.rubric, language, positions.role_name)]
            for one in over.role_differences
        ]
    return rows
