"""The remote: steering a camp from a phone in the hand or a laptop on the table, one plain form a button.

A press is a form post with a key; it is answered with what it did, or why it did nothing. Without a script the page
works by itself; the script keeps it up to date and tries again where the Wi-Fi swallows a press.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response

from workshop.base.errors import RoomError
from workshop.base.local_time import local_day
from workshop.exercises.exercise import Exercise
from workshop.live.agenda_pages.agenda_lines import agenda_days, may, way_out
from workshop.live.board import clusters_of
from workshop.live.page import live_page
from workshop.live.remote_words import Told, also_words, pace_words, told_words, undo_words
from workshop.live.steerer import Steerer, camp_of, steerer_of
from workshop.model.ballot import FIRST_NUMBER
from workshop.model.camp import Action, Camp, CampStep, RoomAction, StepState
from workshop.model.ids import new_token
from workshop.model.privacy import FEWEST_TO_BE_AMONG
from workshop.phone.request import RequestContext, see_other
from workshop.services.app import links
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.camp.progress import SeatProgress, StepProgress
from workshop.services.camp.questions import exercise_of
from workshop.services.follow.due import became_text, follow_up
from workshop.services.matching import seating
from workshop.services.room.agenda_presses import DETAILS
from workshop.services.room.dialogue import log_parts
from workshop.services.room.notes import LONGEST_NOTE, LONGEST_NUDGE
from workshop.services.room.remote import RemoteView, remote_view, since
from workshop.services.room.steering import AT_A_TABLE, EXTENSIONS, Press, PressOutcome, press
from workshop.services.room.wall_address import wall_token
from workshop.services.room.wall_views import ALWAYS, TABLES, arranged_of, results_of
from workshop.services.room.wall_words import Approval, WallCard
from workshop.services.seats.partners_shown import match_shown

KEY_KEPT = 24  # characters of a form's key that its buttons share
MOST_SHOWN = 12  # people to visit and cards to look at before the rest is folded


@dataclass(frozen=True)
class Whereabouts:
    """Where everybody is with the step: all of them add up to who has joined."""

    done: int
    late: int  # whose late answers wait to be counted
    answering: int
    away: int


def show(request: RequestContext) -> Response:
    """The remote; to somebody who has not signed in, the way to do so."""
    steerer = steerer_of(request)
    if steerer is None:
        return see_other("/login?next=/r")
    camp = camp_of(request, steerer)
    if camp is None:
        return live_page(request, "camps.html", camps=camps.camps(request.context))
    return _page(request, steerer, camp)


def tick(request: RequestContext) -> Response:
    """204 while nothing has changed since `since`, otherwise the new mark."""
    steerer = steerer_of(request)
    camp = camp_of(request, steerer) if steerer else None
    if camp is None:
        return JSONResponse({"message": request.say("live.signed_out")}, 401)
    mark = since(request.context, camp.id)
    if mark == request.query("since"):
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    return JSONResponse({"since": mark}, headers={"Cache-Control": "no-store"})


def act(request: RequestContext) -> Response:
    """Do what a button says, and come back with what became of it."""
    steerer = steerer_of(request)
    if steerer is None:
        return see_other("/login?next=/r")
    camp = camp_of(request, steerer)
    if camp is None:
        raise RoomError("camp.unknown", camp=request.field("camp"))
    if request.field("camp") not in {"", camp.id, camp.code}:
        # This page was opened for another camp than the one this browser is signed in to now.
        return _back(request, camp, Told(PressOutcome.REFUSED.value, why="other_camp"))
    pressed = press(request.context, camp, steerer.device, steerer.by, _press(request))
    act, table = request.field("act").partition(":")[0], _number(request.field("table"))
    told = Told(
        pressed.outcome.value,
        act,
        request.field("subject"),
        pressed.why,
        str(table) if table and act in AT_A_TABLE else "",
    )
    return _back(request, camp, told)


def _press(request: RequestContext) -> Press:
    act, _, minutes = request.field("act").partition(":")
    # Several buttons may stand in one form, and each is a press of its own.
    key = f"{request.key[:KEY_KEPT]}.{act[:12]}{minutes[:3]}" if request.field("several") else request.key
    return Press(
        key=key,
        epoch=_number(request.field("epoch")),
        act=act,
        subject=request.field("subject"),
        minutes=_number(minutes or request.field("minutes")),
        number=_number(request.field("number")) or None,
        words=frozenset(request.field("words").split()),
        text=request.field("text"),
        table=_number(request.field("table")),
        detail={name: request.field(name) for name in DETAILS if name in request.form},
    )


def _number(text: str) -> int:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


PAGES = {
    "people": "/r/people",
    "agenda": "/r/agenda",
    "tables": "/r/tables",
}  # where a button may stand beside the remote itself


def _back(request: RequestContext, camp: Camp, told: Told) -> RedirectResponse:
    """To the page the button stood on; by the camp's id where the press may have changed the code."""
    page = PAGES.get(request.field("page"), "/r")
    named = camp.id if told.act == RoomAction.NEW_CODE else camp.code
    return see_other(f"{page}?" + urlencode({"camp": named, **told.query()}))


