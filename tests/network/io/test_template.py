"""The empty workbook explains itself and is read back as it is filled in."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from workshop.base.text import LANGUAGES, Language, say
from workshop.model.network import (
    About,
    Building,
    GroupLife,
    LifeChange,
    Person,
    PersonKind,
    Relation,
    Remark,
)
from workshop.network.io import words
from workshop.network.io.parse import examine
from workshop.network.io.template import SHEETS, empty_workbook, words_for


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_filled_in_is_told_so(language: Language) -> None:
    found = examine({"a.xlsx": empty_workbook(language)})
    assert [problem.code for problem in found.problems] == ["table.no_rows"]
    assert found.notes == ()
    # Every column is understood for what it is.
    assert {one.what: one.fields for one in found.seen if one.what != "left"} == SHEETS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_it_offers_is_understood(language: Language) -> None:
    known = {"kind": words.KINDS, "life": words.LIVES, "relation": words.RELATIONS, "about": words.ABOUTS}
    kinds = {"kind": PersonKind, "life": GroupLife, "relation": Relation, "about": About}
    for sheet, fields in SHEETS.items():
        for field in fields:
            offered = words_for(language, sheet, field)
            if field in known:
                assert [words.meaning(known[field], word) for word in offered] == list(kinds[field])  # type: ignore[call-overload]
            elif field != "trust" and offered:
                assert [words.yes_or_no(word) for word in offered] == [True, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_it_is_read(language: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(empty_workbook(language)))
    rows = {
        "people": [
            ("001", "王阿姨", words_for(language, "people", "kind")[1], "3栋", say(language, "import.no"), 2)
        ],
        "groups": [("G1", "旗袍队", "唱歌", words_for(language, "groups", "life")[3], "2026-05")],
        "ties": [
            ("001", "旗袍队", words_for(language, "ties", "relation")[5], 2, "001", "2026-05-01", 3, "第二轮")
        ],
        "buildings": [("3栋", "三号楼", 48)],
        "remarks": [
            ("001", words_for(language, "remarks", "about")[0], None, None, "旗袍队", "2026-05-01"),
            ("王阿姨", words_for(language, "remarks", "about")[6], None, "O7", None, None),
            ("G1", words_for(language, "remarks", "about")[2], 5),
        ],
        "life": [("旗袍队", words_for(language, "life", "life")[6], "2026-06", "练功房没了")],
        "network": [("甲社区", "一", say(language, "import.yes"))],
    }
    for sheet, filled in rows.items():
        page = book[say(language, f"import.sheet.{sheet}")]
        for number, row in enumerate(filled, start=2):
            for place, cell in enumerate(row, start=1):
                page.cell(number, place, cell)
    file = io.BytesIO()
    book.save(file)
    found = examine({"a.xlsx": file.getvalue()})
    assert found.network is not None, found.problems
    assert found.network.people == (Person("001", "王阿姨", PersonKind.SUPPORTER, "3栋", False, 2),)
    assert found.network.groups[0].life is GroupLife.SPROUT
    assert found.network.ties[0].relation is Relation.LEADS
    assert (found.network.ties[0].trust, found.network.ties[0].wave) == (3, "第二轮")
    assert found.network.buildings == (Building("3栋", "三号楼", 48),)
    assert found.network.remarks == (
        Remark("001", About.FOLLOW, reporter="G1", when=date(2026, 5, 1)),
        Remark("001", About.BLOCKED, word="O7"),
        Remark("G1", About.INFLUENCE, 5.0),
    )
    assert found.network.changes == (LifeChange("G1", GroupLife.DORMANT, date(2026, 6, 1), "练功房没了"),)
    assert found.network.directed
