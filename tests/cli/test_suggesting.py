"""`mengya suggest`: the cards, their promised fields, and who in the room may be asked about one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from tests.learning.made import CASES, WORDS
from workshop.base.text import LANGUAGES, Language, say
from workshop.cli.suggesting import shape
from workshop.learning.cases.casebase import cases
from workshop.learning.suggest.retrieval import suggest
from workshop.model.case import Asker

ASKER = Asker(stage="0", obstacles=("O3",), assets=frozenset({"small_fund"}))
# The fields of a card in the contract of the command line.
FIELDS = (
    "slot case score same different unknown reasons moves evidence limits needs_missing first_step question status "
    "person"
)
ASK = 'stage = "1.0"\nobstacles = ["O3"]\n'
ROOM = """person,organisation,community,stage,asks,offers
Wang,A,Willow Lane,1.0,O3,O10
Li,B,East Bank,2.0,O13,O3
Zhou,D,Hill Front,3.0,O16,O9
"""


MADE = (
    ("O9", "O2", "resettlement", "发东西才来人，领完就走"),
    ("O15", "O16", "commercial", "停车费去了哪里没人说得清"),
    ("O6", "O3", "old_unit", "买工具要先垫钱，怕报不了"),
    ("O10", "O7", "old_unit", "Nobody opens the door when we knock"),
    ("O7", "O5", "village", "Nobody wants to take the lead"),
)


@pytest.mark.parametrize(("first", "then", "setting", "words"), MADE)
def test_the_screens_language_changes_no_card_and_the_first_obstacle_is_never_dropped(
    mengya: Mengya, tmp_path: Path, first: str, then: str, setting: str, words: str
) -> None:
    ask = tmp_path / "ask.toml"
    ask.write_text(
        f'stage = "0"\nsetting = "{setting}"\nobstacles = ["{first}", "{then}"]\nwords = "{words}"\n',
        encoding="utf-8",
    )
    zh, en = (mengya("suggest", ask, "--json", "--lang", language).json for language in LANGUAGES)
    assert [(one["slot"], one["case"], one["score"]) for one in zh["cards"]] == [
        (one["slot"], one["case"], one["score"]) for one in en["cards"]
    ]
    for language, data in zip(LANGUAGES, (zh, en), strict=True):
        said = mengya("suggest", ask, "--lang", language).out
        name = WORDS.obstacles.name(first, language)
        unmet = say(language, "suggest.first.unmet", obstacle=name)
        assert said.startswith(unmet) == (first in data["unmet"])
        # A card without a fitting step gives none ("").
        steps = [one["first_step"] for one in data["cards"] if one["first_step"]]
        assert len(set(steps)) == len(steps)


def asked(folder: Path, room: str) -> tuple[Path, Path]:
    ask, table = folder / "ask.toml", folder / "room.csv"
    ask.write_text(ASK, encoding="utf-8")
    table.write_text(room, encoding="utf-8")
    return ask, table


def test_who_offers_what_the_card_answers_is_named_and_a_failure_names_nobody(
    mengya: Mengya, tmp_path: Path
) -> None:
    ask, table = asked(tmp_path, ROOM)
    # A failure is a card only where it shares an obstacle: O16 is one that a committee failed at.
    ask.write_text('stage = "1.0"\nobstacles = ["O3", "O16"]\n', encoding="utf-8")
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


def test_cards_come_with_limits_and_a_source(mengya: Mengya, tmp_path: Path) -> None:
    ask = tmp_path / "ask.toml"
    ask.write_text('stage = "2.0"\nsetting = "commercial"\nobstacles = ["O16"]\n', encoding="utf-8")
    shape = mengya("suggest", ask, "--json", "--lang", "zh").json
    assert set(shape) == {"cards", "ask_next", "nothing_fits", "notes", "unmet"}
    assert [card["slot"] for card in shape["cards"]] == ["nearest", "different", "failed"]
    for card in shape["cards"]:
        assert set(card) >= {
            "slot",
            "case",
            "score",
            "same",
            "different",
            "unknown",
            "reasons",
            "moves",
            "evidence",
            "limits",
            "needs_missing",
            "first_step",
            "question",
            "status",
            "person",
        }
        assert card["limits"]
    told = mengya("suggest", ask, "--lang", "zh").out
    assert "%" not in told  # never a match percentage


def test_a_wrong_code_in_an_asking_names_its_line(mengya: Mengya, tmp_path: Path) -> None:
    ask = tmp_path / "ask.toml"
    ask.write_text('stage = "0"\nobstacles = ["O99"]\n', encoding="utf-8")
    error = mengya("suggest", ask, "--json").json["error"]
    assert error["where"]["row"] == 2


def test_the_plain_form_has_every_field_of_the_contract() -> None:
    suggestion = suggest(ASKER, cases(CASES, "zh", WORDS), WORDS)
    data = json.loads(json.dumps(shape(suggestion), ensure_ascii=False))
    assert set(data) == {"cards", "ask_next", "nothing_fits", "unmet"}
    for card in data["cards"]:
        assert set(FIELDS.split()) <= set(card)
        assert set(card["moves"][0]) == {"code", "text", "by", "month", "cost_yuan", "needs"}
    assert data["cards"][0]["score"] == suggestion.cards[0].score
