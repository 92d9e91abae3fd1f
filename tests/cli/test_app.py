"""The command line as a whole: what a mistake gets, and that every command explains itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from workshop.cli.app import CAMP_COMMANDS, COMMANDS


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["network"],
        ["network", "builtin:karate", "--nonsense"],
        ["camp", "new", "--recipe", "camp-1d", "--title", "t", "--capacity", "many"],
        ["--lang", "fr", "check"],
    ],
)
def test_wrong_usage_is_one_message_and_exit_two(mengya: Mengya, arguments: list[str]) -> None:
    told = mengya(*arguments)
    assert (told.code, told.out) == (2, "")
    assert told.err.strip()
    assert "Traceback" not in told.err
    as_json = mengya(*arguments, "--json")
    assert as_json.code == 2
    assert set(as_json.json) == {"error"}
    assert set(as_json.json["error"]) == {"code", "message", "where"}


def test_a_wrong_setting_in_the_environment_is_named(mengya: Mengya, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENGYA_PORT", "many")
    told = mengya("check")
    assert told.code == 2
    assert "MENGYA_PORT" in told.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_explains_itself(mengya: Mengya, language: str) -> None:
    for words in (*((name,) for name in COMMANDS), *(("camp", name) for name in CAMP_COMMANDS)):
        told = mengya(*words, "--help", "--lang", language)
        assert told.code == 0
        assert "--json" in told.out  # the options all commands share are said with each


@pytest.mark.slow
def test_the_installed_command_runs_on_its_own(tmp_path: Path) -> None:
    """One real process, with an environment that speaks no Chinese."""
    table = tmp_path / "评分.csv"
    table.write_bytes("社区,评价人,方面,等级\n梧桐里,甲,D1,9\n".encode("gb18030"))
    done = subprocess.run(
        [sys.executable, "-m", "workshop", "assess", str(table), "--json", "--lang", "zh"],
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 2
    error = json.loads(done.stdout.decode("utf-8"))["error"]
    assert error["code"] == "assessment.row_level"
    assert error["where"] == {"file": "评分.csv", "row": 2, "column": "等级"}
    assert "9" in error["message"]
    assert b"Traceback" not in done.stderr
