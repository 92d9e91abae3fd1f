"""Network change between two waves (Jaccard index of ties): appeared, vanished, stayed; trust moves; group lives.

People and groups are matched by their code. A tie exists when at least one report says so; where a relation has
a direction, each direction is a tie of its own.

A tie that was not reported again did not always end: its reporter may not have been asked. Such ties are counted
apart (`unheard`), and a difference in response rates is a caution.

Where the later map dates changes in groups' lives, these give when and why a group began, ended or went on, the steps in
between, and which groups existed before and are only drawn now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workshop.model.network import Group, GroupLife, LifeChange, Network, Relation, Tie
from workshop.network.graph.discord import discord, holding, shown_relation
from workshop.network.graph.graph import ids
from workshop.network.measures.response import Response, may_have_answered, response

RATES_DIFFER = 0.1  # as in the comparison of communities
FEW_AGAIN = 0.5
# From this stage on a group exists; before, it is a need.
THERE = frozenset((GroupLife.SPROUT, GroupLife.RUNNING, GroupLife.REGISTERED))
# Stands for all relations together in the table of changes.
ALL = "all"

Key = tuple[str, str, str]  # source, target, relation


@dataclass(frozen=True)
class TieChange:
    """One relation between two maps (or ALL of them).

    `share` is how many of the ties among those on both maps stayed: stayed / (stayed + appeared + vanished), of `n`;
    None where there was no such tie.
    """

    relation: str
    appeared: int
    vanished: int
    stayed: int
    share: float | None
    n: int


@dataclass(frozen=True)
class TrustChange:
    """People (or ties) with a known rung in both waves: how many are higher, the same, lower. `unknown` lacks one of the two."""

    up: int
    same: int
    down: int
    unknown: int

    @property
    def n(self) -> int:
        """How many can be compared."""
        return self.up + self.same + self.down


@dataclass(frozen=True)
class LifeMove:
    """A change of a group's life stage, and the dated change that reports it, if any."""

    group: str
    before: GroupLife
    after: GroupLife
    told: LifeChange | None = None


@dataclass(frozen=True)
class NetworkChange:
    """What happened between two waves.

    `unheard` are vanished ties whose ends are both still on the map while none of their reporters answered the second
    time; `first_heard` the same for appeared ties and the first time. `born` are groups new on the map, `ended` are closed
    now and were not then, `missing` were drawn then and are not now (nobody reported their end); `older` are new on the map
    but began, by their own dates, before the last date on the earlier map. `told` are the dated changes that say when
    and why groups were born or ended; `passed` are the other changes the later map adds, in order of date.
    `trust` compares rungs of people, `tie_trust` the rung one reporter gives the same tie.
    """

    people_before: int
    people_after: int
    came: tuple[str, ...]
    left: tuple[str, ...]
    stayed: int
    ties: tuple[TieChange, ...]
    with_newcomers: int
    with_leavers: int
    unheard: int
    first_heard: int
    trust: TrustChange
    tie_trust: TrustChange
    born: tuple[str, ...]
    ended: tuple[str, ...]
    missing: tuple[str, ...]
    lives: tuple[LifeMove, ...]
    older: tuple[str, ...]
    told: tuple[LifeChange, ...]
    passed: tuple[LifeChange, ...]
    discord_before: int
    discord_after: int
    response_before: Response
    response_after: Response
    warnings: tuple[str, ...]


