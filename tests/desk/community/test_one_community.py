"""The screen of one community: chosen by hand or by address, panel after panel."""

from __future__ import annotations

from tests.desk.conftest import Desk
from workshop.desk.community.choice import CHOICE


def test_the_community_chosen_stays_in_the_address(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("one_community")
    assert not page.exception
    second = desk.sample.communities[1]
    page.selectbox(key=CHOICE).set_value(second.id).run()
    assert not page.exception
    assert page.query_params["community"] == second.id
    assert page.subheader[0].value.replace("\\", "") == second.name
