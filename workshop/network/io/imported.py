"""What a file was read as, before anybody saves it: the network, how each column was taken, what is worth knowing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workshop.base.errors import InputError, SeveralErrors
from workshop.model.network import Network

# What a table can hold. `left` is a table, or a column, that is not taken.
PEOPLE, GROUPS, TIES, ABOUT, LEFT = "people", "groups", "ties", "network", "left"
BUILDINGS, REMARKS, LIVES = "buildings", "remarks", "life"
EXTRA_FIELD = "extra"  # a column kept beside the person or group, without a field of ours
MOST_FAULTS = 50
SHOWN_ROWS = 5
SHOWN_NAMES = 8
COLUMNS_LEFT = ("columns_left", "tie_columns_left")


@dataclass(frozen=True)
class Note:
    """Something to know before saving: `code` finds the sentence, `n` counts, `names` are examples from the file."""

    code: str
    n: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """One table as it was found: its columns, the field each was taken for (`extra`, `left`), and its first rows."""

    title: str
    what: str
    header: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int


@dataclass(frozen=True)
class Choices:
    """How somebody wants a file read where we would read it otherwise: title → what, (title, header) → field."""

    tables: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()

    def what(self, title: str) -> str | None:
        """What the table is said to hold; None where nobody said."""
        return dict(self.tables).get(title)

    def fields(self, title: str) -> dict[str, str]:
        """The columns of a table somebody decided about."""
        return {header: field for table, header, field in self.columns if table == title}


AS_IT_IS = Choices()


@dataclass(frozen=True)
class Alike:
    """Two names so close that they may be one person or group: `same` when folded, or one `slip` apart."""

    one: str
    other: str
    why: str


@dataclass(frozen=True)
class Imported:
    """A network, or None and the problems that stand against it; tables and notes either way."""

    network: Network | None
    problems: tuple[InputError, ...] = ()
    seen: tuple[Seen, ...] = ()
    notes: tuple[Note, ...] = ()
    alike: tuple[Alike, ...] = ()


@dataclass
class Journal:
    """What is noticed while reading; reading goes on so that all faults can be told at once."""

    choices: Choices = AS_IT_IS
    found: list[InputError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    def add(self, problem: InputError) -> None:
        """Note one fault; past fifty nobody reads on."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(problem)

    def done(self) -> None:
        """Raise what was found, if anything."""
        if self.found:
            raise self.found[0] if len(self.found) == 1 else SeveralErrors(self.found)

    def tell(self, code: str, names: Iterable[str]) -> None:
        """Something to know, counted by its names; nothing when there are none. Told twice, it is one note."""
        listed = list(names)
        if not listed:
            return
        before = next((note for note in self.notes if note.code == code), Note(code))
        shown = tuple(dict.fromkeys([*before.names, *filter(None, listed)]))
        # The same column in the tables of thirty interviews is one column.
        n = len(shown) if code in COLUMNS_LEFT else before.n + len(listed)
        self.notes = [note for note in self.notes if note.code != code]
        self.notes.append(Note(code, n, shown[: SHOWN_NAMES if code not in COLUMNS_LEFT else None]))
