"""The clock and the calendar of the room: what is stored is UTC, and the machine stands where the people are.

Only this module knows the machine's time zone. At the desk, where a browser may be elsewhere, see `visitor.on_their_clock`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime


def local(at: datetime) -> datetime:
    """A stored moment (UTC) on this machine's clock, without a zone."""
    return at.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)


def local_day(at: datetime) -> date:
    """The day it is here at a stored moment: before eight in the morning in China, UTC is still in yesterday."""
    return local(at).date()


def clock(at: datetime) -> str:
    """A stored moment as the clock in the room shows it."""
    return f"{local(at):%H:%M}"
