"""Where cases, patterns and directions stand in the loop, and what a camp led to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import Clock, context_on
from tests.properties import examples
from workshop.learning.patterns.pattern_status import Standing, Status
from workshop.model.camp import Camp, Community, Seat
from workshop.model.case import Case, Outcome
from workshop.model.direction import (
    CameTrue,
    CommunityDirections,
    Condition,
    Direction,
    DirectionVersion,
    Look,
)
from workshop.model.pattern import Trial
from workshop.model.trial import Did, TrialReport
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.community import directions
from workshop.services.community.directions import Stood
from workshop.services.community.loop import (
    LoopPlace,
    Reached,
    Recorded,
    camp_loop,
    case_reached,
    direction_reached,
    pattern_reached,
)
from workshop.services.community.loop_text import case_cells, chain_text, people_text
from workshop.services.learn import card_views, patterns, trials
from workshop.services.learn.patterns import KnownPattern
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store import suggestions as suggestion_rows
from workshop.store.engine import Store
from workshop.store.suggestions import CardView
from workshop.store.trials import TrialRow

CASE = "qingbaijiang"
SHOWN, TOLD = datetime(2026, 3, 2), datetime(2026, 4, 2)
PASSED = TrialReport(Did.YES, Outcome.PASSED, consent=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(store: Store, clock: Clock) -> AppContext:
    return context_on(store, clock=clock)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    return camps.new_camp(context, "试营", "camp-half").camp


def sit(context: AppContext, camp: Camp, number: int) -> Seat:
    arrival = Arrival(f"{camp.id[:8]}{number}", f"人{number}", f"社区{number}", "resident", consent=True)
    return seats.join(context, camp.code, arrival).seat


def see(context: AppContext, seat: Seat, *, means: bool = False, case: str = CASE) -> str:
    made = CardView(
        f"{seat.id}.{case}"[:40], seat.camp, seat.id, case, "nearest", "O2", "seep", False, context.now()
    )
    context.store.write(lambda connection: suggestion_rows.add_shown(connection, made))
    if means:
        card_views.choose_shown(context, seat, case, chosen=True)
    return made.id


def case(context: AppContext) -> Case:
    return next(one for one in context.content.cases["zh"] if one.id == CASE)


def row(community: str, outcome: Outcome = Outcome.PASSED, did: Did = Did.YES) -> TrialRow:
    return TrialRow("c", community, CASE, community, "O2", "seep", SHOWN, TOLD, did, outcome.value)


VIEW = CardView("v", "c", "s", CASE, "nearest", "O2", "seep", True, SHOWN, SHOWN)


@pytest.mark.parametrize(
    ("views", "reports", "expected"),
    [
        ((), (), Reached(LoopPlace.SOLUTION)),
        ((replace(VIEW, chosen=False),), (), Reached(LoopPlace.SOLUTION)),
        ((VIEW,), (), Reached(LoopPlace.DEMONSTRATION)),
        ((VIEW,), (row("东苑"),), Reached(LoopPlace.DEMONSTRATION, 1)),
        ((VIEW,), (row("东苑"), row(" 东 苑")), Reached(LoopPlace.DEMONSTRATION, 1)),  # one community
        ((VIEW,), (row("东苑"), row("西苑", Outcome.PARTLY)), Reached(LoopPlace.DEMONSTRATION, 1)),
        ((VIEW,), (row("东苑"), row("西苑", did=Did.OTHER)), Reached(LoopPlace.DEMONSTRATION, 1)),
        ((VIEW,), (row("东苑"), row("西苑")), Reached(LoopPlace.WIDER, 2)),
    ],
)
def test_where_a_case_stands(
    context: AppContext, views: tuple[CardView, ...], reports: tuple[TrialRow, ...], expected: Reached
) -> None:
    assert case_reached(case(context), Recorded(views, reports)) == expected


def test_a_case_that_passed_nothing_is_practice_whoever_likes_it(context: AppContext) -> None:
    failed = replace(case(context), outcomes=(("O2", Outcome.NOT),))
    known = Recorded((VIEW,), (row("东苑"), row("西苑")))
    assert case_reached(failed, known) == Reached(LoopPlace.PRACTICE)


def test_a_case_is_not_used_elsewhere_by_its_own_place(context: AppContext) -> None:
    own = case(context).place
    assert case_reached(case(context), Recorded((VIEW,), (row(own), row("西苑")))) == Reached(
        LoopPlace.DEMONSTRATION, 1
    )


def test_where_a_pattern_stands(context: AppContext) -> None:
    known = patterns.known_patterns(context, patterns.cases_at_hand(context, None, "zh"))[0]
    bare = replace(known, standing=replace(known.standing, supports=(), partial=()))

    def tried(name: str, outcome: Outcome | None = Outcome.PASSED, *, did: bool = True) -> Trial:
        return Trial(name, date(2026, 3, 2), date(2026, 4, 2), did, outcome)

    wide = (tried("东苑"), tried("西苑"), tried("青白江"))
    assert pattern_reached(bare, wide, ()) == Reached(LoopPlace.PRACTICE)
    assert pattern_reached(known, (tried("东苑", None, did=False),), ()) == Reached(LoopPlace.SOLUTION)
    assert pattern_reached(known, (tried("东苑", Outcome.NOT),), ()) == Reached(LoopPlace.DEMONSTRATION)
    assert pattern_reached(known, wide[1:], ("青白江",)) == Reached(LoopPlace.DEMONSTRATION, 1)
    assert pattern_reached(known, wide, ("青白江",)) == Reached(LoopPlace.WIDER, 2)


def stood(name: str, outcome: CameTrue | None, because: tuple[str, ...] = ()) -> Stood:
    version = DirectionVersion(f"desk.{name}", name, Direction(because=because), "", "f", SHOWN)
    looks = (Look("l", version.id, 1, outcome, "", "f", TOLD),) if outcome else ()
    return Stood(CommunityDirections(Community(name, "c", name), (version,), looks), ())


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (stood("a", None), (), Reached(LoopPlace.PRACTICE)),
        (stood("a", CameTrue.NOT), (), Reached(LoopPlace.PRACTICE)),
        (stood("a", CameTrue.CHANGED), (), Reached(LoopPlace.PRACTICE)),
        (stood("a", CameTrue.PARTLY), (), Reached(LoopPlace.SOLUTION)),
        (stood("a", CameTrue.TRUE), (), Reached(LoopPlace.DEMONSTRATION)),
        (stood("a", CameTrue.TRUE, ("p",)), (stood("b", CameTrue.TRUE),), Reached(LoopPlace.DEMONSTRATION)),
        (
            stood("a", CameTrue.TRUE, ("p",)),
            (stood("b", CameTrue.PARTLY, ("p",)),),
            Reached(LoopPlace.DEMONSTRATION),
        ),
        (
            stood("a", CameTrue.TRUE, ("p",)),
            (stood("b", CameTrue.TRUE, ("q", "p")),),
            Reached(LoopPlace.WIDER, 1),
        ),
    ],
)
def test_where_a_direction_stands(own: Stood, others: tuple[Stood, ...], expected: Reached) -> None:
    assert direction_reached(own, (own, *others)) == expected


def test_a_camp_in_which_nothing_happened_led_to_nothing(context: AppContext, camp: Camp) -> None:
    found = camp_loop(context, camp, "zh")
    assert (found.shown, found.cases, found.directions, found.patterns) == (0, (), (), ())


def test_what_a_camp_led_to_is_counted_in_people(context: AppContext, camp: Camp, clock: Clock) -> None:
    other = camps.new_camp(context, "别的营", "camp-half").camp
    people = [sit(context, camp, number) for number in range(7)]
    elsewhere = [sit(context, other, number) for number in range(10, 16)]
    cards = [see(context, one, means=at < 6) for at, one in enumerate(people)]
    see(context, people[0], case="taomi")  # the same person once more
    others = [see(context, one, means=True) for one in elsewhere]
    clock.forward(days=31)
    for one, card in zip(people[:5], cards, strict=False):
        trials.tell(context, one, card, PASSED)
    trials.tell(context, people[5], cards[5], replace(PASSED, consent=False))  # not for others to learn from
    for one, card in zip(elsewhere, others, strict=True):
        trials.tell(context, one, card, PASSED)

    found = camp_loop(context, camp, "zh")
    assert (found.shown, found.meant, found.tried, found.passed) == (7, 6, 5, 5)
    chain = next(one for one in found.cases if one.case == CASE)
    assert (chain.shown, chain.meant, chain.tried, chain.passed, chain.used) == (7, 6, 5, 5, 6)
    assert chain.reached.place is LoopPlace.WIDER
    assert chain.patterns, "the shipped patterns rest on this case"

    erase.erase_participant(context, people[0].id, "seat")
    found = camp_loop(context, camp, "zh")
    assert (found.shown, found.meant, found.tried, found.passed) == (6, 5, 4, 4)
    assert "4" not in chain_text(found, "zh"), "no figure of fewer than five people"


def test_the_chain_only_gets_shorter_and_says_no_figure_of_a_few(context: AppContext, camp: Camp) -> None:
    for number in range(3):
        see(context, sit(context, camp, number), means=number == 0)
    found = camp_loop(context, camp, "en")
    assert case_cells(found.cases[0], "en")[1:5] == ("fewer than 5", "fewer than 5", "0", "0")


def test_directions_of_the_camp_stand_in_its_loop(context: AppContext, camp: Camp) -> None:
    place = camps.add_community(context, camp.id, "东苑").id
    camps.add_community(context, camp.id, "西苑")
    said = Direction(Condition.OWN, sign="看得见", day=date(2026, 12, 1))
    directions.write(context, camp, "d", place, said, "facilitator")
    found = camp_loop(context, camp, "zh")
    assert [(one.community, one.reached) for one in found.directions] == [
        ("东苑", Reached(LoopPlace.PRACTICE))
    ]


@examples(100)
@given(number=st.integers(0, 60))
def test_a_figure_stands_only_for_five_or_for_nobody(number: int) -> None:
    shown = people_text(number, "zh")
    assert (shown == str(number)) == (number == 0 or number >= 5)


ORDER = tuple(LoopPlace)


@examples(100)
@given(names=st.lists(st.sampled_from("甲乙丙丁"), max_size=6), extra=st.sampled_from("甲乙丙丁"))
def test_a_further_report_never_takes_a_pattern_back_in_the_loop(names: list[str], extra: str) -> None:
    standing = Standing("p", Status.STORY, ("c",), (), (), 1, 0, 0, 0, None, ())
    known = KnownPattern(None, None, standing)  # type: ignore[arg-type]  # its text is not read
    made = [Trial(name, date(2026, 3, 2), date(2026, 4, 2), True, Outcome.PASSED) for name in names]
    more = [*made, Trial(extra, date(2026, 3, 2), date(2026, 4, 2), True, Outcome.NOT)]
    before, after = (pattern_reached(known, each, ("甲",)) for each in (made, more))
    assert ORDER.index(before.place) <= ORDER.index(after.place)
    assert before.elsewhere == len(set(names) - {"甲"})  # by hand: other places, each once
