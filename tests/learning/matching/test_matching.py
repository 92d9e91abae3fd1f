"""Pairing: never one's own house, nobody overrun, the worst served first; equal to trying everything."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.rooms import peer, rooms, skewed, skewed_fits
from workshop.base.errors import InputError
from workshop.learning.matching.matching import Because, Matching, match, rematch
from workshop.learning.matching.pairing import Task, best_total, worst_first
from workshop.model.matching import Pair, Peer, Settled, both


def hosts_of(found: Matching, asker: str) -> tuple[str, ...]:
    """Whom an asker goes to."""
    return tuple(pair.host for pair in found.pairs if pair.asker == asker)


def made(seed: int) -> Task:
    """Up to six people, some pairs impossible, few different fits so that ties are common."""
    lot = random.Random(seed)
    n = lot.randint(2, 6)
    fits = np.array(
        [[lot.choice([0, 0, 0.2, 0.5, 0.6, 0.7, lot.random()]) for _ in range(n)] for _ in range(n)]
    )
    np.fill_diagonal(fits, 0)
    had = np.array([lot.choice([0, 0, 0, 1]) for _ in range(n)])
    wishes = np.array([lot.randint(0, 2) for _ in range(n)])
    return Task(fits, had, wishes, np.array([lot.randint(0, 3) for _ in range(n)]))


def by_trying(task: Task) -> tuple[tuple[int, ...], float, float]:
    """Every allowed set of pairs tried host set by host set: (counts of hosts reached, smallest fit, sum of fits)."""
    n = len(task.fit)
    # One asker at a time: capacity left -> everything that can have been reached with it.
    states: dict[tuple[int, ...], set[tuple[tuple[int, ...], float, float]]] = {
        tuple(task.capacity.tolist()): {((0,) * 4, 9.0, 0.0)}
    }
    for asker in range(n):
        options = [host for host in range(n) if task.fit[asker, host] > 0]
        sets = [
            chosen
            for size in range(min(len(options), int(task.wishes[asker])) + 1)
            for chosen in combinations(options, size)
        ]
        following: dict[tuple[int, ...], set[tuple[tuple[int, ...], float, float]]] = {}
        for (left, values), chosen in product(states.items(), sets):
            now = list(left)
            for host in chosen:
                now[host] -= 1
            if min(now) < 0:
                continue
            for counts, worst, total in values:
                reached = list(counts)
                for more in range(len(chosen)):
                    reached[int(task.had[asker]) + more] += 1
                gained = [float(task.fit[asker, host]) for host in chosen]
                following.setdefault(tuple(now), set()).add(
                    (tuple(reached), min([worst, *gained]), round(total + sum(gained), 12))
                )
        states = following
    return max(value for values in states.values() for value in values)


@pytest.mark.parametrize("block", range(4))
def test_pairs_equal_trying_every_way_there_is(block: int) -> None:
    """200 instances of at most six people: as many first hosts as possible, then second; then the worst pair; then the total."""
    for seed in range(50 * block, 50 * block + 50):
        task = made(seed)
        counts, worst, total = by_trying(task)
        found = worst_first(task)
        reached = [0] * 4
        for row, times in Counter(row for row, _ in found.pairs).items():
            for more in range(times):
                reached[int(task.had[row]) + more] += 1
        assert tuple(reached) == counts, seed
        if found.pairs:
            assert min(task.fit[pair] for pair in found.pairs) == worst == found.threshold, seed
        assert sum(task.fit[pair] for pair in found.pairs) == pytest.approx(total), seed


@given(rooms())
def test_whatever_the_room_the_rules_hold(people: list[Peer]) -> None:
    found = match(people)
    by_id = {one.id: one for one in people}
    for pair in found.pairs:
        asker, host = by_id[pair.asker], by_id[pair.host]
        assert asker is not host
        assert asker.present
        assert host.present
        assert not asker.belongs_with(host)
        assert pair.fit.value > 0
    got = Counter(pair.asker for pair in found.pairs)
    assert all(found.host_load[host] <= by_id[host].capacity for host in found.host_load)
    assert {one.asker for one in found.short} == {one for one in found.askers if got[one] < by_id[one].hosts}
    assert all(got[one] <= by_id[one].hosts for one in found.askers)
    assert len({(pair.asker, pair.host) for pair in found.pairs}) == len(found.pairs)


@given(rooms())
def test_the_order_of_people_changes_nothing(people: list[Peer]) -> None:
    assert match(people) == match(people[::-1])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_hundred_people_keep_the_gates(seed: int) -> None:
    """The gates: host load at most 4, total at least 90 % of the best total, worst asker at least twice that one's."""
    task = Task(skewed_fits(200, seed), np.zeros(200, dtype=int), np.full(200, 2), np.full(200, 4))
    found = worst_first(task).pairs
    assert len(found) == 400
    assert max(Counter(column for _, column in found).values()) <= 4
    total, worst = sums(task, found)
    best, its_worst = sums(task, best_total(task, 0.0, (200, 400)))
    assert total >= 0.9 * best
    assert worst >= 2 * its_worst


