"""Answering on the phone: the open question, receipts, drafts, and polling for what the facilitator did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from starlette.responses import JSONResponse, Response

from workshop.base.errors import InputError
from workshop.base.local_time import local_day
from workshop.exercises.agenda import clock_of
from workshop.exercises.form import form_values, is_complete, read_draft, read_form
from workshop.exercises.review import review_lines
from workshop.exercises.structure import reach
from workshop.model.camp import CampStep, Seat, StepState
from workshop.model.ids import new_token
from workshop.model.step import Payload, Question, QuestionStructure, StepKind
from workshop.phone import dialogue
from workshop.phone.fields import QuestionView, near_days, question_view
from workshop.phone.follow.commitments import promised
from workshop.phone.lost_cookie import lost
from workshop.phone.request import FRESH_COOKIE, RequestContext, own_key, see_other
from workshop.phone.table import board
from workshop.services.camp import answers, control
from workshop.services.camp.answers import Receipt, SubmissionOutcome
from workshop.services.camp.participant_view import (
    CurrentQuestion,
    ParticipantView,
    StepView,
    participant_standing,
    participant_view,
)
from workshop.services.camp.places import earlier_point
from workshop.services.camp.ratings import apart_in_team
from workshop.services.follow import commitments
from workshop.services.learn import trials
from workshop.services.matching import seating
from workshop.services.room import notes
from workshop.services.room.dialogue import said
from workshop.services.room.timetable import timetable
from workshop.services.seats.pairing_for_phone import shown_to
from workshop.services.seats.partners_shown import partners_of

Form = Mapping[str, Sequence[str]]

# Query or form parameter: this answer is edited from the review.
REVIEW = StepKind.REVIEW.value
# Outcomes the page reports after a submission; any other value in the address is ignored.
OUTCOMES = frozenset({*(one.value for one in SubmissionOutcome), "differs"})


def show(request: RequestContext) -> Response:
    """The current page of this person: a question, or what to do while there is none."""
    if request.seat is None:
        return lost(request)
    step, question = request.query("step") or None, request.query("question") or None
    participant = participant_view(
        request.context, request.seat, request.language, step=step, question=question
    )
    outcome = request.query("told") if request.query("told") in OUTCOMES else ""
    if participant.current is None:
        return _waiting(request, participant, outcome)
    more, then = _number(request.query("more")), request.query("then")
    return question_page(request, participant, participant.current, outcome=outcome, more=more, then=then)


def submit(request: RequestContext) -> Response:
    """Take a posted answer; it is stored whatever state its step is in, also while its seat is put aside."""
    seat = request.seat or request.aside
    if seat is None:
        return lost(request)
    return deliver(request, seat, request.form)


def deliver(request: RequestContext, seat: Seat, form: Form) -> Response:
    """Store the answer in `form` for `seat`, and respond with its outcome."""
    step, question_id, key = _one(form, "step"), _one(form, "question"), _one(form, "key")
    key = own_key(key) or new_token(request.context.chance)
    question = answers.question_in(request.context, seat, step, question_id)
    if question.kind is StepKind.LOG:
        return dialogue.deliver(request, seat, form, key)
    way = _one(form, "go")
    try:
        payload = read_draft(question, form) if way else read_form(question, form)
    except InputError as error:
        draft_stored = _save_incomplete(request, seat, form, question, key)
        return _mend(
            request,
            seat,
            form,
            request.say(f"errors.{error.code}", **error.values),
            draft_stored=draft_stored,
        )
    if way:
        return _detour(request, seat, form, way, key, payload)
    if not is_complete(question, payload):
        answers.save_draft(request.context, seat, key, step, question_id, payload)
        message = request.say(f"phone.missing.{question.kind.value}", n=max(1, question.min_items))
        return _mend(request, seat, form, message, draft_stored=True)
    receipt = answers.submit(request.context, seat, key, step, question_id, payload)
    return _receipt_response(request, seat, receipt, payload, _review_of(request, seat, form))


def _save_incomplete(
    request: RequestContext, seat: Seat, form: Form, question: QuestionStructure, key: str
) -> bool:
    """Store an incomplete answer as a draft; False where even that is impossible."""
    try:
        payload = read_draft(question, form)
    except InputError:
        return False
    return answers.save_draft(request.context, seat, key, _one(form, "step"), question.id, payload)


def _review_of(request: RequestContext, seat: Seat, form: Form) -> QuestionStructure | None:
    """The review the person came from to change one answer, and returns to."""
    if _one(form, "then") != REVIEW:
        return None
    step, question = _one(form, "step"), _one(form, "question")
    current = participant_standing(request.context, seat, step=step, question=question).current
    return current.review if current and current.question.id == question else None


def _receipt_response(
    request: RequestContext, seat: Seat, receipt: Receipt, payload: Payload, review: QuestionStructure | None
) -> Response:
    outcome: str = receipt.outcome.value
    target = f"/s?told={outcome}"
    if review is not None:
        target = f"/s?step={receipt.answer.step}&question={review.id}&told={outcome}"
    if receipt.outcome is SubmissionOutcome.ALREADY and receipt.answer.payload != payload:
        # The form was already sent with other content: that counts, this becomes a draft to be confirmed.
        step, question = receipt.answer.step, receipt.answer.question
        answers.save_draft(request.context, seat, new_token(request.context.chance), step, question, payload)
        outcome, target = "differs", f"/s?step={step}&question={question}&told=differs"
    response: Response
    response = JSONResponse({"told": outcome, "next": target}) if request.wants_json else see_other(target)
    response.delete_cookie(FRESH_COOKIE)
    return response


def _detour(
    request: RequestContext, seat: Seat, form: Form, way: str, key: str, payload: Payload
) -> Response:
    """Back to the previous question, or more rows on this one; what is typed is saved as a draft."""
    step, question = _one(form, "step"), _one(form, "question")
    answers.save_draft(request.context, seat, key, step, question, payload)
    if way == "back":
        participant = participant_standing(request.context, seat, step=step, question=question, posted=True)
        before = participant.current.previous if participant.current else None
        if review := _review_of(request, seat, form):
            before = review
        return see_other(f"/s?step={step}&question={before.id if before else question}")
    return see_other(f"/s?step={step}&question={question}&more={_number(way) + 1}")


def _mend(
    request: RequestContext, seat: Seat, form: Form, message: str, *, draft_stored: bool = False
) -> Response:
    """The question again with everything typed and what is wrong with it. `draft_stored`: it is stored as a
    draft.
    """
    if request.wants_json:
        return JSONResponse({"message": message, "kept": draft_stored}, 422)
    step, question = _one(form, "step"), _one(form, "question")
    participant = participant_view(
        request.context, seat, request.language, step=step, question=question, posted=True
    )
    if participant.current is None:
        return _waiting(request, participant, "")
    then = _one(form, "then")
    return question_page(
        request, participant, participant.current, typed=form, message=message, then=then, status=422
    )


def draft(request: RequestContext) -> Response:
    """Store what is typed so far: 204 stored, 409 the form was already sent, 401 no seat, 422 with what is
    wrong.
    """
    seat = request.seat or request.aside
    if seat is None:
        return JSONResponse({"message": request.say("phone.lost.text")}, 401)
    step, question_id = request.field("step"), request.field("question")
    question = answers.question_in(request.context, seat, step, question_id)
    try:
        payload = read_draft(question, request.form)
    except InputError as error:
        return JSONResponse({"message": request.say(f"errors.{error.code}", **error.values)}, 422)
    # A draft that was still on its way when its turn was said must not come back as a second one.
    stored = not said(request.context, request.key) and answers.save_draft(
        request.context, seat, request.key, step, question_id, payload
    )
    return (
        Response(status_code=204)
        if stored
        else JSONResponse({"message": request.say("phone.told.already")}, 409)
    )


def tick(request: RequestContext) -> Response:
    """Polling: 204 while the facilitator has done nothing since event `since`, otherwise the newest event's
    number and the step that asks this person something now.
    """
    if request.aside is not None:
        # Since no event of the room: whatever page asks looks again, and is told.
        return JSONResponse({"since": -1, "asks": "aside"}, headers={"Cache-Control": "no-store"})
    if request.seat is None:
        return JSONResponse({"message": request.say("phone.lost.text")}, 401)
    for other in request.held.all.values() if request.held.helping else ():
        request.context.presence.seen(other, request.context.now())
    since = control.last_seq(request.context, request.seat.camp)
    if request.query("since") == str(since):
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    standing = participant_standing(request.context, request.seat)
    told: dict[str, object] = {"since": standing.since, "asks": standing.asks}
    if standing.current is not None and (nudge := _nudge(request, standing.current.step_view.step)):
        told["nudge"] = nudge
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


def _nudge(request: RequestContext, step: CampStep) -> str:
    """The facilitator's reminder about this step, in words; empty where there is none."""
    camp = request.seat.camp if request.seat else ""
    nudge = notes.nudge_for(request.context, step, camp)
    if nudge is None:
        return ""
    return request.say("phone.nudge.own", words=nudge.text) if nudge.text else request.say("phone.nudge")


