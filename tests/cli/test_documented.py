"""The page on commands and the commands say the same."""

from __future__ import annotations

import re

from workshop.cli.app import CAMP_COMMANDS, COMMANDS, build
from workshop.content import home
from workshop.network.read import read

PAGE = (home() / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_command_is_on_the_page_and_no_other() -> None:
    known = {*COMMANDS, *(f"camp {name}" for name in CAMP_COMMANDS)}
    written = set(re.findall(r"`mengya (camp \w+|[a-z]+)", PAGE))
    assert written == known


def test_every_option_is_on_the_page() -> None:
    commands = build("en").commands
    options = {
        option
        for command in commands.values()
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
