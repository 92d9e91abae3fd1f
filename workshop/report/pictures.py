"""Charts for print: the same drawings as on screen, as PNG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import vl_convert

from workshop.assessment.charts.profile_chart import WIDE, profile_chart, profile_text
from workshop.assessment.charts.role_marks import RoleName
from workshop.assessment.charts.room_chart import DESK, room_chart
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.svg import PAPER
from workshop.base.text import say
from workshop.model.privacy import MIN_GROUP
from workshop.services.export.summary import CampSummary

RATER = "rater"  # whoever rated, of whatever role
SHARPER = 2.5  # printers have a higher resolution than screens


def profile_png(summary: CampSummary, result: CommunityResult) -> bytes:
    """One community's profile."""
    return png(profile_chart(shown(result), summary.rubric, summary.language, role_named(summary), WIDE))


def profile_words(summary: CampSummary, result: CommunityResult) -> str:
    """The profile in words, for whoever cannot see it."""
    return profile_text(shown(result), summary.rubric, summary.language, role_named(summary))


def role_named(summary: CampSummary) -> RoleName:
    """A role's name; raters whose role is not told are raters."""

    def named(role: str) -> str:
        if role == RATER:
            return say(summary.language, "report.rater")
        return summary.vocabularies.roles.name(role, summary.language)

    return named


def shown(result: CommunityResult) -> CommunityResult:
    """The result as it leaves the house: a role of which there are fewer than five is a person, so then none is told."""
    if all(people >= MIN_GROUP for _, people in result.roles):
        return result
    told = sum(people for _, people in result.roles)
    dimensions = tuple(
        replace(
            each, by_role=((RATER, tuple(sorted(level for _, given in each.by_role for level in given))),)
        )
        for each in result.dimensions
    )
    return replace(result, roles=((RATER, told),), dimensions=dimensions)


def room_png(summary: CampSummary, results: Sequence[CommunityResult]) -> bytes:
    """All communities in one heat map, without names."""
    return png(room_chart(results, summary.rubric, summary.language, MIN_GROUP, DESK))


def png(drawing: str) -> bytes:
    """A drawing for paper."""
    # Paper is white itself.
    return vl_convert.svg_to_png(drawing.replace(PAPER, "#ffffff"), scale=SHARPER)
