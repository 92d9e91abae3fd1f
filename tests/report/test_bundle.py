"""What is taken home can be opened, and says what the camp said."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.app_context import make_context
from tests.sample_camp import sampled
from workshop.assessment.scoring.scoring import assess
from workshop.assessment.scoring.stage_text import caution_sentences
from workshop.base.errors import InputError
from workshop.base.text import say
from workshop.model.camp import Action
from workshop.model.privacy import MIN_GROUP
from workshop.model.rating import Rating
from workshop.network.io.parse import parse
from workshop.report.answers_csv import answers_csv
from workshop.report.bundle import KINDS, export, one
from workshop.report.camp_json import camp_json
from workshop.report.community.sections import appendix_sections, camp_sections
from workshop.report.docx import report_docx
from workshop.report.graph_files import file_name, graph_files
from workshop.report.page import community_text
from workshop.report.pictures import profile_words, shown
from workshop.report.ratings_csv import facets_csv, ratings_csv
from workshop.report.template import TEMPLATE, build
from workshop.report.xlsx import camp_xlsx
from workshop.sample.sample import SampleCamp
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.community.camp_page import camp_lines
from workshop.services.community.front import camp_front
from workshop.services.community.one_page_text import page_lines
from workshop.services.community.page_facts import page_of, words_for
from workshop.services.export.summary import CampSummary, camp_summary
from workshop.services.map import networks
from workshop.services.seats import seats

Made = tuple[AppContext, SampleCamp, CampSummary]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    with sampled(tmp_path_factory.mktemp("report")) as (context, sample):
        yield context, sample, camp_summary(context, sample.camp, "zh")
    workers.close()


@pytest.fixture(scope="module")
def few(made: Made) -> CampSummary:
    """Two communities of the sample: drawing all twelve takes long."""
    return replace(made[2], communities=made[2].communities[:2])


def text_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    around = [document.sections[0].header.paragraphs[0].text, document.sections[0].footer.paragraphs[0].text]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *around])


def test_how_many_chose_an_obstacle_is_told_from_five_on(made: Made) -> None:
    summary = made[2]
    few = [
        place
        for place in summary.communities
        if any(0 < named.people < MIN_GROUP for named in place.obstacles)
    ]
    assert few
    for place in few:
        line = community_text(summary, place).obstacles
        counts = [int(n) for n in re.findall(r"（(\d+) 人", line)]
        assert all(n >= MIN_GROUP for n in counts), line


def test_a_profile_that_leaves_the_house_tells_nobody_by_their_role(made: Made) -> None:
    """The sample's teams have one or two people of a role: who they are is known there."""
    summary = made[2]
    results = [one.result for one in summary.communities if one.result is not None and one.result.raters > 1]
    roles = {summary.vocabularies.roles.name(role, "zh") for one in results for role, _ in one.roles}
    assert roles
    for result in results:
        words = profile_words(summary, result)
        assert say("zh", "report.rater") in words
        assert not [role for role in roles if role in words]
        # Nobody's answer is lost with the role.
        assert [each.levels for each in shown(result).dimensions] == [
            each.levels for each in result.dimensions
        ]


def test_coefficients_stand_in_the_appendix_alone(made: Made) -> None:
    """By what they are called in the catalogue, of the maps and of the ratings."""
    summary = made[2]
    names = re.compile(r"ICC|α|r_wg|离核心有多近|抱团程度|不均程度")
    appendix = {one.title: " ".join((*one.lines, *one.points)) for one in appendix_sections(summary)}
    for heading, name in (("agreement", "r_wg"), ("map", "抱团程度")):
        assert name in appendix[say("zh", f"report.heading.{heading}_figures")]
    before = [
        line.text for line in (*summary.lines, *(each for one in summary.communities for each in one.lines))
    ]
    before += [" ".join((*one.lines, *one.points, *one.notes)) for one in camp_sections(summary)]
    before += [line for one in summary.communities for line in community_text(summary, one).map_lines]
    assert [line for line in before if names.search(line)] == []


