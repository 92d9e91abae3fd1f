"""The five networks researchers published, where they lie (MENGYA_TEST_NETWORKS); elsewhere this file is not collected.

What they guard is guarded in every clone by test_made_networks.py.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.network.networks import FIVE, real
from workshop.model.network import Relation
from workshop.network.draw.picture import place
from workshop.network.io.parse import parse, parse_tables
from workshop.network.io.read import read
from workshop.network.io.read_child import in_child
from workshop.network.io.to_tables import csv_tables, graphml, workbook
from workshop.network.io.write_gexf import gexf
from workshop.network.measures.bridges import bridges
from workshop.network.resilience.withdrawal import withdraw
from workshop.network.seeding.seeding import by_simple_spread, by_threshold


@pytest.mark.parametrize(
    ("name", "people", "groups", "ties", "directed"),
    # Sizes as the data's own README gives them.
    [
        ("hall", 217, 0, 2672, True),
        ("physicians", 246, 0, 1099, True),
        ("law_advice", 71, 0, 892, True),
        ("ht_friends", 21, 0, 102, True),
        ("southern_women", 18, 14, 89, False),
    ],
)
def test_foreign_files_are_read_whole(name: str, people: int, groups: int, ties: int, directed: bool) -> None:
    network = read(real(name))
    assert (len(network.people), len(network.groups), len(network.ties), network.directed) == (
        people,
        groups,
        ties,
        directed,
    )


def test_two_mode_marks_become_groups_and_membership() -> None:
    network = read(real("southern_women"))
    assert network.people[0].label == "EVELYN"
    assert {tie.relation for tie in network.ties} == {Relation.MEMBER}
    assert network.extra == ()


@pytest.mark.parametrize("name", FIVE[:2])
def test_a_child_process_reads_the_same(name: str) -> None:
    path = Path(real(name))
    assert in_child({path.name: path.read_bytes()}).network == read(str(path))


@pytest.mark.parametrize("name", FIVE)
def test_real_networks_survive_every_format(name: str) -> None:
    network = read(real(name))
    assert parse("a.graphml", graphml(network)) == network
    assert parse("a.gexf", gexf(network)) == network
    assert parse("a.xlsx", workbook(network, "zh")) == network
    assert parse_tables(csv_tables(network), "folder") == network


def test_everybody_of_a_large_network_has_a_place_of_their_own() -> None:
    spots = place(read(real("physicians")))
    assert len(spots) == len(set(spots.values())) == 246


def test_the_stability_of_a_real_shortlist_is_near_the_measured_one() -> None:
    """With a fifth silent 52 % of Lazega's top five stay (average over 40 draws of a directed nomination network)."""
    kept = np.mean([bridge.kept_in_top for bridge in bridges(read(real("law_advice")))])
    assert 0.4 < kept < 0.9


@pytest.mark.parametrize("count", [1, 2, 12])
def test_the_worst_that_is_found_is_no_better_than_what_is_asked(count: int) -> None:
    network = read(real("physicians"))
    found = withdraw(network, [person.id for person in network.people[:count]])
    assert found.worst.share <= found.share_after


def test_whom_to_begin_with_reaches_no_fewer_than_lots_do() -> None:
    network = read(real("physicians"))
    for by in (by_simple_spread, by_threshold):
        found = by(network, 5)
        assert found.reach[-1] >= found.lots.mean
