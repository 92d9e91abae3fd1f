"""The tables on the remote: open, stop and give minutes at one table, and see which needs somebody to come by."""

from __future__ import annotations

from starlette.responses import Response

from workshop.live.page import live_page
from workshop.live.remote_words import Told, told_words
from workshop.live.steerer import camp_of, steerer_of
from workshop.model.camp import Action
from workshop.model.ids import new_token
from workshop.phone.request import RequestContext, see_other
from workshop.services.camp.agenda_changes import side_by_side
from workshop.services.camp.control import allowed
from workshop.services.camp.questions import exercise_of
from workshop.services.room.remote import remote_view
from workshop.services.room.steering import EXTENSIONS
from workshop.services.room.table_pace import TablePace, table_paces

PAGE = "tables"  # of a form: where its press leads back to


def show(request: RequestContext) -> Response:
    """Every table with the step that runs, or with the next one where none does."""
    steerer = steerer_of(request)
    camp = camp_of(request, steerer) if steerer else None
    if steerer is None or camp is None:
        return see_other("/login?next=/r")
    context, language = request.context, request.language
    view = remote_view(context, camp)
    told = Told.of(request.http.query_params)
    # Where tables do different things side by side, each is opened at its own tables.
    asked = view.name_of(request.query("step") or told.subject)
    running = view.now or view.next
    beside = side_by_side(view.steps, running) if running else ()
    step = asked if asked in beside else running
    paces = table_paces(context, camp, step.id) if step and step.screen else ()
    return live_page(
        request,
        "tables.html",
        camp=camp,
        view=view,
        mine=view.steering.lets(steerer.device),
        step=step,
        title=exercise_of(context, step).title.of(language) if step else "",
        beside=[(one, exercise_of(context, one).title.of(language)) for one in beside if one.screen],
        paces=[(pace, pace.left(context.now()), _may(pace)) for pace in paces],
        key=lambda: new_token(context.chance),
        told=told,
        told_words=told_words(context, language, told, view),
        extensions=EXTENSIONS,
        switch_to="en" if language == "zh" else "zh",
    )


def _may(pace: TablePace) -> tuple[Action, ...]:
    """What may be done at this table now."""
    return tuple(
        action for action in (Action.OPEN, Action.FREEZE) if pace.number and allowed(action, pace.step)
    )
