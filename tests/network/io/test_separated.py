"""Which sign separates, and what else stands in a text file besides rows."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.base.errors import TableError
from workshop.base.text import explain, say
from workshop.network.io.parse import examine
from workshop.network.io.table_files import from_csv

ROWS = [("来源", "对象", "备注"), ("王芳", "李明", "老邻居"), ("李明", "赵勇", "")]


def cells(text: str) -> list[tuple[str, ...]]:
    table = from_csv(text.encode(), "a.csv")
    return [table.header, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("mark", [",", "\t", ";", "，", "；", "|"])
def test_every_usual_separator_is_found(mark: str) -> None:
    text = "\n".join(mark.join(row) for row in ROWS)
    assert cells(text) == ROWS
    told = [note.code for note in from_csv(text.encode(), "a.csv").notes]
    assert told == (["separator"] if mark in "，；|" else [])


@pytest.mark.parametrize(
    "text",
    [
        '"来源","对象","备注;补充;其他;更多"\n甲,乙,1\n',
        "来源,对象,备注\n甲,乙,好;热心;常来\n丙,丁,新;来;的\n",
        '来源,对象,备注\n甲,"乙;丙;丁;戊",\n',
        "2026年关系表;内部;勿传\n来源,对象,备注\n甲,乙,1\n乙,丙,1\n",
    ],
)
def test_signs_in_cells_do_not_separate(text: str) -> None:
    assert from_csv(text.encode(), "a.csv").header[:2] == ("来源", "对象")


def test_the_separator_that_excel_names_is_taken() -> None:
    table = from_csv("sep=;\n来源;对象\n王;李\n".encode(), "a.csv")
    assert (table.header, table.header_row, table.rows[0].number) == (("来源", "对象"), 2, 3)


def test_rows_typed_with_full_width_commas_are_taken_apart() -> None:
    table = from_csv("来源,对象\n王芳,李明\n李明，赵勇\n赵勇,王芳\n".encode(), "a.csv")
    assert [row.cells for row in table.rows][1] == ("李明", "赵勇")
    assert [(note.code, note.names) for note in table.notes] == [("wide_commas", ("a.csv 3",))]


def test_full_width_headers_are_understood() -> None:
    network = examine({"a.csv": "ｓｏｕｒｃｅ，ｔａｒｇｅｔ\n甲，乙\n乙，丙\n".encode()}).network
    assert network is not None
    assert [(tie.source, tie.target) for tie in network.ties] == [("甲", "乙"), ("乙", "丙")]


def test_decimal_commas_are_read_where_they_do_not_separate() -> None:
    found = examine({"a.csv": "来源;对象;强度\n王;李;0,5\n李;赵;2\n".encode()})
    assert found.network is not None
    assert [tie.strength for tie in found.network.ties] == [0.5, 2.0]
    assert [(note.code, note.names) for note in found.notes] == [("decimal_commas", ("强度",))]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows() -> None:
    with pytest.raises(TableError) as caught:
        from_csv('来源,对象\n王芳,"李明\n赵勇,孙丽\n周红,王芳\n'.encode(), "a.csv")
    assert (caught.value.code, caught.value.where.row) == ("table.open_quote", 2)
    assert len(from_csv('来源,对象\n王芳,5" 管\n赵勇,孙丽\n'.encode(), "a.csv").rows) == 2


def test_names_with_blanks_are_one_column() -> None:
    assert from_csv("姓名\n李 师傅\n王 阿姨\n".encode(), "a.csv").rows[0].cells == ("李 师傅",)


WORDS = st.sampled_from(
    [
        "来源",
        "对象",
        "编号",
        "姓名",
        "合计",
        "平均",
        "#REF!",
        "1.1E+17",
        "3月2日",
        "注：x",
        "#a",
        "1",
        "2",
        "0",
        "王",
        "李",
        "甲",
        "乙",
        "0,5",
        "Total",
        "sep=;",
        "共3人",
        "%",
        '"',
        "，",
        "\u3000",
        "",
    ]
)


@given(st.lists(st.lists(WORDS, max_size=5), max_size=7), st.sampled_from([",", ";", "\t", "，", "|", " "]))
@example([["#a"], ["注：x", "2"]], ",")
@examples(150)
def test_whatever_people_type_is_read_or_refused_in_words(rows: list[list[str]], mark: str) -> None:
    """One example that once ended in no words at all: a single cell above nothing but remarks."""
    found = examine({"a.csv": "\n".join(mark.join(row) for row in rows).encode()})
    assert found.network is not None or found.problems
    for problem in found.problems:
        assert explain("zh", problem)
    for note in found.notes:
        assert say("zh", f"import.note.{note.code}", n=note.n, names="x")
