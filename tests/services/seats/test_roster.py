"""A roster from a table: Chinese and English headers, faults with their place, and no row taken from a faulty table.

Expected values are read off the little tables by hand.
"""

from __future__ import annotations

import io

import openpyxl
import pytest

from workshop.base.errors import InputError, SeveralErrors
from workshop.base.text import LANGUAGES, explain
from workshop.learning.cases.vocabulary import load_vocabularies
from workshop.model.camp import Role
from workshop.services.seats.roster import Expected, read_roster

ROLES = load_vocabularies().roles


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def faults(data: bytes, file: str = "名单.csv") -> list[tuple[str, int | None, str | None]]:
    """What is wrong with a table: code, row, column."""
    with pytest.raises(InputError) as told:
        read_roster(data, file, ROLES)
    problems = told.value.problems if isinstance(told.value, SeveralErrors) else (told.value,)
    for one in problems:
        assert one.where.file == file
        for language in LANGUAGES:
            assert explain(language, one)
    return [(one.code, one.where.row, one.where.column) for one in problems]


@pytest.mark.parametrize(
    "header",
    [
        "昵称,社区,角色,机构",
        "姓名,所在社区,身份,单位",
        "nickname,community,role,organisation",
        "Name,Community,ROLE,组织",
    ],
)
def test_headers_in_either_language(header: str) -> None:
    people = read_roster(csv(header, "小林,甲社区,居民,", "Ｌi,乙社区,social_worker,社工站"), "r.csv", ROLES)
    assert people == (
        Expected("小林", "甲社区", Role.RESIDENT),
        Expected("Ｌi", "乙社区", Role.SOCIAL_WORKER, "社工站"),
    )


def test_organisation_may_be_left_out_and_columns_stand_in_any_order() -> None:
    data = csv("备注,角色,社区,昵称", "素食,网格员,甲社区,老张", ",,,", "")
    assert read_roster(data, "r.csv", ROLES) == (Expected("老张", "甲社区", Role.GRID_WORKER),)


def test_a_workbook_with_a_title_above_its_header() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["参会名单"], [], ["昵称", "社区", "角色"], ["小林", "甲社区", "居民骨干"]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read_roster(out.getvalue(), "r.xlsx", ROLES) == (Expected("小林", "甲社区", Role.RESIDENT_LEADER),)


def test_a_legacy_encoding_is_read() -> None:
    data = "昵称,社区,角色\n小林,甲社区,居民\n".encode("gb18030")
    assert read_roster(data, "r.csv", ROLES)[0].nickname == "小林"


def test_every_fault_is_told_with_its_row_and_column() -> None:
    data = csv(
        "昵称,社区,角色,机构",
        "小林,甲社区,居民,",
        ",甲社区,居民,",
        "小周,,居民,",
        "小吴,乙社区,皇帝,",
        "小郑,乙社区,,",
        "小 林,甲社区,社工、社会组织,",
        f"{'长' * 21},乙社区,居民,",
    )
    assert faults(data) == [
        ("roster.row_name", 3, "昵称"),
        ("roster.row_community", 4, "社区"),
        ("roster.row_role", 5, "角色"),
        ("roster.row_role", 6, "角色"),
        ("roster.row_twice", 7, "昵称"),
        ("roster.row_long", 8, "昵称"),
    ]


def test_columns_that_are_missing_or_there_twice() -> None:
    assert faults(csv("昵称,机构", "小林,站")) == [
        ("roster.column_missing", 1, None),
        ("roster.column_missing", 1, None),
    ]
    assert [code for code, _, _ in faults(csv("昵称,姓名,社区,角色", "小林,林某,甲社区,居民"))] == [
        "table.double_column"
    ]


@pytest.mark.parametrize("data", [b"", csv("昵称,社区,角色"), csv("昵称,社区,角色", ",,")])
def test_an_empty_roster_says_what_belongs_in_it(data: bytes) -> None:
    assert {code for code, _, _ in faults(data)} <= {"roster.empty", "table.empty", "table.no_rows"}


def test_a_letter_is_no_roster() -> None:
    assert [code for code, _, _ in faults(b"%PDF-1.7 ...", "名单.pdf")] == ["table.binary"]
