"""`mengya agreement`: inter-rater reliability (Krippendorff's alpha, ICC) of a table of any ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from workshop.assessment.reliability.coefficients import Icc
from workshop.assessment.reliability.reliability_summary import ALPHA_MARKS, ICCK_MARKS, read
from workshop.assessment.tables.layout import Layout, layout, outside_the_others
from workshop.assessment.tables.matrix import Agreement, Matrix, read_laid_out
from workshop.assessment.tables.matrix import agreement as agree
from workshop.base.text import Language, say
from workshop.cli.frame import Json, frame_of
from workshop.cli.output import plain
from workshop.cli.rating_tables import names_alike, without_total_rows
from workshop.cli.sources import no_cell_spoiled, notes_shape, placed, table_of, tell
from workshop.network.io.imported import SHOWN_NAMES, Note
from workshop.network.io.table import Table, tidy
from workshop.network.io.table_words import is_total

STRICTER = 0.10  # absolute agreement this far below consistency gets a caution
SIX = {"icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"}


def agreement(context: typer.Context, table: Annotated[Path, typer.Argument()]) -> None:
    frame = frame_of(context)
    matrix, notes = _matrix(table)
    tell(frame, notes)
    with frame.working(say(frame.language, "cli.work.agreement")):
        result = agree(matrix)
    frame.show(
        lambda: {**_shape(result), "notes": notes_shape(frame, notes)}, lambda: _text(result, frame.language)
    )


def _matrix(path: Path) -> tuple[Matrix, tuple[Note, ...]]:
    """A table of units and raters, without its totals, and how it was understood: a CSV file, or a workbook's first sheet
    with content.
    """
    table = _without_totals(table_of(path))
    cells = [row.cells for row in table.rows]
    with placed(table):
        laid = layout(path.name, table.header, cells)
    naming = (*laid.units, *(laid.long or ())[:1])
    table = without_total_rows(table, {tidy(table.header[place]).lower() for place in naming})
    aside = {table.header[place] for place in laid.aside}
    no_cell_spoiled(table, {tidy(head).lower() for head in table.header if head not in aside})
    blank = [""] * len(table.header)
    last = max((row.number for row in table.rows), default=table.header_row)
    # A header further down still comes first; rows keep their numbers in the file.
    lines = [list(table.header), *(list(blank) for _ in range(last - 1))]
    for row in table.rows:
        lines[row.number - 1] = list(row.cells)
    with placed(table):
        matrix = read_laid_out(path.name, lines, laid)
    return matrix, (*table.notes, *_understood(table, laid, matrix))


def _understood(table: Table, laid: Layout, matrix: Matrix) -> Iterator[Note]:
    """How the table was read: who counts as a rater decides what the coefficients are about."""
    header = table.header

    def named(places: Sequence[int]) -> tuple[str, ...]:
        return tuple(header[place] for place in places)

    if laid.aside:
        yield Note("no_raters", len(laid.aside), named(laid.aside))
    if laid.long is not None:
        yield Note("long_ratings", len(table.rows), named(laid.long))
    units = tuple(filter(None, named(laid.units)))
    yield Note("agreement_units", len(matrix.units), units) if units else Note("agreement_units_first")
    shown = (*matrix.raters[:SHOWN_NAMES], *(("…",) if len(matrix.raters) > SHOWN_NAMES else ()))
    yield Note("agreement_raters", len(matrix.raters), shown)
    apart = outside_the_others([[row.cells[place] for row in table.rows] for place in laid.raters])
    if apart:
        yield Note("raters_apart", len(apart), named([laid.raters[place] for place in apart]))
    yield from names_alike("raters_alike", matrix.raters)
    yield from names_alike("units_alike", matrix.units)


def _without_totals(table: Table) -> Table:
    """Nobody rates under the name of a total: such columns are emptied, with a note. Rows of totals are gone already."""
    totals = {place for place, head in enumerate(table.header) if place and is_total(head)}
    if not totals:
        return table

    def emptied(cells: Sequence[str]) -> tuple[str, ...]:
        return tuple("" if place in totals else cell for place, cell in enumerate(cells))

    rows = tuple(replace(row, cells=emptied(row.cells)) for row in table.rows)
    names = tuple(table.header[place] for place in sorted(totals))
    spoiled = tuple(one for one in table.spoiled if one.place not in totals)
    notes = (*table.notes, Note("total_columns", len(names), names))
    return replace(table, header=emptied(table.header), rows=rows, spoiled=spoiled, notes=notes)


def _shape(result: Agreement) -> dict[str, Json]:
    """The result as plain data. Field names are a promise to scripts."""
    return {
        **plain(result, without={"icc": {"targets", "judges"}}),
        "alpha": dict(result.alpha),
    }


def _text(result: Agreement, language: Language) -> str:
    """The cautions, the four alphas, and the six ICCs when there are any."""
    lines = [
        say(language, "coefficients.size", units=result.units, raters=result.raters, paired=result.paired),
        # Cautions come before any figure.
        *(say(language, f"coefficients.caution.{code}") for code in result.cautions),
        "",
        say(language, "coefficients.alpha"),
        *_alphas(result, language),
        "",
        say(language, _about_icc(result)),
    ]
    if result.icc:
        lines += _iccs(result, result.icc, language)
    return "\n".join([*lines, "", say(language, "coefficients.limits")])


def _about_icc(result: Agreement) -> str:
    """The ICCs' heading, or why there are none."""
    if result.icc:
        return "coefficients.icc"
    return "coefficients.no_icc" if "missing_values" in result.cautions else "coefficients.icc_few"


def _alphas(result: Agreement, language: Language) -> Iterator[str]:
    for metric, value in result.alpha:
        about = say(language, f"coefficients.alpha.{metric}")
        if value is None:
            yield say(language, "coefficients.undefined", about=about)
        elif "too_few_units" in result.cautions:
            yield say(language, "coefficients.too_few", about=about)
        elif value < 0:
            yield say(language, "coefficients.below_zero", about=about)
        else:
            meaning = say(language, f"agreement.{read(value, ALPHA_MARKS)}")
            yield say(language, "coefficients.meant", about=about, value=f"{value:.3f}", meaning=meaning)


def _iccs(result: Agreement, icc: Icc, language: Language) -> Iterator[str]:
    for name, value in plain(icc, only=SIX).items():
        about = say(language, f"coefficients.{name}", n=icc.judges)
        if value is None:
            # Of a mean it is left out where the single one is below 0; the matrix says so in a caution.
            mean = name.endswith("k") and "below_zero" in result.cautions
            yield say(language, "coefficients.below_zero" if mean else "coefficients.undefined", about=about)
        elif value < 0:
            yield say(language, "coefficients.below_zero", about=about)
        elif name.endswith("k"):
            meaning = say(language, f"agreement.{read(value, ICCK_MARKS)}")
            yield say(language, "coefficients.meant", about=about, value=f"{value:.3f}", meaning=meaning)
        else:
            yield say(language, "coefficients.plain", about=about, value=f"{value:.3f}")
    if icc.icc2 is not None and icc.icc3 is not None and icc.icc3 - icc.icc2 >= STRICTER:
        yield say(language, "coefficients.stricter")
