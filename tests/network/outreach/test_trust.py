"""The trust ladder: which report counts on which day, the funnel, moves, and how long people stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.base.text import LANGUAGES, Language, say
from workshop.model.network import About, Network, Person, PersonKind, Remark, Tie
from workshop.network.measures.reach import reports, rungs_at, rungs_now
from workshop.network.outreach.outreach_text import move_sentence, trust_sentences
from workshop.network.outreach.trust import (
    Month,
    TrustMove,
    funnel,
    kaplan_meier,
    median_time,
    months,
    moves,
    stays,
    trust,
)
from workshop.network.outreach.trust_chart import funnel_text, rung_map, rungs_chart, rungs_text

DAY = date(2026, 3, 1)
WORKER = Person("s", kind=PersonKind.SUPPORTER)


def said(person: str, rung: float, day: int | None, reporter: str = "s") -> Remark:
    when = None if day is None else DAY + timedelta(days=day)
    return Remark(person, About.TRUST, rung, reporter=reporter, when=when)


def told(*remarks: Remark, people: str = "abc") -> Network:
    return Network((*map(Person, people), WORKER), remarks=remarks)


def test_the_last_report_counts_also_downwards() -> None:
    network = told(said("a", 1, 0), said("a", 3, 40), said("a", 2, 70))
    assert [rungs_at(network, DAY + timedelta(days=days)) for days in (-1, 0, 39, 40, 90)] == [
        {},
        {"a": 1},
        {"a": 1},
        {"a": 3},
        {"a": 2},
    ]


def test_several_who_differ_on_one_day_give_the_middle_and_of_two_the_lower() -> None:
    two = told(said("a", 1, 0, "s"), said("a", 3, 0, "w"))
    three = told(said("a", 1, 0, "s"), said("a", 3, 0, "w"), said("a", 4, 0, "x"))
    corrected = told(said("a", 1, 0, "s"), said("a", 2, 0, "s"))
    assert [rungs_now(one)["a"] for one in (two, three, corrected)] == [1, 3, 2]
    assert [trust(one).differ for one in (two, three, corrected)] == [1, 1, 0]


def test_a_rung_without_a_day_counts_now_and_in_no_month() -> None:
    network = told(said("a", 2, None), said("b", 1, 5))
    network = replace(network, people=(*network.people[:2], Person("c", trust=4), WORKER))
    assert rungs_now(network) == {"a": 2, "b": 1, "c": 4}
    found = trust(network)
    assert (found.n, found.known, found.dated) == (3, 3, 1)
    assert found.months == (Month(date(2026, 3, 31), (0, 1, 0, 0, 0), 2),)


def test_a_rung_on_a_tie_counts_where_it_joins_the_team_with_a_resident() -> None:
    with_worker = Tie("s", "a", trust=2, when=DAY, reporter="s")
    among_neighbours = Tie("b", "c", trust=3, when=DAY)
    network = replace(told(), ties=(with_worker, among_neighbours))
    assert [(one.person, one.rung) for one in reports(network)] == [("a", 2)]


def test_what_is_no_rung_is_left_out_and_the_team_stands_on_none() -> None:
    network = told(said("a", 5, 0), said("a", 1.5, 0), said("a", -1, 0), said("s", 2, 0), said("gone", 2, 0))
    assert reports(network) == ()
    assert trust(network).funnel == ()


def test_the_funnel_says_what_part_of_each_rung_came_further() -> None:
    steps = funnel((0, 1, 1, 2, 2, 2, 4, 4))
    assert [step.here for step in steps] == [1, 2, 3, 0, 2]
    assert [step.reached for step in steps] == [8, 7, 5, 2, 2]
    assert [step.conversion for step in steps] == [None, 7 / 8, 5 / 7, 2 / 5, 1.0]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_everybody_known_is_on_one_rung_and_never_more_further_up(rungs: list[int]) -> None:
    steps = funnel(tuple(rungs))
    assert sum(step.here for step in steps) == len(rungs) == steps[0].reached
    assert all(low.reached >= high.reached for low, high in pairwise(steps))


def test_months_cross_the_year_and_stop_at_the_newest_twenty_four() -> None:
    assert months([date(2026, 2, 3), date(2025, 12, 30)]) == (
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
    )
    assert len(months([date(1900, 1, 1), date(2026, 2, 3)])) == 24


def test_a_first_report_is_no_move_and_a_step_back_is_one() -> None:
    network = told(said("a", 1, 0), said("a", 1, 9), said("a", 2, 20, "w"), said("b", 3, 3), said("a", 1, 30))
    assert moves(network) == (
        TrustMove("a", 1, 2, DAY + timedelta(days=20), ("w",)),
        TrustMove("a", 2, 1, DAY + timedelta(days=30), ("s",)),
    )


# Remission in weeks under 6-MP, Freireich and others 1963 (Blood 21), worked out in Kleinbaum and Klein, Survival
# Analysis, table of the Kaplan–Meier estimates: 0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482; median 23.
WEEKS = (6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
SEEN = (True,) * 9 + (False,) * 12
# The untreated of the same trial, nobody censored; median 8.
UNTREATED = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)


def test_the_time_on_a_rung_is_worked_out_as_in_the_published_example() -> None:
    steps = kaplan_meier(WEEKS, SEEN)
    assert [step.time for step in steps] == [6, 7, 10, 13, 16, 22, 23]
    assert [step.at_risk for step in steps] == [21, 17, 15, 12, 11, 7, 6]
    assert [step.share for step in steps] == pytest.approx(
        [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5
    )
    assert median_time(steps) == 23
    assert median_time(kaplan_meier(UNTREATED, (True,) * 21)) == 8


def test_who_has_not_moved_yet_is_watched_to_the_last_report_only() -> None:
    movers = [said(f"p{i}", rung, day) for i in range(6) for rung, day in ((1, 0), (2, 10 + i))]
    others = [said(f"q{i}", 1, 5) for i in range(6)]
    network = Network(
        (*(Person(f"{letter}{i}") for letter in "pq" for i in range(6)), WORKER),
        remarks=(*movers, *others, said("q0", 1, 60)),
    )
    first = stays(network)[1]
    # 12 stays, 6 ended on days 10-15, 6 go on to day 60 (55 days): exactly half are left after day 15.
    assert (first.rung, first.n, first.ended, first.median, first.few) == (1, 12, 6, 15, False)
    second = stays(network)[2]
    assert (second.n, second.ended, second.median, second.few) == (6, 0, None, True)


def test_a_map_without_days_has_no_stays_and_no_months() -> None:
    network = told(said("a", 2, None))
    assert (stays(network), trust(network).months, moves(network)) == ((), (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ladder_is_told_with_its_n_and_what_nobody_knows(language: Language) -> None:
    network = told(said("a", 1, 0), said("a", 2, 20), said("b", 3, None))
    lines = trust_sentences(trust(network), moves(network), stays(network), language)
    assert lines[0] == say(language, "trust.known", known=2, n=3)
    assert say(language, "trust.undated", n=1) in lines
    assert say(language, "trust.moved", up=1, down=0, n=1) in lines
    assert trust_sentences(trust(told()), (), (), language) == (say(language, "trust.nobody", n=3),)
    told_move = move_sentence(moves(network)[0], language)
    assert "2026-03-21" in told_move
    assert say(language, "network.rung.2") in told_move


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bars_hold_everybody_and_are_told_in_words(language: Language) -> None:
    network = told(said("a", 1, 0), said("b", 4, 40))
    found = trust(network)
    assert [sum(month.here) + month.unsaid for month in found.months] == [3, 3]
    words = rungs_text(found, language)
    assert "2026-03" in words
    assert "2026-04" in words
    assert say(language, "network.rung.4") in funnel_text(found, language)
    assert say(language, "trust.unsaid") in rungs_chart(found, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("people", "few"), [("abcd", True), ("abcde", False)])
def test_a_rung_with_fewer_than_five_people_gets_no_percentage(
    people: str, few: bool, language: Language
) -> None:
    network = told(*(said(one, 1, 0) for one in people), said("a", 2, 20), people=people)
    lines = "\n".join(trust_sentences(trust(network), moves(network), stays(network), language))
    assert ("%" not in lines) is few


def test_a_higher_rung_is_a_larger_mark_in_the_same_place() -> None:
    network = replace(told(people="abcdef"), ties=tuple(Tie("s", one) for one in "abcdef"))
    rungs = dict(zip("abcde", range(5), strict=True))
    drawn = {mark.id: mark for mark in rung_map(network, rungs).marks}
    sizes = [drawn[one].size for one in "fabcde"]
    assert sizes == sorted(set(sizes))
    assert len({drawn[one].colour for one in "fabcde"}) == 6
    later = {mark.id: mark for mark in rung_map(network, {"a": 4}).marks}
    assert {who: (mark.x, mark.y) for who, mark in drawn.items()} == {
        who: (mark.x, mark.y) for who, mark in later.items()
    }
