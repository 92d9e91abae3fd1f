"""The case base of a camp (case-based reasoning): shipped cases with a traced source, and told cases released
by their tellers.

Suggestions, coverage, patterns and pairing all read this one function, so a case that is taken back is gone
from all of them at the next look.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from workshop.base.text import Language
from workshop.learning.cases.casebase import trusted
from workshop.learning.cases.retain import case_id, case_of, stands_until
from workshop.model.camp import Camp, Seat
from workshop.model.case import Case, Submission, Visibility
from workshop.services.app.context import AppContext
from workshop.store import camps, submissions

# The audiences that include other camps of this installation.
BEYOND_THE_ROOM = (Visibility.CAMP, Visibility.PUBLIC)


def cases_of(context: AppContext, camp: Camp, language: Language) -> tuple[Case, ...]:
    """The trusted shipped cases and those published for this camp, by id.

    Told cases keep the language they were told in.
    """
    every = (*trusted(context.content.cases[language]), *submissions_of(context, camp, language))
    return tuple(sorted(every, key=lambda case: case.id))


def submissions_of(context: AppContext, camp: Camp, language: Language) -> tuple[Case, ...]:
    """The told cases this camp may read: published, agreed to, and confirmed within two years."""

    def use_case(connection: Connection) -> tuple[Case, ...]:
        rows = submissions.published_for(connection, camp.id, BEYOND_THE_ROOM)
        return tuple(case_here(connection, one, language) for one in standing(connection, context, rows))

    return context.store.read(use_case)


def own_cases(context: AppContext, seat: Seat) -> frozenset[str]:
    """The ids in the case base of one person's own cases."""
    stored = context.store.read(lambda connection: submissions.submissions_by(connection, seat.id))
    return frozenset(case_id(one.id) for one in stored)


def standing(
    connection: Connection, context: AppContext, rows: Iterable[Submission]
) -> tuple[Submission, ...]:
    """Those of the published cases that are agreed to and not too old."""
    agreed = [one for one in rows if one.consent]
    confirmed = submissions.confirmed_at(connection, [one.id for one in agreed])
    now = context.now()
    return tuple(one for one in agreed if one.id in confirmed and now < stands_until(confirmed[one.id]))


def case_here(connection: Connection, submission: Submission, language: Language) -> Case:
    """A told case as a case, with its community's name where the teller allows it."""
    community = camps.community_by_id(connection, submission.community) if submission.community else None
    return case_of(submission, community.name if community else "", language)
