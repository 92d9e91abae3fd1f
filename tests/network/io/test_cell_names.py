"""Cells that name several people, nobody, or whoever stands above. Expected ties are read off the tables by hand."""

from __future__ import annotations

import pytest

from tests.network.io.test_matrix import pairs, read
from workshop.network.io.cell_names import is_placeholder


def people(text: str) -> tuple[set[str], dict[str, int]]:
    network, notes = read(text)
    return {person.id for person in network.people}, notes


@pytest.mark.parametrize("mark", ["同上", "〃", "″", "ditto", '""""'])
def test_the_same_as_above_is_who_stands_above(mark: str) -> None:
    network, notes = read(f"姓名,认识的人\n张三,李四\n{mark},王五\n{mark},赵六\n李四,{mark}\n")
    assert pairs(network) == {("张三", "李四"), ("张三", "王五"), ("张三", "赵六"), ("李四", "赵六")}
    assert notes["ditto_filled"] == 3


def test_there_is_nothing_above_the_first_row() -> None:
    network, notes = read("来源,对象\n同上,李四\n张三,李四\n")
    assert (pairs(network), notes) == ({("张三", "李四")}, {"nobody_named": 1})


@pytest.mark.parametrize("word", ["？", "不详", "某居民", "NULL", "nan", "NA", "N/A", "unknown", "匿名"])
def test_what_stands_for_no_name_is_nobody(word: str) -> None:
    names, notes = people(f"来源,对象\n张三,李四\n张三,{word}\n{word},王五\n")
    assert (names, notes) == ({"张三", "李四", "王五"}, {"nobody_named": 2})
    names, notes = people(f"姓名,认识的人\n张三,李四、{word}\n李四,{word}\n")
    assert (names, notes["nobody_named"]) == ({"张三", "李四"}, 2)


def test_a_code_among_codes_is_somebody() -> None:
    assert people("source,target\nNA,ZA\nZA,BW\n") == ({"NA", "ZA", "BW"}, {})


@pytest.mark.parametrize(
    "row", ["示例：王小明,李小红", "例：张某,李某", "（示例）张某,李某", "Example: Ann,Bob"]
)
def test_an_example_in_a_form_is_nobody(row: str) -> None:
    names, notes = people(f"来源,对象\n{row}\n张三,李四\n李四,王五\n")
    assert (names, notes) == ({"张三", "李四", "王五"}, {"remark_rows": 1})


@pytest.mark.parametrize("row", ["Sum,3", "N,3", "人数,3", "n:,3", "Count,2"])
def test_a_number_of_rows_below_them_is_nobody(row: str) -> None:
    names, notes = people(f"Source,Target\nAnn,Bob\nBob,Cem\n{row}\n备注：访谈,\n")
    assert (names, notes) == ({"Ann", "Bob", "Cem"}, {"total_rows": 1, "remark_rows": 1})


def test_somebody_called_n_among_numbers_is_somebody() -> None:
    assert people("Source,Target\nM,2\nN,3\n")[0] == {"M", "N", "2", "3"}


@pytest.mark.parametrize(
    "answer", ["大家", "很多", "大家都认识", "Everyone", "我自己", "邻居们", "my neighbours"]
)
def test_an_answer_that_names_nobody_in_particular_is_nobody(answer: str) -> None:
    names, notes = people(f"姓名,认识的人\n张三,李四\n李四,{answer}\n")
    assert (names, notes["nobody_named"]) == ({"张三", "李四"}, 1)


@pytest.mark.parametrize(
    "answer",
    [
        "1.张三 2.王五",
        "1、张三；2、王五",
        "1)张三2)王五",
        "张三王五",
        "张三 和 王五",
        "张三、王五等",
        "张三、王五等人",
    ],
)
def test_several_names_in_one_answer_are_several_people(answer: str) -> None:
    network, notes = read(f"姓名,认识的人\n张三,李四\n李四,{answer}\n王五,张三\n")
    assert pairs(network) == {("张三", "李四"), ("李四", "张三"), ("李四", "王五"), ("王五", "张三")}
    assert notes["names_apart"] == 1


def test_and_others_after_one_name_is_taken_off_and_told() -> None:
    network, notes = read("姓名,认识的人\n张三,王五等\n王五,张三\n")
    assert (pairs(network), notes["names_cut"]) == ({("张三", "王五"), ("王五", "张三")}, 1)


@pytest.mark.parametrize("answer", ["Ann and Bob", "Ann & Bob", '"Ann, Bob"'])
def test_two_known_names_are_two_also_where_one_of_them_named_nobody(answer: str) -> None:
    network, notes = read(f"Name,Who do you know?\nAnn,Nobody\nBob,none\nFlo,{answer}\n")
    assert pairs(network) == {("Flo", "Ann"), ("Flo", "Bob")}
    assert notes["names_apart"] == 1


def test_a_name_that_begins_like_another_stays_whole() -> None:
    network, _ = read("姓名,认识的人\n王芳,李明\n李明,王芳芳\n")
    assert pairs(network) == {("王芳", "李明"), ("李明", "王芳芳")}


def test_a_name_that_only_looks_like_a_missing_value_is_somebody() -> None:
    """Old Nan is a character of Game of Thrones; pandas and R write nan, NaN, NA."""
    assert not any(is_placeholder(name) for name in ("Nan", "Nil", "Na"))
    assert all(is_placeholder(missing) for missing in ("nan", "NaN", "NAN", "NA", "nil"))
