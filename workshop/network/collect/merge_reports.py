"""Merging reports of several people into one map: each report stays its reporter's, and merging is idempotent.

No record linkage happens by itself: a person decides that two names are one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workshop.model.network import About, Group, GroupLife, Network, Person, PersonKind, Remark, Tie
from workshop.network.collect.reports import PersonReport
from workshop.network.io.duplicates import ALSO, with_merged

# The extra attribute that records who named a person who was not on the map.
NAMED_BY = "named_by"
BETWEEN = " | "
Extra = dict[str, dict[str, str | float | bool]]


@dataclass(frozen=True)
class Added:
    """A named person or group that is not on the map, and how many people named them."""

    name: str
    by: int
    group: bool = False


@dataclass(frozen=True)
class Chosen:
    """Decisions about those added: who is whom (added name → code or other added name), and who is left out."""

    same: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


AS_THEY_SAID = Chosen()


def added(network: Network, person_reports: Iterable[PersonReport]) -> tuple[Added, ...]:
    """People and groups named in the reports but not on the map, in the order of first mention."""
    find = _Finder(network, {})
    by: dict[str, set[str]] = {}
    groups: set[str] = set()
    for report in person_reports:
        groups |= report.new_groups
        for name in report.mentioned:
            if find.on_map(name) is None:
                by.setdefault(name, set()).add(report.seat)
    return tuple(Added(name, len(whos), name in groups) for name, whos in by.items())


def merge_reports(
    network: Network, person_reports: Sequence[PersonReport], chosen: Chosen = AS_THEY_SAID
) -> Network:
    """The map with the reports merged in; `person_reports` in order of time. Idempotent.

    What a reporter was asked about replaces their earlier reports of it on this map; everybody else's reports stay as
    they are. Two people who say they are the same person count as one: both their ties, and the later of two
    remarks. A trust rung reported on an earlier day is a step on the ladder and stays.

    People new to the map come at its end under the name they were given; as residents unless they reported themselves and
    their kind is known, and as not answered unless they reported. Reporters count as answered. A name decided to be
    another person's is kept beside that person, so that the next merge knows it.
    """
    find = _Finder(network, chosen.same)
    places = {
        name: find.place(name)
        for one in person_reports
        for name in one.mentioned
        if not {name, find.end(name)} & chosen.left_out
    }
    speaker = {one.seat: places.get(one.reporter, one.seat) for one in person_reports}
    ties: dict[tuple[str, str, str, str], Tie] = {}
    remarks: dict[tuple[str, str, str], Remark] = {}
    for report in person_reports:
        who = speaker[report.seat]
        for tie in report.ties:
            source, target = places.get(tie.source), places.get(tie.target)
            if source is not None and target is not None and source != target:
                new = replace(tie, source=source, target=target, reporter=who)
                ties[who, source, target, str(tie.relation)] = new
        for remark in report.remarks:
            if (of := places.get(remark.of)) is not None:
                remarks[who, of, str(remark.about)] = replace(remark, of=of, reporter=who)
    asked = _Asked(network, person_reports, find)
    everybody = replace(
        _with_added(network, person_reports, places, speaker),
        ties=(*(tie for tie in network.ties if not asked.tie(tie)), *ties.values()),
        remarks=(*(one for one in network.remarks if not asked.remark(one)), *remarks.values()),
    )
    extra = {who: dict(pairs) for who, pairs in network.extra}
    _record_named_by(extra, everybody, network, person_reports, places)
    _record_also(extra, find, places)
    return _pruned(everybody, extra)


class _Finder:
    """Name resolution on one map: by id, by a name recorded when two were merged, or by a unique label."""

    def __init__(self, network: Network, same: Mapping[str, str]) -> None:
        self.same = same
        nodes = [(one.id, one.label) for one in network.people]
        nodes += [(one.id, one.label) for one in network.groups]
        by_label: dict[str, list[str]] = {}
        for who, label in nodes:
            by_label.setdefault(label, []).append(who)
        self.known = {label: ids[0] for label, ids in by_label.items() if label and len(ids) == 1}
        self.known |= {who: who for who, _ in nodes}
        self.also = {
            entry: who
            for who, pairs in network.extra
            for name, value in pairs
            if name == ALSO and isinstance(value, str)
            for entry in value.split(BETWEEN)
            if entry
        }

    def end(self, name: str) -> str:
        """The name this one was decided to be, else itself; of names decided in a cycle, one for all."""
        way = [name]
        while (following := self.same.get(way[-1])) is not None:
            if following in way:
                return min(way[way.index(following) :])
            way.append(following)
        return way[-1]

    def on_map(self, name: str) -> str | None:
        """The id on the map for this name, if any."""
        return self.known.get(name, self.also.get(_entry(name)))

    def place(self, name: str) -> str:
        """The id for this name, on the map or new."""
        last = self.end(name)
        known_id = self.on_map(last)
        return last if known_id is None else known_id


def _entry(name: str) -> str:
    """A name as stored in a list of names."""
    return " ".join(name.replace("|", " ").split())


class _Asked:
    """Which reports already on the map the new ones replace."""

    def __init__(self, network: Network, person_reports: Iterable[PersonReport], find: _Finder) -> None:
        self.waves = {"", network.wave}
        self.relations: set[tuple[str, str]] = set()
        self.since: dict[tuple[str, str], date | None] = {}
        for report in person_reports:
            for code in {*report.codes, *map(find.place, report.codes)}:
                self.relations |= {(code, relation) for relation in report.relations}
                for about in report.abouts:
                    before = self.since.get((code, about), report.since)
                    self.since[code, about] = (
                        min(before, report.since) if before is not None and report.since is not None else None
                    )

    def tie(self, tie: Tie) -> bool:
        return (tie.reporter, str(tie.relation)) in self.relations and tie.wave in self.waves

    def remark(self, remark: Remark) -> bool:
        asked = (remark.reporter, str(remark.about))
        if asked not in self.since:
            return False
        since = self.since[asked]
        if remark.about != About.TRUST or remark.when is None or since is None:
            return True
        return remark.when >= since


def _with_added(
    network: Network,
    person_reports: Iterable[PersonReport],
    places: Mapping[str, str],
    speaker: Mapping[str, str],
) -> Network:
    answered = set(speaker.values())
    kinds = {speaker[one.seat]: one.kind for one in person_reports}
    there = set(_ids(network))
    new = [who for who in dict.fromkeys(places.values()) if who not in there]
    new_groups = frozenset[str]().union(*(one.new_groups for one in person_reports))
    people = [
        replace(one, answered=one.id in answered or _said_before(one, network)) for one in network.people
    ]
    people += [
        Person(who, kind=kinds.get(who, PersonKind.RESIDENT), answered=who in answered)
        for who in new
        if who not in new_groups
    ]
    groups = (*network.groups, *(Group(who, life=GroupLife.RUNNING) for who in new if who in new_groups))
    return replace(network, people=tuple(people), groups=groups)


def _said_before(person: Person, network: Network) -> bool | None:
    """Whether a person who has not reported now is on the map as having answered.

    On a roster without a tie nobody reported before, so that not reporting now is no answer at all. Where the ties came
    from elsewhere, it stays open who told them.
    """
    return False if person.answered is None and not network.ties else person.answered


def _record_named_by(
    extra: Extra,
    everybody: Network,
    before: Network,
    person_reports: Iterable[PersonReport],
    places: Mapping[str, str],
) -> None:
    """Record who named the added people; the record is left empty where all have withdrawn it."""
    there = set(_ids(before))
    by: dict[str, set[str]] = {}
    for report in person_reports:
        for name in report.mentioned:
            if name in places:
                by.setdefault(places[name], set()).add(report.seat)
    heard = {one.seat for one in person_reports}
    for who in _ids(everybody):
        if who not in there or NAMED_BY in extra.get(who, {}):
            _put(extra, who, NAMED_BY, (_named_by(extra, who) - heard) | by.get(who, set()))


def _record_also(extra: Extra, find: _Finder, places: Mapping[str, str]) -> None:
    """Record the names that were decided to mean a person."""
    for name in find.same:
        into = places.get(name)
        if into is not None and into != name and find.on_map(name) is None:
            before = str(extra.get(into, {}).get(ALSO, ""))
            _put(extra, into, ALSO, {*(one for one in before.split(BETWEEN) if one), _entry(name)})


def _named_by(extra: Extra, id: str) -> set[str]:
    return {code for code in str(extra.get(id, {}).get(NAMED_BY, "")).split(BETWEEN) if code}


def _put(extra: Extra, id: str, name: str, values: set[str]) -> None:
    extra.setdefault(id, {})[name] = BETWEEN.join(sorted(values))


def _pruned(network: Network, extra: Extra) -> Network:
    """The network with its extras, without added people whom nobody names any more and about whom nothing is recorded."""
    touched = {end for tie in network.ties for end in (tie.source, tie.target)}
    touched |= {one.of for one in network.remarks}
    gone: set[str] = set()
    for who, own in extra.items():
        if own.get(NAMED_BY) == "":
            del own[NAMED_BY]
            gone |= {who} - touched
    people = tuple(
        one
        for one in network.people
        if one.id not in gone or one.label or one.building or one.trust is not None
    )
    groups = tuple(one for one in network.groups if one.id not in gone or one.label or one.purpose)
    pruned = replace(network, people=people, groups=groups)
    left = set(_ids(pruned))
    return replace(
        pruned,
        extra=tuple((who, tuple(sorted(extra[who].items()))) for who in _ids(pruned) if extra.get(who)),
        spots=tuple(spot for spot in network.spots if spot[0] in left),
    )


def _ids(network: Network) -> tuple[str, ...]:
    return (*(one.id for one in network.people), *(one.id for one in network.groups))


def known_as(network: Network, names: Iterable[str]) -> frozenset[str]:
    """These names, with the codes under which the map knows them."""
    find = _Finder(network, {})
    return frozenset(code for name in names for code in (name, find.place(name)))


def without(network: Network, codes: Collection[str]) -> Network:
    """The map without any report made under `codes`, and without people only those had added.

    Those under `codes` who were on the map before stay, marked as not answered. A person only they had named goes once no
    other report mentions them and nothing is recorded about them.
    """
    codes = frozenset(codes)
    extra = {who: dict(pairs) for who, pairs in network.extra}
    for who, own in extra.items():
        if NAMED_BY in own:
            _put(extra, who, NAMED_BY, _named_by(extra, who) - codes)
    silent = replace(
        network,
        people=tuple(
            replace(one, answered=False if one.id in codes else one.answered) for one in network.people
        ),
        ties=tuple(tie for tie in network.ties if tie.reporter not in codes),
        remarks=tuple(one for one in network.remarks if one.reporter not in codes),
    )
    return _pruned(silent, extra)


def merge_duplicates(network: Network, pairs: Iterable[tuple[str, str]]) -> Network:
    """Merge duplicates: each pair on the map becomes one person or group (see `with_merged`), remembered for the next merge."""
    pairs = tuple(pairs)
    merged = with_merged(network, pairs)
    there = set(_ids(merged))
    extra = {who: dict(pairs) for who, pairs in merged.extra}
    for first, second in pairs:
        into, gone = (first, second) if first in there else (second, first)
        if into in there and gone not in there:
            before = str(extra.get(into, {}).get(ALSO, ""))
            _put(extra, into, ALSO, {*(entry for entry in before.split(BETWEEN) if entry), _entry(gone)})
    return _pruned(merged, extra)
