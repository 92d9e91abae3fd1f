"""What became of what people wanted to try: when it is asked, what counts, and what is taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import START, Clock, context_on
from workshop.base.errors import InputError, RoomError
from workshop.learning.suggest.retrieval import CardSlot
from workshop.model.camp import Camp, Seat
from workshop.model.case import Outcome
from workshop.model.privacy import MIN_GROUP
from workshop.model.trial import DAYS, Did, TrialReport, Way, Word
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.learn import card_views, patterns, suggestions, trials
from workshop.services.learn.patterns import KnownPattern
from workshop.services.learn.trial_counts import Later, later, to_read_again
from workshop.services.learn.trials import GRACE, State
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store import suggestions as suggestion_rows
from workshop.store import trials as trial_rows
from workshop.store.engine import Store
from workshop.store.suggestions import CardView

PASSED = TrialReport(Did.YES, Outcome.PASSED, consent=True)
FAILED = TrialReport(Did.YES, Outcome.NOT, consent=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(store: Store, clock: Clock) -> AppContext:
    return context_on(store, clock=clock)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    return camps.new_camp(context, "试营", "camp-half").camp


def sit(context: AppContext, camp: Camp, number: int = 1) -> Seat:
    arrival = Arrival(f"k{number}", f"人{number}", f"社区{number}", "resident", consent=True)
    return seats.join(context, camp.code, arrival).seat


def choose(
    context: AppContext,
    seat: Seat,
    *,
    obstacle: str = "O3",
    move: str = "seep",
    case: str = "c",
    slot: str = "nearest",
) -> str:
    """Somebody is shown a card and says they will try it; the card's number."""
    made = CardView(
        f"{seat.id}.{case}"[:40], seat.camp, seat.id, case, slot, obstacle, move, False, context.now()
    )
    context.store.write(lambda connection: suggestion_rows.add_shown(connection, made))
    return card_views.choose_shown(context, seat, case, chosen=True).id


def standing_pattern(context: AppContext) -> KnownPattern:
    return patterns.known_patterns(context, patterns.cases_at_hand(context, None, "zh"))[0]


def state(context: AppContext, seat: Seat) -> list[State]:
    (one,) = trials.of_seat(context, seat)
    return [ask.state for ask in one.asks]


