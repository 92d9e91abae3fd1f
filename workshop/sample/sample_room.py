"""What the sample's room does beside rating: it places points, talks about a case, writes principles, lays cards
together at tables, and parks what has to wait.

Everything is drawn with the sample's seed, so that every demo shows the same; the answers of a whole step are stored
together, because the sample has to be ready quickly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from sqlalchemy import Connection

from workshop.base.content import Words
from workshop.base.text import Language
from workshop.exercises.form import RESTS_ON
from workshop.exercises.placing import SIZE
from workshop.learning.seating.rounds import Plan
from workshop.learning.seating.schedule import Method
from workshop.model.camp import Action, Camp, RoomAction
from workshop.model.dialogue import DialoguePlace, TurnAct, TurnWords
from workshop.model.ids import new_token
from workshop.model.step import Confidence, Payload
from workshop.sample.sample_guest import SampleClock, SampleGuest
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, control
from workshop.services.check.sample_room_file import SampleRoomFile, SampleText, SampleTurn
from workshop.services.matching import seating
from workshop.services.room import boards
from workshop.services.room.boards import BoardPress
from workshop.services.room.dialogue import Hand, TurnPost, dialogue_for, post
from workshop.services.room.notes import notes_of
from workshop.services.room.steering import APPROVE_ALL, Press, press
from workshop.services.room.wall_words import Approval, cards_of

PLACES, PLACES_AGAIN = "place-on-map", "place-on-map-2"
CASE, SECOND_CASE = "case-dialogue", "case-dialogue-2"
PRINCIPLES, NEEDS = "principle-extract", "need-no-action"
ASSESSMENT, MAPS = "stage-check", "net-map"
CHANGED_THEIR_MIND = 0.6
UNKNOWN = 0.05
REASONS_EACH = 2
DOTS_EACH = 3
OUTER_RING = 5  # every so many guests ask a question on a card


@dataclass(frozen=True)
class Given:
    """An answer to be stored."""

    guest: SampleGuest
    question: str
    payload: Payload


class SampleRoom:
    """The room of the sample camp between check-in and self-assessment."""

    def __init__(
        self,
        context: AppContext,
        clock: SampleClock,
        camp: Camp,
        tables: SampleRoomFile,
        language: Language,
        seed: int,
        by: str,
    ) -> None:
        self.context, self.clock, self.camp = context, clock, camp
        self.tables, self.language, self.seed, self.by = tables, language, seed, by

    def plan(self) -> None:
        """The facilitators changed the agenda: points once more after the case, needs and assessment in the morning."""
        moves = (
            (NEEDS, PRINCIPLES),
            (ASSESSMENT, NEEDS),
            (MAPS, ASSESSMENT),
        )
        for step, after in moves:
            self._press("move", step, detail={"after": after, "like": PRINCIPLES})
        again = {"exercise": PLACES, "after": PRINCIPLES}
        self._press("add", detail=again)
        lunch = next(one for one in control.steps(self.context, self.camp.id) if one.block.pin)
        self._press("move", SECOND_CASE, detail={"after": lunch.id, "like": lunch.id})

    def place(self, step: str, guests: Sequence[SampleGuest], *, again: bool) -> None:
        """Everybody puts a point where they see their community; the second time many have changed their mind."""
        self._act(Action.OPEN, step)
        self._store(step, (one for guest in guests for one in self._point(guest, again=again)), 2)
        self._shown(step)

    def talk(self, guests: Sequence[SampleGuest]) -> None:
        """A case is asked about, turn by turn; who listens stars what should stay, and writes what is left to ask."""
        self._act(Action.OPEN, CASE)
        asking = guests[::OUTER_RING]
        cards = zip(asking, self.tables.questions, strict=False)
        self._store(
            CASE, (Given(guest, "outer", {"cards": [self._in(one.text)]}) for guest, one in cards), 20
        )
        self._dialogue("asked", self.tables.asked, guests)
        self._dialogue("turning", self.tables.turning, guests)
        self._shown(CASE)
        self._note(RoomAction.PARK, self._in(self.tables.parked[0].text))

    def principles(self, guests: Sequence[SampleGuest]) -> None:
        """Cards that rest on starred turns; everybody says whether they would hold at home."""
        self._act(Action.OPEN, PRINCIPLES)
        turns = self._turns()
        writing = zip(guests[2::7], self.tables.principles, strict=False)
        fields = ("move", "condition", "why", "limit")
        cards = (
            Given(
                guest,
                "card",
                {
                    "rows": [
                        {name: self._in(getattr(card, name)) for name in fields}
                        | {RESTS_ON: " ".join(turns[number - 1] for number in card.rests_on)}
                    ]
                },
            )
            for guest, card in writing
        )
        self._store(PRINCIPLES, cards, 30)
        stances = (
            Given(
                guest,
                "holds",
                {"stance": self._chance(guest, "holds").choice(("agree", "agree", "disagree", "pass"))},
            )
            for guest in guests
        )
        self._store(PRINCIPLES, stances, 1)
        lacking = zip(guests[3::8], self.tables.missing, strict=False)
        self._store(
            PRINCIPLES, (Given(guest, "lacking", {"text": self._in(one.text)}) for guest, one in lacking), 10
        )
        self._shown(PRINCIPLES)

    def sort(self, guests: Sequence[SampleGuest]) -> None:
        """At tables: reasons on cards, laid together in piles with names; dots; and the smallest step."""
        seating.keep(self.context, self.camp, self._mixed(guests), self.by)
        seating.show(self.context, self.camp, self.by)
        self._act(Action.OPEN, NEEDS)
        needs, steps = self.tables.needs, self.tables.small_steps
        self._store(NEEDS, (Given(one, "need", {"text": self._one_of(one, needs)}) for one in guests[::3]), 4)
        self._store(NEEDS, (self._reasons(guest) for guest in guests), 4)
        for view in self._boards():
            self._lay(view)
        piles = {view.table: [pile.id for pile in view.piles] for view in self._boards()}
        tables = zip(guests, _dealt(len(guests), self.tables.tables), strict=True)
        self._store(NEEDS, (self._dots(guest, piles.get(table + 1, [])) for guest, table in tables), 2)
        small = (Given(one, "smallest", {"cards": [self._one_of(one, steps)]}) for one in guests[1::4])
        self._store(NEEDS, small, 5)
        self._shown(NEEDS)
        first, *others = self.tables.parked
        for note in others:
            self._note(RoomAction.PARK, self._in(note.text))
        for decision in self.tables.decided:
            self._note(RoomAction.DECIDE, self._in(decision.text))
        if first.settled:
            self._press(RoomAction.SETTLE.value, str(notes_of(self.context, self.camp)[0].seq))

    def _point(self, guest: SampleGuest, *, again: bool) -> Iterable[Given]:
        own = self._chance(guest, "place")
        levels = guest.person.place.levels
        across = 1 + fmean(levels[:5]) / 3 * (SIZE - 1) + own.choice((-1, 0, 0, 0, 1))
        upward = 1 + fmean(levels[5:]) / 3 * (SIZE - 1) + own.choice((-1, 0, 0, 1, 1))
        sure = own.random() < 0.6
        if own.random() < UNKNOWN:
            return
        if again and own.random() < CHANGED_THEIR_MIND:
            # Some have seen that it was the staff after all: a step to the left is no step back.
            across += own.choice((-1, 1, 1, 2))
            upward += own.choice((0, 0, 1))
            sure = sure or own.random() < 0.5
        confidence = Confidence.SURE if sure else Confidence.UNSURE
        x, y = (max(1, min(SIZE, round(value))) for value in (across, upward))
        yield Given(guest, "where", {"x": x, "y": y, "confidence": confidence.value})

    def _dialogue(self, part: str, turns: Sequence[SampleTurn], guests: Sequence[SampleGuest]) -> None:
        place = DialoguePlace(self.camp.id, CASE, part)
        recorder = Hand(self.by)
        for number, turn in enumerate(turns):
            self.clock.wait(70)
            words = TurnWords(turn.speaker, turn.kind, self._in(turn.text))
            made = post(self.context, recorder, place, TurnPost(self._key(), TurnAct.SAY, words=words)).event
            if made is None:
                continue
            own = Random(f"{self.seed} {part} {number} stars")  # noqa: S311 – invented data
            for guest in own.sample(list(guests), turn.starred):
                star = TurnPost(self._key(), TurnAct.STAR, turn=made.number)
                post(self.context, Hand(guest.seat.id, guest.seat), place, star)

    def _turns(self) -> list[str]:
        """The ids of all turns of the dialogue, in the order they were said."""
        found = [
            turn
            for part in ("asked", "turning")
            for turn in dialogue_for(self.context, Hand(self.by), self.camp.id, CASE, part).dialogue.turns
        ]
        return [turn.id for turn in sorted(found, key=lambda one: one.number)]

    def _reasons(self, guest: SampleGuest) -> Given:
        own = self._chance(guest, "why")
        known = [reason for pile in self.tables.piles for reason in pile.reasons]
        return Given(guest, "why", {"cards": [self._in(one) for one in own.sample(known, REASONS_EACH)]})

    def _boards(self) -> tuple[boards.BoardView, ...]:
        return boards.boards_of_room(self.context, self.camp, NEEDS, "sort", self.language)

    def _lay(self, view: boards.BoardView) -> None:
        """A table lays its cards together and names the piles; the last table has not named all of them yet."""
        text = {card.id: card.text for card in view.loose}
        cards = {
            self._in(pile.name): tuple(
                card for card in text if text[card] in {self._in(one) for one in pile.reasons}
            )
            for pile in self.tables.piles
        }
        laid = {name: together for name, together in cards.items() if together}
        self.clock.wait(40)
        self._board(view, BoardPress(self._key(), groups=tuple(("", together) for together in laid.values())))
        of = {pile.cards[0].id: pile.id for pile in self._boards()[view.table - 1].piles}
        names = {of[together[0]]: (name, "") for name, together in laid.items()}
        if view.table == self.tables.tables:
            names.popitem()
        self._board(view, BoardPress(self._key(), names=names))

    def _board(self, view: boards.BoardView, laid: BoardPress) -> None:
        boards.press_of_room(self.context, self.camp, NEEDS, "sort", view.board, laid)

    def _dots(self, guest: SampleGuest, piles: Sequence[str]) -> Given:
        own = self._chance(guest, "dots")
        # The first pile of the file is what most tables find the key.
        given = own.choices(piles, [3, *(1 for _ in piles[1:])], k=DOTS_EACH) if piles else []
        return Given(guest, "key", {"dots": {pile: given.count(pile) for pile in dict.fromkeys(given)}})

    def _mixed(self, guests: Sequence[SampleGuest]) -> Plan:
        """Every table with people of several communities, as they arrived."""
        sitting = tuple(guest.seat.id for guest in guests)
        tables = self.tables.tables
        return Plan(Method.WALKING, tables, (_dealt(len(sitting), tables),), sitting)

    def _store(self, step: str, given: Iterable[Given], seconds: float) -> None:
        """Answers one after another, so many seconds each, in one transaction."""
        keyed = [(self._key(), one) for one in given]

        def use_case(connection: Connection) -> None:
            for key, one in keyed:
                self.clock.wait(seconds)
                answers.submit_in(
                    connection, self.context, one.guest.seat, key, step, one.question, one.payload
                )

        self.context.store.write(use_case)

    def _shown(self, step: str) -> None:
        """Stopped and shown, every word on it approved; the next step follows."""
        self._act(Action.FREEZE, step)
        self._act(Action.REVEAL, step)
        shown = next(one for one in control.steps(self.context, self.camp.id) if one.id == step)
        waiting = [
            one.id for one in cards_of(self.context, self.camp, shown) if one.standing is Approval.WAITING
        ]
        if waiting:
            self._press(APPROVE_ALL, step, number=0, words=frozenset(waiting[:-1]))
            # The last by itself: the remote offers to take back what went up together in the last press.
            self._press(RoomAction.APPROVE.value, waiting[-1])
        self._act(Action.CLOSE, step)

    def _act(self, action: Action, step: str) -> None:
        self.clock.wait(10)
        control.act(self.context, self.camp.id, action, step, self.by)

    def _press(
        self,
        act: str,
        subject: str = "",
        *,
        detail: dict[str, str] | None = None,
        number: int | None = None,
        words: frozenset[str] = frozenset(),
        text: str = "",
    ) -> None:
        made = Press(self._key(), 0, act, subject, number=number, text=text, detail=detail or {}, words=words)
        press(self.context, self.camp, self.by, self.by, made)

    def _note(self, kind: RoomAction, text: str) -> None:
        self._press(kind.value, text=text)

    def _one_of(self, guest: SampleGuest, texts: Sequence[SampleText]) -> str:
        return self._in(self._chance(guest, "text").choice(texts).text)

    def _chance(self, guest: SampleGuest, what: str) -> Random:
        return Random(f"{self.seed} {guest.person.nickname.en} {what}")  # noqa: S311 – invented data

    def _key(self) -> str:
        return new_token(self.context.chance)

    def _in(self, words: Words) -> str:
        return words.of(self.language)


def _dealt(people: int, tables: int) -> tuple[int, ...]:
    """The table of each person, dealt like cards."""
    return tuple(number % tables for number in range(people))
