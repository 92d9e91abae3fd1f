"""What somebody else did last on a board, so that whoever looks at it sees why a card is not where it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from workshop.base.local_time import clock
from workshop.base.text import Language, say
from workshop.model.board import LOOSE, BoardEvent, piles
from workshop.store import seats

LONGEST_CARD = 20  # characters of a card that stand in the sentence


@dataclass(frozen=True)
class BoardChange:
    """An act on a board: who, when, which cards left which piles for which. Of a pile its name stands here, None for the
    loose cards. `name` is one that was given; an act that took one back has neither cards nor a name.
    """

    by: str  # a nickname; empty: a facilitator, or somebody who has left since
    at: datetime
    cards: tuple[str, ...]
    sources: tuple[str | None, ...]
    targets: tuple[str | None, ...]
    name: str


def last_change(
    connection: Connection, acts: Sequence[BoardEvent], cards: Mapping[str, str], reader: str
) -> BoardChange | None:
    """The newest act on a board, where somebody else than the reader did it. `cards` are the texts of those that lie there;
    an act about cards that are gone is nothing to tell."""
    newest = max(acts, key=lambda act: act.number, default=None)
    if newest is None or (newest.seat == reader and newest.seat):
        return None
    before = [act for act in acts if act.number < newest.number]
    left, now = _places(before), _places(acts)
    named = {pile.id: pile.name for pile in (*piles(before), *piles(acts))}
    moved = [card for card in newest.put if card in cards]
    if not (moved or newest.names or newest.undoes):
        return None
    seat = seats.seat_by_id(connection, newest.seat) if newest.seat else None
    return BoardChange(
        by=seat.nickname if seat else "",
        at=newest.at,
        cards=tuple(cards[card] for card in moved),
        sources=_distinct(_name(left.get(card, LOOSE), named) for card in moved),
        targets=_distinct(_name(now.get(card, LOOSE), named) for card in moved),
        name=next(iter(newest.names.values()), ""),
    )


def _places(acts: Sequence[BoardEvent]) -> dict[str, str]:
    return {card: pile.id for pile in piles(acts) for card in pile.cards}


def _name(pile: str, named: Mapping[str, str]) -> str | None:
    return None if pile == LOOSE else named.get(pile, "")


def _distinct(names: Iterable[str | None]) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(names))


def change_text(change: BoardChange, language: Language) -> str:
    """The act in one sentence."""
    who = change.by or say(language, "board.change.facilitator")
    at = clock(change.at)
    if not change.cards:
        if not change.name:
            return say(language, "board.change.undone", clock=at, who=who)
        return say(language, "board.change.named", clock=at, who=who, name=change.name)
    source, target = (_place(places, language) for places in (change.sources, change.targets))
    if len(change.cards) > 1:
        n = len(change.cards)
        return say(language, "board.change.several", clock=at, who=who, n=n, source=source, target=target)
    (card,) = change.cards
    words = card if len(card) <= LONGEST_CARD else f"{card[:LONGEST_CARD]}…"
    return say(language, "board.change.one", clock=at, who=who, card=words, source=source, target=target)


def _place(places: Sequence[str | None], language: Language) -> str:
    if len(places) > 1:
        return say(language, "board.place.several")
    (name,) = places
    if name is None:
        return say(language, "board.place.loose")
    return say(language, "board.place.pile", name=name) if name else say(language, "board.place.unnamed")
