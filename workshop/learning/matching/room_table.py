"""People in a room read from a table, one row a person; a table with a fault in it is refused as a whole.

The column headers are known in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workshop.base.errors import InputError, SeveralErrors, TableError, Where
from workshop.base.text import LANGUAGES
from workshop.learning.cases.vocabulary import Vocabularies, Vocabulary
from workshop.learning.suggest.local_similarity import STAGES
from workshop.model.matching import CAPACITY, HOSTS, Peer
from workshop.model.names import fold, plain

HEADERS = {
    "person": ("人", "姓名", "名字", "昵称", "编号"),
    "organisation": ("机构", "组织", "单位", "organization"),
    "community": ("社区", "小区", "社区名称"),
    "stage": ("阶段", "位置"),
    "asks": ("求助", "想问", "难处", "卡在哪"),
    "offers": ("能帮", "可以分享", "能分享", "经验"),
    "capacity": ("能接待", "能接待几人", "接待人数"),
    "hosts": ("想见几人", "想找几人"),
    "role": ("角色", "身份"),
}
COLUMNS = frozenset((*HEADERS, *(word for more in HEADERS.values() for word in more)))
ROOM = ("person", "organisation", "stage", "asks", "offers")  # columns a table for pairing must have
PEOPLE = ("person",)  # columns a table for rounds must have

Row = Mapping[str, str]

BETWEEN = re.compile(r"[;；]")
NUMBER = re.compile(r"\d{1,3}(\.0)?")
STAGE = re.compile(r"([0-3])(\.0)?")


@dataclass(frozen=True)
class Usual:
    """Defaults for people whose row leaves a number out."""

    hosts: int = HOSTS
    capacity: int = CAPACITY


def read_room(
    name: str, rows: Sequence[Row], vocabularies: Vocabularies, usual: Usual | None = None
) -> tuple[Peer, ...]:
    """People with what they ask and offer; row 1 of the file is the header, Chinese headers included.

    `asks` and `offers` hold codes or their names in either language, separated by `;`: obstacles, and moves and assets
    too. A code that was replaced counts as its successor. Empty organisation, community and stage mean not known. The
    columns capacity, hosts and role may be left out. `name` is the file's, for messages.
    Raises TableError, or SeveralErrors with every fault: `match.table_empty`, `match.column_missing`,
    `match.column_twice`, `match.row_person`, `match.row_twice`, `match.row_stage`, `match.row_code`,
    `match.row_number`; InputError `match.capacity`, `match.hosts` for a default below 1.
    """
    often = usual or Usual()
    if often.capacity < 1:
        raise InputError("match.capacity", found=often.capacity)
    if often.hosts < 1:
        raise InputError("match.hosts", found=often.hosts)
    reader = _RoomReader(name, _headers(name, rows, ROOM), _codes(vocabularies), [], {})
    peers = [
        Peer(
            id=reader.person(number, row),
            organisation=reader.text(row, "organisation"),
            community=reader.text(row, "community"),
            stage=reader.stage(number, row),
            asks=reader.codes(number, row, "asks"),
            offers=frozenset(reader.codes(number, row, "offers")),
            capacity=reader.number(number, row, "capacity", often.capacity),
            hosts=reader.number(number, row, "hosts", often.hosts),
            role=reader.text(row, "role"),
        )
        for number, row in reader.filled(rows)
    ]
    return reader.taken(peers)


def read_people(name: str, rows: Sequence[Row]) -> tuple[Peer, ...]:
    """People for tables in rounds: `person`, and where given `organisation`, `community` and `role`.

    Raises as `read_room` does.
    """
    reader = _RoomReader(name, _headers(name, rows, PEOPLE), {}, [], {})
    peers = [
        Peer(
            id=reader.person(number, row),
            organisation=reader.text(row, "organisation"),
            community=reader.text(row, "community"),
            role=reader.text(row, "role"),
        )
        for number, row in reader.filled(rows)
    ]
    return reader.taken(peers)


def numbered(people: int) -> tuple[Peer, ...]:
    """People who are only counted: "1", "2", …

    >>> [peer.id for peer in numbered(2)]
    ['1', '2']
    """
    return tuple(Peer(str(number)) for number in range(1, people + 1))


@dataclass(frozen=True)
class _RoomReader:
    """One table being read; faults are collected and reported together."""

    file: str
    headers: Mapping[str, str]
    known: Mapping[str, str]
    problems: list[InputError]
    first: dict[str, int]  # person -> their row

    def filled(self, rows: Sequence[Row]) -> Iterable[tuple[int, Row]]:
        """The rows that are not blank, with their row numbers in the file."""
        return [
            (number, row)
            for number, row in enumerate(rows, start=2)
            if any(self.text(row, column) for column in self.headers)
        ]

    def text(self, row: Row, column: str) -> str:
        header = self.headers.get(column)
        return (row.get(header) or "").strip() if header is not None else ""

    def person(self, number: int, row: Row) -> str:
        person = self.text(row, "person")
        if not person:
            self._fault("match.row_person", number, "person")
        elif person in self.first:
            self._fault("match.row_twice", number, "person", found=person, first=self.first[person])
        self.first.setdefault(person, number)
        return person

    def stage(self, number: int, row: Row) -> str | None:
        written = plain(self.text(row, "stage"))
        if not written:
            return None
        if stage := STAGE.fullmatch(written):
            return STAGES[int(stage.group(1))]
        self._fault("match.row_stage", number, "stage", found=written, known=", ".join(STAGES))
        return None

    def codes(self, number: int, row: Row, column: str) -> tuple[str, ...]:
        written = [part.strip() for part in BETWEEN.split(self.text(row, column)) if part.strip()]
        for part in written:
            if fold(part) not in self.known:
                self._fault("match.row_code", number, column, found=part)
        return tuple(dict.fromkeys(self.known[fold(part)] for part in written if fold(part) in self.known))

    def number(self, number: int, row: Row, column: str, usual: int) -> int:
        written = plain(self.text(row, column))
        if not written:
            return usual
        if not NUMBER.fullmatch(written):
            self._fault("match.row_number", number, column, found=written)
            return usual
        return int(written.removesuffix(".0"))

    def taken(self, peers: Sequence[Peer]) -> tuple[Peer, ...]:
        """The people, unless there was a fault."""
        if not peers:
            raise TableError("match.table_empty", Where(self.file))
        if self.problems:
            raise SeveralErrors(self.problems) if len(self.problems) > 1 else self.problems[0]
        return tuple(peers)

    def _fault(self, code: str, number: int, column: str, **values: str | int) -> None:
        self.problems.append(
            TableError(code, Where(self.file, row=number, column=self.headers[column]), **values)
        )


def _headers(name: str, rows: Sequence[Row], needed: Iterable[str]) -> dict[str, str]:
    """Our column names to the table's own headers."""
    if not rows:
        raise TableError("match.table_empty", Where(name))
    headers: dict[str, str] = {}
    problems: list[InputError] = []
    for header in rows[0]:
        tidy = header.strip().lstrip("\ufeff").lower()
        column = next((column for column, words in HEADERS.items() if tidy == column or tidy in words), None)
        if column is not None and column in headers:
            where = Where(name, row=1, column=header)
            problems.append(TableError("match.column_twice", where, other=headers[column]))
        elif column is not None:
            headers[column] = header
    problems += [
        TableError("match.column_missing", Where(name, row=1), column=column, chinese=HEADERS[column][0])
        for column in needed
        if column not in headers
    ]
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return headers


def _codes(vocabularies: Vocabularies) -> dict[str, str]:
    """Everything that may be written for a code (itself and its names), to the code now in use."""
    lists: tuple[Vocabulary, ...] = (vocabularies.obstacles, vocabularies.moves, vocabularies.assets)
    codes: dict[str, str] = {}
    for vocabulary in lists:
        for entry in vocabulary.entries:
            current = vocabulary.entry(entry.code).code
            for written in (entry.code, *(entry.name.of(language) for language in LANGUAGES)):
                codes.setdefault(fold(written), current)
    return codes
