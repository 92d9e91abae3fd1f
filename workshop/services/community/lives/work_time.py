"""How much of the social worker's and the secretary's working time the groups take, entered at the desk."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.model.camp import Community
from workshop.model.community.groups import month_of
from workshop.model.community.work_time import TimeUnit, WorkLine, WorkTime
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.community.changes import actor, record_in
from workshop.store.community import lives as rows
from workshop.store.community.records import NewRecord, RecordKind

# More than this is a slip of the hand: hours a month has, every day twice.
MOST = {TimeUnit.PERCENT: 100, TimeUnit.HOURS: 744, TimeUnit.TIMES_MONTH: 62, TimeUnit.TIMES_YEAR: 744}


def times(context: AppContext, communities: Sequence[Community]) -> tuple[WorkLine, ...]:
    """Every entry that counts, oldest month first; a newer one for the same month, person, group and measure replaces."""
    ids = [one.id for one in communities]
    return context.store.read(lambda connection: rows.times_of(connection, ids))


def save(context: AppContext, right: Right | None, community: Community, key: str, entry: WorkTime) -> None:
    """Enter a month; the same form again changes nothing.

    Raises InputError `work_time.amount`, `work_time.future`; RoomError `records.unknown` for a group that is not there.
    """
    by = actor(right, community)
    if not math.isfinite(entry.amount) or not 0 <= entry.amount <= MOST[entry.unit]:
        raise InputError("work_time.amount", most=MOST[entry.unit])
    entry = replace(entry, month=month_of(entry.month))
    if entry.month > month_of(local_day(context.now()) + timedelta(days=1)):
        raise InputError("work_time.future", month=f"{entry.month:%Y-%m}")

    def use_case(connection: Connection) -> None:
        known = {line.id for line in rows.groups_of(connection, [community.id])}
        if entry.group and entry.group not in known:
            raise RoomError("records.unknown")
        thing, content = thing_of(community, entry), rows.time_content(entry)
        new = NewRecord(key, community.id, RecordKind.WORK_TIME, thing, content=content)
        record_in(connection, context, new, by)

    context.store.write(use_case)


def thing_of(community: Community, entry: WorkTime) -> str:
    """One thing for each month, person, group and measure: whoever enters it again corrects it."""
    month, spender, group, measure = entry.about
    about = f"{community.id} {month:%Y-%m} {spender.value} {group} {measure.value}"
    return hashlib.sha256(about.encode()).hexdigest()[:40]
