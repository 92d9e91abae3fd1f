"""A teller's own case: begin, write, submit, answer questions, change its audience, take it back.

Tellers may take a case back at any time; it is then gone from cards, texts and the case base at the next
look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.text import Language
from workshop.learning.cases.retain import MOST_OBSTACLES, lacking
from workshop.model.camp import Seat
from workshop.model.case import (
    StoryDraft,
    Submission,
    SubmissionEvent,
    SubmissionLine,
    SubmissionState,
    Visibility,
)
from workshop.services.app.context import AppContext
from workshop.store import camps, submissions

# Bump when the wording of consent changes; stored with the consent given as a prefix.
CONSENT = "2026-11"  # raised when the meaning of what is agreed to changes (docs/decisions/0013)
WRITABLE = frozenset({SubmissionState.DRAFT, SubmissionState.NEEDS_INFO})
SELF = "self"


def begin(context: AppContext, seat: Seat, key: str, language: Language) -> Submission:
    """A new draft; the same `key` again is the same draft. Known facts of the community are filled in.

    Raises RoomError `told.foreign` for a key of another participant's form.
    """

    def use_case(connection: Connection) -> Submission:
        there = submissions.submission_by_id(connection, key)
        if there is not None:
            return _own(there, seat)
        community = camps.community_by_id(connection, seat.community)
        known = (
            StoryDraft(
                setting=community.setting,
                committee_support=community.committee_support,
                familiarity=community.familiarity,
                households=community.households,
                groups=community.groups,
            )
            if community
            else StoryDraft()
        )
        new = Submission(
            key,
            seat.camp,
            seat.id,
            seat.community,
            SubmissionState.DRAFT,
            Visibility.ROOM,
            "",
            False,
            language,
            known,
            1,
            context.now(),
        )
        submissions.add_submission(connection, new)
        submissions.add_line(connection, key, SubmissionEvent.STARTED, "", SELF, context.now())
        return new

    return context.store.write(use_case)


def mine(context: AppContext, seat: Seat) -> tuple[Submission, ...]:
    """All cases of this person, drafts included."""
    return context.store.read(lambda connection: submissions.submissions_by(connection, seat.id))


def one_of(context: AppContext, seat: Seat, id: str) -> Submission:
    """One of this person's own cases. Raises RoomError `told.unknown` or `told.foreign`."""
    return context.store.read(lambda connection: _find(connection, seat, id))


def lines(context: AppContext, submission: Submission) -> tuple[SubmissionLine, ...]:
    """The history of the case."""
    return context.store.read(lambda connection: submissions.lines_of(connection, submission.id))


def write(context: AppContext, seat: Seat, id: str, change: Callable[[StoryDraft], StoryDraft]) -> Submission:
    """Store what was typed. Raises RoomError `told.closed` once the case was submitted and nothing was asked
    back.
    """

    def use_case(connection: Connection) -> Submission:
        submission = _find(connection, seat, id)
        if submission.state not in WRITABLE:
            raise RoomError("told.closed")
        return _saved(connection, replace(submission, telling=change(submission.telling)))

    return context.store.write(use_case)


def hand_in(context: AppContext, seat: Seat, id: str, *, consent: bool, contact: bool) -> Submission:
    """Submit it for review, with consent to show it in this camp; `contact`: consent to be named and asked,
    too.

    Submitting twice is submitting once. Raises InputError `told.consent`, `told.lacking`, `told.too_many`;
    RoomError as `write`.
    """

    def use_case(connection: Connection) -> Submission:
        submission = _find(connection, seat, id)
        if submission.state is SubmissionState.SUBMITTED:
            return submission
        if submission.state not in WRITABLE:
            raise RoomError("told.closed")
        if lacking(submission.telling):
            raise InputError("told.lacking")
        if len(submission.telling.obstacles) > MOST_OBSTACLES:
            raise InputError("told.too_many", n=MOST_OBSTACLES)
        if not consent:
            raise InputError("told.consent")
        what = (
            SubmissionEvent.SUBMITTED
            if submission.state is SubmissionState.DRAFT
            else SubmissionEvent.ANSWERED
        )
        submissions.add_line(connection, id, what, "", SELF, context.now())
        agreed = submission.consent or f"{Visibility.ROOM.value} {CONSENT}"
        return _saved(
            connection,
            replace(submission, state=SubmissionState.SUBMITTED, consent=agreed, contact_ok=contact),
        )

    return context.store.write(use_case)


