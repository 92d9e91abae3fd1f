"""Cards at the desk: who may be asked, and who else is stuck where nothing fits."""

from __future__ import annotations

import pytest

from tests.desk.conftest import Desk, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.learning.suggest.retrieval import CardSlot
from workshop.model.camp import Seat
from workshop.services.learn import community_facts, suggestions
from workshop.services.matching import pairing_people
from workshop.store.suggestions import AskerNote

NOBODY_PASSED = "O9"  # of the shipped cases none got past the outsider's wish


def cards(desk: Desk, language: Language) -> str:
    page = desk.open("my_community", language)
    page.get_by_key("my.section").set_value("cards").run()
    assert not page.exception, [one.value for one in page.exception]
    return words(page).replace("\\", "")


def stuck_at(desk: Desk, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Everybody of the sample as if they had chosen this obstacle."""
    everybody = {one.seat.id: (code,) for one in desk.sample.seats}
    monkeypatch.setattr(suggestions, "stuck_at", lambda *_: everybody)
    monkeypatch.setattr(suggestions, "obstacles_of", lambda *_: (code,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_fits_the_desk_says_how_many_others_are_stuck_there_and_names_nobody(
    desk: Desk, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck_at(desk, monkeypatch, NOBODY_PASSED)
    desk.sit(0)
    seat = desk.sample.seats[0].seat
    others = [one.seat for one in desk.sample.seats[1:]]
    elsewhere = sum(one.community != seat.community for one in others)
    name = desk.context.content.vocabularies.obstacles.name(NOBODY_PASSED, language)
    text = cards(desk, language)
    assert say(language, "suggest.stuck_too", n=len(others), elsewhere=elsewhere, obstacle=name) in text
    assert [one.nickname for one in others if one.nickname in text] == []


def test_who_said_they_can_be_asked_is_named_on_the_card(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck_at(desk, monkeypatch, "O3")
    desk.sit(0)
    seat = desk.sample.seats[0].seat
    host: Seat = next(one.seat for one in desk.sample.seats if one.seat.community != seat.community)
    for one in desk.sample.seats:  # some in the sample have said so already
        pairing_people.tell(desk.context, one.seat, (), "", 2)
    assert host.nickname not in cards(desk, "zh")
    pairing_people.tell(desk.context, host, ("O3",), "", 2)
    community = next(one.name for one in desk.sample.communities if one.id == host.community)
    person = say("zh", "cards_room.person", name=host.nickname, community=community)
    assert say("zh", "suggest.who_here", person=person) in cards(desk, "zh")


def test_what_everybody_is_stuck_at_is_what_each_chose_last(desk: Desk) -> None:
    found = suggestions.stuck_at(desk.context, desk.sample.camp)
    each = {one.seat.id: suggestions.obstacles_of(desk.context, one.seat) for one in desk.sample.seats}
    assert found == {seat: chosen for seat, chosen in each.items() if chosen}
    assert found


def test_what_is_told_at_the_desk_beside_the_cards_is_kept_and_can_be_taken_back(desk: Desk) -> None:
    desk.sit(0)
    seat = desk.sample.seats[0].seat
    page = desk.open("my_community")
    page.get_by_key("my.section").set_value("cards").run()
    key = f"asking.{seat.id}"
    page.radio(key=f"{key}.there").set_value("none")
    page.text_area(key=f"{key}.words").set_value("没人敢先垫钱")
    next(one for one in page.button if one.label == say("zh", "asking.send")).click()
    page.run()
    assert not page.exception, [one.value for one in page.exception]
    assert say("zh", "asking.kept") in words(page)
    assert community_facts.facts_told_by(desk.context, seat) == AskerNote(frozenset(), "没人敢先垫钱")
    page.radio(key=f"{key}.there").set_value("unknown")
    page.text_area(key=f"{key}.words").set_value("")
    next(one for one in page.button if one.label == say("zh", "asking.send")).click()
    page.run()
    assert community_facts.facts_told_by(desk.context, seat) == AskerNote()


@pytest.mark.parametrize("language", LANGUAGES)
def test_limits_stand_unfolded_before_the_first_step_and_a_failure_is_not_to_be_tried(
    desk: Desk, language: Language
) -> None:
    number, found = next(
        (number, cards)
        for number, one in enumerate(desk.sample.seats)
        if len((cards := suggestions.for_seat(desk.context, desk.sample.camp, one.seat, language)).cards) == 3
    )
    desk.sit(number)
    page = desk.open("my_community", language)
    page.get_by_key("my.section").set_value("cards").run()
    written = [str(one.value).replace("\\", "").replace("\u2060", "") for one in page.markdown]
    heads = {
        part: f"**{say(language, key)}**"
        for part, key in (("limits", "phone.card.limits"), ("step", "desk.card.first_step"))
    }
    for card in found.cards:
        limits = next(
            place
            for place, text in enumerate(written)
            if text.startswith(heads["limits"]) and card.limits in text
        )
        if not card.first_step:  # a case that was stuck elsewhere gives none
            continue
        step = next(
            place
            for place, text in enumerate(written)
            if text.startswith(heads["step"]) and card.first_step in text
        )
        assert limits < step
    to_try = {card.case for card in found.cards if card.slot is not CardSlot.FAILED}
    assert {str(one.key) for one in page.button if str(one.key).startswith("try.")} == {
        f"try.{one}" for one in to_try
    }
    assert len(to_try) < len(found.cards)
