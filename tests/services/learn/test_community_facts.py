"""What people tell beside the cards: it is theirs, it is never guessed, and it goes when they go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import content, context_on
from tests.properties import examples
from workshop.base.errors import InputError
from workshop.learning.cases.casebase import trusted
from workshop.learning.suggest.asker import ASKED_FREELY
from workshop.learning.suggest.retrieval import suggest
from workshop.learning.suggest.similarity import answers
from workshop.model.camp import Camp, Seat
from workshop.model.case import Asker
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.learn import community_facts, suggestions
from workshop.services.learn.community_facts import LONGEST_WORDS, CommunityFacts
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store
from workshop.store.suggestions import AskerNote

ASSETS = [entry.code for entry in content().vocabularies.assets.current]


def room(store: Store) -> tuple[AppContext, Camp, Seat, Seat]:
    """Two people of one community."""
    context = context_on(store)
    camp = camps.new_camp(context, "试营", "camp-half").camp
    first, second = (
        seats.join(context, camp.code, Arrival(key * 32, key, "甲社区", "resident", consent=True)).seat
        for key in "ab"
    )
    return context, camp, first, second


def test_what_is_there_and_ones_own_words_are_ones_own_and_facts_the_communitys(store: Store) -> None:
    context, camp, first, second = room(store)
    note = AskerNote(frozenset({"committee_backing"}), "没人敢先垫钱")
    community_facts.tell_facts(context, first, CommunityFacts({"households": 900, "familiarity": 2}, note))
    one, other = (suggestions.known_of(context, camp, seat) for seat in (first, second))
    assert (one.assets, one.words) == (frozenset({"committee_backing"}), "没人敢先垫钱")
    assert (other.assets, other.words) == (None, "")
    assert (one.households, one.familiarity, one.groups) == (900, 2, None)
    assert (other.households, other.familiarity) == (900, 2)


def test_there_is_nothing_is_not_i_cannot_say(store: Store) -> None:
    context, _, first, _ = room(store)
    for assets in (frozenset[str](), None, frozenset({ASSETS[0]}), None):
        community_facts.tell_facts(context, first, CommunityFacts(note=AskerNote(assets)))
        assert community_facts.facts_told_by(context, first).assets == assets


def test_a_fact_somebody_filled_in_meanwhile_stays(store: Store) -> None:
    context, _, first, second = room(store)
    community_facts.tell_facts(context, first, CommunityFacts({"households": 900}))
    place = community_facts.tell_facts(context, second, CommunityFacts({"households": 5, "groups": 3}))
    assert (place.households, place.groups) == (900, 3)
    assert camps.community(context, first.community) == place


@pytest.mark.parametrize(
    ("telling", "code"),
    [
        (CommunityFacts(note=AskerNote(frozenset({"a castle"}))), "asking.unknown"),
        (CommunityFacts({"setting": "on the moon"}), "asking.unknown"),
        (CommunityFacts({"name": "乙社区"}), "asking.unknown"),
        (CommunityFacts({"households": 1_000_001}), "community.fact"),
        (CommunityFacts({"familiarity": 4}), "community.fact"),
        (CommunityFacts(note=AskerNote(words="字" * (LONGEST_WORDS + 1))), "asking.words"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_of_it_kept(
    store: Store, telling: CommunityFacts, code: str
) -> None:
    context, _, first, _ = room(store)
    before = camps.community(context, first.community)
    with pytest.raises(InputError) as caught:
        community_facts.tell_facts(context, first, telling)
    assert caught.value.code == code
    assert camps.community(context, first.community) == before
    assert community_facts.facts_told_by(context, first) == AskerNote()


def test_leaving_takes_it_along(store: Store) -> None:
    context, _, first, second = room(store)
    community_facts.tell_facts(
        context, first, CommunityFacts(note=AskerNote(frozenset({ASSETS[0]}), "别人不该看到的话"))
    )
    erase.erase_participant(context, first.id, "self")
    assert community_facts.facts_told_by(context, first) == AskerNote()
    assert community_facts.facts_told_by(context, second) == AskerNote()


@st.composite
def askers(draw: st.DrawFn) -> Asker:
    words = content().vocabularies

    def some(codes: list[str]) -> str | None:
        return draw(st.sampled_from([None, *codes]))

    obstacles = draw(st.lists(st.sampled_from(sorted(words.obstacles.codes)), min_size=1, max_size=2))
    return Asker(
        obstacles=tuple(dict.fromkeys(obstacles)),
        stage=some(["0", "1.0", "2.0"]),
        setting=some([entry.code for entry in words.settings.current]),
        committee_support=draw(st.sampled_from([None, 0, 3])),
        familiarity=draw(st.sampled_from([None, 0, 3])),
        households=draw(st.sampled_from([None, 100, 5000])),
        groups=draw(st.sampled_from([None, 0, 40])),
        assets=draw(st.sampled_from([None, frozenset[str](), frozenset(ASSETS[:3])])),
    )


@examples(40)
@given(askers())
def test_at_most_four_things_are_asked_and_then_one_at_a_time(asker: Asker) -> None:
    found = suggest(asker, trusted(content().cases["zh"]), content().vocabularies)
    known = answers(asker)
    answered = sum(value is not None for value in known.values())
    assert len(found.ask_next) <= max(1, ASKED_FREELY - answered)
    assert all(known[one] is None for one in found.ask_next)
