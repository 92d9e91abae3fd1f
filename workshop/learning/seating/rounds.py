"""Social golfer problem: everybody at tables, round by round, with new people each time and organisations mixed.

A chair is a person's complete path through the rounds. Where nobody meets twice, that holds for chairs, whoever takes
them: putting people of one organisation on chairs that never meet costs no repeats, and a late arrival takes an empty
chair without anybody moving.

Counts of a seating come from the tables alone, with lower bounds for any seating.
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
    two people who belong together (`Peer.belongs_with`); `apart`: of two who are not to sit together; `same_role`: of
    two with one role.

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
    """Count a seating. People who are not in `people` have no known organisation or role.

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
    """Lower bound on repeats (counting argument): meetings minus pairs of people. 0 proves nothing.

    >>> fewest_repeats(16, 4, 5), fewest_repeats(16, 4, 6)
    (0, 24)
    """
    small, large = divmod(people, tables)
    meetings = large * (small + 1) * small // 2 + (tables - large) * small * (small - 1) // 2
    return max(0, rounds * meetings - people * (people - 1) // 2)


def fewest_same_organisation(group_sizes: Sequence[int], tables: int, rounds: int) -> int:
    """Lower bound on meetings within an organisation: its people spread evenly over the tables, every round.

    >>> fewest_same_organisation([11], tables=10, rounds=3)
    3
    """
    total = 0
    for members in group_sizes:
        small, large = divmod(members, tables)
        total += large * (small + 1) * small // 2 + (tables - large) * small * (small - 1) // 2
    return rounds * total


MOST_PEOPLE, MOST_ROUNDS = 500, 60
NEVER, ROLE = 1000.0, 10.0  # own organisation or apart; the same role. A pair's fit is 0 to 1 and comes last
NEAR = 4  # how many tables more or fewer are looked at for a plan without repeats
FEWEST_AT_TABLE = 3  # tables of two are never proposed


@dataclass(frozen=True)
class Plan:
    """The seating: `paths[round][chair]` is a table (from 0), `sitting[chair]` the person, None for an empty chair."""

    method: Method
    tables: int
    paths: tuple[tuple[int, ...], ...]
    sitting: tuple[str | None, ...]

    @property
    def rounds(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """For each round and table the people there, in order of chairs."""
        rounds = []
        for seated in self.paths:
            at: list[list[str]] = [[] for _ in range(self.tables)]
            for table, person in zip(seated, self.sitting, strict=True):
                if person is not None:
                    at[table].append(person)
            rounds.append(tuple(tuple(people) for people in at))
        return tuple(rounds)

    def tables_of(self, person: str) -> tuple[int, ...]:
        """A person's table in each round, from 0; empty for a person without a chair."""
        if person not in self.sitting:
            return ()
        chair = self.sitting.index(person)
        return tuple(seated[chair] for seated in self.paths)

    def partners_of(self, person: str) -> tuple[tuple[str, ...], ...]:
        """In each round the others at a person's table; empty for a person without a chair."""
        return tuple(
            tuple(other for other in seated[table] if other != person)
            for seated, table in zip(self.rounds, self.tables_of(person), strict=False)
        )


@dataclass(frozen=True)
class Seating:
    """A plan with its counts and their lower bounds.

    `why` are codes for what is not ideal: `one_table`, `repeats_counted` (no seating has fewer), `repeats_left`
    (fewer may be possible), `house_large`, `house_left`, `apart_left`, `role_left`, `tables_of_two`.
    `better_tables` is a number of tables near the given one with which a plan without repeats is known.
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

    Priorities: no repeats, if a seating without any is known (see `schedule`), else as few as the search finds. Then
    nobody with their own organisation (`Peer.belongs_with`) or with a person they are `apart` from; then, where people
    have roles, one of each at a table; then `fits` (two people → 0 … 1), high together. Repeats are never accepted for
    these. Raises InputError `rounds.tables`, `rounds.rounds`, `rounds.few`, `rounds.many_tables`, `rounds.many_people`,
    `match.twice`.
    """
    present = sorted((peer for peer in people if peer.present), key=lambda peer: (len(peer.id), peer.id))
    _check(present, tables, rounds)
    known = ready_tables() if ready is None else ready
    plans = [
        _sat_down(candidate, present, tables, _weights(present, apart, fits or {}))
        for candidate in known_schedules(len(present), tables, rounds, known)
    ] or [
        _sat_down(
            searched(len(present), tables, rounds), present, tables, _weights(present, apart, fits or {})
        )
    ]
    by_id = {peer.id: peer for peer in present}

    def ill(plan: Plan) -> tuple[int, int]:
        counts = count(plan.rounds, by_id, apart)
        return counts.same_organisation + counts.apart, counts.same_role

    return judged(min(plans, key=ill), present, apart, known)


def judged(
    plan: Plan,
    people: Sequence[Peer],
    apart: frozenset[frozenset[str]] = frozenset(),
    ready: Sequence[ReadyTable] | None = None,
) -> Seating:
    """A plan with its counts, for the people who sit in it; also after an arrival or a departure."""
    known = {peer.id: peer for peer in people}
    seated = [known.get(one, Peer(one)) for one in plan.sitting if one is not None]
    counts = count(plan.rounds, known, apart)
    rounds = len(plan.paths)
    fewest = fewest_repeats(len(seated), plan.tables, rounds)
    sizes = Counter(_affiliation(peer) for peer in seated)
    inside = fewest_same_organisation(list(sizes.values()), plan.tables, rounds)
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
    """People assigned to the chairs of one schedule, organisations kept apart."""
    chairs = [chair for chair in range(schedule.paths.shape[1]) if chair not in schedule.empty]
    taken: NDArray[np.bool_] = np.zeros(schedule.paths.shape[1], dtype=np.bool_)
    taken[chairs] = True
    met = meetings(schedule.paths, taken)[np.ix_(chairs, chairs)]
    seated = placed(met, weights, np.array(_by_affiliation(peers, tables), dtype=np.int64))
    sitting: list[str | None] = [None] * schedule.paths.shape[1]
    for chair, person in zip(chairs, seated, strict=True):
        sitting[chair] = peers[int(person)].id
    return Plan(schedule.method, tables, _frozen(schedule.paths), tuple(sitting))


def _affiliation(peer: Peer) -> tuple[str, str]:
    """The key `belongs_with` compares: organisation, else community; a person of neither is alone."""
    if peer.organisation:
        return ("organisation", peer.organisation)
    return ("community", peer.community) if peer.community else ("person", peer.id)


def _by_affiliation(people: Sequence[Peer], tables: int) -> list[int]:
    """Initial order of people over chairs: an organisation fills one column where it fits, since a column never meets.

    Where nobody shares an organisation, people of one role go in one column.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for number, peer in enumerate(people):
        groups.setdefault(_affiliation(peer), []).append(number)
    if len(groups) == len(people) and any(peer.role for peer in people):
        groups = {}
        for number, peer in enumerate(people):
            groups.setdefault(("role", peer.role), []).append(number)
    room = [min(tables, len(people) - start) for start in range(0, len(people), tables)]
    columns: list[list[int]] = [[] for _ in room]
    over: list[int] = []
    for members in sorted(groups.values(), key=lambda group: (-len(group), group)):
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
    """Penalty for every two people meeting."""
    weights = np.zeros((len(people), len(people)))
    for row, person in enumerate(people):
        for column in range(row):
            other = people[column]
            pair = both(person.id, other.id)
            weight = -fits.get(pair, 0.0)
            if person.belongs_with(other) or pair in apart:
                weight += NEVER
            if person.role and person.role == other.role:
                weight += ROLE
            weights[row, column] = weights[column, row] = weight
    return weights


def _better(people: int, tables: int, rounds: int, ready: Sequence[ReadyTable]) -> int | None:
    """The number of tables nearest to `tables` (more before fewer) with a known plan without repeats; else None."""
    for apart in range(1, NEAR + 1):
        for other in (tables + apart, tables - apart):
            enough = other >= 1 and people >= FEWEST_AT_TABLE * other
            if enough and without_repeats(people, other, rounds, ready) is not None:
                return other
    return None


def _frozen(paths: Paths) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(table) for table in seated) for seated in paths)
