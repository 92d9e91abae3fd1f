"""Positions from the command line: promised fields, known values, what is told."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Mengya
from tests.sample_camp import sampled
from workshop.assessment.reliability.reliability_summary import reliability_summary
from workshop.assessment.scoring.scoring import assess
from workshop.base.content import home
from workshop.model.ids import seat_codes
from workshop.report.bundle import one as download
from workshop.services.camp.ratings import ratings_of, story_ratings_of
from workshop.services.camp.rubrics import rubric_of
from workshop.services.map import networks

DEMO = home() / "data" / "demo"
EXAMPLE = home() / "docs" / "examples" / "position.csv"
HEADER = ["community", "rater", "role", "dimension", "level"]
LANGUAGES = ("zh", "en")


def table(path: Path, rows: list[list[object]], header: list[str] = HEADER) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def room(communities: int = 6, raters: int = 3) -> list[list[object]]:
    """Communities that differ, each with raters of its own; everybody rated two stories on two dimensions."""
    rows: list[list[object]] = []
    for place in range(communities):
        for rater in range(raters):
            name, role = f"c{place}r{rater}", ("committee", "resident", "resident_leader")[rater % 3]
            rows += [
                [f"place {place}", name, role, each, min(3, place // 2 + rater // 2)]
                for each in ("D1", "D3", "D5")
            ]
            for story, meant in (("V1", 1), ("V2", 2)):
                rows += [
                    [f"vignette:{story}", name, role, each, min(3, meant + rater % 2)]
                    for each in ("D3", "D5")
                ]
    return rows


def test_the_articles_community_is_assessed_from_its_table(mengya: Mengya) -> None:
    # Worked example of the rubric's method note.
    shape = mengya("assess", DEMO / "qingbaijiang.csv", "--json").json
    assert shape["rubric"] == {"id": "self-organisation", "version": 2, "hypothesis": True}
    (one,) = shape["communities"]
    assert (one["community"], one["raters"], one["stage"], one["between"]) == ("qingbaijiang", 1, "1.0", None)
    rules = next(each for each in one["dimensions"] if each["id"] == "D9")
    assert rules == {
        "id": "D9",
        "axis": "stage",
        "median": None,
        "levels": [],
        "unknown": 1,
        "range": None,
        "discuss": False,
        "rwg": None,
        "rwg_chance": None,
        "average_deviation": None,
        "camps": None,
        "by_role": {},
    }
    assert set(shape["across"]) >= {"icc1", "icck", "alpha_ordinal", "connected", "severity"}
    assert set(one) >= {"share_at_stage", "gates", "next_anchors", "role_gaps"}


def test_the_worked_example_of_the_page_comes_out_as_the_page_says(mengya: Mengya) -> None:
    # docs/position.md, sections 4 and 5.
    shape = mengya("assess", EXAMPLE, "--json").json
    (one,) = shape["communities"]
    assert (one["raters"], one["stage"], one["between"], one["hypothesis"]) == (6, "2.0", None, True)
    assert one["share_at_stage"] == 5 / 7
    medians = {each["id"]: each["median"] for each in one["dimensions"]}
    assert medians == {
        "D1": 2,
        "D2": 1,
        "D3": 2,
        "D4": 1,
        "D5": 2,
        "D6": 1,
        "D7": 2,
        "D8": 2,
        "D9": 1,
        "D10": 1,
    }
    wanted = [(each["dimension"], each["level"]) for each in one["next_anchors"]]
    assert wanted == [("D9", 2), ("D3", 3), ("D5", 3), ("D2", 2), ("D1", 3), ("D7", 3), ("D8", 3)]
    by_id = {each["id"]: each for each in one["dimensions"]}
    assert by_id["D3"]["rwg"] == pytest.approx(0.68)
    assert by_id["D3"]["average_deviation"] == pytest.approx(1 / 3)
    assert by_id["D3"]["rwg_chance"] == pytest.approx(0.046, abs=5e-4)
    assert by_id["D6"]["rwg"] == pytest.approx(-0.41, abs=0.005)
    assert by_id["D6"]["camps"] == [[0, 1, 1], [3, 3, 3]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_lacks_is_told_in_the_rubrics_own_words_under_the_badge(mengya: Mengya, language: str) -> None:
    said = mengya("assess", EXAMPLE, "--lang", language).out
    shape = mengya("assess", EXAMPLE, "--lang", language, "--json").json
    badge = {"zh": "工作假设", "en": "working hypothesis"}[language]
    assert all(each["text"] in said for each in shape["communities"][0]["next_anchors"])
    for line in said.splitlines():
        # Every position named 2.0 or 3.0 bears its mark; the rubric's own notes say it in sentences.
        if line.startswith(("Position:", "位置：", "To be at", "要到")):
            assert badge in line


def test_a_community_is_shown_as_its_number_of_raters_allows(mengya: Mengya, tmp_path: Path) -> None:
    def told(raters: int) -> str:
        rows: list[list[object]] = [["甲", f"r{n}", "resident", "D1", n % 2] for n in range(raters)]
        return mengya("assess", table(tmp_path / "t.csv", rows), "--lang", "en").out.split("== All together")[
            0
        ]

    assert "●" not in told(2)
    assert "each view" in told(2)
    assert "●●" in told(5)
    assert "r_wg" not in told(5)
    assert "r_wg" in told(6)
    assert "by luck" in told(6)


def test_what_nobody_knows_is_not_said_to_lack(mengya: Mengya, tmp_path: Path) -> None:
    rows: list[list[object]] = [["甲", "a", "resident", dimension, ""] for dimension in ("D3", "D5")]
    said = mengya("assess", table(tmp_path / "t.csv", rows), "--lang", "en").out
    for line in said.splitlines():
        if line.startswith("  - D"):
            assert line.endswith("(nobody knows yet; go and see)")
    assert "Position: cannot be told yet" in said


def test_stories_alone_are_no_community(mengya: Mengya, tmp_path: Path) -> None:
    file = table(tmp_path / "t.csv", [["vignette:V1", "a", "resident", "D3", 1]])
    assert mengya("assess", file, "--json").json["communities"] == []
    assert "only stories" in mengya("assess", file, "--lang", "en").out


def test_two_camps_and_gaps_between_roles_are_told_in_words(mengya: Mengya) -> None:
    said = mengya("assess", EXAMPLE, "--lang", "en").out
    assert "D6 Leaders: two camps (0 1 1 and 3 3 3)" in said
    # The two residents say 0 and 1: by hand, 0.5.
    assert "D6 Leaders, by role: Community committees – level 3; Resident – level 0.5" in said


def test_communities_stand_by_name_never_by_stage(mengya: Mengya, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [place, "r", "resident", dimension, level]
        for place, level in (("c", 3), ("a", 0), ("b", 2))
        for dimension in ("D1", "D2", "D3", "D5", "D7", "D8", "D9")
    ]
    done = mengya("assess", table(tmp_path / "t.csv", rows), "--json").json
    assert [one["community"] for one in done["communities"]] == ["a", "b", "c"]


def test_across_communities_every_coefficient_has_its_reading(mengya: Mengya, tmp_path: Path) -> None:
    shape = mengya("assess", table(tmp_path / "t.csv", room()), "--json").json
    over = shape["across"]
    given = {name for name in ("icc1", "icck", "alpha_ordinal", "alpha_vignettes") if over[name] is not None}
    assert given
    assert set(over["readings"]) == given
    assert (over["raters"], over["communities"], over["connected"]) == (18, 6, True)
    assert set(over["severity"]) == {one["rater"] for one in over["severity_detail"]["raters"]}
    for one in over["adjusted"]:
        assert one["adjusted"] is not None
        assert one["raw"] is not None


def test_why_nothing_is_adjusted_is_a_warning_and_a_sentence(mengya: Mengya, tmp_path: Path) -> None:
    rows = [row for row in room() if not str(row[0]).startswith("vignette:")]
    file = table(tmp_path / "t.csv", rows)
    shape = mengya("assess", file, "--json").json
    assert {"not_connected", "no_vignettes"} & set(shape["warnings"])
    assert shape["across"]["severity"] is None
    assert shape["across"]["severity_detail"]["off"] in {"not_connected", "no_vignettes"}
    assert "nothing is adjusted" in mengya("assess", file, "--lang", "en").out


def test_a_story_nobody_rated_is_a_warning_and_no_error(mengya: Mengya, tmp_path: Path) -> None:
    rows = [[*row[:4], "" if row[0] == "vignette:V2" else row[4]] for row in room()]
    done = mengya("assess", table(tmp_path / "t.csv", rows), "--json")
    assert done.code == 0
    assert "vignette_unrated" in done.json["warnings"]
    assert done.json["across"]["severity_detail"]["vignettes_unrated"] == ["V2"]


def test_the_rubric_a_table_names_is_the_one_it_is_read_with(mengya: Mengya, tmp_path: Path) -> None:
    rows: list[list[object]] = [["甲", "r", "resident", "D1", 1, "self-organisation", "1"]]
    file = table(tmp_path / "t.csv", rows, [*HEADER, "rubric", "version"])
    assert mengya("assess", file, "--json").json["rubric"]["version"] == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_usual_encoding_is_read(mengya: Mengya, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes("社区,评价人,方面,等级\n梧桐里,甲,D1,2\n".encode(encoding))
    assert mengya("assess", file, "--json").json["communities"][0]["community"] == "梧桐里"


def test_levels_are_read_from_the_sheet_that_holds_them(mengya: Mengya, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("评分")
    rows: list[list[Any]] = [["甲", "a", "D1", 2], ["甲", "b", "D1", 1.0], [], ["甲", "b", "D2", None]]
    for row in [["社区", "评价人", "方面", "等级"], *rows]:
        sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    shape = mengya("assess", tmp_path / "t.xlsx", "--json").json
    assert [one["median"] for one in shape["communities"][0]["dimensions"]][:2] == [1, None]


def test_the_workbook_has_its_four_sheets_and_no_formula(mengya: Mengya, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x","y")'
    rows = [[evil if row[0] == "place 0" else row[0], *row[1:]] for row in room()]
    out = tmp_path / "new" / "result.xlsx"
    done = mengya("assess", table(tmp_path / "t.csv", rows), "--out", out, "--lang", "en")
    assert done.code == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Positions", "Dimensions", "Across", "Limits"]
    assert evil in [cell.value for cell in book["Positions"]["A"]]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book["Dimensions"].max_row == 1 + 6 * 10
    assert any(
        "no rank" in str(row[0].value) or "not a rank" in str(row[0].value) for row in book["Limits"].rows
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_csv_has_a_row_for_each_dimension_and_nothing_runs(
    mengya: Mengya, tmp_path: Path, language: str
) -> None:
    rows = [["=1+1" if row[0] == "place 0" else row[0], *row[1:]] for row in room()]
    out = tmp_path / "result.csv"
    mengya("assess", table(tmp_path / "t.csv", rows), "--out", out, "--lang", language)
    found = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    assert len(found) == 1 + 6 * 10
    assert found[1][0] == "'=1+1"


def test_the_facets_table_has_one_row_an_answer(mengya: Mengya, tmp_path: Path) -> None:
    # docs/position.md, section 6.
    rows = [*room(1, 1), ["place 0", "c0r0", "committee", "D7", ""]]
    out = tmp_path / "facets.csv"
    mengya("assess", table(tmp_path / "t.csv", rows), "--facets", out)
    found = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert found[0] == ["rater", "role", "target", "dimension", "level"]
    assert len(found) == 1 + 7  # the "don't know" is no answer to such a program
    assert ["c0r0", "committee", "vignette:V1", "D3", "1"] in found


@pytest.mark.slow
def test_what_the_room_gave_comes_out_the_same_from_the_exported_file(mengya: Mengya, tmp_path: Path) -> None:
    with sampled(tmp_path / "house") as (app, sample):
        data, _, _ = download(app, sample.camp, "ratings.csv", "zh")
        rubric = rubric_of(app, sample.camp.rubric)
        names = {place.id: place.name for place in sample.communities}
        ratings = (*ratings_of(app, sample.camp), *story_ratings_of(app, sample.camp))
        results = assess(ratings, rubric)
        over = reliability_summary(ratings, rubric)
    networks.close()
    file = tmp_path / "ratings.csv"
    file.write_bytes(data)
    shape = mengya("assess", file, "--json").json
    found = {each["community"]: each for each in shape["communities"]}
    assert set(found) == {names[each.community] for each in results}
    for each in results:
        here = found[names[each.community]]
        assert (here["stage"], here["between"], here["raters"]) == (each.stage, each.between, each.raters)
        assert [part["levels"] for part in here["dimensions"]] == [
            list(part.levels) for part in each.dimensions
        ]
        assert [part["unknown"] for part in here["dimensions"]] == [part.unknown for part in each.dimensions]
    assert shape["across"]["alpha_ordinal"] == pytest.approx(over.alpha_ordinal)
    assert shape["across"]["icc1"] == pytest.approx(over.icc1)
    assert shape["across"]["connected"] == over.connected
    raters = {row["rater"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    assert raters <= set(seat_codes(each.seat for each in sample.seats).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_json_there_is_something_to_read(mengya: Mengya, language: str) -> None:
    done = mengya("assess", DEMO / "qingbaijiang.csv", "--lang", language)
    assert done.code == 0
    assert len(done.out.splitlines()) > 10
    assert not done.out.startswith("{")
