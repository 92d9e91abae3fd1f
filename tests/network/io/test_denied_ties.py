"""Relations and questions that deny a tie or tell of discord. Expected ties are read off the tables by hand."""

from __future__ import annotations

import pytest

from tests.network.io.test_matrix import pairs, read, refused, told, workbook
from workshop.base.text import LANGUAGES, explain
from workshop.model.network import Network
from workshop.network.graph.discord import discord, holding
from workshop.network.io.imported import Imported
from workshop.network.io.parse import examine, parse


def held(network: Network) -> set[tuple[str, str]]:
    return {(tie.source, tie.target) for tie in holding(network)}


@pytest.mark.parametrize(
    "question",
    [
        "Who do you NOT get along with?",
        "您和谁关系不好？",
        "谁让您不舒服？",
        "不想和谁做邻居",
        "不愿共事的人",
    ],
)
def test_a_question_for_discord_holds_nobody_together(question: str) -> None:
    network, notes = read(f"姓名,认识的人,{question}\nAnn,Bob,Cat\nBob,Ann,Cat\nCat,Bob,\n")
    assert held(network) == {("Ann", "Bob"), ("Bob", "Ann"), ("Cat", "Bob")}
    assert (len(discord(network)), notes["discord"]) == (2, 2)


@pytest.mark.parametrize("question", ["不认识的人", "您从没来往过的人", "Who do you never talk to?"])
def test_a_question_for_who_is_unknown_makes_no_tie(question: str) -> None:
    network, notes = read(f"姓名,认识的人,{question}\nAnn,Bob,Cat\nBob,Ann,Cat\nCat,Bob,\n")
    assert pairs(network) == {("Ann", "Bob"), ("Bob", "Ann"), ("Cat", "Bob")}
    assert (len(network.people), notes["ties_denied"]) == (3, 2)


@pytest.mark.parametrize(
    "value", ["不来往", "不认识", "没有联系", "does not know", "no contact", "none", "无"]
)
def test_a_relation_that_denies_itself_makes_no_tie(value: str) -> None:
    network, notes = read(f"source,target,relation\na,b,朋友\nb,c,{value}\n")
    assert (pairs(network), len(network.people), notes["ties_denied"]) == ({("a", "b")}, 3, 1)


@pytest.mark.parametrize("value", ["断交", "关系紧张", "does not get along"])
def test_a_relation_of_discord_holds_nobody(value: str) -> None:
    network, _ = read(f"source,target,relation\na,b,朋友\nb,c,{value}\n")
    assert (held(network), len(discord(network))) == ({("a", "b")}, 1)


def test_a_negation_not_understood_is_asked_about() -> None:
    text = "source,target,relation\na,b,朋友\nb,c,不倒翁\n"
    assert refused(text) == [("network.negated", 3, "relation")]
    (problem,) = examine({"t.csv": text.encode()}).problems
    assert all("不倒翁" in explain(language, problem) for language in LANGUAGES)
    for remedy, ties, discords in (("不和", 2, 1), ("没有联系", 1, 0), ("朋友", 2, 0)):
        network, _ = read(text.replace("不倒翁", remedy))
        assert (len(network.ties), len(discord(network))) == (ties, discords)


def test_a_graph_file_is_held_to_the_same_words() -> None:
    data = b"""<graphml><key id="r" for="edge" attr.name="relation" attr.type="string"/><graph edgedefault="undirected">
    <node id="a"/><node id="b"/><node id="c"/><edge source="a" target="b"><data key="r">does not know</data></edge>
    <edge source="b" target="c"><data key="r">broken off</data></edge></graph></graphml>"""
    network = parse("map.graphml", data)
    assert (len(network.people), held(network), len(discord(network))) == (3, set(), 1)


SQUARE = (("", "A", "B", "C"), ("A", 0, 1, 0), ("B", 1, 0, 1), ("C", 0, 1, 0))


def opened(sheet: str, rows: tuple[tuple[object, ...], ...]) -> Imported:
    return examine({"b.xlsx": workbook({sheet: rows})})


def test_a_matrix_called_conflict_tells_of_conflict() -> None:
    for found in (opened("冲突", SQUARE), opened("Sheet1", (("冲突", "A", "B", "C"), *SQUARE[1:]))):
        assert found.network is not None
        assert ({str(tie.relation) for tie in found.network.ties}, held(found.network)) == ({"冲突"}, set())
        assert told(found)["matrix_relation"] == 1


def test_a_list_of_ties_called_conflict_tells_of_conflict() -> None:
    rows = (("来源", "对象"), ("张三", "李四"))
    found = opened("冲突", rows)
    assert found.network is not None
    assert (len(discord(found.network)), told(found)["relation_in_title"]) == (1, 1)
    other = examine({"enemies.csv": "source,target,relation\na,b,朋友\n".encode()})
    assert other.network is not None
    assert (discord(other.network), "relation_in_title" in told(other)) == ((), False)  # a column goes before
