"""Exercise files: one structure, two languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercises.files import ENGLISH, FRONT, SHIPPED, small, write
from workshop.base.errors import ContentError, SeveralErrors
from workshop.base.text import LANGUAGES, explain
from workshop.exercises.exercise import HEADINGS
from workshop.exercises.library import library, load_exercise
from workshop.model.step import Ends


def test_the_exercises_that_ship() -> None:
    assert list(SHIPPED) == [
        "camp-close",
        "case-dialogue",
        "check-in",
        "commit",
        "day-close",
        "direction",
        "ego-map",
        "first-mover-circle",
        "ideal-reality",
        "landscape-wall",
        "micro-grant",
        "mover-spot",
        "need-no-action",
        "net-map",
        "opinion-sort",
        "place-on-map",
        "principle-extract",
        "seep-plan",
        "shared-vignettes",
        "soil-check",
        "speed-consult",
        "stage-check",
        "withdrawal-test",
    ]


def test_english_falls_back_text_by_text(tmp_path: Path) -> None:
    exercise = small(tmp_path)
    assert (exercise.title.en, exercise.purpose.en) == ("Try", "看看")
    assert [option.label.en for option in exercise.steps[1].options] == ["甲", "second"]
    assert exercise.untranslated == (
        "purpose",
        "done",
        "steps.word.prompt",
        "steps.pick.prompt",
        "steps.pick.options.a.label",
    )


def test_an_exercise_without_english_is_whole(tmp_path: Path) -> None:
    exercise = load_exercise(write(tmp_path, english=None))
    assert exercise.body.en == exercise.body.zh
    assert "title" in exercise.untranslated


def test_sections_are_found_under_their_headings() -> None:
    for exercise in SHIPPED.values():
        for language in LANGUAGES:
            sections = exercise.sections(language)
            assert list(sections) == [key for key, *_ in HEADINGS]
            assert all(sections.values())


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('heart = "一句话"', 'heart = "一句话"\nhart = "x"', "content.unknown_key", "hart ="),
        ('id = "word"', 'id = "word"\nhellp = "x"', "content.unknown_key", "hellp ="),
        ('done = "看过了"\n', "", "content.missing_key", 'id = "try"'),
        ('kind = "text"', 'kind = "texts"', "content.value", "kind ="),
        ('kind = "text"', 'kind = "review"', "content.value", "kind ="),
        ('id = "pick"', 'id = "word"', "exercises.step_twice", 'id = "word"'),
        ('code = "b"', 'code = "a"', "exercises.option_twice", 'id = "pick"'),
        ('kind = "choice"', 'kind = "scale"', "exercises.scale_codes", 'id = "pick"'),
        ('id = "try"', 'id = "other"', "exercises.file_name", 'id = "other"'),
        ('heart = "一句话"', "heart = 一句话", "content.toml", "heart ="),
    ],
)
def test_a_wrong_file_is_told_what_and_on_which_line(
    tmp_path: Path, old: str, new: str, code: str, line: str
) -> None:
    path = write(tmp_path, FRONT.replace(old, new, 1))
    with pytest.raises(ContentError) as error:
        load_exercise(path)
    assert error.value.code == code
    row = error.value.where.row
    assert row is not None
    if code != "content.missing_key":  # what is not there stands on no line
        assert path.read_text(encoding="utf-8").splitlines()[row - 1].startswith(line)
    assert all(explain(language, error.value) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("addition", "code"),
    [
        ("version = 1\n", "content.unknown_key"),
        ("minutes = { min = 1, plan = 2, max = 3 }\n", "content.unknown_key"),
    ],
)
def test_structure_in_the_english_file_is_refused(tmp_path: Path, addition: str, code: str) -> None:
    path = write(tmp_path, english=addition + ENGLISH)
    with pytest.raises(ContentError) as error:
        load_exercise(path)
    assert (error.value.code, error.value.where.row) == (code, 2)
    assert (error.value.where.file or "").endswith("try.en.md")


@pytest.mark.parametrize("table", ["[steps.wrd]\nprompt = 'x'", "[steps.pick.options.z]\nlabel = 'x'"])
def test_a_translation_of_nothing_is_refused(tmp_path: Path, table: str) -> None:
    path = write(tmp_path, english=f"{ENGLISH}\n{table}\n")
    with pytest.raises(ContentError) as error:
        load_exercise(path)
    assert error.value.code == "exercises.translation_stranger"
    assert error.value.where.row == 8


ROSTER = """
[[steps]]
id = "known"
kind = "roster"
who = "solo"
minutes = 0
prompt = "谁？"
people_from = "map"
options = [{ code = "influence", label = "几层", choices = [{ code = "0", label = "零" }, { code = "1", label = "一" }] }]

[[steps]]
id = "among"
kind = "ties"
who = "solo"
minutes = 0
prompt = "他们之间？"
people_from = "known"
ends = "others"
options = [{ code = "trusts", label = "信得过" }]
"""


def test_rosters_and_ties_say_whom_they_are_about(tmp_path: Path) -> None:
    english = ENGLISH + '[steps.known.options.influence]\nchoices.1 = "one"\n'
    exercise = load_exercise(write(tmp_path, FRONT + ROSTER, english))
    known, among = exercise.steps[2:]
    assert (known.people_from, among.people_from, among.ends) == ("map", "known", Ends.OTHERS)
    choices = known.options[0].choices
    assert [(code, label.zh, label.en) for code, label in choices] == [("0", "零", "零"), ("1", "一", "one")]
    assert "steps.known.options.influence.choices.0" in exercise.untranslated


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('people_from = "map"', 'people_from = "among"', "exercises.people_unknown"),
        ('people_from = "known"', 'people_from = "word"', "exercises.people_unknown"),
        ('people_from = "known"', 'people_from = "map.dogs"', "exercises.people_unknown"),
        ('code = "1"', 'code = "0"', "exercises.option_twice"),
        ('ends = "others"', 'ends = "all"', "content.value"),
    ],
)
def test_nobody_can_be_named_who_was_not_asked_for_before(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    with pytest.raises(ContentError) as error:
        load_exercise(write(tmp_path, FRONT + ROSTER.replace(old, new, 1)))
    assert error.value.code == code
    assert all(explain(language, error.value) for language in LANGUAGES)


def test_a_translated_choice_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    english = ENGLISH + '[steps.known.options.influence]\nchoices.7 = "seven"\n'
    with pytest.raises(ContentError) as error:
        load_exercise(write(tmp_path, FRONT + ROSTER, english))
    assert (error.value.code, error.value.values["name"]) == ("exercises.translation_stranger", "7")


def test_english_alone_is_no_exercise(tmp_path: Path) -> None:
    write(tmp_path).unlink()
    with pytest.raises(ContentError) as error:
        library(tmp_path)
    assert error.value.code == "exercises.no_chinese"


def test_all_files_of_a_folder_are_told_of_at_once(tmp_path: Path) -> None:
    write(tmp_path, FRONT.replace("version = 1", "version = 0"))
    (tmp_path / "more.zh.md").write_text("no settings", encoding="utf-8")
    with pytest.raises(SeveralErrors) as error:
        library(tmp_path)
    assert {problem.code for problem in error.value.problems} == {"content.value", "content.front_matter"}
