"""`make endurance`: the power goes 10,000 times and the process is killed 1,000 times; prints what became of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from tests.endurance.kills import Killed, kill_again_and_again, say_then_store, store_then_say
from tests.endurance.power import Outcome, busy_room, cut_power

ROOMS = 5  # the cuts are spread over so many, each with its own chance


def main(cuts: int = 10_000, kills: int = 1_000, phones: int = 40, seed: int = 1) -> None:
    """Fails when anything acknowledged was lost, or when a control that must lose something lost nothing."""
    chance = random.Random(seed)
    with TemporaryDirectory() as folder:
        at = _folders(Path(folder))
        as_shipped = [_cut(next(at), phones, "FULL", cuts // ROOMS, chance) for _ in range(ROOMS)]
        control = _cut(next(at), phones, "NORMAL", cuts // 10, chance)
        typer.echo("cuts | acknowledged | lost | damaged | erased words back")
        for name, outcome in (*(("FULL", one) for one in as_shipped), ("NORMAL (control)", control)):
            typer.echo(
                f"{name}: {outcome.cuts} | {outcome.acknowledged} | {outcome.lost} | {outcome.damaged} | {outcome.back}"
            )
        killed = _kill(next(at), kills, chance, store_then_say)
        faulty = _kill(next(at), kills // 20, chance, say_then_store)
        typer.echo("kills | acknowledged | lost | doubled | damaged")
        for name, one in (("as shipped", killed), ("says so too early (control)", faulty)):
            typer.echo(
                f"{name}: {one.kills} | {one.acknowledged} | {one.lost} | {one.doubled} | {one.damaged}"
            )
    sound = all((one.lost, one.damaged, one.back) == (0, 0, 0) for one in as_shipped)
    sound = sound and (killed.lost, killed.doubled, killed.damaged) == (0, 0, 0)
    if not (sound and control.lost and faulty.lost):
        raise typer.Exit(1)


def _folders(folder: Path) -> Iterator[Path]:
    number = 0
    while True:
        number += 1
        yield folder / str(number)


def _cut(folder: Path, phones: int, mode: str, cuts: int, chance: random.Random) -> Outcome:
    return cut_power(busy_room(folder / "room", phones, mode), folder / "found", cuts, chance)


def _kill(folder: Path, kills: int, chance: random.Random, answering: Callable[..., None]) -> Killed:
    return kill_again_and_again(folder, kills, chance, answering)


typer.run(main)
