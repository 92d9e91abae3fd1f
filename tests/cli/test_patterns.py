"""`mengya patterns`: the promised fields, honest text, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from workshop.base.content import home
from workshop.learning.cases.casebase import cases

ROW = {"obstacle", "move", "n", "tried", "passed", "failed", "interval90", "beyond_chance"}
CASES = home() / "data" / "cases"


def test_the_table_has_the_promised_fields(mengya: Mengya) -> None:
    done = mengya("patterns", "--json")
    shape = done.json
    assert done.code == 0
    assert set(shape) >= {"cases", "rows", "null", "patterns", "coverage"}
    assert shape["cases"] >= 11
    assert all(set(row) >= ROW for row in shape["rows"])
    assert set(shape["null"]) >= {"shuffles", "mean_rows"}
    assert shape["null"]["shuffles"] == 200
    assert all(set(one) >= {"id", "status", "supports", "contradicts", "trials"} for one in shape["patterns"])
    assert all(set(cell) >= {"obstacle", "stage", "passed"} for cell in shape["coverage"])
    assert {cell["stage"] for cell in shape["coverage"]} == {"0", "1.0", "2.0"}


def test_so_few_cases_are_never_more_than_chance(mengya: Mengya) -> None:
    shape = mengya("patterns", "--json").json
    assert shape["compared"] == []
    assert not any(row["beyond_chance"] for row in shape["rows"])
    assert all(row["comparison"] is None for row in shape["rows"])
    row = next(
        one for one in shape["rows"] if (one["obstacle"], one["move"]) == ("O9", "grant_with_committee")
    )
    assert (row["passed"], "gobifo" in row["cases"]["failed"]) == (0, True)


@pytest.mark.parametrize(
    ("language", "said"), [("zh", ("不是结论", "不作比较")), ("en", ("not a finding", "nothing is compared"))]
)
def test_the_text_counts_and_names_and_claims_nothing(
    mengya: Mengya, language: str, said: tuple[str, ...]
) -> None:
    out = mengya("patterns", "--lang", language).out
    assert all(words in out for words in said)
    assert "%" not in out


def test_one_case_alone_is_a_story_of_its_own(mengya: Mengya, tmp_path: Path) -> None:
    (tmp_path / "nancuo.toml").write_text((CASES / "nancuo.toml").read_text("utf-8"), encoding="utf-8")
    shape = mengya("patterns", "--cases", tmp_path, "--json").json
    assert shape["cases"] == 1
    # The shipped pattern it belongs to stands on this one case here; the others are not told.
    assert [(one["id"], one["status"], one["supports"]) for one in shape["patterns"]] == [
        ("a-stage-for-the-willing", "story", 1)
    ]


def test_a_case_nobody_could_trace_is_counted_only_when_asked_for(mengya: Mengya, tmp_path: Path) -> None:
    untraced = next(told.id for told in cases(CASES, "en") if told.unverified)
    for name in ("nancuo", untraced):
        (tmp_path / f"{name}.toml").write_text((CASES / f"{name}.toml").read_text("utf-8"), encoding="utf-8")
    assert mengya("patterns", "--cases", tmp_path, "--json").json["cases"] == 1
    assert mengya("patterns", "--cases", tmp_path, "--unverified", "--json").json["cases"] == 2
    assert "--unverified" in mengya("patterns", "--cases", tmp_path).out


def test_own_patterns_are_held_to_own_cases(mengya: Mengya, tmp_path: Path) -> None:
    own, patterns = tmp_path / "cases", tmp_path / "patterns"
    own.mkdir()
    patterns.mkdir()
    (own / "nancuo.toml").write_text((CASES / "nancuo.toml").read_text("utf-8"), encoding="utf-8")
    name = "a-stage-for-the-willing.toml"
    text = (home() / "data" / "patterns" / name).read_text("utf-8")
    (patterns / name).write_text(text, encoding="utf-8")
    done = mengya("patterns", "--cases", own, "--patterns", patterns, "--json")
    assert done.code == 2
    assert done.json["error"]["code"] == "patterns.case_unknown"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "cases.none"),
        ({"a.toml": "id = = 1"}, "content.toml"),
        ({"a.toml": 'id = "a"\n'}, "content.missing_key"),
    ],
)
def test_what_is_no_case_is_refused_with_where_and_how(
    mengya: Mengya, tmp_path: Path, files: dict[str, str], code: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = mengya("patterns", "--cases", tmp_path, "--json")
    assert (done.code, done.json["error"]["code"]) == (2, code)
    assert done.json["error"]["message"]
    plain = mengya("patterns", "--cases", tmp_path)
    assert plain.code == 2
    assert "Traceback" not in plain.err


@pytest.mark.parametrize(
    ("option", "code"), [("--cases", "cases.no_folder"), ("--patterns", "patterns.no_folder")]
)
def test_a_folder_that_is_not_there_is_refused(
    mengya: Mengya, tmp_path: Path, option: str, code: str
) -> None:
    done = mengya("patterns", option, tmp_path / "none", "--json")
    assert (done.code, done.json["error"]["code"]) == (2, code)


def test_check_looks_at_patterns_too(mengya: Mengya, tmp_path: Path) -> None:
    folder = tmp_path / "patterns"
    folder.mkdir()
    name = "decide-by-lane.toml"
    text = (home() / "data" / "patterns" / name).read_text("utf-8")
    (folder / name).write_text(text.replace('case = "zigui"', 'case = "huaao"'), encoding="utf-8")
    done = mengya("check", folder, "--json")
    assert done.code == 2
    assert [one["code"] for one in done.json["problems"]] == ["patterns.case_says_otherwise"]
    assert mengya("check", home() / "data" / "patterns").code == 0
