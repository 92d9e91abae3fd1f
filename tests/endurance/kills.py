"""The process is killed (`kill -9`) while a room writes: is everything that was acknowledged there afterwards?"""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from tests.app_context import SHIPPED_PRAGMAS, Clock, context_on, migrated, quick_passwords
from tests.endurance.power import DATABASE, DIMENSIONS, STEP
from workshop.model.camp import Action, Seat
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.seats import seats
from workshop.store import engine
from workshop.store.engine import open_store

PHONES = 6
STARTS_WITHIN = 60.0  # seconds, on a busy machine
LIVES = 0.12  # seconds at most that a room answers before it is killed

Say = Callable[[str], None]


@dataclass(frozen=True)
class Killed:
    """After so many kills: answers acknowledged, of these lost or kept twice, and databases found damaged."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    damaged: int


@dataclass(frozen=True)
class Process:
    """A process of our own, and where it can be heard."""

    pid: int
    ear: int

    def killed_after(self, seconds: float) -> str:
        """Kill it so long after its first word; all it said."""
        ready, _, _ = select.select([self.ear], [], [], STARTS_WITHIN)
        assert ready, "the room did not start to answer"
        time.sleep(seconds)
        os.kill(self.pid, signal.SIGKILL)
        with os.fdopen(self.ear) as heard:
            said = heard.read()
        os.waitpid(self.pid, 0)
        assert said, "the room ended before it answered"
        return said


def process(work: Callable[[Say], None]) -> Process:
    """Run this in a process of its own; what it says can be heard."""
    ear, mouth = os.pipe()
    pid = os.fork()
    if pid:
        os.close(mouth)
        return Process(pid, ear)
    os.close(ear)
    try:
        work(lambda word: _speak(mouth, word))
    finally:
        os._exit(0)


def _speak(mouth: int, word: str) -> None:
    os.write(mouth, f"{word}\n".encode())


def kill_again_and_again(
    folder: Path,
    kills: int,
    chance: random.Random,
    answering: Callable[[AppContext, Seat, str, int, Say], None],
) -> Killed:
    """Start a room of phones on one database, kill it at any moment, look, and again."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / DATABASE
    file.write_bytes(migrated())
    acknowledged = lost = doubled = damaged = seen = 0
    for number in range(1, kills + 1):
        room = process(lambda say, number=number: _room(file, number, say, answering))  # type: ignore[misc]
        told = frozenset(room.killed_after(chance.uniform(0.0, LIVES)).splitlines())
        with closing(sqlite3.connect(file)) as connection:
            (state,) = connection.execute("PRAGMA quick_check").fetchone()
            rows = connection.execute(
                "SELECT number, json_extract(payload, '$.evidence') FROM answer_event WHERE number > ?",
                (seen,),
            ).fetchall()
        found = [said for _, said in rows]
        seen = max([seen, *(row for row, _ in rows)])
        acknowledged += len(told)
        lost += len(told - set(found))
        doubled += len(found) - len(set(found))
        damaged += state != "ok"
    return Killed(kills, acknowledged, lost, doubled, damaged)


def store_then_say(context: AppContext, seat: Seat, word: str, number: int, say: Say) -> None:
    """As the product does: whoever answers is told once it is kept."""
    _submit(context, seat, word, number)
    say(word)


def say_then_store(context: AppContext, seat: Seat, word: str, number: int, say: Say) -> None:
    """A faulty room, to see that the look afterwards finds it."""
    say(word)
    _submit(context, seat, word, number)


def _submit(context: AppContext, seat: Seat, word: str, number: int) -> None:
    level = {"level": number % 4, "confidence": "sure", "when": "上周", "evidence": word}
    answers.submit(context, seat, word, STEP, f"rate.D{number % DIMENSIONS + 1}", level)


def _context(file: Path, life: int) -> AppContext:
    engine.PRAGMAS.update(SHIPPED_PRAGMAS)  # of this process alone
    return context_on(open_store(f"sqlite:///{file}"), clock=Clock(), seed=life)


def _room(
    file: Path, life: int, say: Say, answering: Callable[[AppContext, Seat, str, int, Say], None]
) -> None:
    quick_passwords()
    context = _context(file, life)
    camp = camps.new_camp(context, "杀不掉的屋子", "camp-half").camp
    control.act(context, camp.id, Action.OPEN, STEP, "A")

    def phone(number: int) -> None:
        name = f"{life}-{number}"
        arrival = seats.Arrival(f"join-{name}", f"伙伴{name}", f"社区{number}", "resident", consent=True)
        seat = seats.join(context, camp.code, arrival).seat
        for n in range(1_000_000):
            answering(context, seat, f"{name}-{n}", n, say)

    phones = [Thread(target=phone, args=(number,), daemon=True) for number in range(PHONES)]
    for one in phones:
        one.start()
    for one in phones:
        one.join()
