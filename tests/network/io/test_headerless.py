"""A list without a header: its first row is a tie, or is asked about; it is never lost."""

from __future__ import annotations

import pytest

from tests.network.io.workbooks import book
from workshop.network.io.imported import Choices
from workshop.network.io.parse import examine


def ties(text: str, name: str = "a.csv") -> list[tuple[str, str, float]]:
    found = examine({name: text.encode()})
    assert found.network is not None, found.problems
    assert "no_header" in [note.code for note in found.notes]
    return [(tie.source, tie.target, tie.strength) for tie in found.network.ties]


@pytest.mark.parametrize(
    ("text", "name", "n"),
    [
        ("1 2\n2 3\n3 1\n", "a.txt", 3),
        ("1\t2\n2\t3\n", "a.tsv", 2),
        ("% sym unweighted\n% 3 4\n1 2\n2 3\n3 4\n", "a.txt", 3),
        ("# Nodes: 4 Edges: 3\n# FromNodeId\tToNodeId\n0\t1\n0\t2\n1\t3\n", "a.txt", 3),
        ("甲,乙\n乙,丙\n丙,丁\n", "a.csv", 3),
        ("甲,乙\n丙,丁\n", "a.csv", 2),
        ("甲,乙,认识\n乙,丙,信任\n", "a.csv", 2),
        ("王芳，李明\n李明，赵勇\n", "a.csv", 2),
        ("a|b\nb|c\nc|a\n", "a.csv", 3),
    ],
)
def test_the_first_row_of_a_list_without_a_header_is_a_tie(text: str, name: str, n: int) -> None:
    """As many ties as lines that are no comments."""
    assert len(ties(text, name)) == n


def test_a_third_column_of_figures_is_the_strength() -> None:
    assert ties("1,2,0.5\n1,3,1\n2,3,0.25\n") == [("1", "2", 0.5), ("1", "3", 1.0), ("2", "3", 0.25)]
    assert ties("Anna,Bob,2\nCara,Dan,1\n") == [("Anna", "Bob", 2.0), ("Cara", "Dan", 1.0)]


@pytest.mark.parametrize(
    "text", ["Anna,Bob\nCara,Dan\nEve,Fay\n", "1 2 1082040961\n3 4 1082155839\n", "a,b,x\nb,c,y\n"]
)
def test_what_is_not_certain_is_asked_about(text: str) -> None:
    """Names that do not return may be headers, a third column of seconds is no strength, of words no relation."""
    found = examine({"a.txt": text.encode()})
    assert found.network is None
    assert {problem.code for problem in found.problems} == {"table.no_column"}


def test_a_usual_header_is_one_though_its_words_are_names_as_well() -> None:
    network = examine({"a.csv": "甲,乙\n王芳,李明\n李明,赵勇\n".encode()}).network
    assert network is not None
    assert len(network.ties) == 2


def test_a_sheet_alone_may_have_no_header_either() -> None:
    network = examine({"a.xlsx": book({"Sheet1": [[1, 2], [2, 3], [3, 4]]})}).network
    assert network is not None
    assert len(network.ties) == 3


def test_the_header_is_where_somebody_says_it_is() -> None:
    """A preview shows the row; moved there, the rows above are left out."""
    data = {"a.csv": "来源,对象\n从,到\n1,2\n".encode()}
    first = examine(data)
    assert first.seen[0].header_row == 1
    moved = examine(data, Choices(headers=(("a", 2),)))
    assert moved.network is not None
    assert [tie.source for tie in moved.network.ties] == ["1"]
    assert moved.seen[0].header_row == 2
