"""Import result for preview, before saving: the network, the column mapping, notes and errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workshop.base.errors import InputError, SeveralErrors, TableError
from workshop.model.network import Network

# What a table can hold. `left` is a table, or a column, that is not taken.
PEOPLE, GROUPS, TIES, ABOUT, LEFT = "people", "groups", "ties", "network", "left"
BUILDINGS, REMARKS, LIVES = "buildings", "remarks", "life"
MATRIX, AFFILIATION = "matrix", "affiliation"  # people × people, people × groups
EXTRA_FIELD = "extra"  # a column kept beside the person or group, without a field of ours
MOST_FAULTS = 50
SHOWN_ROWS = 5
SHOWN_NAMES = 8
COLUMNS_LEFT = ("columns_left", "tie_columns_left")


@dataclass(frozen=True)
class Note:
    """A note before saving: `code` finds the sentence, `n` counts, `names` are examples from the file."""

    code: str
    n: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """One table as found: its columns, the field each was mapped to (`extra`, `left`), and its first rows."""

    title: str
    what: str
    header: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    header_row: int | None = None  # 0 for a list without one; None where there is none to be moved


@dataclass(frozen=True)
class Choices:
    """A person's overrides of the mapping: title → what, (title, header) → field, title → row of its header."""

    tables: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()
    headers: tuple[tuple[str, int], ...] = ()

    @property
    def header_rows(self) -> dict[str, int]:
        """The row that was chosen as a table's header, by title."""
        return dict(self.headers)

    def what(self, title: str) -> str | None:
        """The chosen content of a table; None without a choice."""
        return dict(self.tables).get(title)

    def fields(self, title: str) -> dict[str, str]:
        """The chosen fields of a table, by header."""
        return {header: field for table, header, field in self.columns if table == title}


AS_IT_IS = Choices()


@dataclass(frozen=True)
class Alike:
    """Two names that may be one person or group: `same` when folded, one `slip` apart, or another reason."""

    one: str
    other: str
    why: str


UNMATCHED = "unmatched"  # a row and a column of a matrix that each lack the other


@dataclass(frozen=True)
class Imported:
    """A network, or None and the problems that prevent it; tables and notes either way."""

    network: Network | None
    problems: tuple[InputError, ...] = ()
    seen: tuple[Seen, ...] = ()
    notes: tuple[Note, ...] = ()
    alike: tuple[Alike, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A network that was read in full, what there is to say about it, and likely duplicates."""

    network: Network
    notes: tuple[Note, ...] = ()
    alike: tuple[Alike, ...] = ()


@dataclass
class Journal:
    """Collects errors and notes while reading; reading goes on so that all errors are reported at once."""

    choices: Choices = AS_IT_IS
    found: list[InputError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)  # pairs that the shape of a table makes likely
    skipped: list[TableError] = field(default_factory=list)  # why tables of unknown content are no tables

    def add(self, problem: InputError) -> None:
        """Record an error; beyond fifty they are dropped."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(problem)

    def done(self) -> None:
        """Raise the collected errors, if any."""
        if self.found:
            raise self.found[0] if len(self.found) == 1 else SeveralErrors(self.found)

    def tell(self, code: str, names: Iterable[str]) -> None:
        """Record a note, counted by its names; nothing without names. A repeated code extends its note."""
        listed = list(names)
        if not listed:
            return
        before = next((note for note in self.notes if note.code == code), Note(code))
        examples = tuple(dict.fromkeys([*before.names, *filter(None, listed)]))
        # The same column in the tables of thirty interviews is one column.
        n = len(examples) if code in COLUMNS_LEFT else before.n + len(listed)
        self.notes = [note for note in self.notes if note.code != code]
        self.notes.append(Note(code, n, examples[: SHOWN_NAMES if code not in COLUMNS_LEFT else None]))
