"""What files of other programs and larger rosters must do, on made networks that every clone has.

`tests/oracles/networks.py` makes them and has networkx write them as files; `expected.json` holds what networkx 3.6.1
finds in them. The same is asked of networks researchers published where those lie on the machine
(test_real_networks.py).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.oracles.networks import MADE, RELATIONS, written
from workshop.model.network import Network, Relation
from workshop.network.draw.picture import place
from workshop.network.graph.graph import index
from workshop.network.graph.paths import betweenness
from workshop.network.io.parse import parse, parse_tables
from workshop.network.io.read import read
from workshop.network.io.read_child import in_child
from workshop.network.io.to_tables import csv_tables, graphml, workbook
from workshop.network.io.write_gexf import gexf
from workshop.network.measures.bridges import bridges
from workshop.network.measures.measures import indicators
from workshop.network.resilience.withdrawal import withdraw
from workshop.network.seeding.seeding import by_simple_spread, by_threshold

STORED = Path(__file__).with_name("expected.json")
EXPECTED = json.loads(STORED.read_text(encoding="utf-8"))["networks"]


@cache
def made(name: str) -> Network:
    return parse(f"{name}.graphml", written(name))


@pytest.mark.parametrize("name", MADE)
def test_a_file_networkx_wrote_is_read_whole(name: str) -> None:
    network, wanted = made(name), EXPECTED[name]
    assert (len(network.people) + len(network.groups), len(network.ties), network.directed) == (
        wanted["nodes"],
        wanted["ties"],
        wanted["directed"],
    )


def test_strengths_marks_and_relations_of_another_program_are_kept() -> None:
    strengths = sorted({tie.strength for tie in made("hall").ties})
    assert strengths == [1.0, 2.0, 3.0, 4.0, 5.0]
    marks = dict(made("firm").extra)
    assert len(marks) == 71
    assert {name for name, _ in marks["0"]} == {"status", "office", "seniority"}
    graph = MADE["doctors"]()
    found = sorted((tie.source, tie.target, str(tie.relation)) for tie in made("doctors").ties)
    assert found == sorted((one, other, word) for one, other, word in graph.edges(data="relation"))
    assert {relation for _, _, relation in found} == set(RELATIONS)


def test_two_mode_marks_become_groups_and_membership() -> None:
    network = made("events")
    assert (len(network.people), len(network.groups)) == (18, 14)
    assert network.people[0].label == "Evelyn Jefferson"
    assert {tie.relation for tie in network.ties} == {Relation.MEMBER}
    assert network.extra == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", MADE)
def test_a_network_of_another_program_survives_every_format(name: str) -> None:
    network = made(name)
    assert parse("a.graphml", graphml(network)) == network
    assert parse("a.gexf", gexf(network)) == network
    assert parse("a.xlsx", workbook(network, "zh")) == network
    assert parse_tables(csv_tables(network), "folder") == network


@pytest.mark.parametrize("name", ["hall", "managers"])
def test_a_child_process_reads_the_same(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.graphml"
    file.write_bytes(written(name))
    assert in_child({file.name: file.read_bytes()}).network == read(str(file)) == made(name)


@pytest.mark.parametrize("name", MADE)
def test_figures_are_those_networkx_finds(name: str) -> None:
    found, wanted = indicators(made(name), runs=1), EXPECTED[name]
    assert found.density == pytest.approx(wanted["density"])
    assert found.transitivity == pytest.approx(wanted["transitivity"])
    assert found.deepest_core == wanted["deepest_core"]
    assert betweenness(index(made(name)).links) == pytest.approx(wanted["betweenness"], abs=1e-12)


@pytest.mark.parametrize("count", [1, 2, 12])
@pytest.mark.parametrize("name", ["doctors", "events", "firm"])
def test_what_is_left_is_what_networkx_finds(name: str, count: int) -> None:
    wanted = EXPECTED[name]["without"][str(count)]
    found = withdraw(made(name), wanted["removed"])
    assert list(found.components) == wanted["components"]
    for figure in ("share_before", "share_after", "fragmentation_after", "distance_fragmentation_after"):
        assert getattr(found, figure) == pytest.approx(wanted[figure]), figure


def test_how_firm_a_shortlist_is_is_what_networkx_draws() -> None:
    """networkx lets a fifth be silent 400 times, we 40 times: the mean of five shares is within 0.12 (3 standard errors)."""
    kept = np.mean([bridge.kept_in_top for bridge in bridges(made("firm"))])
    assert kept == pytest.approx(EXPECTED["firm"]["kept_in_top"], abs=0.12)


def test_everybody_of_a_large_network_has_a_place_of_their_own() -> None:
    spots = place(made("doctors"))
    assert len(spots) == len(set(spots.values())) == 246
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in spots.values())


@pytest.mark.slow
@pytest.mark.parametrize("by", [by_simple_spread, by_threshold])
def test_whom_to_begin_with_reaches_no_fewer_than_lots_do(by: object) -> None:
    assert callable(by)
    found = by(made("doctors"), 5)
    assert found.reach[-1] >= found.lots.mean
