"""Ratings from a table: one row a rater and dimension, or one row a rater and a column a dimension. A table with a fault
in it is refused as a whole.

The table is read column by column: a column of forty thousand cells holds a dozen distinct texts, and each is parsed
once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from workshop.assessment.change.pilot import OCCASIONS, Occasion
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.agreement import VIGNETTE
from workshop.assessment.tables.words import (
    CONFIDENCES,
    HEADERS,
    NEEDED,
    ROLES,
    STARTED,
    STORY,
    TIMES,
    UNKNOWN,
)
from workshop.base.errors import InputError, SeveralErrors, TableError, Value, Where
from workshop.model.names import fold, plain
from workshop.model.rating import Rating

Row = Mapping[str, str]
Text = TypeVar("Text", bound=Hashable)
Meaning = TypeVar("Meaning")

PLAIN = frozenset(
    {"dimension", "level", "version", "occasion"}
)  # columns in which full-width digits count as ASCII ones
NO_FRACTION = re.compile(r"(?<=\d)\.0+$")  # of a whole number, as a spreadsheet shows it
SPREAD = ("dimension", "level")  # one column for each dimension may stand in place of these two
ORDER = {column: place for place, column in enumerate(HEADERS)}


def read_ratings(name: str, rows: Sequence[Row], rubric: Rubric) -> tuple[Rating, ...]:
    """The ratings in `rows` (header to text; row 1 of the file is the header), Chinese headers included.

    An empty level is "don't know"; in a table with a column a dimension (`dimension_columns`) an empty cell says nothing,
    and "don't know" has to be written. A community written `vignette:X` is the shared vignette X. `name` is the file's,
    for messages. Raises TableError, or SeveralErrors with every fault found: `assessment.table_empty`,
    `column_missing`, `column_twice`, `cell_missing`, `vignette_nameless`, `row_dimension`, `row_level`,
    `row_confidence`, `row_started`, `row_twice`, `mixed_versions`, `other_rubric`, and `several_occasions` for a
    table that `read_occasions` should read.
    """
    lines = _lines(name, rows, NEEDED, rubric)
    if len({text.lower() for text in lines.texts["occasion"]} - {""}) > 1:
        raise TableError("assessment.several_occasions", Where(name, row=1, column=lines.headers["occasion"]))
    return _ratings(lines, rubric, _cell_faults(lines, rubric))


def read_occasions(name: str, rows: Sequence[Row], rubric: Rubric) -> dict[Occasion, tuple[Rating, ...]]:
    """The ratings of a pilot by occasion: the same table with a column `occasion` (test, retest, interview).

    Raises what `read_ratings` does, and `assessment.row_occasion`. One row a rater, dimension and occasion.
    """
    lines = _lines(name, rows, (*NEEDED, "occasion"), rubric)
    by_occasion: dict[Occasion, list[Rating]] = {occasion: [] for occasion in OCCASIONS}
    faults = (
        *_cell_faults(lines, rubric),
        *_not_understood(lines, "occasion", "assessment.row_occasion", lambda text: text.lower() in TIMES),
    )
    ratings = _ratings(lines, rubric, faults)
    for text, rating in zip(lines.texts["occasion"], ratings, strict=True):
        by_occasion[TIMES[text.lower()]].append(rating)
    return {occasion: tuple(ratings) for occasion, ratings in by_occasion.items()}


def dimension_columns(headers: Iterable[str], rubric: Rubric) -> dict[str, str]:
    """Header to dimension in a table with a column a dimension, by id, name or both; {} for a table with a row each."""
    heads = tuple(headers)
    if any(_column(header) in SPREAD for header in heads):
        return {}
    named = {
        fold(word): one.id
        for one in rubric.dimensions
        for word in (one.id, *(each for name in (one.name.zh, one.name.en) for each in (name, one.id + name)))
    }
    columns = {header: named[fold(header)] for header in heads if fold(header) in named}
    return columns if len(columns) > 1 else {}


@dataclass(frozen=True)
class _Lines:
    """The table's columns as trimmed texts, blank rows left out; `numbers` are the row numbers in the file, and `spread`
    the headers over each line's level where every dimension has a column.
    """

    name: str
    headers: Mapping[str, str]
    numbers: Sequence[int]
    texts: Mapping[str, Sequence[str]]
    spread: Sequence[str] = ()

    def where(self, place: int, column: str) -> Where:
        """The cell, in the table's own words."""
        if self.spread and column in SPREAD:
            return Where(self.name, row=self.numbers[place], column=self.spread[place])
        return Where(self.name, row=self.numbers[place], column=self.headers[column])


