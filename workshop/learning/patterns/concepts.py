"""Formal concept analysis: which cases share exactly which traits.

A formal concept is a set of cases with everything all of them share, such that no further case shares it too. The
worksheet is something to look at together, never a finding. Outcomes are left out on purpose, so that nobody reads a
rule of success off a dozen stories.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.model.case import Case

LEAST_CASES, LEAST_TRAITS = 2, 2


@dataclass(frozen=True, order=True)
class Trait:
    """Something a case has: `kind` is obstacle, asset, move, setting or stage."""

    kind: str
    code: str


@dataclass(frozen=True)
class Concept:
    """These cases (ids, sorted) share exactly these traits (sorted)."""

    cases: tuple[str, ...]
    traits: tuple[Trait, ...]


def worksheet(cases: Sequence[Case]) -> tuple[Concept, ...]:
    """What do several cases share? Concepts of at least two cases and two traits, those with the most cases first."""
    concepts = formal_concepts({case.id: traits_of(case) for case in cases})
    shared = [
        concept
        for concept in concepts
        if len(concept.cases) >= LEAST_CASES and len(concept.traits) >= LEAST_TRAITS
    ]
    return tuple(
        sorted(shared, key=lambda concept: (-len(concept.cases), -len(concept.traits), concept.cases))
    )


def traits_of(case: Case) -> frozenset[Trait]:
    """What a case had and did; an unknown value is not a trait."""
    traits = [Trait("obstacle", code) for code in case.obstacles]
    traits += [Trait("asset", code) for code in case.assets]
    traits += [Trait("move", move.code) for move in case.moves]
    traits += [Trait("setting", case.setting)] if case.setting is not None else []
    traits += [Trait("stage", case.stage)] if case.stage is not None else []
    return frozenset(traits)


def formal_concepts(traits: Mapping[str, frozenset[Trait]]) -> tuple[Concept, ...]:
    """Every formal concept of cases (id → traits), each once.

    The trait sets that occur are all intersections of cases' trait sets, and the set of all traits; each new case is
    intersected with those found so far. No cases: one concept with nothing in it.
    Source: Ganter & Wille 1999, Formal Concept Analysis, section 1.1.

    >>> a, b, c = (Trait("asset", code) for code in "abc")
    >>> concepts = formal_concepts({"x": frozenset({a, b}), "y": frozenset({b, c})})
    >>> [(concept.cases, [trait.code for trait in concept.traits]) for concept in concepts]
    [((), ['a', 'b', 'c']), (('x',), ['a', 'b']), (('y',), ['b', 'c']), (('x', 'y'), ['b'])]
    """
    shared: set[frozenset[Trait]] = {frozenset().union(*traits.values())}
    for had in traits.values():
        shared |= {had & trait_set for trait_set in shared}
    concepts = (
        Concept(
            tuple(sorted(case for case, had in traits.items() if trait_set <= had)), tuple(sorted(trait_set))
        )
        for trait_set in shared
    )
    return tuple(sorted(concepts, key=lambda concept: (len(concept.cases), concept.cases)))
