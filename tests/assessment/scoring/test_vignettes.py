"""The stories everybody rates first, and what a wrong file of them is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.assessment.strategies import RUBRIC
from workshop.assessment.scoring.scoring import assess
from workshop.assessment.scoring.vignettes import Vignette, load_vignettes, vignette_sets
from workshop.base.content import home
from workshop.base.errors import ContentError, SeveralErrors
from workshop.base.text import LANGUAGES, explain
from workshop.model.rating import Rating

FOLDER = home() / "data" / "vignettes"
FILE = FOLDER / "self-organisation.toml"
STORIES = load_vignettes(FILE)
LONGEST = 200  # Chinese characters and signs: about a minute read aloud
MOST_WORDS = 160  # the same minute in English


def changed(folder: Path, old: str, new: str) -> Path:
    """A copy of the file that ships with one place changed."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = folder / "copy.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def as_meant(vignette: Vignette) -> list[Rating]:
    """One rater who reads it as its authors do."""
    return [
        Rating(vignette.id, "author", "", dimension, meant.level)
        for dimension, meant in vignette.meant.items()
    ]


def test_two_are_shared_and_at_least_two_more_are_spare() -> None:
    assert len(STORIES.asked) == 2
    assert len(STORIES.vignettes) - len(STORIES.asked) >= 2


def test_they_are_spread_over_the_gates() -> None:
    """Which gates of theory §5.1 the levels their authors meant pass. A story tells too little for a stage."""
    found = {}
    for vignette in STORIES.vignettes:
        (result,) = assess(as_meant(vignette), RUBRIC)
        assert result.stage is None
        found[vignette.id] = [stage for stage, holds in result.gates if holds]
    assert found == {
        "V1": [],
        "V2": ["1.0"],
        "V3": ["1.0"],
        "V4": ["1.0", "2.0"],
        "V5": ["1.0", "2.0"],
        "V6": ["1.0", "2.0", "3.0"],
    }


def test_the_shared_ones_leave_room_to_be_strict_and_to_be_generous() -> None:
    levels = [meant.level for vignette in STORIES.asked for meant in vignette.meant.values()]
    assert set(levels) == {0, 1, 2, 3}
    # At 0 nobody can be stricter, at 3 nobody more generous: most are in the middle.
    assert sum(level in {1, 2} for level in levels) > len(levels) / 2


def test_the_lively_one_cannot_do_without_its_supporter() -> None:
    """Dependence is no stage (theory §0, 2): the story at 1.0 is full of life, and 0 where vitality is asked."""
    meant = STORIES.vignette("V3").meant
    assert {
        meant[dimension.id].level for dimension in RUBRIC.on_axis("vitality") if dimension.id in meant
    } == {0}


@pytest.mark.parametrize("vignette", STORIES.vignettes, ids=lambda one: one.id)
def test_a_story_is_short_in_both_languages_and_names_no_level(vignette: Vignette) -> None:
    assert 80 <= len(vignette.story.zh) <= LONGEST
    assert 60 <= len(vignette.story.en.split()) <= MOST_WORDS
    assert "\n" not in vignette.story.zh
    assert not re.search(r"[0-3]\.0|D\d|[0-3] 级", vignette.story.zh + vignette.story.en)
    assert not re.search(r"[\u3400-\u9fff]", vignette.story.en + vignette.title.en)


@pytest.mark.parametrize("vignette", STORIES.vignettes, ids=lambda one: one.id)
def test_a_story_asks_four_dimensions_and_says_why_for_each(vignette: Vignette) -> None:
    known = {dimension.id for dimension in RUBRIC.dimensions}
    assert len(vignette.meant) == 4
    assert set(vignette.meant) <= known
    for meant in vignette.meant.values():
        for language in LANGUAGES:
            assert len(meant.because.of(language)) > 15


def test_the_folder_is_found_by_rubric_and_the_newest_version_counts(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(text.replace("\nversion = 1", "\nversion = 2"), encoding="utf-8")
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    assert {name: one.version for name, one in vignette_sets(tmp_path).items()} == {"self-organisation": 2}
    assert vignette_sets(tmp_path / "nothing") == {}


def test_a_set_fits_only_a_rubric_that_has_its_dimensions() -> None:
    fewer = RUBRIC.model_copy(update={"dimensions": RUBRIC.dimensions[:5]})
    assert STORIES.fits(RUBRIC)
    assert not STORIES.fits(fewer)
    assert not STORIES.fits(RUBRIC.model_copy(update={"id": "other"}))


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('id = "V2"', 'id = "V1"', "assessment.vignette_twice", 'id = "V1"'),
        ("level = 0", "level = 4", "assessment.vignette_level", "[vignettes.meant.D1]"),
        ('shared = ["V3", "V4"]', 'shared = ["V3", "V9"]', "assessment.vignette_unknown", "shared ="),
        ('shared = ["V3", "V4"]', 'shared = ["V3"]', "content.value", "shared ="),
        ('title.en = "Elm Lane"', "", "content.missing_key", ""),
        ("version = 1", "version = 1\nstage = 1", "content.unknown_key", "stage ="),
    ],
)
def test_a_wrong_file_is_told_what_and_where(
    tmp_path: Path, old: str, new: str, code: str, line: str
) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises((ContentError, SeveralErrors)) as error:
        load_vignettes(path)
    found = error.value.problems[0] if isinstance(error.value, SeveralErrors) else error.value
    assert found.code == code
    row = found.where.row
    assert row is not None
    if line:  # what is not there stands on no line
        assert path.read_text(encoding="utf-8").splitlines()[row - 1].startswith(line)
    for language in LANGUAGES:
        assert "copy.toml" in explain(language, error.value)