def test_a_stage_that_cannot_be_told_is_a_stage_nowhere(few: CampSummary) -> None:
    """Three gates known of seven stage dimensions, by five people."""
    name = few.communities[0].community.name
    ratings = [
        Rating(name, str(who), "resident", dimension, 3)
        for who in range(5)
        for dimension in ("D3", "D5", "D9")
    ]
    (result,) = assess(ratings, few.rubric)
    summary = replace(few, communities=(replace(few.communities[0], result=result),))
    untold, missing = say("zh", "assessment.not_yet"), caution_sentences(result, few.rubric, "zh")[0]
    words = text_of(report_docx(summary))
    assert untold in words
    assert missing in words
    assert "D1 需求显露、D2 信任、D7 联结、D8 资源" in missing
    assert say("zh", "assessment.next_none") not in words  # it is not "the highest" either
    sheet = openpyxl.load_workbook(io.BytesIO(camp_xlsx(summary)))[say("zh", "report.sheet.results")]
    assert {(row[2].value, row[3].value, row[4].value) for row in sheet.iter_rows(min_row=2)} == {
        (untold, "", None)
    }
    told = json.loads(camp_json(summary))["communities"][0]["result"]
    assert (told["stage"], told["cautions"]) == (None, ["too_few_known"])
    assert told["missing"] == ["D1", "D2", "D7", "D8"]


def test_the_report_has_a_page_for_each_community_with_profile_and_map(few: CampSummary) -> None:
    document = Document(io.BytesIO(report_docx(few)))
    headings = [
        one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"
    ]
    names = [one.community.name for one in few.communities]
    assert headings == [
        "一页看完这次共创营",
        *(f"{name} · 一页看完" for name in names),
        "详情",
        "全场一览",
        "对话留下了什么",
        *(text for name in names for text in (f"{name} · 详情", f"{name} · 关系图")),
        "别处的办法：试过多少，走通多少",
        "附：怎么读、怎么数",
    ]
    _landscape, room, *told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == 4
    # Every picture is there in words: the room without a name, each community with all its rows.
    assert not any(name in room for name in names)
    for name, words in zip(names, told[::2], strict=True):
        assert words.startswith(name)
        assert all(one.name.zh in words for one in few.rubric.dimensions)


def test_the_report_says_what_it_rests_on(few: CampSummary) -> None:
    told = text_of(report_docx(few))
    assert "示例数据，均为虚构" in told
    assert "不是排名" in told
    for community in few.communities:
        assert community.result is not None
        assert f"  {community.result.raters} 人评分（签到 {community.seats} 人：" in told
        for commitment in community.commitments:
            assert commitment.parts[0][1] in told
    assert "{{" not in told
    assert "{%" not in told


def test_chinese_in_the_report_has_a_chinese_font() -> None:
    for style in ("Normal", "Title", "Heading 1", "Caption"):
        fonts = Document(str(TEMPLATE)).styles[style].element.rPr.rFonts
        assert (
            fonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia")
            == "Microsoft YaHei"
        )


def test_the_shipped_template_is_the_one_the_code_builds() -> None:
    fresh = io.BytesIO()
    build().save(fresh)
    with zipfile.ZipFile(TEMPLATE) as shipped, zipfile.ZipFile(fresh) as built:
        for part in ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml"):
            assert shipped.read(part) == built.read(part), "run python -m workshop.report.template"


def test_a_camp_nobody_joined_has_a_report(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "空的 <camp> & {{ 1+1 }}", "camp-half").camp
        told = text_of(report_docx(camp_summary(context, camp, "en")))
    assert "空的 <camp> & {{ 1+1 }}" in told
    assert "Sample data" not in told


def test_every_answer_is_a_row_with_a_code(made: Made) -> None:
    _, _, summary = made
    data = answers_csv(summary)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == len(summary.answers)
    assert {row["role"] for row in rows} >= {"committee", "resident"}
    first = next(row for row in rows if row["question"] == "rate.D1")
    assert first["level"] in {"0", "1", "2", "3", "unknown"}
    assert json.loads(first["payload"])["evidence"] == first["evidence"]


