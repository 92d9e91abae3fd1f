"""Moderation of told cases (the retain phase of case-based reasoning): read, describe, publish, ask, merge,
reject.

Every act is an entry that says who and when. The last of publishing, asking, merging, rejecting and retiring
can be undone while nothing has followed it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.text import Language
from workshop.learning.cases.near_duplicates import ComparedCase, Near, nearest
from workshop.learning.cases.retain import case_id, lacking_to_publish
from workshop.model.camp import Camp
from workshop.model.case import (
    Case,
    StoryDraft,
    Submission,
    SubmissionEvent,
    SubmissionLine,
    SubmissionState,
    Visibility,
)
from workshop.services.app.context import AppContext
from workshop.services.learn.case_base import case_here, cases_of
from workshop.store import submissions

MOST_NEAR = 5
WIDER = {Visibility.ROOM: Visibility.CAMP, Visibility.CAMP: Visibility.PUBLIC}
# Act -> the state after it, and the state an undo restores.
BACK = {
    SubmissionEvent.PUBLISHED: SubmissionState.SUBMITTED,
    SubmissionEvent.MERGED: SubmissionState.SUBMITTED,
    SubmissionEvent.REJECTED: SubmissionState.SUBMITTED,
    SubmissionEvent.ASKED: SubmissionState.SUBMITTED,
    SubmissionEvent.RETIRED: SubmissionState.PUBLISHED,
}


@dataclass(frozen=True)
class Review:
    """A told case on the desk: as a case, what blocks its publication, its history, the nearest other cases."""

    told: Submission
    case: Case
    lacking: tuple[str, ...]
    lines: tuple[SubmissionLine, ...]
    near: tuple[tuple[Near, Case], ...]


def waiting(context: AppContext, camp: Camp) -> tuple[Submission, ...]:
    """Every told case of a camp except drafts, which only their tellers see."""
    stored = context.store.read(lambda connection: submissions.submissions_in(connection, camp.id))
    return tuple(one for one in stored if one.state is not SubmissionState.DRAFT)


def review(context: AppContext, camp: Camp, id: str, language: Language) -> Review:
    """One told case, with the cases nearest to it. Raises RoomError `told.unknown`."""
    base = cases_of(context, camp, language)

    def use_case(connection: Connection) -> Review:
        submission = _find(connection, camp, id)
        case = case_here(connection, submission, language)
        by_case_id = {case_id(one.id): one for one in submissions.submissions_in(connection, camp.id)}
        by_id = {one.id: one for one in base}
        nears = nearest(_compared(case, submission), (_compared(one, by_case_id.get(one.id)) for one in base))
        near = tuple((one, by_id[one.id]) for one in nears[:MOST_NEAR])
        lines = submissions.lines_of(connection, id)
        return Review(submission, case, lacking_to_publish(submission), lines, near)

    return context.store.read(use_case)


def describe(
    context: AppContext,
    camp: Camp,
    id: str,
    by: str,
    *,
    title: str,
    period: str,
    stage: str | None,
    why: str,
    limits: str,
) -> None:
    """Store what is written at the desk together with the teller."""

    def use_case(connection: Connection) -> None:
        submission = _find(connection, camp, id)
        telling: StoryDraft = replace(
            submission.telling,
            title=title.strip(),
            period=period.strip(),
            stage=stage,
            why=why.strip(),
            limits=limits.strip(),
        )
        if telling != submission.telling:
            submissions.save_submission(connection, replace(submission, telling=telling))
            submissions.add_line(connection, id, SubmissionEvent.DESCRIBED, "", by, context.now())

    context.store.write(use_case)


def publish(context: AppContext, camp: Camp, id: str, by: str) -> None:
    """Show it in this camp from now on. Raises InputError `told.not_ready` while something is missing."""

    def use_case(connection: Connection) -> None:
        submission = _submitted(connection, camp, id)
        if lacking_to_publish(submission):
            raise InputError("told.not_ready")
        _turn(connection, context, submission, SubmissionState.PUBLISHED, SubmissionEvent.PUBLISHED, "", by)

    context.store.write(use_case)


def ask(context: AppContext, camp: Camp, id: str, question: str, by: str) -> None:
    """Send one question back to the teller's phone. Raises InputError `told.no_question`."""
    if not question.strip():
        raise InputError("told.no_question")
    _act(context, camp, id, SubmissionState.NEEDS_INFO, SubmissionEvent.ASKED, question.strip(), by)


