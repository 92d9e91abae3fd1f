"""Checking content and computing timetables from the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from workshop.store.content.exercises import ExerciseVersion, add_version
from workshop.store.engine import open_store
from workshop.store.migrate import migrate


def test_shipped_content_is_in_order(mengya: Mengya) -> None:
    done = mengya("check", "--json")
    assert done.code == 0
    assert done.json["problems"] == []
    assert done.json["files"] > 30


def test_a_fault_is_told_with_file_line_and_mend(mengya: Mengya, tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "x.toml").write_text('id = "x"\nnonsense = 1\n', encoding="utf-8")
    done = mengya("check", folder, "--json")
    assert done.code == 2
    assert done.json["files"] == 1
    unknown = next(one for one in done.json["problems"] if one["code"] == "content.unknown_key")
    assert unknown["file"].endswith("x.toml")
    assert unknown["where"] == {"row": 2, "key": "nonsense"}
    assert set(unknown) == {"file", "where", "code", "message"}


def test_exercises_published_at_the_desk_are_checked_when_asked(mengya: Mengya, tmp_path: Path) -> None:
    """An exercise from before `heart` was required stands for what another version published."""
    store = open_store(f"sqlite:///{tmp_path / 'mengya.sqlite3'}")
    migrate(store)
    version = ExerciseVersion("old-ours", 1, "", "facilitator", datetime(2026, 3, 2))
    store.write(lambda connection: add_version(connection, version, '+++\nid = "old-ours"\n+++\n', ""))
    store.close()
    plain, own = mengya("check", "--json"), mengya("check", "--own", "--json")
    assert (plain.code, own.code) == (0, 2)
    assert own.json["files"] == plain.json["files"] + 1
    assert {one["file"] for one in own.json["problems"]} == {"old-ours.zh.md"}
    assert "content.missing_key" in {one["code"] for one in own.json["problems"]}


def test_an_agenda_has_times_and_slack(mengya: Mengya) -> None:
    shape = mengya("agenda", "camp-half", "--start", "9:30", "--json").json
    (day,) = shape["days"]
    first = day["blocks"][0]
    assert (first["exercise"], first["start"]) == ("check-in", "09:30")
    assert set(first) >= {"exercise", "start", "end", "minutes", "pinned"}
    # Blocks follow each other where nothing is pinned.
    for before, after in zip(day["blocks"], day["blocks"][1:], strict=False):
        assert after["pinned"] or before["end"] == after["start"]
    assert isinstance(day["slack_minutes"], int)
    assert shape["problems"] == []


@pytest.mark.parametrize("start", ["25:00", "9", "9:3", "nine", "09:60"])
def test_a_start_that_is_no_time_is_refused(mengya: Mengya, start: str) -> None:
    done = mengya("agenda", "camp-half", "--start", start, "--json")
    assert (done.code, done.json["error"]["code"]) == (2, "cli.clock")


def test_an_unknown_recipe_is_answered_with_those_there_are(mengya: Mengya) -> None:
    done = mengya("agenda", "camp-100d", "--json")
    assert done.code == 2
    assert "camp-half" in done.json["error"]["message"]
