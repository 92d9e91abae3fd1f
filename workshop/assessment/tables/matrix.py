"""Units-by-raters matrix for agreement coefficients over anything: codes, marks, levels.

Wide: first column the unit, then one column a rater; an empty cell is a missing value. Long: a row a rating. Which of
the two, and which columns count, is in `layout`. A table with a fault in it is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workshop.assessment.reliability.coefficients import (
    FEWEST_TARGETS,
    METRICS,
    Icc,
    Metric,
    alpha,
    shrout_fleiss,
)
from workshop.assessment.scoring.agreement import MIN_RATERS_FOR_AGREEMENT
from workshop.assessment.tables.layout import NUMBER, Layout
from workshop.assessment.tables.words import UNKNOWN
from workshop.base.errors import InputError, SeveralErrors, TableError, Where
from workshop.model.names import plain

FEWEST = 2
JOINED = " · "  # between the parts of a unit's name that stand in several columns


@dataclass(frozen=True)
class Matrix:
    """`values[unit][rater]`, None where missing."""

    units: tuple[str, ...]
    raters: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]

    @property
    def complete(self) -> bool:
        """Whether every rater rated every unit."""
        return all(value is not None for row in self.values for value in row)


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha and the ICCs of a matrix. `icc` is None unless the matrix is complete and has six units.

    `paired` units have two values or more: what alpha is computed from. `cautions`: few_raters (fewer than six, so
    that agreement may be chance), missing_values (no ICC), too_few_units (fewer than six paired: no ICC, and an alpha
    is no finding), below_zero (a coefficient is; of a mean of raters it then does not exist and is None), undefined (an
    alpha has no value, see `alpha`).
    """

    units: int
    raters: int
    paired: int
    alpha: tuple[tuple[Metric, float | None], ...]
    icc: Icc | None
    cautions: tuple[str, ...]


def read_matrix(name: str, rows: Sequence[Sequence[str]]) -> Matrix:
    """The table in `rows`, in the order of the file: rows[0] is line 1, the header; blank rows are skipped.

    `name` is the file's, for messages. Columns without a name hold no values. Raises TableError, or SeveralErrors
    with every fault: `assessment.matrix_empty`, `matrix_small`, `rater_twice`, `rater_nameless`, `unit_twice`,
    `unit_nameless`, `not_a_number`.
    """
    lines = [[cell.strip() for cell in row] for row in rows]
    if not any(any(line) for line in lines):
        raise TableError("assessment.matrix_empty", Where(name))
    width = max(len(line) for line in lines)
    header, *body = [[*line, *[""] * (width - len(line))] for line in lines]
    places = [place for place in range(1, width) if header[place] or any(line[place] for line in body)]
    numbered = [(number, line) for number, line in enumerate(body, start=2) if any(line)]
    problems: list[InputError] = [*_named(name, header, places), *_cells(name, header, places, numbered)]
    if not problems and (len(places) < FEWEST or len(numbered) < FEWEST):
        problems.append(
            TableError("assessment.matrix_small", Where(name), raters=len(places), units=len(numbered))
        )
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return Matrix(
        units=tuple(line[0] for _, line in numbered),
        raters=tuple(header[place] for place in places),
        values=tuple(tuple(_number(line[place]) for place in places) for _, line in numbered),
    )


def read_laid_out(name: str, rows: Sequence[Sequence[str]], laid: Layout) -> Matrix:
    """The table in `rows`, as `read_matrix` takes it but with the columns where `laid` says. Raises as it does, and
    `assessment.rating_raterless`, `rating_twice` for a long table.
    """
    if laid.long is not None:
        return _read_long(name, rows, laid, *laid.long)
    return read_matrix(name, [_unit_first(row, laid) for row in rows])


def _unit_first(row: Sequence[str], laid: Layout) -> list[str]:
    """The unit before the raters, which keep their places; a rater who stood first changes places with it."""
    cells = [cell if place in laid.raters else "" for place, cell in enumerate(row)]
    if 0 in laid.raters:
        cells[laid.units[0]] = cells[0]
    cells[0] = _unit(row, laid)
    return cells


def _unit(row: Sequence[str], laid: Layout) -> str:
    return JOINED.join(row[place].strip() for place in laid.units if row[place].strip())


