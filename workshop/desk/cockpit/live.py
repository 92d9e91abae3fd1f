"""Live data of the desk: computed once for all viewers, cached until something changes."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.base.text import Language
from workshop.desk.matching.pairing_look import PairingSnapshot, look_at
from workshop.desk.matching.seating import SeatingLook, look_at_tables
from workshop.desk.ui.cache import Kept
from workshop.learning.statements.statement_groups import Opinions
from workshop.model.camp import Camp, CampStep, ControlEvent
from workshop.services.app.context import AppContext
from workshop.services.camp import control, progress, questions
from workshop.services.camp.progress import StepProgress
from workshop.services.learn import statements
from workshop.services.learn.statements import Statements

EVERY = 2.5  # polling interval in seconds
# Being stuck depends on the time, so the result expires.
STUCK_LOOK = 20  # seconds
_KEPT = Kept(60)


@dataclass(frozen=True)
class ControlState:
    """The steps and the event an undo would take back. `seen` is the newest control event."""

    steps: tuple[CampStep, ...]
    last: ControlEvent | None
    seen: int

    @property
    def now(self) -> CampStep | None:
        """The current step."""
        return control.running(self.steps)

    @property
    def newest(self) -> CampStep | None:
        """The step opened last, closed or not."""
        return control.newest(self.steps)

    @property
    def next(self) -> CampStep | None:
        """The first step after it that has not been opened."""
        return control.following(self.steps)

    def step(self, id: str) -> CampStep | None:
        return next((step for step in self.steps if step.id == id), None)


def agenda(context: AppContext, camp: Camp, seen: int) -> ControlState:
    """The steps after control event `seen`."""
    return _KEPT.get(
        camp.id,
        ("agenda", seen),
        lambda: ControlState(control.steps(context, camp.id), control.last_standing(context, camp.id), seen),
    )


def step_progress(context: AppContext, camp: Camp, step: str, pulse: tuple[int, int, int]) -> StepProgress:
    """Seat by seat, at this pulse."""
    moment = int(context.now().timestamp()) // STUCK_LOOK
    return _KEPT.get(
        camp.id, ("progress", step, pulse, moment), lambda: progress.progress(context, camp, step)
    )


def room_statements(
    context: AppContext, camp: Camp, step: CampStep, pulse: tuple[int, int, int], language: Language
) -> Statements:
    """The room's answers to the step's statements at this pulse."""
    return _KEPT.get(
        camp.id,
        ("statements", step.id, pulse, language),
        lambda: statements.statements_of(context, camp, step, language),
    )


def opinions(context: AppContext, camp: Camp, step: CampStep, pulse: tuple[int, int, int]) -> Opinions:
    """Opinion groups at this pulse, or why there are none."""
    return _KEPT.get(
        camp.id, ("opinions", step.id, pulse), lambda: statements.opinions_of(context, camp, step)
    )


def pairing(context: AppContext, camp: Camp) -> PairingSnapshot:
    """Who asks whom, as it stands now."""
    moved = control.last_seq(context, camp.id)
    pulse = progress.pulse(context, camp.id)
    return _KEPT.get(camp.id, ("pairing", moved, pulse), lambda: look_at(context, camp, moved))


def seating(context: AppContext, camp: Camp) -> SeatingLook:
    """Who sits where, as it stands now."""
    moved = control.last_seq(context, camp.id)
    people = progress.pulse(context, camp.id)[2]
    return _KEPT.get(camp.id, ("seating", moved, people), lambda: look_at_tables(context, camp, moved))


def positions_shown(context: AppContext, now: ControlState) -> bool:
    """Whether the room may see its communities' positions: every opened assessment is revealed."""
    opened = [step for step in now.steps if step.opened_at and questions.rates(context, step)]
    return bool(opened) and all(step.revealed for step in opened)


def title(context: AppContext, step: CampStep, language: Language) -> str:
    """What the step is called."""
    return questions.exercise_of(context, step).title.of(language)
