"""`mengya rounds`: the promised fields, tables to read, and what cannot be seated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Mengya


def test_rounds_have_the_promised_fields(mengya: Mengya) -> None:
    shape = mengya("rounds", "--people", 40, "--tables", 10, "--rounds", 5, "--json").json
    assert set(shape) >= {"rounds", "repeats", "same_organisation", "method"}
    assert (shape["repeats"], shape["same_organisation"], shape["method"]) == (0, 0, "walking")
    assert [len(seated) for seated in shape["rounds"]] == [10] * 5
    everybody = {str(number) for number in range(1, 41)}
    assert all({one for table in seated for one in table} == everybody for seated in shape["rounds"])


def test_a_list_of_people_keeps_organisations_apart(mengya: Mengya, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("姓名,机构\n" + "".join(f"人{n},机构{n % 5}\n" for n in range(20)), encoding="gb18030")
    shape = mengya("rounds", path, "--tables", 5, "--rounds", 4, "--json").json
    assert (shape["repeats"], shape["same_organisation"], shape["n"]) == (0, 0, 20)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_is_a_table_and_says_what_is_not_as_wished(mengya: Mengya, language: str) -> None:
    said = mengya("rounds", "--people", 24, "--tables", 6, "--rounds", 7, "--lang", language).out
    assert {"zh": "第7轮", "en": "round 7"}[language] in said
    assert {"zh": "次重复碰面", "en": "repeated meetings are left"}[language] in said
    assert {"zh": "摆7张桌", "en": "With 7 tables"}[language] in said
    assert "24" in said


def test_a_room_of_three_sits_at_one_table_and_says_that_it_repeats(mengya: Mengya) -> None:
    shape = mengya("rounds", "--people", 3, "--tables", 1, "--rounds", 2, "--json").json
    assert (shape["repeats"], shape["warnings"]) == (3, ["one_table"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--people", 3, "--tables", 2, "--rounds", 2), "rounds.many_tables"),
        (("--people", 0, "--tables", 2, "--rounds", 2), "rounds.few"),
        (("--people", -5, "--tables", 2, "--rounds", 2), "rounds.few"),
        (("--people", 8, "--tables", 0, "--rounds", 2), "rounds.tables"),
        (("--people", 8, "--tables", 2, "--rounds", 0), "rounds.rounds"),
        (("--people", 9_999_999, "--tables", 2, "--rounds", 2), "rounds.many_people"),
        (("--tables", 2, "--rounds", 2), "rounds.who"),
        (("x.csv", "--people", 8, "--tables", 2, "--rounds", 2), "rounds.who"),
        (("--people", 8, "--rounds", 2), "cli.usage"),
    ],
)
def test_what_means_no_round_is_refused(mengya: Mengya, arguments: tuple[object, ...], code: str) -> None:
    done = mengya("rounds", *arguments, "--json")
    assert (done.code, done.json["error"]["code"]) == (2, code)
    assert done.json["error"]["message"]


def test_a_name_that_stands_twice_is_refused_with_its_row(mengya: Mengya, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("person\na\nb\na\n", encoding="utf-8")
    error = mengya("rounds", path, "--tables", 1, "--rounds", 1, "--json").json["error"]
    assert (error["code"], error["where"]["row"]) == ("match.row_twice", 4)
