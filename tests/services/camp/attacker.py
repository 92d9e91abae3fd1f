"""An attacker who holds a whole database and wants to know whose words are whose.

Everything is tried that a table, a file or a log could give away: values that two rows share, also hashed; orders of rows,
of columns, of bytes; numbers and times that lie close together. What is found is compared with the truth.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from sqlalchemy import Connection, inspect, text

from workshop.model.ballot import BallotPlace, key_of, mark_of, person_mark

Values = tuple[object, ...]


@dataclass(frozen=True)
class Record:
    """A row, or one line of a text that holds several: where it stands, and every value in it."""

    table: str
    place: tuple[int, int]
    values: Values


def dump(connection: Connection) -> list[Record]:
    """Every value of every table, with what the database itself knows of a row: its place, and its transaction."""
    found = []
    for table in sorted(inspect(connection).get_table_names()):
        hidden = "ctid, xmin::text::bigint AS wrote, " if connection.dialect.name == "postgresql" else ""
        order = "ctid" if hidden else _order(connection, table)
        # The table's name comes from the database itself.
        rows = connection.execute(text(f'SELECT {hidden}* FROM "{table}" ORDER BY {order}'))  # noqa: S608
        for number, row in enumerate(rows):
            values = tuple(_plain(value) for value in row)
            found.append(Record(table, (number, 0), values))
            for value in values:
                lines = [line for line in str(value).split("\n") if line]
                if len(lines) > 1:
                    found += [
                        Record(table, (number, place), tuple(_leaves(line)))
                        for place, line in enumerate(lines, start=1)
                    ]
    return found


def _order(connection: Connection, table: str) -> str:
    made = connection.execute(
        text("SELECT sql FROM sqlite_master WHERE name = :t"), {"t": table}
    ).scalar_one()
    return "1" if "WITHOUT ROWID" in str(made).upper() else "rowid"


def _plain(value: object) -> object:
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).timestamp() if value[:2] == "20" and "-" in value else value
        except ValueError:
            return value
    return value.timestamp() if isinstance(value, datetime) else value


def _leaves(value: object) -> Iterator[object]:
    """Every word and number in a value, whatever JSON it stands in."""
    if isinstance(value, str):
        start = min((place for place in (value.find("["), value.find("{")) if place >= 0), default=-1)
        if start >= 0:
            yield from value[:start].split()
            try:
                yield from _leaves(json.loads(value[start:]))
            except ValueError:
                yield value
            return
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from _leaves(item)
    elif value is not None:
        yield value


@dataclass(frozen=True)
class Attack:
    """`words` are what each person said, `seats` their ids, in the same order: the truth the attacker does not have."""

    words: Sequence[str]
    seats: Sequence[str]
    records: Sequence[Record]
    places: Sequence[BallotPlace]

    def best(self) -> tuple[int, str]:
        """The most people any method finds, and the method."""
        return max(self._tries(), key=lambda one: one[0], default=(0, "nothing"))

    def _tries(self) -> Iterator[tuple[int, str]]:
        units = [self._unit(word) for word in self.words]
        if any(not one for one in units):
            raise AssertionError("a person's words are not in the database at all")
        yield self._shared(units)
        said = {seat: [one for one in self.records if seat in map(str, one.values)] for seat in self.seats}
        for depth in range(max(len(one) for one in units)):
            told = [one[min(depth, len(one) - 1)] for one in units]
            yield from self._ordered(told)
            yield from self._close(told, said)

    def _unit(self, word: str) -> list[Record]:
        """The smallest records that hold somebody's words."""
        holding = [one for one in self.records if any(word in str(value) for value in one.values)]
        alone = [one for one in holding if sum(any(w in str(v) for v in one.values) for w in self.words) == 1]
        return alone or holding

    def _shared(self, units: Sequence[Sequence[Record]]) -> tuple[int, str]:
        """Rows that share a value no other two share, as it is or hashed."""
        mine = [
            {atom for one in unit for value in one.values for atom in _leaves(value) if _telling(atom)}
            for unit in units
        ]
        theirs = [
            set(
                _derived(
                    (value for one in self.records if seat in map(str, one.values) for value in one.values),
                    self.places,
                )
            )
            for seat in self.seats
        ]
        only_mine = [atoms - set().union(*(mine[:n] + mine[n + 1 :])) for n, atoms in enumerate(mine)]
        only_theirs = [atoms - set().union(*(theirs[:n] + theirs[n + 1 :])) for n, atoms in enumerate(theirs)]
        return (
            sum(
                bool({str(a) for a in a1} & {str(b) for b in b1})
                for a1, b1 in zip(only_mine, only_theirs, strict=True)
            ),
            "shared values",
        )

    def _ordered(self, told: Sequence[Record]) -> Iterator[tuple[int, str]]:
        """The order of the words beside every order of the seats that any table has, forwards and backwards."""
        orders = {"place": [one.place for one in told]}
        for column in range(min(len(one.values) for one in told)):
            if all(isinstance(one.values[column], int | float | str) for one in told):
                orders[f"column {column}"] = [str(one.values[column]).zfill(40) for one in told]
        for name, keys in orders.items():
            if len(set(keys)) < len(keys):
                continue
            ranked = sorted(range(len(told)), key=lambda n: keys[n])
            for other, seats in self._seat_orders():
                for way, sequence in (("", seats), (" backwards", seats[::-1])):
                    yield self._matches(ranked, sequence), f"{name} beside {other}{way}"

    def _seat_orders(self) -> Iterator[tuple[str, list[int]]]:
        index = {seat: n for n, seat in enumerate(self.seats)}
        for table in sorted({one.table for one in self.records}):
            rows = [one for one in self.records if one.table == table and one.place[1] == 0]
            holding = [
                (one, index[str(value)]) for one in rows for value in one.values if str(value) in index
            ]
            columns = max((len(one.values) for one, _ in holding), default=0)
            for column in (-1, *range(columns)):
                pairs = holding
                if column >= 0:
                    pairs = sorted(
                        (pair for pair in holding if isinstance(pair[0].values[column], int | float | str)),
                        key=lambda pair: str(pair[0].values[column]).zfill(40),
                    )
                for ends in (pairs, pairs[::-1]):  # the first time a seat occurs, or the last
                    order = list(dict.fromkeys(seat for _, seat in ends))
                    if len(order) == len(self.seats):
                        yield f"{table} by {column}", order

    def _close(
        self, told: Sequence[Record], said: Mapping[str, Sequence[Record]]
    ) -> Iterator[tuple[int, str]]:
        """The seat whose numbers or times lie closest."""
        wide = min(len(one.values) for one in told)
        numbers = [c for c in range(wide) if all(_number(one.values[c]) for one in told)]
        tables = {one.table for records in said.values() for one in records}
        for column, table in product(numbers, sorted(tables)):
            theirs = {seat: [one for one in records if one.table == table] for seat, records in said.items()}
            if any(not records for records in theirs.values()):
                continue
            for other in range(min(len(one.values) for records in theirs.values() for one in records)):
                near = [
                    (float(one.values[other]), seat)  # type: ignore[arg-type]
                    for seat, records in theirs.items()
                    for one in records
                    if _number(one.values[other])
                ]
                if len({value for value, _ in near}) < len(self.seats):
                    continue
                right = sum(
                    min(near, key=lambda pair: abs(pair[0] - float(one.values[column])))[1] == seat  # type: ignore[arg-type]
                    for one, seat in zip(told, self.seats, strict=True)
                )
                yield right, f"column {column} close to {table} {other}"

    def _matches(self, words: Sequence[int], seats: Sequence[int]) -> int:
        return sum(a == b for a, b in zip(words, seats, strict=True))

    def in_bytes(self, stored: bytes) -> tuple[int, str]:
        """The order in which words and seats stand in a file."""
        places = [stored.find(word.encode()) for word in self.words]
        ranked = sorted(range(len(places)), key=lambda n: places[n])
        tries = []
        every = [_places(stored, seat.encode()) for seat in self.seats]
        for turn in range(-3, 4):
            at = [one[turn] if -len(one) <= turn < len(one) else -1 for one in every]
            order = sorted(range(len(at)), key=lambda n: at[n])
            tries += [
                (self._matches(ranked, order), f"bytes, {turn}"),
                (self._matches(ranked, order[::-1]), f"bytes backwards, {turn}"),
            ]
        return max(tries)


def _places(stored: bytes, word: bytes) -> list[int]:
    found, start = [], stored.find(word)
    while start >= 0:
        found.append(start)
        start = stored.find(word, start + 1)
    return found


def _telling(atom: object) -> bool:
    """Short codes and small numbers are everybody's."""
    return len(str(atom)) >= 6


def _derived(values: Iterable[object], places: Sequence[BallotPlace]) -> Iterator[str]:
    """The values, and what can be made of them without the secret in a phone."""
    plain = [str(value) for value in values if _telling(value)]
    yield from plain
    for one in plain:
        yield hashlib.sha256(one.encode()).hexdigest()
        yield hashlib.sha256(one.encode()).hexdigest()[:32]
        yield hashlib.sha256(one.encode()).hexdigest()[:40]
    for key, place in product(plain, places):
        yield mark_of(key, place)
        yield person_mark(key, place)
        yield from (key_of(key, place, word) for word in plain)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
