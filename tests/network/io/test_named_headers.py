"""Grids whose headers end in names, and lists of members. Expected ties are read off the tables by hand."""

from __future__ import annotations

import pytest

from tests.network.io.test_matrix import pairs, read, refused, told, workbook
from workshop.model.network import Relation
from workshop.network.io.parse import examine

TIES = {("张三", "李四"), ("张三", "王五")}


@pytest.mark.parametrize(
    ("one", "relation"),
    [
        ("2、您认识哪些人({})", Relation.KNOWS),
        ("2、您信任哪些人（{}）", Relation.TRUSTS),
        ("Who do you trust [{}]", Relation.TRUSTS),
        ("认识{}", Relation.KNOWS),
        ("信任{}", Relation.TRUSTS),
    ],
)
@pytest.mark.parametrize("before", ["", "序号"])
def test_a_column_a_person_is_a_matrix(one: str, relation: Relation, before: str) -> None:
    names = ("张三", "李四", "王五")
    head = ",".join(["1、您的姓名", *(one.format(name) for name in names)])
    rows = ["张三,0,1,1", "李四,1,0,0", "王五,1,0,0"]
    text = "\n".join([head, *rows])
    if before:
        text = "\n".join([f"序号,{head}", *(f"{at},{row}" for at, row in enumerate(rows, start=1))])
    network, notes = read(text + "\n")
    assert (pairs(network), {tie.relation for tie in network.ties}) == (TIES, {relation})
    assert (len(network.people), notes["names_in_headers"]) == (3, 1)


def test_a_grid_of_words_not_understood_is_told_cell_by_cell() -> None:
    text = (
        "Timestamp,Name,Talk to [Ann],Talk to [Bob],Talk to [Cat]\n1,Ann,,Often,\n2,Bob,Often,,\n3,Cat,,,\n"
    )
    assert {code for code, _, _ in refused(text)} == {"network.matrix_cell"}


def test_brackets_that_hold_no_names_stay_answers() -> None:
    text = "姓名,年龄(岁),住址(楼)\n张三,50,3\n李四,60,5\n"
    assert refused(text) == [("network.no_ties", 1, None)]


@pytest.mark.parametrize("header", ["person,group", "成员,小组", "姓名,所在小组", "Name,Club"])
def test_a_list_of_members_gives_ties_to_groups(header: str) -> None:
    text = f"{header}\nAnn,choir\nBob,choir、dance\nCat,dance\nDan,\n"
    network, notes = read(text)
    assert pairs(network) == {("Ann", "choir"), ("Bob", "choir"), ("Bob", "dance"), ("Cat", "dance")}
    assert ({group.id for group in network.groups}, len(network.people)) == ({"choir", "dance"}, 4)
    assert {tie.relation for tie in network.ties} == {Relation.MEMBER}
    assert notes["memberships"] == 1
    rows = [line.split(",") for line in text.splitlines()]
    found = examine({"b.xlsx": workbook({"Sheet1": rows})})
    assert (found.network, told(found)) == (network, {"memberships": 1})  # nothing is said to be left out