def sums(task: Task, pairs: tuple[tuple[int, int], ...]) -> tuple[float, float]:
    """The total fit and the worst asker's."""
    of = np.zeros(len(task.fit))
    for row, column in pairs:
        of[row] += task.fit[row, column]
    return float(of.sum()), float(of.min())


def test_two_hundred_people_with_codes_are_all_served_within_capacity() -> None:
    people = skewed(200, 1)
    found = match(people)
    by_id = {one.id: one for one in people}
    assert (found.unserved, max(found.host_load.values())) == ((), 4)
    assert not any(by_id[pair.asker].organisation == by_id[pair.host].organisation for pair in found.pairs)


def test_everybody_has_a_first_host_before_anybody_has_a_second() -> None:
    people = [
        peer("a", "O3"),
        peer("b", "O3"),
        peer("h", offers="O3", capacity=1),
        peer("i", offers="O3", capacity=1),
    ]
    found = match(people)
    assert [hosts_of(found, "a"), hosts_of(found, "b")] == [("h",), ("i",)]
    assert {one.asker: (one.got, one.because) for one in found.short} == {
        "a": (1, Because.FULL),
        "b": (1, Because.FULL),
    }


@pytest.mark.parametrize(
    ("host", "settled", "because"),
    [
        (peer("h", offers="O7"), Settled(), Because.NOBODY_OFFERS),
        (peer("h", offers="O3", capacity=0), Settled(), Because.NOT_HOSTING),
        (peer("h", offers="O3", organisation="house of a"), Settled(), Because.OWN_ORGANISATION),
        (peer("h", offers="O3"), Settled(vetoed=frozenset({Pair("a", "h")})), Because.SETTLED),
        (peer("h", offers="O3"), Settled(apart=frozenset({both("a", "h")})), Because.SETTLED),
        (peer("h", offers="O3"), Settled(met={both("a", "h"): 1.0}), Because.MET),
        (peer("h", offers="O3", present=False), Settled(), Because.NOBODY_OFFERS),
    ],
)
def test_who_has_nobody_is_listed_with_the_reason(host: Peer, settled: Settled, because: Because) -> None:
    found = match([peer("a", "O3"), host], settled)
    assert [(one.asker, one.got, one.because) for one in found.short] == [("a", 0, because)]
    assert (found.alone, found.worst_asker) == (("a",), 0)


def test_everyone_from_one_organisation_is_said_and_nobody_is_paired() -> None:
    found = match([peer(one, "O3", "O3", organisation="甲") for one in "abc"])
    assert (found.pairs, found.cautions) == ((), ("one_house",))
    assert {one.because for one in found.short} == {Because.OWN_ORGANISATION}


def test_without_an_organisation_the_community_is_ones_house() -> None:
    found = match(
        [
            peer("a", "O3", organisation="", community="x"),
            peer("h", offers="O3", community="x"),
            peer("i", offers="O3"),
        ]
    )
    assert hosts_of(found, "a") == ("i",)


def test_a_room_where_nobody_asks_or_nobody_offers_says_so() -> None:
    assert match([peer("a", offers="O3"), peer("b", offers="O3")]).cautions == ("nobody_asks",)
    assert match([peer("a", "O3"), peer("b", "O3")]).cautions == ("nobody_offers",)
    assert match([]).cautions == ("nobody_asks",)


def test_a_locked_pair_stays_even_if_nobody_would_have_made_it() -> None:
    people = [peer("a", "O3", hosts=1), peer("h", offers="O3", stage="2.0"), peer("i", offers="O7")]
    assert hosts_of(match(people), "a") == ("h",)
    found = match(people, Settled(locked=frozenset({Pair("a", "i")})))
    assert [(one.host, one.locked, one.fit.value) for one in found.pairs] == [("i", True, 0.0)]


