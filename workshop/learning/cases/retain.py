"""Retain, the last phase of case-based reasoning: from a submitted case to one in the case base.

What a submission lacks, how it reads as a case, and how long it stays current. Nothing is made up for the person: what
was not given stays open, and the limits are written with them before anybody else reads it.
"""

from __future__ import annotations

from datetime import datetime

from workshop.base.text import Language, say
from workshop.model.case import (
    Case,
    CaseSource,
    CaseStep,
    Evidence,
    Grade,
    Move,
    Origin,
    StoryDraft,
    Submission,
)

# Prefix of a submitted case's id in the case base, so that it is never taken for a shipped one.
PREFIX = "told-"
YEARS = 2  # after which a case counts as outdated unless it is confirmed
MOST_MOVES = 3
MOST_OBSTACLES = 3
MOST_WORDS = 200  # characters of one move, result or regret
STUCK_MOST: dict[Language, int] = {"zh": 60, "en": 160}  # what fits a card


def case_id(submission_id: str) -> str:
    """The id a submitted case has in the case base.

    >>> case_id("x9")
    'told-x9'
    """
    return PREFIX + submission_id


def lacking(telling: StoryDraft) -> tuple[str, ...]:
    """Questions still to be answered before the case can be submitted, by name, in the order asked.

    >>> lacking(StoryDraft(stuck="nobody came"))
    ('obstacles', 'moves', 'outcomes', 'first_step', 'question')
    """
    outcomes = dict(telling.outcomes)
    given = {
        "stuck": bool(telling.stuck.strip()),
        "obstacles": bool(telling.obstacles),
        "moves": any(move.code and move.text.strip() for move in telling.moves),
        "outcomes": bool(telling.obstacles) and all(code in outcomes for code in telling.obstacles),
        "first_step": bool(telling.first_step.strip()),
        "question": bool(telling.question.strip()),
    }
    return tuple(name for name, answered in given.items() if not answered)


def lacking_to_publish(submission: Submission) -> tuple[str, ...]:
    """What keeps a submitted case from being published: besides `lacking`, a title, limits, and the teller's
    consent."""
    given = {
        "title": bool(submission.telling.title.strip()),
        "limits": bool(submission.telling.limits.strip()),
        "consent": bool(submission.consent),
    }
    return (*lacking(submission.telling), *(name for name, present in given.items() if not present))


def case_of(submission: Submission, place: str, language: Language) -> Case:
    """The submission as a case, in the teller's own words. `place` is shown only with the teller's consent to be
    contacted.

    What it would not have worked without is what its moves need. It rests on one person's word: evidence A.
    """
    telling = submission.telling
    named = place if submission.contact_ok else ""
    needs = frozenset(telling.without)
    return Case(
        id=case_id(submission.id),
        title=telling.title or telling.stuck,
        place=named or say(language, "retain.case.no_place"),
        period=telling.period or say(language, "retain.case.told_in", year=submission.at.year),
        stage=telling.stage,
        setting=telling.setting,
        committee_support=telling.committee_support,
        familiarity=telling.familiarity,
        households=telling.households,
        groups=telling.groups,
        obstacles=telling.obstacles,
        assets=needs,
        stuck=telling.stuck,
        story=telling.without_words,
        moves=tuple(
            Move(move.code, move.text, move.by, needs=needs, against=telling.obstacles, lead=number == 0)
            for number, move in enumerate(telling.moves)
        ),
        mechanism=telling.why,
        outcomes=telling.outcomes,
        result=telling.result,
        evidence=Evidence.A,
        limits=telling.limits,
        first_steps=_first_steps(telling),
        question=telling.question,
        sources=(CaseSource(say(language, "retain.case.source", year=submission.at.year), Grade.A),),
        would_not_repeat=telling.not_again,
        would_not_work_without=needs,
        origin=Origin.PARTICIPANT,
        consent=bool(submission.consent),
        contact_ok=submission.contact_ok,
        visibility=submission.visibility,
    )


def _first_steps(telling: StoryDraft) -> tuple[CaseStep, ...]:
    """The teller's own first step: for the obstacle told first, towards the move told first."""
    if not (telling.first_step.strip() and telling.obstacles and telling.moves):
        return ()
    return (CaseStep(telling.obstacles[0], telling.moves[0].code, telling.first_step),)


def stands_until(confirmed: datetime) -> datetime:
    """Expiry of a case: two years to the day after it was last confirmed.

    >>> stands_until(datetime(2024, 2, 29, 8)).isoformat()
    '2026-02-28T08:00:00'
    """
    day = 28 if (confirmed.month, confirmed.day) == (2, 29) else confirmed.day
    return confirmed.replace(year=confirmed.year + YEARS, day=day)
