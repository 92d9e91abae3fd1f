"""At the desk a map is given its wave, laid out anew, and held beside chance."""

from __future__ import annotations

import pytest

from tests.desk.conftest import Desk, see, words
from workshop.services.map import networks


@pytest.mark.usefixtures("inline")
def test_a_map_is_given_its_wave(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    community = str(page.selectbox(key=f"communities.{desk.sample.camp.id}").value)
    before = networks.current(desk.context, community)
    assert before is not None
    see(page, "edit")
    name = f"map.edit.{community}.{before.version.number}"
    page.text_input(key=f"{name}.wave").set_value(" 2026 春 ").run()
    page.button(key=f"{name}.save").click().run()
    assert not page.exception
    saved = networks.current(desk.context, community)
    assert saved is not None
    assert (saved.network.wave, saved.version.wave) == ("2026 春", "2026 春")
    assert [one.wave for one in networks.earlier_waves(desk.context, community)][-1] == before.network.wave


@pytest.mark.usefixtures("inline")
def test_a_map_is_laid_out_anew_as_a_version_of_its_own(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    community = str(page.selectbox(key=f"communities.{desk.sample.camp.id}").value)
    before = networks.current(desk.context, community)
    assert before is not None
    page.button(key=f"map.{community}.anew").click().run()
    assert not page.exception
    after = networks.current(desk.context, community)
    assert after is not None
    assert after.version.number != before.version.number
    assert after.network == before.network


@pytest.mark.usefixtures("inline")
def test_two_relations_are_held_beside_chance_when_asked_for(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("communities")
    community = str(page.selectbox(key=f"communities.{desk.sample.camp.id}").value)
    saved = networks.current(desk.context, community)
    assert saved is not None
    see(page, "figures")
    said = words(page)
    page.toggle(key=f"chance.{hash(saved.network)}").set_value(True).run()
    assert not page.exception
    found = networks.closing(saved.network)
    assert found is not None
    more = words(page).replace(said, "")
    assert f"{found.share:.0%}" in more
