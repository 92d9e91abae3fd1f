"""The few questions beside the cards: only those that could change them, never a guess, nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.room_test.handset import Handset
from tests.room_test.stage import Room
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.camp import Seat
from workshop.services.camp import camps
from workshop.services.learn import community_facts, suggestions
from workshop.services.learn.community_facts import ASKABLE
from workshop.services.seats import seats

HERE = "/s/cards?obstacle=O3"


def seat_of(room: Room) -> Seat:
    return seats.of_camp(room.context, room.camp.id)[0]


def form(page: str) -> str:
    return page[page.index('id="asking"') : page.index("</details>", page.index('id="asking"'))]


def asked(page: str) -> list[str]:
    """The questions of the form, in order."""
    names = re.findall(r'name="(\w+)"', form(page))
    return [name for name in dict.fromkeys(names) if name in ASKABLE.values()]


def send(phone: Handset, **fields: str | list[str]) -> int:
    answer = phone.client.post("/s/cards", data={"obstacle": "O3", "words": "", **fields})
    if answer.status_code == 303:
        assert answer.headers["location"] == HERE
        phone.get(HERE)
    else:
        phone.page = answer.text
    return answer.status_code


def test_only_what_could_change_the_cards_is_asked_and_at_most_four_in_all(
    room: Room, phone: Handset
) -> None:
    phone.get(HERE)
    seat = seat_of(room)
    found = suggestions.for_obstacles(room.context, room.camp, seat, ("O3",), "zh")
    assert asked(phone.page) == [ASKABLE[one] for one in found.ask_next if one in ASKABLE]
    # The obstacle looked up is the first of the four.
    assert len(asked(phone.page)) <= 3
    send(phone, committee_support="3", familiarity="0", setting="old_unit")
    assert len([name for name in asked(phone.page) if name != "assets"]) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_without_an_obstacle_asks_for_that_first(phone: Handset, language: Language) -> None:
    phone.client.cookies.set("lang", language)
    phone.get("/s/cards")
    assert 'id="asking"' not in phone.page
    assert say(language, "learning.obstacle_first") in phone.page


def test_what_is_told_is_kept_and_stands_there_to_be_changed(room: Room, phone: Handset) -> None:
    phone.get(HERE)
    assert send(phone, assets=["committee_backing"], words=" 没人敢先垫钱 ") == 303
    told = community_facts.facts_told_by(room.context, seat_of(room))
    assert (told.assets, told.words) == (frozenset({"committee_backing"}), "没人敢先垫钱")
    assert "没人敢先垫钱" in form(phone.page)
    assert re.search(r'value="committee_backing" checked', form(phone.page))
    send(phone, assets=["none"])
    told = community_facts.facts_told_by(room.context, seat_of(room))
    assert (told.assets, told.words) == (frozenset(), "")
    assert re.search(r'value="none" checked', form(phone.page))
    # Taking every tick away is taking it back.
    send(phone)
    assert community_facts.facts_told_by(room.context, seat_of(room)).assets is None


def test_what_is_left_empty_stays_unknown(room: Room, phone: Handset) -> None:
    phone.get(HERE)
    before = camps.community(room.context, seat_of(room).community)
    send(phone, committee_support="", familiarity="", setting="", households="", groups="")
    assert camps.community(room.context, seat_of(room).community) == before


def test_full_width_digits_are_numbers(room: Room, phone: Handset) -> None:
    send(phone, households="９００")
    assert camps.community(room.context, seat_of(room).community).households == 900


@pytest.mark.parametrize("wrong", ["-3", "很多", "1.5", "99999999", "²"])
def test_a_number_that_is_none_is_told_and_everything_typed_still_stands_there(
    room: Room, phone: Handset, wrong: str
) -> None:
    assert send(phone, households=wrong, words="说了一半的话", assets=["committee_backing"]) == 422
    assert say("zh", "errors.asking.number", most=1_000_000) in phone.page
    assert '<details class="fold sheet" open' in phone.page
    assert "说了一半的话" in form(phone.page)
    assert wrong in form(phone.page)
    assert re.search(r'value="committee_backing" checked', form(phone.page))
    assert community_facts.facts_told_by(room.context, seat_of(room)).words == ""


def test_a_code_nobody_offered_is_refused(phone: Handset) -> None:
    assert send(phone, assets=["<b>"]) == 422
    assert "<b>" not in form(phone.page)


def test_nobody_else_sees_ones_words(phone: Handset, new_phone: Callable[[], Handset]) -> None:
    send(phone, words="只说给自己听")
    other = new_phone()
    other.join("老张", "甲社区", "resident")
    assert "只说给自己听" not in other.get(HERE).text


def test_without_a_seat_nothing_is_kept(new_phone: Callable[[], Handset]) -> None:
    stranger = new_phone()
    answer = stranger.client.post("/s/cards", data={"words": "x"})
    assert answer.status_code != 303
