"""Pajek files whose vertices are counted or named in their own way. Expected people by networkx where it reads the file."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.network.io.test_graph_formats import ends, read, refused
from workshop.model.network import Person


def test_vertices_may_be_counted_from_zero() -> None:
    text = '*Vertices 3\n0 "Ann"\n1 "Bob"\n2 "Cat"\n*Arcs\n0 1 1\n1 2 1\n'
    network, notes = read("a.net", text)
    graph = nx.parse_pajek(text.splitlines())
    assert [person.label for person in network.people] == list(graph) == ["Ann", "Bob", "Cat"]
    assert ends(network) == [("0", "1"), ("1", "2")]
    assert notes["from_zero"] == (3, ())


def test_groups_and_matrices_are_counted_from_zero_with_the_people() -> None:
    network, _ = read("a.net", "*Vertices 3 2\n0 a\n1 b\n2 g\n*Edges\n0 2\n")
    assert ([one.id for one in network.people], [one.id for one in network.groups]) == (["0", "1"], ["2"])
    network, _ = read("a.net", "*Vertices 2\n0 a\n1 b\n*Matrix\n0 1\n0 0\n")
    assert ends(network) == [("0", "1")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("*Vertices 3\n1 a\n2 b\n4 d\n*Edges\n1 2\n", 4),
        ("*Vertices 3\n0 a\n1 b\n3 d\n", 4),
        ("*Vertices 2\n7 a\n", 2),
    ],
)
def test_a_number_beyond_the_count_is_nobody_else(text: str, row: int) -> None:
    assert refused("a.net", text) == ("network.pajek_number", {"file": "a.net", "row": row})


def test_an_end_of_zero_where_nobody_is_called_so_is_refused() -> None:
    assert refused("a.net", "*Vertices 3\n*Arcs\n0 1\n") == (
        "network.unknown_end",
        {"file": "a.net", "row": 3},
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("1 Ann Lee", "Ann Lee"),
        ("1 Ann Mary Lee 0.1 0.25 0.5 ellipse ic Red", "Ann Mary Lee"),
        ("1 王 阿姨 0.1 0.2", "王 阿姨"),
        ("1 Room 5", "Room 5"),
        ("1 Ann L Lee", "Ann L Lee"),
        ("1 Ann box ic Red", "Ann"),
        ("1 Ann ic Red bc Blue", "Ann"),
        ('1 "Ann Lee" 0.1 0.2', "Ann Lee"),
        ("1 Ann 0.1 0.2 0.5", "Ann"),
        ("1 Ann [1-5]", "Ann"),
        ('1 ""', ""),
        ("1", ""),
    ],
)
def test_a_name_without_quotes_keeps_all_its_words(line: str, name: str) -> None:
    network, notes = read("a.net", f"*Vertices 1\n{line}\n")
    assert network.people == (Person("1", name),)
    assert ("names_unquoted" in notes) == (" " in name and '"' not in line)
