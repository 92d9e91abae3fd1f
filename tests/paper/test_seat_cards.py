"""Seat cards on paper: one for everybody who has not come, ten on a page, with the address that takes their seat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import segno

from tests.room_test.stage import Room, make_room
from workshop.base.text import LANGUAGES, Language
from workshop.model.camp import Role
from workshop.model.ids import spaced
from workshop.paper.seat_cards import community_cards, person_cards, printed_cards
from workshop.services.seats import seat_cards
from workshop.services.seats.roster import Expected
from workshop.services.seats.seats import Arrival

BASE = "http://192.168.1.20:8501"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, invented=True) as made:
        people = [
            Expected(f"伙伴{number} <b>", "甲社区" if number % 2 else "乙社区", Role.RESIDENT, "合唱队")
            for number in range(23)
        ]
        seat_cards.prepare(made.context, made.camp, people, "t")
        yield made


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_who_is_expected_has_a_card_with_their_own_address(room: Room, language: Language) -> None:
    cards = person_cards(room.context, room.camp, BASE, language)
    waiting = {one.code: one.nickname for one in seat_cards.of_camp(room.context, room.camp.id)}
    assert {card.address: card.name for card in cards} == {
        f"{BASE}/j/{room.camp.code}?card={code}": name for code, name in waiting.items()
    }
    assert {card.code for card in cards} == {spaced(code) for code in waiting}
    page = printed_cards(room.camp, cards, language)
    assert page.count('<section class="page">') == 3  # 10 + 10 + 3
    assert page.count("<article") == page.count("<svg") == 23
    assert "伙伴0 &lt;b&gt;" in page
    assert "<script" not in page


def test_the_picture_is_the_address(room: Room) -> None:
    """Drawn again by the library alone, the same squares."""
    card = person_cards(room.context, room.camp, BASE, "zh")[0]
    drawn = segno.make(card.address, error="m", micro=False).svg_inline(border=4, scale=4, omitsize=True)
    path = drawn.partition(' d="')[2].partition('"')[0]
    assert path
    assert path in card.qr


def test_whoever_sits_needs_no_card(room: Room) -> None:
    card = seat_cards.of_camp(room.context, room.camp.id)[0]
    seat_cards.claim(room.context, room.camp, card.code, Arrival("k", "", "", "", consent=True))
    assert len(person_cards(room.context, room.camp, BASE, "zh")) == 22


def test_a_communitys_sign_remembers_it(room: Room) -> None:
    cards = community_cards(room.context, room.camp, BASE)
    assert sorted(card.name for card in cards) == ["乙社区", "甲社区"]
    client = room.client()
    for card in cards:
        page = client.get(card.address.removeprefix(BASE)).text
        assert f'value="{card.name}" checked' in page or f"<b>{card.name}</b>" in page
