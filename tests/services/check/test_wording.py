"""Wordings to avoid: shipped content and our catalogues are clean; somebody's own file is advised, not refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workshop.base.content import home
from workshop.base.errors import SeveralErrors
from workshop.base.text import LANGUAGES, Language, catalogue, explain
from workshop.services.check.check import check
from workshop.services.check.wording import AVOIDED, load_avoided, stumbles, wordings

LIST = load_avoided(home() / AVOIDED)
# The names of languages and of the product, in their own writing.
OWN_NAMES = {"中文", "萌芽"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_says_what_is_to_be_avoided(language: Language) -> None:
    said = {key: " ".join(forms) for key, forms in catalogue(language).items()}
    found = [
        (key, words)
        for key, text in said.items()
        for words, _ in stumbles(text, language, LIST)
        if not any(text.endswith(name) for name in OWN_NAMES)
    ]
    assert found == []


def test_no_english_sentence_holds_chinese() -> None:
    mixed = {
        key: forms
        for key, forms in catalogue("en").items()
        if re.search(r"[\u4e00-\u9fff]", re.sub("|".join(OWN_NAMES), "", " ".join(forms)))
    }
    assert mixed == {}


@pytest.mark.parametrize(
    ("language", "now"),
    [
        ("zh", "请扫码入座"),
        ("zh", "走过去 1 个，走过一部分 0 个"),
        ("zh", "证据 A：只有做的人自己讲"),
        ("zh", "（原文提示：Input should be 0, 1, 2 or 3）"),
        ("zh", "这里 is not a valid choice 请改"),
        ("en", "Who dares to eat the crab"),
        ("en", "We seep in for four months"),
        ("en", "Say 签到 first"),
        ("en", "Letter grades run against each other"),
    ],
)
def test_each_kind_is_found(language: Language, now: str) -> None:
    assert list(stumbles(now, language, LIST))


@pytest.mark.parametrize(
    ("language", "better"),
    [
        ("zh", "请扫码签到；座位按桌摆好"),
        ("zh", "站起来，走过去打个招呼"),
        ("zh", "请运行：mengya camp new --recipe camp-1d"),
        ("en", "Spend time on the ground (xiashen)"),
    ],
)
def test_what_reads_well_is_left_alone(language: Language, better: str) -> None:
    assert list(stumbles(better, language, LIST)) == []


def test_a_facilitators_own_exercise_is_advised_and_not_refused(tmp_path: Path) -> None:
    for ending in ("zh", "en"):
        text = (home() / "exercises" / f"check-in.{ending}.md").read_text("utf-8")
        text = text.replace("门口扫码签到", "门口扫码入座")
        (tmp_path / f"check-in.{ending}.md").write_text(text, encoding="utf-8")
    found = check([tmp_path], home())
    assert found.problems == ()
    (advice,) = found.advice
    row = next(
        number
        for number, line in enumerate((tmp_path / "check-in.zh.md").read_text("utf-8").splitlines(), 1)
        if "入座" in line
    )
    assert (advice.code, advice.where.row, advice.values["found"]) == ("content.wording", row, "入座")
    assert "签到" in explain("zh", advice)


def test_a_field_of_a_data_file_is_named_with_its_row(tmp_path: Path) -> None:
    file = tmp_path / "note.toml"
    file.write_text('[[entries]]\ncode = "crab"\nname.zh = "好"\nname.en = "the crab"\n', encoding="utf-8")
    (found,) = wordings(file, LIST)
    assert (found.where.row, found.where.key) == (4, "entries.0.name.en")


def test_what_a_field_may_hold_is_said_without_another_language(tmp_path: Path) -> None:
    listed = tmp_path / "avoid.toml"
    listed.write_text('[[avoid]]\nlanguage = "fr"\nfind = "x"\nbetter = "y"\n', encoding="utf-8")
    with pytest.raises(SeveralErrors) as caught:
        load_avoided(listed)
    first = caught.value.problems[0]
    assert explain("zh", first).endswith("请改成可以填的 (zh · en)。")
    assert "should" not in explain("zh", caught.value).lower()