def test_no_cell_becomes_a_formula(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x","y")'
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, evil, "camp-half").camp
        control.act(context, camp.id, Action.OPEN, "check-in", "t")
        arrival = seats.Arrival("k", "n", "=1+1", "resident", consent=True)
        taken = seats.join(context, camp.code, arrival)
        answers.submit(context, taken.seat, "key", "check-in", "hope", {"text": evil})
        summary = camp_summary(context, camp, "en")
    row = next(csv.DictReader(io.StringIO(answers_csv(summary).decode("utf-8-sig"))))
    assert row["text"] == f"'{evil}"
    assert row["community"] == "'=1+1"
    book = openpyxl.load_workbook(io.BytesIO(camp_xlsx(summary)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert any(cell.value == evil for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_no_cell_of_the_ratings_becomes_a_formula(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x","y")'
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "t", "camp-half").camp
        control.act(context, camp.id, Action.OPEN, "stage-check", "t")
        taken = seats.join(context, camp.code, seats.Arrival("k", "n", "=1+1", "resident", consent=True))
        said = {"level": 1, "evidence": evil}
        answers.submit(context, taken.seat, "key", "stage-check", "rate.D1", said)
        summary = camp_summary(context, camp, "en")
    (row,) = csv.DictReader(io.StringIO(ratings_csv(summary).decode("utf-8-sig")))
    assert (row["community"], row["evidence"]) == ("'=1+1", f"'{evil}")
    (facets,) = csv.DictReader(io.StringIO(facets_csv(summary.ratings).decode()))
    assert facets["target"] == "'=1+1"


def test_the_workbook_has_a_row_for_every_step_seat_and_answer(made: Made) -> None:
    _, _, summary = made
    book = openpyxl.load_workbook(io.BytesIO(camp_xlsx(summary)))
    words = ["看法", "对话", "原理卡", "顾虑", "点位", "归堆", "圆点", "小组"]
    words += ["方向", "示范阶梯", "小额资助", "小额资助进出", "队伍", "工作时间", "自组织生活会", "做法统计"]
    assert book.sheetnames == ["说明", "环节", "名额", "回答", "结果", "承诺", *words]
    assert book["环节"].max_row == 1 + len(summary.steps)
    assert book["名额"].max_row == 1 + 40
    assert book["回答"].max_row == 1 + len(summary.answers)
    assert book["结果"].max_row == 1 + 12 * 10  # ten dimensions a community
    assert book["说明"]["A1"].value == "示例数据，均为虚构"


def test_maps_come_back_as_they_went(made: Made) -> None:
    _, _, summary = made
    files = graph_files(summary)
    assert len(files) == 12
    for community, (name, data) in zip(summary.communities, files.items(), strict=True):
        assert parse(name, data) == community.network


def test_file_names_cannot_leave_their_folder() -> None:
    assert file_name("../../etc/passwd") == "etc-passwd"
    assert file_name("..") == "camp"
    assert file_name("梧桐里 / 一期") == "梧桐里-一期"


def test_the_camp_as_json_holds_no_names(made: Made) -> None:
    _, sample, summary = made
    told = camp_json(summary).decode()
    shape = json.loads(told)
    assert shape["invented"] is True
    assert len(shape["answers"]) == len(summary.answers)
    # "平安" and the like may be ordinary words; these nicknames are not.
    for nickname in ("郑叔", "玉珠", "阿宽"):
        assert nickname in {one.seat.nickname for one in sample.seats}
        assert nickname not in told


def test_export_writes_what_the_contract_names(made: Made, tmp_path: Path) -> None:
    context, _, _ = made
    empty = camps.new_camp(context, "t", "camp-half").camp
    camps.add_community(context, empty.id, "甲")
    network = parse("n.csv", b"source,target\na,b\n")
    networks.save(context, camps.communities(context, empty.id)[0].id, network, "t")
    written = export(context, empty, tmp_path / "new" / "out", "en")
    assert {path.relative_to(tmp_path / "new" / "out").as_posix() for path in written} == {
        "answers.csv",
        "ratings.csv",
        "rubric.toml",
        "camp.xlsx",
        "report.docx",
        "camp.json",
        "networks/甲.graphml",
    }
    assert all(path.stat().st_size for path in written)


@pytest.mark.slow
def test_one_file_comes_with_its_type_and_name(made: Made) -> None:
    context, sample, _ = made
    for what in ("camp.xlsx", "answers.csv", "ratings.csv", "networks.zip", "camp.json"):
        data, media, name = one(context, sample.camp, what, "en")
        assert data
        assert media == KINDS[what][1]
        assert name == f"社区发展共创营（示例）-{what}"


def test_an_unknown_export_is_refused(made: Made) -> None:
    context, sample, _ = made
    with pytest.raises(InputError) as caught:
        one(context, sample.camp, "../secrets", "en")
    assert caught.value.code == "report.unknown"


def test_a_file_in_the_way_of_the_folder_is_told(made: Made, tmp_path: Path) -> None:
    context, sample, _ = made
    (tmp_path / "out").write_text("x")
    with pytest.raises(InputError) as caught:
        export(context, sample.camp, tmp_path / "out", "en")
    assert caught.value.code == "report.not_a_folder"


def test_the_first_pages_say_what_the_screen_says(made: Made, few: CampSummary) -> None:
    context, sample, _ = made
    words = text_of(report_docx(few))
    page_words = words_for(context, sample.camp, "zh")
    for each in few.communities:
        page = page_of(context, sample.camp, each.community, "zh")
        assert all(line.text in words for line in page_lines(page, page_words))
    front, _ = camp_front(context, sample.camp, "zh")
    assert all(text in words for line in camp_lines(front, page_words) for text in line.text.split("\n"))
