"""The picture's parts come from where they are told: records, maps, the exercise, the assessment."""

from __future__ import annotations

from datetime import date

import pytest

from tests.app_context import context_on
from tests.services.community.made import ORGANISER, key, place
from workshop.assessment.lives.needed import LeavingMark
from workshop.model.community.groups import GroupRecord
from workshop.model.community.work_time import Spender, TimeUnit, WorkTime
from workshop.model.network import Network, Person, PersonKind, Tie
from workshop.services import workers
from workshop.services.community.lives import groups, needed, work_time
from workshop.services.map import networks
from workshop.store.engine import Store

BY = "facilitator"


@pytest.fixture(autouse=True)
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "run", lambda _key, work, *arguments: work(*arguments))


def star(wave: str) -> Network:
    """Four residents who are tied through the social worker alone: without her nobody reaches anybody."""
    people = (Person("S", kind=PersonKind.SUPPORTER), *(Person(one) for one in "abcd"))
    return Network(people, ties=tuple(Tie("S", one) for one in "abcd"), wave=wave)


def test_without_anything_recorded_there_is_nothing_to_draw(store: Store) -> None:
    there = place(context_on(store))
    found = needed.of_places(there.context, there.only)
    assert not found.anything
    assert found.months == (date(2026, 3, 1),)


def test_the_withdrawal_test_stands_once_a_wave_on_its_newest_map(store: Store) -> None:
    """All five hang together; of the four left nobody reaches another: the largest piece is one of four."""
    there = place(context_on(store))
    for wave in ("2025", "2025", "2026"):
        networks.save(there.context, there.id, star(wave), BY)
    networks.save(there.context, there.id, Network((Person("a"), Person("b")), wave="none"), BY)
    groups.save(there.context, ORGANISER, there.community, key(), GroupRecord("舞蹈队"))
    found = needed.of_places(there.context, there.only)
    assert found.leaving == (LeavingMark(date(2026, 3, 2), 1.0, 0.25, 1),) * 2


def test_the_axis_holds_the_first_group_and_today(store: Store) -> None:
    there = place(context_on(store))
    groups.save(
        there.context, ORGANISER, there.community, key(), GroupRecord("舞蹈队", born=date(2025, 11, 1))
    )
    entry = WorkTime(date(2025, 9, 1), Spender.WORKER, 40, TimeUnit.HOURS)
    work_time.save(there.context, ORGANISER, there.community, key(), entry)
    found = needed.of_places(there.context, there.only)
    assert (found.months[0], found.months[-1], len(found.months)) == (date(2025, 9, 1), date(2026, 3, 1), 7)
