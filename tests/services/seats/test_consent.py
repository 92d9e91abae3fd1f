"""The version of a notice says what somebody agreed to: its words do not change unnoticed."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from workshop.base.text import LANGUAGES, catalogue
from workshop.services.learn import submissions
from workshop.services.seats import seats

NOTICES = Path(__file__).parent / "data" / "notices.toml"
# Which sentences make up a notice, by the beginning of their keys, and its version now.
MADE_OF = {
    "joining": (("phone.consent.", "phone.helper.aloud", "paper.notice", "paper.agree"), seats.CONSENT),
    "telling": (("retain.consent.",), submissions.CONSENT),
}


def digest(beginnings: tuple[str, ...]) -> str:
    """Of all sentences of the notice in every language."""
    words = [
        (language, key, forms)
        for language in LANGUAGES
        for key, forms in sorted(catalogue(language).items())
        if key.startswith(beginnings)
    ]
    assert len(words) >= 2 * len(beginnings)
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:16]


@pytest.mark.parametrize("notice", MADE_OF)
def test_the_words_of_a_notice_belong_to_its_version(notice: str) -> None:
    beginnings, version = MADE_OF[notice]
    wordings = tomllib.loads(NOTICES.read_text(encoding="utf-8"))[notice]
    now = digest(beginnings)
    known = [one["version"] for one in wordings if one["digest"] == now]
    assert known == [version], (
        f"The notice ({notice}) has changed. If it now means something else, raise CONSENT; then add to "
        f'{NOTICES.name}: version = "{version}", digest = "{now}", and in `why` what changed, or why the meaning did not.'
    )


@pytest.mark.parametrize("notice", MADE_OF)
def test_every_wording_says_why_and_versions_are_never_taken_up_again(notice: str) -> None:
    wordings = tomllib.loads(NOTICES.read_text(encoding="utf-8"))[notice]
    versions = [one["version"] for one in wordings]
    assert all(len(one["why"]) > 10 for one in wordings)
    assert versions == sorted(versions)
    assert versions[-1] == MADE_OF[notice][1]
