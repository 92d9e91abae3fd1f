"""Pairing the running room: what is promised holds whatever facilitators and askers do, in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.app_context import context_on
from tests.properties import examples
from tests.sample_camp import sampled
from workshop.base.errors import InputError, RoomError
from workshop.model.matching import HOSTS
from workshop.sample import sample
from workshop.sample.sample import SampleCamp
from workshop.services import erase, workers
from workshop.services.app.context import AppContext
from workshop.services.matching import pairing
from workshop.services.matching.pairing import ACCEPTED, DECLINED, OPEN, CurrentPairing
from workshop.services.matching.pairing_people import (
    ABSENT,
    APART,
    LOCKED,
    VETOED,
    people_of,
    rule,
    said_by,
    tell,
)
from workshop.services.matching.pairing_view import lines, rules
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store

Room = tuple[AppContext, SampleCamp]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(workers, "run", lambda _key, work, *given: work(*given))
    with sampled(tmp_path) as made:
        yield made


def promised(context: AppContext, made: SampleCamp, found: CurrentPairing) -> None:
    """What holds of every pairing."""
    people = people_of(context, made.camp)
    load = Counter(one.host for one in found.standing)
    given_to = Counter(one.asker for one in found.standing)
    yes = Counter(one.host for one in found.standing if one.decision == ACCEPTED)
    for one in found.standing:
        asker, host = people[one.asker].peer, people[one.host].peer
        assert asker.organisation != host.organisation
        assert asker.present
        assert host.present
    for who, number in load.items():
        assert number <= max(people[who].peer.capacity, yes[who])
    assert max(given_to.values(), default=0) <= HOSTS


def shown(context: AppContext, made: SampleCamp) -> CurrentPairing:
    found = pairing.pair_room(context, made.camp, "f")
    pairing.show(context, made.camp, "f")
    return found


def test_the_sample_room_is_paired_within_its_promises(room: Room) -> None:
    context, made = room
    found = pairing.pair_room(context, made.camp, "f")
    promised(context, made, found)
    assert len(found.standing) > len(made.seats) / 2
    assert all(line.presumed or line.fit.shared or line.fit.by_move for line in lines(context, found))


def test_whoever_offers_what_is_asked_is_not_presumed(room: Room) -> None:
    context, made = room
    asks = {who: one.peer.asks for who, one in people_of(context, made.camp).items()}
    code = Counter(codes[0] for codes in asks.values() if codes).most_common(1)[0][0]
    host = next(one.seat for one in made.seats if code not in asks[one.seat.id])
    tell(context, host, (code,), "", 3)
    found = pairing.pair_room(context, made.camp, "f")
    coming = [line for line in lines(context, found) if line.host == host.id]
    assert len(coming) == 3
    assert all(code in line.fit.shared and not line.presumed for line in coming)


def test_a_lock_stays_a_veto_and_apart_never_come_back(room: Room) -> None:
    context, made = room
    one, two, three = pairing.pair_room(context, made.camp, "f").standing[:3]
    rule(context, made.camp, LOCKED, one.asker, one.host, "f", holds=True)
    rule(context, made.camp, VETOED, two.asker, two.host, "f", holds=True)
    rule(context, made.camp, APART, three.host, three.asker, "f", holds=True)
    for _ in range(2):
        found = pairing.pair_room(context, made.camp, "f", anew=True)
        pairs = {(pair.asker, pair.host) for pair in found.standing}
        assert (one.asker, one.host) in pairs
        assert not pairs & {(two.asker, two.host), (three.asker, three.host), (three.host, three.asker)}
        promised(context, made, found)


def test_yes_stays_and_no_is_not_proposed_again(room: Room) -> None:
    context, made = room
    found = shown(context, made)
    yes = found.standing[0]
    no = next(one for one in found.standing if one.asker not in (yes.asker, yes.host))
    by_id = {one.seat.id: one.seat for one in made.seats}
    pairing.decide(context, by_id[yes.asker], yes.host, ACCEPTED)
    pairing.decide(context, by_id[no.asker], no.host, DECLINED)
    again = pairing.pair_room(context, made.camp, "f", anew=True)
    pairs = {(one.asker, one.host): one.decision for one in again.standing}
    assert pairs[yes.asker, yes.host] == ACCEPTED
    assert (no.asker, no.host) not in pairs


def test_who_comes_late_is_paired_and_nobody_loses_anybody(room: Room) -> None:
    context, made = room
    before = {(one.asker, one.host) for one in pairing.pair_room(context, made.camp, "f").standing}
    taken = seats.join(
        context,
        made.camp.code,
        Arrival("k" * 20, "晚到", made.communities[0].name, "resident", consent=True),
    )
    tell(context, taken.seat, (), "O3", 2)
    found = pairing.pair_room(context, made.camp, "f")
    pairs = {(one.asker, one.host) for one in found.standing}
    assert before <= pairs
    assert taken.seat.id in {one.asker for one in found.standing} | {who for who, *_ in found.short}


def test_somebody_away_frees_their_hosts_and_comes_back(room: Room) -> None:
    context, made = room
    host = Counter(one.host for one in pairing.pair_room(context, made.camp, "f").standing).most_common(1)[0][
        0
    ]
    rule(context, made.camp, ABSENT, host, None, "f", holds=True)
    found = pairing.pair_room(context, made.camp, "f")
    assert host not in {who for one in found.standing for who in (one.asker, one.host)}
    promised(context, made, found)
    rule(context, made.camp, ABSENT, host, None, "f", holds=False)
    assert host in pairing.pair_room(context, made.camp, "f", anew=True).people


def test_taking_back_brings_the_one_before_with_what_was_said(room: Room) -> None:
    context, made = room
    found = shown(context, made)
    one = found.standing[0]
    seat = next(two.seat for two in made.seats if two.seat.id == one.asker)
    pairing.pair_room(context, made.camp, "f", anew=True)
    pairing.decide(context, seat, one.host, ACCEPTED)
    pairing.undo(context, made.camp, pairing.PAIRS, "f")
    back = pairing.current(context, made.camp)
    assert back is not None
    assert back.kept.number == found.kept.number
    assert (one.asker, one.host, ACCEPTED) in {(two.asker, two.host, two.decision) for two in back.pairs}
    pairing.undo(context, made.camp, pairing.PAIRS, "f")
    assert pairing.current(context, made.camp) is None
    with pytest.raises(RoomError, match=r"pairing\.none"):
        pairing.undo(context, made.camp, pairing.PAIRS, "f")


def test_a_withdrawal_leaves_no_trace(room: Room) -> None:
    context, made = room
    found = shown(context, made)
    who = found.standing[0].host
    rule(context, made.camp, APART, who, found.standing[-1].asker, "f", holds=True)
    erase.erase_participant(context, who, "self")
    left = pairing.current(context, made.camp)
    assert left is not None
    assert who not in f"{left.kept.settings} {left.pairs} {left.ruled}"


def test_two_facilitators_at_once_make_two_pairings_and_the_newer_counts(room: Room) -> None:
    context, made = room
    first = pairing.pair_room(context, made.camp, "one")
    second = pairing.pair_room(context, made.camp, "two")
    assert {(a.asker, a.host) for a in first.standing} == {(a.asker, a.host) for a in second.standing}
    found = pairing.current(context, made.camp)
    assert found is not None
    assert found.kept.number == second.kept.number


def test_a_room_that_cannot_be_paired_says_which_it_is(room: Room) -> None:
    context, made = room
    first = made.seats[0].seat.community
    others = [one.seat for one in made.seats if one.seat.community != first]
    for seat in others:
        rule(context, made.camp, ABSENT, seat.id, None, "f", holds=True)
    here = len(made.seats) - len(others)
    expected = "few" if here < pairing.FEWEST else "one_house"
    with pytest.raises(RoomError, match=rf"pairing\.{expected}"):
        pairing.pair_room(context, made.camp, "f")
    for seat in others[:-1]:
        rule(context, made.camp, ABSENT, seat.id, None, "f", holds=False)
    for one in made.seats:
        rule(
            context,
            made.camp,
            ABSENT,
            one.seat.id,
            None,
            "f",
            holds=one.seat.id not in {three.seat.id for three in made.seats[:3]},
        )
    with pytest.raises(RoomError, match=r"pairing\.few"):
        pairing.pair_room(context, made.camp, "f")


def test_where_nobody_sees_anybody_everybody_is_short_and_told_why(room: Room) -> None:
    context, made = room
    for one in made.seats:
        tell(context, one.seat, said_by(context, one.seat).offers, "", 0)
    found = pairing.pair_room(context, made.camp, "f")
    assert found.standing == ()
    asking = {who for who, one in people_of(context, made.camp).items() if one.peer.asks}
    assert {who for who, *_ in found.short} == asking
    assert {who for group in found.trios for who in group} | set(found.left) >= asking


def test_nobody_is_ruled_with_themselves_or_with_a_stranger(room: Room) -> None:
    context, made = room
    who = made.seats[0].seat.id
    with pytest.raises(InputError, match=r"pairing\.oneself"):
        rule(context, made.camp, APART, who, who, "f", holds=True)
    with pytest.raises(RoomError, match=r"seat\.unknown"):
        rule(context, made.camp, APART, who, "nobody", "f", holds=True)


@pytest.mark.parametrize("act", [LOCKED, VETOED, APART, ABSENT])
def test_a_rule_taken_back_leaves_nothing(room: Room, act: str) -> None:
    context, made = room
    one = pairing.pair_room(context, made.camp, "f").standing[0]
    other = None if act == ABSENT else one.host
    for holds in (True, True, False):
        rule(context, made.camp, act, one.asker, other, "f", holds=holds)
    assert rules(context, made.camp.id) == ()


@pytest.mark.slow
def test_both_databases_pair_a_room_the_same_way_and_keep_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "run", lambda _key, work, *given: work(*given))
    context = context_on(store)
    made = sample.fill(context)
    found = shown(context, made)
    promised(context, made, found)
    one = found.standing[0]
    seat = next(two.seat for two in made.seats if two.seat.id == one.asker)
    pairing.decide(context, seat, one.host, ACCEPTED)
    pairing.decide(context, seat, one.host, ACCEPTED)
    kept = pairing.on_phones(context, made.camp.id)
    assert kept is not None
    assert [two.decision for two in kept.pairs if (two.asker, two.host) == (one.asker, one.host)] == [
        ACCEPTED
    ]
    erase.erase_participant(context, one.host, "self")
    left = pairing.current(context, made.camp)
    assert left is not None
    assert one.host not in f"{left.kept.settings} {left.pairs}"


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["pair", "anew", "yes", "no", "open", LOCKED, VETOED, APART, ABSENT, "here", "undo"]),
        st.integers(0, 50),
    ),
    max_size=10,
)


@pytest.mark.slow
@examples(20, allow=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_pressed_the_next_pairing_keeps_its_promises(
    room: Room, acts: list[tuple[str, int]]
) -> None:
    context, made = room
    found = shown(context, made)
    by_id = {one.seat.id: one.seat for one in made.seats}
    for act, number in acts:
        now = pairing.current(context, made.camp) or shown(context, made)
        one = now.pairs[number % len(now.pairs)] if now.pairs else None
        if act in ("pair", "anew"):
            pairing.pair_room(context, made.camp, "f", anew=act == "anew")
            pairing.show(context, made.camp, "f")
        elif act == "undo":
            pairing.undo(context, made.camp, pairing.PAIRS, "f")
        elif act == "here":
            rule(
                context,
                made.camp,
                ABSENT,
                made.seats[number % 41 % len(made.seats)].seat.id,
                None,
                "f",
                holds=False,
            )
        elif one is not None and act == ABSENT:
            rule(context, made.camp, ABSENT, one.host, None, "f", holds=True)
        elif one is not None and act in (LOCKED, VETOED, APART):
            rule(context, made.camp, act, one.asker, one.host, "f", holds=True)
        elif one is not None and one.asker in by_id:
            said = {"yes": ACCEPTED, "no": DECLINED, "open": OPEN}[act]
            with suppress(RoomError):  # refused in words: not shown, not offered, enough, full
                pairing.decide(context, by_id[one.asker], one.host, said)
    found = pairing.pair_room(context, made.camp, "f")
    promised(context, made, found)
    for who in (one.seat.id for one in made.seats):
        rule(context, made.camp, ABSENT, who, None, "f", holds=False)
