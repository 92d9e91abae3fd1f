"""Tie confirmation (reciprocity of reports): whether one end, both ends or only others reported a tie; with sentences.

A tie is a report; ties reported by one side only are counted apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from workshop.base.text import Language, say
from workshop.model.network import Network
from workshop.network.graph.discord import holding
from workshop.network.measures.response import heard


class Confirmation(StrEnum):
    """Who reported a tie."""

    BOTH = "both"
    ONE = "one"
    OTHERS = "others"  # neither end, but a named third person
    NOBODY = "nobody"  # on the map without a reporter


@dataclass(frozen=True)
class ConfirmedTie:
    """One relation between two ends, and who reported it. `answered`: both ends are known to have answered."""

    one: str
    other: str
    relation: str
    by_one: bool = False
    by_other: bool = False
    onlookers: int = 0
    unsigned: int = 0  # reports without a reporter
    answered: bool = False
    group: bool = False  # one end is a group, which cannot report

    @property
    def known_by(self) -> Confirmation:
        """Who reported it, the two ends first."""
        if self.by_one and self.by_other:
            return Confirmation.BOTH
        if self.by_one or self.by_other:
            return Confirmation.ONE
        return Confirmation.OTHERS if self.onlookers else Confirmation.NOBODY


@dataclass(frozen=True)
class TieConfirmations:
    """All ties of a map that hold people together, by who reported them; those with a group at one end are counted apart.

    `checkable` are the pairs of people who both answered and of which at least one reported the tie; `confirmed` are those
    that both reported.
    """

    pairs: tuple[ConfirmedTie, ...]
    both: int
    one: int
    others: int
    nobody: int
    with_group: int
    checkable: int
    confirmed: int

    @property
    def between_people(self) -> int:
        """Ties between people: pairs, counted once per relation."""
        return self.both + self.one + self.others + self.nobody


def tie_confirmations(network: Network) -> TieConfirmations:
    """Who reported the ties of this map?

    Reports of one relation between the same two ends are one pair, in either direction; on a directed map each
    direction is a pair of its own. Confirmed means that each end reported it. Self loops are left out. Pairs are in the
    order of their first report; an empty map gives zeros.

    >>> from workshop.model.network import Person, Tie
    >>> two = Network((Person("A"), Person("B")), ties=(Tie("A", "B", reporter="A"), Tie("B", "A", reporter="B")))
    >>> found = tie_confirmations(two)
    >>> (found.both, found.one, found.checkable, found.confirmed)
    (1, 0, 1, 1)
    """
    people = {one.id for one in network.people}
    answered = heard(network)
    by_key: dict[tuple[str, str, str], ConfirmedTie] = {}
    onlookers: dict[tuple[str, str, str], set[str]] = {}
    for tie in holding(network):
        if tie.source == tie.target:
            continue
        relation = str(tie.relation)
        key = (tie.source, tie.target, relation)
        turned = (tie.target, tie.source, relation)
        if not network.directed and turned in by_key:
            key = turned
        pair = by_key.get(key) or ConfirmedTie(
            *key,
            answered={tie.source, tie.target} <= answered,
            group=tie.source not in people or tie.target not in people,
        )
        if tie.reporter == pair.one:
            pair = replace(pair, by_one=True)
        elif tie.reporter == pair.other:
            pair = replace(pair, by_other=True)
        elif tie.reporter:
            onlookers.setdefault(key, set()).add(tie.reporter)
        else:
            pair = replace(pair, unsigned=pair.unsigned + 1)
        by_key[key] = replace(pair, onlookers=len(onlookers.get(key, ())))
    pairs = tuple(by_key.values())
    counts = Counter(pair.known_by for pair in pairs if not pair.group)
    asked = [
        pair for pair in pairs if pair.answered and pair.known_by in (Confirmation.BOTH, Confirmation.ONE)
    ]
    return TieConfirmations(
        pairs=pairs,
        both=counts[Confirmation.BOTH],
        one=counts[Confirmation.ONE],
        others=counts[Confirmation.OTHERS],
        nobody=counts[Confirmation.NOBODY],
        with_group=sum(pair.group for pair in pairs),
        checkable=len(asked),
        confirmed=sum(pair.known_by is Confirmation.BOTH for pair in asked),
    )


def confirmation_sentences(confirmations: TieConfirmations, language: Language) -> tuple[str, ...]:
    """How many ties were reported by whom; how many of the checkable ones are confirmed; how to read that."""
    if not confirmations.pairs:
        return (say(language, "gathering.sides.none"),)
    sentences: list[str] = []
    if confirmations.between_people:
        joiner = say(language, "network.reading.list_joiner")
        counts = (
            ("both", confirmations.both),
            ("one", confirmations.one),
            ("others", confirmations.others),
            ("nobody", confirmations.nobody),
        )
        parts = [say(language, f"gathering.sides.{name}", n=n) for name, n in counts if n]
        sentences.append(
            say(language, "gathering.sides.people", n=confirmations.between_people, parts=joiner.join(parts))
        )
    if confirmations.with_group:
        sentences.append(say(language, "gathering.sides.groups", n=confirmations.with_group))
    if confirmations.checkable:
        sentences.append(
            say(
                language,
                "gathering.sides.checkable",
                n=confirmations.checkable,
                confirmed=confirmations.confirmed,
            )
        )
        sentences.append(say(language, "gathering.sides.usual"))
    return tuple(sentences)