def test_a_locked_pair_takes_a_place_of_its_host() -> None:
    """A host who sees one person, and has that one already, sees nobody else."""
    people = [peer("h", offers="O1", capacity=1), peer("a", "O1"), peer("b", "O1")]
    found = match(people, Settled(locked=frozenset({Pair("a", "h")})))
    assert found.host_load["h"] == 1
    assert [(pair.asker, pair.host) for pair in found.pairs] == [("a", "h")]


@pytest.mark.parametrize(
    ("settled", "code"),
    [
        (Settled(locked=frozenset({Pair("a", "a")})), "match.lock_self"),
        (Settled(locked=frozenset({Pair("a", "z")})), "match.lock_unknown"),
        (Settled(locked=frozenset({Pair("a", "c")})), "match.lock_house"),
        (Settled(locked=frozenset({Pair("a", "z0")})), "match.lock_full"),
        (Settled(frozenset({Pair("a", "h")}), frozenset({Pair("a", "h")})), "match.lock_against"),
    ],
)
def test_a_lock_that_breaks_a_rule_is_refused(settled: Settled, code: str) -> None:
    people = [
        peer("a", "O3"),
        peer("c", organisation="house of a"),
        peer("h", offers="O3"),
        peer("z0", offers="O3", capacity=0),
    ]
    with pytest.raises(InputError) as refused:
        match(people, settled)
    assert refused.value.code == code


def test_the_same_person_twice_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        match([peer("a"), peer("a")])
    assert refused.value.code == "match.twice"


@pytest.mark.parametrize("seed", range(5))
def test_who_is_placed_keeps_their_hosts_when_somebody_comes_late_or_stays_away(seed: int) -> None:
    people = skewed(24, seed)
    late, early = people[0], people[1:]
    first = match(early)
    before = {Pair(pair.asker, pair.host) for pair in first.pairs}
    after = {Pair(pair.asker, pair.host) for pair in rematch(people, before).pairs}
    assert before <= after
    assert any(late.id in (pair.asker, pair.host) for pair in after - before)
    gone = first.pairs[0].host
    left = [one if one.id != gone else Peer(**{**one.__dict__, "present": False}) for one in early]
    again = {Pair(pair.asker, pair.host) for pair in rematch(left, before).pairs}
    assert {pair for pair in before if gone not in (pair.asker, pair.host)} <= again
    assert not any(gone in (pair.asker, pair.host) for pair in again)


@given(rooms())
def test_solving_again_without_a_change_changes_nothing(people: list[Peer]) -> None:
    found = match(people)
    again = rematch(people, [Pair(pair.asker, pair.host) for pair in found.pairs])
    assert (again.pairs, again.short, again.host_load) == (found.pairs, found.short, found.host_load)


@given(rooms(), st.data())
def test_whoever_comes_goes_or_changes_the_rules_hold(people: list[Peer], data: st.DataObject) -> None:
    """Pairs of an earlier room, some of them from people who are not there any more or host nobody now."""
    ids = st.sampled_from([one.id for one in people] or ["p0"])
    before = data.draw(st.lists(st.builds(Pair, ids, ids), max_size=8))
    by_id = {one.id: one for one in people}
    found = rematch(people, before)
    for pair in found.pairs:
        assert by_id[pair.asker].present
        assert by_id[pair.host].present
        assert not by_id[pair.asker].belongs_with(by_id[pair.host])
        assert not pair.locked
    assert all(load <= by_id[host].capacity for host, load in found.host_load.items())
    got = Counter(pair.asker for pair in found.pairs)
    assert all(got[one] <= by_id[one].hosts for one in got)


def test_a_declined_pair_is_replaced_and_the_rest_stays() -> None:
    people = [
        peer("a", "O3", hosts=1),
        peer("b", "O3", hosts=1),
        peer("h", offers="O3"),
        peer("i", offers="O3"),
    ]
    before = [Pair("a", "h"), Pair("b", "h")]
    found = rematch(people, before, Settled(vetoed=frozenset({Pair("a", "h")})))
    assert [(pair.asker, pair.host) for pair in found.pairs] == [("a", "i"), ("b", "h")]
