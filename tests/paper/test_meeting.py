"""Printed lists of pairs and tables: everybody once, at the tables the phones show; nothing anybody is stuck at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sample_camp import sampled
from workshop.base.text import LANGUAGES, Language, say
from workshop.paper.meeting import commitments_sheet, pairs_sheet, printed_list, rounds_sheet
from workshop.sample.sample import PROMISES, SampleCamp
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.matching import pairing, seating


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[AppContext, SampleCamp]]:
    monkeypatch.setattr(workers, "run", lambda _key, work, *given: work(*given))
    with sampled(tmp_path) as made:
        yield made


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_stands_on_the_list_with_the_tables_of_the_phones(
    room: tuple[AppContext, SampleCamp], language: Language
) -> None:
    context, made = room
    found = seating.seat_room(context, made.camp, 8, 3, "f")
    sheet = rounds_sheet(context, made.camp, language)
    assert len(sheet.rows) == len(made.seats)
    for one in made.seats:
        row = next(row for row in sheet.rows if row[0].startswith(f"{one.seat.nickname} · "))
        assert row[1:] == tuple(str(place.table) for place in seating.places_of(found, one.seat))
    assert len(sheet.groups) == 24  # 8 tables, 3 rounds
    page = printed_list(sheet, language)
    assert say(language, "common.invented") in page
    assert "<script" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_pairs_are_printed_without_what_anybody_is_stuck_at(
    room: tuple[AppContext, SampleCamp], language: Language
) -> None:
    context, made = room
    found = pairing.pair_room(context, made.camp, "f")
    sheet = pairs_sheet(context, made.camp, language)
    assert sum(bool(cell) for row in sheet.rows for cell in row[1:]) == len(found.standing)
    page = printed_list(sheet, language)
    names = [entry.name.of(language) for entry in context.content.vocabularies.obstacles.entries]
    assert [name for name in names if name in page] == []


def test_an_empty_list_says_where_to_begin(room: tuple[AppContext, SampleCamp]) -> None:
    context, made = room
    pairing.undo(context, made.camp, seating.ROUNDS, "f")  # the tables of the sample's morning
    for sheet in (rounds_sheet(context, made.camp, "zh"), pairs_sheet(context, made.camp, "zh")):
        assert say("zh", "meeting.nobody") in printed_list(sheet, "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_commitments_says_who_what_and_when(
    room: tuple[AppContext, SampleCamp], language: Language
) -> None:
    context, made = room
    sheet = commitments_sheet(context, made.camp, language)
    assert len(sheet.rows) == PROMISES
    nicknames = {one.seat.nickname for one in made.seats}
    assert all(row[0].split(" · ")[0] in nicknames for row in sheet.rows)
    assert all(re.search(r"3月\d|\d Mar", row[2]) for row in sheet.rows)
    assert say(language, "meeting.commitments") in printed_list(sheet, language)
