"""`mengya match`: the promised fields, both languages, and what cannot be paired."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from workshop.base.content import home

HEADER = "person,organisation,community,stage,asks,offers\n"
ROOM = (
    HEADER
    + """Wang,A,Willow Lane,1.0,O3;O7,O10
Li,B,East Bank,2.0,O13,O3;O7;open_books
Zhang,C,West Bank,3.0,O18,O13;write_rules
Chen,A,Willow Lane,0,O10,
Zhou,D,Hill Front,2.0,O16,O3;teach_small_circle
Wu,D,Hill Front,1.0,O2,O10
"""
)
EXAMPLE = home() / "docs" / "examples" / "room.csv"


def room(folder: Path, text: str) -> Path:
    path = folder / "room.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_pairs_have_the_promised_fields(mengya: Mengya, tmp_path: Path) -> None:
    shape = mengya("match", room(tmp_path, ROOM), "--json").json
    assert set(shape) >= {"pairs", "unserved", "host_load", "total_fit", "worst_asker"}
    assert {(one["asker"], one["host"]) for one in shape["pairs"]} == {
        ("Wang", "Li"),
        ("Wang", "Zhou"),
        ("Li", "Zhang"),
        ("Chen", "Wu"),
        ("Zhou", "Zhang"),
    }
    assert shape["unserved"] == ["Chen", "Li", "Wu", "Zhang", "Zhou"]
    assert shape["host_load"] == {"Wang": 0, "Li": 1, "Zhang": 2, "Zhou": 1, "Wu": 1}
    assert shape["total_fit"] == pytest.approx(sum(one["fit"] for one in shape["pairs"]))
    assert shape["worst_asker"] == 0
    assert [one["because"] for one in shape["short"] if not one["got"]] == ["nobody_offers"] * 2


def test_hosts_and_capacity_are_kept(mengya: Mengya, tmp_path: Path) -> None:
    rows = "".join(f"a{number},A{number},,1.0,O3,\nh{number},H{number},,2.0,,O3\n" for number in range(8))
    path = room(tmp_path, HEADER + rows)
    shape = mengya("match", path, "--hosts", 3, "--capacity", 3, "--json").json
    assert shape["unserved"] == []
    assert set(Counter(one["asker"] for one in shape["pairs"]).values()) == {3}
    assert max(shape["host_load"].values()) == 3
    scarce = mengya("match", path, "--hosts", 3, "--capacity", 1, "--json").json
    assert sorted(Counter(one["asker"] for one in scarce["pairs"]).values()) == [1] * 8
    assert len(scarce["unserved"]) == 8


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_gives_reasons_and_no_score(mengya: Mengya, tmp_path: Path, language: str) -> None:
    done = mengya("match", room(tmp_path, ROOM), "--lang", language)
    assert done.code == 0
    assert {"zh": "比你往前走了1步", "en": "one stage further on"}[language] in done.out
    assert {"zh": "Wu还没有人能帮", "en": "Wu has no host"}[language] in done.out
    assert not re.search(r"[%％]|\d\.\d", done.out)


def test_one_organisation_is_an_honest_cannot(mengya: Mengya, tmp_path: Path) -> None:
    path = room(tmp_path, HEADER + "a,A,,1.0,O3,O7\nb,A,,2.0,O7,O3\nc,A,,2.0,O7,O3\n")
    done = mengya("match", path, "--json")
    assert (done.code, done.json["pairs"], done.json["warnings"]) == (0, [], ["one_house"])
    assert done.json["trios"][0]["people"] == ["a", "b", "c"]
    assert "one organisation" in mengya("match", path, "--lang", "en").out


@pytest.mark.parametrize(
    ("text", "arguments", "code", "row"),
    [
        (HEADER + "a,A,,9,O3,\n", (), "match.row_stage", 2),
        (HEADER + "a,A,,1.0,O77,\n", (), "match.row_code", 2),
        (HEADER + "a,A,,1.0,O3,\na,B,,1.0,,O3\n", (), "match.row_twice", 3),
        ("", (), "table.empty", None),
        (HEADER, (), "match.table_empty", None),
        ("name of it,x\n1,2\n", (), "match.column_missing", 1),
        (ROOM, ("--capacity", 0), "match.capacity", None),
        (ROOM, ("--hosts", 0), "match.hosts", None),
        (ROOM, ("--hosts", "some"), "cli.usage", None),
    ],
)
def test_a_wrong_table_is_refused_with_place_and_mend(
    mengya: Mengya, tmp_path: Path, text: str, arguments: tuple[object, ...], code: str, row: int | None
) -> None:
    done = mengya("match", room(tmp_path, text), *arguments, "--json")
    assert (done.code, done.json["error"]["code"]) == (2, code)
    assert done.json["error"]["message"]
    assert row is None or done.json["error"]["where"]["row"] == row


def test_a_file_that_is_not_there_is_said(mengya: Mengya, tmp_path: Path) -> None:
    assert mengya("match", tmp_path / "none.csv", "--json").json["error"]["code"] == "cli.no_file"


@pytest.mark.parametrize(("page", "language"), [("matching.md", "en"), ("matching.zh.md", "zh")])
def test_the_pages_quote_what_the_commands_say(mengya: Mengya, page: str, language: str) -> None:
    text = (home() / "docs" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(mengya .*?)\n\n(.*?)\n```", text, re.DOTALL)
    assert [command.split()[1] for command, _ in blocks] == ["match", "rounds"]
    for command, quoted in blocks:
        words = command.split()[1:]
        arguments = [home() / word if word.startswith("docs/") else word for word in words]
        said = mengya(*arguments, "--lang", language).out
        assert [line.rstrip() for line in said.strip().splitlines()] == quoted.splitlines()


def test_the_worked_example_of_the_page_is_the_programs(mengya: Mengya) -> None:
    fits = {
        (one["asker"], one["host"]): one["fit"]
        for one in json.loads(mengya("match", EXAMPLE, "--json").out)["pairs"]
    }
    # As worked out on the page: 1 of 1½ one stage ahead; ½ of 1 one stage ahead.
    assert fits["Wang", "Zhou"] == pytest.approx(2 / 3)
    assert fits["Zhou", "Zhang"] == 0.5
