"""Places on the map: near in ties is near on paper, the same people stay where they were, and it is quick."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.networks import community, networks, of
from tests.properties import examples
from workshop.model.network import Network, Person, Tie
from workshop.network.draw.layout import place
from workshop.network.draw.picture import HEIGHT, WIDTH
from workshop.network.graph.graph import Floats, index, simple
from workshop.network.graph.paths import steps


def neighbourhood(n: int, seed: int = 7) -> Network:
    """A made community of n: a clustered power-law graph with blocks of ten neighbours."""
    graph = nx.powerlaw_cluster_graph(n, 2, 0.6, seed=seed)
    chance = np.random.default_rng(seed)
    order = chance.permutation(n)
    for start in range(0, n, 10):
        for one, other in combinations(order[start : start + 10].tolist(), 2):
            if chance.random() < 0.35:
                graph.add_edge(one, other)
    return Network(
        tuple(Person(f"p{i}", f"居民{i}") for i in graph),
        ties=tuple(Tie(f"p{a}", f"p{b}") for a, b in graph.edges),
    )


def stress(spots: Floats, far: Floats) -> float:
    """Mean of (a·|x_i − x_j| − d_ij)² / d_ij² over pairs with a path, at the scale a that makes it least."""
    one, other = np.triu_indices(len(far), 1)
    steps_, long = far[one, other], np.hypot(*(spots[one] - spots[other]).T)
    one_part = np.isfinite(steps_)
    steps_, long = steps_[one_part], long[one_part]
    scale = (long / steps_).sum() / (long**2 / steps_**2).sum()
    return float((((scale * long - steps_) / steps_) ** 2).mean())


def of_layout(network: Network) -> Floats:
    spots = place(network)
    return np.array([spots[who] for who in index(network).ids]) * (WIDTH, HEIGHT)


@examples(40)
@given(st.integers(0, 2**31), st.integers(1, 30), st.floats(0.0, 0.3))
def test_steps_are_networkx_shortest_paths(seed: int, n: int, p: float) -> None:
    graph = nx.gnp_random_graph(n, p, seed=seed)
    links = index(
        Network(tuple(Person(str(i)) for i in graph), ties=tuple(Tie(str(a), str(b)) for a, b in graph.edges))
    ).links
    expected = np.full((n, n), np.inf)
    for one, found in nx.all_pairs_shortest_path_length(graph):
        for other, far in found.items():
            expected[one, other] = far
    assert np.array_equal(steps(links, np.arange(n)), expected)
    assert np.array_equal(steps(links, np.array([n - 1])), expected[:, [n - 1]])


@pytest.mark.slow
@pytest.mark.parametrize("n", [60, 250, 1000])
def test_distances_on_paper_are_no_worse_than_networkx_spring(n: int) -> None:
    network = neighbourhood(n)
    whole = index(network)
    sprung = nx.spring_layout(simple(network), seed=1)
    far = steps(whole.links, np.arange(len(whole.ids)))
    assert stress(of_layout(network), far) <= stress(np.array([sprung[who] for who in whole.ids]), far)


@examples(30)
@given(networks(loops=True), st.data())
def test_who_was_on_the_map_before_stays_in_place(network: Network, data: st.DataObject) -> None:
    before = place(network)
    gone = data.draw(st.sampled_from([*before])) if len(before) > 1 else None
    people = tuple(person for person in network.people if person.id != gone)
    groups = tuple(group for group in network.groups if group.id != gone)
    ties = tuple(tie for tie in network.ties if gone not in (tie.source, tie.target))
    after = place(replace(network, people=people, groups=groups, ties=ties), before)
    assert after == {who: spot for who, spot in before.items() if who != gone}


def test_newcomers_stand_near_whom_they_know_and_nobody_moves() -> None:
    network = community()
    before = place(network)
    grown = replace(
        network,
        people=(*network.people, Person("new1", "新来的"), Person("new2"), Person("new3")),
        ties=(*network.ties, Tie("new1", "r1"), Tie("new2", "new1")),
    )
    after = place(grown, before)
    assert {who: after[who] for who in before} == before
    x, y = after["r1"]
    assert np.hypot(after["new1"][0] - x, after["new1"][1] - y) < 0.2
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in after.values())
    # Nobody they know is known: they are on the paper all the same, apart from everybody.
    apart = min(np.hypot(after["new3"][0] - x, after["new3"][1] - y) for x, y in before.values())
    assert apart > 0.01


def test_a_map_of_mostly_new_people_is_made_anew() -> None:
    network = of(("a", "b"), ("b", "c"), ("c", "d"))
    assert place(network, {"a": (0.1, 0.1)}) == place(network)
