"""`mengya seeds`: the promised fields, both ways of spreading, and what cannot be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Mengya

PROMISED = {"seeds", "reach", "by", "heuristic", "baselines"}


def test_first_movers_have_the_promised_fields(mengya: Mengya) -> None:
    shape = mengya("seeds", "builtin:karate", "-k", 3, "--json").json
    assert set(shape) >= PROMISED | {"n", "cautions"}
    assert (shape["by"], shape["heuristic"], shape["n"]) == ("simple", False, 34)
    assert shape["seeds"][:2] == ["33", "0"]  # the club's two leaders, in two halves of it
    assert shape["reach"] == sorted(shape["reach"])
    assert len(shape["seeds"]) == len(shape["reach"]) == 3
    assert set(shape["baselines"]) == {"degree", "random", "times_named"}
    assert shape["reach"][-1] >= shape["baselines"]["degree"] > shape["baselines"]["random"]
    assert shape["random"]["draws"] >= 200


def test_with_a_threshold_people_wait_for_others(mengya: Mengya) -> None:
    shape = mengya("seeds", "builtin:karate", "-k", 2, "--theta", 2, "--json").json
    assert (shape["by"], shape["heuristic"], shape["theta"]) == ("threshold", True, 2)
    assert shape["reach"][0] == 1.0
    assert shape["reach"][1] >= shape["baselines"]["degree"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sentences_give_n_and_what_it_does_not_mean(mengya: Mengya, language: str) -> None:
    said = mengya("seeds", "builtin:karate", "-k", 3, "--theta", 2, "--lang", language).out
    assert "n=34" in said
    assert {"zh": "不是保证", "en": "not a promise"}[language] in said
    assert {"zh": "先问本人", "en": "ask them first"}[language] in said


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("-k", 0), "movers.k"),
        (("-k", 35), "movers.too_many"),
        (("-k", 2, "--theta", 0), "movers.theta"),
        (("-k", 2, "--spread", 0), "movers.spread"),
        (("-k", 2, "--spread", "0.1", "--theta", 2), "movers.theta_or_spread"),
        ((), "cli.usage"),
        (("-k", "many"), "cli.usage"),
    ],
)
def test_what_means_nothing_is_refused(mengya: Mengya, arguments: tuple[object, ...], code: str) -> None:
    done = mengya("seeds", "builtin:karate", *arguments, "--json")
    assert (done.code, done.json["error"]["code"]) == (2, code)
    assert done.json["error"]["message"]


def test_a_map_without_ties_is_refused_with_what_to_do(mengya: Mengya, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id\na\nb\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text("source,target\na,b\n", encoding="utf-8")
    assert mengya("seeds", tmp_path, "-k", 1, "--json").code == 0
    (tmp_path / "map.net").write_text('*Vertices 2\n1 "a"\n2 "b"\n*Edges\n', encoding="utf-8")
    done = mengya("seeds", tmp_path / "map.net", "-k", 1, "--lang", "zh")
    assert done.code == 2
    assert "还没有任何关系" in done.err
