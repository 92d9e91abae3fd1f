"""Sheets from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Mengya


def test_a_sheet_is_one_file_that_asks_for_nothing_elsewhere(mengya: Mengya, tmp_path: Path) -> None:
    done = mengya("sheet", "stage-check", "--lang", "zh", "--out", tmp_path / "a.html", "--json")
    assert (done.code, done.json["sides"], done.json["language"]) == (0, 2, "zh")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "我们走到哪一步" in page
    assert "http" not in page
    assert "<script" not in page


def test_large_type_takes_more_sides(mengya: Mengya, tmp_path: Path) -> None:
    done = mengya("sheet", "stage-check", "--size", "large", "--out", tmp_path / "a.html")
    assert done.code == 0
    assert "Written" in done.out
    shape = mengya("sheet", "stage-check", "--size", "large", "--out", tmp_path / "a.html", "--json").json
    assert shape["sides"] > 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("stage-chek",), "paper.exercise"),
        (("stage-check", "--size", "huge"), "paper.size"),
        (("stage-check", "--rubric", "unknown"), "camp.no_rubric"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    mengya: Mengya, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    done = mengya("sheet", *arguments, "--out", tmp_path / "a.html", "--json")
    assert (done.code, done.json["error"]["code"]) == (2, code)
    assert not (tmp_path / "a.html").exists()


def test_a_folder_that_is_not_there_is_told(mengya: Mengya, tmp_path: Path) -> None:
    done = mengya("sheet", "stage-check", "--out", tmp_path / "no" / "a.html", "--json")
    assert (done.code, done.json["error"]["code"]) == (2, "paper.file")
