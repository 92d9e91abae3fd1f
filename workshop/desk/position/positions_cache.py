"""Cache of positions and histories, shared by all viewers until an answer or a control event changes them."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.desk.ui.cache import Kept
from workshop.model.camp import Camp
from workshop.services.app.context import AppContext
from workshop.services.camp import progress
from workshop.services.position.assessment_history import AssessmentHistory, histories
from workshop.services.position.positions import CampPositions, camp_positions

_KEPT = Kept(20)


def positions(context: AppContext, camp: Camp) -> CampPositions:
    """The camp's positions at this moment."""
    pulse = progress.pulse(context, camp.id)
    return _KEPT.get(camp.id, ("positions", pulse), lambda: camp_positions(context, camp))


def repeated(context: AppContext, camps: Sequence[Camp], rubric: str) -> dict[str, AssessmentHistory]:
    """Every assessment of the communities of these camps on `rubric`."""
    pulses = tuple((camp.id, progress.pulse(context, camp.id)) for camp in camps)
    return _KEPT.get(rubric, ("histories", pulses), lambda: histories(context, camps, rubric))
