"""Tables for a terminal, and results as plain data that keep the fields scripts were promised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len as width

from tests.cli.conftest import Mengya
from workshop.base.content import home
from workshop.cli.output import grid

PROMISED: dict[str, list[str]] = json.loads(Path(__file__).with_name("promised.json").read_text("utf-8"))
EXAMPLE = "docs/examples/position.csv"
ASKER = "docs/retrieval-kit/askers/1-closed-doors.toml"
COMMANDS = {
    "network": ["network", "data/networks/sample-zh"],
    "withdrawal": ["withdrawal", "data/networks/sample-en", "--kind", "supporter"],
    "seeds": ["seeds", "data/networks/sample-en", "-k", "2"],
    "compare": ["compare", "builtin:karate", "builtin:kite"],
    "assess": ["assess", EXAMPLE],
    "shift": ["shift", EXAMPLE, EXAMPLE],
    "pilot": ["pilot", "docs/pilot/example.csv"],
    "patterns": ["patterns"],
    "match": ["match", "docs/examples/room.csv"],
    "rounds": ["rounds", "--people", "12", "--tables", "3", "--rounds", "3"],
    "agenda": ["agenda", "camp-half"],
    "check": ["check"],
    "suggest": ["suggest", ASKER],
    "error": ["network", "tests/cli/data/two-faults.csv"],
}
# What stands in these is named by what was handed in: people, roles, stages, codes.
BY_NAME = {
    "alpha",
    "by_community",
    "by_role",
    "gates",
    "host_load",
    "nearest",
    "outcomes",
    "readings",
    "roles",
    "severity",
    "shares",
}


def fields(value: object, path: str = "") -> set[str]:
    """Every field in plain data: `pairs[].asker`."""
    if isinstance(value, list):
        return set().union(*(fields(one, f"{path}[]") for one in value))
    if not isinstance(value, dict):
        return set()
    places = {name: f"{path}.{name}".lstrip(".") for name in value}
    inside = [fields(value[name], place) for name, place in places.items() if name not in BY_NAME]
    return set(places.values()).union(*inside)


@pytest.mark.parametrize(("name", "arguments"), COMMANDS.items(), ids=COMMANDS)
def test_scripts_find_every_field_they_were_promised(
    mengya: Mengya, monkeypatch: pytest.MonkeyPatch, name: str, arguments: list[str]
) -> None:
    monkeypatch.chdir(home())
    assert sorted(fields(mengya(*arguments, "--json").json)) == PROMISED[name]


def test_a_table_of_raters_gives_the_promised_fields(mengya: Mengya, tmp_path: Path) -> None:
    rows = [f"u{unit},{unit % 4},{unit * 2 % 5},{unit * 3 % 4}" for unit in range(6)]
    (tmp_path / "t.csv").write_text("\n".join(["unit,a,b,c", *rows]), encoding="utf-8")
    shape = mengya("agreement", tmp_path / "t.csv", "--json").json
    assert sorted(fields(shape)) == PROMISED["agreement"]


def test_camps_give_the_promised_fields(mengya: Mengya, tmp_path: Path) -> None:
    made = mengya("camp", "new", "--recipe", "camp-1d", "--title", "T", "--json").json
    shown = mengya("camp", "show", made["code"], "--json").json
    (tmp_path / "r.csv").write_text("name,community,role\nLin,A,resident\n", encoding="utf-8")
    given = {
        "camp roster": mengya("camp", "roster", made["code"], tmp_path / "r.csv", "--json").json,
        "camp new": made,
        "camp list": mengya("camp", "list", "--json").json,
        "camp show": shown,
        "control": mengya("control", made["code"], "open", shown["steps"][0]["step"], "--json").json,
    }
    assert {name: sorted(fields(shape)) for name, shape in given.items()} == {
        name: PROMISED[name] for name in given
    }


def test_no_promise_is_left_untested() -> None:
    assert {
        *COMMANDS,
        "agreement",
        "camp new",
        "camp list",
        "camp show",
        "camp roster",
        "control",
        "followup",
    } == set(PROMISED)


def test_chinese_columns_stand_under_each_other() -> None:
    lines = grid(("社区", "n"), (("梧桐里", 3), ("b", 12))).splitlines()
    assert {width(line) for line in lines} == {width("梧桐里") + 2 + 2}


def test_a_table_is_as_wide_as_it_is_and_says_what_stands_in_its_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("FORCE_COLOR", "1")
    long = "一句很长的话" * 60
    assert grid(("name", "text"), (("[bold]a :x:", long), ("b", None))).splitlines() == [
        "name         text",
        f"-----------  {'-' * width(long)}",
        f"[bold]a :x:  {long}",
        "b            –",
    ]


def test_numbers_stand_to_the_right_with_three_decimals() -> None:
    assert grid(("n", "x"), ((1, 0.5), (120, 12.25))).splitlines() == [
        "  n       x",
        "---  ------",
        "  1   0.500",
        "120  12.250",
    ]
