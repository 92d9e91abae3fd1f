"""Who is due: commitments and tried cards whose question has come, in one list, and what became of the commitments.

Nothing is sent to anybody; the list is for a person to ask people by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshop.base.text import Language, say
from workshop.model.camp import Camp, Seat
from workshop.model.commitment import Became, PulseWord
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.follow import pulses
from workshop.services.follow.pulses import Followed
from workshop.services.learn import trials
from workshop.services.learn.trial_counts import in_words
from workshop.services.learn.trials import State
from workshop.services.seats import seats


class FollowKind(StrEnum):
    """What somebody is asked about."""

    COMMITMENT = "commitment"
    TRIAL = "trial"


@dataclass(frozen=True)
class DueLine:
    """Somebody to ask. `since` is the day the question came due, `due` how many days it counts from the start."""

    about: FollowKind
    seat: Seat
    community: str
    what: str
    since: date
    due: int
    late: bool
    witness: str  # who accepted to be the witness, or the person outside; empty for neither


@dataclass(frozen=True)
class BecameCounts:
    """What became of the commitments, by the newest word of each; `silent` ones have no word yet."""

    commitments: int
    kept: int
    changed: int
    dropped: int
    not_yet: int
    silent: int


@dataclass(frozen=True)
class FollowUp:
    """A camp's follow-up: who is due, longest first, when the next will be, and what became of the commitments."""

    due: tuple[DueLine, ...]
    next: date | None
    counts: BecameCounts


def counts_of(latest: Sequence[PulseWord | None]) -> BecameCounts:
    """Every commitment counts once, by what counts of it; None where nothing was said yet."""
    words = Counter(one.said.became if one else None for one in latest)
    return BecameCounts(
        len(latest),
        words[Became.KEPT],
        words[Became.CHANGED],
        words[Became.DROPPED],
        words[Became.NOT_YET],
        words[None],
    )


def became_text(counts: BecameCounts, language: Language) -> str:
    """The counts in one sentence, those there are; never a share, which would point at somebody in a small room."""
    every = {
        "kept": counts.kept,
        "changed": counts.changed,
        "dropped": counts.dropped,
        "not_yet": counts.not_yet,
        "silent": counts.silent,
    }
    told = [
        say(language, f"commitments.counts.{name}", count=count) for name, count in every.items() if count
    ]
    parts = say(language, "commitments.counts.comma").join(told)
    return say(language, "commitments.counts", n=counts.commitments, parts=parts)


def follow_up(context: AppContext, camp: Camp, language: Language) -> FollowUp:
    """The camp's follow-up today."""
    followed = pulses.in_camp(context, camp.id)
    waiting = trials.in_camp(context, camp.id)
    people = {one.id: one for one in seats.of_camp(context, camp.id)} if waiting else {}
    tried = [one for one in waiting if one.shown.seat in people]
    places = {one.id: one.name for one in camps.communities(context, camp.id)}
    lines = [
        DueLine(
            FollowKind.COMMITMENT,
            one.held.commitment.seat,
            places.get(one.held.commitment.seat.community, ""),
            one.held.commitment.what,
            one.waiting.on,
            one.waiting.due,
            one.waiting.state is State.OVERDUE,
            witness_of(one),
        )
        for one in followed
        if one.waiting
    ]
    lines += [
        DueLine(
            FollowKind.TRIAL,
            people[one.trying.shown.seat],
            places.get(people[one.trying.shown.seat].community, ""),
            one.did or one.title,
            one.trying.waiting.on,
            one.trying.waiting.due,
            one.trying.waiting.state is State.OVERDUE,
            "",
        )
        for one in in_words(context, camp, [one for one in tried if one.waiting], language)
        if one.trying.waiting
    ]
    ahead = [
        one for one in (*(one.ahead for one in followed), *(one.ahead for one in tried)) if one is not None
    ]
    return FollowUp(
        tuple(sorted(lines, key=lambda one: (one.since, one.seat.nickname, one.about))),
        min((one.on for one in ahead), default=None),
        counts_of([one.latest for one in followed]),
    )


def witness_of(followed: Followed) -> str:
    """Who stands by it: a person of the room who said yes, or somebody outside."""
    held = followed.held
    if held.witness is not None:
        return held.witness.nickname if held.accepted else ""
    return held.commitment.witness_name


def names(lines: Iterable[DueLine]) -> tuple[str, ...]:
    """Everybody to ask, once each, in the list's order."""
    return tuple(dict.fromkeys(one.seat.nickname for one in lines))
