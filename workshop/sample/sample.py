"""A sample camp in progress (demo data), made through the same use cases as a real one, so that every screen
has content.

What people say is drawn with a fixed seed; codes and tokens are drawn securely, so a sample camp is no easier
to break into than another. The facilitator's password is known: everything in the camp is invented.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from workshop.base.text import Language
from workshop.model.camp import Action, Camp, CampStep, Community, Seat
from workshop.model.ids import new_token
from workshop.model.step import Payload, Question, StepKind
from workshop.sample.sample_answers import SamplePerson, SampleVoice
from workshop.sample.sample_direction import direct
from workshop.sample.sample_earlier import earlier_camp
from workshop.sample.sample_guest import SampleClock, SampleGuest
from workshop.sample.sample_lives import record_lives
from workshop.sample.sample_network import half_a_year_before, invent
from workshop.sample.sample_outreach import with_outreach
from workshop.sample.sample_recorded import record
from workshop.sample.sample_room import PLACES, PLACES_AGAIN, SampleRoom
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.questions import exercise_of, questions_of, rates
from workshop.services.camp.room_people import person_code
from workshop.services.camp.rubrics import vignettes_of
from workshop.services.check.sample_file import SampleCommunity, SampleFile, load_sample
from workshop.services.check.sample_room_file import load_sample_room
from workshop.services.map import networks
from workshop.services.matching.pairing_people import said, tell
from workshop.services.seats import seats

SEED = 10  # with this seed every stage occurs
PASSWORD = "MENGYA2023"  # noqa: S105 – printed for everybody who looks at the sample
FACILITATOR = "facilitator"
STORIES = "shared-vignettes"
PROMISED = "commitments"  # the report's section of the exercise that collects them
HALF_A_YEAR = timedelta(days=183)
LASTED = timedelta(minutes=203)  # how long the sample camp has been running
# Minutes before the present at which each block began.
PLACED, TALKED, EXTRACTED, PLACED_AGAIN, SORTED, ASSESSED = 180, 150, 110, 85, 70, 26
HALF_WAY, NOT_BEGUN = 5, 2  # people; one more is in the middle of typing
LATECOMERS = 2  # came after the shared stories
PROMISES = 6
OFFERS_EVERY, OFFERED_FROM, OFFERED_VISITS = (
    3,
    12,
    3,
)  # people who offer; among the first obstacles; visitors per person
FEW = 3


@dataclass(frozen=True)
class SampleSeat:
    """A sample person with the cookie of their seat."""

    seat: Seat
    token: str


@dataclass(frozen=True)
class SampleCamp:
    """The camp, the facilitator's password, its seats, and the camp half a year before."""

    camp: Camp
    earlier: Camp
    password: str
    communities: tuple[Community, ...]
    seats: tuple[SampleSeat, ...]


def sample_file(context: AppContext) -> Path:
    """Path of the sample's tables."""
    return context.content.folder / "data" / "demo" / "sample.toml"


def fill(context: AppContext, seed: int = SEED, language: Language = "zh") -> SampleCamp:
    """Make the sample camp: 12 communities with maps, 40 people, stories rated, the self-assessment open."""
    made = _Maker(context, load_sample(sample_file(context)), seed, language)
    return made.camp()


