"""A small grant: what it is for, what it needs and who pays which part, and the money as it comes and goes.

It is an extra reward and not the reason to act. Sums are whole fen; each grant says its currency, and sums of two
currencies are never added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CURRENCY = "CNY"


class MoneyKind(StrEnum):
    """A line of a grant's account."""

    RECEIPT = "receipt"  # somebody has laid it out and handed the receipt in
    PAID = "paid"  # project money reached the group's hand
    SPONSOR = "sponsor"  # somebody else gives to it


class Handing(StrEnum):
    """When the project's money comes."""

    REIMBURSED = "reimbursed"  # after the receipt
    AHEAD = "ahead"  # before
    HALF = "half"  # one part before, the rest after the receipt


@dataclass(frozen=True)
class GrantTerms:
    """What was agreed. `project` is what the project gives, None while that is open; `own` the group's own share.

    `need` is what it takes altogether, `asked` what of it the project is asked for. `promised` is the day by which what was
    laid out is repaid; `remark` what was typed elsewhere and could not be read as a sum or a day.
    """

    group: str
    what: str
    need: int
    asked: int
    project: int | None
    own: int
    handing: Handing
    promised: date | None
    lays_out: str = ""  # who lays money out, by code
    remark: str = ""
    currency: str = CURRENCY


@dataclass(frozen=True)
class MoneyLine:
    """One line of the account: how much, when, and by whom, by code."""

    kind: MoneyKind
    fen: int
    day: date
    who: str = ""


@dataclass(frozen=True)
class PlacedLine:
    """A line under the id its corrections keep."""

    id: str
    line: MoneyLine


@dataclass(frozen=True)
class Grant:
    """One small grant as it stands; lines by day, those of one day as they were noted."""

    id: str
    community: str
    terms: GrantTerms
    lines: tuple[PlacedLine, ...]

    def of(self, kind: MoneyKind) -> tuple[PlacedLine, ...]:
        """The lines of one kind."""
        return tuple(one for one in self.lines if one.line.kind is kind)

    def total(self, kind: MoneyKind) -> int:
        """Their sum."""
        return sum(one.line.fen for one in self.of(kind))

    @property
    def gap(self) -> int:
        """What nobody has covered yet of what it takes; negative where there is more than it takes."""
        return self.terms.need - (self.terms.project or 0) - self.total(MoneyKind.SPONSOR) - self.terms.own