def _lines(name: str, rows: Sequence[Row], needed: Sequence[str], rubric: Rubric) -> _Lines:
    if not rows:
        raise TableError("assessment.table_empty", Where(name))
    columns = dimension_columns(rows[0], rubric)
    if columns:
        return _unpivoted(name, rows, [column for column in needed if column not in SPREAD], columns)
    headers = _headers(name, rows[0], needed)
    texts = {column: [(row.get(header) or "").strip() for row in rows] for column, header in headers.items()}
    filled = [place for place, cells in enumerate(zip(*texts.values(), strict=True)) if any(cells)]
    if not filled:
        raise TableError("assessment.table_empty", Where(name))
    if len(filled) < len(rows):
        texts = {column: [cells[place] for place in filled] for column, cells in texts.items()}
    for column in texts.keys() & PLAIN:
        texts[column] = _each(texts[column], plain)
    nothing = [""] * len(filled)
    return _Lines(
        name, headers, [place + 2 for place in filled], {each: texts.get(each, nothing) for each in HEADERS}
    )


def _unpivoted(name: str, rows: Sequence[Row], needed: Sequence[str], columns: Mapping[str, str]) -> _Lines:
    """A line for every filled cell under a dimension."""
    headers = _headers(name, rows[0], needed)
    cells = [
        (place, header, text)
        for place, row in enumerate(rows)
        for header in columns
        if (text := (row.get(header) or "").strip())
    ]
    if not cells:
        raise TableError("assessment.table_empty", Where(name))
    texts = {column: [""] * len(cells) for column in HEADERS}
    for column, header in headers.items():
        texts[column] = [(rows[place].get(header) or "").strip() for place, _, _ in cells]
    texts["dimension"] = [columns[header] for _, header, _ in cells]
    texts["level"] = [text for _, _, text in cells]
    for column in PLAIN:
        texts[column] = _each(texts[column], plain)
    numbers, spread = [place + 2 for place, _, _ in cells], [header for _, header, _ in cells]
    return _Lines(name, headers, numbers, texts, spread)


@dataclass(frozen=True)
class _Fault:
    """One invalid cell; faults are reported in the order of the table."""

    place: int
    column: str
    code: str
    values: Mapping[str, Value]


def _ratings(lines: _Lines, rubric: Rubric, cell_faults: Iterable[_Fault]) -> tuple[Rating, ...]:
    """Every row as a rating; raises all faults at once, in the order of the table."""
    faults = sorted(
        (*cell_faults, *_twice(lines), *_version_faults(lines, rubric)),
        key=lambda fault: (fault.place, ORDER[fault.column]),
    )
    # One cell of a row with many dimensions is one fault.
    told = {(fault.code, lines.where(fault.place, fault.column)): fault for fault in reversed(faults)}
    problems = [TableError(code, where, **fault.values) for (code, where), fault in reversed(told.items())]
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    texts = lines.texts
    ids = _ids(rubric)
    columns = (
        _each(texts["community"], _community),
        texts["rater"],
        _each(texts["role"], _role),
        _each(texts["dimension"], lambda text: ids[text.lower()]),
        _each(texts["level"], _level),
        _each(texts["confidence"], lambda text: CONFIDENCES[text.lower()]),
        texts["when"],
        texts["evidence"],
        _each(texts["started"], lambda text: STARTED[text.lower()]),
    )
    return tuple(map(Rating, *columns))


def _ids(rubric: Rubric) -> dict[str, str]:
    return {dimension.id.lower(): dimension.id for dimension in rubric.dimensions}


def _each(texts: Sequence[Text], meaning: Callable[[Text], Meaning]) -> list[Meaning]:
    """Memoised map: the meaning of every text (or group of texts), each distinct one computed once."""
    meanings = {text: meaning(text) for text in set(texts)}
    return [meanings[text] for text in texts]


def _headers(name: str, first: Row, needed: Iterable[str]) -> dict[str, str]:
    """Our column names to the table's own headers."""
    headers: dict[str, str] = {}
    problems: list[InputError] = []
    for header in first:
        column = _column(header)
        if column is not None and column in headers:
            problems.append(
                TableError(
                    "assessment.column_twice", Where(name, row=1, column=header), other=headers[column]
                )
            )
        elif column is not None:
            headers[column] = header
    problems += [
        TableError("assessment.column_missing", Where(name, row=1), column=column, chinese=HEADERS[column][0])
        for column in needed
        if column not in headers
    ]
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return headers


def _column(header: str) -> str | None:
    tidy = header.strip().lstrip("\ufeff").lower()
    for column, synonyms in HEADERS.items():
        if tidy == column or tidy in synonyms:
            return column
    return None