def _page(request: RequestContext, steerer: Steerer, camp: Camp) -> Response:
    context, language = request.context, request.language
    view = remote_view(context, camp)
    last = view.progress.step if view.progress else None
    exercise = exercise_of(context, last) if last else None
    noted = view.now or view.next
    spoken = (view.name_of(one) for one in dict.fromkeys(card.step for card in view.cards if card.turn))
    logs = log_parts(context, last) if last else ()
    parts = [*logs, *(part for one in spoken if one and one != last for part in log_parts(context, one))]
    told = Told.of(request.http.query_params)
    follow = None if _busy(view, context.now()) else follow_up(context, camp, language)
    return live_page(
        request,
        "remote.html",
        camp=camp,
        view=view,
        mine=view.steering.lets(steerer.device),
        alone=bool(view.steering.device),
        left=view.left(context.now()),
        pace=pace_words(context, language, view.pace),
        told=told,
        told_words=told_words(context, language, told, view),
        undo=undo_words(context, language, view),
        key=lambda: new_token(context.chance),
        title=lambda step: exercise_of(context, step).title.of(language),
        others=_others(view),
        also=request.say("live.joiner").join(also_words(context, language, one) for one in view.others),
        extensions=EXTENSIONS,
        counts=_counts(request, view.progress),
        visits=_visits(view.progress),
        most=MOST_SHOWN,
        board=last if last and clusters_of(context, last) else None,
        dialogue=last if last and logs else None,
        speakers={option.code: option.label.of(language) for part in parts for option in part.options},
        worded=_worded(view),
        among=FEWEST_TO_BE_AMONG,
        views=_views(context, camp, exercise),
        matching=match_shown(context, camp, last) if last else None,
        notes=exercise_of(context, noted).sections(language) if noted else {},
        noted=noted,
        follow=follow if follow and follow.counts.commitments else None,
        became=became_text(follow.counts, language) if follow else "",
        promised_list=f"/paper/meeting/{links.sign(context, 'meeting', camp.id, 'commitments', language)}",
        wall_address=f"{request.base}/w/{wall_token(context, camp.id)}",
        join_address=f"{request.base}/j/{camp.code}",
        days=agenda_days(context, language, view),
        way_out=way_out(context, language, view),
        parked=[one for one in view.notes if one.kind is RoomAction.PARK],
        decided=[one for one in view.notes if one.kind is RoomAction.DECIDE],
        longest_note=LONGEST_NOTE,
        longest_nudge=LONGEST_NUDGE,
        switch_to="en" if language == "zh" else "zh",
    )


@dataclass(frozen=True)
class StepWords:
    """The words of one step to be decided about: those that wait first, the newest before the others. `newest` and
    `unordered` are what waits on this page, as the button for all of them posts it."""

    step: CampStep
    cards: tuple[WallCard, ...]
    waiting: int
    newest: int
    unordered: str


def _worded(view: RemoteView) -> tuple[StepWords, ...]:
    """Step by step, as `view.cards` has them."""
    found = []
    for name in dict.fromkeys(card.step for card in view.cards):
        step = view.name_of(name)
        if step is None:
            continue
        cards = [card for card in reversed(view.cards) if card.step == name]
        waiting = [card for card in cards if card.standing is Approval.WAITING]
        ordered = [card.number for card in waiting if card.number < FIRST_NUMBER]
        rest = " ".join(card.id for card in waiting if card.number >= FIRST_NUMBER)
        shown = sorted(cards, key=lambda card: card.standing is not Approval.WAITING)
        found.append(StepWords(step, tuple(shown), len(waiting), max(ordered, default=0), rest))
    return tuple(found)


def _views(context: AppContext, camp: Camp, exercise: Exercise | None) -> tuple[str, ...]:
    """What the wall can be set to now: the tables once there are any."""
    seated = (TABLES,) if seating.on_phones(context, camp.id) else ()
    if exercise is None:
        return (*ALWAYS, *seated)
    return tuple(dict.fromkeys((*ALWAYS, *seated, *arranged_of(exercise), *results_of(exercise))))


def _busy(view: RemoteView, at: datetime) -> bool:
    """Whether answers come in to a step that was opened today: nobody is asked about commitments meanwhile."""
    step = view.now
    return bool(
        step
        and step.state is StepState.OPEN
        and step.opened_at
        and local_day(step.opened_at) == local_day(at)
    )


def _others(view: RemoteView) -> tuple[tuple[Action, CampStep], ...]:
    """What else may be done now, beside the big button: to the step that runs, then to the next."""
    usual = view.usual
    acts: list[tuple[Action, CampStep]] = []
    step = view.now
    if step is not None:
        acts += [(action, step) for action in STEERING if may(action, step)]
        if view.next is not None:
            acts.append((Action.OPEN, view.next))
    if view.next is not None:
        acts.append((Action.SKIP, view.next))
    return tuple(one for one in acts if one != usual)


STEERING = (Action.OPEN, Action.FREEZE, Action.REVEAL, Action.CLOSE)


def _counts(request: RequestContext, step_progress: StepProgress | None) -> Whereabouts | None:
    if step_progress is None:
        return None
    now, presence = request.context.now(), request.context.presence
    open_ones = [seat for seat in step_progress.seats if not (seat.done or seat.waiting)]
    away = sum(not presence.here(seat.seat, seat.seen_at, now) for seat in open_ones)
    return Whereabouts(step_progress.done, step_progress.waiting, len(open_ones) - away, away)


def _visits(step_progress: StepProgress | None) -> tuple[SeatProgress, ...]:
    """Who needs somebody to come by, most urgent first."""
    if step_progress is None:
        return ()
    return tuple(seat for seat in step_progress.seats if not (seat.done or seat.waiting))
