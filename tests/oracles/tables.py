"""Made tables that another program's figures are worked out for: communities alike or not, and rooms that voted.

Only the standard library, and of it only `Random.random()`, whose numbers are the same in every version of Python: an
oracle's environment and the tests build the same tables from here, and only the oracle's figures are stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

T = TypeVar("T")

STAGES = ("0", "1.0", "2.0", "3.0")
SETTINGS = ("old_unit", "commercial", "mixed", "resettlement", "village")

Community = dict[str, str | int]


def _one_of(chance: Random, values: Sequence[T]) -> T:
    return values[int(chance.random() * len(values))]


def communities(count: int, seed: int) -> list[Community]:
    """Communities that give every attribute; sizes run over three powers of ten, as those of villages and estates."""
    chance = Random(seed)
    return [
        {
            "stage": _one_of(chance, STAGES),
            "setting": _one_of(chance, SETTINGS),
            "committee_support": _one_of(chance, range(4)),
            "familiarity": _one_of(chance, range(4)),
            "households": int(10 ** (1 + 3 * chance.random())),
            "groups": int(chance.random() ** 2 * 25),
        }
        for _ in range(count)
    ]


@dataclass(frozen=True)
class Conversation:
    """`votes`: people × statements, 1 agree, 0 pass, −1 disagree, None not answered. `groups`: one number a person."""

    votes: list[list[int | None]]
    groups: list[int]


def conversation(people: int, statements: int, groups: int, seed: int) -> Conversation:
    """Groups of unequal size with a mind of their own, from which each of their people turns off now and then.

    As in a conversation that grows, most people stop before the last statement and skip a few on the way; every
    person answers at least three, and every statement has somebody's answer.
    """
    chance = Random(seed)
    minds = [[_one_of(chance, (1, 1, 0, -1, -1)) for _ in range(statements)] for _ in range(groups)]
    votes: list[list[int | None]] = []
    of: list[int] = []
    for person in range(people):
        group = int(groups * chance.random() ** 1.5)
        heard = statements if person < 3 else max(3, int(statements * chance.random() ** 0.7))
        own = [_one_of(chance, (1, 0, -1)) if chance.random() < 0.3 else mind for mind in minds[group]]
        skips = [place >= 3 and chance.random() < 0.1 for place in range(statements)]
        votes.append([vote if place < heard and not skips[place] else None for place, vote in enumerate(own)])
        of.append(group)
    return Conversation(votes, of)


# What the stored figures belong to.
COMMUNITIES = communities(111, seed=20)
ASKERS = communities(6, seed=21)
CONVERSATIONS = {
    "small": conversation(24, 36, groups=3, seed=22),
    "middling": conversation(138, 47, groups=2, seed=23),
    "large": conversation(197, 50, groups=2, seed=24),
}
