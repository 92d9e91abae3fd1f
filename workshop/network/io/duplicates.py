"""Names so close that they may be one person or group written twice, and making one of two when somebody says so.

Nothing is merged by itself: 王秀英 and 王秀瑛 may be a slip of the pen or two neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from workshop.model.names import fold
from workshop.model.network import Group, Network, Person
from workshop.network.io.imported import Alike
from workshop.network.io.words import AFTER_A_PLACE, COUNTING

SAME, SLIP = "same", "slip"
SHORTEST = 3  # signs; with two, every second pair of names would be a slip apart
LONGEST = 40
CROWD = 12  # more names than this one sign apart are a numbering, not slips
MOST = 200
ALSO = "also"  # the extra attribute that keeps who else somebody was

_MARKS = re.compile(r"[·•・.\-_'’]+")


def written_alike(name: str) -> str:
    """A name folded, and without the marks hands leave out: dots, hyphens, apostrophes.

    More than `fold` takes away, because here somebody is asked whether the two are one; there nobody is.

    >>> written_alike("Ｗang  Xiu-Ying") == written_alike("wang xiuying")
    True
    """
    return _MARKS.sub("", fold(name))


def likely_duplicates(network: Network) -> tuple[Alike, ...]:
    """Pairs of people, and pairs of groups, whose names are the same when folded or one sign apart, in file order.

    A slip is one sign more, less or other, or two swapped, in names of three signs or more; not in a digit, a
    counting sign or a single letter, and not in the first sign of a Chinese name, which tells families apart.
    At most 200 pairs; never a judgement, only a list to look at.
    """
    alikes: list[Alike] = []
    alikes += _pairs([(one.id, written_alike(one.label or one.id)) for one in network.people])
    alikes += _pairs([(one.id, written_alike(one.label or one.id)) for one in network.groups])
    return tuple(alikes[:MOST])


def _pairs(named: Sequence[tuple[str, str]]) -> list[Alike]:
    place = {who: number for number, (who, _) in enumerate(named)}
    by_name: dict[str, list[str]] = {}
    for who, name in named:
        if name:
            by_name.setdefault(name, []).append(who)
    pairs = {(whos[0], other): SAME for whos in by_name.values() for other in whos[1:]}
    for one, other in _slips(by_name):
        first, second = sorted((by_name[one][0], by_name[other][0]), key=place.__getitem__)
        pairs.setdefault((first, second), SLIP)
    ordered = sorted(pairs.items(), key=lambda pair: (place[pair[0][0]], place[pair[0][1]]))
    return [Alike(one, other, why) for (one, other), why in ordered]


def _slips(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that meet when one sign is taken out of one or both: found without comparing each with each."""
    near: dict[str, list[str]] = {}
    for name in names:
        if SHORTEST <= len(name) <= LONGEST:
            for shorter in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
                near.setdefault(shorter, []).append(name)
    for together in near.values():
        if len(together) <= CROWD:
            yield from (pair for pair in combinations(together, 2) if is_slip(*pair))


def is_slip(one: str, other: str) -> bool:
    """Whether two folded names are one slip of the hand apart.

    >>> is_slip("王秀英", "王秀瑛"), is_slip("王阿姨", "李阿姨"), is_slip("r01", "r02")
    (True, False, False)
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    swapped = len(left) == 2 and left == right[::-1]
    if not (swapped or (max(len(left), len(right)) == 1)) or one == other:
        return False
    signs = {*left, *right}
    if signs & COUNTING or any(sign.isdigit() for sign in signs):
        return False
    if _is_family(one, start) and _is_family(other, start):
        return False
    return not any(_alone(name, start) for name, part in ((one, left), (other, right)) if part)


def _is_family(name: str, at: int) -> bool:
    """The sign a Chinese name begins with, also behind a building's number: 3栋王阿姨."""
    return at < len(name) and _is_han(name[at]) and (at == 0 or name[at - 1] in AFTER_A_PLACE)


def _is_han(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("CJK")


def _alone(name: str, at: int) -> bool:
    """A Latin letter without another beside it numbers things: 居民A."""
    if not name[at].isascii() or not name[at].isalpha():
        return False
    beside = name[max(at - 1, 0) : at] + name[at + 1 : at + 2]
    return not any(sign.isascii() and sign.isalpha() for sign in beside)


def with_merged(network: Network, pairs: Iterable[tuple[str, str]]) -> Network:
    """The network with the second of each pair made one with the first, in the first one's place.

    Ties and remarks stay reports of their own, also where they now say the same; a tie between the two themselves goes. What
    the first leaves blank is filled from the second; the second's id and name are kept in the extra `also`, and
    an extra attribute in which they differ under the second's id.
    """
    root = {one.id: one.id for one in network.people} | {one.id: one.id for one in network.groups}

    def find(who: str) -> str:
        while root.get(who, who) != who:
            who = root[who]
        return who

    order = {who: place for place, who in enumerate(root)}
    for pair in pairs:
        first, second = sorted(map(find, pair), key=order.__getitem__)
        root[second] = first
    kept = {who: find(who) for who in root}
    extra: dict[str, dict[str, str | float | bool]] = {who: dict(more) for who, more in network.extra}
    people: dict[str, Person] = {}
    groups: dict[str, Group] = {}
    for person in network.people:
        into = kept[person.id]
        if into not in people:
            people[into] = person
        else:
            people[into] = _one_person(people[into], person)
            _keep(extra, into, person)
    for group in network.groups:
        into = kept[group.id]
        if into not in groups:
            groups[into] = group
        else:
            groups[into] = _one_group(groups[into], group)
            _keep(extra, into, group)
    ties = tuple(
        replace(
            tie,
            source=kept[tie.source],
            target=kept[tie.target],
            reporter=kept.get(tie.reporter, tie.reporter),
        )
        for tie in network.ties
        if tie.source == tie.target or kept[tie.source] != kept[tie.target]
    )
    remarks = tuple(
        replace(one, of=kept.get(one.of, one.of), reporter=kept.get(one.reporter, one.reporter))
        for one in network.remarks
    )
    changes = tuple(replace(one, group=kept.get(one.group, one.group)) for one in network.changes)
    ids = [*people, *groups]
    return replace(
        network,
        people=tuple(people.values()),
        groups=tuple(groups.values()),
        ties=ties,
        remarks=remarks,
        changes=changes,
        extra=tuple((who, tuple(sorted(extra[who].items()))) for who in ids if extra.get(who)),
    )


def _one_person(person: Person, other: Person) -> Person:
    return replace(
        person,
        label=person.label or other.label,
        building=person.building or other.building,
        answered=person.answered or other.answered,
        trust=other.trust if person.trust is None else person.trust,
    )


def _one_group(group: Group, other: Group) -> Group:
    return replace(
        group,
        label=group.label or other.label,
        purpose=group.purpose or other.purpose,
        since=group.since or other.since,
    )


def _keep(extra: dict[str, dict[str, str | float | bool]], into: str, other: Person | Group) -> None:
    own = extra.setdefault(into, {})
    for name, value in extra.pop(other.id, {}).items():
        free = name if own.get(name, value) == value else f"{name} ({other.id})"
        own[free] = value
    also = f"{other.id} {other.label}".strip()
    own[ALSO] = f"{own[ALSO]} | {also}" if own.get(ALSO) else also
