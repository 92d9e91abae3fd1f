"""Directions as report and exports show them: who leads stands under a code, whoever is not of the room under no name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workshop.base.text import Language, say
from workshop.exercises.columns import IN_ROOM
from workshop.model.camp import Camp, Seat
from workshop.model.direction import Direction, DirectionVersion
from workshop.model.ids import seat_codes
from workshop.services.app.context import AppContext
from workshop.services.camp.room_people import person_code
from workshop.services.community import directions
from workshop.services.community.directions import Stood
from workshop.services.community.loop import Reached, direction_reached


@dataclass(frozen=True)
class DirectionSummary:
    """One community's direction with everything that came before it."""

    community: str  # community id
    stood: Stood
    reached: Reached | None


def direction_summaries(
    context: AppContext, camp: Camp, seats: Iterable[Seat], language: Language
) -> tuple[DirectionSummary, ...]:
    """Those of a camp's communities that have written one, or had."""
    seats = tuple(seats)
    codes = seat_codes(seats)
    people = {person_code(one.id): codes[one.id] for one in seats}
    every = directions.in_camp(context, camp)
    return tuple(
        DirectionSummary(
            one.directions.community.id, coded(one, people, language), direction_reached(one, every)
        )
        for one in every
        if one.directions.versions
    )


def coded(stood: Stood, people: Mapping[str, str], language: Language) -> Stood:
    """The same without a name and without the phone it was written on."""
    kept = stood.directions
    versions: Sequence[DirectionVersion] = [
        replace(one, seat="phone" if one.seat else "", said=_led(one.said, people, language))
        for one in kept.versions
    ]
    return replace(stood, directions=replace(kept, versions=tuple(versions)))


def _led(said: Direction, people: Mapping[str, str], language: Language) -> Direction:
    if not said.lead:
        return said
    if said.lead.startswith(IN_ROOM):
        return replace(said, lead=people.get(said.lead) or say(language, "exercises.person_gone"))
    return replace(said, lead=say(language, "direction.outside"))
