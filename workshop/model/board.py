"""A board on which cards are grouped: its append-only log of acts, and what remains of them.

An act puts cards into piles and gives piles names; both at once where somebody pressed once. Acts on different cards and
piles do not touch one another, so two people at one board lose nothing whatever the order their acts arrive in. Of the
same card or name the later act counts, and the earlier stays in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

LOOSE = ""  # the pile of cards that lie in none
WHOLE_ROOM = ""  # the board of everybody who has no table of their own


@dataclass(frozen=True)
class BoardEvent:
    """One act. `board` is a table's or the room's; `seat` is empty where a facilitator acted.

    `put` says into which pile each card goes, `names` what piles are called; an undo names the act it takes back.
    """

    number: int
    key: str
    step: str
    question: str
    board: str
    seat: str
    put: Mapping[str, str]
    names: Mapping[str, str]
    undoes: int | None
    at: datetime


@dataclass(frozen=True)
class Pile:
    """A group of cards. `named` is the act that gave it its name, 0 before anybody did."""

    id: str
    name: str
    named: int
    cards: tuple[str, ...]


def standing(events: Iterable[BoardEvent]) -> tuple[BoardEvent, ...]:
    """Acts that are neither undone nor an undo, in the order they came."""
    known = sorted(events, key=lambda event: event.number)
    undone = {event.undoes for event in known if event.undoes is not None}
    return tuple(event for event in known if event.undoes is None and event.number not in undone)


def piles(events: Iterable[BoardEvent]) -> tuple[Pile, ...]:
    """The piles after these acts, in the order they were begun; cards lie in the order they were put there.

    A pile that has neither a card nor a name is none.
    """
    begun: dict[str, None] = {}
    where: dict[str, str] = {}
    names: dict[str, tuple[str, int]] = {}
    for event in standing(events):
        for card, pile in event.put.items():
            where.pop(card, None)
            where[card] = pile
        for pile, name in event.names.items():
            names[pile] = (name, event.number if name else 0)
        begun |= dict.fromkeys((*event.put.values(), *event.names))
    lying: dict[str, list[str]] = {}
    for card, pile in where.items():
        lying.setdefault(pile, []).append(card)
    return tuple(
        Pile(pile, *names.get(pile, ("", 0)), tuple(lying.get(pile, ())))
        for pile in begun
        if pile != LOOSE and (pile in lying or names.get(pile, ("", 0))[0])
    )
