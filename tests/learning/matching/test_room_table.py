"""Tables of people: codes or names, both languages' headers, and every fault with its place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.learning.made import WORDS
from workshop.base.errors import InputError, SeveralErrors
from workshop.base.text import LANGUAGES, explain
from workshop.learning.matching.room_table import Usual, numbered, read_people, read_room
from workshop.model.matching import Peer

ROW = {"person": "a", "organisation": "o", "community": "c", "stage": "1.0", "asks": "O3;O7", "offers": "O1"}


def test_a_row_is_a_person() -> None:
    assert read_room("r.csv", [ROW], WORDS) == (
        Peer("a", "o", "c", "1.0", ("O3", "O7"), frozenset({"O1"}), capacity=4, hosts=2),
    )


def test_chinese_headers_names_and_wide_digits_mean_the_same() -> None:
    row = {
        "姓名": "甲",
        "机构": "o",
        "社区": "c",
        "阶段": "２",
        "求助": "怕垫的钱拿不回来；o7",
        "能帮": "敲不开门，互不认识",
        "能接待": "0",
    }
    (found,) = read_room("r.csv", [row], WORDS, Usual(hosts=3))
    assert (found.stage, found.asks, found.offers) == ("2.0", ("O3", "O7"), frozenset({"O10"}))
    assert (found.capacity, found.hosts) == (0, 3)


def test_what_is_empty_is_not_known() -> None:
    (found,) = read_room("r.csv", [{**ROW, "organisation": "", "stage": "", "asks": ""}], WORDS)
    assert (found.organisation, found.stage, found.asks) == ("", None, ())


def test_moves_and_assets_may_be_offered() -> None:
    (found,) = read_room("r.csv", [{**ROW, "offers": "open_books; room"}], WORDS)
    assert found.offers == {"open_books", "room"}


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"stage": "4.0"}, "match.row_stage", "stage"),
        ({"asks": "O3;O99"}, "match.row_code", "asks"),
        ({"offers": "singing"}, "match.row_code", "offers"),
        ({"person": ""}, "match.row_person", "person"),
        ({"capacity": "-1"}, "match.row_number", "capacity"),
        ({"hosts": "many"}, "match.row_number", "hosts"),
    ],
)
def test_a_fault_names_row_column_and_mend(change: dict[str, str], code: str, column: str) -> None:
    good = {**ROW, **dict.fromkeys(change, "")} if column in ("capacity", "hosts") else ROW
    with pytest.raises(InputError) as refused:
        read_room("r.csv", [{**good, "person": "b"}, {**good, **change}], WORDS)
    where = refused.value.where
    assert (refused.value.code, where.file, where.row, where.column) == (code, "r.csv", 3, column)
    assert all(explain(language, refused.value) for language in LANGUAGES)


def test_the_same_person_twice_names_both_rows() -> None:
    with pytest.raises(InputError) as refused:
        read_room("r.csv", [ROW, {**ROW, "stage": "7"}], WORDS)
    assert isinstance(refused.value, SeveralErrors)
    assert [problem.code for problem in refused.value.problems] == ["match.row_twice", "match.row_stage"]
    assert refused.value.problems[0].values["first"] == 2


@pytest.mark.parametrize("rows", [[], [dict.fromkeys(ROW, "")]])
def test_an_empty_table_is_refused(rows: list[dict[str, str]]) -> None:
    with pytest.raises(InputError) as refused:
        read_room("r.csv", rows, WORDS)
    assert refused.value.code == "match.table_empty"


def test_missing_and_double_columns_are_named() -> None:
    with pytest.raises(SeveralErrors) as refused:
        read_room("r.csv", [{"person": "a", "姓名": "b", "asks": "O3"}], WORDS)
    assert [problem.code for problem in refused.value.problems] == [
        "match.column_twice",
        *["match.column_missing"] * 3,
    ]


@pytest.mark.parametrize(
    ("usual", "code"), [(Usual(capacity=0), "match.capacity"), (Usual(hosts=0), "match.hosts")]
)
def test_nobody_hosting_at_all_is_refused(usual: Usual, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_room("r.csv", [ROW], WORDS, usual)
    assert refused.value.code == code


def test_rounds_need_only_names() -> None:
    assert read_people("p.csv", [{"姓名": "甲"}, {"姓名": ""}, {"姓名": "乙"}]) == (Peer("甲"), Peer("乙"))
    assert [one.id for one in numbered(12)][-1] == "12"
    assert all(int(one.id) < int(other.id) for one, other in pairwise(numbered(12)))
