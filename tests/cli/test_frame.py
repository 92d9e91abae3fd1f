"""The options every command shares, and what is printed as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.base.errors import InputError
from workshop.cli.frame import dumped, read_common, system_language


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


def test_what_is_not_a_number_is_null_and_nothing_is_rounded() -> None:
    shape = {"a": float("nan"), "b": [float("inf"), 0.1 + 0.2], "c": {"d": "NaN 名"}}
    assert dumped(shape) == '{"a": null, "b": [null, 0.30000000000000004], "c": {"d": "NaN 名"}}'