def test_the_days_are_counted_from_when_it_was_chosen_not_from_when_it_was_shown(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    seat = sit(context, camp)
    card_views.note_shown(context, seat, suggestions.for_obstacles(context, camp, seat, ("O3",), "zh"))
    clock.forward(days=10)
    card_views.choose_shown(context, seat, "qingbaijiang", chosen=True)
    clock.forward(days=1)
    card_views.choose_shown(context, seat, "qingbaijiang", chosen=True)  # a second press moves nothing
    (one,) = trials.of_seat(context, seat)
    assert [ask.on for ask in one.asks] == [date(2026, 4, 11), date(2026, 6, 10)]


def test_a_question_is_due_then_late_and_the_first_gives_way_to_the_second(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    seat = sit(context, camp)
    choose(context, seat)
    seen = [state(context, seat)]
    for days in (30, GRACE, 60 - GRACE, GRACE):
        clock.forward(days=days)
        seen.append(state(context, seat))
    assert seen == [
        [State.LATER, State.LATER],
        [State.DUE, State.LATER],
        [State.OVERDUE, State.LATER],
        [State.MISSED, State.DUE],
        [State.MISSED, State.OVERDUE],
    ]


@pytest.mark.parametrize(
    ("said", "at_thirty"),
    [
        (PASSED, State.TOLD),
        (TrialReport(Did.OTHER), State.TOLD),
        (TrialReport(Did.NOT_YET), State.DUE),
        (TrialReport(Did.YES, Outcome.TOO_EARLY), State.DUE),
    ],
)
def test_told_early_it_is_asked_again_only_where_something_is_left_to_wait_for(
    context: AppContext, camp: Camp, clock: Clock, said: TrialReport, at_thirty: State
) -> None:
    seat = sit(context, camp)
    trials.tell(context, seat, choose(context, seat), said)
    clock.forward(days=30)
    assert state(context, seat) == [at_thirty, State.LATER]


def test_a_facilitator_writes_down_what_was_said_and_by_whom(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    seat = sit(context, camp)
    card = choose(context, seat)
    clock.forward(days=30)
    for teller in (" ", "长" * 41):
        with pytest.raises(InputError) as caught:
            trials.enter(context, camp, card, PASSED, Way.TELEPHONE, teller)
        assert caught.value.code == "trials.teller"
    trials.enter(context, camp, card, PASSED, Way.VISIT, " 王  阿姨 ")
    (one,) = trials.in_camp(context, camp.id)
    assert [(word.way, word.teller, word.due) for word in one.words] == [(Way.VISIT, "王 阿姨", 30)]
    other = camps.new_camp(context, "别的营", "camp-half").camp
    with pytest.raises(RoomError) as refused:
        trials.enter(context, other, card, PASSED, Way.VISIT, "王阿姨")
    assert refused.value.code == "trials.unknown"


def test_what_people_told_themselves_is_not_taken_back_at_the_desk(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    seat = sit(context, camp)
    card = choose(context, seat)
    clock.forward(days=30)
    trials.enter(context, camp, card, PASSED, Way.VISIT, "王阿姨")
    trials.tell(context, seat, card, FAILED)
    with pytest.raises(RoomError):
        trials.take_back_entered(context, camp, card)
    trials.take_back(context, seat, card)
    trials.take_back_entered(context, camp, card)
    assert trials.in_camp(context, camp.id)[0].words == ()


def test_whoever_leaves_takes_what_they_told_along(context: AppContext, camp: Camp, clock: Clock) -> None:
    seat = sit(context, camp)
    card = choose(context, seat)
    clock.forward(days=30)
    trials.tell(context, seat, card, PASSED)
    erase.erase_participant(context, seat.id, "self")
    assert trials.in_camp(context, camp.id) == ()
    assert context.store.read(trial_rows.counted) == ()


def test_what_people_tell_later_counts_for_the_pattern_and_is_gone_once_taken_back(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    text = standing_pattern(context).text
    before = standing_pattern(context).standing
    people = [sit(context, camp, number) for number in range(4)]
    cards = [choose(context, one, obstacle=text.obstacle, move=text.moves[0]) for one in people]
    clock.forward(days=31)
    for one, card, said in zip(
        people,
        cards,
        (PASSED, FAILED, TrialReport(Did.NOT_YET, consent=True), TrialReport(Did.YES, Outcome.PASSED)),
        strict=True,
    ):
        trials.tell(context, one, card, said)
    # Passed, not passed; not yet is no trial, and without leave nothing counts.
    now = standing_pattern(context).standing
    assert (now.tried - before.tried, now.passed - before.passed) == (2, 1)
    trials.take_back(context, people[0], cards[0])
    now = standing_pattern(context).standing
    assert (now.tried - before.tried, now.passed - before.passed) == (1, 0)
    trials.tell(context, people[1], cards[1], TrialReport(Did.YES, Outcome.NOT))  # leave withdrawn
    assert standing_pattern(context).standing.tried == before.tried


def test_ten_trials_alone_make_no_hint_a_tested_pattern(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    """It also takes five cases, three organisations and a case that contradicts: see `learning.pattern_status`."""
    text, before = standing_pattern(context).text, standing_pattern(context).standing
    people = [sit(context, camp, number) for number in range(10)]
    cards = [choose(context, one, obstacle=text.obstacle, move=text.moves[0]) for one in people]
    clock.forward(days=31)
    for one, card in zip(people, cards, strict=True):
        trials.tell(context, one, card, PASSED)
    now = standing_pattern(context).standing
    assert now.tried == before.tried + 10
    assert now.status is before.status
    assert now.rate is None


def test_the_ninety_day_word_counts_and_the_earlier_one_again_without_it(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    seat = sit(context, camp)
    card = choose(context, seat)
    clock.forward(days=30)
    trials.tell(context, seat, card, FAILED)
    clock.forward(days=60)
    trials.tell(context, seat, card, PASSED)
    assert [one.outcome for one in context.store.read(trial_rows.counted)] == ["passed"]
    trials.take_back(context, seat, card)
    assert [one.outcome for one in context.store.read(trial_rows.counted)] == ["not"]


def test_others_are_told_only_what_five_or_more_let_be_counted(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    people = [sit(context, camp, number) for number in range(MIN_GROUP)]
    cards = [choose(context, one) for one in people]
    clock.forward(days=31)
    for number, (one, card) in enumerate(zip(people, cards, strict=True)):
        assert later(context, "O3", "seep") is None
        trials.tell(context, one, card, FAILED if number else PASSED)
    found = later(context, "O3", "seep")
    assert found == Later(tried=5, communities=5, passed=1, partly=0, failed=4)
    assert to_read_again(context) == ()
    trials.tell(context, people[0], cards[0], FAILED)
    assert [case for case, _ in to_read_again(context)] == ["c"]


def test_what_came_after_a_warning_is_no_trial_of_what_it_warns_of(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    seat = sit(context, camp)
    card = choose(context, seat, slot=CardSlot.FAILED.value)
    clock.forward(days=31)
    trials.tell(context, seat, card, PASSED)
    assert context.store.read(trial_rows.counted) == ()


def test_told_on_the_day_it_was_shown_it_is_no_trial(context: AppContext, camp: Camp) -> None:
    for number in range(MIN_GROUP):
        one = sit(context, camp, number)
        trials.tell(context, one, choose(context, one), PASSED)
    assert later(context, "O3", "seep") is None


@given(
    told=st.lists(st.tuples(st.integers(0, 200), st.sampled_from(Did)), max_size=4),
    after=st.integers(0, 400),
)
def test_at_most_one_question_waits_and_none_once_ninety_days_are_answered(
    told: list[tuple[int, Did]], after: int
) -> None:
    last = max((day for day, _ in told), default=0) + after
    words = [
        Word(number, "s", DAYS[1] if day >= DAYS[1] else DAYS[0], TrialReport(did), Way.SELF, "", on(day))
        for number, (day, did) in enumerate(sorted(told))
    ]
    found = trials.asks_of(START.date(), words, on(last))
    waiting = [one for one in found if one.state in (State.DUE, State.OVERDUE)]
    assert len(waiting) <= 1
    assert all(one.on <= on(last).date() for one in waiting)
    if any(word.due == DAYS[1] for word in words):
        assert waiting == []


def on(day: int) -> datetime:
    return START + timedelta(days=day)
