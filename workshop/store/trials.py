"""Table access for follow-up reports. They are append-only; one taken back is marked and no longer counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, func, insert, select, update

from workshop.model.case import Outcome
from workshop.model.trial import TRIED, Did, TrialReport, Way, Word
from workshop.store.schema import community, seat
from workshop.store.schema_learning import suggestion, trial

WARNING = "failed"  # the slot of a warning card


@dataclass(frozen=True)
class TrialRow:
    """The current report on one suggestion with consent to learn from it: whose community, when shown, and
    the outcome.
    """

    camp: str
    seat: str
    case: str
    community: str
    obstacle: str
    move: str
    shown: datetime
    told: datetime
    did: Did
    outcome: str

    @property
    def tried(self) -> bool:
        return self.did in TRIED


def add_word(
    connection: Connection,
    suggestion_id: str,
    due: int,
    trial_report: TrialReport,
    way: Way,
    teller: str,
    at: datetime,
) -> None:
    """Add a report."""
    connection.execute(
        insert(trial).values(
            suggestion_id=suggestion_id,
            due=due,
            did=trial_report.did.value,
            outcome=trial_report.outcome.value if trial_report.outcome else "",
            happened=trial_report.happened,
            different=trial_report.different,
            consent=trial_report.consent,
            way=way.value,
            teller=teller,
            undone=False,
            at=at,
        )
    )


def words_of(connection: Connection, seat_id: str) -> tuple[Word, ...]:
    """One person's valid reports, in order."""
    return _words(connection, _standing().where(suggestion.c.seat_id == seat_id))


def words_in(connection: Connection, camp_id: str) -> tuple[Word, ...]:
    """The valid reports of a camp's people, in order."""
    return _words(connection, _standing().where(suggestion.c.camp_id == camp_id))


def undo_word(connection: Connection, number: int) -> None:
    """Mark a report as taken back."""
    connection.execute(update(trial).where(trial.c.number == number).values(undone=True))


def counted(
    connection: Connection, obstacle: str | None = None, moves: Sequence[str] = ()
) -> tuple[TrialRow, ...]:
    """Reports that may be learnt from, one row per suggestion: those against `obstacle` with one of `moves`,
    or all.

    The newest report on the later question counts; if it lacks consent, earlier ones do not count either. A
    card that was a warning is left out: a person who set to work after it did not do what it describes.
    """
    place = func.row_number().over(
        partition_by=trial.c.suggestion_id, order_by=(trial.c.due.desc(), trial.c.number.desc())
    )
    last = select(trial, place.label("place")).where(~trial.c.undone).subquery()
    wanted = (
        select(
            suggestion.c.camp_id.label("camp"),
            suggestion.c.seat_id.label("seat"),
            suggestion.c.case_id.label("case"),
            community.c.name.label("community"),
            suggestion.c.obstacle,
            suggestion.c.move,
            suggestion.c.shown_at.label("shown"),
            last.c.at.label("told"),
            last.c.did,
            last.c.outcome,
        )
        .join(suggestion, suggestion.c.id == last.c.suggestion_id)
        .join(seat, seat.c.id == suggestion.c.seat_id)
        .join(community, community.c.id == seat.c.community_id)
        .where(last.c.place == 1, last.c.consent, suggestion.c.slot != WARNING)
        .order_by(last.c.number)
    )
    if obstacle is not None:
        wanted = wanted.where(suggestion.c.obstacle == obstacle, suggestion.c.move.in_(tuple(moves)))
    return tuple(TrialRow(**{**row._mapping, "did": Did(row.did)}) for row in connection.execute(wanted))


def _standing() -> Select[tuple[object, ...]]:
    return select(trial).join(suggestion, suggestion.c.id == trial.c.suggestion_id).where(~trial.c.undone)


def _words(connection: Connection, wanted: Select[tuple[object, ...]]) -> tuple[Word, ...]:
    return tuple(
        Word(
            number=row.number,
            suggestion=row.suggestion_id,
            due=row.due,
            said=TrialReport(
                did=Did(row.did),
                outcome=Outcome(row.outcome) if row.outcome else None,
                happened=row.happened,
                different=row.different,
                consent=row.consent,
            ),
            way=Way(row.way),
            teller=row.teller,
            at=row.at,
        )
        for row in connection.execute(wanted.order_by(trial.c.number))
    )