def network_change(earlier: Network, later: Network) -> NetworkChange:
    """Compare two waves of one community.

    The share kept is the Jaccard index over the ties among those on both maps, N11 / (N11 + N10 + N01), as it is
    used to say how much a network moved between two waves (Snijders, van de Bunt and Steglich 2010).
    Two empty maps give zeros and None.

    >>> from workshop.model.network import Person
    >>> a, b, c = Person("a"), Person("b"), Person("c")
    >>> then = Network((a, b, c), ties=(Tie("a", "b"), Tie("b", "c")))
    >>> now = Network((a, b, c), ties=(Tie("b", "a"), Tie("a", "c")))
    >>> network_change(then, now).ties[0]
    TieChange(relation='all', appeared=1, vanished=1, stayed=1, share=0.3333333333333333, n=3)
    """
    way = earlier.directed and later.directed
    # A quarrel that ended is no tie lost: only ties that hold people together come and go here.
    then, now = (reported(replace(one, ties=holding(one)), way=way) for one in (earlier, later))
    both = frozenset(ids(earlier)) & frozenset(ids(later))
    were = {person.id: person for person in earlier.people}
    are = {person.id: person for person in later.people}
    again = were.keys() & are.keys()
    answers = (response(earlier), response(later))
    appeared, vanished = now.keys() - then.keys(), then.keys() - now.keys()
    born, ended, missing, lives = _groups(earlier, later)
    older = _older(earlier, later, born)
    explained, passed = _dated(earlier, later, (born, ended), lives)
    return NetworkChange(
        people_before=len(were),
        people_after=len(are),
        came=tuple(who for who in are if who not in were),
        left=tuple(who for who in were if who not in are),
        stayed=len(again),
        ties=tuple(_changes(then.keys(), now.keys(), both)),
        with_newcomers=sum(not _among(key, both) for key in appeared),
        with_leavers=sum(not _among(key, both) for key in vanished),
        unheard=sum(_among(key, both) and _silent(then[key], later) for key in vanished),
        first_heard=sum(_among(key, both) and _silent(now[key], earlier) for key in appeared),
        trust=_trust([(were[who].trust, are[who].trust) for who in again]),
        tie_trust=_tie_trust(then, now),
        born=tuple(who for who in born if who not in older),
        ended=ended,
        missing=missing,
        lives=lives,
        older=older,
        told=explained,
        passed=passed,
        discord_before=len(discord(earlier)),
        discord_after=len(discord(later)),
        response_before=answers[0],
        response_after=answers[1],
        warnings=_warnings(answers, len(again), min(len(were), len(are))),
    )


def reported(network: Network, *, way: bool) -> dict[Key, tuple[Tie, ...]]:
    """Tie → the reports of it; with `way` each direction is a tie of its own. Self loops are left out."""
    by_tie: dict[Key, tuple[Tie, ...]] = {}
    for tie in network.ties:
        if tie.source == tie.target:
            continue
        low, high = tie.source, tie.target
        if not way and high < low:
            low, high = high, low
        key = (low, high, shown_relation(tie))
        by_tie[key] = (*by_tie.get(key, ()), tie)
    return by_tie


def _changes(then: Iterable[Key], now: Iterable[Key], both: frozenset[str]) -> list[TieChange]:
    """All relations together first, then each, in the order of the model."""
    before, after = set(then), set(now)
    present = {key[2] for key in before | after}
    named = [str(relation) for relation in Relation if relation in present]
    others = sorted(present - set(named))
    rows = [_change(ALL, before, after, both)]
    rows += [
        _change(
            relation,
            {key for key in before if key[2] == relation},
            {key for key in after if key[2] == relation},
            both,
        )
        for relation in (*named, *others)
    ]
    return rows


def _change(relation: str, before: set[Key], after: set[Key], both: frozenset[str]) -> TieChange:
    n = sum(_among(key, both) for key in before | after)
    stayed = len(before & after)
    return TieChange(
        relation,
        appeared=len(after - before),
        vanished=len(before - after),
        stayed=stayed,
        share=stayed / n if n else None,
        n=n,
    )


def _among(key: Key, both: frozenset[str]) -> bool:
    return key[0] in both and key[1] in both


def _silent(reports: tuple[Tie, ...], other: Network) -> bool:
    """Whether none of the reporters of a tie answered in the other wave. Without a reporter, either end may have reported it."""
    people = {person.id: may_have_answered(person) for person in other.people}
    reporters = {
        who for tie in reports for who in ((tie.reporter,) if tie.reporter else (tie.source, tie.target))
    }
    asked = [people[who] for who in reporters if who in people]
    return bool(asked) and not any(asked)


def _trust(rungs: list[tuple[int | None, int | None]]) -> TrustChange:
    known = [(before, after) for before, after in rungs if before is not None and after is not None]
    return TrustChange(
        up=sum(after > before for before, after in known),
        same=sum(after == before for before, after in known),
        down=sum(after < before for before, after in known),
        unknown=len(rungs) - len(known),
    )


