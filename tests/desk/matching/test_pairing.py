"""Pairing a running room at the desk: three taps from the room page, mended by hand, refused in plain words."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.services.matching import pairing
from workshop.services.matching.pairing import CurrentPairing
from workshop.services.matching.pairing_people import ABSENT, APART, VETOED, rule
from workshop.services.matching.pairing_view import rules


def press(page: AppTest, name: str) -> AppTest:
    """The button whose name begins so."""
    name = {"show": "toggle", "hide": "toggle", "again": "pair", "no_apart": "held.no_apart"}.get(name, name)
    button = next(one for one in page.button if f"{one.key}.".startswith(f"pairing.{name}."))
    button.click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def now(desk: Desk) -> CurrentPairing:
    found = pairing.current(desk.context, desk.sample.camp)
    assert found is not None
    return found


@pytest.fixture
def paired(desk: Desk, inline: None) -> AppTest:
    desk.sign_in()
    return press(desk.open("pairing"), "pair")


def test_two_taps_on_the_screen_put_pairs_on_the_phones(desk: Desk, paired: AppTest) -> None:
    assert pairing.on_phones(desk.context, desk.sample.camp.id) is None
    press(paired, "show")
    shown = pairing.on_phones(desk.context, desk.sample.camp.id)
    assert shown is not None
    assert shown.kept.number == now(desk).kept.number
    assert say("zh", "pairing_desk.on_phones") in words(paired)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_is_there_with_who_and_why(desk: Desk, inline: None, language: Language) -> None:
    desk.sign_in()
    page = press(desk.open("pairing", language), "pair")
    table = page.table[0].value
    found = now(desk)
    assert len(table) == len(found.standing)
    names = {one.seat.id: one.seat.nickname for one in desk.sample.seats}
    pairs = {(names[one.asker], names[one.host]) for one in found.standing}
    told = {(row.iloc[0].split(" ")[0], row.iloc[2].split(" ")[0]) for _, row in table.iterrows()}
    assert told == pairs
    assert all(table.iloc[:, 3])


def test_not_these_two_and_the_next_pairing_has_somebody_else(desk: Desk, paired: AppTest) -> None:
    one = now(desk).standing[0]
    paired.selectbox(key=f"pairing.who.{desk.sample.camp.id}").select(one.asker).run()
    button = next(
        b for b in paired.button if (b.key or "").startswith(f"pairing.vetoed.{one.asker}.{one.host}")
    )
    button.click().run()
    assert [(w.kind, w.seat, w.other) for w in rules(desk.context, desk.sample.camp.id)] == [
        (VETOED, one.asker, one.host)
    ]
    press(paired, "again")
    assert (one.asker, one.host) not in {(two.asker, two.host) for two in now(desk).standing}


def test_who_is_not_here_is_nobodys_partner_before_and_after_pairing_again(
    desk: Desk, paired: AppTest
) -> None:
    host = now(desk).standing[0].host
    rule(desk.context, desk.sample.camp, ABSENT, host, None, "f", holds=True)
    assert host not in {one.host for one in now(desk).standing}
    press(desk.open("pairing"), "again")
    assert host not in {who for one in now(desk).standing for who in (one.asker, one.host)}


def test_what_is_settled_can_be_taken_back(desk: Desk, paired: AppTest) -> None:
    one = now(desk).standing[0]
    rule(desk.context, desk.sample.camp, APART, one.asker, one.host, "f", holds=True)
    page = desk.open("pairing")
    assert say("zh", "pairing_desk.settled") in words(page)
    press(page, "no_apart")
    assert rules(desk.context, desk.sample.camp.id) == ()


def test_taking_back_leads_to_the_pairing_before(desk: Desk, paired: AppTest) -> None:
    before = now(desk).kept.number
    press(paired, "anew")
    assert now(desk).kept.number != before
    press(paired, "undo")
    assert now(desk).kept.number == before


def test_a_room_where_nobody_is_there_says_why_it_cannot_be_paired(desk: Desk, inline: None) -> None:
    for one in desk.sample.seats[3:]:
        rule(desk.context, desk.sample.camp, ABSENT, one.seat.id, None, "f", holds=True)
    desk.sign_in()
    page = press(desk.open("pairing"), "pair")
    assert say("zh", "errors.pairing.few", n=3) in words(page).replace("\\", "")
    assert pairing.current(desk.context, desk.sample.camp) is None


def test_the_room_leads_there(desk: Desk, inline: None) -> None:
    desk.sign_in()
    page = desk.open("room")
    links = {one.proto.label: one.proto.page for one in page.get("page_link")}
    assert links[say("zh", "pairing_desk.open_screen")] == "pairing"
