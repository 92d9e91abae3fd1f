"""A dialogue on the phone: followed live and starred by everybody, typed turn by turn by whoever records.

The form of a new turn is an answer's form: what is typed is kept as a draft while it is typed, and carried through bad
Wi-Fi. Stars, roles and corrections are plain buttons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from workshop.base.errors import InputError
from workshop.base.text import Language, say
from workshop.exercises.form import read_draft, text_in
from workshop.model.camp import Seat
from workshop.model.dialogue import Resolved, Turn, TurnAct, TurnKind
from workshop.model.ids import new_token
from workshop.model.step import Question, StepKind
from workshop.phone.lost_cookie import lost
from workshop.phone.page import render
from workshop.phone.request import RequestContext, own_key, see_other, whose
from workshop.services.camp import answers, control
from workshop.services.camp.participant_view import CurrentQuestion, ParticipantView, participant_view
from workshop.services.camp.questions import questions_of
from workshop.services.camp.tables import table_number, team_of
from workshop.services.room.dialogue import (
    DialogueView,
    Hand,
    TurnOutcome,
    TurnPost,
    dialogue_for,
    newest_event,
    places_typed_in,
    post,
    words_of,
)

Form = Mapping[str, Sequence[str]]

SEAT = "seat"
GO_ON = "go_on"
UNSENT = "unsent"
TOLD = frozenset({*(one.value for one in TurnOutcome), UNSENT})
MOST_TURNS = 60  # the newest; the rest a tap away


@dataclass(frozen=True)
class TurnLine:
    """A turn on a page."""

    turn: Turn
    speaker: str
    about: str
    starred: bool


@dataclass(frozen=True)
class CardLine:
    """A card the dialogue speaks to: who answered it, in roles, and how far it is settled ("" while nobody asked)."""

    id: str
    text: str
    answered_by: tuple[str, ...]
    settled: str


@dataclass(frozen=True)
class DialogueLink:
    """A dialogue that can be read, and how many of its turns this person has typed."""

    title: str
    address: str
    typed: int


def dialogue_links(request: RequestContext) -> tuple[DialogueLink, ...]:
    """The dialogues of every step that has been opened, in agenda order."""
    if request.seat is None or request.camp is None:
        return ()
    typed = Counter((place.step, place.question) for place in places_typed_in(request.context, request.seat))
    return tuple(
        DialogueLink(one.prompt, address(step.id, one.id), typed[step.id, one.id])
        for step in control.steps(request.context, request.camp.id)
        if step.opened_at is not None
        for one in questions_of(request.context, request.camp, step, request.language)
        if one.kind is StepKind.LOG
    )


def show(request: RequestContext) -> Response:
    """A dialogue, whether or not its step still runs, to be read again and starred; without one named, all there are."""
    if request.seat is None:
        return lost(request)
    step, question = request.query("step"), request.query("question")
    links = dialogue_links(request)
    if address(step, question) not in {one.address for one in links}:
        return request.page("dialogues.html", dialogues=links)
    participant = participant_view(
        request.context, request.seat, request.language, step=step, question=question, posted=True
    )
    if participant.current is None:
        return see_other("/s")
    return page(request, participant, participant.current, told=request.query("told"))


def tick(request: RequestContext) -> Response:
    """204 while nothing was added since event `since`, otherwise the turns anew, ready to stand on the page."""
    if request.seat is None:
        return JSONResponse({"message": request.say("phone.lost.text")}, 401)
    if request.query("since") == str(newest_event(request.context, request.seat.camp)):
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    view = dialogue_for(
        request.context,
        Hand(SEAT, request.seat),
        request.seat.camp,
        request.query("step"),
        request.query("question"),
    )
    turns = _turns(request, request.seat, view)
    body = render("turns.html", request.language, whose=whose(request.seat), **turns)
    return body.response(request.http.headers.get("accept-encoding", ""))


def act(request: RequestContext) -> Response:
    """A button beside a turn, the recorder's role, a corrected turn."""
    if request.seat is None:
        return lost(request)
    return deliver(request, request.seat, request.form, request.key)


