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
    found = every if unverified else trusted(every)
    # Shipped patterns were written from the shipped cases; only those the given cases bear on are printed.
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


def _standing(one: Standing) -> dict[str, Json]:
    return {
        "id": one.pattern,
        **plain(one, only={"status", "organisations", "trial_organisations", "lacking"}),
        "supports": len(one.supports),
        "contradicts": len(one.contradicts),
        "partial": len(one.partial),
        "trials": one.tried,
        "trials_passed": one.passed,
        "rate90": None if one.rate is None else [one.rate.low, one.rate.high],
    }