def asked_wider(events: tuple[SubmissionLine, ...]) -> Visibility | None:
    """The wider audience the facilitator asks for, while the request is unanswered."""
    answers = (
        SubmissionEvent.WIDENED,
        SubmissionEvent.DECLINED,
        SubmissionEvent.NARROWED,
        SubmissionEvent.ASKED_WIDER,
    )
    last = next((one for one in reversed(events) if one.what in answers), None)
    return Visibility(last.note) if last is not None and last.what is SubmissionEvent.ASKED_WIDER else None


def answer_wider(context: AppContext, seat: Seat, id: str, *, allow: bool) -> Submission:
    """Accept or refuse a wider audience. Raises RoomError `told.not_asked` when there is no request."""

    def use_case(connection: Connection) -> Submission:
        submission = _find(connection, seat, id)
        wider = asked_wider(submissions.lines_of(connection, id))
        if wider is None or submission.state is not SubmissionState.PUBLISHED:
            raise RoomError("told.not_asked")
        if not allow:
            submissions.add_line(connection, id, SubmissionEvent.DECLINED, wider.value, SELF, context.now())
            return submission
        submissions.add_line(connection, id, SubmissionEvent.WIDENED, wider.value, SELF, context.now())
        return _saved(connection, replace(submission, visibility=wider, consent=f"{wider.value} {CONSENT}"))

    return context.store.write(use_case)


def only_this_room(context: AppContext, seat: Seat, id: str) -> Submission:
    """Restrict it to this camp again."""

    def use_case(connection: Connection) -> Submission:
        submission = _find(connection, seat, id)
        submissions.add_line(connection, id, SubmissionEvent.NARROWED, "", SELF, context.now())
        agreed = f"{Visibility.ROOM.value} {CONSENT}" if submission.consent else ""
        return _saved(connection, replace(submission, visibility=Visibility.ROOM, consent=agreed))

    return context.store.write(use_case)


def still_so(context: AppContext, seat: Seat, id: str) -> None:
    """The teller confirms the case for two more years."""

    def use_case(connection: Connection) -> None:
        submission = _find(connection, seat, id)
        if submission.state is not SubmissionState.PUBLISHED:
            raise RoomError("told.closed")
        submissions.add_line(connection, id, SubmissionEvent.RECONFIRMED, "", SELF, context.now())

    context.store.write(use_case)


def take_back(context: AppContext, seat: Seat, id: str) -> None:
    """Erase it with its history. Taking back a case that is already gone is no error."""

    def use_case(connection: Connection) -> None:
        submission = submissions.submission_by_id(connection, id)
        if submission is None:
            return
        _own(submission, seat)
        submissions.delete_submission(connection, id)
        camps.note(connection, submission.camp, "case_taken_back", SELF, context.now())

    context.store.erase(use_case)


def _find(connection: Connection, seat: Seat, id: str) -> Submission:
    submission = submissions.submission_by_id(connection, id)
    if submission is None:
        raise RoomError("told.unknown")
    return _own(submission, seat)


def _own(submission: Submission, seat: Seat) -> Submission:
    if submission.seat != seat.id:
        raise RoomError("told.foreign")
    return submission


def _saved(connection: Connection, submission: Submission) -> Submission:
    submissions.save_submission(connection, submission)
    return replace(submission, revision=submission.revision + 1)
