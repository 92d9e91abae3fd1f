"""Adjacency lists are read as networkx reads them, and told from lists of ties or asked about."""

from __future__ import annotations

import io
import json

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.io.test_graph_formats import ends, graphs, read, refused
from tests.network.io.workbooks import book
from tests.properties import examples
from workshop.model.network import Person, Tie
from workshop.network.io.parse import examine

CYCLE = "1 2 4\n2 1 3\n3 2 4\n4 1 3\n"
TRIANGLE = "0 1 2\n1 2\n2\n"


def pairs(graph: nx.Graph) -> list[tuple[str, ...]]:  # type: ignore[type-arg]
    return sorted(tuple(sorted(map(str, edge[:2]))) for edge in graph.edges)


@given(graphs(), st.booleans())
@examples(100)
def test_what_networkx_writes_for_each_node_is_read(graph: nx.Graph, a_line_each: bool) -> None:  # type: ignore[type-arg]
    file = io.BytesIO()
    plain = nx.Graph(graph)
    # Without a tie the two forms differ in nothing: `0 0` is then somebody tied to themselves.
    a_line_each = a_line_each and bool(plain.edges)
    (nx.write_multiline_adjlist if a_line_each else nx.write_adjlist)(plain, file)
    network, _ = read("a.adjlist", file.getvalue())
    assert sorted(tuple(sorted(pair)) for pair in ends(network)) == pairs(plain)
    assert {person.id for person in network.people} == {str(node) for node in plain}
    assert {tie.strength for tie in network.ties} <= {1.0}


@given(graphs())
@examples(100)
def test_adjacency_data_has_the_same_ties(graph: nx.Graph) -> None:  # type: ignore[type-arg]
    network, _ = read("a.json", json.dumps(nx.adjacency_data(graph)))
    ours = sorted(
        (
            *((tie.source, tie.target) if graph.is_directed() else sorted((tie.source, tie.target))),
            tie.strength,
        )
        for tie in network.ties
    )
    assert network.directed == graph.is_directed() or not ours
    theirs = sorted(
        (*((str(a), str(b)) if graph.is_directed() else sorted((str(a), str(b)))), weight)
        for a, b, weight in graph.edges(data="weight")
    )
    assert ours == theirs


@pytest.mark.parametrize("name", ["a.adjlist", "a.edgelist", "a.dat"])
@pytest.mark.parametrize("text", [CYCLE, TRIANGLE, "Ann Bob Cat\nBob Cat\nCat\n"])
def test_a_third_name_is_no_strength(name: str, text: str) -> None:
    expected = nx.parse_adjlist(text.splitlines())
    network, notes = read(name, text)
    assert sorted(tuple(sorted(pair)) for pair in ends(network)) == pairs(expected)
    assert {tie.strength for tie in network.ties} == {1.0}
    assert notes["adjacency_list"] == (expected.number_of_edges(), ())


def test_who_stands_alone_in_an_adjacency_list_has_no_ties() -> None:
    network, _ = read("a.adjlist", "甲 乙\n丙\n")
    assert ends(network) == [("甲", "乙")]
    assert network.people == (Person("甲"), Person("乙"), Person("丙"))


def test_a_third_word_that_is_nobody_is_a_strength() -> None:
    network, notes = read("a.edgelist", "1 2 0.5\n2 3\n3 1 2\n")
    assert network.ties == (Tie("1", "2", strength=0.5), Tie("2", "3"), Tie("3", "1", strength=2.0))
    assert "adjacency_list" not in notes
    assert [tie.strength for tie in read("a.edgelist", "1 2 3\n2 3 1\n")[0].ties] == [3.0, 1.0]


def test_a_third_word_that_may_be_either_is_asked_about() -> None:
    assert refused("a.edgelist", "0 1 2\n1 2\n") == ("network.list_thirds", {"file": "a.edgelist", "row": 1})


def test_a_json_whose_ties_cannot_be_found_says_so() -> None:
    assert read("a.json", '{"nodes":[{"id":"a"},{"id":"b"}]}')[1]["no_links"] == (2, ())
    assert "no_links" not in read("a.json", '{"nodes":[{"id":"a"}],"links":[]}')[1]
    assert refused("a.json", '{"nodes":[{"id":"a"},{"id":"b"}],"adjacency":[[{"id":"b"}]]}') == (
        "network.json_neighbours",
        {"file": "a.json"},
    )


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.edgelist"])
def test_every_tie_at_both_ends_shows_an_adjacency_list_in_a_table_too(name: str) -> None:
    text = CYCLE.replace(" ", ",") if name == "a.csv" else CYCLE
    network, notes = read(name, text)
    assert sorted(tuple(sorted(pair)) for pair in ends(network)) == pairs(nx.cycle_graph(range(1, 5)))
    assert notes["adjacency_list"] == (4, ())


@pytest.mark.parametrize("text", ["1,2,3\n2,1,3\n", "1,2,4\n2,1,3\n3,2,4\n4,1,2\n", "a,b,c\na,c,b\n"])
def test_what_may_be_strengths_is_no_adjacency_list(text: str) -> None:
    assert "adjacency_list" not in {note.code for note in examine({"a.csv": text.encode()}).notes}


@pytest.mark.parametrize("sign", [",", ";", "\t", " | "])
@pytest.mark.parametrize("name", ["a.edgelist", "a.adjlist"])
def test_a_name_keeps_its_spaces_where_another_sign_parts_the_line(name: str, sign: str) -> None:
    lines = (("Ann Lee", "Bob"), ("Bob", "Cat Lee"), ("Cat Lee", "Ann Lee"))
    network, _ = read(name, "\n".join(map(sign.join, lines)) + "\n")
    assert ends(network) == list(lines)


def test_blanks_part_a_line_beside_another_sign_where_numbers_stand() -> None:
    assert read("a.edgelist", "1\t2 0.5\n2\t3 1\n")[0].ties == (Tie("1", "2", strength=0.5), Tie("2", "3"))


def test_blank_cells_of_a_spreadsheet_are_nobody() -> None:
    network, _ = read("a.adjlist", "Ann Lee,Bob,Cat\nBob,,\nDan Lee\n,,\n")
    assert [person.id for person in network.people] == ["Ann Lee", "Bob", "Cat", "Dan Lee"]
    assert ends(read("a.edgelist", "a\t\tb\nb\tc\t\n")[0]) == [("a", "b"), ("b", "c")]
    assert refused("a.edgelist", "a,,b\nb,c,2\n") == ("network.list_line", {"file": "a.edgelist", "row": 1})
    assert refused("a.adjlist", "a,b\n,c\n") == ("network.list_line", {"file": "a.adjlist", "row": 2})


def test_an_adjacency_list_in_a_workbook_is_one() -> None:
    found = examine(
        {"a.xlsx": book({"Sheet1": [list(map(int, line.split())) for line in CYCLE.splitlines()]})}
    )
    assert found.network is not None
    assert {tie.strength for tie in found.network.ties} == {1.0}
    assert len(found.network.ties) == 4
