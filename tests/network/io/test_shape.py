"""The table in a sheet: where its header is, and which rows are none of it."""

from __future__ import annotations

import pytest

from tests.network.io.workbooks import Cell, book
from workshop.base.errors import TableError
from workshop.model.network import Network
from workshop.network.io.imported import Imported
from workshop.network.io.parse import examine
from workshop.network.io.table_files import from_csv, from_workbook

TIES: list[list[Cell]] = [["来源", "对象"], ["1", "2"]]


def read(people: list[list[Cell]], *merged: str) -> tuple[Network, dict[str, tuple[str, ...]]]:
    found = examine({"a.xlsx": book({"人员": people, "关系": TIES}, {"人员": merged})})
    assert found.network is not None, found.problems
    return found.network, notes(found)


def notes(found: Imported) -> dict[str, tuple[str, ...]]:
    return {note.code: note.names for note in found.notes}


def codes(found: Imported) -> list[tuple[str, str | None, int | None, str | None]]:
    return [(one.code, one.where.sheet, one.where.row, one.where.column) for one in found.problems]


HEADER: list[Cell] = ["序号", "姓名", "楼栋"]
ROWS: list[list[Cell]] = [[1, "王芳", "1栋"], [2, "李明", None], [3, "赵勇", "2栋"]]


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ([["东风社区居民骨干名单（2026年11月）"]], 2),
        ([["东风社区居民骨干名单"], []], 3),
        ([["东风社区居民骨干名单"], ["填表人：王芳", None, "日期：2026-11-02"], []], 4),
        ([["注：楼栋按新编号填写"], ["东风社区"]], 3),
        ([["单位：东风社区", None, "2026年11月"]], 2),
        ([[], []], 3),
        ([["幸福社区", "2026年春", "第1版"]], 2),
        ([["第一条说明"], *([[f"第{n}条"] for n in range(40)])], 42),
    ],
)
def test_a_header_is_found_under_titles_and_remarks(above: list[list[Cell]], row: int) -> None:
    network, told = read([*above, HEADER, *ROWS])
    assert [person.label for person in network.people] == ["王芳", "李明", "赵勇"]
    assert told.get("header_row", (f"人员 {row}",) if not any(above) else ()) == (f"人员 {row}",)


def test_a_fault_below_a_title_names_the_row_of_the_sheet() -> None:
    found = examine({"a.xlsx": book({"人员": [["名单"], [], HEADER, *ROWS, [3, "重复"]], "关系": TIES})})
    assert codes(found) == [("network.double_id", "人员", 7, "序号")]


@pytest.mark.parametrize(
    "last",
    [
        ["合计", 3],
        ["合 计", None, 2],
        ["总计：3人"],
        [None, "合计", 3],
        [4, "合计", None],
        ["平均", None, "1.5"],
        ["Total", 3, 2],
        ["共3人"],
        ["小计", "3人"],
        ["合计", None, "3条关系"],
    ],
)
def test_a_total_is_nobody(last: list[Cell]) -> None:
    network, told = read([HEADER, *ROWS, last])
    assert len(network.people) == 3
    assert len(told["total_rows"]) == 1


def test_a_person_with_the_name_of_a_total_stays() -> None:
    """With a building and a place among the others, 平均 is somebody; Sum is a name in the middle of the table."""
    network, told = read([HEADER, [1, "平均", "1栋"], ["Sum", None, 2], [2, "李明", "2栋"]])
    assert [person.label or person.id for person in network.people] == ["平均", "Sum", "李明"]
    assert "total_rows" not in told


@pytest.mark.parametrize(
    "last",
    [["注：3 人未到"], ["制表人：王芳", None, "2026-11-02"], ["填表人：", "王芳"], ["备注:李明已搬走"]],
)
def test_what_is_written_under_a_table_is_nobody(last: list[Cell]) -> None:
    found = examine({"a.xlsx": book({"人员": [HEADER, *ROWS, [], last], "关系": TIES})})
    assert found.network is not None
    assert len(found.network.people) == 3
    assert "remark_rows" in notes(found)


def test_merged_cells_group_the_rows_beside_them() -> None:
    network, told = read([HEADER, [1, "王芳", "1栋"], [2, "李明"], [3, "赵勇"], [4, "孙丽"]], "C2:C4")
    assert [person.building for person in network.people] == ["1栋", "1栋", "1栋", ""]
    assert told["merged_filled"] == ("楼栋",)


def test_a_merged_id_is_refused() -> None:
    """One id over two rows would be one person with two names."""
    found = examine(
        {
            "a.xlsx": book(
                {"人员": [HEADER, [1, "王芳", "1栋"], [None, "李明", "2栋"]], "关系": TIES},
                {"人员": ["A2:A3"]},
            )
        }
    )
    assert ("table.merged_down", "人员", 3, "序号") in codes(found)


def test_a_source_merged_over_its_ties_is_filled_down() -> None:
    data = book({"Sheet1": [["来源", "对象"], ["王", "李"], [None, "赵"]]}, {"Sheet1": ["A2:A3"]})
    network = examine({"a.xlsx": data}).network
    assert network is not None
    assert [(tie.source, tie.target) for tie in network.ties] == [("王", "李"), ("王", "赵")]


def test_a_cell_merged_across_columns_is_refused() -> None:
    found = examine(
        {
            "a.xlsx": book(
                {"人员": [HEADER, ["1", "王芳", "1栋"], ["2", "李明"]], "关系": TIES}, {"人员": ["B3:C3"]}
            )
        }
    )
    assert ("table.merged_across", "人员", 3, "姓名") in codes(found)


