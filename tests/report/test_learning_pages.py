"""The report's pages on peer learning: what the room agrees on with its n, and what was tried beside what chance does."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.app_context import make_context
from tests.report.test_bundle import text_of
from tests.statements_room import close, room_of
from workshop.base.text import LANGUAGES, Language, say
from workshop.learning.cases.casebase import trusted
from workshop.learning.patterns.pattern_text import null_sentences
from workshop.learning.patterns.patterns import count_patterns
from workshop.learning.statements.statement_text import tally_sentence
from workshop.model.privacy import MIN_GROUP
from workshop.report.docx import report_docx
from workshop.report.learning_pages import MOST_OBSTACLES
from workshop.report.xlsx import camp_xlsx
from workshop.services.export.summary import CampSummary, camp_summary

# Twelve people; the first statement has all twelve, the second nobody, of the third four have passed.
TWELVE = ["ada", "adp", "ada", "adp", "ada", "adp", "ada", "adp", "ada", "ada", "ada", "ada"]


def summed(folder: Path, votes: list[str], language: Language, *, closed: bool = True) -> CampSummary:
    with make_context(folder) as context:
        camp = room_of(context, votes)
        if closed:
            close(context, camp)
        return camp_summary(context, camp, language)


def sheet(summary: CampSummary, name: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(camp_xlsx(summary)))
    return list(book[say(summary.language, f"report.sheet.{name}")].iter_rows(values_only=True))


def alternatives(data: bytes) -> list[str]:
    return [shape._inline.docPr.get("descr") for shape in Document(io.BytesIO(data)).inline_shapes]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_tells_what_the_room_agrees_on_with_n_and_why_there_are_no_groups(
    tmp_path: Path, language: Language
) -> None:
    summary = summed(tmp_path, TWELVE, language)
    data = report_docx(summary)
    told = text_of(data)
    assert say(language, "statements.people", n=12) in told
    assert say(language, "report.heading.agreed") in told
    assert say(language, "statements.why_not.too_few_voters", n=12, least=60) in told
    # Each picture is told in words too: the counts of the first and the second statement.
    agreed, rest = alternatives(data)
    said = summary.statements[0].said
    assert said is not None
    first, second, third = said.tallies[:3]
    assert (first.agree, second.disagree, third.agree, third.passed) == (12, 12, 8, 4)
    assert tally_sentence(first, said.texts, language) in agreed
    assert tally_sentence(second, said.texts, language) in rest
    assert not any(f"n{number}" in told.split() for number in range(12))


def test_nothing_leaves_while_answers_still_come_in(tmp_path: Path) -> None:
    summary = summed(tmp_path, TWELVE, "zh", closed=False)
    assert say("zh", "report.statements.hidden") in text_of(report_docx(summary))
    assert alternatives(report_docx(summary)) == []
    assert [row[1] for row in sheet(summary, "statements")[1:]] == [say("zh", "report.statements.hidden")]


def test_fewer_than_five_are_not_counted_on_paper_or_in_the_workbook(tmp_path: Path) -> None:
    summary = summed(tmp_path, TWELVE[: MIN_GROUP - 1], "zh")
    data = report_docx(summary)
    assert say("zh", "statements.too_few_people", n=MIN_GROUP - 1) in text_of(data)
    assert alternatives(data) == []
    rows = sheet(summary, "statements")[1:]
    assert rows
    assert {row[3:] for row in rows} == {(None, None, None, None)}


def test_a_statement_most_left_out_keeps_its_counts_to_itself(tmp_path: Path) -> None:
    # Six people answered, but only two of them the second statement.
    summary = summed(tmp_path, ["aaaa"] * 2 + ["a-aa"] * 4, "zh")
    assert summary.statements[0].said is not None
    second = list(summary.statements[0].said.texts.values())[1]
    counts = {row[1]: row[3:] for row in sheet(summary, "statements")[1:]}
    assert counts[second] == (None, None, None, None)
    assert counts[next(iter(summary.statements[0].said.texts.values()))] == (6, 6, 0, 0)


@pytest.mark.slow
def test_groups_stand_in_the_report_where_the_rule_allows_them(tmp_path: Path) -> None:
    # Two halves of forty who answer everything the other way round: no draw could sort them differently.
    summary = summed(tmp_path, ["ad"] * 40 + ["da"] * 40, "en")
    opinions = summary.statements[0].opinions
    assert opinions is not None
    assert [group.people for group in opinions.groups] == [40, 40]
    told = text_of(report_docx(summary))
    assert say("en", "report.heading.views") in told
    assert say("en", "statements.groups", n=80, groups=2) in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_tried_stands_beside_what_chance_does(tmp_path: Path, language: Language) -> None:
    with make_context(tmp_path) as context:
        camp = room_of(context, [])
        summary = camp_summary(context, camp, language)
        cases = trusted(context.content.cases[language])
    table = count_patterns(cases)
    assert summary.patterns.table == table
    codes = list(dict.fromkeys(row.obstacle for row in table.rows))
    chosen = replace(summary, patterns=replace(summary.patterns, chosen=tuple(codes)))
    document = Document(io.BytesIO(report_docx(chosen)))
    told = text_of(report_docx(chosen))
    for line in null_sentences(table, chosen.vocabularies, language):
        assert line in told
    tables = [one for one in document.tables if one.cell(0, 1).text == say(language, "report.column.tried")]
    assert len(tables) == MOST_OBSTACLES
    for code, found in zip(codes, tables, strict=False):
        rows = [row for row in table.rows if row.obstacle == code]
        counts = [[cell.text for cell in row.cells[1:5]] for row in found.rows[1:]]
        assert counts == [
            [
                str(one.tried.all),
                *(str(len(ids)) for ids in (one.tried.passed, one.tried.partly, one.tried.failed)),
            ]
            for one in rows
        ]
        for one, cells in zip(rows, found.rows[1:], strict=True):
            assert f"n={one.tried.known}" in cells.cells[5].text or one.interval90 is None
    # Never a bare share: each comes with its n, and no row says it is better than another.
    shares = re.findall(r"\d+–\d+%(.{0,6})", told)
    # The shipped cases have no row of five known outcomes in the obstacles shown: no interval then, only counts.
    few = all(row.interval90 is None for row in table.rows if row.obstacle in codes[:MOST_OBSTACLES])
    assert bool(shares) is not few
    assert all(after.startswith(" (n=") for after in shares)


def test_the_workbook_has_every_row_of_the_table_with_its_interval_and_names(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        summary = camp_summary(context, room_of(context, []), "zh")
    table = summary.patterns.table
    rows = sheet(summary, "patterns")[1:]
    assert len(rows) == len(table.rows)
    for row, cells in zip(table.rows, rows, strict=True):
        assert cells[2:7] == (
            row.tried.all,
            *(len(ids) for ids in (row.tried.passed, row.tried.partly, row.tried.failed, row.tried.open)),
        )
        assert cells[7:9] == (pytest.approx(row.interval90) if row.interval90 else (None, None))
        assert cells[9] == say("zh", "report.patterns.not_compared")
        assert all(summary.patterns.titles[one] in str(cells[10]) for one in row.tried.failed)
    about = [row[0] for row in sheet(summary, "about")]
    assert null_sentences(table, summary.vocabularies, "zh")[0] in about


def test_without_an_obstacle_chosen_there_is_no_page_of_patterns(tmp_path: Path) -> None:
    summary = summed(tmp_path, TWELVE[:1], "zh")
    assert say("zh", "report.heading.patterns") not in text_of(report_docx(summary))
