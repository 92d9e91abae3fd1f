"""The worksheet holds every set of cases that share exactly something, and no other."""

from __future__ import annotations

from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.learning.made import CASES, WORDS, case
from workshop.learning.cases.casebase import cases
from workshop.learning.patterns.concepts import Concept, Trait, formal_concepts, traits_of, worksheet
from workshop.learning.patterns.pattern_text import MOST_SHARED, worksheet_sentences

TRAITS = st.frozensets(st.builds(Trait, st.just("asset"), st.sampled_from("abcdefg")))
CONTEXTS = st.dictionaries(st.sampled_from("pqrstuvw"), TRAITS, max_size=8)


def by_brute_force(context: dict[str, frozenset[Trait]]) -> set[Concept]:
    """Every set of cases: what they share, and everybody who shares it."""
    every = frozenset(chain.from_iterable(context.values()))
    found = set()
    for size in range(len(context) + 1):
        for chosen in combinations(sorted(context), size):
            shared = frozenset(one for one in every if all(one in context[name] for name in chosen))
            having = tuple(sorted(name for name in context if shared <= context[name]))
            found.add(Concept(having, tuple(sorted(shared))))
    return found


@given(CONTEXTS)
def test_the_concepts_are_those_of_brute_force(context: dict[str, frozenset[Trait]]) -> None:
    found = formal_concepts(context)
    assert len(found) == len(set(found))
    assert set(found) == by_brute_force(context)


def test_four_cases_that_share_exactly_two_things_are_found() -> None:
    """The reference's own example: a single leader and an activity room."""
    shared = frozenset({"willing_leader", "room"})
    base = [
        case(f"case-{n}", assets=shared | {extra}, obstacles=(f"O{n + 1}",), moves=(), stage=None)
        for n, extra in enumerate(("teacher", "sponsors", "small_fund", "chat_group"))
    ]
    found = [one for one in worksheet(base) if len(one.cases) == 4]
    assert [tuple(trait.code for trait in one.traits) for one in found] == [("room", "willing_leader")]


def test_outcomes_are_no_trait() -> None:
    told = case("a")
    assert {trait.kind for trait in traits_of(told)} <= {"obstacle", "asset", "move", "setting", "stage"}


def test_the_worksheet_says_that_it_is_no_finding() -> None:
    base = cases(CASES, "zh", WORDS)
    titles = {told.id: told.title for told in base}
    said = worksheet_sentences(worksheet(base), titles, WORDS, "zh")
    assert "不是结论" in said[0]
    assert "not a finding" in worksheet_sentences((), {}, WORDS, "en")[0]
    more = len(worksheet(base)) - MOST_SHARED
    assert len(said) == 1 + MOST_SHARED + 1
    assert str(more) in said[-1]
