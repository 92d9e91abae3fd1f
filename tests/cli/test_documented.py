"""The page on commands and the commands say the same."""

from __future__ import annotations

import csv
import re

import pytest

from tests.cli.conftest import Mengya
from workshop.base.content import home
from workshop.cli.app import CAMP_COMMANDS, COMMANDS, LazyCommand, build
from workshop.network.io.read import read

PAGE = (home() / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_command_is_on_the_page_and_no_other() -> None:
    known = {*COMMANDS, *(f"camp {name}" for name in CAMP_COMMANDS)}
    written = set(re.findall(r"`mengya (camp \w+|[a-z]+)", PAGE))
    assert written == known


def test_every_option_is_on_the_page() -> None:
    commands = [
        command.load() for command in build("en").commands.values() if isinstance(command, LazyCommand)
    ]
    options = {
        option
        for command in commands
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    assert {option for option in options if option not in PAGE} == set()


def test_the_sample_tables_can_be_read_and_are_one_community() -> None:
    chinese, english = (
        read(str(home() / "data" / "networks" / f"sample-{language}")) for language in ("zh", "en")
    )
    assert chinese.ties == english.ties
    assert len(chinese.people) == 37
    assert chinese.name == "柳树巷"


@pytest.mark.parametrize(("page", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_pilots_pages_quote_what_the_command_says(mengya: Mengya, page: str, language: str) -> None:
    text = (home() / "docs" / "pilot" / page).read_text(encoding="utf-8")
    command, quoted = re.findall(r"```\n(.*?)\n```", text, re.DOTALL)
    assert command == "mengya pilot docs/pilot/example.csv"
    said = mengya("pilot", home() / "docs" / "pilot" / "example.csv", "--lang", language).out
    lines = {" ".join(line.split()) for line in said.splitlines()}
    assert [line for line in quoted.splitlines() if " ".join(line.split()) not in lines] == []


def test_the_pilots_example_says_in_every_row_that_it_is_invented() -> None:
    with (home() / "docs" / "pilot" / "example.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all("invented" in row["evidence"] and "Invented" in row["community"] for row in rows)


def test_the_pilots_pages_have_the_same_parts_in_both_languages() -> None:
    shapes = []
    for page in ("README.md", "README.zh.md"):
        lines = (home() / "docs" / "pilot" / page).read_text(encoding="utf-8").splitlines()
        # Headings by number, and how many rows each table has.
        shapes.append(
            [line.split()[1] if line[0] == "#" else line[0] for line in lines if line[:1] in ("#", "|")][1:]
        )
    assert shapes[0] == shapes[1]
