"""The same thing rated more than once, from the command line: then and now, and the pilot of a rubric."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from tests.cli.test_assessment import HEADER, LANGUAGES, table
from workshop.base.content import home


def again(name: str, level: int) -> list[list[object]]:
    return [["甲", name, "resident", dimension, level] for dimension in ("D1", "D3", "D5")]


def test_a_shift_says_who_rated_then_and_now(mengya: Mengya, tmp_path: Path) -> None:
    then = table(tmp_path / "then.csv", [*again("a", 1), *again("b", 1), ["乙", "x", "", "D1", 1]])
    now = table(tmp_path / "now.csv", [*again("a", 2), *again("c", 3), *again("d", 3)])
    shape = mengya("shift", then, now, "--json").json
    (one,) = shape["communities"]
    assert (one["raters_then"], one["raters_now"], one["both"]) == (["a", "b"], ["a", "c", "d"], ["a"])
    assert (one["dimensions"][0]["then"], one["dimensions"][0]["now"], one["dimensions"][0]["change"]) == (
        1,
        3,
        2,
    )
    assert "different_raters" in one["cautions"]
    assert shape["not_repeated"] == ["乙"]
    same = mengya("shift", then, now, "--same-raters", "--json").json
    assert same["same_raters"] is True
    assert [each["change"] for each in same["communities"][0]["dimensions"]][:1] == [1]
    assert same["communities"][0]["cautions"] == ["few_raters", "no_stage"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shift_is_told_without_a_mark_for_progress(mengya: Mengya, tmp_path: Path, language: str) -> None:
    then, now = table(tmp_path / "a.csv", again("a", 1)), table(tmp_path / "b.csv", again("a", 2))
    said = mengya("shift", then, now, "--lang", language).out
    assert "+1" in said
    assert {"zh": "不是进步分", "en": "no mark for progress"}[language] in said


def test_the_pilots_example_is_read_by_the_command_of_its_page(mengya: Mengya) -> None:
    shape = mengya("pilot", home() / "docs" / "pilot" / "example.csv", "--json").json
    assert shape["cautions"] == []
    assert shape["interviewed"] == 10
    together = shape["interview"][0]
    assert together["dimension"] is None
    assert together["mean_difference"] > 0  # self-ratings run higher, as the page expects
    assert together["p"] is not None
    assert all(one["n"] >= 6 for one in shape["retest"])


def test_the_pilots_template_has_the_columns_the_command_reads(mengya: Mengya) -> None:
    error = mengya("pilot", home() / "docs" / "pilot" / "template.csv", "--json").json["error"]
    assert error["code"] == "assessment.table_empty"  # no column is missing, only the answers


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pilot_is_told_with_its_numbers_and_its_rules(mengya: Mengya, language: str) -> None:
    said = mengya("pilot", home() / "docs" / "pilot" / "example.csv", "--lang", language).out
    assert "docs/pilot" in said
    assert "ICC(A,1)" in said


@pytest.mark.parametrize("words", [("test", "retest", "interview"), ("第一次", "第二次", "访谈")])
def test_occasions_are_read_in_both_languages(mengya: Mengya, tmp_path: Path, words: tuple[str, ...]) -> None:
    rows: list[list[object]] = [
        ["甲", "a", "", "D1", level, word] for level, word in zip((2, 2, 1), words, strict=True)
    ]
    shape = mengya("pilot", table(tmp_path / "t.csv", rows, [*HEADER, "场合"]), "--json").json
    assert shape["retest"][0]["exact"] == 1
    assert shape["interview"][1]["mean_difference"] == 1
