"""Reading who asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.learning.made import WORDS
from workshop.base.errors import InputError
from workshop.base.text import explain
from workshop.learning.suggest.asker import read_asker
from workshop.model.case import Asker

FULL = """
stage = "1.0"
setting = "old_unit"
support = 2
familiarity = 1
households = 900
groups = 4
obstacles = ["O7", "O5"]
assets = ["room"]
words = "没有人出来牵头"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "ASK.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_in_the_file_reaches_the_asker(tmp_path: Path) -> None:
    assert read_asker(written(tmp_path, FULL), WORDS) == Asker(
        stage="1.0",
        setting="old_unit",
        committee_support=2,
        familiarity=1,
        households=900,
        groups=4,
        obstacles=("O7", "O5"),
        assets=frozenset({"room"}),
        words="没有人出来牵头",
    )


def test_what_is_left_out_is_unknown_and_no_assets_is_none_of_them(tmp_path: Path) -> None:
    assert read_asker(written(tmp_path, "")) == Asker()
    assert read_asker(written(tmp_path, "assets = []"), WORDS).assets == frozenset()


@pytest.mark.parametrize(("given", "stage"), [("0", "0"), ("1.0", "1.0"), ("2", "2.0"), ('"3.0"', "3.0")])
def test_a_stage_may_be_written_as_a_number(tmp_path: Path, given: str, stage: str) -> None:
    assert read_asker(written(tmp_path, f"stage = {given}"), WORDS).stage == stage


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('obstacles = ["O99"]', "vocabulary.unknown_code"),
        ('assets = ["castle"]', "vocabulary.unknown_code"),
        ('setting = "castle"', "vocabulary.unknown_code"),
        ("stage = 1.5", "content.value"),
        ("stage = true", "content.value"),
        ("support = 4", "content.value"),
        ("households = 0", "content.value"),
        ("money = 3", "content.unknown_key"),
        ("words = ", "content.toml"),
    ],
)
def test_a_fault_names_the_line(tmp_path: Path, line: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_asker(written(tmp_path, f"# who asks\n\n{line}\n"), WORDS)
    assert (caught.value.code, caught.value.where.row) == (code, 3)
    assert explain("zh", caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"content\.no_file"):
        read_asker(tmp_path / "ASK.toml", WORDS)
