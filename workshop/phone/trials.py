"""What I want to try: when I shall be asked what came of it, and telling it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from workshop.base.errors import MengyaError
from workshop.model.case import Outcome
from workshop.model.trial import TRIED, Did, Said
from workshop.phone.lost_cookie import lost
from workshop.phone.request import Visit, see_other, status_of
from workshop.services.learn import trials
from workshop.services.learn.trial_counts import InWords, in_words
from workshop.services.learn.trials import Trying

FIELDS = ("did", "outcome", "happened", "different", "consent")


def show(visit: Visit) -> Response:
    """Everything I said I would try."""
    return _page(visit)


def tell(visit: Visit) -> Response:
    """Keep what came of it, or take back what was told last."""
    if visit.seat is None:
        return lost(visit)
    card = visit.field("card")
    try:
        if visit.field("go") == "back":
            trials.take_back(visit.house, visit.seat, card)
            return see_other("/s/trial?told=back")
        trials.tell(visit.house, visit.seat, card, said_in(visit))
    except MengyaError as error:
        message = visit.say(f"errors.{error.code}", **error.values)
        typed = {name: visit.field(name) for name in FIELDS}
        return _page(visit, message, status_of(error), typed=typed)
    return see_other("/s/trial?told=kept")


def said_in(visit: Visit) -> Said:
    """What the posted form says. Raises InputError `trials.did`."""
    did, outcome = trials.did_of(visit.field("did")), visit.field("outcome")
    return Said(
        did=did,
        outcome=Outcome(outcome) if outcome in {one.value for one in Outcome} else None,
        happened=visit.field("happened"),
        different=visit.field("different"),
        consent=visit.field("consent") == "yes",
    )


def shown_to(visit: Visit) -> tuple[InWords, ...]:
    """What this person wants to try, in words."""
    if visit.seat is None or visit.camp is None:
        return ()
    found = trials.of_seat(visit.house, visit.seat)
    return in_words(visit.house, visit.camp, found, visit.language)


def _page(
    visit: Visit, message: str = "", status: int = 200, *, typed: Mapping[str, str] | None = None
) -> Response:
    if visit.seat is None or visit.camp is None:
        return lost(visit)
    found = shown_to(visit)
    return visit.page(
        "trial.html",
        status,
        found=found,
        forms={one.trying.shown.id: _filled(one.trying) for one in found},
        typed=typed or {},
        typed_for=visit.field("card"),
        dids=[one.value for one in Did],
        tried={one.value for one in TRIED},
        outcomes=[one.value for one in Outcome],
        most=trials.LONGEST,
        message=message,
        told=visit.query("told") if visit.query("told") in ("kept", "back") else "",
    )


def _filled(trying: Trying) -> dict[str, str]:
    """What stands in the form: for a question told before its words, for a new one only the leave given before."""
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