def deliver(request: RequestContext, seat: Seat, form: Form, key: str) -> Response:
    """Take what a form of a dialogue says: a new turn, a button, or that one goes on."""
    step, question = _one(form, "step"), _one(form, "question")
    hand = Hand(SEAT, seat)
    view = dialogue_for(request.context, hand, seat.camp, step, question)
    if _one(form, "press") in ("", GO_ON) and _one(form, "act") in ("", GO_ON):
        return _go_on(request, seat, view, key)
    try:
        posted = posted_turn(view, form, key)
    except InputError as error:
        return _mend(request, seat, view, form, request.say(f"errors.{error.code}", **error.values))
    done = post(request.context, hand, view.place, posted)
    if done.outcome in (TurnOutcome.STALE, TurnOutcome.REFUSED) and posted.words is not None:
        return _mend(request, seat, view, form, request.say(f"dialogue.told.{done.outcome.value}"))
    if posted.act is TurnAct.SAY:
        _settle_draft(request, seat, view, form, done.outcome)
    where = address(step, question) + f"&told={done.outcome.value}"
    if request.wants_json:
        return JSONResponse({"told": done.outcome.value, "next": where})
    return see_other(where)


def posted_turn(view: DialogueView, form: Form, key: str) -> TurnPost:
    """What a form of a dialogue asks for.

    Raises InputError `dialogue.empty`, `exercises.too_long`, `dialogue.unknown_act`.
    """
    act_name, _, subject = (_one(form, "press") or _one(form, "act")).partition(":")
    if act_name not in set(TurnAct):
        raise InputError("dialogue.unknown_act")
    act = TurnAct(act_name)
    words = None
    if act in (TurnAct.SAY, TurnAct.CORRECT):
        about = _one(form, "about")
        words = words_of(view, _one(form, "speaker"), _one(form, "kind"), _one(form, "text"), about)
    settled, _, card = subject.partition(":") if act is TurnAct.SETTLE else ("", "", "")
    return TurnPost(
        key,
        act,
        turn=number_in(subject or _one(form, "turn")),
        seen=number_in(_one(form, "seen")),
        words=words,
        about=card,
        settled=Resolved(settled) if settled in set(Resolved) else None,
    )


def _settle_draft(
    request: RequestContext, seat: Seat, view: DialogueView, form: Form, outcome: TurnOutcome
) -> None:
    """The draft has become a turn; where that page had been sent before with other words, these are kept as a draft."""
    step, part = view.step.id, view.part.id
    if outcome is not TurnOutcome.DIFFERS:
        answers.clear_draft(request.context, seat, step, part)
        return
    kept = read_draft(answers.question_in(request.context, seat, step, part), form)
    answers.save_draft(request.context, seat, new_token(request.context.chance), step, part, kept)


def _go_on(request: RequestContext, seat: Seat, view: DialogueView, key: str) -> Response:
    """On to what the exercise asks next; not while a turn lies there half typed."""
    step, question = view.step.id, view.part.id
    if _half_typed(request, seat, view):
        return see_other(address(step, question) + f"&told={UNSENT}")
    answers.submit(
        request.context, seat, own_key(key) or new_token(request.context.chance), step, question, {}
    )
    if request.wants_json:
        return JSONResponse({"told": TurnOutcome.DONE.value, "next": "/s"})
    return see_other("/s")


def _half_typed(request: RequestContext, seat: Seat, view: DialogueView) -> str:
    participant = participant_view(
        request.context, seat, request.language, step=view.step.id, question=view.part.id, posted=True
    )
    draft = participant.current.draft if participant.current else None
    return text_in(draft.payload, "text") if draft else ""


def _mend(request: RequestContext, seat: Seat, view: DialogueView, form: Form, message: str) -> Response:
    """The page again with what was typed and what is wrong with it."""
    if request.wants_json:
        return JSONResponse({"message": message, "kept": False}, 422)
    participant = participant_view(
        request.context, seat, request.language, step=view.step.id, question=view.part.id, posted=True
    )
    if participant.current is None:
        return see_other("/s")
    typed = {name: _one(form, name) for name in ("speaker", "kind", "about", "text")}
    edit = number_in(_one(form, "turn"))
    return page(
        request, participant, participant.current, typed=typed, edit=edit, message=message, status=422
    )


