"""Columns that say whether a pair has a tie, and how strong it is. Expected ties are read off the tables by hand."""

from __future__ import annotations

import pytest

from tests.network.io.test_matrix import pairs, read, refused
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


@pytest.mark.parametrize("cell", ["认识、信任", "认识/信任", "认识和信任", "knows; trust"])
def test_a_cell_with_two_known_relations_is_two_ties(cell: str) -> None:
    network, notes = read(f"来源,对象,关系\n张三,李四,{cell}\n李四,王五,认识\n")
    assert [(tie.target, tie.relation) for tie in network.ties] == [
        ("李四", Relation.KNOWS),
        ("李四", Relation.TRUSTS),
        ("王五", Relation.KNOWS),
    ]
    assert notes == {"relations_apart": 1}


def test_a_relation_of_the_camps_own_words_stays_whole() -> None:
    network, _ = read("来源,对象,关系\n张三,李四,认识和打牌\n")
    assert [str(tie.relation) for tie in network.ties] == ["认识和打牌"]


def test_what_is_said_again_with_another_strength_does_not_repeat_exactly() -> None:
    _, notes = read("姓名,强度,认识的人\n张三,5,李四\n张三,2,李四\n")
    assert (notes["said_otherwise"], "said_twice" in notes) == (1, False)
    _, notes = read("姓名,强度,认识的人\n张三,2,李四\n张三,2,李四\n")
    assert (notes["said_twice"], "said_otherwise" in notes) == (1, False)


def test_two_rows_of_one_name_are_told_with_their_places() -> None:
    network, notes = read("姓名,楼栋,认识的人\n张三,1栋,李四\n张三,5栋,王五\n李四,2栋,张三\n")
    assert (notes["answered_again"], len(network.people)) == (1, 3)


def test_a_grid_in_words_is_a_matrix() -> None:
    rows = "姓名,张三,李四,王五\n张三,自己,认识,不认识\n李四,认识,自己,认识\n王五,不认识,认识,自己\n"
    network, notes = read(rows)
    assert (pairs(network), notes) == ({("张三", "李四"), ("李四", "王五")}, {"matrix_both_ways": 1})
    network, notes = read(rows.replace("不认识", "矛盾"))
    assert [tie.target for tie in discord(network)] == ["王五"]
    assert notes["discord"] == 1


def test_a_word_in_a_grid_that_is_not_understood_is_shown_with_its_place() -> None:
    rows = "姓名,张三,李四,王五\n张三,/,很熟,不认识\n李四,很熟,/,不认识\n王五,不认识,不认识,/\n"
    assert refused(rows) == [("network.matrix_cell", 2, "李四"), ("network.matrix_cell", 3, "张三")]
