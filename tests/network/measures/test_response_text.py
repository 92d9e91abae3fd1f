"""Who answered is always said of the map's list: a community with two seats at the camp has "59 of 64 answered" nowhere."""

from __future__ import annotations

import pytest

from workshop.base.text import LANGUAGES, Language, say
from workshop.network.measures.response import Response
from workshop.network.measures.response_text import answered_words, response_sentence

LIST = {"zh": "图", "en": "map's list"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("response", [Response(64, 59, 0), Response(64, 0, 5), Response(64, 0, 0)])
def test_who_answered_is_said_of_the_list_of_the_map(language: Language, response: Response) -> None:
    assert LIST[language] in response_sentence(response, language)
    assert LIST[language] in answered_words(response, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["report.column.response", "desk.compare.response", "cli.column.response"])
def test_and_every_heading_of_that_share_says_so(language: Language, key: str) -> None:
    assert LIST[language] in say(language, key).lower()
