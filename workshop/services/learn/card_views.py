"""What was suggested to whom: kept once per person and case, with whether they mean to try it.

Only this can later be counted as a trial: what somebody was shown, chose and told of, never the story it came from.
"""

from __future__ import annotations

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.learning.suggest.retrieval import Suggestion
from workshop.model.camp import Seat
from workshop.model.ids import new_token
from workshop.services.app.context import House
from workshop.store import suggestions as rows
from workshop.store.suggestions import Shown


def note(house: House, seat: Seat, suggestion: Suggestion) -> tuple[Shown, ...]:
    """Keep which cards this person is being shown; everything they were ever shown, the first time first.

    A case counts from when it was first shown: looking again changes nothing, and writes nothing.
    """
    before = to(house, seat)
    if {card.case for card in suggestion.cards} <= {one.case for one in before}:
        return before

    def use_case(connection: Connection) -> tuple[Shown, ...]:
        known = {one.case for one in rows.shown_to(connection, seat.id)}
        for card in suggestion.cards:
            if card.case not in known:
                rows.add_shown(
                    connection,
                    Shown(
                        id=new_token(house.chance),
                        camp=seat.camp,
                        seat=seat.id,
                        case=card.case,
                        slot=card.slot.value,
                        obstacle=card.obstacle,
                        move=card.lead,
                        chosen=False,
                        shown_at=house.now(),
                    ),
                )
        return rows.shown_to(connection, seat.id)

    return house.store.write(use_case)


def choose(house: House, seat: Seat, case: str, chosen: bool) -> Shown:
    """Keep that this person means to try what a case did, or no longer does. Pressing twice is pressing once.

    The days until they are asked what came of it are counted from the first press.

    Raises RoomError `suggestion.not_shown` for a case this person was never shown.
    """

    def use_case(connection: Connection) -> Shown:
        found = _of(rows.shown_to(connection, seat.id), case)
        if chosen != found.chosen:
            rows.set_chosen(connection, found.id, house.now() if chosen else None)
        return _of(rows.shown_to(connection, seat.id), case)

    return house.store.write(use_case)


def to(house: House, seat: Seat) -> tuple[Shown, ...]:
    """Everything one person was shown."""
    return house.store.read(lambda connection: rows.shown_to(connection, seat.id))


def _of(shown: tuple[Shown, ...], case: str) -> Shown:
    for one in shown:
        if one.case == case:
            return one
    raise RoomError("suggestion.not_shown", case=case)
