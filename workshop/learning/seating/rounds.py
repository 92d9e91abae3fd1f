"""Everybody at tables, round by round: new people each time, one's own house at other tables.

A person's whole way through the rounds is one chair. Where nobody meets twice, that is so for chairs, whoever takes
them: putting people of one house on chairs that never meet costs no repeats, and somebody who comes late takes an
empty chair without anybody moving.

What a seating in rounds really does, counted from the tables alone, and what no seating could do better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workshop.base.errors import InputError
from workshop.learning.seating.latin_seating import Paths, meetings, placed
from workshop.learning.seating.round_tables import ReadyTable, ready_tables
from workshop.learning.seating.schedule import Method, Schedule, known_schedules, searched, without_repeats
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


MOST_PEOPLE, MOST_ROUNDS = 500, 60
NEVER, ROLE = 1000.0, 10.0  # one's own house or apart; the same role. A pair's fit is 0 to 1 and comes last
NEAR = 4  # how many tables more or fewer are looked at for a plan without repeats
FEWEST_AT_TABLE = 3  # a table of two is no round of tables; it is never proposed


@dataclass(frozen=True)
class Plan:
    """The seating: `paths[round][chair]` is a table (from 0), `sitting[chair]` the person, None for an empty chair."""

    method: Method
    tables: int
    paths: tuple[tuple[int, ...], ...]
    sitting: tuple[str | None, ...]

    @property
    def rounds(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """In each round, at each table, who sits there, in order of chairs."""
        found = []
        for seated in self.paths:
            at: list[list[str]] = [[] for _ in range(self.tables)]
            for table, person in zip(seated, self.sitting, strict=True):
                if person is not None:
                    at[table].append(person)
            found.append(tuple(tuple(people) for people in at))
        return tuple(found)

    def tables_of(self, person: str) -> tuple[int, ...]:
        """A person's table in each round, from 0; empty for somebody who has no chair."""
        if person not in self.sitting:
            return ()
        chair = self.sitting.index(person)
        return tuple(seated[chair] for seated in self.paths)

    def partners_of(self, person: str) -> tuple[tuple[str, ...], ...]:
        """In each round the others at a person's table; empty for somebody who has no chair."""
        return tuple(
            tuple(other for other in seated[table] if other != person)
            for seated, table in zip(self.rounds, self.tables_of(person), strict=False)
        )


@dataclass(frozen=True)
class Seating:
    """A plan with its counts and what counting alone makes unavoidable.

    `why` are codes for what is not as wished: `one_table`, `repeats_counted` (no seating has fewer), `repeats_left`
    (fewer may be possible), `house_large`, `house_left`, `apart_left`, `role_left`, `tables_of_two`.
    `better_tables` is a number of tables near the wished one with which we know a plan without repeats.
    """

    plan: Plan
    counts: Counts
    fewest_repeats: int
    fewest_same_organisation: int
    why: tuple[str, ...]
    better_tables: int | None


def seat(
    people: Sequence[Peer],
    tables: int,
    rounds: int,
    apart: frozenset[frozenset[str]] = frozenset(),
    fits: Mapping[frozenset[str], float] | None = None,
    ready: Sequence[ReadyTable] | None = None,
) -> Seating:
    """Seat everybody present at `tables` tables for `rounds` rounds.

    First of all no repeats, if a seating without any is known (see `schedule`), else as few as are found. Then nobody
    with their own house (`Peer.belongs_with`) or somebody they are `apart` from; then, where people have roles, one of
    each at a table; then `fits` (two people → 0 … 1), high together. Repeats are never given up for these.
    Raises InputError `rounds.tables`, `rounds.rounds`, `rounds.few`, `rounds.many_tables`, `rounds.many_people`,
    `match.twice`.
    """
    here = sorted((peer for peer in people if peer.present), key=lambda peer: (len(peer.id), peer.id))
    _check(here, tables, rounds)
    known = ready_tables() if ready is None else ready
    plans = [
        _sat_down(found, here, tables, _weights(here, apart, fits or {}))
        for found in known_schedules(len(here), tables, rounds, known)
    ] or [_sat_down(searched(len(here), tables, rounds), here, tables, _weights(here, apart, fits or {}))]
    by_id = {peer.id: peer for peer in here}

    def ill(plan: Plan) -> tuple[int, int]:
        counts = count(plan.rounds, by_id, apart)
        return counts.same_organisation + counts.apart, counts.same_role

    return judged(min(plans, key=ill), here, apart, known)


