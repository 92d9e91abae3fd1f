"""The empty workbook explains itself and is read back as it is filled in."""

from __future__ import annotations

import io

import openpyxl
import pytest

from workshop.model.network import Life, Person, PersonKind, Relation
from workshop.network import words
from workshop.network.parse import examine
from workshop.network.template import SHEETS, empty_workbook, words_for
from workshop.text import LANGUAGES, Language, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_filled_in_is_told_so(language: Language) -> None:
    found = examine({"a.xlsx": empty_workbook(language)})
    assert [problem.code for problem in found.problems] == ["table.no_rows"]
    assert found.notes == ()
    # Every column is understood for what it is.
    assert {one.what: one.fields for one in found.seen if one.what != "left"} == SHEETS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_it_offers_is_understood(language: Language) -> None:
    known = {"kind": words.KINDS, "life": words.LIVES, "relation": words.RELATIONS}
    kinds = {"kind": PersonKind, "life": Life, "relation": Relation}
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
        "ties": [("001", "旗袍队", words_for(language, "ties", "relation")[5], 2, "001", "2026-05-01")],
        "network": [("甲社区", "一", say(language, "import.yes"))],
    }
    for sheet, filled in rows.items():
        page = book[say(language, f"import.sheet.{sheet}")]
        for row in filled:
            for place, cell in enumerate(row, start=1):
                page.cell(2, place, cell)
    file = io.BytesIO()
    book.save(file)
    found = examine({"a.xlsx": file.getvalue()})
    assert found.network is not None, found.problems
    assert found.network.people == (Person("001", "王阿姨", PersonKind.SUPPORTER, "3栋", False, 2),)
    assert found.network.groups[0].life is Life.SPROUT
    assert found.network.ties[0].relation is Relation.LEADS
    assert found.network.directed
