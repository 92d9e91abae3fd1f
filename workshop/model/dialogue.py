"""A dialogue kept turn by turn: who asked and who answered, in roles and never by name, and what people starred.

The record is a log of events. Whatever order two recorders type in, nothing of either is lost; what stands in the
dialogue now is a fold over the events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class TurnAct(StrEnum):
    """What can happen to a dialogue."""

    SAY = "say"  # a turn is added
    CORRECT = "correct"  # another wording of a turn; the one before is kept
    TAKE_BACK = "take_back"  # a turn is left out, and can be put back
    PUT_BACK = "put_back"
    STAR = "star"  # this sentence should stay
    UNSTAR = "unstar"
    RECORD = "record"  # a phone takes the recorder's role
    REST = "rest"  # and gives it up
    SETTLE = "settle"  # how far what the dialogue is about has been settled


class TurnKind(StrEnum):
    """What a turn does in the dialogue."""

    QUESTION = "question"
    ANSWER = "answer"
    REMARK = "remark"


class Resolved(StrEnum):
    """Whether those who raised something have had their answer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


WORDS = (TurnAct.SAY, TurnAct.CORRECT)


@dataclass(frozen=True)
class TurnWords:
    """A turn as it was typed. `speaker` is a role the exercise names; `about` is the card it speaks to, if any."""

    speaker: str
    kind: TurnKind
    text: str
    about: str = ""


@dataclass(frozen=True)
class DialoguePlace:
    """Which dialogue: that of a step's question, at one table where every table keeps its own ("" is the whole room)."""

    camp: str
    step: str
    question: str
    table: str = ""


@dataclass(frozen=True)
class TurnEvent:
    """One event. `turn` is the number of the turn it is about; `seat` is empty when the facilitator did it, or when
    the person has withdrawn since."""

    number: int  # order of arrival in the database
    key: str
    place: DialoguePlace
    act: TurnAct
    at: datetime
    by: str
    seat: str = ""
    turn: int = 0
    words: TurnWords | None = None
    about: str = ""
    settled: Resolved | None = None

    @property
    def who(self) -> str:
        """Whose hand it was, as far as is known."""
        return self.seat or self.by


@dataclass(frozen=True)
class Turn:
    """A turn as it stands now. `number` is the event that said it, `version` the one that worded it last."""

    number: int
    version: int
    words: TurnWords
    at: datetime
    seat: str
    starred_by: frozenset[str] = frozenset()
    taken_back: bool = False

    @property
    def stars(self) -> int:
        return len(self.starred_by)

    @property
    def id(self) -> str:
        """What a card that rests on this turn remembers."""
        return f"t{self.number}"

    @property
    def card(self) -> str:
        """The name its words are approved under: another one as soon as somebody words it anew."""
        return f"t{self.number}.{self.version}"


@dataclass(frozen=True)
class Dialogue:
    """What stands now: turns in order of arrival, those taken back apart, who records, what has been settled."""

    turns: tuple[Turn, ...] = ()
    taken_back: tuple[Turn, ...] = ()
    recorders: frozenset[str] = frozenset()
    settled: Mapping[str, Resolved] = field(default_factory=dict)
    last: int = 0  # the newest event

    @property
    def quotes(self) -> tuple[Turn, ...]:
        """The starred turns, those with most stars first."""
        starred = [turn for turn in self.turns if turn.stars]
        return tuple(sorted(starred, key=lambda turn: (-turn.stars, turn.number)))

    def turn(self, number: int) -> Turn | None:
        return next((one for one in (*self.turns, *self.taken_back) if one.number == number), None)

    def answered_by(self, about: str) -> tuple[str, ...]:
        """The roles that answered a card, in the order they first did."""
        roles = (
            turn.words.speaker
            for turn in self.turns
            if turn.words.about == about and turn.words.kind is not TurnKind.QUESTION
        )
        return tuple(dict.fromkeys(role for role in roles if role))


def fold(events: Iterable[TurnEvent]) -> Dialogue:
    """The dialogue after these events; an event about a turn that is not there changes nothing."""
    turns: dict[int, Turn] = {}
    recorders: set[str] = set()
    settled: dict[str, Resolved] = {}
    last = 0
    for event in sorted(events, key=lambda one: one.number):
        last = event.number
        if event.act is TurnAct.SAY and event.words is not None:
            turns[event.number] = Turn(event.number, event.number, event.words, event.at, event.seat)
        elif event.turn in turns:
            turns[event.turn] = _after(turns[event.turn], event)
        elif event.act is TurnAct.RECORD:
            recorders.add(event.who)
        elif event.act is TurnAct.REST:
            recorders.discard(event.who)
        elif event.act is TurnAct.SETTLE and event.settled is not None:
            settled[event.about] = event.settled
    return Dialogue(
        tuple(turn for turn in turns.values() if not turn.taken_back),
        tuple(turn for turn in turns.values() if turn.taken_back),
        frozenset(recorders),
        settled,
        last,
    )


def _after(turn: Turn, event: TurnEvent) -> Turn:
    match event.act:
        case TurnAct.CORRECT if event.words is not None:
            return replace(turn, words=event.words, version=event.number)
        case TurnAct.TAKE_BACK:
            return replace(turn, taken_back=True)
        case TurnAct.PUT_BACK:
            return replace(turn, taken_back=False)
        case TurnAct.STAR:
            return replace(turn, starred_by=turn.starred_by | {event.who})
        case TurnAct.UNSTAR:
            return replace(turn, starred_by=turn.starred_by - {event.who})
        case _:
            return turn
