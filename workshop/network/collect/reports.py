"""Name generator answers as data: one person's answers about a community as names, ties and remarks, each with its reporter."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workshop.model.network import About, PersonKind, Relation, Remark, Tie
from workshop.model.step import Payload, QuestionStructure

# Where an exercise's step says its answers go.
SELF, PEOPLE, FOLLOW, SPREAD = "map_self", "map_people", "map_follow", "map_spread"
MARKS, TIES = "map_marks", "map_ties"
INTO = frozenset({SELF, PEOPLE, FOLLOW, SPREAD, MARKS, TIES})

NOMINATIONS: Mapping[str, About] = {FOLLOW: About.FOLLOW, SPREAD: About.SPREAD}
RELATIONS, ABOUTS = frozenset(Relation), frozenset(About)


@dataclass(frozen=True)
class MapAnswer:
    """One answer that belongs on the map. `groups`: entries added to the list are groups."""

    into: str
    question: QuestionStructure
    payload: Payload
    when: date
    groups: bool = False


@dataclass(frozen=True)
class PersonReport:
    """What one person reported about the community. `seat` is their stable code; `reporter` their id on the map as
    they wrote it, else the code.

    `named` are those they picked or added, by code or nickname; `new_groups` the groups among them they may have
    added. `relations` and `abouts` are what they were asked about: for these, the new answers replace their earlier
    ones, from their first answer on the day `since`. `formerly` are codes they reported under before.
    """

    seat: str
    reporter: str
    kind: PersonKind = PersonKind.RESIDENT
    named: tuple[str, ...] = ()
    new_groups: frozenset[str] = frozenset()
    ties: tuple[Tie, ...] = ()
    remarks: tuple[Remark, ...] = ()
    relations: frozenset[str] = frozenset()
    abouts: frozenset[str] = frozenset()
    since: date | None = None
    when: date | None = None
    formerly: frozenset[str] = frozenset()

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Everybody this report puts on the map: the reporter only where they say who they are or report about themselves."""
        own = () if self.reporter == self.seat else (self.reporter,)
        ends = (end for tie in self.ties for end in (tie.source, tie.target))
        return tuple(dict.fromkeys((*own, *self.named, *ends, *(one.of for one in self.remarks))))

    @property
    def codes(self) -> frozenset[str]:
        """Every code this person has reported under."""
        return self.formerly | {self.seat, self.reporter}


def person_report(
    seat: str, kind: PersonKind, map_answers: Sequence[MapAnswer], formerly: Collection[str] = ()
) -> PersonReport:
    """A person's answers as their report; `map_answers` in order of time. Ties and remarks carry reporter and day.

    A choice that is not a number ("don't know") leaves no remark. Without an answer to `map_self` the reporter is `seat`.
    """
    own = [code for one in map_answers if one.into == SELF for code, _ in _people(one.payload)]
    reporter = own[-1] if own else seat
    rosters = [one for one in map_answers if one.into != TIES]
    named = [(code, one.groups) for one in rosters if one.into != SELF for code, _ in _people(one.payload)]
    ties = {
        (tie.source, tie.target, str(tie.relation)): tie
        for one in map_answers
        if one.into == TIES
        for tie in _ties(one, reporter)
    }
    remarks = {
        (remark.of, str(remark.about)): remark for one in rosters for remark in _remarks(one, reporter)
    }
    days = [one.when for one in map_answers]
    return PersonReport(
        seat=seat,
        reporter=reporter,
        kind=kind,
        named=tuple(dict.fromkeys(code for code, _ in named)),
        new_groups=frozenset(code for code, group in named if group),
        ties=tuple(ties.values()),
        remarks=tuple(remarks.values()),
        relations=frozenset(
            option.code for one in map_answers if one.into == TIES for option in one.question.options
        ),
        abouts=frozenset(about for one in rosters for about in _abouts(one)),
        since=min(days, default=None),
        when=max(days, default=None),
        formerly=frozenset(formerly) - {reporter, seat},
    )


def _ties(map_answer: MapAnswer, reporter: str) -> Iterator[Tie]:
    for source, target, relation in _reports(map_answer.payload):
        kind = Relation(relation) if relation in RELATIONS else relation
        yield Tie(source or reporter, target, kind, reporter=reporter, when=map_answer.when)


def _abouts(map_answer: MapAnswer) -> Iterator[str]:
    if map_answer.into in NOMINATIONS:
        yield NOMINATIONS[map_answer.into].value
    yield from (option.code for option in map_answer.question.options if option.code in ABOUTS)


def _remarks(map_answer: MapAnswer, reporter: str) -> Iterator[Remark]:
    nomination = NOMINATIONS.get(map_answer.into)
    for code, marks in _people(map_answer.payload):
        if nomination is not None:
            yield Remark(code, nomination, reporter=reporter, when=map_answer.when)
        for option in map_answer.question.options:
            choice = marks.get(option.code, "")
            if option.code not in ABOUTS or not choice:
                continue
            about = About(option.code)
            if about is About.BLOCKED:
                yield Remark(code, about, word=choice, reporter=reporter, when=map_answer.when)
            elif (value := _number(choice)) is not None:
                yield Remark(code, about, value, reporter=reporter, when=map_answer.when)


def _number(choice: str) -> float | None:
    try:
        value = float(choice)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


# Payloads come from the store as plain JSON: a value of unexpected shape is skipped.


def _people(payload: Payload) -> Iterator[tuple[str, dict[str, str]]]:
    for entry in _entries(payload, "people"):
        code, marks = entry.get("code"), entry.get("marks")
        if isinstance(code, str) and code:
            options = marks.items() if isinstance(marks, dict) else ()
            yield code, {str(name): text for name, text in options if isinstance(text, str)}


def _reports(payload: Payload) -> Iterator[tuple[str, str, str]]:
    for entry in _entries(payload, "ties"):
        source, target, relation = entry.get("source"), entry.get("target"), entry.get("relation")
        if isinstance(source, str) and isinstance(target, str) and isinstance(relation, str):
            yield from ((source, target, relation),) if target and relation else ()


def _entries(payload: Payload, name: str) -> Iterable[Mapping[object, object]]:
    entries = payload.get(name)
    return [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
