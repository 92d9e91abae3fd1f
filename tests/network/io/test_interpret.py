"""What the attributes of a graph file mean, whatever its format."""

from __future__ import annotations

import io

import networkx as nx
import pytest

from tests.network.io.test_graph_formats import read
from workshop.model.network import Network, Person, Tie
from workshop.network.io.parse import parse, parse_tables
from workshop.network.io.to_tables import csv_tables, graphml, workbook

TIES = [("a", "b", 0.0), ("b", "c", 2.0)]


def with_zero(ending: str) -> str:
    """The ties of `TIES` in a format, as a library or a person writes them."""
    graph = nx.Graph()
    graph.add_weighted_edges_from(TIES)
    if ending in ("graphml", "gexf"):
        file = io.BytesIO()
        {"graphml": nx.write_graphml, "gexf": nx.write_gexf}[ending](graph, file)
        return file.getvalue().decode()
    return {
        "gml": "\n".join(nx.generate_gml(graph)),
        "net": '*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*Edges\n1 2 0\n2 3 2\n',
        "json": '{"nodes":[{"id":"a"},{"id":"b"},{"id":"c"}],"links":[{"source":"a","target":"b","weight":0},'
        '{"source":"b","target":"c","weight":2}]}',
        "dl": "dl n=3 format=edgelist1\nlabels:\na,b,c\ndata:\n1 2 0\n2 3 2\n",
        "edgelist": "a b 0\nb c 2\n",
        "ncol": "a b 0\nb c 2\n",
        "lgl": "# a\nb 0\n# b\nc 2\n",
        "csv": "source,target,strength\na,b,0\nb,c,2\n",
    }[ending]


@pytest.mark.parametrize(
    "ending", ["graphml", "gexf", "gml", "net", "json", "dl", "edgelist", "ncol", "lgl", "csv"]
)
def test_a_strength_of_zero_is_no_tie_in_any_format(ending: str) -> None:
    # By hand: one tie of three people, the other one told. A CSV file of ties has always been read so.
    network, notes = read(f"t.{ending}", with_zero(ending))
    called = {person.id: person.label or person.id for person in network.people}
    assert sorted(called.values()) == ["a", "b", "c"]
    assert [(called[tie.source], called[tie.target], tie.strength) for tie in network.ties] == [
        ("b", "c", 2.0)
    ]
    assert notes["strength_zero"][0] == 1


def test_our_own_files_keep_a_strength_of_zero() -> None:
    network = Network((Person("a"), Person("b")), ties=(Tie("a", "b", strength=0.0),))
    assert parse("t.graphml", graphml(network)).ties == network.ties
    assert parse("t.xlsx", workbook(network, "en")).ties == network.ties
    assert parse_tables(csv_tables(network), "t").ties == network.ties


def labelled(*labels: str, weight: str = "") -> str:
    edges = "".join(
        f'<edge source="a" target="b"><data key="l">{label}</data>{weight}</edge>' for label in labels
    )
    keys = '<key id="l" for="edge" attr.name="label"/><key id="w" for="edge" attr.name="weight" attr.type="double"/>'
    return (
        f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{keys}<graph edgedefault="undirected">'
        f'<node id="a"/><node id="b"/>{edges}</graph></graphml>'
    )


def test_what_is_written_on_a_line_is_its_relation_or_strength_and_told() -> None:
    network, notes = read("a.graphml", labelled("冲突", "互助"))
    assert [str(tie.relation) for tie in network.ties] == ["冲突", "helps"]
    assert notes["labels_relation"] == (2, ("冲突", "互助"))
    assert "tie_columns_left" not in notes
    network, notes = read("a.graphml", labelled("3", "0.5"))
    assert [tie.strength for tie in network.ties] == [3.0, 0.5]
    assert notes["labels_strength"] == (2, ("3", "0.5"))
    assert "tie_columns_left" not in notes


def test_numbers_on_lines_that_only_count_them_are_left_and_told() -> None:
    for text in (labelled("1", "2", "3"), labelled("3", "5", weight='<data key="w">2</data>')):
        network, notes = read("a.graphml", text)
        assert {(str(tie.relation), tie.strength) for tie in network.ties} <= {("knows", 1.0), ("knows", 2.0)}
        assert notes["tie_columns_left"] == (1, ("label",))
