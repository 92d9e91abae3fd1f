"""The lives of a community's groups: how many are there, how many were still alive 6, 12 and 24 months after they began.

What cannot be known yet is kept apart and never counted as alive or as ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workshop.assessment.lives.survival import Spell, Survival, survival
from workshop.model.community.groups import GroupEnd, GroupLine, GroupRecord, after_months, months_between
from workshop.model.privacy import MIN_GROUP

AFTER = (6, 12, 24)  # months


@dataclass(frozen=True)
class AliveAfter:
    """Groups so many months after they began. `young` ones are not that old yet, whatever became of them: to count those
    of them that ended would make lives look shorter. Of `unsaid` ones nobody has said since; `merged` ones went on inside
    another before.
    """

    months: int
    alive: int
    ended: int
    merged: int
    unsaid: int
    young: int

    @property
    def known(self) -> int:
        """Of how many it can be told."""
        return self.alive + self.ended


@dataclass(frozen=True)
class GroupLives:
    """A community's groups together. `survival` is None below the number from which a share is shown."""

    lines: tuple[GroupLine, ...]  # in the order they began, those older than anybody remembers first
    after: tuple[AliveAfter, ...]
    survival: Survival | None
    born_unknown: int
    living: int  # neither ended nor merged, as far as is known
    registered: int
    ended: int
    merged: int

    @property
    def n(self) -> int:
        return len(self.lines)

    @property
    def first(self) -> date | None:
        """The first month anything is known of."""
        return min(
            (
                day
                for line in self.lines
                for day in (line.record.born, line.record.registered, line.record.seen, line.record.ended)
                if day
            ),
            default=None,
        )


def group_lives(lines: Sequence[GroupLine], today: date) -> GroupLives:
    """Everything counted once. A group that merged is neither alive nor ended on its own from then on."""
    ordered = tuple(sorted(lines, key=lambda one: (one.record.born or date.min, one.number)))
    records = [line.record for line in ordered]
    dated = [record for record in records if record.born is not None]
    merged = sum(_merged(record) for record in records)
    ended = sum(record.ended is not None for record in records) - merged
    return GroupLives(
        ordered,
        tuple(_after(dated, months, today) for months in AFTER),
        survival(map(spell_of, dated)) if len(dated) >= MIN_GROUP else None,
        len(records) - len(dated),
        len(records) - merged - ended,
        sum(record.registered is not None for record in records),
        ended,
        merged,
    )


def _merged(record: GroupRecord) -> bool:
    return record.ended is not None and record.end is GroupEnd.MERGED


def spell_of(record: GroupRecord) -> Spell:
    """A dated group as the estimate sees it: ended, or known so far; merging ends what can be known of it."""
    born, until = record.born, record.known_until
    months = max(0, months_between(born, until)) if born and until else 0
    return Spell(months, record.ended is not None and not _merged(record))


def _after(dated: Sequence[GroupRecord], months: int, today: date) -> AliveAfter:
    old = [one for one in dated if one.born is not None and months_between(one.born, today) >= months]
    found = Counter(_state_after(one, months) for one in old)
    return AliveAfter(
        months,
        alive=found["alive"],
        ended=found["ended"],
        merged=found["merged"],
        unsaid=found["unsaid"],
        young=len(dated) - len(old),
    )


def _state_after(record: GroupRecord, months: int) -> str:
    """Whether a group outlived so many months: it ended in a later month, or is known that long."""
    spell = spell_of(record)
    if record.ended is None:
        return "alive" if spell.months >= months else "unsaid"
    if spell.months > months:
        return "alive"
    return "merged" if _merged(record) else "ended"


def living_in(lines: Sequence[GroupLine], month: date) -> int:
    """Groups known to be alive in a month: begun by then, seen then or later, and not ended before."""
    return sum(_lived(line.record, month) for line in lines)


def _lived(record: GroupRecord, month: date) -> bool:
    if record.born is not None and record.born > month:
        return False
    until = record.known_until
    return until is not None and month <= until


def all_known_in(lines: Sequence[GroupLine], month: date) -> bool:
    """Whether of every group that had begun by a month it can be told if it was alive then."""
    return all(
        line.record.ended is not None or ((until := line.record.known_until) is not None and until >= month)
        for line in lines
        if line.record.born is None or line.record.born <= month
    )


def last_month(lines: Sequence[GroupLine], today: date) -> date:
    """Where the time axis ends: this month, or the newest month told."""
    return max([today.replace(day=1), *(line.record.known_until or today.replace(day=1) for line in lines)])


def axis(first: date, last: date) -> tuple[date, ...]:
    """Every month from one to another."""
    return tuple(after_months(first, step) for step in range(months_between(first, last) + 1))
