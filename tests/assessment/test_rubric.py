"""The rubric that ships, and what a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assessment.strategies import RUBRIC, RUBRIC_FILE
from workshop.assessment.rubric import load_rubric, rubrics
from workshop.errors import ContentError, SeveralErrors
from workshop.text import LANGUAGES, explain


def changed(folder: Path, old: str, new: str) -> Path:
    """A copy of the rubric that ships with one place changed."""
    text = RUBRIC_FILE.read_text(encoding="utf-8")
    assert old in text
    path = folder / "copy.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_ten_dimensions_on_two_axes() -> None:
    assert [dimension.id for dimension in RUBRIC.dimensions] == [f"D{number}" for number in range(1, 11)]
    assert [dimension.id for dimension in RUBRIC.on_axis("vitality")] == ["D4", "D6", "D10"]


def test_levels_two_and_three_are_a_hypothesis_except_what_the_article_says_of_withdrawal() -> None:
    plain = [
        (dimension.id, anchor.level)
        for dimension in RUBRIC.dimensions
        for anchor in dimension.anchors
        if anchor.level >= 2 and not anchor.hypothesis
    ]
    # The article itself says that one or two inputs a year were enough.
    assert plain == [("D10", 3)]


def test_sources_are_those_the_anchors_name() -> None:
    used = {
        tag for dimension in RUBRIC.dimensions for anchor in dimension.anchors for tag in anchor.provenance
    }
    assert {source.tag for source in RUBRIC.sources} == used - {"H"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_anchor_can_be_read_aloud_in_a_breath(language: str) -> None:
    longest = {"zh": 45, "en": 170}[language]
    texts = [
        anchor.text.of("zh" if language == "zh" else "en")
        for dimension in RUBRIC.dimensions
        for anchor in dimension.anchors
    ]
    assert [text for text in texts if len(text) > longest] == []


def test_versions_stand_side_by_side(tmp_path: Path) -> None:
    text = RUBRIC_FILE.read_text(encoding="utf-8")
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    (tmp_path / "two.toml").write_text(text.replace("\nversion = 1", "\nversion = 2"), encoding="utf-8")
    assert list(rubrics(tmp_path)) == ["self-organisation@1", "self-organisation@2"]


def test_two_files_of_one_version_are_refused(tmp_path: Path) -> None:
    text = RUBRIC_FILE.read_text(encoding="utf-8")
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        rubrics(tmp_path)
    assert error.value.code == "assessment.rubric_twice"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('id = "D2"', 'id = "D1"', "assessment.dimension_twice"),
        ("level = 1", "level = 2", "assessment.anchors"),
        ('["S:S24"]', '["S:S99"]', "assessment.source_unknown"),
        ("D9 = 3", "D99 = 3", "assessment.gate_unknown"),
        ("D9 = 3", "D9 = 4", "assessment.gate_level"),
        ('[gates."3.0"]\nD3 = 3', '[gates."3.0"]\nD3 = 1', "assessment.gate_falls"),
        ('[gates."1.0"]', '[gates."0"]\nD3 = 1\n\n[gates."1.0"]', "assessment.gate_zero"),
        ('"3.0" = { zh', '"3.1" = { zh', "content.value"),
        ('axis = "stage"', 'axis = "stages"', "content.value"),
        ("share = 0.7", "share = 0.7\nweight = 1", "content.unknown_key"),
        ("share = 0.7", "", "content.missing_key"),
    ],
)
def test_a_wrong_rubric_is_told_what_and_where(tmp_path: Path, old: str, new: str, code: str) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises((ContentError, SeveralErrors)) as error:
        load_rubric(path)
    found = error.value.problems if isinstance(error.value, SeveralErrors) else (error.value,)
    assert code in {problem.code for problem in found}
    for language in LANGUAGES:
        assert "copy.toml" in explain(language, error.value)


def test_a_fault_names_the_line_it_stands_on(tmp_path: Path) -> None:
    path = changed(tmp_path, "D9 = 3", "D99 = 3")
    with pytest.raises(ContentError) as error:
        load_rubric(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert error.value.where.row is not None
    assert lines[error.value.where.row - 1] == '[gates."3.0"]'
