"""Whether ties have a direction, and the word on how that was decided. Expected directions are read off the tables by hand."""

from __future__ import annotations

import pytest

from tests.network.io.test_matrix import pairs, read
from workshop.network.io.parse import reading_of_tables
from workshop.network.measures.measures import measure


@pytest.mark.parametrize(
    "header",
    [
        "提名人,被提名人",
        "ego,alter",
        "respondent,nominee",
        "nominator,nominee",
        "谁,求助对象",
        "sender,receiver",
    ],
)
def test_headers_that_say_who_names_whom_give_a_direction(header: str) -> None:
    network, notes = read(f"{header}\n张三,李四\n李四,王五\n王五,李四\n")
    assert (network.directed, len(network.ties), notes["direction_named"]) == (True, 3, 1)
    assert pairs(network) == {("张三", "李四"), ("李四", "王五"), ("王五", "李四")}


def test_a_plain_list_with_pairs_both_ways_is_told_that_it_has_no_direction() -> None:
    network, notes = read("来源,对象\na,b\nb,a\nb,c\n")
    assert (network.directed, len(network.ties), notes) == (False, 3, {"direction_both_ways": 1})
    assert measure(network).measures.density == pytest.approx(2 / 3)
    remedy, _ = read("提名人,被提名人\na,b\nb,a\nb,c\n")
    assert remedy.directed


@pytest.mark.parametrize("header", ["row,col,value", "source,target,weight", "甲,乙,是否认识"])
def test_a_matrix_written_out_whose_halves_differ_has_a_direction(header: str) -> None:
    network, notes = read(f"{header}\nA,B,1\nB,A,0\nB,C,1\nC,B,0\nA,C,0\nC,A,1\n")
    assert (network.directed, pairs(network)) == (True, {("A", "B"), ("B", "C"), ("C", "A")})
    assert notes["direction_values"] == 1


def test_a_matrix_written_out_whose_halves_agree_has_none() -> None:
    network, notes = read("row,col,value\nA,B,1\nB,A,1\nB,C,1\nC,B,1\nA,C,0\nC,A,0\n")
    assert (network.directed, "direction_values" in notes) == (False, False)


@pytest.mark.parametrize(
    ("said", "directed"), [("true", True), ("有向", True), ("否", False), ("undirected", False)]
)
def test_a_column_for_the_direction_is_obeyed(said: str, directed: bool) -> None:
    network, notes = read(f"source,target,directed\nA,B,{said}\nB,C,{said}\n")
    assert (network.directed, notes["direction_column"]) == (directed, 1)


def test_a_column_that_says_both_is_told() -> None:
    network, notes = read("source,target,directed\nA,B,true\nB,C,false\n")
    assert (network.directed, notes["direction_mixed"]) == (False, 1)


def test_nothing_is_told_of_a_direction_that_its_own_sheet_states() -> None:
    """The sample's `network` says `directed: yes`; sixteen of its pairs stand both ways."""
    found = reading_of_tables(
        {
            "people.csv": b"id\na\nb\nc\n",
            "ties.csv": b"source,target\na,b\nb,a\nb,c\n",
            "network.csv": b"name,directed\nx,yes\n",
        },
        "folder",
    )
    assert (found.network.directed, found.notes) == (True, ())


@pytest.mark.parametrize("header", ["from,to", "从,到"])
def test_headers_that_may_mean_a_direction_are_told_to_give_none(header: str) -> None:
    network, notes = read(f"{header}\na,b\nb,c\n")
    assert (network.directed, notes) == (False, {"direction_not_taken": 1})
