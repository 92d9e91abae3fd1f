"""A worksheet: which cases share exactly what. Something to look at together, never a finding.

Formal concepts: a set of cases and everything all of them share, such that no further case shares it too. Outcomes are
left out on purpose, so that nobody reads a rule of success off a dozen stories.
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
    """What do several cases share? Those of at least two cases and two traits, the most cases first."""
    concepts = formal_concepts({case.id: traits_of(case) for case in cases})
    shared = [one for one in concepts if len(one.cases) >= LEAST_CASES and len(one.traits) >= LEAST_TRAITS]
    return tuple(sorted(shared, key=lambda one: (-len(one.cases), -len(one.traits), one.cases)))


def traits_of(case: Case) -> frozenset[Trait]:
    """What a case had and did; what is not known is not a trait."""
    found = [Trait("obstacle", code) for code in case.obstacles]
    found += [Trait("asset", code) for code in case.assets]
    found += [Trait("move", move.code) for move in case.moves]
    found += [Trait("setting", case.setting)] if case.setting is not None else []
    found += [Trait("stage", case.stage)] if case.stage is not None else []
    return frozenset(found)


def formal_concepts(traits: Mapping[str, frozenset[Trait]]) -> tuple[Concept, ...]:
    """Every formal concept of cases (id → traits), each once.

    The trait sets that occur are all intersections of cases' trait sets, and the set of all traits; each new case is
    intersected with those found so far. No cases: one concept with nothing in it.
    Source: Ganter & Wille 1999, Formal Concept Analysis, section 1.1.

    >>> a, b, c = (Trait("asset", code) for code in "abc")
    >>> found = formal_concepts({"x": frozenset({a, b}), "y": frozenset({b, c})})
    >>> [(one.cases, [trait.code for trait in one.traits]) for one in found]
    [((), ['a', 'b', 'c']), (('x',), ['a', 'b']), (('y',), ['b', 'c']), (('x', 'y'), ['b'])]
    """
    shared: set[frozenset[Trait]] = {frozenset().union(*traits.values())}
    for had in traits.values():
        shared |= {had & one for one in shared}
    found = (
        Concept(tuple(sorted(case for case, had in traits.items() if one <= had)), tuple(sorted(one)))
        for one in shared
    )
    return tuple(sorted(found, key=lambda one: (len(one.cases), one.cases)))
