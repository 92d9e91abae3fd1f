"""`mengya suggest --room`: who in the room may be asked about a card, by the table of the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from workshop.text import LANGUAGES, Language, say

ASK = 'stage = "1.0"\nobstacles = ["O3"]\n'
ROOM = """person,organisation,community,stage,asks,offers
Wang,A,Willow Lane,1.0,O3,O10
Li,B,East Bank,2.0,O13,O3
Zhou,D,Hill Front,3.0,O16,O9
"""


def asked(folder: Path, room: str) -> tuple[Path, Path]:
    ask, table = folder / "ask.toml", folder / "room.csv"
    ask.write_text(ASK, encoding="utf-8")
    table.write_text(room, encoding="utf-8")
    return ask, table


def test_who_offers_what_the_card_answers_is_named_and_a_failure_names_nobody(
    mengya: Mengya, tmp_path: Path
) -> None:
    ask, table = asked(tmp_path, ROOM)
    without = mengya("suggest", ask, "--json").json
    found = mengya("suggest", ask, "--room", table, "--json").json
    assert {one["person"] for one in without["cards"]} == {None}
    by_slot = {one["slot"]: one["person"] for one in found["cards"]}
    assert by_slot["nearest"] == "Li"
    assert by_slot["failed"] is None
    assert [one["case"] for one in found["cards"]] == [one["case"] for one in without["cards"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_person_is_said_in_words(mengya: Mengya, tmp_path: Path, language: Language) -> None:
    ask, table = asked(tmp_path, ROOM)
    told = mengya("suggest", ask, "--room", table, "--lang", language).out
    assert say(language, "suggest.who_here", person="Li") in told
    assert "Zhou" not in told


def test_a_fault_in_the_room_is_told_with_its_row(mengya: Mengya, tmp_path: Path) -> None:
    ask, table = asked(tmp_path, ROOM.replace("O9", "O99"))
    done = mengya("suggest", ask, "--room", table, "--json")
    assert done.code != 0
    assert done.json["error"]["code"] == "match.row_code"
    assert done.json["error"]["where"]["row"] == 4
