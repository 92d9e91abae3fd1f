"""A roster read from a table: who is expected, one row a person. A table with a fault in it is refused as a whole, and
every fault names its cell and the mend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from workshop.base.errors import InputError, SeveralErrors, TableError, Where
from workshop.base.text import LANGUAGES
from workshop.learning.cases.vocabulary import Vocabulary
from workshop.model.camp import Role
from workshop.model.names import fold
from workshop.network.io.archive import OLD_OFFICE
from workshop.network.io.spoiled import unsound
from workshop.network.io.table import Table, TableRow, small_enough, tidy
from workshop.network.io.table_files import from_csv, from_workbook
from workshop.services.camp.camps import MAX_NAME
from workshop.services.seats.seats import MAX_NICKNAME

HEADERS = {
    "nickname": ("name", "person", "participant", "昵称", "姓名", "名字", "称呼", "名字或昵称", "姓名或昵称"),
    "community": ("neighbourhood", "neighborhood", "社区", "小区", "社区名称", "所在社区"),
    "role": ("角色", "身份", "我的身份"),
    "organisation": ("organization", "机构", "组织", "单位"),
}
NEEDED = ("nickname", "community", "role")
KNOWN = {fold(word): column for column, more in HEADERS.items() for word in (column, *more)}
PDF, ZIP = b"%PDF-", b"PK\x03\x04"
MAX_ORGANISATION = 60


@dataclass(frozen=True)
class Expected:
    """Somebody on the roster."""

    nickname: str
    community: str
    role: Role
    organisation: str = ""

    @property
    def who(self) -> tuple[str, str]:
        """What tells people of a roster apart: name and community, however they are written."""
        return fold(self.nickname), fold(self.community)


def read_roster(data: bytes, file: str, roles: Vocabulary) -> tuple[Expected, ...]:
    """The people of a CSV file or of the first sheet of a workbook that has the columns.

    Raises TableError, or SeveralErrors with every fault: `roster.empty`, `roster.column_missing`, `table.double_column`,
    `roster.row_name`, `roster.row_community`, `roster.row_role`, `roster.row_long`, `roster.row_twice`, and what reading
    a table can raise.
    """
    table = _table(data, file)
    reader = _Reader(table, _columns(table), _role_words(roles))
    people = [person for row in table.rows if (person := reader.person(row)) is not None]
    raise_all(reader.problems)
    if not people:
        raise TableError("roster.empty", table.at())
    return tuple(people)


def raise_all(problems: Sequence[InputError]) -> None:
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]


def _table(data: bytes, file: str) -> Table:
    if data.startswith(PDF):
        raise TableError("table.binary", Where(file))
    small_enough(data, file)
    if not data.strip():
        raise TableError("roster.empty", Where(file))
    if PurePath(file).suffix.lower() != ".xlsx" and not data.startswith((ZIP, OLD_OFFICE)):
        return from_csv(data, file, _known)
    sheets = tuple(from_workbook(data, file, _known).values())
    if not sheets:
        raise TableError("roster.empty", Where(file))
    return max(sheets, key=lambda sheet: len({_column(head) for head in sheet.header} - {None}))


def _column(header: str) -> str | None:
    return KNOWN.get(fold(tidy(header)))


def _known(cell: str) -> bool:
    return _column(cell) is not None


def _columns(table: Table) -> dict[str, int]:
    """Our columns to their places. A column twice is a fault: reading would silently take one of the two."""
    places: dict[str, int] = {}
    problems: list[InputError] = []
    for place, header in enumerate(table.header):
        column = _column(header)
        if column is not None and column in places:
            problems.append(TableError("table.double_column", table.at(table.header_row, header)))
        elif column is not None:
            places[column] = place
    problems += [
        TableError("roster.column_missing", table.at(table.header_row), column=column, chinese=chinese)
        for column in NEEDED
        if column not in places
        for chinese in (next(word for word in HEADERS[column] if not word.isascii()),)
    ]
    raise_all(problems)
    raise_all(unsound(table, set(places.values()), set()))
    return places


def _role_words(roles: Vocabulary) -> dict[str, Role]:
    """Everything that may be written for a role: its code, its name in either language, and what people say for it."""
    words: dict[str, Role] = {}
    for entry in roles.current:
        spoken = [phrase for language in LANGUAGES for phrase in entry.phrases.of(language)]
        for word in (entry.code, *(entry.name.of(language) for language in LANGUAGES), *spoken):
            words.setdefault(fold(word), Role(entry.code))
    return words


@dataclass(frozen=True)
class _Reader:
    """One table being read; faults are collected and told together."""

    table: Table
    places: dict[str, int]
    roles: dict[str, Role]
    problems: list[InputError] = field(default_factory=list)
    first: dict[tuple[str, str], int] = field(default_factory=dict)  # who -> their row

    def person(self, row: TableRow) -> Expected | None:
        """The person of a row; None where the row says nothing or something wrong."""
        if not any(self._text(row, column) for column in self.places):
            return None
        before = len(self.problems)
        nickname = self._needed(row, "nickname", "roster.row_name", MAX_NICKNAME)
        community = self._needed(row, "community", "roster.row_community", MAX_NAME)
        organisation = self._short(row, "organisation", MAX_ORGANISATION)
        written = self._text(row, "role")
        role = self.roles.get(fold(written))
        if role is None:
            known = ", ".join(dict.fromkeys(self.roles.values()))
            self._fault(row, "role", "roster.row_role", found=written, known=known)
        if role is None or len(self.problems) > before:
            return None
        person = Expected(nickname, community, role, organisation)
        if person.who in self.first:
            self._fault(row, "nickname", "roster.row_twice", found=nickname, first=self.first[person.who])
            return None
        self.first[person.who] = row.number
        return person

    def _text(self, row: TableRow, column: str) -> str:
        place = self.places.get(column)
        text = tidy(row.cells[place]) if place is not None and place < len(row.cells) else ""
        return " ".join("".join(letter for letter in text if letter.isprintable()).split())

    def _needed(self, row: TableRow, column: str, code: str, longest: int) -> str:
        text = self._short(row, column, longest)
        if not text:
            self._fault(row, column, code)
        return text

    def _short(self, row: TableRow, column: str, longest: int) -> str:
        text = self._text(row, column)
        if len(text) > longest:
            self._fault(row, column, "roster.row_long", longest=longest)
        return text

    def _fault(self, row: TableRow, column: str, code: str, **values: str | int) -> None:
        header = self.table.header[self.places[column]]
        self.problems.append(TableError(code, self.table.at(row.number, header), **values))
