"""Which sheets of a workbook are read: never one of two that say the same of themselves, nor one that is hidden."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl
import pytest

from tests.network.io.workbooks import Cell, book
from workshop.base.text import LANGUAGES, explain, say
from workshop.network.io.imported import AS_IT_IS, TIES, Choices, Imported
from workshop.network.io.parse import examine

FIRST: list[list[Cell]] = [["甲", "乙"], ["张三", "李四"]]
SECOND: list[list[Cell]] = [["甲", "乙"], ["张三", "李四"], ["李四", "王五"]]
PEOPLE: list[list[Cell]] = [["姓名"], ["张三"], ["李四"], ["王五"]]
Sheets = Mapping[str, Sequence[Sequence[Cell]]]


def read(sheets: Sheets, hidden: str = "", choices: Choices = AS_IT_IS) -> Imported:
    made = openpyxl.load_workbook(io.BytesIO(book(sheets)))
    if hidden:
        made[hidden].sheet_state = "hidden"
    file = io.BytesIO()
    made.save(file)
    found = examine({"t.xlsx": file.getvalue()}, choices)
    assert all(explain(language, problem) for problem in found.problems for language in LANGUAGES)
    return found


@pytest.mark.parametrize("people", [{}, {"people": PEOPLE}])
def test_of_two_rounds_nobody_but_the_owner_can_say_which_is_meant(people: Sheets) -> None:
    sheets = {**people, "第一轮": FIRST, "第二轮": SECOND}
    found = read(sheets)
    assert [(one.code, one.values["names"]) for one in found.problems] == [
        ("network.several_ties", "第一轮、第二轮")
    ]
    assert {"第一轮", "第二轮"} <= {seen.title for seen in found.seen}


def test_the_round_that_was_chosen_is_read() -> None:
    sheets = {"people": PEOPLE, "第一轮": FIRST, "第二轮": SECOND}
    found = read(sheets, choices=Choices(tables=(("第二轮", TIES),)))
    assert found.network is not None
    assert len(found.network.ties) == 2


def test_a_sheet_called_ties_needs_no_choice() -> None:
    found = read({"people": PEOPLE, "第一轮": FIRST, "ties": SECOND})
    assert found.network is not None
    assert len(found.network.ties) == 2


def test_a_hidden_sheet_is_left_and_told() -> None:
    found = read({"Sheet1": SECOND, "旧": FIRST}, hidden="旧")
    assert found.network is not None
    assert len(found.network.ties) == 2
    (note,) = [note for note in found.notes if note.code == "sheets_hidden"]
    assert note.names == ("旧",)
    assert all(say(language, "import.note.sheets_hidden", n=1, names="旧") for language in LANGUAGES)


def test_a_hidden_sheet_can_be_chosen_and_a_known_name_needs_no_choice() -> None:
    found = read({"people": PEOPLE, "旧": FIRST}, hidden="旧", choices=Choices(tables=(("旧", TIES),)))
    assert found.network is not None
    assert len(found.network.ties) == 1
    found = read({"people": PEOPLE, "ties": FIRST}, hidden="people")
    assert found.network is not None
    assert len(found.network.people) == 3