def question_page(
    request: RequestContext,
    participant: ParticipantView[Question],
    current: CurrentQuestion[Question],
    *,
    outcome: str = "",
    typed: Form | None = None,
    message: str = "",
    more: int = 0,
    then: str = "",
    status: int = 200,
) -> Response:
    if current.question.kind is StepKind.REVIEW:
        return _review(request, participant, current, outcome)
    if current.question.kind is StepKind.LOG:
        return dialogue.page(request, participant, current, told=request.query("told"))
    if current.question.kind is StepKind.CLUSTER:
        return board.page(request, participant, current)
    before = None
    if current.question.kind is StepKind.PLACE:
        before = earlier_point(request.context, participant.seat, current.step_view.step, current.question.id)
    today = local_day(request.context.now())
    view: QuestionView = question_view(
        current, typed if typed is not None else _values(current), request.language, more, before
    )
    if current.question.kind is StepKind.MATCH:
        found = partners_of(
            request.context,
            participant.camp,
            participant.seat,
            current.step_view.step,
            current.question.id,
            request.language,
        )
        view = replace(view, partners=found)
    return request.page(
        "question.html",
        status,
        camp=participant.camp,
        participant=participant,
        live=participant,
        current=current,
        question=current.question,
        view=view,
        near=partial(near_days, today, request.language),
        today=today.isoformat(),
        reach=reach(current.step_view.exercise, current.question),
        message=message,
        nudge=_nudge(request, current.step_view.step),
        told=outcome,
        fresh=_fresh(request),
        unsent=_other_drafts(participant),
        then=REVIEW if then == REVIEW and current.review else "",
    )


