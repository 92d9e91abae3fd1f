"""The report's pages on peer learning: the statements most agree with, and what was tried against the room's
obstacles.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage

from workshop.base.text import Language, say
from workshop.learning.patterns.pattern_text import chance_sentence, null_sentences, outcome_names
from workshop.learning.patterns.patterns import PatternRow
from workshop.learning.statements.statement_chart import (
    WIDE,
    agreement_chart,
    agreement_text,
    by_support,
    groups_chart,
    groups_text,
)
from workshop.learning.statements.statement_text import room_sentences
from workshop.learning.statements.statements import StatementVerdict, Tally
from workshop.model.privacy import MIN_GROUP
from workshop.report.pictures import png
from workshop.report.sheets import Row, fit
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_learning import StatementsSummary

WIDTH = Cm(17.4)
MOST_OBSTACLES = 6  # on paper; the workbook has every row
HEADINGS = ("patterns", "agreed", "rest", "views")
COLUMNS = ("move", "tried", "passed", "partly", "failed", "interval")


def learning_words(language: Language) -> dict[str, str]:
    """The fixed texts of these pages."""
    return {
        **{name: say(language, f"report.heading.{name}") for name in HEADINGS},
        **{name: say(language, f"report.column.{name}") for name in COLUMNS},
    }


def statements_context(
    document: DocxTemplate, summary: CampSummary, alternatives: list[str]
) -> list[dict[str, object]]:
    """A page for each step about statements; text alternatives of its pictures go into `alternatives`."""
    return [_statements(document, one, summary.language, alternatives) for one in summary.statements]


def _statements(
    document: DocxTemplate, statements_summary: StatementsSummary, language: Language, alternatives: list[str]
) -> dict[str, object]:
    page: dict[str, object] = {"title": fit(statements_summary.title), "agreed": "", "rest": "", "groups": ""}
    if statements_summary.said is None or statements_summary.opinions is None:
        return {**page, "lines": [say(language, "report.statements.hidden")], "group_lines": []}
    statements, texts = statements_summary.said, statements_summary.said.texts
    lines = room_sentences(statements.tallies, statements.people, texts, language)
    if statements.people < MIN_GROUP:
        return {**page, "lines": [fit(lines[0])], "group_lines": []}

    def picture(drawing: str, words: Sequence[str]) -> InlineImage:
        alternatives.append(fit("\n".join(words)))
        return InlineImage(document, BytesIO(png(drawing)), width=WIDTH)

    def bars(name: str, tallies: Sequence[Tally]) -> None:
        if tallies:
            words = agreement_text(tallies, texts, language)
            page[name] = picture(agreement_chart(tallies, texts, language, WIDE), words)

    ordered = by_support(statements.tallies)
    bars("agreed", [each for each in ordered if each.verdict is StatementVerdict.AGREED])
    bars("rest", [each for each in ordered if each.verdict is not StatementVerdict.AGREED])
    sentences = groups_text(statements_summary.opinions, texts, language)
    drawing = groups_chart(statements_summary.opinions, language)
    if drawing is not None:
        page["groups"] = picture(drawing, sentences)
    # The bars carry each statement with its n; above them stand the number of people and, if so, that none is agreed on.
    heads = lines[:1] if page["agreed"] else lines[:2]
    return {**page, "lines": [fit(line) for line in heads], "group_lines": [fit(line) for line in sentences]}


def patterns_context(summary: CampSummary) -> dict[str, object]:
    """What was tried against the obstacles most people chose; none where no chosen obstacle occurs in a case."""
    patterns, words, language = summary.patterns, summary.vocabularies, summary.language
    by_obstacle = {code: list(rows) for code, rows in groupby(patterns.table.rows, lambda row: row.obstacle)}
    there = [code for code in patterns.chosen if code in by_obstacle]
    obstacles_shown = there[:MOST_OBSTACLES]
    return {
        "lines": [
            say(language, "report.patterns.scope", n=patterns.table.cases),
            *null_sentences(patterns.table, words, language),
        ],
        "obstacles": [
            {
                "name": say(
                    language,
                    "patterns.obstacle",
                    name=fit(words.obstacles.name(code, language)),
                    n=by_obstacle[code][0].n,
                ),
                "rows": [_pattern_line(summary, row) for row in by_obstacle[code]],
            }
            for code in obstacles_shown
        ],
        "more": say(language, "report.patterns.more", n=len(obstacles_shown)),
    }


def _pattern_line(summary: CampSummary, row: PatternRow) -> dict[str, object]:
    return {
        "move": fit(summary.vocabularies.moves.name(row.move, summary.language)),
        "tried": row.tried.all,
        "passed": len(row.tried.passed),
        "partly": len(row.tried.partly),
        "failed": len(row.tried.failed),
        "interval": _interval(row),
    }


def _interval(row: PatternRow) -> str:
    if row.interval90 is None:
        return f"– (n={row.tried.known})"
    low, high = row.interval90
    return f"{100 * low:.0f}–{100 * high:.0f}% (n={row.tried.known})"


def statement_rows(summary: CampSummary) -> list[Row]:
    """Every statement with its counts; no count below five, which could identify a person."""
    language = summary.language
    rows: list[Row] = []
    for statement in summary.statements:
        if statement.said is None:
            rows.append([statement.title, say(language, "report.statements.hidden")])
            continue
        for each in by_support(statement.said.tallies):
            counts: tuple[int | None, ...] = (each.agree, each.disagree, each.passed)
            if each.verdict is StatementVerdict.TOO_FEW:
                counts = (None, None, None)
            verdict = say(language, f"statements.verdict.{each.verdict}")
            text = statement.said.texts.get(each.statement, each.statement)
            rows.append([statement.title, text, verdict, each.n if counts[0] is not None else None, *counts])
    return rows


def pattern_rows(summary: CampSummary) -> list[Row]:
    """Every row of the table; the interval in shares, and the chance comparison where it is valid."""
    patterns, words, language = summary.patterns, summary.vocabularies, summary.language
    return [
        [
            f"{row.obstacle} {words.obstacles.name(row.obstacle, language)}",
            words.moves.name(row.move, language),
            row.tried.all,
            len(row.tried.passed),
            len(row.tried.partly),
            len(row.tried.failed),
            len(row.tried.open),
            *((None, None) if row.interval90 is None else row.interval90),
            say(language, "report.patterns.not_compared")
            if row.comparison is None
            else chance_sentence(row, patterns.table, language),
            outcome_names(row.tried, patterns.titles, language),
        ]
        for row in patterns.table.rows
    ]


def about_patterns(summary: CampSummary) -> list[str]:
    """Notes before the table: what it is counted from, and what chance alone would show."""
    patterns, language = summary.patterns, summary.language
    return [
        say(language, "report.patterns.scope", n=patterns.table.cases),
        *null_sentences(patterns.table, summary.vocabularies, language),
    ]
