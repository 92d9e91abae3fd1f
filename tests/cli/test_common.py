"""The options every command shares, and what a mistake gets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from workshop.cli.app import CAMP_COMMANDS, COMMANDS
from workshop.cli.common import read_common, system_language
from workshop.cli.frame import dumped
from workshop.cli.grid import grid, width
from workshop.errors import InputError


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "--lang", "zh", "--db", "x.db", "camp", "list"],
        ["camp", "list", "--json", "--lang=zh", "--db=x.db"],
        ["camp", "--lang", "zh", "list", "--db", "x.db", "--json"],
    ],
)
def test_common_options_stand_before_or_after_the_command(arguments: list[str]) -> None:
    common = read_common(arguments, {})
    assert (common.json, common.language, common.rest) == (True, "zh", ("camp", "list"))
    assert common.db == f"sqlite:///{Path('x.db').absolute()}"


def test_after_two_dashes_nothing_is_an_option() -> None:
    assert read_common(["check", "--", "--json"], {}).rest == ("check", "--", "--json")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_TW"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_without_a_wish_the_computers_language_is_spoken(environment: dict[str, str], language: str) -> None:
    assert system_language(environment) == language


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--lang", "fr"], "cli.language"), (["--db"], "cli.no_value")]
)
def test_a_wrong_common_option_is_bad_input(arguments: list[str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_common(arguments, {})
    assert caught.value.code == code


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


def test_what_is_not_a_number_is_null_and_nothing_is_rounded() -> None:
    shape = {"a": float("nan"), "b": [float("inf"), 0.1 + 0.2], "c": {"d": "NaN 名"}}
    assert dumped(shape) == '{"a": null, "b": [null, 0.30000000000000004], "c": {"d": "NaN 名"}}'


def test_chinese_columns_stand_under_each_other() -> None:
    lines = grid(("社区", "n"), (("梧桐里", 3), ("b", 12))).splitlines()
    assert {width(line) for line in lines} == {width("梧桐里") + 2 + 2}


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
