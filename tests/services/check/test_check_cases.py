"""What `check` says of cases and word lists: what is wrong, in which file, at which line, in both languages."""

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
    """Shipped cases and word lists, to be spoilt."""
    for name in ("cases", "vocabularies"):
        shutil.copytree(home() / "data" / name, tmp_path / "data" / name)
    return tmp_path


def spoilt(root: Path, name: str, old: str, new: str) -> tuple[Path, tuple[InputError, ...]]:
    file = root / "data" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file, check([root / "data"], root).problems


def test_cases_and_word_lists_as_shipped_have_no_fault(copied: Path) -> None:
    assert check([copied / "data"], copied).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ('limits.zh = "', 'limits.zh = "" #', "cases.blank", ""),
        ('grade = "B"', 'grade = "D"', "content.value", "A · B · C"),
        ('obstacles = ["O10"]', 'obstacles = ["O10", "o11"]', "vocabulary.unknown_code", "O11"),
        ('code = "tiny_request"', 'code = "tiny_requests"', "vocabulary.unknown_code", "tiny_request"),
        ('setting = "old_unit"', 'setting = "old"', "vocabulary.unknown_code", "old_unit"),
        ('stage = "1.0"', 'stage = "1.0"\norigin = "participant"', "cases.no_consent", "consent = true"),
        ('stage = "1.0"', 'stage = "1.0"\norigin = "imported"', "cases.no_licence", "licence"),
        ('stage = "1.0"', 'stage = "1.0"\ncontact_ok = true', "cases.contact_without_consent", "consent"),
        ("vocabulary = 1", "vocabulary = 7", "cases.vocabulary_newer", "7"),
    ],
)
def test_a_fault_in_a_case_is_told_with_its_file_its_line_and_the_way_out(
    copied: Path, old: str, new: str, code: str, says: str
) -> None:
    file, problems = spoilt(copied, "cases/yicang.toml", old, new)
    (found,) = problems
    assert (found.code, found.where.file) == (code, str(file))
    assert found.where.row
    for language in LANGUAGES:
        assert says in explain(language, found)


@pytest.mark.parametrize(
    ("begins", "code"), [("limits.", "cases.no_limits"), ("[[sources]]", "cases.no_source")]
)
def test_a_case_without_limits_or_source_is_told_what_it_lacks(copied: Path, begins: str, code: str) -> None:
    file = copied / "data" / "cases" / "gangkou.toml"
    lines = file.read_text("utf-8").splitlines()
    if begins == "[[sources]]":
        lines = lines[: lines.index(begins)]
    else:
        lines = [line for line in lines if not line.startswith(begins)]
    file.write_text("\n".join(lines), encoding="utf-8")
    (found,) = check([file], copied).problems
    assert (found.code, found.where.file) == (code, str(file))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("version = 1", "version = 2", "vocabulary.versions"),
        ('phrases.en = ["we sat in the courtyards day after day", ', "phrases.en = [", "content.value"),
        ('code = "seep"\n', 'code = "seep"\nreplaced_by = "gone"\n', "vocabulary.replaced_by"),
    ],
)
def test_a_fault_in_a_word_list_is_told(copied: Path, old: str, new: str, code: str) -> None:
    _, problems = spoilt(copied, "vocabularies/moves.toml", old, new)
    assert code in {one.code for one in problems}
