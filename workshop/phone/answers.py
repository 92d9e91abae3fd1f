"""Answering: the open question, what became of an answer, drafts, and whether the room has moved on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.responses import JSONResponse, Response

from workshop.base.errors import InputError
from workshop.exercises.form import form_values, is_complete, read_draft, read_form
from workshop.exercises.review import review_lines
from workshop.model.camp import Seat, StepState
from workshop.model.ids import new_token
from workshop.model.step import Kind, Payload, Question, QuestionStructure
from workshop.phone.fields import Shown, shown
from workshop.phone.join import FRESH_COOKIE
from workshop.phone.lost_cookie import lost
from workshop.phone.request import Visit, own_key, see_other
from workshop.services.camp import answers, control
from workshop.services.camp.answers import Outcome, Receipt
from workshop.services.camp.participant_view import Place, Showing, StepPlace, place_of, standing_of
from workshop.services.learn import trials
from workshop.services.matching import seating
from workshop.services.seats.pairing_for_phone import shown_to

Form = Mapping[str, Sequence[str]]

# The part of the report that holds what people have promised.
PROMISES = "commitments"
# Said in an address or a form: this answer is changed from the look back over all of them.
REVIEW = Kind.REVIEW.value
# What the page says after a submission; anything else in the address is not repeated to the reader.
TOLD = frozenset({*(one.value for one in Outcome), "differs"})


def show(visit: Visit) -> Response:
    """Where this person belongs now: a question, or what to do while there is none."""
    if visit.seat is None:
        return lost(visit)
    step, question = visit.query("step") or None, visit.query("question") or None
    place = place_of(visit.house, visit.seat, visit.language, step=step, question=question)
    told = visit.query("told") if visit.query("told") in TOLD else ""
    if place.showing is None:
        return _waiting(visit, place, told)
    more, then = _number(visit.query("more")), visit.query("then")
    return _question(visit, place, place.showing, told=told, more=more, then=then)


def submit(visit: Visit) -> Response:
    """Take a posted answer; it is kept whatever state its step is in."""
    if visit.seat is None:
        return lost(visit)
    return deliver(visit, visit.seat, visit.form)


def deliver(visit: Visit, seat: Seat, form: Form) -> Response:
    """Keep the answer in `form` for `seat`, and say what became of it."""
    step, question_id, key = _one(form, "step"), _one(form, "question"), _one(form, "key")
    key = own_key(key) or new_token(visit.house.chance)
    question = answers.question_in(visit.house, seat, step, question_id)
    way = _one(form, "go")
    try:
        payload = read_draft(question, form) if way else read_form(question, form)
    except InputError as error:
        kept = _half_said(visit, seat, form, question, key)
        return _mend(visit, seat, form, visit.say(f"errors.{error.code}", **error.values), kept=kept)
    if way:
        return _detour(visit, seat, form, way, key, payload)
    if not is_complete(question, payload):
        answers.save_draft(visit.house, seat, key, step, question_id, payload)
        message = visit.say(f"phone.missing.{question.kind.value}", n=max(1, question.min_items))
        return _mend(visit, seat, form, message, kept=True)
    receipt = answers.submit(visit.house, seat, key, step, question_id, payload)
    return _told(visit, seat, receipt, payload, _review_of(visit, seat, form))


def _half_said(visit: Visit, seat: Seat, form: Form, question: QuestionStructure, key: str) -> bool:
    """Keep as a draft what cannot be an answer yet; False where even that cannot be kept."""
    try:
        payload = read_draft(question, form)
    except InputError:
        return False
    return answers.save_draft(visit.house, seat, key, _one(form, "step"), question.id, payload)


def _review_of(visit: Visit, seat: Seat, form: Form) -> QuestionStructure | None:
    """The look back a person came from to change one answer, and goes back to."""
    if _one(form, "then") != REVIEW:
        return None
    step, question = _one(form, "step"), _one(form, "question")
    showing = standing_of(visit.house, seat, step=step, question=question).showing
    return showing.review if showing and showing.question.id == question else None


def _told(
    visit: Visit, seat: Seat, receipt: Receipt, payload: Payload, review: QuestionStructure | None
) -> Response:
    outcome: str = receipt.outcome.value
    target = f"/s?told={outcome}"
    if review is not None:
        target = f"/s?step={receipt.answer.step}&question={review.id}&told={outcome}"
    if receipt.outcome is Outcome.ALREADY and receipt.answer.payload != payload:
        # The form was sent before with other words: those count, these are kept as a draft to be confirmed.
        step, question = receipt.answer.step, receipt.answer.question
        answers.save_draft(visit.house, seat, new_token(visit.house.chance), step, question, payload)
        outcome, target = "differs", f"/s?step={step}&question={question}&told=differs"
    response: Response
    response = JSONResponse({"told": outcome, "next": target}) if visit.wants_json else see_other(target)
    response.delete_cookie(FRESH_COOKIE)
    return response


def _detour(visit: Visit, seat: Seat, form: Form, way: str, key: str, payload: Payload) -> Response:
    """Back to the question before, or more rows on this one: what is typed goes with the person as a draft."""
    step, question = _one(form, "step"), _one(form, "question")
    answers.save_draft(visit.house, seat, key, step, question, payload)
    if way == "back":
        place = standing_of(visit.house, seat, step=step, question=question, posted=True)
        before = place.showing.previous if place.showing else None
        if review := _review_of(visit, seat, form):
            before = review
        return see_other(f"/s?step={step}&question={before.id if before else question}")
    return see_other(f"/s?step={step}&question={question}&more={_number(way) + 1}")


def _mend(visit: Visit, seat: Seat, form: Form, message: str, *, kept: bool = False) -> Response:
    """The question again with everything typed, and what is still wrong with it. `kept`: it is a draft now."""
    if visit.wants_json:
        return JSONResponse({"message": message, "kept": kept}, 422)
    step, question = _one(form, "step"), _one(form, "question")
    place = place_of(visit.house, seat, visit.language, step=step, question=question, posted=True)
    if place.showing is None:
        return _waiting(visit, place, "")
    then = _one(form, "then")
    return _question(visit, place, place.showing, typed=form, message=message, then=then, status=422)


def draft(visit: Visit) -> Response:
    """Keep what is typed so far: 204 kept, 409 the form was sent already, 401 no seat, 422 with what is wrong."""
    if visit.seat is None:
        return JSONResponse({"message": visit.say("phone.lost.text")}, 401)
    step, question_id = visit.field("step"), visit.field("question")
    question = answers.question_in(visit.house, visit.seat, step, question_id)
    try:
        payload = read_draft(question, visit.form)
    except InputError as error:
        return JSONResponse({"message": visit.say(f"errors.{error.code}", **error.values)}, 422)
    kept = answers.save_draft(visit.house, visit.seat, visit.key, step, question_id, payload)
    return (
        Response(status_code=204) if kept else JSONResponse({"message": visit.say("phone.told.already")}, 409)
    )


def tick(visit: Visit) -> Response:
    """204 while the facilitator has done nothing since event `since`, else the newest event's number."""
    if visit.seat is None:
        return JSONResponse({"message": visit.say("phone.lost.text")}, 401)
    since = control.last_seq(visit.house, visit.seat.camp)
    if visit.query("since") == str(since):
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    return JSONResponse({"since": since}, headers={"Cache-Control": "no-store"})


