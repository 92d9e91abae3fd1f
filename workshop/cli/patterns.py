"""`mengya patterns`: what the cases show together, and what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from workshop.base.text import Language, say
from workshop.cli.frame import Json, frame_of
from workshop.cli.output import plain
from workshop.learning.cases.casebase import cases as case_base
from workshop.learning.cases.casebase import trusted
from workshop.learning.cases.vocabulary import load_vocabularies
from workshop.learning.patterns.concepts import Concept, worksheet
from workshop.learning.patterns.coverage import CoverageTable, coverage
from workshop.learning.patterns.pattern_status import Standing, standing
from workshop.learning.patterns.pattern_text import (
    coverage_sentence,
    standing_sentences,
    table_sentences,
    worksheet_sentences,
)
from workshop.learning.patterns.patternbase import patterns as pattern_base
from workshop.learning.patterns.patterns import Outcomes, PatternRow, PatternTable, count_patterns

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
    base_cases = every if unverified else trusted(every)
    # Shipped patterns were written from the shipped cases; only those the given cases bear on are printed.
    origin = every if patterns or not cases else case_base(data / "cases", language, vocabularies)
    written = pattern_base(patterns or data / "patterns", language, origin, vocabularies)
    with frame.working(say(language, "patterns.work")):
        table = count_patterns(base_cases)
    at_hand = {case.id for case in base_cases}
    relevant = [one for one in written if patterns or any(item.case in at_hand for item in one.evidence)]
    standings = [standing(one, base_cases) for one in relevant]
    covered = coverage(base_cases, [entry.code for entry in vocabularies.obstacles.current])
    concepts = worksheet(base_cases)
    titles = {case.id: case.title for case in base_cases}
    lines = [
        *table_sentences(table, titles, vocabularies, language),
        *_left_out(len(every) - len(base_cases), language),
        "",
        say(language, "patterns.written" if relevant else "patterns.none_written"),
        *(
            f"  {line}"
            for one, found_standing in zip(relevant, standings, strict=True)
            for line in standing_sentences(found_standing, one.name, language)
        ),
        "",
        coverage_sentence(covered, language),
        "",
        *worksheet_sentences(concepts, titles, vocabularies, language),
    ]
    frame.show(lambda: shape(table, standings, covered, concepts), lambda: "\n".join(lines))


def _left_out(n: int, language: Language) -> tuple[str, ...]:
    """The number of cases left out because their source was never traced."""
    return ("", say(language, "patterns.left_out", n=n)) if n else ()


def shape(
    table: PatternTable, standings: Sequence[Standing], covered: CoverageTable, concepts: Sequence[Concept]
) -> dict[str, Json]:
    """The result as plain data. Field names are a promise to scripts."""
    return {
        **plain(table, only={"cases", "null", "compared"}),
        "rows": [_row(row) for row in table.rows],
        "patterns": [_standing(one) for one in standings],
        "coverage": [plain(cell) for cell in covered.cells],
        "coverage_without_stage": [plain(cell) for cell in covered.unplaced],
        "worksheet": [
            {"cases": list(one.cases), "shared": [plain(trait) for trait in one.traits]} for one in concepts
        ],
    }


def _row(row: PatternRow) -> dict[str, Json]:
    return {
        **plain(row, only={"obstacle", "move", "n", "interval90"}),
        **_counted(row.tried),
        "beyond_chance": row.beyond_chance,
        "cases": plain(row.tried),
        "without": _counted(row.without),
        "comparison": None if row.comparison is None else plain(row.comparison, without={"beyond_chance"}),
    }


def _counted(outcomes: Outcomes) -> dict[str, Json]:
    return {"tried": outcomes.all, **{name: len(cases) for name, cases in plain(outcomes).items()}}


def _standing(pattern_standing: Standing) -> dict[str, Json]:
    return {
        "id": pattern_standing.pattern,
        **plain(pattern_standing, only={"status", "organisations", "trial_organisations", "lacking"}),
        "supports": len(pattern_standing.supports),
        "contradicts": len(pattern_standing.contradicts),
        "partial": len(pattern_standing.partial),
        "trials": pattern_standing.tried,
        "trials_passed": pattern_standing.passed,
        "rate90": None
        if pattern_standing.rate is None
        else [pattern_standing.rate.low, pattern_standing.rate.high],
    }
