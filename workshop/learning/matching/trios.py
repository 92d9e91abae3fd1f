"""Troika consulting groups for askers without a host: three people, each asked by the other two.

Two are too few for it and four need ten minutes more, so three is the aim: a four where one is left over, or a free
person to fill up where two are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.model.matching import Peer, Settled, both

SIZE = 3
OWN_ORGANISATION, APART, MET, SHARED = -10.0, -1000.0, -1.0, 1.0
PASSES = 50  # sweeps of swaps; a sweep without a gain ends it, which happens after a few


@dataclass(frozen=True)
class Trio:
    """People who sit together; `shared` are the codes more than one of them asks, `filled_up` those who came to help
    out."""

    people: tuple[str, ...]
    shared: tuple[str, ...]
    filled_up: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trios:
    """The groups, and the people who could not be placed because there is nobody to sit with."""

    groups: tuple[Trio, ...]
    left: tuple[str, ...]


def trios(
    people: Sequence[Peer], alone: Iterable[str], free: Iterable[str] = (), settled: Settled | None = None
) -> Trios:
    """Group the people in `alone` in threes; `free` may fill up a last group of two or one, in the order given.

    Sizes: n = 3k threes; 3k + 1 one four (one alone is filled up by two); 3k + 2 one more of `free`, else two fours;
    2 without anybody free stay two, 5 a three and a two, and 1 is left.
    Priorities: first nobody with whom they are `apart`, then nobody of their own organisation, then people stuck at the
    same obstacle, then people who have not met. Local search by pairwise swaps, until no swap gains; the order of input
    does not matter.
    """
    ruled = settled or Settled()
    by_id = {peer.id: peer for peer in people if peer.present}
    waiting = sorted(one for one in set(alone) if one in by_id)
    spare = [one for one in dict.fromkeys(free) if one in by_id and one not in waiting]
    fill = spare[: _needed(len(waiting))] if len(spare) >= _needed(len(waiting)) else []
    seated = [by_id[one] for one in (*waiting, *fill)]
    if len(seated) < SIZE - 1:
        return Trios((), tuple(peer.id for peer in seated))
    groups = swapped(_cut(seated), ruled)
    return Trios(tuple(_trio(group, frozenset(fill)) for group in groups), ())


def sizes(n: int) -> tuple[int, ...]:
    """Group sizes for n people: threes and as few fours as needed; 1, 2 and 5 are exceptions.

    >>> sizes(10), sizes(11), sizes(5)
    ((4, 3, 3), (4, 4, 3), (3, 2))
    """
    if n in (0, 1, 2):
        return (n,) if n else ()
    if n == 5:
        return (3, 2)
    fours = n % SIZE
    return (4,) * fours + (SIZE,) * ((n - 4 * fours) // SIZE)


def _needed(n: int) -> int:
    """How many free people to borrow so that no group has one or two."""
    if n == 1:
        return 2
    return 1 if n % SIZE == 2 else 0


def _cut(people: Sequence[Peer]) -> list[list[Peer]]:
    groups, start = [], 0
    for size in sizes(len(people)):
        groups.append(list(people[start : start + size]))
        start += size
    return groups


def swapped(groups: list[list[Peer]], settled: Settled) -> list[list[Peer]]:
    """Local search: swap two people between groups while that raises the two groups' summed worth."""
    for _ in range(PASSES):
        gained = False
        for first, group in enumerate(groups):
            for other_group in groups[first + 1 :]:
                for seat in range(len(group)):
                    for other_seat in range(len(other_group)):
                        before = _worth(group, settled) + _worth(other_group, settled)
                        group[seat], other_group[other_seat] = other_group[other_seat], group[seat]
                        if _worth(group, settled) + _worth(other_group, settled) > before + 1e-9:
                            gained = True
                        else:
                            group[seat], other_group[other_seat] = other_group[other_seat], group[seat]
        if not gained:
            break
    return groups


def _worth(group: Sequence[Peer], settled: Settled) -> float:
    total = 0.0
    for place, person in enumerate(group):
        for other in group[place + 1 :]:
            pair = both(person.id, other.id)
            total += APART * (pair in settled.apart) + OWN_ORGANISATION * person.belongs_with(other)
            total += MET * settled.met.get(pair, 0.0)
            asked = set(person.asks) | set(other.asks)
            total += SHARED * len(set(person.asks) & set(other.asks)) / len(asked) if asked else 0.0
    return total


def _trio(group: Sequence[Peer], fill: frozenset[str]) -> Trio:
    asked = [code for peer in group for code in dict.fromkeys(peer.asks)]
    shared = tuple(sorted({code for code in asked if asked.count(code) > 1}))
    ids = tuple(sorted(peer.id for peer in group))
    return Trio(ids, shared, tuple(one for one in ids if one in fill))
