"""What `check` finds in content files, and where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workshop.content import home
from workshop.errors import InputError
from workshop.room.check import check


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped content, to be spoilt."""
    for name in ("exercises", "data"):
        shutil.copytree(home() / name, tmp_path / name)
    return tmp_path


def test_the_shipped_content_has_no_fault() -> None:
    found = check([], home())
    assert found.problems == ()
    assert found.files > 30


def test_every_faulty_file_is_told_of(copied: Path) -> None:
    (copied / "data" / "cases" / "yicang.toml").write_text("id = ", encoding="utf-8")
    recipe = copied / "data" / "recipes" / "camp-1d.toml"
    recipe.write_text(recipe.read_text("utf-8").replace('"check-in"', '"no-such"'), encoding="utf-8")
    (copied / "exercises" / "lonely.en.md").write_text("+++\n+++\n", encoding="utf-8")
    found = check([], copied)
    assert {(Path(str(one.where.file)).name, one.code) for one in found.problems} == {
        ("yicang.toml", "content.toml"),
        ("camp-1d.toml", "exercises.agenda_exercise"),
        ("lonely.en.md", "exercises.no_chinese"),
    }


def test_one_file_can_be_checked_wherever_it_lies(copied: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    shutil.copy(copied / "data" / "cases" / "yicang.toml", draft)
    # A case must carry its file's name; that it is taken for a case at all is the claim.
    assert [one.code for one in check([draft], copied).problems] == ["cases.file_name"]


def test_two_files_of_one_rubric_version_are_a_fault(copied: Path) -> None:
    folder = copied / "data" / "rubrics"
    shutil.copy(folder / "self-organisation.toml", folder / "copy.toml")
    assert [one.code for one in check([folder], copied).problems] == ["assessment.rubric_twice"]


def test_a_file_that_is_no_content_says_so(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    assert [one.code for one in check([tmp_path], home()).problems] == ["check.not_content"]
    assert [one.code for one in check([tmp_path / "photo.jpg"], home()).problems] == ["check.not_content"]


def test_text_that_is_not_utf8_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_bytes('title = "案例"'.encode("gb18030"))
    assert [one.code for one in check([tmp_path], home()).problems] == ["content.encoding"]


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        check([tmp_path / "nothing"], home())
    assert caught.value.code == "check.no_path"
