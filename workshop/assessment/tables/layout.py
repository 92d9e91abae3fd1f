"""Layout of a table of any ratings: which columns name the unit, which are raters, and which are neither.

Wide: a row a unit, a column a rater. Long: a row a rating. What cannot be told apart is asked about: a rank taken for a
rater, or figures taken for the header, would give a coefficient of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workshop.assessment.tables.words import (
    COUNTING,
    IDENTIFIER,
    MAYBE_RATERS,
    NUMBERING,
    PARTICULARS,
    RATERS,
    SCORE,
    SERIAL,
    UNITS,
    VALUES,
)
from workshop.base.errors import TableError, Where
from workshop.model.names import fold, plain

FEWEST_RATERS = 2
LONGEST_SCALE = 10  # on a longer one, 1, 2, 3 above the figures are more likely the raters
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")

_COUNTED = re.compile(r"(.*?)\d+")
_LETTERED = re.compile(rf"(.*?)[{COUNTING}]")


@dataclass(frozen=True)
class Layout:
    """Columns by place, from 0. `units` together name a unit. `long` is the column of the rater and that of the value,
    None for a wide table, in which `raters` are the columns of the raters. `aside` are the others that have a name.
    """

    units: tuple[int, ...]
    raters: tuple[int, ...]
    aside: tuple[int, ...]
    long: tuple[int, int] | None = None


def layout(name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Layout:
    """The layout of a table with this header; `rows` are as wide. `name` is the file's, for messages.

    Raises TableError: `assessment.no_header`, `first_column`, `rater_rows`, `several_values`, `no_unit`, `no_raters`.

    >>> layout("a.csv", ["unit", "r1", "r2", "rank"], [["u1", "1", "2", "1"]])
    Layout(units=(0,), raters=(1, 2), aside=(3,), long=None)
    >>> layout("a.csv", ["unit", "rater", "level"], [["u1", "r1", "2"]])
    Layout(units=(0,), raters=(), aside=(), long=(1, 2))
    """
    heads = [_key(head) for head in header]
    values = [place for place, head in enumerate(heads) if head in VALUES]
    rater = _rater_column(heads, values, rows)
    if rater is not None:
        return _long(name, header, heads, rater, values)
    if _is_data(header, heads, rows):
        raise TableError("assessment.no_header", Where(name, row=1), found="、".join(filter(None, header)))
    aside = {
        place
        for place, head in enumerate(heads)
        if head and (_is_no_rater(head) or IDENTIFIER.fullmatch(header[place].strip()))
    }
    units = _unit_columns(heads, aside)
    aside -= {*units}
    nameless = {0} if units and units[0] and not heads[0] else set()
    right = [place for place in range(max(units, default=0) + 1, len(heads)) if place not in aside]
    # What stands before the units says something of them, unless it is called as the raters are.
    aside |= {
        place
        for place in range(min(units, default=0))
        if heads[place] and not any(_alike(heads[place], heads[other]) for other in right)
    }
    raters = tuple(place for place in range(len(heads)) if place not in aside | {*units} | nameless)
    _first_is_no_rater(name, header, rows, units, raters)
    if aside and len(raters) < FEWEST_RATERS:
        names = "、".join(header[place] for place in sorted(aside))
        raise TableError("assessment.no_raters", Where(name, row=1), n=len(raters), names=names)
    return Layout(units, raters, tuple(sorted(aside)))


def outside_the_others(columns: Sequence[Sequence[str]]) -> list[int]:
    """The columns all of whose figures are above, or all below, those of every other column: 45 beside 1 and 2."""
    spans: list[tuple[int, float, float]] = []
    for place, cells in enumerate(columns):
        figures = [float(plain(cell)) for cell in cells if _is_number(cell)]
        if figures:
            spans.append((place, min(figures), max(figures)))
    if len(spans) <= FEWEST_RATERS:
        return []
    return [
        place
        for place, low, high in spans
        if all(low > top for other, _, top in spans if other != place)
        or all(high < bottom for other, bottom, _ in spans if other != place)
    ]


def _bare(head: str) -> str:
    """Without the word for a name or a number: `rater` of `raterid`."""
    return NUMBERING.sub("", head)


def _key(head: str) -> str:
    """A header for comparison: `Final_score` as `finalscore`."""
    return fold(head).replace("_", "").replace("-", "")


def _rater_column(heads: Sequence[str], values: Sequence[int], rows: Sequence[Sequence[str]]) -> int | None:
    for place, head in enumerate(heads):
        if not RATERS.isdisjoint((head, _bare(head))):
            return place
    if heads and heads[0] in MAYBE_RATERS - UNITS:
        return 0  # a row a rater, as it seems
    if not values or values[0] == 0:
        return None
    others = [
        place
        for place, head in enumerate(heads)
        if place and head and head not in UNITS | MAYBE_RATERS and not _is_no_rater(head)
    ]
    if any(_is_number(row[place]) for place in others for row in rows):
        return None
    maybe = [
        place
        for place, head in enumerate(heads)
        if place and not MAYBE_RATERS.isdisjoint((head, _bare(head)))
    ]
    return maybe[0] if len(maybe) == 1 else None


def _long(
    name: str, header: Sequence[str], heads: Sequence[str], rater: int, values: Sequence[int]
) -> Layout:
    if not values:
        raise TableError("assessment.rater_rows", Where(name, row=1, column=header[rater]))
    if len(values) > 1:
        names = "、".join(header[place] for place in values)
        raise TableError("assessment.several_values", Where(name, row=1), names=names)
    left = [place for place, head in enumerate(heads) if place not in (rater, values[0])]
    units = [place for place in left if heads[place] in UNITS]
    units = units or [place for place in left if not _is_no_rater(heads[place])][:1]
    if not units:
        raise TableError("assessment.no_unit", Where(name, row=1))
    aside = tuple(place for place in left if heads[place] and place not in units)
    return Layout(tuple(units), (), aside, (rater, values[0]))


def _is_no_rater(head: str) -> bool:
    """Whether a header is a word for a score, a rank, a number in a list, or a particular of the unit."""
    return (
        head in PARTICULARS
        or head in VALUES
        or bool(SCORE.fullmatch(head))
        or (head in SERIAL and head != "")
    )


def _unit_columns(heads: Sequence[str], aside: set[int]) -> tuple[int, ...]:
    """The columns called so; else the first that may be one: a running number where nothing else is."""
    named = tuple(
        place for place, head in enumerate(heads) if head and not UNITS.isdisjoint((head, _bare(head)))
    )
    if named:
        # Its number beside its name is no second part of the name.
        return tuple(place for place in named if place not in aside) or named[:1]
    if heads and (heads[0] in SERIAL or NUMBERING.search(heads[0])):
        return (0,)
    return tuple(place for place in range(len(heads)) if place not in aside)[:1]


def _is_data(header: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is one of the units already: there is no header.

    Raters may be called 1, 2, 3. Figures are data where the first cell is one too, or counts on with the cells below it; and
    where none is above the values below it, unless the first cell is a word for units.
    """
    others = [head for head in header[1:] if head]
    if not others or not all(map(_is_number, others)):
        return False
    if _is_number(header[0]):
        return True
    if _stem(_COUNTED, heads[0]) and any(
        _stem(_COUNTED, _key(row[0])) == _stem(_COUNTED, heads[0]) for row in rows if row[0]
    ):
        return True
    below = [float(plain(cell)) for row in rows for cell in row[1:] if _is_number(cell)]
    if heads[0] in UNITS | SERIAL or not below:
        return False
    figures = [float(plain(other)) for other in others]
    counting = figures == [*range(1, len(figures) + 1)]
    return max(figures) <= max(below) and (not counting or max(below) <= LONGEST_SCALE)


