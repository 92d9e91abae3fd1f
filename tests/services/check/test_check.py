"""What `check` finds in content files, and where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workshop.base.content import home
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES, explain
from workshop.services.check.check import check


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
    (found,) = check([folder], copied).problems
    assert found.code == "assessment.rubric_twice"
    assert all("self-organisation@1" in explain(language, found) for language in LANGUAGES)


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def on_line(error: InputError) -> str:
    """The line of the file an error names."""
    assert error.where.file
    assert error.where.row
    return Path(error.where.file).read_text("utf-8").splitlines()[error.where.row - 1]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('rubric = "self-organisation"', 'rubric = "other"', "vignette_rubric", 'rubric = "other"'),
        ("[vignettes.meant.D10]", "[vignettes.meant.D11]", "vignette_dimension", "[vignettes.meant.D11]"),
        ('"V3", "V4"', '"V3", "V7"', "vignette_unknown", 'shared = ["V3", "V7"]'),
    ],
)
def test_stories_must_fit_a_rubric_that_is_there(
    copied: Path, old: str, new: str, code: str, line: str
) -> None:
    spoil(copied / "data" / "vignettes" / "self-organisation.toml", old, new)
    (found,) = check([], copied).problems
    assert found.code == f"assessment.{code}"
    assert on_line(found).startswith(line)
    assert all(explain(language, found) for language in LANGUAGES)


def test_stories_are_known_for_what_they_are_wherever_they_lie(copied: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    shutil.copy(copied / "data" / "vignettes" / "self-organisation.toml", draft)
    assert check([draft], copied).problems == ()


def test_stories_must_fit_the_newest_version_of_their_rubric(copied: Path) -> None:
    """New camps are held on it."""
    folder = copied / "data" / "rubrics"
    newer = (folder / "self-organisation.toml").read_text("utf-8").replace('id = "D10"', 'id = "D12"')
    newer = newer.replace("\nversion = 1", "\nversion = 3")
    (folder / "newer.toml").write_text(newer, encoding="utf-8")
    (found,) = check([], copied).problems
    assert (found.code, found.values["rubric"]) == (
        "assessment.vignette_dimension",
        "self-organisation@3",
    )


@pytest.mark.parametrize("name", ["difficulties", "weights"])
def test_a_rubric_must_name_a_word_list_that_is_there(copied: Path, name: str) -> None:
    rubric = copied / "data" / "rubrics" / "self-organisation.toml"
    spoil(rubric, 'obstacles = "obstacles"', f'obstacles = "{name}"')
    (found,) = check([rubric], copied).problems
    assert (found.code, found.values["vocabulary"]) == ("assessment.obstacles_unknown", name)
    assert on_line(found).startswith("obstacles =")
    assert all(explain(language, found) for language in LANGUAGES)


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
