"""My commitments on the phone, during the camp and long after: what I promised, who is my witness, what became of it on
the day, and whose witness I am.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.responses import JSONResponse, Response

from workshop.base.errors import MengyaError
from workshop.base.local_time import local_day
from workshop.exercises.columns import day_text
from workshop.model.camp import Seat
from workshop.model.commitment import Became, Pulse, PulseWord
from workshop.model.ids import new_token
from workshop.model.step import Option
from workshop.phone.lost_cookie import lost
from workshop.phone.request import RequestContext, own_key, see_other, status_of
from workshop.services.camp.answers import question_in
from workshop.services.camp.room_people import person_code
from workshop.services.camp.rubrics import rubric_of
from workshop.services.follow import commitments, pulses
from workshop.services.follow.calendar import calendar
from workshop.services.follow.commitments import words_of
from workshop.services.follow.pulses import Followed, days_off
from workshop.services.learn.trials import Ask, State
from workshop.services.seats import seats

FIELDS = ("became", "evidence", "helped", "stands", "following")
TOLD = frozenset({"kept", "yes", "no", "asked"})
ADDRESS = "/s/promise"
# The part of a form that is the pulse's and not a question's: by it a form that was carried through the door is known.
MARK = "promise"


@dataclass(frozen=True)
class AskLine:
    """One of the days, in words; `said` is the answer that counts for it."""

    ask: Ask
    words: str
    said: PulseWord | None
    timing: str
    heard: str  # who said it to whom, where it was not typed here


@dataclass(frozen=True)
class PromiseView:
    """One commitment as its owner sees it."""

    followed: Followed
    parts: tuple[tuple[str, str], ...]
    witness: str
    remark: str  # where the first step is later than it was asked for
    lines: tuple[AskLine, ...]

    @property
    def alone(self) -> bool:
        """Whether nobody is asked, or whoever was said no or has left."""
        held = self.followed.held
        return held.accepted is False or not (held.witness or held.commitment.witness_name)


@dataclass(frozen=True)
class WitnessView:
    """A commitment somebody asked me to witness. `accepted` None: not replied yet."""

    whose: str
    nickname: str
    place: str
    parts: tuple[tuple[str, str], ...]
    accepted: bool | None
    key: str


def show(request: RequestContext) -> Response:
    """What I promised, and whose witness I am."""
    return _page(request)


def tell(request: RequestContext) -> Response:
    """Store what became of a commitment."""
    if request.seat is None:
        return lost(request)
    return deliver(request, request.seat, request.form)


def deliver(request: RequestContext, seat: Seat, form: Mapping[str, Sequence[str]]) -> Response:
    """Store the pulse in `form` for `seat`; a form with something amiss comes back as it was filled in."""

    def typed(name: str) -> str:
        return (form.get(name) or ("",))[-1]

    place = typed(MARK)
    key = own_key(typed("key")) or new_token(request.context.chance)
    fields = {name: typed(name) for name in FIELDS}
    try:
        said = Pulse(
            pulses.became_of(fields["became"]),
            fields["evidence"],
            fields["helped"],
            fields["stands"],
            fields["following"],
        )
        pulses.tell(request.context, seat, key, place, said)
    except MengyaError as error:
        message = request.say(f"errors.{error.code}", **error.values)
        if request.wants_json:
            return JSONResponse({"message": message, "kept": False}, status_of(error))
        return _page(request, message, status_of(error), typed=fields, place=place, seat=seat)
    target = f"{ADDRESS}?told=kept"
    return JSONResponse({"told": "stored", "next": target}) if request.wants_json else see_other(target)


def draft(request: RequestContext) -> Response:
    """Keep what is typed so far: 204 kept, 409 the form was already sent, 401 no seat."""
    if request.seat is None:
        return JSONResponse({"message": request.say("phone.lost.text")}, 401)
    typed = {name: request.field(name)[: pulses.LONGEST] for name in FIELDS}
    kept = pulses.save_draft(request.context, request.seat, request.key, request.field(MARK), typed)
    if kept:
        return Response(status_code=204)
    return JSONResponse({"message": request.say("phone.told.already")}, 409)


def witness(request: RequestContext) -> Response:
    """Say whether I will be somebody's witness."""
    if request.seat is None:
        return lost(request)
    accepted = request.field("go") == "yes"
    whose, place = request.field("whose"), request.field(MARK)
    commitments.reply(request.context, request.seat, request.key, whose, place, accepted=accepted)
    return see_other(f"{ADDRESS}?told={'yes' if accepted else 'no'}")


def ask(request: RequestContext) -> Response:
    """Ask somebody else to be my witness."""
    if request.seat is None:
        return lost(request)
    place = request.field(MARK)
    try:
        commitments.ask_another(request.context, request.seat, request.key, place, request.form)
    except MengyaError as error:
        message = request.say(f"errors.{error.code}", **error.values)
        return _page(request, message, status_of(error), place=place)
    return see_other(f"{ADDRESS}?told=asked")


