"""What the pairing screen looks at: the pairing, the people, who said what; and how they are called."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.desk.ui.escape import plain
from workshop.desk.ui.visitor import Visitor
from workshop.learning.matching.matching_text import reasons
from workshop.model.camp import Camp, Seat
from workshop.services.app.context import House
from workshop.services.camp import camps
from workshop.services.matching import pairing
from workshop.services.matching.pairing import Paired
from workshop.services.matching.pairing_people import Person, people_of
from workshop.services.matching.pairing_view import Line, lines, matter, rules
from workshop.services.seats import seats
from workshop.store.pairings import Wish


@dataclass(frozen=True)
class Look:
    """Everything at one moment. `people` are those in the room now, `found` the pairing made of those then."""

    moved: int
    seats: dict[str, Seat]
    communities: dict[str, str]
    people: dict[str, Person]
    found: Paired | None
    shown: bool
    lines: tuple[Line, ...]
    rules: tuple[Wish, ...]

    def name(self, seat: str) -> str:
        """Nickname and community, as the room knows somebody."""
        one = self.seats[seat]
        return f"{one.nickname} · {self.communities[one.community]}"

    @property
    def away(self) -> frozenset[str]:
        """Who is not there."""
        return frozenset(who for who, one in self.people.items() if not one.peer.present)

    @property
    def silent(self) -> tuple[str, ...]:
        """Who is there and has not said what they are stuck at."""
        return tuple(who for who, one in self.people.items() if one.peer.present and not one.peer.asks)

    @property
    def late(self) -> tuple[str, ...]:
        """Who came after the pairing was made."""
        known = self.found.people if self.found else {}
        return tuple(who for who in self.people if who not in known)


def look_at(house: House, camp: Camp, moved: int) -> Look:
    """The pairing of a camp, at event `moved`."""
    found = pairing.current(house, camp)
    return Look(
        moved=moved,
        seats={one.id: one for one in seats.of_camp(house, camp.id)},
        communities={one.id: one.name for one in camps.communities(house, camp.id)},
        people=people_of(house, camp),
        found=found,
        shown=found is not None and found.kept.shown,
        lines=lines(house, found) if found else (),
        rules=rules(house, camp.id),
    )


def because(here: Visitor, house: House, line: Line) -> str:
    """Why the two were put together, in one line."""
    words = reasons(line.fit, house.content.vocabularies, here.language)
    if line.presumed:
        words = (*words, here.say("pairing_desk.presumed"))
    return plain(here.say("matching.reason.joiner").join(words))


def stuck_at(here: Visitor, house: House, look: Look, line: Line) -> str:
    """What the asker would ask this host about."""
    code = matter(line.fit, look.people[line.asker].peer.asks)
    return plain(house.content.vocabularies.obstacles.name(code, here.language)) if code else "–"
