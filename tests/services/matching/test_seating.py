"""Tables in rounds in the running room: everybody has one chair a round, nobody moves for who comes late or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.properties import examples
from tests.sample_camp import sampled
from workshop.base.errors import InputError, RoomError
from workshop.sample.sample import SampleCamp
from workshop.services import erase, workers
from workshop.services.app.context import AppContext
from workshop.services.matching import pairing, seating
from workshop.services.matching.pairing_people import ABSENT, rule
from workshop.services.matching.seating import ROUNDS, Seated
from workshop.services.seats import seats


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[AppContext, SampleCamp]]:
    monkeypatch.setattr(workers, "run", lambda _key, work, *given: work(*given))
    with sampled(tmp_path) as made:
        context, sample = made
        pairing.undo(context, sample.camp, ROUNDS, "f")  # the tables of the sample's morning
        yield made


def now(context: AppContext, made: SampleCamp) -> Seated:
    found = seating.current(context, made.camp.id)
    assert found is not None
    return found


def chairs(found: Seated) -> list[list[str]]:
    """Who sits anywhere, by round."""
    return [sorted(who for table in one for who in table) for one in found.plan.rounds]


def test_everybody_has_one_place_in_every_round_and_nobody_meets_twice(
    room: tuple[AppContext, SampleCamp],
) -> None:
    context, made = room
    found = seating.seat_room(context, made.camp, 8, 5, "f")
    everybody = sorted(one.id for one in seats.of_camp(context, made.camp.id))
    assert chairs(found) == [everybody] * 5
    assert found.judged.counts.repeats == 0
    assert (found.now, found.late) == (0, ())


def test_proposals_are_tables_of_five_four_or_six() -> None:
    # 40 people: 8 tables of 5, 10 of 4, 7 of 5 or 6.
    assert seating.proposals(40) == (8, 10, 7)
    assert seating.proposals(3) == (1,)


def test_phones_show_it_once_put_there_and_the_round_that_is_on(room: tuple[AppContext, SampleCamp]) -> None:
    context, made = room
    seating.seat_room(context, made.camp, 8, 4, "f")
    assert seating.on_phones(context, made.camp.id) is None
    seating.show(context, made.camp, "f")
    seating.turn_to(context, made.camp, 2, "f")
    shown = seating.on_phones(context, made.camp.id)
    assert shown is not None
    assert shown.now == 2
    with pytest.raises(InputError, match="no_such_round"):
        seating.turn_to(context, made.camp, 5, "f")
    seating.hide(context, made.camp, "f")
    assert seating.on_phones(context, made.camp.id) is None


def test_twelve_late_ones_get_chairs_and_nobody_else_moves(room: tuple[AppContext, SampleCamp]) -> None:
    context, made = room
    away = [one.seat.id for one in made.seats[:12]]
    for who in away:
        rule(context, made.camp, ABSENT, who, None, "f", holds=True)
    before = seating.seat_room(context, made.camp, 8, 5, "f")
    for who in away:
        rule(context, made.camp, ABSENT, who, None, "f", holds=False)
    assert sorted(now(context, made).late) == sorted(away)
    assert seating.let_in(context, made.camp, "f") == 12
    after = now(context, made)
    assert after.late == ()
    for one in made.seats[12:]:
        assert after.plan.tables_of(one.seat.id) == before.plan.tables_of(one.seat.id)
    assert all(len(one) == len(set(one)) for one in chairs(after))
    sizes = [len(table) for one in after.plan.rounds for table in one]
    assert max(sizes) - min(sizes) <= 2


def test_a_no_show_leaves_an_empty_chair_and_finds_it_again(room: tuple[AppContext, SampleCamp]) -> None:
    context, made = room
    before = seating.seat_room(context, made.camp, 8, 5, "f")
    who = made.seats[0].seat
    rule(context, made.camp, ABSENT, who.id, None, "f", holds=True)
    assert seating.places_of(now(context, made), who) == ()
    rule(context, made.camp, ABSENT, who.id, None, "f", holds=False)
    assert now(context, made).plan == before.plan


def test_a_seat_put_aside_leaves_an_empty_chair_and_no_partner_and_comes_back(
    room: tuple[AppContext, SampleCamp],
) -> None:
    context, made = room
    found = seating.seat_room(context, made.camp, 8, 5, "f")
    pairing.pair_room(context, made.camp, "f")
    who = next(one.id for one in seats.of_camp(context, made.camp.id))
    context.store.write(lambda one: seats.put_aside_in(one, context, made.camp.id, who))
    assert who not in chairs(now(context, made))[0]
    paired = pairing.current(context, made.camp)
    assert paired is not None
    assert not paired.here(who)
    context.store.write(lambda one: seats.bring_back_in(one, context, made.camp.id, who))
    assert chairs(now(context, made)) == chairs(found)


def test_a_withdrawal_leaves_an_empty_chair_and_no_trace(room: tuple[AppContext, SampleCamp]) -> None:
    context, made = room
    seating.seat_room(context, made.camp, 8, 5, "f")
    who = made.seats[0].seat
    erase.erase_participant(context, who.id, "self")
    found = now(context, made)
    assert who.id not in str(found.kept.settings)
    assert found.plan.sitting.count(None) == 1 + (8 * -(-len(made.seats) // 8) - len(made.seats))


@pytest.mark.slow
def test_taking_back_leads_to_the_seating_before(room: tuple[AppContext, SampleCamp]) -> None:
    context, made = room
    first = seating.seat_room(context, made.camp, 8, 5, "f")
    seating.seat_room(context, made.camp, 10, 5, "f")
    pairing.undo(context, made.camp, ROUNDS, "f")
    assert now(context, made).plan == first.plan


@pytest.mark.parametrize(
    ("tables", "rounds", "code"), [(30, 3, "many_tables"), (0, 3, "tables"), (5, 13, "rounds")]
)
def test_what_cannot_be_seated_is_refused(
    room: tuple[AppContext, SampleCamp], tables: int, rounds: int, code: str
) -> None:
    context, made = room
    with pytest.raises(InputError, match=rf"rounds\.{code}"):
        seating.seat_room(context, made.camp, tables, rounds, "f")
    assert seating.current(context, made.camp.id) is None
    for act in (seating.show, seating.hide, seating.let_in):
        with pytest.raises(RoomError, match=r"seating\.none"):
            act(context, made.camp, "f")


ACTS = st.lists(
    st.tuples(st.sampled_from(["away", "back", "let_in", "turn"]), st.integers(0, 39)), max_size=12
)


@pytest.mark.slow
@examples(15, allow=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, tables=st.integers(4, 12), rounds=st.integers(1, 6))
def test_whatever_happens_whoever_is_here_and_let_in_has_exactly_one_chair(
    room: tuple[AppContext, SampleCamp], acts: list[tuple[str, int]], tables: int, rounds: int
) -> None:
    context, made = room
    for one in made.seats:
        rule(context, made.camp, ABSENT, one.seat.id, None, "f", holds=False)
    seating.seat_room(context, made.camp, tables, rounds, "f")
    away = set()
    for act, number in acts:
        who = made.seats[number % len(made.seats)].seat.id
        if act in ("away", "back"):
            rule(context, made.camp, ABSENT, who, None, "f", holds=act == "away")
            (away.add if act == "away" else away.discard)(who)
        elif act == "let_in":
            seating.let_in(context, made.camp, "f")
        else:
            seating.turn_to(context, made.camp, number % (rounds + 1), "f")
    seating.let_in(context, made.camp, "f")
    everybody = sorted(one.id for one in seats.of_camp(context, made.camp.id) if one.id not in away)
    assert chairs(now(context, made)) == [everybody] * rounds