def _read_long(
    name: str, rows: Sequence[Sequence[str]], laid: Layout, rater_at: int, value_at: int
) -> Matrix:
    problems: list[InputError] = []
    cells: dict[tuple[str, str], float | None] = {}
    first: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        unit, rater, text = _unit(row, laid), row[rater_at].strip(), row[value_at].strip()
        value, key = _number(text), (_unit(row, laid), rater)
        if not unit:
            problems.append(TableError("assessment.unit_nameless", Where(name, row=number)))
        elif not rater:
            where = Where(name, row=number, column=rows[0][rater_at])
            problems.append(TableError("assessment.rating_raterless", where))
        elif key in first:
            where = Where(name, row=number)
            problems.append(
                TableError("assessment.rating_twice", where, unit=unit, rater=rater, first=first[key])
            )
        elif value is None and text.lower() not in UNKNOWN:
            where = Where(name, row=number, column=rows[0][value_at])
            problems.append(TableError("assessment.not_a_number", where, found=text))
        first.setdefault(key, number)
        cells[key] = value
    units, raters = (
        tuple(dict.fromkeys(names)) for names in (zip(*cells, strict=True) if cells else ((), ()))
    )
    if not problems and (len(raters) < FEWEST or len(units) < FEWEST):
        problems.append(
            TableError("assessment.matrix_small", Where(name), raters=len(raters), units=len(units))
        )
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return Matrix(units, raters, tuple(tuple(cells.get((unit, rater)) for rater in raters) for unit in units))


def agreement(matrix: Matrix) -> Agreement:
    """Krippendorff's alpha on all four metrics, and the six ICCs when nothing is missing.

    Which metric is right depends on what the numbers mean; all four are computed, none is chosen. Six coefficients
    of one table are not six findings.
    """
    rows = [[value for value in row if value is not None] for row in matrix.values]
    alphas = tuple((metric, alpha(matrix.values, metric)) for metric in METRICS)
    paired = sum(len(row) > 1 for row in rows)
    enough = paired >= FEWEST_TARGETS
    icc = shrout_fleiss(rows) if matrix.complete and enough else None
    given = [value for _, value in alphas] + (
        [icc.icc1, icc.icc2, icc.icc3, icc.icc1k, icc.icc2k, icc.icc3k] if icc else []
    )
    cautions = {
        "few_raters": len(matrix.raters) < MIN_RATERS_FOR_AGREEMENT,
        "missing_values": not matrix.complete,
        "too_few_units": not enough,
        "below_zero": any(value is not None and value < 0 for value in given),
        "undefined": any(value is None for _, value in alphas),
    }
    return Agreement(
        units=len(matrix.units),
        raters=len(matrix.raters),
        paired=paired,
        alpha=alphas,
        icc=_of_means(icc) if icc else None,
        cautions=tuple(code for code, holds in cautions.items() if holds),
    )


def _of_means(icc: Icc) -> Icc:
    """Without the reliabilities of a mean that are below 0: a share of variance is not, and -4.74 is no degree."""
    return replace(
        icc,
        icc1k=None if icc.icc1k is not None and icc.icc1k < 0 else icc.icc1k,
        icc2k=None if icc.icc2k is not None and icc.icc2k < 0 else icc.icc2k,
        icc3k=None if icc.icc3k is not None and icc.icc3k < 0 else icc.icc3k,
    )


def _named(name: str, header: Sequence[str], places: Sequence[int]) -> Iterator[TableError]:
    seen: dict[str, int] = {}
    for place in places:
        rater = header[place]
        if not rater:
            yield TableError("assessment.rater_nameless", Where(name, row=1), n=place + 1)
        elif rater in seen:
            yield TableError("assessment.rater_twice", Where(name, row=1, column=rater), n=place + 1)
        seen[rater] = place


def _cells(
    name: str, header: Sequence[str], places: Sequence[int], numbered: Sequence[tuple[int, Sequence[str]]]
) -> Iterator[TableError]:
    seen: dict[str, int] = {}
    for number, line in numbered:
        unit = line[0]
        if not unit:
            yield TableError("assessment.unit_nameless", Where(name, row=number))
        elif unit in seen:
            yield TableError("assessment.unit_twice", Where(name, row=number), unit=unit, first=seen[unit])
        else:
            seen[unit] = number
        for place in places:
            if line[place] and _number(line[place]) is None:
                where = Where(name, row=number, column=header[place])
                yield TableError("assessment.not_a_number", where, found=line[place])


def _number(text: str) -> float | None:
    """A whole number or a decimal, full-width digits too; None for anything else."""
    number = plain(text)
    return float(number) if NUMBER.fullmatch(number) else None
