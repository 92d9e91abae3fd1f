"""What the sample camp has recorded over time: two demonstration ladders and four small grants, one of them overdue.

Invented as the rest of the sample, in `data/demo/recorded.toml`. Days count back from the day the sample is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.model.camp import Community
from workshop.model.grant import GrantTerms, MoneyLine
from workshop.model.ids import new_token
from workshop.model.ladder import ClimberName, LadderRung, Support
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.check.sample_records import SampleGrant, SampleLadder, load_records
from workshop.services.community import grants, ladders

ORGANISER = Right(None)


def record(context: AppContext, communities: Sequence[Community], language: Language) -> None:
    """Note all of it, as of the context's clock."""
    found = load_records(context.content.folder / "data" / "demo" / "recorded.toml")
    today = local_day(context.now())
    for ladder in found.ladders:
        _ladder(context, communities[ladder.community], ladder, today, language)
    for grant in found.grants:
        _grant(context, communities[grant.community], grant, today, language)


def _ladder(
    context: AppContext, community: Community, ladder: SampleLadder, today: date, language: Language
) -> None:
    who = ClimberName(ladder.climber, ladder.name.of(language), agreed=True)
    made = ladders.begin(context, ORGANISER, community, new_token(context.chance), who)
    for rung in ladder.rungs:
        told = _day(today, rung.told_days_ago)
        noted = LadderRung(
            rung.what.of(language),
            rung.kind,
            (today - timedelta(days=rung.days_ago)).isoformat(),
            tuple(Support(need, giver) for need, giver in rung.needs),
            rung.told,
            told.isoformat() if told else "",
            rung.wish.of(language) if rung.wish else "",
        )
        ladders.note_rung(context, ORGANISER, community, new_token(context.chance), made, noted)


def _grant(
    context: AppContext, community: Community, grant: SampleGrant, today: date, language: Language
) -> None:
    terms = GrantTerms(
        grant.group.of(language),
        grant.what.of(language),
        grant.need,
        grant.asked,
        grant.project,
        grant.own,
        grant.handing,
        _day(today, grant.promised_days_ago),
        grant.lays_out.of(language) if grant.lays_out else "",
    )
    made = grants.agree(context, ORGANISER, community, new_token(context.chance), terms)
    for money in grant.money:
        line = MoneyLine(money.kind, money.fen, today - timedelta(days=money.days_ago))
        grants.note_money(context, ORGANISER, community, new_token(context.chance), made, line)


def _day(today: date, days_ago: int | None) -> date | None:
    return None if days_ago is None else today - timedelta(days=days_ago)