def test_a_heading_among_the_rows_is_nobody() -> None:
    network, told = read([HEADER, ["一号楼"], [1, "王芳"], ["二号楼"], [2, "李明"]], "A2:C2", "A4:C4")
    assert [person.id for person in network.people] == ["1", "2"]
    assert told["heading_rows"] == ("一号楼 (人员 2)", "二号楼 (人员 4)")


def test_a_header_of_two_lines_is_read_by_its_lower_one() -> None:
    rows: list[list[Cell]] = [
        ["编号", "姓名", "住处", None],
        [None, None, "楼栋", "房号"],
        ["1", "王芳", "1栋", "301"],
        ["2", "李", "2栋", ""],
    ]
    network, _ = read(rows, "A1:A2", "B1:B2", "C1:D1")
    assert [(person.label, person.building) for person in network.people] == [("王芳", "1栋"), ("李", "2栋")]
    assert dict(network.extra)["1"] == (("房号", "301"),)


def test_a_header_repeated_on_every_page_is_nobody() -> None:
    network, told = read([HEADER, ROWS[0], HEADER, ROWS[1]])
    assert len(network.people) == 2
    assert told["headers_again"] == ("序号 (人员 3)",)


def test_a_second_table_below_is_refused_where_it_begins() -> None:
    data = book({"Sheet1": [["来源", "对象"], ["王", "李"], [], ["编号", "姓名"], ["1", "王"]]})
    found = from_workbook
    with pytest.raises(TableError) as caught:
        found(data, "a.xlsx")
    assert (caught.value.code, caught.value.where.row) == ("table.second_below", 4)


def test_a_second_table_beside_is_refused_with_its_column() -> None:
    data = book(
        {
            "Sheet1": [
                ["编号", "姓名", None, "来源", "对象"],
                ["1", "王", None, "1", "2"],
                ["2", "李", None, "2", "1"],
            ]
        }
    )
    with pytest.raises(TableError) as caught:
        from_workbook(data, "a.xlsx")
    assert (caught.value.code, caught.value.where.column) == ("table.second_beside", "D")


def test_an_empty_column_within_a_table_is_none_of_that() -> None:
    network, _ = read([["序号", "姓名", None, "楼栋"], [1, "王芳", None, "1栋"], [2, "李明", None, "2栋"]])
    assert [person.building for person in network.people] == ["1栋", "2栋"]


def test_a_cell_beyond_the_header_of_a_sheet_is_told_with_its_column() -> None:
    with pytest.raises(TableError) as caught:
        from_workbook(book({"s": [["编号", "姓名"], ["1", "王", None, "x"]]}), "a.xlsx")
    assert (caught.value.code, caught.value.values) == ("table.beyond_header", {"letter": "D", "value": "x"})


def test_a_single_column_keeps_its_header() -> None:
    """A table of one column whose row has two cells is a fault, not a header further down."""
    with pytest.raises(TableError) as caught:
        from_csv("姓名\n王芳,李明\n".encode(), "a.csv")
    assert caught.value.code == "table.long_row"
    assert from_csv("居民名单\n姓名\n王芳\n".encode(), "a.csv").header == ("姓名",)


def test_two_tables_one_above_the_other_with_titles_of_their_own() -> None:
    rows: list[list[Cell]] = [
        ["人员"],
        ["编号", "姓名"],
        ["1", "王"],
        [],
        ["关系"],
        ["来源", "对象"],
        ["1", "1"],
    ]
    found = examine({"a.xlsx": book({"Sheet1": rows})})
    assert codes(found) == [("table.second_below", "Sheet1", 6, None)]


def test_why_a_sheet_of_another_name_was_skipped_is_said_where_one_is_missing() -> None:
    """Sheets may hold anything, so that one with a fault is skipped; but not in silence where its content is missing."""
    people: list[list[Cell]] = [["编号", "姓名"], ["1", "王"], ["2", "李"]]
    ties: list[list[Cell]] = [["来源", "对象"], ["1", "2", "多出来的"]]
    found = examine({"a.xlsx": book({"人员": people, "谁和谁": ties})})
    assert codes(found) == [("table.no_sheet", None, None, None), ("table.beyond_header", "谁和谁", 2, None)]
    alone = examine({"a.xlsx": book({"谁和谁": ties})})
    assert codes(alone) == [("table.beyond_header", "谁和谁", 2, None)]


def test_a_header_merged_across_columns_is_named_by_the_line_below() -> None:
    """WPS users merge 住处 over 楼栋 and 房号 and leave the other columns unmerged."""
    rows: list[list[Cell]] = [
        ["编号", "姓名", "住处", None],
        [None, None, "楼栋", "房号"],
        ["1", "王", "1栋", "301"],
        ["2", "李", "2栋", ""],
    ]
    network, _ = read(rows, "C1:D1")
    assert [person.building for person in network.people] == ["1栋", "2栋"]


@pytest.mark.parametrize("gap", ["", ",,,\n"])
def test_a_second_matrix_below_the_first_is_no_row_of_it(gap: str) -> None:
    # Two relations of the same three people: "give every person an id of its own" would make A two people.
    first = ",A,B,C\nA,0,1,0\nB,1,0,1\nC,0,1,0\n"
    found = examine({"t.csv": f"{first}{gap}{first}".encode()})
    assert [problem.code for problem in found.problems] == ["table.second_below"]
    assert found.problems[0].where.row == (6 if gap else 5)


def test_the_header_of_a_matrix_may_come_again_on_every_page() -> None:
    found = examine({"t.csv": b",A,B,C\nA,0,1,0\n,A,B,C\nB,1,0,1\nC,0,1,0\n"})
    assert found.network is not None
    assert len(found.network.people) == 3
