"""Ladders and grants in what is taken home: every figure as on the desk, nobody by name."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import openpyxl
import pytest
from docx import Document

from tests.report.test_bundle import text_of
from tests.sample_camp import sampled
from workshop.base.local_time import local_day
from workshop.base.text import LANGUAGES, Language, say
from workshop.learning.community.grant_text import figures_text
from workshop.learning.community.ladder_text import rung_text
from workshop.learning.community.repayment import figures
from workshop.model.camp import Community
from workshop.report.camp_json import camp_json
from workshop.report.community.sections import camp_sections, community_sections
from workshop.report.docx import report_docx
from workshop.report.xlsx import camp_xlsx
from workshop.sample.sample import SampleCamp
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.community import grants, ladders
from workshop.services.export.summary import CampSummary, camp_summary

Made = tuple[AppContext, SampleCamp]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    with sampled(tmp_path_factory.mktemp("recorded")) as (context, sample):
        yield context, sample
    workers.close()


def summed(made: Made, language: Language = "zh") -> CampSummary:
    return camp_summary(made[0], made[1].camp, language)


def sheet(summary: CampSummary, name: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(camp_xlsx(summary)))
    return list(book[say(summary.language, f"report.sheet.{name}")].iter_rows(min_row=2, values_only=True))


def place(made: Made, name: str) -> Community:
    return next(one for one in made[1].communities if one.name == name)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_of_ladders_and_grants_what_the_desk_says(made: Made, language: Language) -> None:
    context, sample = made
    summary = summed(made, language)
    data = report_docx(summary)
    told = text_of(data)
    shapes = Document(io.BytesIO(data)).inline_shapes
    alternatives = "\n".join(one._inline.docPr.get("descr") or "" for one in shapes)
    every = grants.grants(context, sample.communities)
    for line in figures_text(figures(every, local_day(summary.made_at)), language):
        assert line in told
    for ladder in ladders.ladders(context, sample.communities):
        for number, placed in enumerate(ladder.rungs, 1):
            assert rung_text(placed.rung, number, language) in alternatives
    # What came next in the cases, with the case; of what no case tells, that sentence.
    assert {"zh": "互助会", "en": "mutual-help"}[language] in told


def test_nobody_is_taken_home_by_name(made: Made) -> None:
    summary = summed(made)
    files = [json.dumps(json.loads(camp_json(summary)), ensure_ascii=False)]
    files += [str(sheet(summary, name)) for name in ("ladders", "grants", "grant_money")]
    sections = [community_sections(summary, one) for one in summary.communities]
    files += [str(sections), str(camp_sections(summary))]
    for text in files:
        assert "小邱" not in text
        assert "裁缝" not in text
    # A group is called by its own name, a person by a code that stays.
    (guard,) = ladders.ladders(made[0], [place(made, "柳树巷")])
    assert guard.code in files[0]
    assert "缝补队" in files[0]
    assert summed(made).communities == summary.communities


def test_the_workbook_has_a_row_for_every_rung_grant_and_line(made: Made) -> None:
    summary = summed(made)
    assert [row[:5] for row in sheet(summary, "ladders")][3:] == [
        (
            "金桂园",
            "缝补队",
            number,
            placed.rung.when,
            placed.rung.what,
        )
        for number, placed in enumerate(ladders.ladders(made[0], [place(made, "金桂园")])[0].rungs, 1)
    ]
    # By hand from data/demo/recorded.toml: community, number, group …; what is owed and how late.
    rows = [row for row in sheet(summary, "grants") if row[0] == "柳树巷"]
    assert [(row[1], row[5], row[7], row[8], row[11], row[12], row[14]) for row in rows] == [
        (1, 900, 600, 200, 600, 0, None),
        (2, 480, 480, 0, 0, 238, 5),
    ]
    money = [row for row in sheet(summary, "grant_money") if row[0] == "金桂园"]
    assert [(row[4], row[7]) for row in money] == [(150, None), (210, 10), (88, 7), (148, None)]


def test_where_nothing_is_recorded_the_report_has_no_empty_heading(made: Made) -> None:
    summary = summed(made)
    bare = next(one for one in summary.communities if not one.ladders and not one.grants)
    titles = {one.title for one in community_sections(summary, bare)}
    assert not titles & {say("zh", "ladder.title"), say("zh", "grants.title")}