def _tie_trust(then: dict[Key, tuple[Tie, ...]], now: dict[Key, tuple[Tie, ...]]) -> TrustChange:
    """Ties on both maps with the same reporter; those without a rung both times are not counted."""
    pairs = [
        (before.get(who), after.get(who))
        for key in then.keys() & now.keys()
        for before, after in [(_rungs(then[key]), _rungs(now[key]))]
        for who in before.keys() | after.keys()
    ]
    return _trust(pairs)


def _rungs(reports: tuple[Tie, ...]) -> dict[str, int]:
    """Reporter → the last rung they gave."""
    dated = sorted(reports, key=lambda tie: tie.when or date.min)
    return {tie.reporter: tie.trust for tie in dated if tie.trust is not None}


def _older(earlier: Network, later: Network, born: tuple[str, ...]) -> tuple[str, ...]:
    """Groups that are new on the map only: they began on or before the last date on the earlier map."""
    dates = [tie.when for tie in earlier.ties] + [one.when for one in earlier.remarks]
    days = [when for when in dates + [change.when for change in earlier.changes] if when is not None]
    if not days:
        return ()
    begun: dict[str, list[date]] = {group.id: [group.since] if group.since else [] for group in later.groups}
    for change in later.changes:
        if change.when and change.life in THERE:
            begun.setdefault(change.group, []).append(change.when)
    return tuple(who for who in born if begun[who] and min(begun[who]) <= max(days))


def _dated(
    earlier: Network,
    later: Network,
    ends: tuple[tuple[str, ...], tuple[str, ...]],
    lives: tuple[LifeMove, ...],
) -> tuple[tuple[LifeChange, ...], tuple[LifeChange, ...]]:
    """The later map's dated changes: those that explain births and ends, and the others it adds."""
    born, ended = ends
    used = [
        one
        for one in (
            *(_first(later, who) for who in born),
            *(_last(later, who, GroupLife.CLOSED) for who in ended),
        )
        if one
    ]
    known = {*earlier.changes, *used, *(move.told for move in lives if move.told)}
    new = [change for change in later.changes if change not in known]
    return tuple(used), tuple(sorted(new, key=lambda change: change.when or date.max))


def _first(later: Network, group: str) -> LifeChange | None:
    """How a group came into existence: its earliest change of that kind that has a date or a reason."""
    changes = [
        one for one in later.changes if one.group == group and one.life in THERE and (one.when or one.reason)
    ]
    return min(changes, key=lambda one: one.when or date.max, default=None)


def _last(later: Network, group: str, life: GroupLife) -> LifeChange | None:
    changes = [
        one for one in later.changes if one.group == group and one.life is life and (one.when or one.reason)
    ]
    return max(changes, key=lambda one: one.when or date.min, default=None)


def _groups(
    earlier: Network, later: Network
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[LifeMove, ...]]:
    were: dict[str, Group] = {group.id: group for group in earlier.groups}
    are: dict[str, Group] = {group.id: group for group in later.groups}
    born = tuple(who for who in are if who not in were)
    missing = tuple(who for who in were if who not in are)
    changed = [
        LifeMove(who, were[who].life, group.life, _last(later, who, group.life))
        for who, group in are.items()
        if who in were and were[who].life is not group.life
    ]
    ended = tuple(one.group for one in changed if one.after is GroupLife.CLOSED)
    return born, ended, missing, tuple(one for one in changed if one.after is not GroupLife.CLOSED)


def _warnings(answers: tuple[Response, Response], again: int, smaller: int) -> tuple[str, ...]:
    rates = [one.rate for one in answers if one.rate is not None]
    checks = (
        ("unknown", any(one.not_said for one in answers)),
        ("rates_differ", len(rates) > 1 and max(rates) - min(rates) > RATES_DIFFER),
        ("too_low", any(not one.enough for one in answers)),
        ("few_again", smaller > 0 and again < FEW_AGAIN * smaller),
    )
    return tuple(code for code, holds in checks if holds)
