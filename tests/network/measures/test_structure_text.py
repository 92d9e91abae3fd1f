"""Roles, mixing and cores have a plain sentence with their n in both languages; nobody is named where too few answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.network.measures.test_structure import MADE
from tests.network.networks import community
from workshop.base.text import LANGUAGES, Language, has, say
from workshop.model.network import Network
from workshop.network.graph.wording import labels
from workshop.network.io.read import builtin
from workshop.network.measures.measures import measure
from workshop.network.measures.mixing import Leaning
from workshop.network.measures.structure_text import (
    broker_sentences,
    core_sentences,
    mixing_sentences,
    structure_sentences,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ties_inside_buildings_are_told_beside_chance(language: Language) -> None:
    """7 of 15 inside is 47 %, chance 25 %: bonding, with n and who answered."""
    people = tuple(replace(person, answered=True) for person in MADE.people)
    (line,) = mixing_sentences(measure(replace(MADE, people=people)), language)
    assert all(part in line for part in ("15", "47%", "25%", "n=8", "100%"))
    words = {"zh": "数的是图上的来往", "en": "counts ties on the map"}
    assert words[language] in line
    assert not any(claim in line for claim in ("更爱", "keep to their own"))  # counts say nothing of wishes


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_ties_carry_a_caution(language: Language) -> None:
    few = replace(MADE, ties=MADE.ties[:4])
    assert say(language, "network.caution.mixing.few", ties=4) in mixing_sentences(measure(few), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_brokers_are_told_with_their_role_and_how_firmly(language: Language) -> None:
    (line,) = broker_sentences(measure(MADE), language)
    assert say(language, "network.role.gatekeeper") in line  # F: 2 of 5 ways across, R's table
    assert "n=8" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_cores_are_named_or_said_not_to_be_there(language: Language) -> None:
    club = core_sentences(measure(builtin("karate")), language)
    assert len(club) == 3
    assert "32" in club[0]
    assert say(language, "network.reading.core_two") == club[-1]
    assert len(core_sentences(measure(community()), language)) == 2  # likeness 0.19 and 0.25: nobody named


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_named_below_sixty_percent(language: Language) -> None:
    people = tuple(replace(person, answered=turn < 18) for turn, person in enumerate(community().people))
    found = measure(replace(community(), people=people))
    assert broker_sentences(found, language, labels(community())) == ()
    assert core_sentences(found, language, labels(community())) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_map_is_told_nothing_about(language: Language) -> None:
    assert structure_sentences(measure(Network()), language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_leaning_has_its_sentence(language: Language) -> None:
    keys = [
        f"network.reading.mixing_{what}_{leaning}" for what in ("building", "group") for leaning in Leaning
    ]
    assert [key for key in keys if not has(language, key)] == []
