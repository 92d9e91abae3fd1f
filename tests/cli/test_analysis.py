"""Analysis from the command line: known values, promised fields, and what wrong files get."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Mengya

EIGHT = {
    "mean_ties",
    "clustering",
    "path_length",
    "modularity",
    "largest_share",
    "isolated_share",
    "degree_gini",
    "deepest_core",
}


def test_the_karate_club_has_its_known_figures(mengya: Mengya) -> None:
    # Zachary's network as networkx ships it; values as networkx documents and computes them.
    shape = mengya("network", "builtin:karate", "--json").json
    assert (shape["people"], shape["groups"], shape["ties"], shape["directed"]) == (34, 0, 78, False)
    measures = shape["measures"]
    assert set(measures) >= EIGHT | {"density", "transitivity", "components"}
    assert measures["density"] == pytest.approx(0.13903743315508021, abs=1e-15)
    assert measures["transitivity"] == pytest.approx(0.2556818181818182, abs=1e-12)
    assert measures["clustering"] == pytest.approx(0.5706384782076823, abs=1e-12)
    assert measures["modularity"] == pytest.approx(0.4198, abs=1e-4)
    first = shape["bridges"][0]
    assert set(first) == {
        "id",
        "betweenness",
        "constraint",
        "effective_size",
        "times_named",
        "kept_in_top",
    }
    assert (first["id"], first["betweenness"]) == ("0", pytest.approx(0.43763528138528146, abs=1e-12))
    assert set(shape) >= {"response_rate", "coverage", "trust_ladder", "group_overlap", "warnings"}


def test_a_network_says_who_could_be_found_again_in_it(mengya: Mengya) -> None:
    # Shares of the karate club as measured before: 18 %, 68 %, 47 % of 34.
    told = mengya("network", "builtin:karate", "--json").json["disclosure"]
    assert told["n"] == 34
    assert [(one["what"], one["unique"]) for one in told["knows"]] == [
        ("degree", 6),
        ("neighbours", 23),
        ("ego", 16),
        ("columns", 16),
    ]
    assert set(told["knows"][0]) == {"what", "unique", "few", "share_unique", "share_few"}


TWO_GRAPHS = """<graphml><graph edgedefault="undirected">
<node id="王秀英"/><node id="王秀瑛"/><edge source="王秀英" target="王秀瑛"/>
</graph><graph edgedefault="undirected"><node id="x"/></graph></graphml>"""


@pytest.mark.parametrize(
    "arguments",
    [("network",), ("withdrawal", "--remove", "王秀英"), ("seeds", "-k", "1")],
    ids=lambda arguments: arguments[0],
)
def test_every_command_that_reads_a_map_says_how_it_was_understood(
    mengya: Mengya, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    # By hand: one graph more than is read, and two names one sign apart.
    (tmp_path / "m.graphml").write_text(TWO_GRAPHS, encoding="utf-8")
    command, *options = arguments
    notes = mengya(command, tmp_path / "m.graphml", *options, "--json").json["notes"]
    assert notes == [
        {
            "code": "graphs_left",
            "n": 1,
            "names": [],
            "message": "The file holds 1 more graph; only the first was read.",
        },
        {
            "code": "names_alike",
            "n": 1,
            "names": ["王秀英 – 王秀瑛"],
            "message": "1 pair of names is very much alike and may be one person or group: "
            "王秀英 – 王秀瑛. Nothing was joined.",
        },
    ]
    told = mengya(command, tmp_path / "m.graphml", *options)
    assert told.err.splitlines()[:2] == [note["message"] for note in notes]


def test_a_comparison_says_of_which_map_a_note_is(mengya: Mengya, tmp_path: Path) -> None:
    (tmp_path / "m.graphml").write_text(TWO_GRAPHS, encoding="utf-8")
    sources = (tmp_path / "m.graphml", "builtin:kite", "builtin:karate")
    notes = mengya("compare", *sources, "--json").json["notes"]
    assert [(note["community"], note["code"]) for note in notes] == [
        ("m", "graphs_left"),
        ("m", "names_alike"),
    ]
    assert mengya("compare", *sources).err.startswith("m: The file holds 1 more graph")


def test_davis_women_have_people_and_groups(mengya: Mengya) -> None:
    shape = mengya("network", "builtin:davis", "--json").json
    assert (shape["people"], shape["groups"], shape["ties"]) == (18, 14, 89)


def test_withdrawal_tells_all_three_losses(mengya: Mengya) -> None:
    shape = mengya("withdrawal", "builtin:karate", "--remove", "0,33", "--json").json
    assert set(shape) >= {
        "removed",
        "components",
        "share_before",
        "share_after",
        "fragmentation_before",
        "fragmentation_after",
        "distance_fragmentation_after",
        "random",
        "worst",
        "dependence",
        "groups_cut_off",
        "two_step_reach",
    }
    assert shape["removed"] == ["0", "33"]
    assert set(shape["random"]) == {"mean", "low", "high", "draws"}
    assert set(shape["worst"]) == {"ids", "share", "exact"}
    assert sum(shape["components"]) == 32
    assert shape["components"] == sorted(shape["components"], reverse=True)
    assert shape["share_after"] == shape["components"][0] / 32


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--remove", "0", "--kind", "supporter"],
        ["--remove", "nobody"],
        ["--remove", " , "],
        ["--kind", "supporter"],  # the club has none
        ["--kind", "wizard"],
    ],
)
def test_a_withdrawal_that_means_nothing_is_refused(mengya: Mengya, arguments: list[str]) -> None:
    done = mengya("withdrawal", "builtin:karate", *arguments, "--json")
    assert done.code == 2
    assert done.json["error"]["message"]


def test_comparison_has_the_promised_fields(mengya: Mengya) -> None:
    shape = mengya("compare", "builtin:karate", "builtin:florentine", "builtin:kite", "--json").json
    assert [one["id"] for one in shape["communities"]] == ["karate", "florentine", "kite"]
    for one in shape["communities"]:
        assert set(one["indicators"]) == set(one["z"]) == EIGHT
    assert len(shape["distance"]) == 3
    assert all(len(row) == 3 for row in shape["distance"])
    assert shape["nearest"]["kite"] == []  # of three, nobody is called high, low or most like
    assert not shape["placed"]
    assert (shape["common_response_rate"], shape["draws"]) == (None, 50)  # nobody recorded who answered
    assert not {"rank", "best", "position"} & set(shape["communities"][0])


def test_a_folder_stands_for_the_networks_in_it(mengya: Mengya, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.csv").write_text("source,target\na,b\nb,c\nc,d\n", encoding="utf-8")
    tables = tmp_path / "丙"
    tables.mkdir()
    (tables / "people.csv").write_text("编号\n1\n2\n3\n", encoding="utf-8")
    (tables / "ties.csv").write_text("起点,终点\n1,2\n", encoding="utf-8")
    shape = mengya("compare", tmp_path, "--json").json
    assert sorted(one["id"] for one in shape["communities"]) == sorted(["甲", "乙", "丙"])


def test_two_networks_of_one_name_are_told_apart(mengya: Mengya, tmp_path: Path) -> None:
    files = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / "net.csv"
        file.write_text("source,target\na,b\nb,c\n", encoding="utf-8")
        files.append(str(file))
    assert [one["id"] for one in mengya("compare", *files, "--json").json["communities"]] == files


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["network", "missing.graphml"], "network.no_file"),
        (["compare", "."], "cli.no_networks"),
        (["compare", "builtin:karate"], "network.compare_few"),
        (["suggest", "missing.toml"], "content.no_file"),
    ],
)
def test_what_is_not_there_is_bad_input(
    mengya: Mengya, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = mengya(*arguments, "--json")
    assert done.code == 2
    assert done.json["error"]["code"] == code
    assert done.json["error"]["message"] != done.json["error"]["code"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["network", "builtin:davis"],
        ["withdrawal", "builtin:kite", "--remove", "7"],
        ["compare", "builtin:karate", "builtin:kite"],
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_json_there_is_something_to_read(mengya: Mengya, arguments: list[str], language: str) -> None:
    done = mengya(*arguments, "--lang", language)
    assert done.code == 0
    assert len(done.out.splitlines()) > 3
    assert not done.out.startswith("{")


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


def test_a_comparison_shows_both_figures_and_takes_relations_by_name(mengya: Mengya, tmp_path: Path) -> None:
    head = "source,target,relation\n"
    for turn in range(8):
        ties = f"a,b,信任\nb,c,信任\nc,d,信任\na,d,{'认识' if turn else '信任'}\n"
        (tmp_path / f"c{turn}.csv").write_text(head + ties + f"p{turn},a,信任\n", encoding="utf-8")
    mixed = mengya("compare", tmp_path, "--json").json
    assert "compare.relations_differ" in mixed["warnings"]
    assert not mixed["placed"]
    named = mengya("compare", tmp_path, "--relation", "信任", "--json").json
    assert named["placed"]
    assert mengya("compare", tmp_path, "--relation", "八卦", "--json").code == 2
    assert "as on the map" in mengya("compare", tmp_path, "--lang", "en").out
