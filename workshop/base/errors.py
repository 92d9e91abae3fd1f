"""Every error Mengya raises on purpose, in one place.

MengyaError                     carries a code, the place it happened, and the values a sentence needs
├── InputError                  some input is wrong; the person can fix it (exit 2)
│   ├── ContentError            a content file (exercise, rubric, case, recipe, vocabulary) is wrong
│   └── TableError              an imported table or graph file is wrong
├── RoomError                   the camp is not in a state that allows this
├── AccessError                 who is asking may not do this
├── StoreError                  the database did not take it; nothing of it is kept, and it may be tried again
└── SetupError                  the installation cannot run as it is

Codes are `area.what`; sentences (what, where, how to fix) are in the `errors` catalogue under the
same code, in every language, and are looked up only by a user interface.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Value = str | int | float


@dataclass(frozen=True)
class Where:
    """A location in something a person can open: file, sheet, row (1 is the first line), column, key."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    key: str | None = None

    def parts(self) -> dict[str, str | int]:
        """The parts that are known, in reading order."""
        known = {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "key": self.key,
        }
        return {name: part for name, part in known.items() if part is not None}


NOWHERE = Where()


class MengyaError(Exception):
    """Base of all errors; `code` selects the sentence, `values` fill it."""

    def __init__(self, code: str, where: Where = NOWHERE, **values: Value) -> None:
        super().__init__(code, where, values)
        self.code = code
        self.where = where
        self.values = values

    def __str__(self) -> str:
        place = " ".join(f"{name}={part}" for name, part in self.where.parts().items())
        values = " ".join(f"{name}={part}" for name, part in self.values.items())
        return " ".join(part for part in (self.code, place, values) if part)


class InputError(MengyaError):
    """The input is wrong, and the person who gave it can fix it."""


class ContentError(InputError):
    """A content file breaks its schema or contradicts itself."""


class TableError(InputError):
    """An imported table or graph file is invalid."""


class SeveralErrors(InputError):
    """More than one thing is wrong with one input; all are reported, nothing is taken."""

    def __init__(self, problems: Sequence[InputError]) -> None:
        first = problems[0]
        super().__init__(first.code, first.where, **first.values)
        self.problems = tuple(problems)


class RoomError(MengyaError):
    """The camp, step or seat is not in a state that allows this."""


class AccessError(MengyaError):
    """Not signed in, or not allowed."""


class StoreError(MengyaError):
    """The database did not take what was to be written: nothing of it is kept."""


class SetupError(MengyaError):
    """The installation cannot run as it is."""