def judged(
    plan: Plan,
    people: Sequence[Peer],
    apart: frozenset[frozenset[str]] = frozenset(),
    ready: Sequence[ReadyTable] | None = None,
) -> Seating:
    """A plan with its counts, for the people who sit in it; also after somebody came or left."""
    known = {peer.id: peer for peer in people}
    seated = [known.get(one, Peer(one)) for one in plan.sitting if one is not None]
    counts = count(plan.rounds, known, apart)
    rounds = len(plan.paths)
    fewest = fewest_repeats(len(seated), plan.tables, rounds)
    houses = Counter(_house(peer) for peer in seated)
    inside = fewest_of_one_house(list(houses.values()), plan.tables, rounds)
    why = []
    if counts.repeats:
        why.append(
            "one_table"
            if plan.tables == 1
            else "repeats_counted"
            if counts.repeats <= fewest
            else "repeats_left"
        )
    if counts.same_organisation:
        why.append("house_large" if counts.same_organisation <= inside else "house_left")
    why += ["apart_left"] if counts.apart else []
    why += ["role_left"] if counts.same_role else []
    why += ["tables_of_two"] if counts.smallest < FEWEST_AT_TABLE else []
    tables_known = ready_tables() if ready is None else ready
    better = _better(len(seated), plan.tables, rounds, tables_known) if counts.repeats else None
    return Seating(plan, counts, fewest, inside, tuple(why), better)


def _check(people: Sequence[Peer], tables: int, rounds: int) -> None:
    ids = Counter(peer.id for peer in people)
    for person, times in ids.items():
        if times > 1:
            raise InputError("match.twice", person=person)
    if tables < 1:
        raise InputError("rounds.tables", tables=tables)
    if not 1 <= rounds <= MOST_ROUNDS:
        raise InputError("rounds.rounds", rounds=rounds, most=MOST_ROUNDS)
    if len(people) < 2:
        raise InputError("rounds.few", people=len(people))
    if len(people) > MOST_PEOPLE:
        raise InputError("rounds.many_people", people=len(people), most=MOST_PEOPLE)
    if len(people) < 2 * tables:
        raise InputError("rounds.many_tables", people=len(people), tables=tables, most=len(people) // 2)


def _sat_down(schedule: Schedule, peers: Sequence[Peer], tables: int, weights: NDArray[np.float64]) -> Plan:
    """People on the chairs of one schedule, houses apart."""
    chairs = [chair for chair in range(schedule.paths.shape[1]) if chair not in schedule.empty]
    taken: NDArray[np.bool_] = np.zeros(schedule.paths.shape[1], dtype=np.bool_)
    taken[chairs] = True
    met = meetings(schedule.paths, taken)[np.ix_(chairs, chairs)]
    seated = placed(met, weights, np.array(_by_house(peers, tables), dtype=np.int64))
    sitting: list[str | None] = [None] * schedule.paths.shape[1]
    for chair, person in zip(chairs, seated, strict=True):
        sitting[chair] = peers[int(person)].id
    return Plan(schedule.method, tables, _frozen(schedule.paths), tuple(sitting))


def _house(peer: Peer) -> tuple[str, str]:
    """What `belongs_with` goes by, as a key; somebody of whom nothing is known is a house alone."""
    if peer.organisation:
        return ("organisation", peer.organisation)
    return ("community", peer.community) if peer.community else ("person", peer.id)


def _by_house(people: Sequence[Peer], tables: int) -> list[int]:
    """Numbers of people in order of chairs, whole houses in one column where they fit: people of a column never meet.

    Where everybody is of a house alone, people of one role go in one column.
    """
    houses: dict[tuple[str, str], list[int]] = {}
    for number, peer in enumerate(people):
        houses.setdefault(_house(peer), []).append(number)
    if len(houses) == len(people) and any(peer.role for peer in people):
        houses = {}
        for number, peer in enumerate(people):
            houses.setdefault(("role", peer.role), []).append(number)
    room = [min(tables, len(people) - start) for start in range(0, len(people), tables)]
    columns: list[list[int]] = [[] for _ in room]
    over: list[int] = []
    for members in sorted(houses.values(), key=lambda context: (-len(context), context)):
        fitting = [
            column for column, taken in enumerate(columns) if len(taken) + len(members) <= room[column]
        ]
        if fitting:
            columns[fitting[0]] += members
        else:
            over += members
    for column, taken in enumerate(columns):
        free = room[column] - len(taken)
        taken += over[:free]
        over = over[free:]
    return [number for taken in columns for number in taken]


def _weights(
    people: Sequence[Peer], apart: frozenset[frozenset[str]], fits: Mapping[frozenset[str], float]
) -> NDArray[np.float64]:
    """How little two people should meet."""
    weights = np.zeros((len(people), len(people)))
    for row, one in enumerate(people):
        for column in range(row):
            other = people[column]
            pair = both(one.id, other.id)
            weight = -fits.get(pair, 0.0)
            if one.belongs_with(other) or pair in apart:
                weight += NEVER
            if one.role and one.role == other.role:
                weight += ROLE
            weights[row, column] = weights[column, row] = weight
    return weights


def _better(people: int, tables: int, rounds: int, ready: Sequence[ReadyTable]) -> int | None:
    """The number of tables nearest to `tables` (more before fewer) with a known plan without repeats; None if none is."""
    for apart in range(1, NEAR + 1):
        for other in (tables + apart, tables - apart):
            enough = other >= 1 and people >= FEWEST_AT_TABLE * other
            if enough and without_repeats(people, other, rounds, ready) is not None:
                return other
    return None


def _frozen(paths: Paths) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(table) for table in seated) for seated in paths)
