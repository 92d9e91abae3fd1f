"""Renaming, reordering and a newcomer without ties change in the withdrawal test and in seeding what they should, and
nothing else. Expected values follow from the formulas in the docstrings."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.model.network import Network, Person, Tie
from workshop.network.resilience.withdrawal import Withdrawal, withdraw
from workshop.network.seeding.seeding import by_simple_spread


@st.composite
def maps(draw: st.DrawFn) -> tuple[Network, tuple[str, ...]]:
    """A small map with a tie at least, and whom to take out of it."""
    count = draw(st.integers(4, 8))
    pairs = [(one, other) for one in range(count) for other in range(one)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=11, unique=True))
    ties = tuple(Tie(f"p{one}", f"p{other}") for one, other in chosen)
    gone = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=count - 3, unique=True))
    return Network(tuple(Person(f"p{one}") for one in range(count)), ties=ties), tuple(
        f"p{one}" for one in gone
    )


def counted(found: Withdrawal) -> tuple[object, ...]:
    """What is no draw by chance."""
    return (
        found.n,
        found.components,
        found.share_before,
        found.share_after,
        found.fragmentation_before,
        found.fragmentation_after,
        pytest.approx(found.distance_fragmentation_after),
        pytest.approx(found.worst.share),
        found.two_step_reach if found.two_step_reach is None else pytest.approx(found.two_step_reach),
    )


@examples(60)
@given(maps())
def test_other_names_change_only_the_names(made: tuple[Network, tuple[str, ...]]) -> None:
    network, gone = made
    called = {one.id: f"x{number}" for number, one in enumerate(network.people)}
    other = Network(
        tuple(Person(called[one.id]) for one in network.people),
        ties=tuple(Tie(called[one.source], called[one.target]) for one in network.ties),
    )
    before = withdraw(network, gone, draws=20)
    after = withdraw(other, [called[one] for one in gone], draws=20)
    assert after.removed == tuple(called[one] for one in before.removed)
    assert replace(after, removed=before.removed, worst=before.worst) == before
    assert after.worst == replace(before.worst, ids=tuple(called[one] for one in before.worst.ids))


@examples(60)
@given(maps(), st.integers(0, 10_000))
def test_another_order_of_people_and_ties_changes_nothing_that_is_counted(
    made: tuple[Network, tuple[str, ...]], seed: int
) -> None:
    network, gone = made
    chance = Random(seed)
    other = Network(
        tuple(chance.sample(network.people, len(network.people))),
        ties=tuple(chance.sample(network.ties, len(network.ties))),
    )
    assert counted(withdraw(other, gone, draws=5)) == counted(withdraw(network, gone, draws=5))


@examples(60)
@given(maps())
def test_somebody_without_ties_is_a_part_of_their_own_and_changes_nothing_else(
    made: tuple[Network, tuple[str, ...]],
) -> None:
    network, gone = made
    before = withdraw(network, gone, draws=5)
    wider = replace(network, people=(*network.people, Person("alone")))
    after = withdraw(wider, gone, draws=5)
    n = before.n
    assert after.n == n + 1
    assert after.components == tuple(sorted((*before.components, 1), reverse=True))
    assert after.share_after == pytest.approx(before.share_after * n / (n + 1))
    # The sums over pairs stay, the number of pairs grows from n(n − 1) to (n + 1)n.
    fewer = (n - 1) / (n + 1)
    assert after.fragmentation_after == pytest.approx(1 - (1 - before.fragmentation_after) * fewer)
    assert after.distance_fragmentation_after == pytest.approx(
        1 - (1 - before.distance_fragmentation_after) * fewer
    )
    assert after.groups_cut_off == before.groups_cut_off
    if before.two_step_reach is not None and after.two_step_reach is not None:
        assert after.two_step_reach == pytest.approx(before.two_step_reach * fewer)


@examples(40)
@given(maps())
def test_somebody_without_ties_is_not_whom_to_begin_with_and_is_never_reached(
    made: tuple[Network, tuple[str, ...]],
) -> None:
    network, _ = made
    wider = replace(network, people=(*network.people, Person("alone")))
    before, after = by_simple_spread(network, 1, 0.5), by_simple_spread(wider, 1, 0.5)
    assert after.exact
    assert after.seeds == before.seeds
    assert after.reach == pytest.approx(before.reach)
    assert dict(after.chances) == pytest.approx({**dict(before.chances), "alone": 0})
    assert (after.n, after.candidates) == (before.n + 1, before.candidates + 1)
