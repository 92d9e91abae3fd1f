"""Which cases were suggested to whom: one row per person and case, with whether they mean to try it.

Only these rows can later count as a trial: a case the person was shown, chose and reported on; the case's own
story never does.
"""

from __future__ import annotations

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.learning.suggest.retrieval import Suggestion
from workshop.model.camp import Seat
from workshop.model.ids import new_token
from workshop.services.app.context import AppContext
from workshop.store import suggestions as rows
from workshop.store.suggestions import CardView


def note_shown(context: AppContext, seat: Seat, suggestion: Suggestion) -> tuple[CardView, ...]:
    """Record the cards this person is shown; returns every card they were ever shown, in order of first
    showing.

    A case dates from when it was first shown: looking again changes and writes nothing.
    """
    before = shown_to(context, seat)
    if {card.case for card in suggestion.cards} <= {one.case for one in before}:
        return before

    def use_case(connection: Connection) -> tuple[CardView, ...]:
        known = {one.case for one in rows.shown_to(connection, seat.id)}
        for card in suggestion.cards:
            if card.case not in known:
                rows.add_shown(
                    connection,
                    CardView(
                        id=new_token(context.chance),
                        camp=seat.camp,
                        seat=seat.id,
                        case=card.case,
                        slot=card.slot.value,
                        obstacle=card.obstacle,
                        move=card.lead,
                        chosen=False,
                        shown_at=context.now(),
                    ),
                )
        return rows.shown_to(connection, seat.id)

    return context.store.write(use_case)


def choose_shown(context: AppContext, seat: Seat, case: str, chosen: bool) -> CardView:
    """Record that this person means to try what a case did, or no longer does. Pressing twice is pressing
    once.

    The 30 and 90 days until they are asked about the outcome count from the first press.

    Raises RoomError `suggestion.not_shown` for a case this person was never shown.
    """

    def use_case(connection: Connection) -> CardView:
        card_view = _of(rows.shown_to(connection, seat.id), case)
        if chosen != card_view.chosen:
            rows.set_chosen(connection, card_view.id, context.now() if chosen else None)
        return _of(rows.shown_to(connection, seat.id), case)

    return context.store.write(use_case)


def shown_to(context: AppContext, seat: Seat) -> tuple[CardView, ...]:
    """Everything one person was shown."""
    return context.store.read(lambda connection: rows.shown_to(connection, seat.id))


def _of(card_views: tuple[CardView, ...], case: str) -> CardView:
    for card_view in card_views:
        if card_view.case == case:
            return card_view
    raise RoomError("suggestion.not_shown", case=case)