def _review(
    request: RequestContext,
    participant: ParticipantView[Question],
    current: CurrentQuestion[Question],
    outcome: str,
) -> Response:
    given = {name: answer.payload for name, answer in current.step_view.given.items()}
    apart = apart_in_team(request.context, participant.seat, current.step_view.step.id)
    lines = review_lines(current.group, given, current.step_view.drafted, request.language, apart)
    return request.page(
        "review.html",
        camp=participant.camp,
        participant=participant,
        live=participant,
        current=current,
        question=current.question,
        lines=lines,
        lacking=[one for one in lines if not one.answered],
        hypothesis_shown=any(one.hypothesis for one in lines),
        told=outcome,
        unsent=_other_drafts(participant),
    )


def _values(current: CurrentQuestion[Question]) -> Form:
    """Initial values of the fields: the draft, or the answer given before."""
    if current.draft is not None:
        return form_values(current.question, current.draft.payload)
    return form_values(current.question, current.given.payload) if current.given else {}


def _waiting(request: RequestContext, participant: ParticipantView[Question], outcome: str) -> Response:
    lines = [
        one
        for step in participant.steps
        for one in step.questions
        if not step.asked and one.kind is StepKind.SAY
    ]
    trying = trials.of_seat(request.context, participant.seat)
    promises = promised(request, participant.seat)
    asked_of_me = commitments.asked_to_witness(request.context, participant.seat)
    return request.page(
        "waiting.html",
        camp=participant.camp,
        participant=participant,
        live=participant,
        said=lines,
        promises=promises,
        promise_due=any(one.followed.waiting for one in promises),
        witness_asked=any(one.accepted is None for one in asked_of_me),
        stopped=_stopped(participant),
        over=_over(participant),
        until=_until(request, participant),
        paired=shown_to(request.context, participant.seat),
        seated=seating.on_phones(request.context, participant.camp.id) is not None,
        trying=trying,
        dialogues=any(
            one.kind is StepKind.LOG
            for step in (*participant.steps, *([participant.newest] if participant.newest else []))
            for one in step.questions
        ),
        trial_due=any(one.waiting for one in trying),
        told=outcome,
        fresh=_fresh(request),
        unsent=_other_drafts(participant),
    )


def _stopped(participant: ParticipantView[Question]) -> StepView[Question] | None:
    """The newest step that was frozen or closed before this person had answered all of it."""
    halted = (StepState.FROZEN, StepState.CLOSED)
    unfinished = [one for one in participant.steps if one.step.state in halted and not one.finished]
    return max(unfinished, key=lambda one: one.step.position, default=None)


def _until(request: RequestContext, participant: ParticipantView[Question]) -> str:
    """When the meal, break or talk that runs now will be over; empty while none does."""
    newest = participant.newest
    if newest is None or newest.step.screen or newest.step.state is not StepState.OPEN:
        return ""
    steps = control.steps(request.context, participant.camp.id)
    slot = timetable(steps, request.context.now()).slot(newest.step)
    return clock_of(slot.ends) if slot else ""


def _over(participant: ParticipantView[Question]) -> StepView[Question] | None:
    """The newest step where it takes no answers any more and this person was not done with it."""
    newest = participant.newest
    return None if newest is None or newest.taking or newest in participant.done else newest


def _fresh(request: RequestContext) -> bool:
    """Whether the person has just joined and should see the recovery code."""
    return request.http.cookies.get(FRESH_COOKIE) == "1"


def _other_drafts(participant: ParticipantView[Question]) -> list[tuple[StepView[Question], Question]]:
    """Unsent drafts of frozen steps, except the one on the page."""
    current = participant.current
    on_page = (current.step_view.step.id, current.question.id) if current else None
    return [(step, one) for step, one in participant.unsent if (step.step.id, one.id) != on_page]


def _one(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[-1] if values else ""


def _number(text: str) -> int:
    return min(int(text), 50) if text.isascii() and text.isdigit() and len(text) < 4 else 0
