"""An end that is not found says why: written in another form on the list, or the name of several."""

from __future__ import annotations

import pytest

from tests.network.io.workbooks import Cell, book
from workshop.base.text import LANGUAGES, explain
from workshop.network.io.imported import Alike
from workshop.network.io.parse import examine

TEXT: tuple[tuple[str, str], ...] = (("001", "张三"), ("002", "李四"))


def why(ties: list[list[Cell]], people: tuple[tuple[str, str], ...] = TEXT) -> list[tuple[str, object]]:
    data = book({"people": [["id", "name"], *map(list, people)], "ties": [["source", "target"], *ties]})
    found = examine({"t.xlsx": data})
    assert all(explain(language, problem) for problem in found.problems for language in LANGUAGES)
    return [
        (problem.code, problem.values.get("known", problem.values.get("ids"))) for problem in found.problems
    ]


@pytest.mark.parametrize("written", [1, "1", "01", "1.0", "００１"])
def test_an_id_written_in_another_form_is_proposed_and_not_joined(written: Cell) -> None:
    assert why([[written, "002"]]) == [("network.end_in_other_form", "001")]


def test_a_name_that_several_have_asks_for_the_id() -> None:
    people = (("A1", "张三"), ("A2", "李四"), ("A3", "张三"))
    assert why([["张三", "李四"]], people) == [("network.end_of_several", "A1、A3")]
    assert why([["A1", "李四"]], people) == []


def test_somebody_on_no_list_is_still_said_to_be_on_none() -> None:
    assert why([["3", "002"]]) == [("network.unknown_end", None)]


def test_a_matrix_beside_a_list_asks_in_the_same_words() -> None:
    knows: list[list[Cell]] = [["", "张三", "李四"], ["张三", 0, 1], ["李四", 1, 0]]
    data = book({"people": [["id", "name"], ["A1", "张三"], ["A2", "李四"], ["A3", "张三"]], "knows": knows})
    assert {problem.code for problem in examine({"t.xlsx": data}).problems} == {"network.end_of_several"}


def test_ends_of_a_graph_file_are_proposed_in_their_form() -> None:
    graph = '<graphml><graph><node id="001"/><node id="b"/><edge source="1" target="b"/></graph></graphml>'
    (problem,) = examine({"t.graphml": graph.encode()}).problems
    assert (problem.code, problem.values["known"]) == ("network.end_in_other_form", "001")


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("001,2\n002,1\n", (("001", "1"), ("2", "002"))),
        ("1.0,3\n1,4\n", (("1.0", "1"),)),
        ("1.5,15\n10,1.0\n", ()),
    ],
)
def test_ids_that_differ_in_form_only_are_told(ties: str, expected: tuple[tuple[str, str], ...]) -> None:
    found = examine({"t.csv": f"source,target\n{ties}".encode()})
    assert found.alike == tuple(Alike(one, other, "same") for one, other in expected)
    assert found.network is not None
    assert len(found.network.ties) == 2
