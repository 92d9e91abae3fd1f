"""Who is reached, and how far trust has come: reported rungs, and residents with a tie to the team.

The figures of a map, its buildings and its trust ladder all take them from here, so that no two of them differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from workshop.model.network import About, Network, Person, PersonKind
from workshop.network.graph.discord import holding
from workshop.network.graph.graph import SUPPORT

RUNGS = range(5)


@dataclass(frozen=True)
class Report:
    """A report of the rung a person stands on. `when` is None where no day was recorded."""

    person: str
    rung: int
    when: date | None
    reporter: str


def climbers(network: Network) -> tuple[Person, ...]:
    """People who can stand on the ladder: everybody but the team itself."""
    return tuple(person for person in network.people if person.kind not in SUPPORT)


def reports(network: Network) -> tuple[Report, ...]:
    """Every reported rung, in file order: remarks about trust, then ties that carry a rung.

    A tie counts where it joins a member of the team with a person on the ladder, whichever way it was recorded.
    Values other than whole numbers from 0 to 4 are not rungs and are left out; a person's own undated rung is not included.
    """
    on_it = {person.id for person in climbers(network)}
    team = {person.id for person in network.people if person.kind in SUPPORT}
    rung_reports = [
        Report(remark.of, int(remark.value), remark.when, remark.reporter)
        for remark in network.remarks
        if remark.about == About.TRUST and remark.of in on_it and remark.value in RUNGS
    ]
    for tie in holding(network):
        for end, other in ((tie.source, tie.target), (tie.target, tie.source)):
            if tie.trust is not None and tie.trust in RUNGS and end in on_it and other in team:
                rung_reports.append(Report(end, tie.trust, tie.when, tie.reporter))
    return tuple(rung_reports)


def rungs_at(network: Network, day: date) -> dict[str, int]:
    """Person → rung on that day, by reports dated up to then. People not reported yet are missing.

    The last report counts, higher or lower. Where several people reported on that last day, the low median of each
    reporter's last word counts: better too low than too high.
    """
    by_person: dict[str, list[tuple[date, Report]]] = defaultdict(list)
    for report in reports(network):
        if report.when is not None and report.when <= day:
            by_person[report.person].append((report.when, report))
    return {person: median_low(last_words(said)) for person, said in by_person.items()}


def rungs_now(network: Network) -> dict[str, int]:
    """Person → rung by the best source there is: the last dated reports, else undated ones, else the person's own field."""
    rungs = {person.id: person.trust for person in climbers(network) if person.trust is not None}
    undated: dict[str, list[Report]] = defaultdict(list)
    for report in reports(network):
        if report.when is None:
            undated[report.person].append(report)
    rungs |= {person: median_low(_each_last(said)) for person, said in undated.items()}
    return rungs | rungs_at(network, date.max)


def last_words(dated: Sequence[tuple[date, Report]]) -> list[int]:
    """Each reporter's last rung on the last day."""
    last = max(day for day, _ in dated)
    return _each_last(report for day, report in dated if day == last)


def _each_last(rung_reports: Iterable[Report]) -> list[int]:
    return list({report.reporter: report.rung for report in rung_reports}.values())


def reached_now(network: Network) -> frozenset[str]:
    """Residents with a tie to the team, dated or not, or on rung 1 or higher now."""
    return _reached(network, _tied(network), rungs_now(network))


def reached_at(network: Network, day: date) -> frozenset[str]:
    """Residents reached by that day, by dated ties and rungs only."""
    return _reached(network, _tied_by(network, day), rungs_at(network, day))


def _reached(network: Network, tied: frozenset[str], rungs: dict[str, int]) -> frozenset[str]:
    return frozenset(
        person.id
        for person in network.people
        if person.kind is PersonKind.RESIDENT and (person.id in tied or rungs.get(person.id, 0) >= 1)
    )


def _tied(network: Network) -> frozenset[str]:
    return _ends(network, ((tie.source, tie.target) for tie in holding(network)))


def _tied_by(network: Network, day: date) -> frozenset[str]:
    return _ends(
        network,
        ((tie.source, tie.target) for tie in holding(network) if tie.when is not None and tie.when <= day),
    )


def _ends(network: Network, pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """People with a tie to the team: the other ends of these pairs."""
    team = {person.id for person in network.people if person.kind in SUPPORT}
    return frozenset(
        end
        for source, target in pairs
        for end, other in ((source, target), (target, source))
        if other in team
    )
