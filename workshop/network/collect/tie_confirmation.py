"""In words: by whom the ties of a map are known, and what that does and does not tell.

Who said a tie: one of the two it joins, both, or only others. A tie is a report; one-sided ones stay apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from workshop.base.text import Language, say
from workshop.model.network import Network


class Confirmation(StrEnum):
    """By whom a tie is known."""

    BOTH = "both"
    ONE = "one"
    OTHERS = "others"  # neither of the two, but somebody else who said who they are
    NOBODY = "nobody"  # on the map without a reporter


@dataclass(frozen=True)
class ConfirmedTie:
    """One relation between two ends, and who said so. `answered`: both ends are people who answered."""

    one: str
    other: str
    relation: str
    by_one: bool = False
    by_other: bool = False
    onlookers: int = 0
    unsigned: int = 0  # reports that do not say who made them
    answered: bool = False
    group: bool = False  # one end is a group, which cannot speak for itself

    @property
    def told(self) -> Confirmation:
        """By whom it is known, the two themselves first."""
        if self.by_one and self.by_other:
            return Confirmation.BOTH
        if self.by_one or self.by_other:
            return Confirmation.ONE
        return Confirmation.OTHERS if self.onlookers else Confirmation.NOBODY


@dataclass(frozen=True)
class TieConfirmations:
    """All ties of a map by who said them; those with a group at one end are counted apart.

    `checkable` are the pairs of people who both answered of which at least one said so; `confirmed` those both said.
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
        """Pairs of people that have a tie of one kind, each kind counted."""
        return self.both + self.one + self.others + self.nobody


def tie_confirmations(network: Network) -> TieConfirmations:
    """Who said the ties of this map?

    Reports between the same two ends of one relation are one pair, whichever way round they were said; on a directed
    map each direction is a pair of its own. Said by both means that each end reported it. Ties of somebody with
    themselves are left out. Pairs are in the order they were first said; nothing said gives zeros.

    >>> from workshop.model.network import Person, Tie
    >>> two = Network((Person("A"), Person("B")), ties=(Tie("A", "B", reporter="A"), Tie("B", "A", reporter="B")))
    >>> found = tie_confirmations(two)
    >>> (found.both, found.one, found.checkable, found.confirmed)
    (1, 0, 1, 1)
    """
    people = {one.id: one.answered for one in network.people}
    found: dict[tuple[str, str, str], ConfirmedTie] = {}
    onlookers: dict[tuple[str, str, str], set[str]] = {}
    for tie in network.ties:
        if tie.source == tie.target:
            continue
        relation = str(tie.relation)
        key = (tie.source, tie.target, relation)
        turned = (tie.target, tie.source, relation)
        if not network.directed and turned in found:
            key = turned
        pair = found.get(key) or ConfirmedTie(
            *key,
            answered=people.get(tie.source, False) and people.get(tie.target, False),
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
        found[key] = replace(pair, onlookers=len(onlookers.get(key, ())))
    pairs = tuple(found.values())
    counts = Counter(pair.told for pair in pairs if not pair.group)
    asked = [pair for pair in pairs if pair.answered and pair.told in (Confirmation.BOTH, Confirmation.ONE)]
    return TieConfirmations(
        pairs=pairs,
        both=counts[Confirmation.BOTH],
        one=counts[Confirmation.ONE],
        others=counts[Confirmation.OTHERS],
        nobody=counts[Confirmation.NOBODY],
        with_group=sum(pair.group for pair in pairs),
        checkable=len(asked),
        confirmed=sum(pair.told is Confirmation.BOTH for pair in asked),
    )


def confirmation_sentences(found: TieConfirmations, language: Language) -> tuple[str, ...]:
    """How many ties were said by whom; of those both could have said, how many both did; how to take it."""
    if not found.pairs:
        return (say(language, "gathering.sides.none"),)
    sentences: list[str] = []
    if found.between_people:
        joiner = say(language, "network.reading.list_joiner")
        counts = (
            ("both", found.both),
            ("one", found.one),
            ("others", found.others),
            ("nobody", found.nobody),
        )
        parts = [say(language, f"gathering.sides.{name}", n=n) for name, n in counts if n]
        sentences.append(
            say(language, "gathering.sides.people", n=found.between_people, parts=joiner.join(parts))
        )
    if found.with_group:
        sentences.append(say(language, "gathering.sides.groups", n=found.with_group))
    if found.checkable:
        sentences.append(
            say(language, "gathering.sides.checkable", n=found.checkable, confirmed=found.confirmed)
        )
        sentences.append(say(language, "gathering.sides.usual"))
    return tuple(sentences)
