"""Pattern files: what is shipped, what one with a fault is told, and that status is never typed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.learning.made import CASES, ROOT, WORDS
from workshop.base.errors import InputError, SeveralErrors
from workshop.base.text import LANGUAGES, explain
from workshop.learning.cases.casebase import cases
from workshop.learning.patterns.pattern_status import Status, standing
from workshop.learning.patterns.patternbase import load_pattern, pattern_text, patterns, read_pattern
from workshop.model.case import Case
from workshop.model.pattern import Bearing

FOLDER = ROOT / "data" / "patterns"
SHIPPED = cases(CASES, "zh", WORDS)
STAGE = (FOLDER / "a-stage-for-the-willing.toml").read_text(encoding="utf-8")
TRIAL = '\n[[trials]]\norganisation = "{}"\nshown = {}\ntold = {}\ntried = {}\noutcome = "passed"\n'


def fault(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        load_pattern(path, SHIPPED, WORDS)
    assert not isinstance(caught.value, SeveralErrors)
    return caught.value


def written(folder: Path, text: str) -> Path:
    path = folder / "a-stage-for-the-willing.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_shipped_claims_no_more_than_its_cases_carry() -> None:
    found = patterns(FOLDER, "zh", SHIPPED, WORDS)
    assert found
    for one in found:
        assert standing(one, SHIPPED).status in {Status.STORY, Status.HINT}
        assert one.trials == ()
        assert one.reviewed is None  # nobody from the field has read it critically yet


def test_both_languages_tell_the_same_pattern() -> None:
    for chinese, english in zip(
        patterns(FOLDER, "zh", SHIPPED, WORDS), patterns(FOLDER, "en", SHIPPED, WORDS), strict=True
    ):
        assert (chinese.id, chinese.moves, chinese.stages) == (english.id, english.moves, english.stages)
        assert chinese.limits != english.limits
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in english.offered + english.limits.people)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("version = 1", 'version = 1\nstatus = "pattern"', "content.unknown_key"),
        ('id = "a-stage', 'id = "b-stage', "patterns.file_name"),
        ('obstacle = "O7"', 'obstacle = "O99"', None),
        ('"run_space", ', '"magic", ', None),
        ('people.zh = "靠', 'people.zh = "" # "靠', "patterns.blank"),
        ('offered.en = "', 'offered.en = " " # "', "patterns.blank"),
        ('case = "nancuo"', 'case = "nowhere"', "patterns.case_unknown"),
        ('case = "nancuo"', 'case = "lvzhufu"', "patterns.case_twice"),
        ('case = "nancuo"', 'case = "huaao"', "patterns.case_says_otherwise"),
        (
            'case = "nancuo"\nrole = "supports"',
            'case = "nancuo"\nrole = "contradicts"',
            "patterns.case_says_otherwise",
        ),
        ("within_days = 30", "within_days = 60", "content.value"),
        ('author.zh = "', 'writer.zh = "', None),
    ],
)
def test_a_fault_in_a_pattern_is_named_with_its_file_and_line(
    tmp_path: Path, before: str, after: str, code: str | None
) -> None:
    assert before in STAGE
    path = written(tmp_path, STAGE.replace(before, after, 1))
    with pytest.raises(InputError) as caught:
        load_pattern(path, SHIPPED, WORDS)
    assert code in {None, caught.value.code}
    assert caught.value.where.file == str(path)
    assert caught.value.where.row is not None
    for language in LANGUAGES:
        assert explain(language, caught.value)


@pytest.mark.parametrize(
    ("trial", "code"),
    [
        (TRIAL.format("K7", "2026-03-01", "2026-03-01", "true"), "patterns.trial_order"),
        (TRIAL.format("K7", "2026-03-01", "2026-04-01", "false"), "patterns.trial_untried"),
    ],
)
def test_a_trial_that_cannot_be_one_is_refused(tmp_path: Path, trial: str, code: str) -> None:
    assert fault(written(tmp_path, STAGE + trial)).code == code


def test_where_a_story_comes_from_it_cannot_be_tried_again(tmp_path: Path) -> None:
    place = next(told.place for told in SHIPPED if told.id == "nancuo")
    trial = TRIAL.format(place, "2026-03-01", "2026-04-01", "true")
    assert fault(written(tmp_path, STAGE + trial)).code == "patterns.trial_is_origin"


def test_contradictions_alone_make_no_pattern(tmp_path: Path) -> None:
    text = STAGE[: STAGE.index("[[evidence]]")] + '[[evidence]]\ncase = "gobifo"\nrole = "contradicts"\n'
    text = text.replace('"O7"', '"O9"').replace('["ask_by_name"', '["grant_with_committee"')
    assert fault(written(tmp_path, text)).code == "patterns.no_support"


def test_what_an_editor_writes_is_read_back_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, STAGE + TRIAL.format("K7", "2026-03-01", "2026-04-01", "true"))
    found = load_pattern(path, SHIPPED, WORDS)
    assert found.trials[0].organisation == "K7"
    assert read_pattern(pattern_text(found), path, SHIPPED, WORDS) == found


def test_a_folder_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        patterns(tmp_path / "none", "en", SHIPPED, WORDS)
    assert caught.value.code == "patterns.no_folder"
    assert patterns(tmp_path, "en", SHIPPED, WORDS) == ()


def test_the_evidence_of_a_shipped_pattern_names_real_cases() -> None:
    known: dict[str, Case] = {told.id: told for told in SHIPPED}
    for one in patterns(FOLDER, "zh", SHIPPED, WORDS):
        for evidence in one.evidence:
            assert evidence.case in known
            assert evidence.role in set(Bearing)
