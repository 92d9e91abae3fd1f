"""A person's days as an iCalendar file (RFC 5545): the first step, and the days on which to look back.

Whole days without a time zone, so that a phone shows them on that day wherever it is. The same day keeps its UID, so that
importing the file again moves an entry rather than adding one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from workshop.base.text import Language, say
from workshop.services.follow.pulses import Followed

LINE = 75  # octets of a content line, its line end not counted
MORNING = "PT9H"  # the reminder, counted from the beginning of the day


@dataclass(frozen=True)
class CalendarDay:
    """One entry of a whole day. `about` tells it from the others of the same commitment."""

    about: str
    on: date
    title: str
    text: str


def days_of(followed: Followed, address: str, language: Language) -> tuple[CalendarDay, ...]:
    """The days of one commitment; `address` is where its owner answers."""
    one = followed.held.commitment
    found = []
    if one.day is not None:
        title = say(language, "commitments.calendar.first", what=one.what)
        found.append(CalendarDay("first", one.day, title, one.first))
    for ask in followed.asks:
        title = say(language, "commitments.calendar.pulse", days=ask.due, what=one.what)
        text = say(language, "commitments.calendar.answer", address=address)
        found.append(CalendarDay(str(ask.due), ask.on, title, text))
    return tuple(found)


def calendar(followed: Iterable[Followed], address: str, language: Language, now: datetime) -> str:
    """The file: every day of every commitment. `now` is in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mengya//Commitments//EN", "CALSCALE:GREGORIAN"]
    for one in followed:
        owner = f"{one.held.commitment.seat.id} {one.held.commitment.place}"
        for day in days_of(one, address, language):
            lines += _event(owner, day, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(owner: str, day: CalendarDay, now: datetime) -> Iterator[str]:
    mark = hashlib.sha256(f"calendar {owner} {day.about}".encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{mark}@mengya"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"SUMMARY:{_escaped(day.title)}"
    if day.text:
        yield f"DESCRIPTION:{_escaped(day.text)}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(day.title)}"
    yield f"TRIGGER:{MORNING}"
    yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, never within a character; all but the first begin with a space."""
    part = ""
    for char in line:
        if len((part + char).encode()) > LINE:
            yield part
            part = " "
        part += char
    yield part
