"""The word lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.learning.made import ROOT, WORDS
from workshop.base.content import Words
from workshop.base.errors import ContentError, InputError, SeveralErrors, Where
from workshop.base.text import LANGUAGES, explain
from workshop.learning.cases.vocabulary import (
    Entry,
    Phrases,
    Vocabulary,
    code_problems,
    load_vocabularies,
    load_vocabulary,
    nearest_code,
    options,
)
from workshop.model.camp import Role

HAN = re.compile(r"[\u4e00-\u9fff]")
LISTS = (WORDS.obstacles, WORDS.assets, WORDS.moves, WORDS.settings, WORDS.roles)
WORD = Words(zh="名", en="n")
ENTRY = (
    '[[entries]]\ncode = "{code}"\nname = {{ zh = "名", en = "n" }}\ndefinition = {{ zh = "义", en = "d" }}\n'
    'phrases = {{ zh = ["一", "二"], en = ["one", "two"] }}\n'
)


def listed(folder: Path, *entries: str) -> Path:
    path = folder / "moves.toml"
    path.write_text('id = "moves"\nversion = 1\n' + "".join(entries), encoding="utf-8")
    return path


def entry(code: str, replaced_by: str | None = None) -> str:
    return ENTRY.format(code=code) + (f'replaced_by = "{replaced_by}"\n' if replaced_by else "")


def test_there_are_twenty_obstacles_each_with_a_signal_a_remedy_and_phrases() -> None:
    assert [one.code for one in WORDS.obstacles.entries] == [f"O{n}" for n in range(1, 21)]
    for one in WORDS.obstacles.entries:
        assert one.signal
        assert one.remedy
        assert one.basis
        assert one.phrases
        assert all(one.phrases.of(language) for language in LANGUAGES)


def test_the_roles_offered_are_those_of_the_room() -> None:
    assert [one.code for one in WORDS.roles.entries] == [role.value for role in Role]


def test_every_name_is_written_in_both_languages() -> None:
    for vocabulary in LISTS:
        for language in LANGUAGES:
            names = [label for _, label, *_ in options(vocabulary, language)]
            assert all(name.strip() for name in names)
            assert len(set(names)) == len(names)


def test_a_replaced_word_is_understood_but_no_longer_offered(tmp_path: Path) -> None:
    path = listed(tmp_path, entry("old", "newer"), entry("newer", "newest"), entry("newest"))
    vocabulary = load_vocabulary(path)
    assert vocabulary.entry("old").code == "newest"
    assert options(vocabulary, "zh") == (("newest", "名", "义", ""),)
    told = list(code_problems(vocabulary, ["old", "newest"], path, "", ("code",)))
    assert [(one.code, one.values["successor"]) for one in told] == [("vocabulary.replaced_code", "newest")]
    assert "newest" in explain("en", told[0])


@pytest.mark.parametrize(
    ("entries", "code", "row"),
    [
        ((entry("a"), entry("a")), "vocabulary.code_twice", 9),
        ((entry("a", "gone"),), "vocabulary.replaced_by", 4),
        ((entry("a", "a"),), "vocabulary.replaced_by", 4),
    ],
)
def test_a_fault_in_a_word_list_is_named_with_its_line(
    tmp_path: Path, entries: tuple[str, ...], code: str, row: int
) -> None:
    with pytest.raises(InputError) as caught:
        load_vocabulary(listed(tmp_path, *entries))
    assert (caught.value.code, caught.value.where.row) == (code, row)
    assert explain("zh", caught.value)


def test_a_circle_of_successors_is_found_and_does_not_hang(tmp_path: Path) -> None:
    with pytest.raises(SeveralErrors) as caught:
        load_vocabulary(listed(tmp_path, entry("a", "b"), entry("b", "a")))
    assert {problem.code for problem in caught.value.problems} == {"vocabulary.replaced_by"}


def test_a_circle_in_lists_that_were_never_read_does_not_hang_either() -> None:
    phrases = Phrases(zh=("一", "二"), en=("one", "two"))
    one, two = (
        Entry(code=code, name=WORD, definition=WORD, phrases=phrases, replaced_by=successor)
        for code, successor in (("a", "b"), ("b", "a"))
    )
    for entries in ((one, two), (one,)):
        with pytest.raises(ContentError) as caught:
            Vocabulary(id="moves", version=1, entries=entries).entry("a")
        assert caught.value.code == "vocabulary.replaced_by"


def test_an_unknown_code_names_the_nearest_and_the_ones_there_are() -> None:
    with pytest.raises(ContentError) as caught:
        WORDS.settings.entry("vilage")
    assert caught.value.where == Where()
    assert caught.value.values["nearest"] == "village"
    assert "old_unit" in str(caught.value.values["known"])
    for language in LANGUAGES:
        assert "village" in explain(language, caught.value)


@pytest.mark.parametrize(
    ("vocabulary", "given", "nearest"),
    [
        (WORDS.obstacles, "o3", "O3"),
        (WORDS.obstacles, "怕垫的钱拿不回来", "O3"),
        (WORDS.moves, "Repay fast", "repay_in_public"),
        (WORDS.assets, "rooms", "room"),
    ],
)
def test_the_nearest_code_is_found_by_spelling_and_by_name(
    vocabulary: Vocabulary, given: str, nearest: str
) -> None:
    assert nearest_code(vocabulary, given) == nearest


@pytest.mark.parametrize("vocabulary", LISTS, ids=lambda one: one.id)
def test_every_word_shows_how_people_say_it_in_both_languages(vocabulary: Vocabulary) -> None:
    for one in vocabulary.entries:
        for language in LANGUAGES:
            said = one.phrases.of(language)
            assert 2 <= len(set(said)) <= 4
            assert bool(HAN.search("".join(said))) is (language == "zh")


def test_a_phrase_is_said_of_one_word_of_a_list_only() -> None:
    for vocabulary in LISTS:
        for language in LANGUAGES:
            said = [phrase for one in vocabulary.entries for phrase in one.phrases.of(language)]
            assert len(said) == len(set(said))


def test_lists_of_different_versions_are_refused(tmp_path: Path) -> None:
    for path in (ROOT / "data" / "vocabularies").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        raised = text.replace("version = 1", "version = 2") if path.stem == "moves" else text
        (tmp_path / path.name).write_text(raised, encoding="utf-8")
    with pytest.raises(SeveralErrors) as caught:
        load_vocabularies(tmp_path)
    assert {problem.code for problem in caught.value.problems} == {"vocabulary.versions"}
    assert {Path(str(problem.where.file)).stem for problem in caught.value.problems} == {
        "assets",
        "obstacles",
        "roles",
        "settings",
    }


def test_weights_may_name_only_settings_that_exist(tmp_path: Path) -> None:
    for path in (ROOT / "data" / "vocabularies").glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace(
            'between = ["old_unit", "mixed"]', 'between = ["castle", "mixed"]'
        )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_vocabularies(tmp_path)
    assert caught.value.code == "vocabulary.unknown_code"
    assert caught.value.where.file == str(tmp_path / "weights.toml")


def test_every_list_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeveralErrors) as caught:
        load_vocabularies(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["content.no_file"] * 6
