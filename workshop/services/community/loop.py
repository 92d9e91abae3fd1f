"""Where cases, patterns and directions stand in the article's loop – practice, solution, demonstration, wider use – and what
one camp led to: cards shown, meant, tried, passed, patterns, used elsewhere.

Where something stands is a rule about what is recorded, never a mark somebody gives, and never a score:

| | solution | demonstration | wider use |
|---|---|---|---|
| case | it passed an obstacle | and somebody who saw its card means to try it | and it passed in `WIDER` other communities |
| pattern | a case stands behind it | and somebody who was shown it tried it | and it passed in `WIDER` other communities |
| direction | a look found part of it true | a look found it true | and another community's direction that rests on the same principle came true as well |

Everything recorded at all is at least practice. Reports count only with their teller's consent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.learning.cases.retain import case_id
from workshop.model.camp import Camp
from workshop.model.case import Case, Outcome
from workshop.model.direction import CameTrue
from workshop.model.names import fold
from workshop.model.pattern import Trial
from workshop.services.app.context import AppContext
from workshop.services.community import directions
from workshop.services.community.directions import Stood
from workshop.services.learn import patterns
from workshop.services.learn.case_base import cases_of
from workshop.services.learn.patterns import KnownPattern
from workshop.store import submissions, suggestions, trials
from workshop.store.suggestions import CardView
from workshop.store.trials import TrialRow

WIDER = 2  # other communities from which something counts as used widely; our own threshold


class LoopPlace(StrEnum):
    """The stations of the loop, in its order."""

    PRACTICE = "practice"  # funded or done by oneself: it happened
    SOLUTION = "solution"
    DEMONSTRATION = "demonstration"
    WIDER = "wider"


@dataclass(frozen=True)
class Reached:
    """Where something stands, and how many other communities that rests on."""

    place: LoopPlace
    elsewhere: int = 0


@dataclass(frozen=True)
class CaseChain:
    """What became of one case in one camp, as numbers of people; `used` are people of other camps who tried it.

    `told_here`: it was told in this camp. `patterns` are the names of those it supports.
    """

    case: str
    title: str
    told_here: bool
    shown: int
    meant: int
    tried: int
    passed: int
    used: int
    patterns: tuple[str, ...]
    reached: Reached


@dataclass(frozen=True)
class PatternInLoop:
    """A pattern somebody of the camp was shown, or that rests on a case told there."""

    id: str
    name: str
    reached: Reached


@dataclass(frozen=True)
class DirectionInLoop:
    """A community's direction."""

    community: str
    reached: Reached


@dataclass(frozen=True)
class CampLoop:
    """What a camp led to. `shown` … `passed` are people, each counted once, however many cards they saw."""

    shown: int
    meant: int
    tried: int
    passed: int
    cases: tuple[CaseChain, ...]
    patterns: tuple[PatternInLoop, ...]
    directions: tuple[DirectionInLoop, ...]


@dataclass(frozen=True)
class Recorded:
    """What every rule here is computed from: cards shown and reports made, in the whole installation."""

    views: tuple[CardView, ...]
    reports: tuple[TrialRow, ...]

    def meant(self, case: str) -> bool:
        """Whether anybody who saw its card means to try it."""
        return any(one.chosen for one in self.views if one.case == case)


def recorded(context: AppContext) -> Recorded:
    """Everything shown and reported so far. A report made before its card was shown is none."""
    views, reports = context.store.read(
        lambda connection: (suggestions.shown_anywhere(connection), trials.counted(connection))
    )
    later = tuple(one for one in reports if local_day(one.told) > local_day(one.shown))
    return Recorded(views, later)


def case_reached(case: Case, known: Recorded) -> Reached:
    """Where a case stands."""
    if Outcome.PASSED not in {outcome for _, outcome in case.outcomes}:
        return Reached(LoopPlace.PRACTICE)
    if not known.meant(case.id):
        return Reached(LoopPlace.SOLUTION)
    passed = (one.community for one in known.reports if one.case == case.id and passing(one))
    return _shown_or_wider(passed, {case.place})


def pattern_reached(known: KnownPattern, later: Iterable[Trial], places: Collection[str]) -> Reached:
    """Where a pattern stands. `places` are those of the cases behind it: whoever tells of themselves is not elsewhere."""
    standing = known.standing
    if not standing.supports and not standing.partial:
        return Reached(LoopPlace.PRACTICE)
    tried = [one for one in later if one.tried and one.told > one.shown]
    if not tried:
        return Reached(LoopPlace.SOLUTION)
    passed = (one.organisation for one in tried if one.outcome is Outcome.PASSED)
    return _shown_or_wider(passed, places)


