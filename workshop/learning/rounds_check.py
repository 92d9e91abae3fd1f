"""What a seating in rounds really does, counted from the tables alone, and what no seating could do better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workshop.model.matching import Peer, both

# In each round, at each table, who sits there.
Rounds = Sequence[Sequence[Sequence[str]]]


@dataclass(frozen=True)
class Counts:
    """`repeats`: meetings of two people who had met before, over all rounds and pairs. `same_organisation`: meetings of
    two people of one house; `apart`: of two who are not to sit together; `same_role`: of two with one role.

    `met` and `pairs`: how many pairs of all met at least once. `smallest`, `largest`: sizes of tables.
    """

    repeats: int
    same_organisation: int
    apart: int
    same_role: int
    met: int
    pairs: int
    smallest: int
    largest: int


def count(
    rounds: Rounds, people: Mapping[str, Peer], apart: frozenset[frozenset[str]] = frozenset()
) -> Counts:
    """Count a seating. People who are not in `people` count as of no known organisation or role.

    >>> count([[["a", "b"], ["c"]], [["a", "b"], ["c"]]], {}).repeats
    1
    """
    often: Counter[tuple[str, str]] = Counter()
    for seated in rounds:
        for table in seated:
            often.update(combinations(sorted(table), 2))
    everybody = sorted({person for seated in rounds for table in seated for person in table})
    known = {person: people.get(person, Peer(person)) for person in everybody}
    sizes = [len(table) for seated in rounds for table in seated]
    return Counts(
        repeats=sum(times - 1 for times in often.values()),
        same_organisation=sum(
            times for (one, other), times in often.items() if known[one].belongs_with(known[other])
        ),
        apart=sum(times for (one, other), times in often.items() if both(one, other) in apart),
        same_role=sum(
            times
            for (one, other), times in often.items()
            if known[one].role and known[one].role == known[other].role
        ),
        met=len(often),
        pairs=len(everybody) * (len(everybody) - 1) // 2,
        smallest=min(sizes, default=0),
        largest=max(sizes, default=0),
    )


def fewest_repeats(people: int, tables: int, rounds: int) -> int:
    """A number of repeats no seating goes below: meetings there are, less the pairs there are to meet. 0 proves nothing.

    >>> fewest_repeats(16, 4, 5), fewest_repeats(16, 4, 6)
    (0, 24)
    """
    small, large = divmod(people, tables)
    meetings = large * (small + 1) * small // 2 + (tables - large) * small * (small - 1) // 2
    return max(0, rounds * meetings - people * (people - 1) // 2)


def fewest_of_one_house(houses: Sequence[int], tables: int, rounds: int) -> int:
    """Meetings inside a house no seating avoids: its people spread evenly over the tables, every round.

    >>> fewest_of_one_house([11], tables=10, rounds=3)
    3
    """
    total = 0
    for members in houses:
        small, large = divmod(members, tables)
        total += large * (small + 1) * small // 2 + (tables - large) * small * (small - 1) // 2
    return rounds * total
