"""What is written and read again is the same network."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import networkx as nx
import openpyxl
import pytest
from hypothesis import given

from tests.network.networks import BUILTIN, networks
from tests.properties import examples
from workshop.model.network import About, Building, Group, GroupLife, LifeChange, Network, Person, Remark, Tie
from workshop.network.io.parse import parse, parse_tables
from workshop.network.io.read import read
from workshop.network.io.to_tables import csv_tables, graphml, workbook
from workshop.network.io.write_gexf import gexf


@examples(40)
@given(networks(loops=True))
def test_graphml_gives_the_same_network_back(network: Network) -> None:
    assert parse("a.graphml", graphml(network)) == network


@examples(40)
@given(networks(loops=True))
def test_gexf_gives_the_same_network_back(network: Network) -> None:
    assert parse("a.gexf", gexf(network)) == network


@examples(40)
@given(networks(loops=True))
def test_csv_tables_give_the_same_network_back(network: Network) -> None:
    assert parse_tables(csv_tables(network), "folder") == network


@examples(12)
@given(networks(loops=True))
def test_a_workbook_gives_the_same_network_back_in_both_languages(network: Network) -> None:
    assert parse("a.xlsx", workbook(network, "zh")) == network
    assert parse("a.xlsx", workbook(network, "en")) == network


@pytest.mark.parametrize("name", BUILTIN)
def test_built_in_networks_survive_every_format(name: str) -> None:
    network = read(f"builtin:{name}")
    assert parse("a.graphml", graphml(network)) == network
    assert parse("a.gexf", gexf(network)) == network
    assert parse("a.xlsx", workbook(network, "zh")) == network
    assert parse_tables(csv_tables(network), "folder") == network


def test_a_zip_of_tables_is_read() -> None:
    network = read("builtin:davis")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in csv_tables(network).items():
            archive.writestr(f"camp/{name}", data)
    assert parse("camp.zip", file.getvalue()) == network


def test_no_cell_becomes_a_formula() -> None:
    """Payloads from the usual lists: = + - @ tab, and their full-width twins."""
    payloads = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0")
    network = Network(
        tuple(Person(f"p{i}", text) for i, text in enumerate(payloads)), ties=(Tie("p0", "p1"),)
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook(network, "en")))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    rows = csv_tables(network)["people.csv"].decode("utf-8-sig").splitlines()[1:]
    assert all(row.split(",")[1].lstrip('"').startswith("'") for row in rows)


def test_csv_opens_as_chinese_in_excel() -> None:
    assert all(data.startswith(b"\xef\xbb\xbf") for data in csv_tables(read("builtin:kite")).values())


WHOLE = Network(
    (Person("R01", building="1"), Person("R02")),
    (Group("G1", "舞蹈队"),),
    (Tie("R01", "R02", trust=3, wave="2"), Tie("R02", "G1", "sings with")),
    buildings=(Building("1", "一号楼", 48),),
    remarks=(Remark("R01", About.BLOCKED, word="O7", reporter="R02", when=date(2026, 3, 1)),),
    changes=(LifeChange("G1", GroupLife.SPROUT, date(2025, 4, 1), '"<三个人>"'),),
)


def test_what_is_no_node_or_edge_does_not_disturb_other_programs() -> None:
    """Read by another library, which knows nothing of our lists in the head of the file."""
    plain = nx.read_graphml(io.BytesIO(graphml(WHOLE)))
    gephi = nx.read_gexf(io.BytesIO(gexf(WHOLE)))
    for graph in (plain, gephi):
        assert sorted(graph) == ["G1", "R01", "R02"]
        assert graph.number_of_edges() == 2
        assert graph.edges["R01", "R02"]["trust"] == 3.0
        assert graph.edges["R01", "R02"]["wave"] == "2"


def test_a_table_nobody_filled_comes_back_empty() -> None:
    bare = Network((Person("R01"),))
    assert parse_tables(csv_tables(bare), "folder") == bare
    assert set(csv_tables(bare)) == {
        f"{name}.csv" for name in ("people", "groups", "ties", "buildings", "remarks", "life", "network")
    }