class _Maker:
    """Simulates the morning of a camp."""

    def __init__(self, context: AppContext, tables: SampleFile, seed: int, language: Language) -> None:
        self.end = context.now()
        self.clock = SampleClock(self.end - HALF_A_YEAR, self.end)
        self.context = replace(context, now=self.clock)
        self.tables = tables
        self.seed = seed
        self.language = language
        self.chance = Random(seed)  # noqa: S311 – invented data, nothing to guard
        self.speaker = SampleVoice(tables, language, self.end.date())

    def camp(self) -> SampleCamp:
        people = self._people()
        earlier = earlier_camp(self.context, self.speaker, people, PASSWORD, FACILITATOR, self.seed)
        names = [place.name.of(self.language) for place in self.tables.communities]
        direct(self.context, self.clock, earlier, names, self.language, FACILITATOR, earlier=True)
        self.clock.time = self.end - LASTED
        new = camps.new_camp(
            self.context,
            self.tables.title.of(self.language),
            self.tables.recipe,
            60,
            invented=True,
            password=PASSWORD,
        )
        communities = tuple(self._community(new.camp, place) for place in self.tables.communities)
        steps = control.steps(self.context, new.camp.id)
        checked_in = steps[0]
        assessed = next(step for step in steps if rates(self.context, step))
        control.act(self.context, new.camp.id, Action.OPEN, checked_in.id, FACILITATOR)
        guests = [self._guest(new.camp, person) for person in people]
        self._check_in(new.camp, checked_in, guests)
        self._read_stories(new.camp, next(step for step in steps if step.exercise == STORIES), guests)
        self._work(new.camp, guests)
        self.clock.until(ASSESSED * 60)
        control.act(self.context, new.camp.id, Action.OPEN, assessed.id, FACILITATOR)
        promised = next(step for step in steps if exercise_of(self.context, step).report == PROMISED)
        self._assess(new.camp, assessed, promised, guests)
        self._offer(guests[NOT_BEGUN + HALF_WAY + 1 :: OFFERS_EVERY])
        self._promise(new.camp, promised, guests[NOT_BEGUN + HALF_WAY + 1 :][:PROMISES])
        record(self.context, communities, self.language)
        direct(self.context, self.clock, new.camp, names, self.language, FACILITATOR, earlier=False)
        record_lives(self.context, communities, self.language)
        return SampleCamp(
            camps.find(self.context, new.camp.id),
            earlier,
            PASSWORD,
            communities,
            tuple(SampleSeat(guest.seat, guest.token) for guest in guests),
        )

    def _work(self, camp: Camp, guests: list[SampleGuest]) -> None:
        """The morning: points, a case, principles, points again, and what keeps people from moving, at tables."""
        tables = load_sample_room(sample_file(self.context).with_name("room.toml"))
        room = SampleRoom(self.context, self.clock, camp, tables, self.language, self.seed, FACILITATOR)
        room.plan()
        self.clock.until(PLACED * 60)
        room.place(PLACES, guests[LATECOMERS:], again=False)
        self.clock.until(TALKED * 60)
        room.talk(guests)
        self.clock.until(EXTRACTED * 60)
        room.principles(guests)
        self.clock.until(PLACED_AGAIN * 60)
        room.place(PLACES_AGAIN, guests, again=True)
        self.clock.until(SORTED * 60)
        room.sort(guests)

    def _offer(self, guests: list[SampleGuest]) -> None:
        """Some say what they can offer: an obstacle they are not stuck at themselves."""
        known = [entry.code for entry in self.context.content.vocabularies.obstacles.current]
        pairing_answers = said(self.context, guests[0].seat.camp)
        for guest in guests:
            able = [code for code in known[:OFFERED_FROM] if code not in pairing_answers[guest.seat.id].asks]
            own = Random(f"{self.seed} {guest.person.nickname.en} offers")  # noqa: S311
            tell(self.context, guest.seat, tuple(sorted(own.sample(able, 2))), "", OFFERED_VISITS)

    def _community(self, camp: Camp, place: SampleCommunity) -> Community:
        community = camps.add_community(self.context, camp.id, place.name.of(self.language))
        described = replace(
            community,
            setting=place.setting,
            committee_support=place.committee_support,
            familiarity=place.familiarity,
            households=place.households,
            groups=place.groups,
        )
        camps.describe(self.context, described)
        network = invent(
            place,
            self.tables.interests,
            self.language,
            f"{self.seed} {place.name.en}",
            self.end.date(),
        )
        if place.earlier is not None:
            # Typed in from paper half a year ago, as the first assessment to compare with.
            wave = (self.end - HALF_A_YEAR).strftime("%Y-%m")
            older = half_a_year_before(network, f"{self.seed} {place.name.en}", wave)
            networks.save(self.context, community.id, older, FACILITATOR)
            network = replace(network, wave=self.end.strftime("%Y-%m"))
        network = with_outreach(network, place, f"{self.seed} {place.name.en}", self.end.date())
        networks.save(self.context, community.id, network, FACILITATOR)
        return described

    def _people(self) -> list[SamplePerson]:
        """Everybody in order of arrival, communities mixed."""
        coming = [(place, role) for place in self.tables.communities for role in place.people]
        self.chance.shuffle(coming)
        # The first ones are not done yet: in a large community the result is clear without them.
        waiting = NOT_BEGUN + HALF_WAY + 1
        several = [number for number, (place, _) in enumerate(coming) if len(place.people) > FEW]
        coming = [coming.pop(number) for number in reversed(several[:waiting])] + coming
        return [
            SamplePerson(place, role, nickname)
            for (place, role), nickname in zip(coming, self.tables.nicknames, strict=False)
        ]

    def _guest(self, camp: Camp, person: SamplePerson) -> SampleGuest:
        """A person takes a seat."""
        self.clock.wait(4)
        arrival = seats.Arrival(
            new_token(self.context.chance),
            person.nickname.of(self.language),
            person.place.name.of(self.language),
            person.role.value,
            consent=True,
        )
        taken = seats.join(self.context, camp.code, arrival)
        own = Random(f"{self.seed} {person.nickname.en}")  # noqa: S311
        return SampleGuest(taken.seat, taken.token, person, own)

    def _submit(self, guest: SampleGuest, step: CampStep, question: Question, payload: Payload) -> None:
        key = new_token(self.context.chance)
        answers.submit(self.context, guest.seat, key, step.id, question.id, payload)

    def _fill_in(
        self, guest: SampleGuest, step: CampStep, given: list[tuple[Question, Payload]], seconds: float
    ) -> None:
        """One answer after another, so many seconds each; stored together, because the sample has to be ready
        quickly.
        """
        keys = [new_token(self.context.chance) for _ in given]

        def use_case(connection: Connection) -> None:
            for key, (question, payload) in zip(keys, given, strict=True):
                self.clock.wait(seconds)
                answers.submit_in(connection, self.context, guest.seat, key, step.id, question.id, payload)

        self.context.store.write(use_case)

    def _check_in(self, camp: Camp, step: CampStep, guests: list[SampleGuest]) -> None:
        """Everybody answers; the last one after the step was closed."""
        asked = questions_of(self.context, camp, step, self.language)
        for guest in guests[:-1]:
            plain = [(question, self.speaker.plain(question, guest.chance)) for question in asked]
            self._fill_in(guest, step, plain, 1.5)
        control.act(self.context, camp.id, Action.CLOSE, step.id, FACILITATOR)
        self.clock.wait(40)
        self._submit(guests[-1], step, asked[0], self.speaker.plain(asked[0], guests[-1].chance))

    def _read_stories(self, camp: Camp, step: CampStep, guests: list[SampleGuest]) -> None:
        """All but the latecomers rate the shared vignettes; the result is revealed before anybody rates their
        own community.
        """
        control.act(self.context, camp.id, Action.OPEN, step.id, FACILITATOR)
        stories = vignettes_of(self.context, camp.rubric)
        asked = questions_of(self.context, camp, step, self.language)
        for guest in guests[LATECOMERS:]:
            own = Random(f"{self.seed} {guest.person.nickname.en} stories")  # noqa: S311
            given = [(one, self.speaker.story(guest.person, one, own, stories)) for one in asked]
            self._fill_in(guest, step, given, 0.5)
        for action in (Action.FREEZE, Action.REVEAL, Action.CLOSE):
            self.clock.wait(10)
            control.act(self.context, camp.id, action, step.id, FACILITATOR)

    def _assess(self, camp: Camp, step: CampStep, promised: CampStep, guests: list[SampleGuest]) -> None:
        """Two have not begun, five are half-way, one is typing, the rest are done – one of them while the
        step was frozen. Those who are done may go on to their commitment.
        """
        asked = questions_of(self.context, camp, step, self.language)
        half_way = guests[NOT_BEGUN : NOT_BEGUN + HALF_WAY]
        drafting, *done = guests[NOT_BEGUN + HALF_WAY :]
        stuck, going = half_way[:2], half_way[2:]
        self._part_way(step, stuck, asked)
        for guest in done[:-1]:
            self._fill_in(guest, step, [(one, self._assessment(guest, one)) for one in asked], 1.2)
        self._frozen_by_mistake(camp, step, promised, done[-1], asked)
        self.clock.until(100)
        self._part_way(step, going, asked)
        self.clock.until(25)
        for question in asked[:4]:
            self.clock.wait(4)
            self._submit(drafting, step, question, self._assessment(drafting, question))
        draft = self._assessment(drafting, asked[4])
        answers.save_draft(
            self.context, drafting.seat, new_token(self.context.chance), step.id, asked[4].id, draft
        )

    def _part_way(self, step: CampStep, guests: list[SampleGuest], asked: tuple[Question, ...]) -> None:
        """Each gets one question further than the one before."""
        for number, guest in enumerate(guests, start=3):
            for question in asked[:number]:
                self.clock.wait(5)
                self._submit(guest, step, question, self._assessment(guest, question))

    def _frozen_by_mistake(
        self, camp: Camp, step: CampStep, promised: CampStep, guest: SampleGuest, asked: tuple[Question, ...]
    ) -> None:
        """The facilitator froze too early and opened the commitment: one person's last answer is late, then the
        step is opened again.
        """
        for question in asked[:-1]:
            self._submit(guest, step, question, self._assessment(guest, question))
        control.act(self.context, camp.id, Action.FREEZE, step.id, FACILITATOR)
        self.clock.wait(5)
        self._submit(guest, step, asked[-1], self._assessment(guest, asked[-1]))
        control.act(self.context, camp.id, Action.OPEN, promised.id, FACILITATOR)
        self.clock.wait(5)
        control.act(self.context, camp.id, Action.OPEN, step.id, FACILITATOR)

    def _promise(self, camp: Camp, step: CampStep, guests: list[SampleGuest]) -> None:
        """Some of those who are done have gone on to their commitment; each but the last asks the next to be witness."""
        for number, guest in enumerate(guests, start=1):
            asked = person_code(guests[number].seat.id) if number < len(guests) else ""
            for question in questions_of(self.context, camp, step, self.language):
                if question.kind is StepKind.ROWS:
                    promise = self.speaker.commitment(question, guest.chance, asked)
                    self._submit(guest, step, question, promise)

    def _assessment(self, guest: SampleGuest, question: Question) -> Payload:
        return self.speaker.assessment(guest.person, question, guest.chance)