def _first_is_no_rater(
    name: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    units: Sequence[int],
    raters: Sequence[int],
) -> None:
    """Raises TableError where the column of the units holds figures and may as well be one more rater's."""
    if not units or not raters:
        return
    unit, head = units[0], _key(header[units[0]])
    cells = [row[unit] for row in rows if row[unit]]
    if head in UNITS | SERIAL or not cells or not all(map(_is_number, cells)):
        return
    figures = [float(plain(row[place])) for row in rows for place in raters if _is_number(row[place])]
    alike = any(_alike(head, _key(header[place])) for place in raters)
    within = bool(figures) and all(min(figures) <= float(plain(cell)) <= max(figures) for cell in cells)
    if alike or within:
        raise TableError("assessment.first_column", Where(name, row=1, column=header[unit]))


def _alike(head: str, other: str) -> bool:
    """Whether two headers count on from one another: r1 and r2, a and b."""
    return bool(set(_stems(head)) & set(_stems(other)))


def _stems(head: str) -> Iterator[str]:
    """What stands before a number or a letter that counts: `r` of r1, nothing of a."""
    for pattern in (_COUNTED, _LETTERED):
        found = pattern.fullmatch(head)
        if found:
            yield f"{pattern is _COUNTED}{found[1]}"


def _stem(pattern: re.Pattern[str], head: str) -> str:
    found = pattern.fullmatch(head)
    return found[1] if found else ""


def _is_number(text: str) -> bool:
    return bool(NUMBER.fullmatch(plain(text)))
