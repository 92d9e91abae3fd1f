"""Charts for print: the same drawings as on screen, as PNG."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import vl_convert

from workshop.assessment.charts.profile_chart import WIDE, profile_chart
from workshop.assessment.charts.room_chart import DESK, room_chart
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.svg import PAPER
from workshop.model.privacy import MIN_GROUP
from workshop.services.export.summary import CampSummary

SHARPER = 2.5  # printers have a higher resolution than screens


def profile_png(summary: CampSummary, result: CommunityResult) -> bytes:
    """One community's profile."""
    language = summary.language
    name = partial(summary.vocabularies.roles.name, language=language)
    return png(profile_chart(result, summary.rubric, language, name, WIDE))


def room_png(summary: CampSummary, results: Sequence[CommunityResult]) -> bytes:
    """All communities in one heat map, without names."""
    return png(room_chart(results, summary.rubric, summary.language, MIN_GROUP, DESK))


def png(drawing: str) -> bytes:
    """A drawing for paper."""
    # Paper is white itself.
    return vl_convert.svg_to_png(drawing.replace(PAPER, "#ffffff"), scale=SHARPER)
