"""Follow-up on the phone: what I want to try, when I shall be asked about it, and reporting."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from workshop.base.errors import MengyaError
from workshop.model.case import Outcome
from workshop.model.trial import TRIED, Did, TrialReport
from workshop.phone.lost_cookie import lost
from workshop.phone.request import RequestContext, see_other, status_of
from workshop.services.learn import trials
from workshop.services.learn.trial_counts import InWords, in_words
from workshop.services.learn.trials import Trying

FIELDS = ("did", "outcome", "happened", "different", "consent")


def show(request: RequestContext) -> Response:
    """Everything I said I would try."""
    return _page(request)


def tell(request: RequestContext) -> Response:
    """Store a report, or take back the last one."""
    if request.seat is None:
        return lost(request)
    card = request.field("card")
    try:
        if request.field("go") == "back":
            trials.take_back(request.context, request.seat, card)
            return see_other("/s/trial?told=back")
        trials.tell(request.context, request.seat, card, said_in(request))
    except MengyaError as error:
        message = request.say(f"errors.{error.code}", **error.values)
        typed = {name: request.field(name) for name in FIELDS}
        return _page(request, message, status_of(error), typed=typed)
    return see_other("/s/trial?told=kept")


def said_in(request: RequestContext) -> TrialReport:
    """The posted report. Raises InputError `trials.did`."""
    did, outcome = trials.did_of(request.field("did")), request.field("outcome")
    return TrialReport(
        did=did,
        outcome=Outcome(outcome) if outcome in {one.value for one in Outcome} else None,
        happened=request.field("happened"),
        different=request.field("different"),
        consent=request.field("consent") == "yes",
    )


def shown_to(request: RequestContext) -> tuple[InWords, ...]:
    """What this person wants to try, in words."""
    if request.seat is None or request.camp is None:
        return ()
    tryings = trials.of_seat(request.context, request.seat)
    return in_words(request.context, request.camp, tryings, request.language)


def _page(
    request: RequestContext, message: str = "", status: int = 200, *, typed: Mapping[str, str] | None = None
) -> Response:
    if request.seat is None or request.camp is None:
        return lost(request)
    tryings = shown_to(request)
    return request.page(
        "trial.html",
        status,
        found=tryings,
        forms={one.trying.shown.id: _filled(one.trying) for one in tryings},
        typed=typed or {},
        typed_for=request.field("card"),
        dids=[one.value for one in Did],
        tried={one.value for one in TRIED},
        outcomes=[one.value for one in Outcome],
        most=trials.LONGEST,
        message=message,
        told=request.query("told") if request.query("told") in ("kept", "back") else "",
    )


def _filled(trying: Trying) -> dict[str, str]:
    """Initial values: the last report on this question, or only the consent given before."""
    last = trying.latest
    leave = {**dict.fromkeys(FIELDS, ""), "consent": "yes" if last and last.said.consent else ""}
    if last is None or trying.waiting is not None:
        return leave
    return {
        **leave,
        "did": last.said.did.value,
        "outcome": last.said.outcome.value if last.said.outcome else "",
        "happened": last.said.happened,
        "different": last.said.different,
    }
