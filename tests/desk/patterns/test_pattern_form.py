"""Putting patterns away and back at the desk, and two people writing in one draft: nothing of either is lost."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk
from tests.desk.patterns.test_patterns import press, said, turn
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.case import Case
from workshop.services.learn import pattern_drafts, patterns, suggestions
from workshop.services.learn.patterns import KnownPattern

SHIPPED = "repaid-and-told"


def cases(desk: Desk) -> tuple[Case, ...]:
    return patterns.cases_at_hand(desk.context, desk.sample.camp, "zh")


def known(desk: Desk, pattern: str = SHIPPED) -> KnownPattern:
    return next(one for one in patterns.known_patterns(desk.context, cases(desk)) if one.id == pattern)


def opened(desk: Desk, language: Language = "zh") -> AppTest:
    desk.sign_in()
    return press(desk.open("patterns", language), f"pattern.open.{SHIPPED}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pattern_is_put_away_and_brought_back_and_each_is_told_and_kept_as_a_version(
    desk: Desk, language: Language
) -> None:
    page = press(opened(desk, language), f"pattern.retire.{SHIPPED}")
    assert say(language, "pattern_desk.retire.done") in said(page)
    assert say(language, "pattern_desk.is_retired") in said(page)
    assert known(desk).retired
    assert [one.key for one in page.button if one.key == f"pattern.retire.{SHIPPED}"] == []
    press(page, f"pattern.bring_back.{SHIPPED}")
    assert say(language, "pattern_desk.is_retired") not in said(page)
    assert not known(desk).retired
    numbers = [one.text.version for one in patterns.history(desk.context, SHIPPED)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 3
    assert say(language, "pattern_desk.put_away") in said(page)


def test_a_pattern_put_away_at_the_desk_stands_behind_no_card(desk: Desk) -> None:
    seat = desk.sample.seats[0].seat

    def behind() -> set[str]:
        found = suggestions.for_obstacles(desk.context, desk.sample.camp, seat, ("O3",), "zh")
        return {card.backed.pattern.id for card in found.cards if card.backed}

    assert SHIPPED in behind()
    page = press(opened(desk), f"pattern.retire.{SHIPPED}")
    assert SHIPPED not in behind()
    press(page, f"pattern.take_back.{SHIPPED}")
    assert SHIPPED in behind()


def revised(desk: Desk, name: str) -> None:
    """A further version under another name, as somebody saves it."""
    draft = pattern_drafts.revise(desk.context, SHIPPED, cases(desk), "facilitator")
    pattern_drafts.change(desk.context, draft, lambda one: pattern_drafts.with_text(one, "name", "zh", name))
    pattern_drafts.save(desk.context, draft, cases(desk), "facilitator")


def test_undoing_a_version_at_the_desk_brings_the_words_before_it_and_can_be_undone_itself(
    desk: Desk,
) -> None:
    before = known(desk).text.name.zh
    revised(desk, "另一个名字")
    page = opened(desk)
    assert "另一个名字" in said(page)
    press(page, f"pattern.take_back.{SHIPPED}")
    assert known(desk).text.name.zh == before
    assert before in said(page)
    # Nothing was deleted: the version that was undone is among the versions, and undoing once more brings it back.
    press(page, f"pattern.take_back.{SHIPPED}")
    assert known(desk).text.name.zh == "另一个名字"


def writing(desk: Desk) -> tuple[AppTest, AppTest, str]:
    """Two screens in one draft."""
    desk.sign_in()
    draft = pattern_drafts.revise(desk.context, SHIPPED, cases(desk), "facilitator")
    pages = [press(desk.open("patterns"), f"pattern.go_on.{draft}") for _ in range(2)]
    return pages[0], pages[1], draft


def field(page: AppTest, draft: str, place: str = "name") -> str:
    return str(page.text_input(key=f"pattern.{draft}.{place}.zh").value)


def type_in(page: AppTest, draft: str, words: str) -> AppTest:
    page.text_input(key=f"pattern.{draft}.name.zh").set_value(words).run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def kept(desk: Desk, draft: str) -> str:
    return pattern_drafts.draft(desk.context, draft).text.name.zh


def test_two_people_in_different_fields_both_keep_their_words(desk: Desk) -> None:
    one, other, draft = writing(desk)
    type_in(one, draft, "甲起的名字")
    other.text_area(key=f"pattern.{draft}.conditions.zh").set_value("乙写的情形").run()
    text = pattern_drafts.draft(desk.context, draft).text
    assert (text.name.zh, text.conditions.zh) == ("甲起的名字", "乙写的情形")
    # What the one wrote comes up on the other's screen by itself, and no warning stands anywhere.
    assert field(other, draft) == "甲起的名字"
    assert "甲起的名字" not in "".join(str(warning.value) for warning in other.warning)


def test_two_people_in_one_field_are_told_and_neither_text_is_lost(desk: Desk) -> None:
    one, other, draft = writing(desk)
    type_in(one, draft, "甲起的名字")
    type_in(other, draft, "乙起的名字")
    assert kept(desk, draft) == "甲起的名字"
    assert field(other, draft) == "乙起的名字"
    assert say("zh", "pattern_both.told", theirs="甲起的名字") in said(other)


@pytest.mark.parametrize(("choice", "stays"), [("mine", "乙起的名字"), ("theirs", "甲起的名字")])
def test_who_came_second_chooses_whose_words_stay(desk: Desk, choice: str, stays: str) -> None:
    one, other, draft = writing(desk)
    type_in(one, draft, "甲起的名字")
    type_in(other, draft, "乙起的名字")
    press(other, f"pattern.{draft}.name.zh.{choice}")
    assert kept(desk, draft) == stays
    assert field(other, draft) == stays
    assert [key for key in (button.key for button in other.button) if key and key.endswith(".mine")] == []
    one.run()
    assert field(one, draft) == stays


def test_a_draft_saved_by_the_other_gives_back_what_was_being_typed(desk: Desk) -> None:
    one, other, draft = writing(desk)
    turn(one, f"pattern.section.{draft}", "finish")
    press(one, f"pattern.save.{draft}")
    type_in(other, draft, "还没存的名字")
    assert say("zh", "pattern_both.not_kept") in said(other)
    assert "还没存的名字" in said(other)
    assert known(desk).text.version == 2
