"""How deep the team has come: who counts as reached, of what, how unsure, where it is cold, and since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from workshop.base.text import LANGUAGES, Language, say
from workshop.model.network import About, Building, Network, Person, PersonKind, Remark, Tie
from workshop.network.measures.measures import coverage, measure, trust_ladder
from workshop.network.measures.reach import reached_now
from workshop.network.outreach.outreach import Cold, beyond_the_team, outreach, strip
from workshop.network.outreach.outreach_chart import buildings_chart, buildings_text, strip_chart, strip_text
from workshop.network.outreach.outreach_text import building_sentence, outreach_sentences, strip_sentences
from workshop.network.outreach.trust import trust

MARCH, APRIL, MAY = date(2026, 3, 9), date(2026, 4, 9), date(2026, 5, 9)
TEAM = (Person("s", kind=PersonKind.SUPPORTER), Person("w", kind=PersonKind.GRID_WORKER))


def living(building: str, *people: str) -> tuple[Person, ...]:
    return tuple(Person(one, building=building) for one in people)


def block() -> Network:
    """Three buildings: 1 with 10 households, 2 not counted, 3 listed and nobody known there."""
    return Network(
        people=(*living("1", *"abcdef"), *living("2", *"ghijk"), Person("z"), *TEAM),
        ties=(Tie("s", "a", when=MARCH), Tie("b", "w"), Tie("a", "c"), Tie("s", "g", when=MAY)),
        buildings=(Building("1", households=10), Building("2"), Building("3", households=8)),
        remarks=(
            Remark("d", About.TRUST, 2, reporter="w", when=APRIL),
            Remark("e", About.TRUST, 0, reporter="w", when=APRIL),
            Remark("a", About.TRUST, 3, reporter="w", when=MARCH),
            Remark("a", About.TRUST, 1, reporter="w", when=MAY),
        ),
    )


def test_a_tie_with_the_team_or_a_familiar_face_is_reached_and_a_neighbours_tie_is_not() -> None:
    assert reached_now(block()) == frozenset("abdg")


def test_reached_people_are_set_beside_households_or_else_beside_the_people_on_the_map() -> None:
    rows = {row.building: row for row in outreach(block()).rows}
    one, two, three = rows["1"], rows["2"], rows["3"]
    assert (one.reached, one.n, one.of, one.share) == (3, 10, "households", 0.3)
    # Wilson 95 % of 3 in 10, as R's prop.test(3, 10, correct = FALSE) gives it.
    assert one.low == pytest.approx(0.1078, abs=5e-5)
    assert one.high == pytest.approx(0.6032, abs=5e-5)
    assert (two.reached, two.n, two.of) == (1, 5, "people")
    assert (three.reached, three.n, three.people) == (0, 8, 0)


def test_depth_is_the_highest_rung_ever_of_those_somebody_spoke_of() -> None:
    rows = {row.building: row for row in outreach(block()).rows}
    # a stood on 3 once, d on 2, e on 0; b, c and f were not spoken of.
    assert rows["1"].depth == pytest.approx(5 / 3)
    assert rows["1"].depth_n == 3
    assert (rows["2"].depth, rows["2"].depth_n) == (None, 0)


def test_more_reached_people_than_households_is_not_more_than_all() -> None:
    network = replace(block(), buildings=(Building("1", households=2),))
    row = next(row for row in outreach(network).rows if row.building == "1")
    assert (row.reached, row.share) == (2, 1.0)


def test_a_building_nobody_counted_and_nobody_lives_in_is_unknown_not_zero() -> None:
    row = next(row for row in outreach(Network(TEAM, buildings=(Building("9"),))).rows)
    assert (row.reached, row.share) == (None, None)


def test_the_coldest_come_first_with_what_is_missing() -> None:
    found = outreach(block())
    assert [row.building for row in found.rows] == ["3", "2", "1"]
    # Together 4 of 23; only building 3 lies below.
    assert found.cold == (Cold("3", ("roster",)),)
    assert found.unplaced == 1
    assert found.undated == 1  # b's tie has no day and nobody said b's rung


def test_unevenness_is_ginis_index_of_the_shares() -> None:
    # Shares 0, 0.2 and 0.3: (−2·0 + 0·0.2 + 2·0.3) / (3 · 0.5).
    assert outreach(block()).uneven == pytest.approx(0.4)
    assert outreach(Network(living("1", "a"))).uneven is None


def test_each_month_shows_what_had_a_day_by_its_end() -> None:
    found = strip(block())
    assert found.months == (date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31))
    assert found.rows == (
        ("3", (0.0, 0.0, 0.0)),
        ("2", (0.0, 0.0, 0.2)),
        ("1", (0.1, 0.2, 0.2)),
    )
    assert found.cold == (("2", "3"), ("2", "3"), ("3",))


def test_without_days_there_are_no_months() -> None:
    network = replace(block(), ties=(Tie("s", "a"),), remarks=())
    assert strip(network).months == ()


def test_beyond_the_team_small_places_say_nothing() -> None:
    shown = {row.building: row for row in beyond_the_team(outreach(block())).rows}
    assert shown["3"].hidden  # nobody known there
    assert (shown["3"].share, shown["3"].reached) == (None, None)
    assert not shown["1"].hidden
    assert shown["1"].depth is None  # three people's rungs would say whose
    assert beyond_the_team(outreach(block())).cold == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_denominator_is_said(language: Language) -> None:
    found = outreach(block())
    rows = {row.building: row for row in found.rows}
    assert "10" in building_sentence(rows["1"], language)
    uncounted = say(language, "seeping.uncounted", names="2")
    assert uncounted in outreach_sentences(found, language)
    hidden = beyond_the_team(found)
    assert say(language, "seeping.row.hidden", building="3") in buildings_text(hidden, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strip_is_told_from_its_first_month_to_its_last(language: Language) -> None:
    found = strip(block())
    words = strip_text(found, language)
    assert "2026-03" in words
    assert "2026-05" in words
    told = strip_sentences(found, 1, language)
    assert say(language, "seeping.months.always", n=3, names="3") in told
    assert say(language, "seeping.months.warmed", names="2") in told
    assert say(language, "seeping.months.undated", n=1) in told


def test_every_picture_has_its_counts_in_it() -> None:
    assert ">3/10</text>" in buildings_chart(outreach(block()), "zh")
    assert ">20</text>" in strip_chart(strip(block()), "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_fewer_than_five_the_counts_are_told_and_no_share(language: Language) -> None:
    """One household reached of one is "1 of 1"; Wilson's 21 to 100 % of one household is no knowledge."""
    network = Network(
        people=(*living("1", "a"), *living("2", *"ghijk"), *TEAM),
        ties=(Tie("s", "a", when=MARCH), Tie("s", "g", when=MARCH)),
        buildings=(Building("1", households=1), Building("2", households=5)),
    )
    rows = {row.building: row for row in outreach(network).rows}
    assert (rows["1"].reached, rows["1"].n, rows["1"].low, rows["1"].high) == (1, 1, None, None)
    assert rows["2"].low is not None
    for told in (building_sentence(rows["1"], language), buildings_chart(outreach(network), language)):
        assert "1" in told
        assert "100%" not in told.replace('100%"', "") or told.startswith("<svg")
    assert say(language, "seeping.row.few_households", building="1", n=1, reached=1) == building_sentence(
        rows["1"], language
    )
    assert dict(strip(network).rows)["1"] == (None,)  # no percentage in a month's square either
    assert outreach(network).uneven is None  # evenness of one building's share is none


def test_the_figures_of_a_map_and_its_outreach_page_count_the_same_people_as_reached() -> None:
    """By hand: of 1 (six residents) a and b have a tie; c is a familiar face without one, by her own field."""
    network = block()
    known = replace(
        network, people=tuple(replace(one, trust=1) if one.id == "c" else one for one in network.people)
    )
    found = {row.building: row.reached for row in coverage(known) if not row.hidden}
    assert found == {row.building: row.reached for row in outreach(known).rows if row.people >= 5}
    assert reached_now(known) == reached_now(network) | {"c"}
    assert measure(known).coverage == coverage(known)
    rungs = trust(known)
    assert [step.here for step in rungs.funnel] == [rung.people for rung in trust_ladder(known)]