def _cell_faults(lines: _Lines, rubric: Rubric) -> Iterator[_Fault]:
    """Cells that are empty where they must not be, or whose text is not understood."""
    ids = _ids(rubric)
    understood: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
        ("community", "assessment.cell_missing", bool),
        ("community", "assessment.vignette_nameless", lambda text: _community(text) != VIGNETTE),
        ("rater", "assessment.cell_missing", bool),
        ("dimension", "assessment.row_dimension", lambda text: text.lower() in ids),
        ("level", "assessment.row_level", lambda text: _level(text) is not None or text.lower() in UNKNOWN),
        ("confidence", "assessment.row_confidence", lambda text: text.lower() in CONFIDENCES),
        ("started", "assessment.row_started", lambda text: text.lower() in STARTED),
    )
    known = ", ".join(ids.values())
    for column, code, check in understood:
        yield from _not_understood(lines, column, code, check, known=known)


def _not_understood(
    lines: _Lines, column: str, code: str, understood: Callable[[str], bool], **values: Value
) -> Iterator[_Fault]:
    texts = lines.texts[column]
    strange = {text for text in set(texts) if not understood(text)}
    if strange:
        for place, text in enumerate(texts):
            if text in strange:
                yield _Fault(place, column, code, {"found": text, **values})


def _twice(lines: _Lines) -> Iterator[_Fault]:
    """Rows that repeat a rating their rater has given already."""
    texts = lines.texts
    keys = list(
        zip(
            _each(texts["community"], _community),
            texts["rater"],
            _each(texts["dimension"], str.upper),
            _each(texts["occasion"], lambda text: TIMES.get(text.lower(), text)),
            strict=True,
        )
    )
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[str, str, str, str], int] = {}
    for place, key in enumerate(keys):
        if not all(key[:3]):
            continue
        if key in first:
            values: dict[str, Value] = {
                "rater": key[1],
                "dimension": key[2],
                "first": lines.numbers[first[key]],
            }
            yield _Fault(place, "dimension", "assessment.row_twice", values)
        first.setdefault(key, place)


def _version_faults(lines: _Lines, rubric: Rubric) -> Iterator[_Fault]:
    """Rows that name another rubric or version than the first that names one, or than the rubric asked for.

    One fault in all, not one a row: when half a table is of another version, that is one thing to fix.
    """
    stated = _each([*zip(lines.texts["rubric"], lines.texts["version"], strict=True)], _stated)
    positions = [position for position, cells in enumerate(stated) if any(cells)]
    if not positions:
        return
    first = positions[0]
    wanted = (stated[first][0] or rubric.id, stated[first][1] or str(rubric.version))
    for position in positions:
        name, version = stated[position]
        if (name or wanted[0], version or wanted[1]) != wanted:
            column = "version" if version not in ("", wanted[1]) else "rubric"
            values: dict[str, Value] = {
                "found": _key(*stated[position]),
                "other": _key(*wanted),
                "first": lines.numbers[first],
            }
            yield _Fault(position, _there(lines, column), "assessment.mixed_versions", values)
            return
    if wanted != (rubric.id, str(rubric.version)):
        column = "version" if wanted[0] == rubric.id else "rubric"
        values = {"found": _key(*wanted), "rubric": rubric.key}
        yield _Fault(first, _there(lines, column), "assessment.other_rubric", values)


def _stated(cells: tuple[str, str]) -> tuple[str, str]:
    """Id and version from the two cells; `id@version` may stand in the first alone."""
    rubric, version = cells
    name, _, inside = rubric.partition("@")
    outside = NO_FRACTION.sub("", version.lower().removeprefix("v"))
    versions = sorted({part.strip() for part in (inside, outside)} - {""})
    return name.strip(), "/".join(versions)


def _key(name: str, version: str) -> str:
    return f"{name}@{version}" if name and version else name or version


def _there(lines: _Lines, column: str) -> str:
    """The column, or the other of the two when the table has only that."""
    return column if column in lines.headers else ("rubric" if column == "version" else "version")


def _community(text: str) -> str:
    """A community's name; for a vignette, `vignette:` and its id."""
    before, colon, after = text.replace("：", ":", 1).partition(":")
    return f"{VIGNETTE}{after.strip()}" if colon and before.strip().lower() in STORY else text


def _level(text: str) -> int | None:
    """0-3, also as a spreadsheet writes it ("2.0", "3.00"); None for anything else."""
    digits = NO_FRACTION.sub("", text)
    return int(digits) if digits in {"0", "1", "2", "3"} else None


def _role(text: str) -> str:
    return ROLES.get(text) or text.lower().replace(" ", "_")
