"""What a section of the report is made of: a title, sentences, points, a table, a drawing, small print.

A further section is one function `CampSummary, CommunitySummary -> Section | None` (or of the camp alone) and one line
in `sections.py`. It says nothing of Word: `docx.py` lays every section out alike.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SectionTable:
    """A ruled table: the columns' names, and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Drawing:
    """An SVG drawing across the page, and the words that stand for it where it cannot be seen."""

    svg: str
    words: str


@dataclass(frozen=True)
class Section:
    """One section, shown in this order: title, sentences, points, drawing, table, small print.

    What is empty is left out.
    """

    title: str
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    drawing: Drawing | None = None
    table: SectionTable | None = None
    notes: tuple[str, ...] = ()
