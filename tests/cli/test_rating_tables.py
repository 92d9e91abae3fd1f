"""Tables that cannot be taken: what is wrong, where, and how to mend it, in both languages, from CSV and workbook."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Mengya
from workshop.base.content import home

ENGLISH = ["community", "rater", "role", "dimension", "level", "rubric", "version"]
CHINESE = ["社区", "评价人", "角色", "方面", "等级", "量表", "版本"]
GOOD = ["甲", "x", "居民", "D1", "1", "self-organisation", "1"]

Cells = list[str]


def written(folder: Path, kind: str, header: Cells, rows: list[Cells]) -> Path:
    path = folder / f"t.{kind}"
    if kind == "csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        return path
    book = openpyxl.Workbook()
    book.active.title = "评分"
    for row in [header, *rows]:
        book.active.append(row)
    book.save(path)
    return path


def changed(**cells: str) -> Cells:
    return [cells.get(name, cell) for name, cell in zip(ENGLISH, GOOD, strict=True)]


FAULTS = {
    "an unknown dimension": (changed(dimension="D11"), "assessment.row_dimension", "dimension", "D11"),
    "level 4": (changed(dimension="D2", level="4"), "assessment.row_level", "level", "4"),
    "half a level": (changed(dimension="D2", level="1.5"), "assessment.row_level", "level", "1.5"),
    "text in a level": (changed(dimension="D2", level="两级"), "assessment.row_level", "level", "两级"),
    "the same row again": (changed(level="3"), "assessment.row_twice", "dimension", "2"),
    "another version": (changed(dimension="D2", version="2"), "assessment.mixed_versions", "version", "@2"),
    "nobody's answer": (changed(dimension="D2", rater=""), "assessment.cell_missing", "rater", ""),
    "a story without a name": (
        changed(community="vignette:"),
        "assessment.vignette_nameless",
        "community",
        "V1",
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("row", "code", "column", "named"), FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_row_is_told_with_its_row_and_column(
    mengya: Mengya, tmp_path: Path, language: str, kind: str, row: Cells, code: str, column: str, named: str
) -> None:
    header = CHINESE if kind == "xlsx" else ENGLISH
    path = written(tmp_path, kind, header, [GOOD, row])
    told = mengya("assess", path, "--lang", language)
    assert (told.code, told.out) == (2, "")
    assert named in told.err
    assert "Traceback" not in told.err
    error = mengya("assess", path, "--json", "--lang", language).json["error"]
    place = {"file": path.name, "row": 3, "column": header[ENGLISH.index(column)]}
    assert (error["code"], error["where"]) == (code, place | ({"sheet": "评分"} if kind == "xlsx" else {}))
    assert error["message"] == told.err.strip()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("t.csv", b"", "table.empty"),
        ("t.csv", b"\n\n", "table.empty"),
        ("t.csv", b"community,rater,dimension,level\n", "assessment.table_empty"),
        ("t.csv", b"community,rater,dimension\na,x,D1\n", "assessment.column_missing"),
        ("t.csv", b"community,rater,dimension,level,level\na,x,D1,1,2\n", "table.double_column"),
        ("t.csv", "community,rater,dimension,level,等级\na,x,D1,1,2\n".encode(), "assessment.column_twice"),
        (
            "t.csv",
            "社區,評價人,方面,等級\n梧桐里關係網絡學習,張阿姨與鄰居,D1,2\n".encode("big5"),
            "table.big5",
        ),
        ("t.csv", b"community,rater,dimension,level\nCaf\xe9 \xff,x,D1,1\n", "table.encoding"),
        ("t.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "table.binary"),
        ("t.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "table.binary"),
        ("t.txt", "今天开了会。\n大家都很高兴。\n".encode(), "cli.not_levels"),
        ("t.xlsx", b"community,rater,dimension,level\na,x,D1,1\n", "table.damaged"),
        ("t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "table.old_or_locked"),
        (
            "t.csv",
            b"community,rater,dimension,level,occasion\na,x,D1,1,test\na,x,D2,1,retest\n",
            "assessment.several_occasions",
        ),
        (
            "t.csv",
            b"community,rater,dimension,level,version\na,x,D1,1,99\n",
            "assessment.other_rubric",
        ),
    ],
)
def test_a_file_that_is_no_table_of_levels_is_one_message(
    mengya: Mengya, tmp_path: Path, language: str, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = mengya("assess", path, "--json", "--lang", language)
    assert done.code == 2
    assert done.json["error"]["code"] == code
    assert name in done.json["error"]["message"]
    assert len(done.json["error"]["message"].splitlines()) == 1


def test_all_faults_of_a_table_are_told_and_nothing_is_taken(mengya: Mengya, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("community,rater,dimension,level\n\na,x,D1,9\na,x,D99,1\n", encoding="utf-8")
    done = mengya("assess", file, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "row 3" in done.err
    assert "row 4" in done.err
    error = mengya("assess", file, "--json").json["error"]
    assert [one["where"]["row"] for one in error["problems"]] == [3, 4]


def test_a_wholly_wrong_column_does_not_fill_the_screen(mengya: Mengya, tmp_path: Path) -> None:
    rows = [changed(rater=f"r{number}", level="很好") for number in range(300)]
    told = mengya("assess", written(tmp_path, "csv", ENGLISH, rows), "--lang", "en").err
    assert len(told.splitlines()) == 21
    assert "280 more" in told


def test_a_header_further_down_keeps_the_rows_of_the_file(mengya: Mengya, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("\n\ncommunity,rater,dimension\na,x,D1\n", encoding="utf-8")
    assert mengya("assess", file, "--json").json["error"]["where"]["row"] == 3
    file.write_text("\n\ncommunity,rater,dimension,level\na,x,D1,7\n", encoding="utf-8")
    assert mengya("assess", file, "--json").json["error"]["where"]["row"] == 4


def test_a_workbook_under_another_name_is_still_read(mengya: Mengya, tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", CHINESE, [GOOD]).rename(tmp_path / "t.csv")
    assert mengya("assess", path).code == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("rows", "code", "where"),
    [
        ([["u1", "1", "2"], ["u2", "x", "1"]], "assessment.not_a_number", {"row": 3, "column": "A"}),
        ([["u1", "1", "2"], ["u1", "2", "1"]], "assessment.unit_twice", {"row": 3}),
        ([["u1", "1", "2"], ["", "2", "1"]], "assessment.unit_nameless", {"row": 3}),
        ([["u1", "1", "2"]], "assessment.matrix_small", {}),
    ],
)
def test_a_wrong_table_of_raters_is_told_with_row_and_column(
    mengya: Mengya,
    tmp_path: Path,
    kind: str,
    language: str,
    rows: list[Cells],
    code: str,
    where: dict[str, int | str],
) -> None:
    path = written(tmp_path, kind, ["unit", "A", "B"], rows)
    done = mengya("agreement", path, "--json", "--lang", language)
    assert done.code == 2
    found = done.json["error"]
    assert found["code"] == code
    assert {name: part for name, part in found["where"].items() if name in ("row", "column")} == where


def test_ratings_on_two_versions_are_not_laid_side_by_side(
    mengya: Mengya, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(home() / "data", tmp_path / "data")
    first = tmp_path / "data" / "rubrics" / "self-organisation.toml"
    second = first.read_text(encoding="utf-8").replace("\nversion = 1\n", "\nversion = 2\n")
    first.with_name("self-organisation-2.toml").write_text(second, encoding="utf-8")
    monkeypatch.setenv("MENGYA_CONTENT", str(tmp_path))
    for name, version in (("then.csv", 1), ("now.csv", 2)):
        text = f"community,rater,dimension,level,version\na,x,D1,1,{version}\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    # Each is read with the rubric it names; only laying them side by side is refused.
    assert mengya("assess", tmp_path / "then.csv", "--json").json["rubric"]["version"] == 1
    assert mengya("assess", tmp_path / "now.csv", "--json").json["rubric"]["version"] == 2
    done = mengya("shift", tmp_path / "then.csv", tmp_path / "now.csv", "--json")
    assert (done.code, done.json["error"]["code"]) == (2, "cli.shift_versions")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("community,rater,dimension,level\na,x,D1,1\n", "assessment.column_missing"),
        ("community,rater,dimension,level,occasion\na,x,D1,1,third\n", "assessment.row_occasion"),
        (
            "community,rater,dimension,level,occasion\na,x,D1,1,test\na,x,D1,2,第一次\n",
            "assessment.row_twice",
        ),
    ],
)
def test_a_wrong_table_of_a_pilot_is_told(mengya: Mengya, tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(text, encoding="utf-8")
    done = mengya("pilot", file, "--json")
    assert (done.code, done.json["error"]["code"]) == (2, code)


@pytest.mark.parametrize(
    ("out", "code"), [("x.pdf", "cli.out_kind"), ("t.csv", "cli.out_is_input"), ("f/x.csv", "cli.unwritable")]
)
def test_a_result_that_cannot_be_written_is_bad_input(
    mengya: Mengya, tmp_path: Path, out: str, code: str
) -> None:
    path = written(tmp_path, "csv", ENGLISH, [GOOD])
    (tmp_path / "f").write_text("a file where a folder should be")
    done = mengya("assess", path, "--out", tmp_path / out, "--json")
    assert (done.code, done.json["error"]["code"]) == (2, code)
    assert path.read_text(encoding="utf-8").startswith("community")


def test_two_results_cannot_go_into_one_file(mengya: Mengya, tmp_path: Path) -> None:
    path, out = written(tmp_path, "csv", ENGLISH, [GOOD]), tmp_path / "x.csv"
    done = mengya("assess", path, "--out", out, "--facets", out, "--json")
    assert (done.code, done.json["error"]["code"], out.exists()) == (2, "cli.out_twice", False)


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_table_that_is_not_there_is_bad_input(
    mengya: Mengya, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("assess", "agreement", "pilot"):
        done = mengya(command, name, "--json")
        assert (done.code, done.json["error"]["code"]) == (2, "cli.no_file")


def test_an_unknown_rubric_is_answered_with_those_there_are(mengya: Mengya, tmp_path: Path) -> None:
    path = written(tmp_path, "csv", ENGLISH, [GOOD])
    done = mengya("assess", path, "--rubric", "no-such", "--json")
    assert done.code == 2
    assert "self-organisation@1" in done.json["error"]["message"]
