"""The grant sheet: the day promised stands on it, or a line to write it on, and room for receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.services.community.recorded import ORGANISER, TERMS, Recorded, recorded
from workshop.base.errors import RoomError
from workshop.base.text import LANGUAGES, Language, say
from workshop.paper.grant_sheet import grant_sheet, printed_grant
from workshop.services.community import changes
from workshop.store.community.records import RecordKind
from workshop.store.engine import Store


@pytest.fixture
def made(store: Store) -> Recorded:
    return recorded(store)


def page(made: Recorded, grant: str, language: Language = "zh") -> str:
    sheet = grant_sheet(made.context, made.camp, made.community, grant, language)
    return printed_grant(sheet, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_promised_and_the_reward_stand_on_the_sheet(made: Recorded, language: Language) -> None:
    grant = made.agree(replace(TERMS, promised=date(2026, 3, 20), what="<b>布料</b>"))
    made.money(grant, "receipt", 8650, who="周姐")
    text = page(made, grant, language)
    assert {"zh": "2026年3月20日", "en": "20 March 2026"}[language] in text
    assert say(language, "grants.sheet.reward") in text
    assert "86.50" in text
    assert "周姐" in text
    assert "<b>布料" not in text
    assert "<script" not in text


def test_without_a_day_there_is_a_line_to_write_it_on(made: Recorded) -> None:
    assert say("zh", "grants.sheet.promise_open") in page(made, made.agree())


def test_a_grant_that_was_put_away_has_no_sheet(made: Recorded) -> None:
    grant = made.agree()
    changes.take_away(made.context, ORGANISER, made.community, RecordKind.GRANT, made.key, grant)
    with pytest.raises(RoomError, match=r"records\.unknown"):
        page(made, grant)
