"""What the rounds screen looks at: the seating, the people and how they are called."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.model.camp import Camp, Seat
from workshop.model.matching import Peer
from workshop.room import camps, seating, seats
from workshop.room.house import House
from workshop.room.seating import Seated


@dataclass(frozen=True)
class SeatingLook:
    """Everything at one moment."""

    moved: int
    seats: dict[str, Seat]
    communities: dict[str, str]
    people: tuple[Peer, ...]
    found: Seated | None

    @property
    def shown(self) -> bool:
        return self.found is not None and self.found.kept.shown

    @property
    def present(self) -> int:
        """How many are in the room."""
        return sum(one.present for one in self.people)

    def name(self, seat: str) -> str:
        """Nickname and community, as the room knows somebody."""
        one = self.seats[seat]
        return f"{one.nickname} · {self.communities[one.community]}"


def look_at_tables(house: House, camp: Camp, moved: int) -> SeatingLook:
    """The seating of a camp, at event `moved`."""
    return SeatingLook(
        moved=moved,
        seats={one.id: one for one in seats.of_camp(house, camp.id)},
        communities={one.id: one.name for one in camps.communities(house, camp.id)},
        people=seating.people_here(house, camp),
        found=seating.current(house, camp.id),
    )
