"""Several people's views on one map: each report stays its reporter's, and counts once however often it is gathered.

Nothing is merged by itself: somebody says that two names are one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workshop.model.network import About, Group, GroupLife, Network, Person, PersonKind, Remark, Tie
from workshop.network.collect.reports import PersonReport
from workshop.network.io.duplicates import ALSO, with_merged

# The extra attribute that keeps by whom somebody came onto the map.
NAMED_BY = "named_by"
BETWEEN = " | "
Extra = dict[str, dict[str, str | float | bool]]


@dataclass(frozen=True)
class Added:
    """Somebody named who is not on the map, and how many people named them."""

    name: str
    by: int
    group: bool = False


@dataclass(frozen=True)
class Chosen:
    """What somebody decided about those added: who is whom (added name -> code or other added name), who is left out."""

    same: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


AS_THEY_SAID = Chosen()


def added(network: Network, views: Iterable[PersonReport]) -> tuple[Added, ...]:
    """Whom the views name who is not on the map, in the order they were named first."""
    find = _Finder(network, {})
    by: dict[str, set[str]] = {}
    groups: set[str] = set()
    for view in views:
        groups |= view.new_groups
        for name in view.mentioned:
            if find.on_map(name) is None:
                by.setdefault(name, set()).add(view.seat)
    return tuple(Added(name, len(whos), name in groups) for name, whos in by.items())


def merge_reports(network: Network, views: Sequence[PersonReport], chosen: Chosen = AS_THEY_SAID) -> Network:
    """The map with what the views say on it; `views` in order of time.

    What a reporter was asked about replaces what they had said of it on this map; everybody else's reports stay as
    they are. Gathering twice is gathering once. Two people who say that they are the same one speak as one: both
    their ties, and the later of two remarks. A rung of trust given on an earlier day is a step on the ladder and stays.

    People nobody had on the map come to its end by what they were called; residents unless they speak for
    themselves and are known to be something else, and not answered unless they spoke. Who answered counts as answered.
    A name chosen to be somebody else's is kept beside that person, so that the next gathering knows it.
    """
    find = _Finder(network, chosen.same)
    places = {
        name: find.place(name)
        for one in views
        for name in one.mentioned
        if not {name, find.end(name)} & chosen.left_out
    }
    speaker = {one.seat: places.get(one.reporter, one.seat) for one in views}
    ties: dict[tuple[str, str, str, str], Tie] = {}
    remarks: dict[tuple[str, str, str], Remark] = {}
    for view in views:
        who = speaker[view.seat]
        for tie in view.ties:
            source, target = places.get(tie.source), places.get(tie.target)
            if source is not None and target is not None and source != target:
                new = replace(tie, source=source, target=target, reporter=who)
                ties[who, source, target, str(tie.relation)] = new
        for remark in view.remarks:
            if (of := places.get(remark.of)) is not None:
                remarks[who, of, str(remark.about)] = replace(remark, of=of, reporter=who)
    asked = _Asked(network, views, find)
    everybody = replace(
        _with_added(network, views, places, speaker),
        ties=(*(tie for tie in network.ties if not asked.tie(tie)), *ties.values()),
        remarks=(*(one for one in network.remarks if not asked.remark(one)), *remarks.values()),
    )
    extra = {who: dict(pairs) for who, pairs in network.extra}
    _sign(extra, everybody, network, views, places)
    _remember(extra, find, places)
    return _swept(everybody, extra)


class _Finder:
    """Who on the map a name means: a code, what somebody else was called before two were made one, a single label."""

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
        """The name this one was chosen to be, else itself; of names chosen in a circle, one for all."""
        way = [name]
        while (following := self.same.get(way[-1])) is not None:
            if following in way:
                return min(way[way.index(following) :])
            way.append(following)
        return way[-1]

    def on_map(self, name: str) -> str | None:
        """The id of somebody who is on the map under this name."""
        return self.known.get(name, self.also.get(_entry(name)))

    def place(self, name: str) -> str:
        """The id of the one meant, on the map or new."""
        last = self.end(name)
        found = self.on_map(last)
        return last if found is None else found


def _entry(name: str) -> str:
    """A name as it is kept among others."""
    return " ".join(name.replace("|", " ").split())


class _Asked:
    """Which reports already on the map the views replace."""

    def __init__(self, network: Network, views: Iterable[PersonReport], find: _Finder) -> None:
        self.waves = {"", network.wave}
        self.relations: set[tuple[str, str]] = set()
        self.since: dict[tuple[str, str], date | None] = {}
        for view in views:
            for code in {*view.codes, *map(find.place, view.codes)}:
                self.relations |= {(code, relation) for relation in view.relations}
                for about in view.abouts:
                    before = self.since.get((code, about), view.since)
                    self.since[code, about] = (
                        min(before, view.since) if before is not None and view.since is not None else None
                    )

    def tie(self, tie: Tie) -> bool:
        return (tie.reporter, str(tie.relation)) in self.relations and tie.wave in self.waves

    def remark(self, one: Remark) -> bool:
        asked = (one.reporter, str(one.about))
        if asked not in self.since:
            return False
        since = self.since[asked]
        if one.about != About.TRUST or one.when is None or since is None:
            return True
        return one.when >= since


def _with_added(
    network: Network, views: Iterable[PersonReport], places: Mapping[str, str], speaker: Mapping[str, str]
) -> Network:
    answered = set(speaker.values())
    kinds = {speaker[one.seat]: one.kind for one in views}
    there = set(_ids(network))
    new = [who for who in dict.fromkeys(places.values()) if who not in there]
    new_groups = frozenset[str]().union(*(one.new_groups for one in views))
    people = [replace(one, answered=one.answered or one.id in answered) for one in network.people]
    people += [
        Person(who, kind=kinds.get(who, PersonKind.RESIDENT), answered=who in answered)
        for who in new
        if who not in new_groups
    ]
    groups = (*network.groups, *(Group(who, life=GroupLife.RUNNING) for who in new if who in new_groups))
    return replace(network, people=tuple(people), groups=groups)


def _sign(
    extra: Extra,
    everybody: Network,
    before: Network,
    views: Iterable[PersonReport],
    places: Mapping[str, str],
) -> None:
    """Keep beside those added by whom they came onto the map; nobody is left for some whom all have taken back."""
    there = set(_ids(before))
    by: dict[str, set[str]] = {}
    for view in views:
        for name in view.mentioned:
            if name in places:
                by.setdefault(places[name], set()).add(view.seat)
    heard = {one.seat for one in views}
    for who in _ids(everybody):
        if who not in there or NAMED_BY in extra.get(who, {}):
            _put(extra, who, NAMED_BY, (_signed(extra, who) - heard) | by.get(who, set()))


def _remember(extra: Extra, find: _Finder, places: Mapping[str, str]) -> None:
    """Keep beside somebody the names that were chosen to mean them."""
    for name in find.same:
        into = places.get(name)
        if into is not None and into != name and find.on_map(name) is None:
            before = str(extra.get(into, {}).get(ALSO, ""))
            _put(extra, into, ALSO, {*(one for one in before.split(BETWEEN) if one), _entry(name)})


def _signed(extra: Extra, id: str) -> set[str]:
    return {code for code in str(extra.get(id, {}).get(NAMED_BY, "")).split(BETWEEN) if code}


def _put(extra: Extra, id: str, name: str, values: set[str]) -> None:
    extra.setdefault(id, {})[name] = BETWEEN.join(sorted(values))


def _swept(network: Network, extra: Extra) -> Network:
    """The network with its extras, without those whom nobody names any more and nobody has written anything beside."""
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
    kept = replace(network, people=people, groups=groups)
    left = set(_ids(kept))
    return replace(
        kept,
        extra=tuple((who, tuple(sorted(extra[who].items()))) for who in _ids(kept) if extra.get(who)),
        spots=tuple(spot for spot in network.spots if spot[0] in left),
    )


def _ids(network: Network) -> tuple[str, ...]:
    return (*(one.id for one in network.people), *(one.id for one in network.groups))


def known_as(network: Network, names: Iterable[str]) -> frozenset[str]:
    """These names with the codes under which the map knows them."""
    find = _Finder(network, {})
    return frozenset(code for name in names for code in (name, find.place(name)))


def without(network: Network, codes: Collection[str]) -> Network:
    """The map without anything said under `codes`: their reports, and those only they had put on it.

    Who was on the map before them stays, as somebody who has not answered. Somebody only they had named goes once
    nobody else's report speaks of them and nothing was written beside them.
    """
    codes = frozenset(codes)
    extra = {who: dict(pairs) for who, pairs in network.extra}
    for who, own in extra.items():
        if NAMED_BY in own:
            _put(extra, who, NAMED_BY, _signed(extra, who) - codes)
    silent = replace(
        network,
        people=tuple(replace(one, answered=one.answered and one.id not in codes) for one in network.people),
        ties=tuple(tie for tie in network.ties if tie.reporter not in codes),
        remarks=tuple(one for one in network.remarks if one.reporter not in codes),
    )
    return _swept(silent, extra)


def made_one(network: Network, pairs: Iterable[tuple[str, str]]) -> Network:
    """The network with each pair on it made one person or group (see `likely.with_merged`), which the next gathering knows."""
    pairs = tuple(pairs)
    whole = with_merged(network, pairs)
    there = set(_ids(whole))
    extra = {who: dict(pairs) for who, pairs in whole.extra}
    for one, other in pairs:
        into, gone = (one, other) if one in there else (other, one)
        if into in there and gone not in there:
            before = str(extra.get(into, {}).get(ALSO, ""))
            _put(extra, into, ALSO, {*(entry for entry in before.split(BETWEEN) if entry), _entry(gone)})
    return _swept(whole, extra)
