"""Data of the pairing screen: the pairing, the people, who answered; and their display names."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.learning.matching.matching_text import match_reasons
from workshop.model.camp import Camp, Seat
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.matching import pairing
from workshop.services.matching.pairing import CurrentPairing
from workshop.services.matching.pairing_people import PairingPerson, people_of
from workshop.services.matching.pairing_view import PairLine, lines, matter, rules
from workshop.services.seats import seats
from workshop.store.pairings import PairingInput


@dataclass(frozen=True)
class PairingSnapshot:
    """Everything at one moment. `people` are those in the room now, `found` the pairing made of those present
    then.
    """

    moved: int
    seats: dict[str, Seat]
    communities: dict[str, str]
    people: dict[str, PairingPerson]
    found: CurrentPairing | None
    shown: bool
    lines: tuple[PairLine, ...]
    rules: tuple[PairingInput, ...]

    def name(self, seat: str) -> str:
        """Nickname and community."""
        one = self.seats[seat]
        return f"{one.nickname} · {self.communities[one.community]}"

    @property
    def away(self) -> frozenset[str]:
        """People who are absent."""
        return frozenset(who for who, one in self.people.items() if not one.peer.present)

    @property
    def silent(self) -> tuple[str, ...]:
        """People who are present and have not said what they are stuck at."""
        return tuple(who for who, one in self.people.items() if one.peer.present and not one.peer.asks)

    @property
    def late(self) -> tuple[str, ...]:
        """People who joined after the pairing was made."""
        known = self.found.people if self.found else {}
        return tuple(who for who in self.people if who not in known)


def look_at(context: AppContext, camp: Camp, moved: int) -> PairingSnapshot:
    """The pairing of a camp, at event `moved`."""
    current_pairing = pairing.current(context, camp)
    return PairingSnapshot(
        moved=moved,
        seats={one.id: one for one in (*seats.of_camp(context, camp.id), *seats.aside(context, camp.id))},
        communities={one.id: one.name for one in camps.communities(context, camp.id)},
        people=people_of(context, camp),
        found=current_pairing,
        shown=current_pairing is not None and current_pairing.kept.shown,
        lines=lines(context, current_pairing) if current_pairing else (),
        rules=rules(context, camp.id),
    )


def because(visitor: Visitor, context: AppContext, line: PairLine) -> str:
    """Why the two were paired, in one line."""
    words = match_reasons(line.fit, context.content.vocabularies, visitor.language)
    if line.presumed:
        words = (*words, visitor.say("pairing_desk.presumed"))
    return escape(visitor.say("matching.reason.joiner").join(words))


def stuck_at(visitor: Visitor, context: AppContext, look: PairingSnapshot, line: PairLine) -> str:
    """What the asker would ask this host about."""
    code = matter(line.fit, look.people[line.asker].peer.asks)
    return escape(context.content.vocabularies.obstacles.name(code, visitor.language)) if code else "–"