def calendar_file(request: RequestContext) -> Response:
    """My days for the phone's own calendar."""
    if request.seat is None:
        return lost(request)
    followed = pulses.of_seat(request.context, request.seat)
    body = calendar(followed, request.base + ADDRESS, request.language, request.context.now())
    headers = {
        "Content-Disposition": 'attachment; filename="mengya.ics"',
        "Cache-Control": "no-store",
    }
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


def promised(request: RequestContext, seat: Seat) -> tuple[PromiseView, ...]:
    """A person's commitments in words."""
    followed = pulses.of_seat(request.context, seat)
    people = seats.of_camp(request.context, seat.camp) if followed else ()
    return tuple(
        PromiseView(
            one,
            _parts(request, one.held, people),
            _witness_words(request, one),
            _remark(request, one),
            tuple(_line(request, one, ask) for ask in one.asks),
        )
        for one in followed
    )


def _parts(
    request: RequestContext, held: commitments.Witnessed, people: Sequence[Seat]
) -> tuple[tuple[str, str], ...]:
    camp = request.camp_of(held.commitment.seat)
    return words_of(request.context, camp, held.commitment, people, request.language)


def witness_for(request: RequestContext, seat: Seat) -> tuple[WitnessView, ...]:
    """Whose witness this person was asked to be."""
    asked = commitments.asked_to_witness(request.context, seat)
    people = seats.of_camp(request.context, seat.camp) if asked else ()
    return tuple(
        WitnessView(
            whose=person_code(one.commitment.seat.id),
            nickname=one.commitment.seat.nickname,
            place=one.commitment.place,
            parts=_parts(request, one, people),
            accepted=one.accepted,
            key=new_token(request.context.chance),
        )
        for one in asked
    )


def _room(request: RequestContext, seat: Seat, chosen: PromiseView | None) -> list[tuple[str, list[Option]]]:
    """Everybody who can be asked, by community; nobody where the witness stands."""
    if chosen is None or not chosen.alone:
        return []
    one = chosen.followed.held.commitment
    people = question_in(request.context, seat, one.step, one.question).people
    return [(place, list(members)) for place, members in groupby(people, key=lambda one: one.help)]


def _witness_words(request: RequestContext, followed: Followed) -> str:
    held = followed.held
    if held.witness is None:
        name = held.commitment.witness_name
        return request.say("commitments.witness.outside", name=name) if name else ""
    reply = {None: "asked", True: "accepted", False: "declined"}[held.accepted]
    return request.say(f"commitments.witness.{reply}", name=held.witness.nickname)


def _remark(request: RequestContext, followed: Followed) -> str:
    commitment = followed.held.commitment
    if commitment.day is None or commitment.within is None or not commitment.later:
        return ""
    day = day_text(request.language, commitment.day)
    return request.say("commitments.later", day=day, days=commitment.later, within=commitment.within)


def _line(request: RequestContext, followed: Followed, ask: Ask) -> AskLine:
    said = followed.said_to(ask)
    timing = heard = ""
    if said is not None:
        days = days_off(said, ask)
        key = "early" if days < 0 else "late" if days else "on_the_day"
        timing = request.say(f"commitments.told.{key}", n=abs(days), date=local_day(said.at).isoformat())
        if said.heard is not None:
            way = request.say(f"trials_desk.way.{said.heard.way.value}")
            heard = request.say("commitments.heard", way=way, name=said.heard.teller)
    words = request.say("commitments.day", days=ask.due, day=day_text(request.language, ask.on, year=False))
    return AskLine(ask, words, said, timing, heard)


def _page(
    request: RequestContext,
    message: str = "",
    status: int = 200,
    *,
    typed: Mapping[str, str] | None = None,
    place: str = "",
    seat: Seat | None = None,
) -> Response:
    seat = seat or request.seat
    if seat is None:
        return lost(request)
    camp = request.camp_of(seat)
    found = promised(request, seat)
    # One form at a time: the commitment that was sent, or asked for, or is due, or the first.
    wanted = place or request.query("of")
    chosen = next(
        (one for one in found if one.followed.held.commitment.place == wanted),
        next((one for one in found if one.followed.waiting), found[0] if found else None),
    )
    key, kept = pulses.draft_of(request.context, seat, chosen.followed) if chosen else ("", {})
    rubric = rubric_of(request.context, camp.rubric)
    return request.page(
        "commitments.html",
        status,
        seat=seat,
        camp=camp,
        found=found,
        chosen=chosen,
        key=key,
        drafted=bool(kept),
        filled={**dict.fromkeys(FIELDS, ""), **(typed or kept)},
        becames=[one.value for one in Became],
        stages=[(code, name.of(request.language)) for code, name in rubric.stages.items()],
        due_states={State.DUE, State.OVERDUE},
        most=pulses.LONGEST,
        witnessing=witness_for(request, seat),
        people=_room(request, seat, chosen),
        ask_key=new_token(request.context.chance),
        typed_witness=(request.field("with"), request.field("with.other")),
        message=message,
        told=request.query("told") if request.query("told") in TOLD else "",
    )