def reject(context: AppContext, camp: Camp, id: str, reason: str, by: str) -> None:
    """Do not show it, and say why. Raises InputError `told.no_reason`."""
    if not reason.strip():
        raise InputError("told.no_reason")
    _act(context, camp, id, SubmissionState.REJECTED, SubmissionEvent.REJECTED, reason.strip(), by)


def merge(context: AppContext, camp: Camp, id: str, into: str, by: str) -> None:
    """Let a case of the base, by its id there, represent this one too. Raises InputError `told.no_such_case`."""
    if into == case_id(id) or into not in {one.id for one in cases_of(context, camp, "zh")}:
        raise InputError("told.no_such_case")
    _act(context, camp, id, SubmissionState.MERGED, SubmissionEvent.MERGED, into, by)


def retire(context: AppContext, camp: Camp, id: str, by: str) -> None:
    """Stop showing it."""

    def use_case(connection: Connection) -> None:
        submission = _find(connection, camp, id)
        if submission.state is not SubmissionState.PUBLISHED:
            raise RoomError("told.not_waiting")
        _turn(connection, context, submission, SubmissionState.RETIRED, SubmissionEvent.RETIRED, "", by)

    context.store.write(use_case)


def ask_wider(context: AppContext, camp: Camp, id: str, by: str) -> None:
    """Ask on the teller's phone whether more people may read it; its audience stays the same until they say
    yes.
    """

    def use_case(connection: Connection) -> None:
        submission = _find(connection, camp, id)
        if submission.state is not SubmissionState.PUBLISHED or submission.visibility not in WIDER:
            raise RoomError("told.not_waiting")
        note = WIDER[submission.visibility].value
        submissions.add_line(connection, id, SubmissionEvent.ASKED_WIDER, note, by, context.now())

    context.store.write(use_case)


def undoable(lines: tuple[SubmissionLine, ...]) -> SubmissionEvent | None:
    """The act that can be undone: the newest entry, if it changed the case's state and nothing followed."""
    last = lines[-1].what if lines else None
    return last if last in BACK else None


def undo(context: AppContext, camp: Camp, id: str, by: str) -> None:
    """Take the last act back. Raises RoomError `told.nothing_to_undo`."""

    def use_case(connection: Connection) -> None:
        submission = _find(connection, camp, id)
        last = undoable(submissions.lines_of(connection, id))
        if last is None:
            raise RoomError("told.nothing_to_undo")
        _turn(connection, context, submission, BACK[last], SubmissionEvent.UNDONE, last.value, by)

    context.store.write(use_case)


def _act(
    context: AppContext,
    camp: Camp,
    id: str,
    state: SubmissionState,
    what: SubmissionEvent,
    note: str,
    by: str,
) -> None:
    def use_case(connection: Connection) -> None:
        _turn(connection, context, _submitted(connection, camp, id), state, what, note, by)

    context.store.write(use_case)


def _turn(
    connection: Connection,
    context: AppContext,
    submission: Submission,
    state: SubmissionState,
    what: SubmissionEvent,
    note: str,
    by: str,
) -> None:
    submissions.save_submission(connection, replace(submission, state=state))
    submissions.add_line(connection, submission.id, what, note, by, context.now())


def _submitted(connection: Connection, camp: Camp, id: str) -> Submission:
    submission = _find(connection, camp, id)
    if submission.state is not SubmissionState.SUBMITTED:
        raise RoomError("told.not_waiting")
    return submission


def _find(connection: Connection, camp: Camp, id: str) -> Submission:
    submission = submissions.submission_by_id(connection, id)
    if submission is None or submission.camp != camp.id or submission.state is SubmissionState.DRAFT:
        raise RoomError("told.unknown")
    return submission


def _compared(case: Case, submission: Submission | None) -> ComparedCase:
    words = tuple(" ".join((wording.stuck, *wording.moves)) for wording in case.wordings)
    place, year = (submission.community, submission.at.year) if submission else (None, None)
    return ComparedCase(case.id, words, frozenset(case.obstacles), place, year)