def _shown_or_wider(passed: Iterable[str], own: Collection[str]) -> Reached:
    elsewhere = {fold(one) for one in passed} - {fold(one) for one in own}
    wide = len(elsewhere) >= WIDER
    return Reached(LoopPlace.WIDER if wide else LoopPlace.DEMONSTRATION, len(elsewhere))


def direction_reached(stood: Stood, others: Sequence[Stood]) -> Reached | None:
    """Where a direction stands; None where there is none. `others` are those of the same camp."""
    version, look = stood.current, stood.latest
    if version is None:
        return None
    if look is None or look.outcome not in (CameTrue.TRUE, CameTrue.PARTLY):
        return Reached(LoopPlace.PRACTICE)
    if look.outcome is CameTrue.PARTLY:
        return Reached(LoopPlace.SOLUTION)
    elsewhere = [
        one
        for one in others
        if one.current
        and one.directions.community.id != stood.directions.community.id
        and set(one.current.said.because) & set(version.said.because)
        and one.latest
        and one.latest.outcome is CameTrue.TRUE
    ]
    return Reached(LoopPlace.WIDER if elsewhere else LoopPlace.DEMONSTRATION, len(elsewhere))


def passing(report: TrialRow) -> bool:
    """Whether the person tried it and it passed."""
    return report.tried and report.outcome == Outcome.PASSED.value


def camp_loop(context: AppContext, camp: Camp, language: Language) -> CampLoop:
    """What one camp led to."""
    known = recorded(context)
    base = {case.id: case for case in cases_of(context, camp, language)}
    written = [one for one in patterns.known_patterns(context, tuple(base.values())) if not one.retired]
    told = {
        case_id(one.id)
        for one in context.store.read(lambda connection: submissions.submissions_in(connection, camp.id))
    } & set(base)
    here = [one for one in known.views if one.camp == camp.id]
    reported = [one for one in known.reports if one.camp == camp.id]
    ids = sorted({one.case for one in here if one.case in base} | told)
    names: dict[str, list[str]] = defaultdict(list)
    for one in written:
        for case in (*one.standing.supports, *one.standing.partial):
            names[case].append(one.text.in_language(language).name)
    chains = [_chain(base[case], camp, known, told, tuple(names.get(case, ()))) for case in ids]
    return CampLoop(
        shown=_people(here),
        meant=_people(one for one in here if one.chosen),
        tried=_people(one for one in reported if one.tried),
        passed=_people(one for one in reported if passing(one)),
        cases=tuple(sorted(chains, key=lambda one: (not one.told_here, -one.shown, one.title))),
        patterns=tuple(
            PatternInLoop(one.id, one.text.in_language(language).name, of_pattern(context, one, base))
            for one in written
            if {*one.standing.supports, *one.standing.partial} & set(ids)
        ),
        directions=_directions(context, camp),
    )


def of_pattern(context: AppContext, known: KnownPattern, base: Mapping[str, Case]) -> Reached:
    """Where a pattern stands, by the reports of the installation."""
    standing = known.standing
    behind = (*standing.supports, *standing.partial, *standing.contradicts)
    places = {base[one].place for one in behind if one in base}
    return pattern_reached(known, patterns.later_trials(context, known.text), places)


def _directions(context: AppContext, camp: Camp) -> tuple[DirectionInLoop, ...]:
    every = directions.in_camp(context, camp)
    return tuple(
        DirectionInLoop(one.directions.community.name, reached)
        for one in every
        if (reached := direction_reached(one, every)) is not None
    )


def _chain(
    case: Case, camp: Camp, known: Recorded, told: Collection[str], names: tuple[str, ...]
) -> CaseChain:
    views = [one for one in known.views if (one.camp, one.case) == (camp.id, case.id)]
    reports = [one for one in known.reports if one.case == case.id]
    here = [one for one in reports if one.camp == camp.id]
    return CaseChain(
        case.id,
        case.title,
        case.id in told,
        _people(views),
        _people(one for one in views if one.chosen),
        _people(one for one in here if one.tried),
        _people(one for one in here if passing(one)),
        _people(one for one in reports if one.tried and one.camp != camp.id),
        names,
        case_reached(case, known),
    )


def _people(rows: Iterable[CardView | TrialRow]) -> int:
    return len({one.seat for one in rows})
