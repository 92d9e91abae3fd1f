"""Ties of discord are kept and told, and no measure counts them. Expected values: the same network without them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workshop.network
from tests.network.networks import community
from tests.properties import examples
from workshop.base.text import LANGUAGES, Language
from workshop.model.network import Network, Person, Relation, Tie
from workshop.model.picture import Stroke
from workshop.network.change.change import network_change
from workshop.network.change.change_chart import change_maps
from workshop.network.change.change_text import change_sentences
from workshop.network.collect.tie_confirmation import tie_confirmations
from workshop.network.draw.areas import areas, overview
from workshop.network.draw.layout import place
from workshop.network.draw.picture import draw
from workshop.network.graph.discord import discord, holding, means_discord
from workshop.network.interactive.timeline import all_waves
from workshop.network.io.parse import parse, reading
from workshop.network.measures.chance import closing_beside_chance, relations_alike, waves_alike
from workshop.network.measures.compare import compare
from workshop.network.measures.measures import measure
from workshop.network.outreach.blocked_residents import blocked_residents
from workshop.network.outreach.outreach import outreach, strip
from workshop.network.outreach.trust import trust
from workshop.network.privacy.disclosure import disclosure
from workshop.network.resilience.removal_curve import removal_curves
from workshop.network.resilience.withdrawal import withdraw
from workshop.network.seeding.seeding import by_simple_spread, by_threshold, nominations
from workshop.network.text.network_text import sentences

WHOLE = community(residents=14)
NODES = (*(person.id for person in WHOLE.people), *(group.id for group in WHOLE.groups))
EARLIER = community(5, residents=14)

MEASURES: dict[str, Callable[[Network], object]] = {
    "measure": lambda network: replace(measure(network), discord=0),
    "withdraw": lambda network: withdraw(network, ("s1", "s2")),
    "removal_curves": lambda network: removal_curves(network, ("s1", "s2")),
    "simple_spread": lambda network: by_simple_spread(network, 2),
    "threshold": lambda network: by_threshold(network, 2, 2),
    "nominations": nominations,
    "compare": lambda network: [
        replace(one, discord=0) for one in compare([("a", network), ("b", EARLIER)], draws=2).communities
    ],
    "closing": closing_beside_chance,
    "relations": lambda network: relations_alike(network, Relation.KNOWS, Relation.TRUSTS, permutations=20),
    "waves": lambda network: waves_alike(EARLIER, network, permutations=20),
    "change": lambda network: replace(network_change(EARLIER, network), discord_before=0, discord_after=0),
    "outreach": lambda network: (outreach(network), strip(network)),
    "trust": trust,
    "blocked": blocked_residents,
    "disclosure": disclosure,
    "confirmations": tie_confirmations,
    "layout": lambda network: {who: (round(x, 6), round(y, 6)) for who, (x, y) in place(network).items()},
    "areas": lambda network: (areas(network), overview(network, areas(network))),
}


@st.composite
def quarrels(draw: st.DrawFn) -> tuple[Tie, ...]:
    """Ties below zero under a relation of ours, or of any strength under a word for discord."""
    made = []
    for _ in range(draw(st.integers(1, 12))):
        one, other = draw(st.lists(st.sampled_from(NODES), min_size=2, max_size=2, unique=True))
        if draw(st.booleans()):
            relation: Relation | str = draw(st.sampled_from(Relation))
            strength = -draw(st.floats(0.001, 1000))
        else:
            relation, strength = (
                draw(st.sampled_from(("不和", "常冲突", "dislikes"))),
                draw(st.floats(0.1, 9)),
            )
        made.append(Tie(one, other, relation, strength, draw(st.sampled_from(("", one, "s1"))), trust=3))
    return tuple(made)


@pytest.mark.slow
@pytest.mark.parametrize("name", MEASURES)
@examples(8)
@given(quarrels())
def test_no_measure_counts_a_tie_of_discord(name: str, bad: tuple[Tie, ...]) -> None:
    figure = MEASURES[name]
    assert figure(replace(WHOLE, ties=(*bad, *WHOLE.ties))) == figure(WHOLE)


def test_they_are_counted_apart_and_told() -> None:
    bad = (Tie("r0", "r1", Relation.KNOWS, -2), Tie("r2", "r3", "不和"))
    found = measure(replace(WHOLE, ties=(*WHOLE.ties, *bad)))
    assert (found.ties, found.discord) == (len(WHOLE.ties), 2)
    for language, words in (("zh", "说不和的有 2 条"), ("en", "“conflict”): 2")):
        assert any(words in line for line in sentences(found, language))  # type: ignore[arg-type]
        assert not any(words in line for line in sentences(measure(WHOLE), language))  # type: ignore[arg-type]


MEASURING = (
    "graph",
    "measures",
    "resilience",
    "seeding",
    "outreach",
    "privacy/disclosure.py",
    "draw/layout.py",
)
SIGNATURES = {"discord.py", "response.py"}  # the one place that decides; and who has signed anything at all


def test_every_measure_takes_its_ties_from_the_place_that_decides() -> None:
    """Whoever reads `network.ties` itself in a measure has forgotten that some of them tell of discord."""
    root = Path(workshop.network.__file__).parent
    files = [
        path for name in MEASURING for path in ([root / name] if "." in name else (root / name).glob("*.py"))
    ]
    assert len(files) > 20
    forgetful = [
        f"{path.name}:{node.lineno}"
        for path in files
        if path.name not in SIGNATURES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "ties"
        and isinstance(node.value, ast.Name)
        and node.value.id in ("network", "earlier", "later")
    ]
    assert forgetful == []


@pytest.mark.parametrize(
    "word",
    [
        "不和",
        "有矛盾",
        "经常吵架",
        "冲突",
        "合不来",
        "敌对",
        "dislikes",
        "Conflict",
        "avoid",
        "enemy",
        "negative",
    ],
)
def test_words_for_discord_are_known(word: str) -> None:
    assert means_discord(word)


@pytest.mark.parametrize(
    "word",
    [
        "没有矛盾",
        "调解纠纷",
        "从不吵架",
        "和睦",
        "一起打牌",
        "conflict resolution",
        "no conflict",
        "avid fan",
        *Relation,
    ],
)
def test_what_denies_or_settles_a_quarrel_is_none(word: str) -> None:
    assert not means_discord(word)


def test_a_list_with_a_strength_below_zero_keeps_that_tie_apart_and_says_so() -> None:
    """By hand: two pairs hold, of six possible among four people; the third is told."""
    found = reading("ties.csv", "source,target,strength\n甲,乙,3\n乙,丙,-2\n丙,丁,1\n".encode())
    assert measure(found.network).measures.density == pytest.approx(2 / 6)
    assert [(note.code, note.n, note.names) for note in found.notes if note.code == "discord"] == [
        ("discord", 1, ("乙 – 丙",))
    ]


def test_a_graph_file_with_a_strength_below_zero_joins_nobody() -> None:
    data = b"""<graphml><key id="w" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="undirected">
    <node id="a"/><node id="b"/><edge source="a" target="b"><data key="w">-5</data></edge></graph></graphml>"""
    network = parse("map.graphml", data)
    assert (len(holding(network)), len(discord(network))) == (0, 1)
    assert measure(network).measures.components == 2


def test_the_map_draws_discord_with_a_line_and_a_legend_of_its_own() -> None:
    people = tuple(map(Person, "abc"))
    ties = (Tie("a", "b"), Tie("b", "c", Relation.TRUSTS, -1), Tie("a", "c", "不和"))
    picture = draw(Network(people, ties=ties))
    assert [(line.relation, line.stroke) for line in picture.lines] == [
        ("knows", Stroke.SOLID),
        ("discord", Stroke.DASH_DOTTED),
        ("不和", Stroke.DASH_DOTTED),
    ]
    strokes = {entry.key: entry.stroke for entry in picture.legend if entry.stroke}
    assert strokes == {
        "network.relation.knows": Stroke.SOLID,
        "network.relation.discord": Stroke.DASH_DOTTED,
    }
    # Only discord and the tie drawn for b with a hold a mark's size: c has no tie that holds.
    assert [mark.size for mark in picture.marks][2] < picture.marks[0].size


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quarrel_that_ended_is_no_tie_lost(language: Language) -> None:
    people = tuple(map(Person, "abc"))
    then = Network(people, ties=(Tie("a", "b"), Tie("b", "c", Relation.KNOWS, -1)))
    now = Network(people, ties=(Tie("a", "b"),))
    found = network_change(then, now)
    assert (found.ties[0].vanished, found.discord_before, found.discord_after) == (0, 1, 0)
    assert any("1" in line and "0" in line for line in change_sentences(found, language))
    assert {line.stroke for line in change_maps(then, now).changes.lines} == {
        Stroke.SOLID,
        Stroke.DASH_DOTTED,
    }
    picture, waves = all_waves(now, [then])
    assert [len(wave.lines) for wave in waves] == [2, 1]
    assert len(picture.lines) == 2
