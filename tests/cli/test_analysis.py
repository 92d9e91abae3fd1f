"""Analysis from the command line: known values, promised fields, and what wrong files get."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Mengya
from workshop.content import home

DEMO = home() / "data" / "demo"

EIGHT = {
    "mean_ties",
    "clustering",
    "path_length",
    "modularity",
    "largest_share",
    "isolated_share",
    "degree_gini",
    "deepest_core",
}


def test_the_karate_club_has_its_known_figures(mengya: Mengya) -> None:
    # Zachary's network as networkx ships it; values as networkx documents and computes them.
    shape = mengya("network", "builtin:karate", "--json").json
    assert (shape["people"], shape["groups"], shape["ties"], shape["directed"]) == (34, 0, 78, False)
    measures = shape["measures"]
    assert set(measures) >= EIGHT | {"density", "transitivity", "components"}
    assert measures["density"] == pytest.approx(0.13903743315508021, abs=1e-15)
    assert measures["transitivity"] == pytest.approx(0.2556818181818182, abs=1e-12)
    assert measures["clustering"] == pytest.approx(0.5706384782076823, abs=1e-12)
    assert measures["modularity"] == pytest.approx(0.4198, abs=1e-4)
    first = shape["bridges"][0]
    assert set(first) == {
        "id",
        "betweenness",
        "constraint",
        "effective_size",
        "times_named",
        "kept_in_top",
    }
    assert (first["id"], first["betweenness"]) == ("0", pytest.approx(0.43763528138528146, abs=1e-12))
    assert set(shape) >= {"response_rate", "coverage", "trust_ladder", "group_overlap", "warnings"}


def test_davis_women_have_people_and_groups(mengya: Mengya) -> None:
    shape = mengya("network", "builtin:davis", "--json").json
    assert (shape["people"], shape["groups"], shape["ties"]) == (18, 14, 89)


def test_withdrawal_tells_all_three_losses(mengya: Mengya) -> None:
    shape = mengya("withdrawal", "builtin:karate", "--remove", "0,33", "--json").json
    assert set(shape) >= {
        "removed",
        "components",
        "share_before",
        "share_after",
        "fragmentation_before",
        "fragmentation_after",
        "distance_fragmentation_after",
        "random",
        "worst",
        "dependence",
        "groups_cut_off",
        "two_step_reach",
    }
    assert shape["removed"] == ["0", "33"]
    assert set(shape["random"]) == {"mean", "low", "high", "draws"}
    assert set(shape["worst"]) == {"ids", "share", "exact"}
    assert sum(shape["components"]) == 32
    assert shape["components"] == sorted(shape["components"], reverse=True)
    assert shape["share_after"] == shape["components"][0] / 32


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--remove", "0", "--kind", "supporter"],
        ["--remove", "nobody"],
        ["--remove", " , "],
        ["--kind", "supporter"],  # the club has none
        ["--kind", "wizard"],
    ],
)
def test_a_withdrawal_that_means_nothing_is_refused(mengya: Mengya, arguments: list[str]) -> None:
    done = mengya("withdrawal", "builtin:karate", *arguments, "--json")
    assert done.code == 2
    assert done.json["error"]["message"]


def test_comparison_has_the_promised_fields(mengya: Mengya) -> None:
    shape = mengya("compare", "builtin:karate", "builtin:florentine", "builtin:kite", "--json").json
    assert [one["id"] for one in shape["communities"]] == ["karate", "florentine", "kite"]
    for one in shape["communities"]:
        assert set(one["indicators"]) == set(one["z"]) == EIGHT
    assert len(shape["distance"]) == 3
    assert all(len(row) == 3 for row in shape["distance"])
    assert set(shape["nearest"]["kite"][0]) == {"id", "distance", "drivers"}
    assert (shape["common_response_rate"], shape["draws"]) == (1.0, 50)
    assert not {"rank", "best", "position"} & set(shape["communities"][0])


def test_a_folder_stands_for_the_networks_in_it(mengya: Mengya, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.csv").write_text("source,target\na,b\nb,c\nc,d\n", encoding="utf-8")
    tables = tmp_path / "丙"
    tables.mkdir()
    (tables / "people.csv").write_text("编号\n1\n2\n3\n", encoding="utf-8")
    (tables / "ties.csv").write_text("起点,终点\n1,2\n", encoding="utf-8")
    shape = mengya("compare", tmp_path, "--json").json
    assert sorted(one["id"] for one in shape["communities"]) == sorted(["甲", "乙", "丙"])


def test_two_networks_of_one_name_are_told_apart(mengya: Mengya, tmp_path: Path) -> None:
    files = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / "net.csv"
        file.write_text("source,target\na,b\nb,c\n", encoding="utf-8")
        files.append(str(file))
    assert [one["id"] for one in mengya("compare", *files, "--json").json["communities"]] == files


def test_the_articles_community_is_assessed_from_its_table(mengya: Mengya) -> None:
    # Worked example of the rubric's method note.
    shape = mengya("assess", DEMO / "qingbaijiang.csv", "--json").json
    assert shape["rubric"] == {"id": "self-organisation", "version": 1, "hypothesis": True}
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
    }
    assert set(shape["across"]) == {"icc1", "icck", "alpha_ordinal", "connected", "severity"}
    assert set(one) >= {"share_at_stage", "gates", "next_anchors", "role_gaps"}


def rated(rows: list[list[Any]]) -> list[list[Any]]:
    return [["社区", "评价人", "方面", "等级"], *rows]


def test_levels_are_read_from_the_sheet_that_holds_them(mengya: Mengya, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("评分")
    for row in rated([["甲", "a", "D1", 2], ["甲", "b", "D1", 1.0], [], ["甲", "b", "D2", None]]):
        sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    shape = mengya("assess", tmp_path / "t.xlsx", "--json").json
    assert [one["median"] for one in shape["communities"][0]["dimensions"]][:2] == [1, None]
    sheet.append(["甲", "c", "D1", 7])
    book.save(tmp_path / "t.xlsx")
    error = mengya("assess", tmp_path / "t.xlsx", "--json").json["error"]
    assert error["where"] == {"file": "t.xlsx", "sheet": "评分", "row": 6, "column": "等级"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_usual_encoding_is_read(mengya: Mengya, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes("社区,评价人,方面,等级\n梧桐里,甲,D1,2\n".encode(encoding))
    assert mengya("assess", file, "--json").json["communities"][0]["community"] == "梧桐里"


def test_all_faults_of_a_table_are_told_with_their_rows(mengya: Mengya, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("community,rater,dimension,level\n\na,x,D1,9\na,x,D99,1\n", encoding="utf-8")
    done = mengya("assess", file, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "row 3" in done.err
    assert "row 4" in done.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["assess", "missing.csv"], "cli.no_file"),
        (["assess", "."], "cli.no_file"),
        (["network", "missing.graphml"], "network.no_file"),
        (["compare", "."], "cli.no_networks"),
        (["compare", "builtin:karate"], "network.compare_few"),
        (["suggest", "missing.toml"], "content.no_file"),
    ],
)
def test_what_is_not_there_is_bad_input(
    mengya: Mengya, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = mengya(*arguments, "--json")
    assert done.code == 2
    assert done.json["error"]["code"] == code
    assert done.json["error"]["message"] != done.json["error"]["code"]


def test_an_unknown_rubric_is_answered_with_those_there_are(mengya: Mengya) -> None:
    done = mengya("assess", DEMO / "qingbaijiang.csv", "--rubric", "no-such", "--json")
    assert done.code == 2
    assert "self-organisation@1" in done.json["error"]["message"]


def test_cards_come_with_limits_and_a_source(mengya: Mengya, tmp_path: Path) -> None:
    ask = tmp_path / "ask.toml"
    ask.write_text('stage = "0"\nsetting = "old_unit"\nobstacles = ["O2", "O1"]\n', encoding="utf-8")
    shape = mengya("suggest", ask, "--json", "--lang", "zh").json
    assert set(shape) == {"cards", "ask_next", "nothing_fits"}
    assert [card["slot"] for card in shape["cards"]] == ["nearest", "different", "failed"]
    for card in shape["cards"]:
        assert set(card) >= {
            "slot",
            "case",
            "score",
            "same",
            "different",
            "unknown",
            "reasons",
            "moves",
            "evidence",
            "limits",
            "needs_missing",
            "first_step",
            "question",
            "status",
            "person",
        }
        assert card["limits"]
    told = mengya("suggest", ask, "--lang", "zh").out
    assert "%" not in told  # never a match percentage


def test_a_wrong_code_in_an_asking_names_its_line(mengya: Mengya, tmp_path: Path) -> None:
    ask = tmp_path / "ask.toml"
    ask.write_text('stage = "0"\nobstacles = ["O99"]\n', encoding="utf-8")
    error = mengya("suggest", ask, "--json").json["error"]
    assert error["where"]["row"] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["network", "builtin:davis"],
        ["withdrawal", "builtin:kite", "--remove", "7"],
        ["compare", "builtin:karate", "builtin:kite"],
        ["assess", str(DEMO / "qingbaijiang.csv")],
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_json_there_is_something_to_read(mengya: Mengya, arguments: list[str], language: str) -> None:
    done = mengya(*arguments, "--lang", language)
    assert done.code == 0
    assert len(done.out.splitlines()) > 3
    assert not done.out.startswith("{")
