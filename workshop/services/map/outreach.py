"""Outreach and trust on a community's map: the figures the screens show, and recording a move on the trust
ladder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from workshop.base.errors import InputError
from workshop.base.local_time import local_day
from workshop.model.network import About, Network, Remark
from workshop.network.measures.reach import RUNGS, climbers, rungs_now
from workshop.network.outreach.blocked_residents import BlockedResidents, blocked_residents
from workshop.network.outreach.outreach import Outreach, Strip, outreach, strip
from workshop.network.outreach.trust import Stay, Trust, TrustMove, moves, stays, trust
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.store import networks as rows
from workshop.store.networks import Version

LONGEST = 40


@dataclass(frozen=True)
class OutreachWalk:
    """All outreach figures of one map: how deep, how trusting, what moved, and who is held back."""

    seeping: Outreach
    strip: Strip
    trust: Trust
    moves: tuple[TrustMove, ...]
    stays: tuple[Stay, ...]
    blocked: BlockedResidents


def walked(network: Network) -> OutreachWalk:
    """All outreach and trust figures, computed in the worker process."""
    return workers.run(None, walk, network)


def walk(network: Network) -> OutreachWalk:
    """The same, computed in this process."""
    return OutreachWalk(
        outreach(network),
        strip(network),
        trust(network),
        moves(network),
        stays(network),
        blocked_residents(network),
    )


def add_move(
    context: AppContext,
    community: str,
    person: str,
    rung: int,
    said_by: str,
    when: date,
    by: str,
    note: str = "",
) -> Version:
    """Record that a person reached a rung on a day: a new version of the map, which can be taken back.

    The person's own rung follows the last report. Raises InputError `seeping.no_map`, `network.unknown_id`,
    `seeping.rung`, `seeping.future`, `seeping.reporter`.
    """
    if rung not in RUNGS:
        raise InputError("seeping.rung", rung=rung)
    if len(said_by) > LONGEST:
        raise InputError("seeping.reporter", most=LONGEST)
    # In a time zone east of the server it may already be tomorrow.
    if (when - local_day(context.now())).days > 1:
        raise InputError("seeping.future", day=f"{when:%Y-%m-%d}")

    def use_case(connection: Connection) -> Version:
        newest = rows.newest(connection, community)
        if newest is None:
            raise InputError("seeping.no_map")
        before = rows.network_of(connection, newest.number)
        changed = with_move(before, person, rung, said_by.strip(), when)
        number = rows.add_network(connection, community, changed, by, note, context.now())
        return Version(number, community, context.now(), by, note, changed.wave)

    return context.store.write(use_case)


def with_move(network: Network, person: str, rung: int, said_by: str, when: date) -> Network:
    """The map with this report. Raises InputError `network.unknown_id` for anyone not on the trust ladder."""
    if person not in {one.id for one in climbers(network)}:
        raise InputError("network.unknown_id", id=person)
    report = Remark(person, About.TRUST, float(rung), reporter=said_by, when=when)
    after = replace(network, remarks=(*network.remarks, report))
    now = rungs_now(after)[person]
    people = tuple(replace(one, trust=now) if one.id == person else one for one in after.people)
    return replace(after, people=people)
