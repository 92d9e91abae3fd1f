"""The camp's steps with their state, the control buttons for the chosen one, and the current step with its
minutes left.

A press carries an idempotency key made of what was on screen, so pressing twice, or two facilitators pressing
the same button, is one event; a press on an outdated screen is refused and says so.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

import streamlit as st

from workshop.desk.cockpit.live import ControlState, title
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Action, Camp, CampStep, StepState
from workshop.services.camp import control, progress


def now_line(visitor: Visitor, camp: Camp, agenda: ControlState) -> None:
    """The current step, the next one, how many have joined and are there: one line, readable from across the room."""
    now, following, newest = agenda.now, agenda.next, agenda.newest
    with st.container(border=True, horizontal=True, gap="small"):
        if newest is None:
            st.markdown(visitor.say("desk.now.nothing"))
        elif now is None:
            name = escape(title(app_context(), newest, visitor.language))
            st.markdown(visitor.say("desk.now.closed", step=name))
        else:
            name = escape(title(app_context(), now, visitor.language))
            st.markdown(f"{visitor.say('desk.now.now', step=name)} · {_left(visitor, now)}")
        if following is not None:
            name = escape(title(app_context(), following, visitor.language))
            st.markdown(visitor.say("desk.now.next", step=name, n=following.minutes))
        counts = progress.room_counts(app_context(), camp.id)
        st.markdown(visitor.say("desk.now.seats", joined=counts.joined, here=counts.here))


def _left(visitor: Visitor, step: CampStep) -> str:
    if step.opened_at is None:
        return ""
    left = step.opened_at + timedelta(minutes=step.minutes) - app_context().now()
    minutes = round(left.total_seconds() / 60)
    if minutes >= 0:
        return visitor.say("desk.now.left", n=minutes)
    return f":red[{visitor.say('desk.now.over', n=-minutes)}]"


PLACE = "control"
CHOSEN = "cockpit.step"
COLOURS = {
    StepState.DRAFT: "gray",
    StepState.OPEN: "green",
    StepState.FROZEN: "blue",
    StepState.CLOSED: "gray",
}
BUTTONS = (Action.OPEN, Action.FREEZE, Action.REVEAL, Action.CLOSE)


def step_choice(visitor: Visitor, camp: Camp, agenda: ControlState) -> CampStep | None:
    """The step the buttons act on, at first the current one; None in a camp without steps."""
    if not agenda.steps:
        st.info(visitor.say("desk.cockpit.no_steps"))
        return None
    context = app_context()
    by_id = {step.id: step for step in agenda.steps}
    key = f"{CHOSEN}.{camp.id}"
    if st.session_state.get(key) not in by_id:
        start = agenda.now or agenda.next or agenda.steps[-1]
        st.session_state[key] = start.id
    chosen = st.selectbox(
        visitor.say("desk.cockpit.steps"),
        list(by_id),
        format_func=lambda code: (
            f"{by_id[code].position + 1}. {title(context, by_id[code], visitor.language)} · {_state(visitor, by_id[code])}"
        ),
        key=key,
        filter_mode=None,
    )
    return by_id[chosen]


def step_list(visitor: Visitor, agenda: ControlState) -> None:
    """Every step with its state, in order."""
    lines = [
        f"{step.position + 1}. {escape(title(app_context(), step, visitor.language))}  \n"
        f"   :{COLOURS[step.state]}-badge[{_state(visitor, step)}]{_revealed(visitor, step)}"
        f" :gray[{visitor.say('desk.minutes', n=step.minutes)}]"
        for step in agenda.steps
    ]
    st.markdown("\n".join(lines))


def go_on(visitor: Visitor, camp: Camp, agenda: ControlState, step: CampStep) -> None:
    """Once a step is closed, one tap leads to the next."""
    following = agenda.next
    if step.state is not StepState.CLOSED or following is None:
        return
    st.button(
        visitor.say("desk.do.next", step=escape(title(app_context(), following, visitor.language))),
        key=f"next.{following.id}.{agenda.seen}",
        type="primary",
        width="stretch",
        on_click=_choose,
        args=(camp, following.id),
    )


def _choose(camp: Camp, step: str) -> None:
    st.session_state[f"{CHOSEN}.{camp.id}"] = step


def _revealed(visitor: Visitor, step: CampStep) -> str:
    return f" :violet-badge[{visitor.say('desk.state.revealed')}]" if step.revealed else ""


def _state(visitor: Visitor, step: CampStep) -> str:
    return visitor.say(f"desk.state.{step.state.value}")


def buttons(visitor: Visitor, camp: Camp, agenda: ControlState, step: CampStep) -> None:
    """Open, freeze, reveal, close; the usual next one stands out."""
    usual = _usual(step)
    # Two and two, on a phone as well.
    rows = [st.container(horizontal=True), st.container(horizontal=True)]
    for position, action in enumerate(BUTTONS):
        if action is Action.REVEAL and step.revealed:
            allowed = False
        else:
            allowed = step.state in control.ALLOWED[action]
        again = action is Action.OPEN and step.opened_at is not None
        rows[position // 2].button(
            visitor.say("desk.do.reopen") if again else visitor.say(f"desk.do.{action.value}"),
            # A new widget key after each event: a second tap on the old button has no effect.
            key=f"{action.value}.{step.id}.{agenda.seen}",
            type="primary" if action is usual else "secondary",
            disabled=not allowed,
            width="stretch",
            help=visitor.say(f"desk.do_help.{action.value}"),
            on_click=_press,
            args=(visitor, camp, action, step, agenda.seen),
        )


def _usual(step: CampStep) -> Action | None:
    if step.state is StepState.DRAFT:
        return Action.OPEN
    if step.state is StepState.CLOSED:
        return None
    if step.state is StepState.OPEN:
        return Action.FREEZE
    if not step.revealed:
        return Action.REVEAL
    return Action.CLOSE


def accept_late(visitor: Visitor, camp: Camp, agenda: ControlState, step: CampStep, late: int) -> None:
    """Late answers are always stored; the facilitator decides whether they count."""
    if not late or step.state not in control.ALLOWED[Action.ACCEPT_LATE]:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(visitor.say("desk.late.waiting", n=late))
        st.button(
            visitor.say("desk.late.accept"),
            key=f"late.{step.id}.{agenda.seen}",
            on_click=_press,
            args=(visitor, camp, Action.ACCEPT_LATE, step, agenda.seen),
        )


def undo_button(visitor: Visitor, camp: Camp, agenda: ControlState) -> None:
    """Undo the last press; the label says which that was."""
    last = agenda.last
    step = agenda.step(last.step) if last else None
    if last is None or step is None:
        return
    done = visitor.say(f"desk.do.{last.action.value}")
    st.button(
        visitor.say("desk.undo", done=done, step=escape(title(app_context(), step, visitor.language))),
        key=f"undo.{agenda.seen}",
        type="tertiary",
        on_click=_undo,
        args=(visitor, camp, agenda.seen),
    )


def _press(visitor: Visitor, camp: Camp, action: Action, step: CampStep, seen: int) -> None:
    # On a busy machine the buttons may briefly be those of the step chosen before. The list is
    # what the person sees, so its choice counts.
    meant = st.session_state.get(f"{CHOSEN}.{camp.id}", step.id)
    key = _key(camp, seen, action.value, meant)
    attempt(
        visitor,
        PLACE,
        lambda: control.act(app_context(), camp.id, action, meant, visitor.by, key=key, seen=seen),
    )


def _undo(visitor: Visitor, camp: Camp, seen: int) -> None:
    key = _key(camp, seen, Action.UNDO.value, "")
    attempt(visitor, PLACE, lambda: control.undo(app_context(), camp.id, visitor.by, key=key, seen=seen))


def _key(camp: Camp, seen: int, *what: str) -> str:
    """Equal for the same button on the same screen, for every facilitator."""
    return hashlib.sha256("|".join((camp.id, str(seen), *what)).encode()).hexdigest()[:32]
