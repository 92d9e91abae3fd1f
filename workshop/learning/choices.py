"""Three people an asker may choose from, with reasons in place of a score.

Groups put together by a plan alone can fall apart into the like-minded; a choice keeps the asker's own judgement in.
An offer taken becomes a locked pair, one declined a vetoed pair; then the room is solved again around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.learning.fit import Fit, Remedies, fit
from workshop.model.matching import Pair, Peer, Settled, both

OFFERED = 3


@dataclass(frozen=True)
class Offer:
    """One person an asker may choose. Everything a card says is in `fit`: what both know (`shared`, `by_move`) and
    how many stages ahead the host is (`ahead`).

    `differs` are the things in which the two are known to differ: `organisation`, `community`, `stage`, `role`.
    `proposed` says that the pair is part of the plan for the room; `seats_left` how many more the host would see.
    """

    host: str
    fit: Fit
    differs: tuple[str, ...]
    proposed: bool
    seats_left: int


def choices(
    asker: str,
    people: Sequence[Peer],
    pairs: Iterable[Pair] = (),
    settled: Settled | None = None,
    known: Remedies | None = None,
    most: int = OFFERED,
) -> tuple[Offer, ...]:
    """At most `most` offers for one asker, those of the plan (`pairs`) first, then the best fit; ties by id.

    Left out: people of one's own house or apart, declined, absent, without capacity left (the asker's own place in the
    plan is kept), and those who offer nothing of what is asked. Beside the plan's own, at most one person of each
    organisation is offered, so that the choice is one. Empty for somebody who asks nothing or is not in the room.
    """
    ruled = settled or Settled()
    by_id = {peer.id: peer for peer in people if peer.present}
    if asker not in by_id:
        return ()
    me = by_id[asker]
    plan = {*pairs, *ruled.locked}
    load = Counter(pair.host for pair in plan if pair.asker in by_id)
    offers = []
    for host in by_id.values():
        pair = Pair(asker, host.id)
        proposed = pair in plan
        found = fit(me, host, ruled, known or {})
        left = host.capacity - load[host.id]
        if (
            host is not me
            and not me.belongs_with(host)
            and pair not in ruled.vetoed
            and both(asker, host.id) not in ruled.apart
            and (proposed or (found.value > 0 and left > 0))
        ):
            offers.append(Offer(host.id, found, _differs(me, host), proposed, max(0, left)))
    offers.sort(key=lambda offer: (not offer.proposed, -offer.fit.value, offer.host))
    chosen: list[Offer] = []
    houses: set[str] = set()
    for offer in offers:
        house = by_id[offer.host].organisation or f"\0{offer.host}"  # unknown ones are not one organisation
        if len(chosen) < most and (offer.proposed or house not in houses):
            chosen.append(offer)
            houses.add(house)
    return tuple(chosen)


def _differs(one: Peer, other: Peer) -> tuple[str, ...]:
    known = {
        "organisation": (one.organisation, other.organisation),
        "community": (one.community, other.community),
        "stage": (one.stage, other.stage),
        "role": (one.role, other.role),
    }
    return tuple(name for name, (mine, theirs) in known.items() if mine and theirs and mine != theirs)
