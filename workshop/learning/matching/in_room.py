"""Who in the room could be asked about a card: people who offer what the case did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workshop.learning.matching.fit import fit
from workshop.learning.suggest.retrieval import Card, CardSlot, Suggestion
from workshop.model.case import Asker
from workshop.model.matching import Peer, Settled


def with_people(suggestion: Suggestion, asker: Asker, people: Sequence[Peer]) -> Suggestion:
    """The same cards, each with the person in the room who may be asked about it, if there is one.

    Candidates offer one of the card's moves, or help with the obstacle the card answers. A person who offers the card's lead
    move comes first, then the best fit to the asker, then the lower id. A card of a failure names nobody: offering a
    move is no reason to be shown beside its failure.
    """
    cards = tuple(replace(card, person=_person(card, asker, people)) for card in suggestion.cards)
    return replace(suggestion, cards=cards)


def _person(card: Card, asker: Asker, people: Sequence[Peer]) -> str | None:
    if card.slot is CardSlot.FAILED:
        return None
    asked = {card.obstacle} if card.shared else set()
    moves = {move.code for move in card.moves}
    asking = Peer("", stage=asker.stage, asks=tuple(asker.obstacles))
    known = {code: frozenset(asker.obstacles) for code in moves}
    able = [peer for peer in people if peer.offers & (moves | asked)]
    best = min(
        able,
        key=lambda peer: (card.lead not in peer.offers, -fit(asking, peer, Settled(), known).value, peer.id),
        default=None,
    )
    return None if best is None else best.id
