"""The power goes at any moment of a busy room: is everything that was acknowledged there afterwards?"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.app_context import SHIPPED_PRAGMAS, context_on, migrated
from tests.endurance.disk import Acknowledged, Disk, power_cuts, remembering
from workshop.model.camp import Action, Camp, Seat
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.erase import erase_participant
from workshop.services.seats import seats
from workshop.store import engine
from workshop.store.engine import open_store
from workshop.store.traces import Traces

STEP = "stage-check"
DATABASE = "mengya.sqlite3"
DIMENSIONS = 10
ERASED = "erased"


@dataclass(frozen=True)
class Outcome:
    """After so many cuts, summed over all of them."""

    cuts: int
    acknowledged: int  # answers somebody had been told are kept
    lost: int  # of these, not there
    damaged: int  # databases SQLite finds damaged
    back: int  # erased words that lie in the files again after their owner was told that they are gone


@contextmanager
def synchronous(mode: str) -> Iterator[None]:
    """Within the block stores open with this setting of SQLite's `synchronous` (and check that they got it)."""
    number = {"OFF": "0", "NORMAL": "1", "FULL": "2"}[mode]
    before = dict(engine.PRAGMAS)
    engine.PRAGMAS.update(SHIPPED_PRAGMAS | {"synchronous": (mode, number)})
    try:
        yield
    finally:
        engine.PRAGMAS.update(before)


@dataclass(frozen=True)
class Room:
    """What happened to the disk while a room answered, and who was erased on the way."""

    disk: Disk
    gone: str


def busy_room(folder: Path, phones: int, mode: str) -> Room:
    """A room of `phones` answering ten questions at once on the remembering disk; one leaves and is erased, and the
    server is started anew in between."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DATABASE).write_bytes(migrated())
    with synchronous(mode), remembering(folder) as disk:
        store = open_store(f"sqlite:///{folder / DATABASE}")
        context = context_on(store)
        camp = camps.new_camp(context, "停电也要记得", "camp-half").camp
        control.act(context, camp.id, Action.OPEN, STEP, "A")
        with ThreadPoolExecutor(phones) as threads:
            sitting = list(threads.map(lambda number: _sit(context, camp, disk, number), range(phones)))
            list(threads.map(lambda seat: _answer(context, seat, disk, range(DIMENSIONS // 2)), sitting))
        erase_participant(context, sitting[0].id, "participant")
        while store.traces() is not Traces.GONE:
            time.sleep(0.01)
        disk.acknowledge(ERASED)
        store.close()
        store = open_store(f"sqlite:///{folder / DATABASE}")
        context = context_on(store)
        with ThreadPoolExecutor(phones) as threads:
            rest = range(DIMENSIONS // 2, DIMENSIONS)
            list(threads.map(lambda seat: _answer(context, seat, disk, rest), sitting[1:]))
        store.close()
    return Room(disk, sitting[0].id)


def _sit(context: AppContext, camp: Camp, disk: Disk, number: int) -> Seat:
    arrival = seats.Arrival(f"join-{number}", f"伙伴{number}", f"社区{number % 7}", "resident", consent=True)
    return seats.join(context, camp.code, arrival).seat


def _answer(context: AppContext, seat: Seat, disk: Disk, questions: range) -> None:
    for number in questions:
        level = {"level": number % 4, "confidence": "sure", "when": "上周", "evidence": _words(seat.id)}
        answer = answers.submit(
            context, seat, f"{seat.id}-{number}", STEP, f"rate.D{number + 1}", level
        ).answer
        disk.acknowledge(f"{answer.seat} {answer.question}")


def _words(seat: str) -> str:
    return f"said by {seat} alone"


def cut_power(room: Room, folder: Path, cuts: int, chance: random.Random) -> Outcome:
    """As many cuts at moments spread over all that happened to the room's disk, some of them right after somebody was
    told that their words are gone; examined in `folder`."""
    erased = room.disk.deeds.index(Acknowledged(ERASED)) + 1
    moments = [chance.randrange(1, len(room.disk.deeds) + 1) for _ in range(cuts - cuts // 20)]
    moments = sorted(moments + [erased + chance.randrange(4) for _ in range(cuts // 20)])
    folder.mkdir(parents=True, exist_ok=True)
    acknowledged = lost = damaged = back = 0
    for _, files, told in power_cuts(room.disk, moments, chance):
        for old in folder.iterdir():
            old.unlink()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        back += ERASED in told and any(_words(room.gone).encode() in data for data in files.values())
        # Who asked to be erased may be gone already, or not yet.
        kept = {one for one in told if one != ERASED and not one.startswith(room.gone)}
        there = _found(folder / DATABASE)
        acknowledged += len(kept)
        damaged += there is None
        lost += len(kept - there) if there is not None else 0
    return Outcome(cuts, acknowledged, lost, damaged, back)


def _found(file: Path) -> set[str] | None:
    """The answers in the database; None where SQLite finds it damaged."""
    with closing(sqlite3.connect(file)) as connection:
        try:
            (state,) = connection.execute("PRAGMA integrity_check").fetchone()
            rows = connection.execute("SELECT seat_id || ' ' || question FROM answer_event").fetchall()
        except sqlite3.DatabaseError as error:
            # Before the first room nothing was kept and nothing can be missed.
            return set() if "no such table" in str(error) else None
    return {row[0] for row in rows} if state == "ok" else None
