"""Trust and seeping at the desk: four looks, a move written down and taken back, a story that hangs together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, see, words
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.camp import Community
from workshop.model.network import About, Network, PersonKind
from workshop.network.graph.wording import labels
from workshop.network.measures.reach import rungs_now
from workshop.network.outreach.outreach import outreach as seeped_in
from workshop.network.outreach.trust import trust
from workshop.services.map import networks, outreach


def community(desk: Desk, name: str = "柳树巷") -> Community:
    return next(one for one in desk.sample.communities if one.name == name)


def mapped(desk: Desk) -> Network:
    saved = networks.current(desk.context, community(desk).id)
    assert saved is not None
    return saved.network


def opened(desk: Desk, language: Language = "zh") -> AppTest:
    desk.sign_in()
    page = desk.open("communities", language)
    here = community(desk).id
    page.selectbox(key=f"communities.{desk.sample.camp.id}").set_value(here).run()
    see(page, "seeping")
    assert not page.exception, [one.value for one in page.exception]
    return page


def look(desk: Desk, page: AppTest, part: str) -> str:
    page.get_by_key(f"map.{community(desk).id}.seeping.part").set_value(part).run()
    assert not page.exception, [one.value for one in page.exception]
    return words(page).replace("\\", "")


def save(page: AppTest) -> None:
    next(one for one in page.button if one.label == say("zh", "seeping.form.save")).click().run()


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_looks_open_and_each_says_its_n(desk: Desk, language: Language) -> None:
    page = opened(desk, language)
    network = mapped(desk)
    assert say(language, "seeping.households") in words(page).replace("\\", "")
    ladder = look(desk, page, "ladder")
    found = trust(network)
    assert say(language, "trust.known", known=found.known, n=found.n) in ladder
    assert say(language, "trust.moves.title") in [one.value for one in page.subheader]
    assert f"n={found.n}" in look(desk, page, "map")
    assert say(language, "blocked.team_only") in look(desk, page, "blocked")
    assert page.dataframe


@pytest.mark.usefixtures("inline")
def test_the_slider_tells_the_months_one_after_the_other(desk: Desk) -> None:
    page = opened(desk)
    look(desk, page, "map")
    slider = page.select_slider[0]
    now = words(page)
    slider.set_value(slider.options[0]).run()
    assert not page.exception
    assert slider.options[0].replace("-", "\\-") in words(page)
    assert words(page) != now


@pytest.mark.usefixtures("inline")
def test_a_move_written_down_is_a_new_version_and_can_be_taken_back(desk: Desk) -> None:
    page = opened(desk)
    before, here = mapped(desk), community(desk).id
    number = networks.versions(desk.context, here)[0].number
    person = next(one.id for one in before.people if one.kind is PersonKind.RESIDENT and one.trust != 4)
    place = f"map.{here}.move"
    page.selectbox(key=f"{place}.who").set_value(person)
    page.selectbox(key=f"{place}.rung").set_value(4)
    page.date_input(key=f"{place}.day").set_value(desk.context.now().date())
    page.text_input(key=f"{place}.by").set_value("S1")
    save(page)
    assert not page.exception
    assert say("zh", "seeping.form.saved") in words(page).replace("\\", "")
    after = mapped(desk)
    said = after.remarks[-1]
    assert (said.of, said.about, said.value, said.reporter) == (person, About.TRUST, 4.0, "S1")
    assert said.when == desk.context.now().date()
    assert next(one.trust for one in after.people if one.id == person) == rungs_now(after)[person] == 4
    newest = networks.versions(desk.context, here)[0]
    assert newest.number > number
    assert labels(after)(person) in newest.note
    networks.undo(desk.context, here)
    assert mapped(desk) == before


@pytest.mark.usefixtures("inline")
def test_without_who_and_where_nothing_is_written(desk: Desk) -> None:
    page = opened(desk)
    here = community(desk).id
    number = networks.versions(desk.context, here)[0].number
    save(page)
    assert say("zh", "seeping.form.missing") in [one.value for one in page.warning]
    assert networks.versions(desk.context, here)[0].number == number


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    here, today = community(desk).id, desk.context.now().date()
    team = next(one.id for one in mapped(desk).people if one.kind is PersonKind.SUPPORTER)
    resident = next(one.id for one in mapped(desk).people if one.kind is PersonKind.RESIDENT)
    cases = (
        ("seeping.rung", resident, 5, "S1", today),
        ("seeping.future", resident, 1, "S1", today + timedelta(days=2)),
        ("seeping.reporter", resident, 1, "S" * 41, today),
        ("network.unknown_id", team, 1, "S1", today),
        ("network.unknown_id", "nobody", 1, "S1", today),
    )
    for code, person, rung, by, day in cases:
        with pytest.raises(InputError) as raised:
            outreach.add_move(desk.context, here, person, rung, by, day, "facilitator")
        assert raised.value.code == code
    with pytest.raises(InputError, match=r"seeping\.no_map"):
        outreach.add_move(desk.context, "no such place", resident, 1, "S1", today, "facilitator")


def test_an_old_report_does_not_undo_a_newer_one(desk: Desk) -> None:
    network = mapped(desk)
    person = next(one.of for one in network.remarks if one.about == About.TRUST and one.value >= 1)
    now = rungs_now(network)[person]
    after = outreach.with_move(network, person, 0, "S1", date(2020, 1, 1))
    assert rungs_now(after)[person] == now


def test_the_sample_tells_one_story(desk: Desk) -> None:
    today = desk.context.now().date()
    for place in desk.sample.communities:
        saved = networks.current(desk.context, place.id)
        assert saved is not None
        network = saved.network
        now = rungs_now(network)
        # The rungs that were reported end where the people stand, and four months lie behind them.
        assert {one.id: one.trust for one in network.people if one.trust is not None} == now
        days = [one.when for one in network.remarks if one.when is not None]
        assert max(days) <= today
        assert timedelta(days=100) < max(days) - min(days) < timedelta(days=130)
        found = seeped_in(network)
        assert all(row.share is not None for row in found.rows)
        obstacles = {one.word for one in network.remarks if one.about == About.BLOCKED}
        assert obstacles <= desk.context.content.vocabularies.obstacles.codes
        mapped_households = sum(one.households or 0 for one in network.buildings)
        assert mapped_households <= (place.households or mapped_households)
