"""A camp with one community, and what is recorded about it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from workshop.model.camp import Camp, Community, Seat
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.community import changes
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.community.records import RecordKind

ORGANISER = Right(None)
_keys = count(1)


@dataclass(frozen=True)
class Place:
    """Where something is recorded."""

    context: AppContext
    camp: Camp
    community: Community

    @property
    def id(self) -> str:
        return self.community.id

    @property
    def only(self) -> tuple[Community, ...]:
        return (self.community,)

    def undo(self, kind: RecordKind) -> bool:
        """Take the last change back, as the button does; whether there was one."""
        last, _ = changes.to_take_back(self.context, kind, self.community)
        if last is not None:
            changes.take_back(self.context, ORGANISER, self.community, kind, key(), last.number)
        return last is not None

    def again(self, kind: RecordKind) -> bool:
        """Put back what was taken back last; whether there was something."""
        _, undone = changes.to_take_back(self.context, kind, self.community)
        if undone is not None:
            changes.put_back(self.context, ORGANISER, self.community, kind, key())
        return undone is not None

    def sit(self, nickname: str) -> Seat:
        """Somebody of the community takes a seat."""
        arrival = Arrival(key(), nickname, self.community.name, "resident", consent=True)
        return seats.join(self.context, self.camp.code, arrival).seat


def place(context: AppContext, name: str = "青白江") -> Place:
    camp = camps.new_camp(context, "营", "camp-half").camp
    return Place(context, camp, camps.add_community(context, camp.id, name))


def key() -> str:
    """A form's key, another one at every look."""
    return f"{next(_keys):032x}"
