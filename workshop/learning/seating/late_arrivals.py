"""Late arrivals and departures in a seating: a newcomer takes an empty chair, an absentee leaves one, nobody else
moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from workshop.learning.seating.rounds import Plan
from workshop.model.matching import Peer, both


def leave(plan: Plan, person: str) -> Plan:
    """Remove a person from the plan: their chair stays empty and nobody moves. Unchanged if they have no chair."""
    return replace(plan, sitting=tuple(None if one == person else one for one in plan.sitting))


def arrive(
    plan: Plan,
    newcomer: Peer,
    people: Sequence[Peer],
    apart: frozenset[frozenset[str]] = frozenset(),
    since: int = 0,
) -> Plan:
    """Seat a newcomer on an empty chair without moving anybody; where there is none, a chair is added.

    Chosen is the empty chair that from round `since` (from 0) on meets the fewest people of the newcomer's own
    organisation or kept apart, then the one whose tables have the fewest people, then the first. An added chair goes in
    each round to one of the tables with the fewest people, there to the one with the fewest of the own organisation and
    met before. Unchanged for a person who is already seated.
    """
    if newcomer.id in plan.sitting:
        return plan
    known = {peer.id: peer for peer in people}

    def against(others: Sequence[str]) -> int:
        return sum(
            newcomer.belongs_with(known.get(other, Peer(other))) or both(newcomer.id, other) in apart
            for other in others
        )

    seated = plan.rounds
    empty = [chair for chair, person in enumerate(plan.sitting) if person is None]
    if empty:

        def burden(chair: int) -> tuple[int, int, int]:
            tables = [(number, plan.paths[number][chair]) for number in range(since, len(plan.paths))]
            others = [person for number, table in tables for person in seated[number][table]]
            return against(others), len(others), chair

        chosen = min(empty, key=burden)
        sitting = tuple(newcomer.id if chair == chosen else one for chair, one in enumerate(plan.sitting))
        return replace(plan, sitting=sitting)
    met: Counter[str] = Counter()
    way = []
    for round_ in seated:

        def crowd(table: int, at: Sequence[Sequence[str]] = round_) -> tuple[int, int, int, int]:
            return len(at[table]), against(at[table]), sum(met[other] for other in at[table]), table

        table = min(range(plan.tables), key=crowd)
        met.update(round_[table])
        way.append(table)
    paths = tuple((*before, table) for before, table in zip(plan.paths, way, strict=True))
    return replace(plan, paths=paths, sitting=(*plan.sitting, newcomer.id))
