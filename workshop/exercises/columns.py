"""Columns of rows that hold more than text: a day, or a person of the room.

Both are stored as text beside the others, so that a row stays `{column: text}`: a day as ISO 8601, a person of the room as
their code, somebody else by the name that was typed.

    row.0.day            2026-12-05, or as people write it: 12月5日, 5 December; `row.0.day.asked` says from when on a day
                         is meant
    row.0.with           the code of a person of the room
    row.0.with.other     the name of somebody who is not in the room
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from babel.dates import format_date

from workshop.base.errors import InputError
from workshop.base.text import Language, say
from workshop.exercises.cleaning import Form, clean, cleaned, last, unknown
from workshop.model.step import ColumnKind, Option, OptionStructure, QuestionStructure

ASKED, OTHER, KEPT = "asked", "other", "kept"
IN_ROOM = "seat:"  # a person's code begins with it
FAR = timedelta(days=366)  # a first step is not put off for longer
LONG_GONE = timedelta(days=60)  # a day without a year that lies further back means next year's
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?", re.ASCII)
MONTH_FIRST = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?", re.ASCII)
DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?(?:\s+(\d{4}))?", re.ASCII | re.IGNORECASE
)
MONTH_NAMED = re.compile(
    r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?", re.ASCII | re.IGNORECASE
)


def read_day(text: str, asked: date | None) -> date | None:
    """The day somebody wrote, None where it is not one day beyond doubt.

    Two numbers alone (`5/12`) are none: people in different places mean different days by it. A day without a year is
    the one nearest after `asked`, or shortly before it.

    >>> read_day("12月5日", date(2026, 11, 29))
    datetime.date(2026, 12, 5)
    >>> read_day("3 January", date(2026, 11, 29))
    datetime.date(2027, 1, 3)
    >>> read_day("5/12", date(2026, 11, 29)) is None
    True
    """
    written = " ".join(clean(text).split())
    if found := YEAR_FIRST.fullmatch(written):
        return _day(*map(int, found.groups()))
    if found := MONTH_FIRST.fullmatch(written):
        return _without_year(int(found[1]), int(found[2]), asked)
    for pattern, day, month in ((DAY_NAMED, 1, 2), (MONTH_NAMED, 2, 1)):
        found = pattern.fullmatch(written)
        if found and found[month][:3].lower() in MONTHS:
            number = MONTHS.index(found[month][:3].lower()) + 1
            if found[3]:
                return _day(int(found[3]), number, int(found[day]))
            return _without_year(number, int(found[day]), asked)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without_year(month: int, day: int, asked: date | None) -> date | None:
    """Searched over a leap cycle, so that 29 February is found."""
    if asked is None:
        return None
    days = (_day(asked.year + more, month, day) for more in range(-1, 9))
    return next((one for one in days if one is not None and one >= asked - LONG_GONE), None)


def day_text(language: Language, day: date, *, year: bool = True) -> str:
    """A day as people read it, with its weekday.

    >>> day_text("en", date(2026, 12, 5))
    'Sat 5 December 2026'
    """
    pattern = "exercises.day_pattern" if year else "exercises.near_day_pattern"
    return format_date(day, say(language, pattern), locale=language)


def read_cell(question: QuestionStructure, column: OptionStructure, form: Form, field: str) -> str:
    """What a posted form holds for one column of one row.

    Raises InputError `exercises.day_unread`, `exercises.day_past`, `exercises.day_far`, `exercises.day_soon`,
    `exercises.two_people`, `option_unknown`, `too_long`.
    """
    text = cleaned(last(form, field), question.max_chars)
    if column.column is ColumnKind.DATE:
        asked = read_day(last(form, f"{field}.{ASKED}"), None)
        day = read_day(text, asked)
        if text and day is None:
            raise InputError("exercises.day_unread", text=text[:40])
        if day and asked and not asked <= day <= asked + FAR:
            raise InputError("exercises.day_past" if day < asked else "exercises.day_far", text=text[:40])
        # A day that was kept before stays: weeks later it is nearer than it was when it was written.
        if (
            day
            and asked
            and column.after is not None
            and day != read_day(last(form, f"{field}.{KEPT}"), None)
        ):
            soonest = asked + timedelta(days=column.after)
            if day < soonest:
                raise InputError("exercises.day_soon", text=text[:40], soonest=soonest.isoformat())
        return day.isoformat() if day else ""
    if column.column is ColumnKind.PERSON:
        other = cleaned(last(form, f"{field}.{OTHER}"), question.max_chars)
        if text and other:
            raise InputError("exercises.two_people", name=other[:40])
        if text and text not in {one.code for one in question.people}:
            raise unknown(question, text)
        return text or other
    return text


def draft_cell(question: QuestionStructure, column: OptionStructure, form: Form, field: str) -> str:
    """The same of an unfinished form: a day that cannot be read yet stays as it was typed; a name wins over a choice,
    which is quickly made again."""
    if column.column is ColumnKind.PERSON and (typed := last(form, f"{field}.{OTHER}").strip()):
        return cleaned(typed, question.max_chars)
    return cleaned(last(form, field), question.max_chars)


def cell_fields(column: OptionStructure | None, field: str, text: str) -> dict[str, str]:
    """The form fields that restore a cell."""
    outside = column is not None and column.column is ColumnKind.PERSON and not text.startswith(IN_ROOM)
    return {f"{field}.{OTHER}" if outside else field: text}


def cell_text(column: Option | None, text: str, people: Mapping[str, str], language: Language) -> str:
    """A cell in words; whoever has withdrawn since is nobody any more."""
    if column is None or not text:
        return text
    if column.column is ColumnKind.PERSON and text.startswith(IN_ROOM):
        return people.get(text) or say(language, "exercises.person_gone")
    day = read_day(text, None) if column.column is ColumnKind.DATE else None
    return day_text(language, day) if day else text