def _question(
    visit: Visit,
    place: Place[Question],
    showing: Showing[Question],
    *,
    told: str = "",
    typed: Form | None = None,
    message: str = "",
    more: int = 0,
    then: str = "",
    status: int = 200,
) -> Response:
    if showing.question.kind is Kind.REVIEW:
        return _review(visit, place, showing, told)
    view: Shown = shown(showing, typed if typed is not None else _values(showing), visit.language, more)
    return visit.page(
        "question.html",
        status,
        camp=place.camp,
        place=place,
        showing=showing,
        question=showing.question,
        view=view,
        message=message,
        told=told,
        fresh=_fresh(visit),
        unsent=_other_drafts(place),
        then=REVIEW if then == REVIEW and showing.review else "",
    )


def _review(visit: Visit, place: Place[Question], showing: Showing[Question], told: str) -> Response:
    given = {name: answer.payload for name, answer in showing.place.given.items()}
    lines = review_lines(showing.group, given, showing.place.drafted, visit.language)
    return visit.page(
        "review.html",
        camp=place.camp,
        place=place,
        showing=showing,
        question=showing.question,
        lines=lines,
        lacking=[one for one in lines if not one.answered],
        hypothesis_shown=any(one.hypothesis for one in lines),
        told=told,
        unsent=_other_drafts(place),
    )


def _values(showing: Showing[Question]) -> Form:
    """What the fields hold at first: the draft, else the answer given before."""
    if showing.draft is not None:
        return form_values(showing.question, showing.draft.payload)
    return form_values(showing.question, showing.given.payload) if showing.given else {}


def _waiting(visit: Visit, place: Place[Question], told: str) -> Response:
    said = [one for step in place.steps for one in step.questions if not step.asked and one.kind is Kind.SAY]
    trying = trials.of_seat(visit.house, place.seat)
    return visit.page(
        "waiting.html",
        camp=place.camp,
        place=place,
        said=said,
        promises=promises(visit, place),
        stopped=_stopped(place),
        paired=shown_to(visit.house, place.seat),
        seated=seating.on_phones(visit.house, place.camp.id) is not None,
        trying=trying,
        trial_due=any(one.waiting for one in trying),
        told=told,
        fresh=_fresh(visit),
        unsent=_other_drafts(place),
    )


def _stopped(place: Place[Question]) -> StepPlace[Question] | None:
    """The step that was frozen or closed before this person had answered all of it, the newest of them."""
    halted = (StepState.FROZEN, StepState.CLOSED)
    unfinished = [one for one in place.steps if one.step.state in halted and not one.finished]
    return max(unfinished, key=lambda one: one.step.position, default=None)


def _fresh(visit: Visit) -> bool:
    """Whether the person has just sat down and should see the recovery code."""
    return visit.request.cookies.get(FRESH_COOKIE) == "1"


def _other_drafts(place: Place[Question]) -> list[tuple[StepPlace[Question], Question]]:
    """Drafts of steps that were frozen before they were sent, but the one on the page."""
    showing = place.showing
    here = (showing.place.step.id, showing.question.id) if showing else None
    return [(step, one) for step, one in place.unsent if (step.step.id, one.id) != here]


def promises(visit: Visit, place: Place[Question]) -> list[tuple[Question, list[tuple[str, str]]]]:
    """What this person has promised, as pairs of heading and words."""
    newest = {(one.step, one.question): one for one in answers.everything_by(visit.house, place.seat)}
    found: list[tuple[Question, list[tuple[str, str]]]] = []
    for step in place.steps:
        if visit.house.content.exercises[step.step.exercise].report != PROMISES:
            continue
        for question in step.asked:
            answer = newest.get((step.step.id, question.id))
            if question.kind is not Kind.ROWS or answer is None:
                continue
            rows = answer.payload.get("rows")
            for row in rows if isinstance(rows, list) else []:
                words = [(column.label, str(row.get(column.code, ""))) for column in question.options]
                found.append((question, [(label, text) for label, text in words if text]))
    return found


def _one(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[-1] if values else ""


def _number(text: str) -> int:
    return min(int(text), 50) if text.isascii() and text.isdigit() and len(text) < 4 else 0
