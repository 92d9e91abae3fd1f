"""Forty phones with faults in one room: nothing lost, nothing doubled, everybody where they belong."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import httpx
import pytest

from tests.app_context import Clock
from tests.room_test.__main__ import Load
from tests.room_test.handset import Handset
from tests.room_test.phone import participant
from tests.room_test.run import Playing, assert_nothing_lost_nothing_doubled, play, seat_of
from tests.room_test.stage import CHECK, COMMIT, EVERY_KIND, Room, make_room, served
from workshop.model.camp import Action
from workshop.services.camp import answers, progress
from workshop.services.camp.ratings import ratings_of, story_ratings_of

PHONES = 40


def gather(room: Room, chance: random.Random, *, phones: int = PHONES, holding: int = 0) -> list[Playing]:
    return [
        Playing(
            Handset(room.client(), room.camp.code),
            participant(number, chance, faults=True, holds=number < holding),
        )
        for number in range(phones)
    ]


@pytest.mark.slow
def test_forty_bad_phones_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    clock, chance = Clock(), random.Random(7)
    with make_room(tmp_path, clock=clock) as room:
        room.open(EVERY_KIND)
        people = gather(room, chance)
        play(people, chance, lambda minutes: clock.forward(minutes=minutes))
        phones = [one.phone for one in people]
        assert progress.seats_taken(room.context, room.camp.id) == PHONES
        assert_nothing_lost_nothing_doubled(room, phones)
        done = progress.progress(room.context, room.camp, EVERY_KIND)
        assert (done.done, done.late) == (PHONES, 0)
        # Two stories with three questions in all; nothing of it is about anybody's own community.
        stories = story_ratings_of(room.context, room.camp)
        assert Counter(one.community for one in stories) == {"vignette:V1": 2 * PHONES, "vignette:V2": PHONES}
        assert ratings_of(room.context, room.camp) == ()


@pytest.mark.slow
def test_forms_held_over_a_freeze_are_kept_as_late_and_counted_when_accepted(tmp_path: Path) -> None:
    clock, chance = Clock(), random.Random(8)
    with make_room(tmp_path, clock=clock) as room:
        room.open(EVERY_KIND)
        people = gather(room, chance, phones=8, holding=5)
        held = play(people, chance, lambda minutes: clock.forward(minutes=minutes))
        assert len(held) == 5
        room.act(Action.FREEZE, EVERY_KIND)
        play(held, chance)
        assert [one.phone.kept[-1].told for one in held] == ["late"] * 5
        # An energy check need not be answered and so is not counted as progress; every other question is.
        counted = sum(one.phone.kept[-1].question != "energy" for one in held)
        assert counted > 0
        waiting = progress.progress(room.context, room.camp, EVERY_KIND).late
        room.act(Action.ACCEPT_LATE, EVERY_KIND)
        assert (waiting, progress.progress(room.context, room.camp, EVERY_KIND).late) == (counted, 0)
        assert_nothing_lost_nothing_doubled(room, [one.phone for one in people])


@pytest.mark.slow
def test_the_self_check_leads_to_a_commitment_without_the_facilitator(tmp_path: Path) -> None:
    chance = random.Random(9)
    with make_room(tmp_path) as room:
        room.open(CHECK)
        people = gather(room, chance, phones=6)
        play(people, chance)
        for one in people:
            given = answers.given_by(room.context, seat_of(room, one.phone))
            assert {row.step for row in given} == {CHECK, COMMIT}
            assert "rate.review" in {row.question for row in given}
        assert_nothing_lost_nothing_doubled(room, [one.phone for one in people])
        # The look back is no question more: everybody is done with ten dimensions and the obstacles.
        done = progress.progress(room.context, room.camp, CHECK)
        assert (done.total, done.done) == (11, 6)


@pytest.mark.slow
def test_a_thousand_link_previews_take_no_seat(tmp_path: Path) -> None:
    async def look(client: httpx.AsyncClient, address: str) -> list[int]:
        return [(await client.get(address)).status_code for _ in range(50)]

    async def all_at_once(room: Room) -> set[int]:
        transport = httpx.ASGITransport(room.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://room") as client:
            return {
                code
                for codes in await asyncio.gather(*(look(client, room.join) for _ in range(20)))
                for code in codes
            }

    with make_room(tmp_path) as room:
        assert asyncio.run(all_at_once(room)) == {200}
        assert progress.seats_taken(room.context, room.camp.id) == 0


@pytest.mark.slow
def test_the_same_phones_run_over_sockets(tmp_path: Path) -> None:
    with make_room(tmp_path) as room, served(room) as url:
        room.open(EVERY_KIND)
        load = Load(url, room.camp.code, over=0.2, faults=True, seed=3)
        load.run(4)
        assert load.wrong == {}
        assert_nothing_lost_nothing_doubled(room, load.phones)
        assert progress.progress(room.context, room.camp, EVERY_KIND).done == 4
