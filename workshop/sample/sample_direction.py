"""The sample's directions: three written in the camp half a year before, two of them looked at since; two written in this one.

Invented as the rest of the sample, in `data/demo/recorded.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.model.camp import Camp
from workshop.model.direction import Direction
from workshop.sample.sample_guest import SampleClock
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.check.sample_records import SampleDirection, load_records
from workshop.services.community import directions
from workshop.services.community.principles import principle_cards


def direct(
    context: AppContext,
    clock: SampleClock,
    camp: Camp,
    places: Sequence[str],
    language: Language,
    by: str,
    *,
    earlier: bool,
) -> None:
    """Write a camp's directions now, and look at them as days go by; the clock stays at the last look. `places` are the
    sample's communities by name.
    """
    found = load_records(context.content.folder / "data" / "demo" / "recorded.toml")
    mine = [one for one in found.directions if one.earlier == earlier]
    known = {one.name: one.id for one in camps.communities(context, camp.id)}
    cards = [card.id for card in principle_cards(context, camp, language)]
    for one in mine:
        said = _said(one, cards, context, language)
        directions.write(context, camp, _key(camp, one, "w"), known[places[one.community]], said, by)
    begun = clock.time
    for one in sorted(mine, key=lambda one: one.look.after if one.look else 0):
        if one.look is not None:
            clock.time = max(clock.time, begun + timedelta(days=one.look.after))
            evidence = one.look.evidence.of(language)
            place = known[places[one.community]]
            directions.look(context, camp, _key(camp, one, "l"), place, one.look.outcome, evidence, by)


def _said(one: SampleDirection, cards: Sequence[str], context: AppContext, language: Language) -> Direction:
    return Direction(
        condition=one.condition,
        rung=one.rung.of(language),
        circle=one.circle.of(language),
        lead=one.lead.of(language),
        day=local_day(context.now()) + timedelta(days=one.days),
        sign=one.sign.of(language),
        because=tuple(cards[number] for number in one.because if number < len(cards)),
    )


def _key(camp: Camp, one: SampleDirection, act: str) -> str:
    return f"{camp.id[:24]}.{one.community}.{act}"
