"""Every figure has a sentence with its n, in both languages, for every network there may be."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given

from tests.network.networks import community, networks, of
from tests.properties import examples
from workshop.base.text import LANGUAGES, Language, has, say
from workshop.model.network import GroupLife, Network, PersonKind, Relation
from workshop.network.graph.wording import labels, percent
from workshop.network.io.read import builtin
from workshop.network.measures.compare import compare
from workshop.network.measures.measures import Indicators, measure, warnings
from workshop.network.resilience.withdrawal import withdraw
from workshop.network.text.compare_text import difference_sentences
from workshop.network.text.network_text import (
    bridge_sentences,
    coverage_sentences,
    network_figures,
    network_words,
    overlap_sentences,
    sentences,
    withdrawal_figures,
    withdrawal_sentences,
    withdrawal_words,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_community_is_read_out_with_its_n(language: Language) -> None:
    network = community()
    lines = sentences(measure(network), language, labels(network))
    assert (
        sum("n=53" in line for line in lines) == 11 - 1 + 1
    )  # eleven figures, the parts and the largest share apart
    found, name = measure(network), labels(network)
    # None of this community's pairs stands out, so the one that shares most is read first.
    assert name(found.group_overlap[0].groups[0]) in overlap_sentences(found, language, name)[0]
    assert len(coverage_sentences(measure(network), language)) == len(measure(network).coverage) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_is_read_without_its_coefficients_first(language: Language) -> None:
    """Words and figures read together are the whole, each once."""
    found = measure(community())
    words, figures = network_words(found, language), network_figures(found, language)
    assert sorted((*words, *figures)) == sorted(sentences(found, language))
    gini = found.measures.degree_gini
    assert gini is not None
    assert any(f"{gini:.2f}" in line for line in figures)
    assert not any(f"{gini:.2f}" in line for line in words)


@examples(12)
@given(networks(loops=True))
def test_no_network_is_without_words(network: Network) -> None:
    for language in LANGUAGES:
        assert all(sentences(measure(network), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_undefined_is_said_to_be(language: Language) -> None:
    lines = sentences(measure(Network()), language)
    assert (
        say(language, "network.reading.undefined", measure=say(language, "network.measure.density"), n=0)
        in lines
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_withdrawal_is_read_out_beside_chance_and_the_worst(language: Language) -> None:
    star = of(("a", "b"), ("a", "c"), ("a", "d"), ("a", "e"))
    lines = withdrawal_sentences(withdraw(star, ["a"]), language)
    assert len(lines) == 8
    assert "25%" in lines[1]
    assert "n=4" in lines[1]
    assert "1.00" in lines[5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_means_is_said_apart_from_what_it_is_measured_with(language: Language) -> None:
    """Read together they are the whole, each once."""
    tested = withdraw(of(("a", "b"), ("a", "c"), ("a", "d"), ("a", "e")), ["a"])
    words, figures = withdrawal_words(tested, language), withdrawal_figures(tested, language)
    assert sorted((*words, *figures)) == sorted(withdrawal_sentences(tested, language))
    assert not any("1.00" in line or "400" in line for line in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_differences_are_said_without_a_ranking(language: Language) -> None:
    found = compare([(name, community(seed)) for seed, name in enumerate("甲乙丙丁戊己庚辛")], draws=2)
    lines = difference_sentences(found, language)
    assert say(language, "network.difference.no_ranking") in lines
    assert sum("甲" in line for line in lines) >= 2


def test_nobody_is_named_when_too_few_answered() -> None:
    people = tuple(type(person)(person.id, answered=False) for person in community().people)
    network = Network(people, community().groups, community().ties)
    assert bridge_sentences(measure(network), "zh") == (say("zh", "network.reading.no_bridges"),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_a_network_can_carry_has_a_word(language: Language) -> None:
    keys = [f"network.kind.{kind}" for kind in (*PersonKind, "group")]
    keys += [f"network.relation.{relation}" for relation in (*Relation, "other")]
    keys += [f"network.life.{life}" for life in GroupLife]
    keys += [f"network.rung.{rung}" for rung in range(5)]
    keys += [f"network.measure.{field.name}" for field in fields(Indicators)]
    keys += [f"network.caution.{code}" for code in warnings(Network())]
    assert [key for key in keys if not has(language, key)] == []


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    assert [percent(share) for share in (0.0, 0.004, 0.5, 0.996, 1.0)] == ["0", "0.4", "50", "99.6", "100"]


def test_all_and_nothing_are_written_in_one_way_and_only_where_they_are_meant() -> None:
    # 1 of 2,500 is neither nothing nor, left out, all: "0.0" and "100.0" would say so beside "0" and "100".
    assert [percent(share) for share in (0.0004, 0.9996)] == ["0.1", "99.9"]
    # A mean of ones, added up from thirds, is all of them.
    assert percent(1 - 2**-53) == "100"
    assert percent(2**-60) == "0"


def test_pairs_of_groups_are_read_out_a_few_and_the_rest_counted() -> None:
    """Of Davis' 66 pairs with common members none stands out for all pairs together (Holm): three named, 63 counted."""
    lines = overlap_sentences(measure(builtin("davis")), "en")
    assert len(lines) == 4
    assert "63" in lines[-1]
