"""Levels as a long table (tidy data) for `mengya assess`, and as one for many-facet Rasch programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from workshop.assessment.tables.words import COLUMNS
from workshop.model.rating import Rating
from workshop.network.io.table import BOM, guard

if TYPE_CHECKING:
    from workshop.services.export.summary import CampSummary

FACETS = ("rater", "role", "target", "dimension", "level")


def ratings_csv(summary: CampSummary) -> bytes:
    """The levels that count in a camp, under codes; shared vignettes as `vignette:…`. UTF-8 with BOM.

    An empty level is "don't know". Rubric and version stand in every row, so that answers on two versions are
    never taken together.
    """
    rubric = summary.rubric
    return BOM + _table(
        COLUMNS,
        (
            (
                one.community,
                one.rater,
                one.role,
                one.dimension,
                "" if one.level is None else str(one.level),
                one.confidence or "",
                one.when,
                one.started or "",
                one.evidence,
                rubric.id,
                str(rubric.version),
            )
            for one in summary.ratings
        ),
    )


def facets_csv(ratings: Iterable[Rating]) -> bytes:
    """One row per answer, for Facets, TAM or mfrmr; "don't know" is left out. UTF-8 without BOM, which R
    would read.
    """
    return _table(
        FACETS,
        (
            (one.rater, one.role, one.community, one.dimension, str(one.level))
            for one in ratings
            if one.level is not None
        ),
    )


def _table(header: Iterable[str], rows: Iterable[tuple[str, ...]]) -> bytes:
    """CSV safe against formula injection."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
