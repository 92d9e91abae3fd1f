"""What a camp led to, on the screen of patterns: an empty one says what to do, counts are people, links lead on."""

from __future__ import annotations

from functools import partial

from tests.desk.conftest import Desk
from tests.desk.patterns.test_patterns import turn
from workshop.services.community.loop import camp_loop
from workshop.services.community.loop_text import chain_text
from workshop.services.seats import seats
from workshop.store.suggestions import CardView, add_shown


def test_a_camp_without_cards_says_what_to_do(desk: Desk) -> None:
    desk.sign_in()
    page = turn(desk.open("patterns"), "pattern.view", "loop")
    assert not page.exception
    said = [one.value for one in (*page.info, *page.markdown)]
    found = camp_loop(desk.context, desk.sample.camp, "zh")
    assert any(chain_text(found, "zh") in one.replace("\\", "") for one in said) == bool(
        found.cases or found.directions
    )


def test_cards_that_were_seen_stand_in_the_table_with_a_link(desk: Desk) -> None:
    camp = desk.sample.camp
    for seat in seats.of_camp(desk.context, camp.id)[:8]:
        card = CardView(
            seat.id, camp.id, seat.id, "taomi", "nearest", "O2", "seep", False, desk.context.now()
        )
        desk.context.store.write(partial(add_shown, new=card))
    desk.sign_in()
    page = turn(desk.open("patterns"), "pattern.view", "loop")
    assert not page.exception
    found = camp_loop(desk.context, camp, "zh")
    assert found.cases
    assert f"/cases?camp={camp.code}&case={found.cases[0].case}" in str(page.table[0].value.iloc[0, 0])


def test_a_link_to_a_case_opens_it(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("start")
    page.query_params["case"] = "taomi"
    page.switch_page("screens/cases.py").run()
    assert page.selectbox(key="cases.case").value == "taomi"
    assert not page.exception
