"""Duplicate detection (record linkage): names within one edit of each other, and merging two on a person's decision.

Nothing is merged automatically: 王秀英 and 王秀瑛 may be a typing error or two neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from workshop.model.network import Group, Network, Person
from workshop.network.io.codes import one_form
from workshop.network.io.imported import Alike
from workshop.network.io.words import AFTER_A_PLACE, COUNTING, KIND_ENDS

SAME, SLIP, WITHIN = "same", "slip", "within"
SHORTEST = 3  # characters; with two, every second pair of names would be one edit apart
LONGEST = 40
CROWD = 12  # more names than this one character apart are a numbering, not typing errors
MOST = 200
ALSO = "also"  # the extra attribute that records merged ids and names

SHORTEST_BARE = 2
_NOTE = re.compile(r"[(（\[【].*[)）\]】]$")  # folding makes most brackets ASCII
_FIGURE = re.compile(r"[-\d.]+")  # the point of a number is no mark
_LETTERED = re.compile(r".*[\s_.-][A-Za-z]")  # Group A, Group B: counted, as with digits
_MARKS = re.compile(r"[·•・.\-_'’]+")


def written_alike(name: str) -> str:
    """A name folded and without optional marks: dots, hyphens, apostrophes; a whole number without its zeros.

    Stronger than `fold`, because candidates found here are confirmed by a person; what `fold` equates is not.

    >>> written_alike("Ｗang  Xiu-Ying") == written_alike("wang xiuying")
    True
    """
    plain = one_form(name)
    return plain if _FIGURE.fullmatch(plain) else _MARKS.sub("", plain)


def likely_duplicates(network: Network) -> tuple[Alike, ...]:
    """Candidate duplicates: pairs of people, and pairs of groups, with equal or nearly equal names, in file order.

    Nearly equal is Damerau–Levenshtein distance 1 (one character more, less or other, or two neighbours swapped) in names of
    three characters or more; not in a digit, a counting character or a single letter, and not in the first character of a
    Chinese name, which is the family name. A name and the same with a note in brackets, or with the word for its kind behind
    it (河边 and 河边社区), are candidates too. At most 200 pairs; candidates only, never a decision.
    """
    alikes: list[Alike] = []
    alikes += _pairs([(one.id, one.label or one.id) for one in network.people])
    alikes += _pairs([(one.id, one.label or one.id) for one in network.groups])
    return tuple(alikes[:MOST])


def _pairs(labelled: Sequence[tuple[str, str]]) -> list[Alike]:
    named = [(who, written_alike(label)) for who, label in labelled]
    lettered = {written_alike(label) for _, label in labelled if _LETTERED.fullmatch(label)}
    place = {who: number for number, (who, _) in enumerate(named)}
    by_name: dict[str, list[str]] = {}
    for who, name in named:
        if name:
            by_name.setdefault(name, []).append(who)
    pairs = {(whos[0], other): SAME for whos in by_name.values() for other in whos[1:]}
    for one, other in _slips(by_name):
        if one[:-1] == other[:-1] and {one, other} <= lettered:
            continue
        first, second = sorted((by_name[one][0], by_name[other][0]), key=place.__getitem__)
        pairs.setdefault((first, second), SLIP)
    for one, other in _within(by_name):
        first, second = sorted((by_name[one][0], by_name[other][0]), key=place.__getitem__)
        pairs.setdefault((first, second), WITHIN)
    ordered = sorted(pairs.items(), key=lambda pair: (place[pair[0][0]], place[pair[0][1]]))
    return [Alike(one, other, why) for (one, other), why in ordered]


def _slips(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs that share a deletion neighbourhood (one character removed from one or both): no all-pairs comparison."""
    near: dict[str, list[str]] = {}
    for name in names:
        if SHORTEST <= len(name) <= LONGEST:
            for shorter in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
                near.setdefault(shorter, []).append(name)
    for together in near.values():
        if len(together) <= CROWD:
            yield from (pair for pair in combinations(together, 2) if is_slip(*pair))


def _within(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of which one is the other with a note or a word for its kind: 张大爷（3号楼）, 河边社区."""
    known = set(names)
    for name in known:
        for bare in {_NOTE.sub("", name), *(name.removesuffix(end) for end in KIND_ENDS)} - {name}:
            if len(bare) >= SHORTEST_BARE and bare in known:
                yield bare, name


def is_slip(first: str, second: str) -> bool:
    """Whether two folded names differ by one typing error (see `likely_duplicates`).

    >>> is_slip("王秀英", "王秀瑛"), is_slip("王阿姨", "李阿姨"), is_slip("r01", "r02")
    (True, False, False)
    """
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]:
        end += 1
    left, right = first[start : len(first) - end], second[start : len(second) - end]
    swapped = len(left) == 2 and left == right[::-1]
    if not (swapped or (max(len(left), len(right)) == 1)) or first == second:
        return False
    signs = {*left, *right}
    if signs & COUNTING or any(sign.isdigit() for sign in signs):
        return False
    if _is_family(first, start) and _is_family(second, start):
        return False
    return not any(_alone(name, start) for name, part in ((first, left), (second, right)) if part)


def _is_family(name: str, at: int) -> bool:
    """Whether this is the family name of a Chinese name, also behind a building's number: 3栋王阿姨."""
    return at < len(name) and _is_han(name[at]) and (at == 0 or name[at - 1] in AFTER_A_PLACE)


def _is_han(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("CJK")


def _alone(name: str, at: int) -> bool:
    """Whether this is a single Latin letter, which numbers things: 居民A."""
    if not name[at].isascii() or not name[at].isalpha():
        return False
    beside = name[max(at - 1, 0) : at] + name[at + 1 : at + 2]
    return not any(sign.isascii() and sign.isalpha() for sign in beside)


def with_merged(network: Network, pairs: Iterable[tuple[str, str]]) -> Network:
    """The network with the second of each pair merged into the first (union–find over the pairs).

    Ties and remarks stay separate reports, even where they now agree; a tie between the two is dropped. Blank fields of
    the first are filled from the second; the second's id and name are kept in the extra `also`, and extra attributes
    that differ under the second's id.
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
    merged_into = {who: find(who) for who in root}
    extra: dict[str, dict[str, str | float | bool]] = {who: dict(more) for who, more in network.extra}
    people: dict[str, Person] = {}
    groups: dict[str, Group] = {}
    for person in network.people:
        into = merged_into[person.id]
        if into not in people:
            people[into] = person
        else:
            people[into] = _one_person(people[into], person)
            _keep(extra, into, person)
    for group in network.groups:
        into = merged_into[group.id]
        if into not in groups:
            groups[into] = group
        else:
            groups[into] = _one_group(groups[into], group)
            _keep(extra, into, group)
    ties = tuple(
        replace(
            tie,
            source=merged_into[tie.source],
            target=merged_into[tie.target],
            reporter=merged_into.get(tie.reporter, tie.reporter),
        )
        for tie in network.ties
        if tie.source == tie.target or merged_into[tie.source] != merged_into[tie.target]
    )
    remarks = tuple(
        replace(one, of=merged_into.get(one.of, one.of), reporter=merged_into.get(one.reporter, one.reporter))
        for one in network.remarks
    )
    changes = tuple(replace(one, group=merged_into.get(one.group, one.group)) for one in network.changes)
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
        answered=_either(person.answered, other.answered),
        trust=other.trust if person.trust is None else person.trust,
    )


def _either(one: bool | None, other: bool | None) -> bool | None:
    """Answered under one of two names is answered; not answered only where that is known of both."""
    if one or other:
        return True
    return None if None in (one, other) else False


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
