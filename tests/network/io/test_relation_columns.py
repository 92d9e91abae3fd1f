"""Columns that say whether a pair has a tie, and how strong it is. Expected ties are read off the tables by hand."""

from __future__ import annotations

import pytest

from tests.network.io.test_matrix import pairs, read
from workshop.model.network import Relation
from workshop.network.graph.discord import discord
from workshop.network.io.parse import parse


@pytest.mark.parametrize(
    "header",
    [
        "关系",
        "relation",
        "type",
        "联系",
        "tie",
        "有无联系",
        "是否有联系",
        "有无关系",
        "connected",
        "是否认识",
    ],
)
@pytest.mark.parametrize(
    ("yes", "no"), [("1", "0"), ("是", "否"), ("有", "无"), ("有", "没有"), ("yes", "no")]
)
def test_a_no_is_no_tie(header: str, yes: str, no: str) -> None:
    network, notes = read(f"来源,对象,{header}\n张三,李四,{yes}\n张三,王五,{no}\n李四,王五,{yes}\n")
    assert pairs(network) == {("张三", "李四"), ("李四", "王五")}
    assert ({tie.relation for tie in network.ties}, len(network.people)) == ({Relation.KNOWS}, 3)
    assert notes == {"relation_flags": 1}


def test_a_tie_that_is_there_keeps_its_strength() -> None:
    network, _ = read("source,target,tie,weight\na,b,1,3\na,c,0,2\nb,c,1,5\n")
    assert {(tie.source, tie.target, tie.strength) for tie in network.ties} == {("a", "b", 3), ("b", "c", 5)}


def test_a_file_of_yes_and_no_is_named_after_its_relation() -> None:
    (tie,) = parse("信任.csv", "来源,对象,关系\n张三,李四,是\n张三,王五,否\n".encode()).ties
    assert (tie.target, tie.relation) == ("李四", Relation.TRUSTS)


def test_words_for_kinds_of_ties_stay_relations() -> None:
    network, notes = read("source,target,type\na,b,朋友\na,c,1\nb,c,亲戚\n")
    assert ([str(tie.relation) for tie in network.ties], notes) == (["朋友", "1", "亲戚"], {})


@pytest.mark.parametrize("header", ["次数", "联系频率", "Edge Weight", "frequency"])
def test_counted_contacts_are_a_strength(header: str) -> None:
    network, notes = read(f"source,target,{header}\na,b,3\nb,c,1\nc,d,0\n")
    assert [tie.strength for tie in network.ties] == [3, 1]
    assert notes == {"strength_from": 1, "strength_zero": 1}


def test_how_often_in_words_is_set_aside_as_before() -> None:
    network, notes = read("source,target,联系频率\na,b,经常\nb,c,偶尔\n")
    assert ([tie.strength for tie in network.ties], notes) == ([1, 1], {"tie_columns_left": 1})


@pytest.mark.parametrize(("good", "ill"), [("1", "-1"), ("+", "-"), ("positive", "negative"), ("正", "负")])
def test_a_sign_tells_discord(good: str, ill: str) -> None:
    network, notes = read(f"source,target,sign\na,b,{good}\nb,c,{ill}\n")
    assert ([tie.strength for tie in network.ties], notes["strength_from"]) == ([1, -1], 1)
    network, _ = read(f"source,target,weight,sign\na,b,2,{good}\nb,c,3,{ill}\n")
    assert ([tie.strength for tie in network.ties], len(discord(network))) == ([2, -3], 1)
