"""`mengya patterns`: what the cases together show, and what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.frame import Json, frame_of
from workshop.learning.casebase import cases as case_base
from workshop.learning.casebase import trusted
from workshop.learning.concepts import Concept, worksheet
from workshop.learning.coverage import Cell, Coverage, coverage
from workshop.learning.pattern_status import Standing, standing
from workshop.learning.pattern_words import (
    coverage_sentence,
    standing_sentences,
    table_sentences,
    worksheet_sentences,
)
from workshop.learning.patternbase import patterns as pattern_base
from workshop.learning.patterns import Outcomes, PatternTable, Row, count_patterns
from workshop.learning.vocabulary import load_vocabularies
from workshop.text import Language, say

Option = typer.Option


def patterns(
    context: typer.Context,
    cases: Annotated[Path | None, Option("--cases")] = None,
    patterns: Annotated[Path | None, Option("--patterns")] = None,
    unverified: Annotated[bool, Option("--unverified")] = False,
) -> None:
    frame = frame_of(context)
    language = frame.language
    data = frame.settings.content / "data"
    vocabularies = load_vocabularies(data / "vocabularies")
    every = case_base(cases or data / "cases", language, vocabularies)
    found = every if unverified else trusted(every)
    # What is shipped was written from the shipped cases; of it, only what the cases at hand speak to is told.
    origin = every if patterns or not cases else case_base(data / "cases", language, vocabularies)
    written = pattern_base(patterns or data / "patterns", language, origin, vocabularies)
    with frame.working(say(language, "patterns.work")):
        table = count_patterns(found)
    at_hand = {case.id for case in found}
    told = [one for one in written if patterns or any(item.case in at_hand for item in one.evidence)]
    standings = [standing(one, found) for one in told]
    covered = coverage(found, [entry.code for entry in vocabularies.obstacles.current])
    concepts = worksheet(found)
    titles = {case.id: case.title for case in found}
    lines = [
        *table_sentences(table, titles, vocabularies, language),
        *_left_out(len(every) - len(found), language),
        "",
        say(language, "patterns.written" if told else "patterns.none_written"),
        *(
            f"  {line}"
            for one, found_standing in zip(told, standings, strict=True)
            for line in standing_sentences(found_standing, one.name, language)
        ),
        "",
        coverage_sentence(covered, language),
        "",
        *worksheet_sentences(concepts, titles, vocabularies, language),
    ]
    frame.show(shape(table, standings, covered, concepts), "\n".join(lines))


def _left_out(n: int, language: Language) -> tuple[str, ...]:
    """That cases whose source was never traced were not counted."""
    return ("", say(language, "patterns.left_out", n=n)) if n else ()


def shape(
    table: PatternTable, standings: Sequence[Standing], covered: Coverage, concepts: Sequence[Concept]
) -> dict[str, Json]:
    """The result as plain data. Field names are a promise to scripts."""
    return {
        "cases": table.cases,
        "rows": [_row(row) for row in table.rows],
        "null": {
            "shuffles": table.null.shuffles,
            "mean_rows": table.null.mean_rows,
            "rows": table.null.rows,
        },
        "compared": list(table.compared),
        "patterns": [_standing(one) for one in standings],
        "coverage": [_cell(cell) for cell in covered.cells],
        "coverage_without_stage": [_cell(cell) for cell in covered.unplaced],
        "worksheet": [
            {
                "cases": list(one.cases),
                "shared": [{"kind": trait.kind, "code": trait.code} for trait in one.traits],
            }
            for one in concepts
        ],
    }


def _row(row: Row) -> dict[str, Json]:
    comparison = row.comparison
    return {
        "obstacle": row.obstacle,
        "move": row.move,
        "n": row.n,
        "tried": row.tried.all,
        "passed": len(row.tried.passed),
        "partly": len(row.tried.partly),
        "failed": len(row.tried.failed),
        "open": len(row.tried.open),
        "interval90": None if row.interval90 is None else list(row.interval90),
        "beyond_chance": row.beyond_chance,
        "cases": _names(row.tried),
        "without": {
            "tried": row.without.all,
            "passed": len(row.without.passed),
            "partly": len(row.without.partly),
            "failed": len(row.without.failed),
            "open": len(row.without.open),
        },
        "comparison": None
        if comparison is None
        else {"difference": comparison.difference, "luck": comparison.luck},
    }


def _names(outcomes: Outcomes) -> dict[str, Json]:
    return {
        "passed": list(outcomes.passed),
        "partly": list(outcomes.partly),
        "failed": list(outcomes.failed),
        "open": list(outcomes.open),
    }


def _standing(one: Standing) -> dict[str, Json]:
    rate = one.rate
    return {
        "id": one.pattern,
        "status": one.status.value,
        "supports": len(one.supports),
        "contradicts": len(one.contradicts),
        "partial": len(one.partial),
        "organisations": one.organisations,
        "trials": one.tried,
        "trials_passed": one.passed,
        "trial_organisations": one.trial_organisations,
        "rate90": None if rate is None else [rate.low, rate.high],
        "lacking": [lack.value for lack in one.lacking],
    }


def _cell(cell: Cell) -> dict[str, Json]:
    return {
        "obstacle": cell.obstacle,
        "stage": cell.stage,
        "passed": cell.passed,
        "cases": cell.cases,
        "partly": cell.partly,
        "failed": cell.failed,
    }