def page(
    request: RequestContext,
    participant: ParticipantView[Question],
    current: CurrentQuestion[Question],
    *,
    told: str = "",
    typed: Mapping[str, str] | None = None,
    edit: int = 0,
    message: str = "",
    status: int = 200,
) -> Response:
    """The dialogue with what this phone may do: listen and star, or type as well."""
    seat = participant.seat
    view = dialogue_for(
        request.context, Hand(SEAT, seat), participant.camp.id, current.step_view.step.id, current.question.id
    )
    edited = view.dialogue.turn(edit or number_in(request.query("edit")))
    draft = current.draft.payload if current.draft else {}
    kept = {name: text_in(draft, name) for name in ("speaker", "kind", "about", "text")}
    kept["about"] = request.query("about") or kept["about"]
    if edited is not None and view.records(Hand(SEAT, seat)):
        kept = {**vars(edited.words), "kind": edited.words.kind.value}
    return request.page(
        "dialogue.html",
        status,
        camp=participant.camp,
        participant=participant,
        live=participant,
        current=current,
        question=current.question,
        typed=typed or kept,
        edited=edited if view.records(Hand(SEAT, seat)) else None,
        message=message,
        told=told if told in TOLD else "",
        kinds=[kind.value for kind in TurnKind],
        help=[line for line in current.question.help.split("\n") if line],
        table=table_words(request.language, participant.community.name, view.place.table),
        everything=bool(request.query("all")),
        **_turns(request, seat, view),
    )


def _turns(request: RequestContext, seat: Seat, view: DialogueView) -> dict[str, object]:
    """What the list of turns is made of, newest first."""
    hand = Hand(SEAT, seat)
    lines = [turn_line(view, hand, turn, request.language) for turn in reversed(view.dialogue.turns)]
    shown = lines if request.query("all") else lines[:MOST_TURNS]
    return {
        "view": view,
        "lines": shown,
        "more": len(lines) - len(shown),
        "cards": card_lines(view, request.language),
        "resolved": [one.value for one in Resolved],
        "recording": view.records(hand),
        "taken_back": [turn_line(view, hand, turn, request.language) for turn in view.dialogue.taken_back],
        "key": new_token(request.context.chance),
        "since": newest_event(request.context, seat.camp),
        "here": address(view.step.id, view.part.id),
    }


def card_lines(view: DialogueView, language: Language) -> tuple[CardLine, ...]:
    """The cards the dialogue speaks to, in the order they came."""
    names = {option.code: option.label.of(language) for option in view.part.options}
    settled = view.dialogue.settled
    return tuple(
        CardLine(
            one.id,
            one.text,
            tuple(names.get(role, role) for role in view.dialogue.answered_by(one.id)),
            settled[one.id].value if one.id in settled else "",
        )
        for one in view.about
    )


def turn_line(view: DialogueView, hand: Hand, turn: Turn, language: Language) -> TurnLine:
    """A turn with its speaker's role in words."""
    names = {option.code: option.label.of(language) for option in view.part.options}
    about = next((one.text for one in view.about if one.id == turn.words.about), "")
    return TurnLine(turn, names.get(turn.words.speaker, ""), about, hand.who in turn.starred_by)


def table_words(language: Language, community: str, table: str) -> str:
    """Whose dialogue it is where not the whole room keeps one."""
    if number := table_number(table):
        return say(language, "dialogue.table", table=number)
    return say(language, "dialogue.team", team=community) if team_of(table) else ""


def address(step: str, question: str) -> str:
    """Where a dialogue can be read again."""
    return "/s/log?" + urlencode({"step": step, "question": question})


def _one(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[-1] if values else ""


def number_in(text: str) -> int:
    """A number as posted; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
