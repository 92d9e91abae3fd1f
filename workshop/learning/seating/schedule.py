"""Choice of a seating for so many people, tables and rounds: a known one without repeats, else the best found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workshop.learning.seating.latin_seating import (
    Paths,
    by_offsets,
    fewer_repeats,
    field_walking,
    repeat_free,
    searched_offsets,
    walking,
    with_columns_mixed,
)
from workshop.learning.seating.round_tables import ReadyTable


class Method(StrEnum):
    """How a seating was constructed."""

    WALKING = "walking"  # cyclic construction: column c moves c tables a round
    FIELD = "field"  # the same over a finite field, for a prime power of tables
    OFFSETS = "offsets"  # columns move by searched offsets (difference matrix)
    COLUMNS = "columns"  # over a field, then each column by itself
    TABLE = "table"  # a precomputed, checked table
    SEARCH = "search"  # the best found by tabu search


@dataclass(frozen=True)
class Schedule:
    """`paths` is rounds × chairs → table; `empty` are the unused chairs."""

    method: Method
    paths: Paths
    empty: tuple[int, ...]


def searched(people: int, tables: int, rounds: int) -> Schedule:
    """The seating with the fewest repeats the tabu search finds, where none without is known (at least 2 people a
    table).

    Tables have ⌈people ÷ tables⌉ chairs; the empty ones are in the last column, so no table lacks more than one.
    """
    seats = -(-people // tables)
    empty = tuple(range(people, tables * seats))
    start = _longest(people, tables, seats, rounds)
    taken: NDArray[np.bool_] = np.ones(tables * seats, dtype=np.bool_)
    taken[list(empty)] = False
    return Schedule(Method.SEARCH, fewer_repeats(start, taken), empty)


def without_repeats(
    people: int, tables: int, rounds: int, ready: Sequence[ReadyTable] = ()
) -> Schedule | None:
    """A seating in which no two meet twice; None where we know none."""
    return next(known_schedules(people, tables, rounds, ready), None)


def known_schedules(
    people: int, tables: int, rounds: int, ready: Sequence[ReadyTable] = ()
) -> Iterator[Schedule]:
    """Every known seating in which no two meet twice, the easiest to explain first: they differ in how well they keep
    organisations apart.
    """
    seats = -(-people // tables)
    empty = tuple(range(people, tables * seats))
    if rounds <= repeat_free(tables, seats):
        yield Schedule(Method.WALKING, walking(tables, seats, rounds), empty)
    by_field = field_walking(tables, seats, rounds)
    if by_field is not None:
        yield Schedule(Method.FIELD, by_field, empty)
    offsets = searched_offsets(tables, seats, rounds)
    if offsets is not None:
        yield Schedule(Method.OFFSETS, by_offsets(tables, np.array(offsets)), empty)
    mixed = with_columns_mixed(tables, seats, rounds) if len(empty) <= 1 and rounds > tables else None
    if mixed is not None:
        yield Schedule(Method.COLUMNS, mixed, empty)
    for table in ready:
        schedule = _from_table(table, tables, seats, rounds, len(empty))
        if schedule is not None:
            yield schedule


def _from_table(table: ReadyTable, tables: int, seats: int, rounds: int, empty: int) -> Schedule | None:
    """A precomputed table with `empty` chairs. Two empty chairs would meet and leave a table two short, so they are
    taken from one table of the last round, which is then not played.
    """
    if (table.tables, table.seats) != (tables, seats):
        return None
    spare = empty > 1
    if rounds > len(table.rounds) - spare or empty > seats:
        return None
    chairs = tuple(person - 1 for person in table.rounds[-1][0][:empty])
    return Schedule(Method.TABLE, table.paths[:rounds], chairs)


def _longest(people: int, tables: int, seats: int, rounds: int) -> Paths:
    """The longest construction by columns without repeats, started again until there are enough rounds."""
    for enough in range(rounds - 1, 0, -1):
        schedule = without_repeats(people, tables, enough)
        if schedule is not None and schedule.empty == tuple(range(people, tables * seats)):
            again = np.arange(rounds) % enough
            return schedule.paths[again]
    return walking(tables, seats, rounds)
