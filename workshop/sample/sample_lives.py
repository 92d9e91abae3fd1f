"""The sample's groups and their lives, the time they take, and two sharing meetings, one of them still to come.

Invented as the rest of the sample, in `data/demo/lives.toml`. Months and days count back from the day the sample is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from workshop.base.content import Words
from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.model.camp import Community
from workshop.model.community.circle import Circle, CircleDoubt, CircleTry
from workshop.model.community.groups import GroupRecord, after_months, month_of
from workshop.model.community.work_time import WorkTime
from workshop.model.ids import new_token
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.check.sample_lives import SampleCircle, SampleGroup, SampleTime, load_lives
from workshop.services.community.lives import circles, groups, work_time

ORGANISER = Right(None)


def record_lives(context: AppContext, communities: Sequence[Community], language: Language) -> None:
    """Enter all of it, as of the context's clock."""
    found = load_lives(context.content.folder / "data" / "demo" / "lives.toml")
    place, today = communities[found.community], local_day(context.now())
    for group in found.groups:
        groups.save(context, ORGANISER, place, new_token(context.chance), _group(group, today, language))
    for time in found.time:
        for entry in _months(time, today):
            work_time.save(context, ORGANISER, place, new_token(context.chance), entry)
    for circle in found.circles:
        circles.begin(context, ORGANISER, place, new_token(context.chance), _circle(circle, today, language))


def _group(group: SampleGroup, today: date, language: Language) -> GroupRecord:
    def month(ago: int | None) -> date | None:
        return None if ago is None else after_months(month_of(today), -ago)

    return GroupRecord(
        group.name.of(language),
        group.kind,
        group.benefit,
        born=month(group.born),
        started=group.started,
        seen=month(group.seen),
        seen_by=group.seen_by,
        registered=month(group.registered),
        ended=month(group.ended),
        end=group.end,
        into=_words(group.into, language),
        reason=_words(group.reason, language),
    )


def _months(time: SampleTime, today: date) -> list[WorkTime]:
    first = after_months(month_of(today), -len(time.amounts))
    return [
        WorkTime(after_months(first, number), time.spender, amount, time.unit)
        for number, amount in enumerate(time.amounts)
    ]


def _circle(circle: SampleCircle, today: date, language: Language) -> Circle:
    return Circle(
        today - timedelta(days=circle.days_ago),
        circle.teller.of(language),
        circle.story.of(language),
        tuple(
            CircleDoubt(
                one.text.of(language),
                one.obstacle,
                answerer=one.answerer,
                answer=_words(one.answer, language),
                settled=one.settled,
            )
            for one in circle.doubts
        ),
        tuple(CircleTry(one.who.of(language), one.step.of(language)) for one in circle.tries),
        held=circle.held,
    )


def _words(words: Words | None, language: Language) -> str:
    return words.of(language) if words else ""
