"""The camp's steps with their state, the control buttons for the chosen one, and the current step with its
minutes left.

Every press is one event or a sentence: pressing twice, or two facilitators pressing the same button, is one event, and
a press on a screen that is behind the room says what happened meanwhile.
"""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from workshop.desk.cockpit.live import ControlState, title
from workshop.desk.ui.actions import attempt, leave_note, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Action, Camp, CampStep, StepState
from workshop.services.camp import control, progress
from workshop.services.camp.presses import Press, PressOutcome, press, press_undo


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
OWN = "cockpit.own"  # the events made in this tab
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
    kept = f"{key}.kept"
    if st.session_state.get(key) not in by_id:
        # The browser sends back words, which another language does not know: then the choice is what it was.
        start = agenda.now or agenda.next or agenda.steps[-1]
        before = st.session_state.get(kept)
        st.session_state[key] = before if before in by_id else start.id
    chosen = st.selectbox(
        visitor.say("desk.cockpit.steps"),
        list(by_id),
        format_func=lambda code: (
            # No state here: the browser sends back the words, and with other words the choice would be lost.
            f"{by_id[code].position + 1}. {title(context, by_id[code], visitor.language)}"
        ),
        key=key,
        filter_mode=None,
    )
    st.session_state[kept] = chosen
    step = by_id[chosen]
    st.markdown(f":{COLOURS[step.state]}-badge[{_state(visitor, step)}]{_revealed(visitor, step)}")
    return step


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
    """One tap leads the list to the next step; it stands out once this one is closed."""
    following = agenda.next
    label = visitor.say("desk.do.no_next")
    if following is not None:
        label = visitor.say("desk.do.next", step=escape(title(app_context(), following, visitor.language)))
    st.button(
        label,
        key="control.next",
        type="primary" if following is not None and step.state is StepState.CLOSED else "tertiary",
        width="stretch",
        on_click=_choose,
        args=(visitor, camp, following.id if following is not None else None),
    )


def _choose(visitor: Visitor, camp: Camp, step: str | None) -> None:
    if step is None:
        leave_note(PLACE, "note", visitor.say("desk.do.no_next"))
    else:
        st.session_state[f"{CHOSEN}.{camp.id}"] = step


def _revealed(visitor: Visitor, step: CampStep) -> str:
    return f" :violet-badge[{visitor.say('desk.state.revealed')}]" if step.revealed else ""


def _state(visitor: Visitor, step: CampStep) -> str:
    return visitor.say(f"desk.state.{step.state.value}")


def buttons(visitor: Visitor, camp: Camp, agenda: ControlState, step: CampStep) -> None:
    """Open, freeze, reveal, close; the usual next one stands out.

    Each keeps its key and is never disabled: a press from a screen that is a moment behind must reach somebody who can
    say what became of it. What the step does not allow now stands back, and says why when pressed.
    """
    usual = _usual(step)
    # Two and two, on a phone as well.
    rows = [st.container(horizontal=True), st.container(horizontal=True)]
    for position, action in enumerate(BUTTONS):
        allowed = step.state in control.ALLOWED[action] and not (action is Action.REVEAL and step.revealed)
        again = action is Action.OPEN and step.opened_at is not None
        rows[position // 2].button(
            visitor.say("desk.do.reopen") if again else visitor.say(f"desk.do.{action.value}"),
            key=f"control.{action.value}",
            type="primary" if action is usual else "secondary" if allowed else "tertiary",
            width="stretch",
            help=visitor.say(f"desk.do_help.{action.value}"),
            on_click=_press,
            args=(visitor, camp, action, step.id, agenda.seen),
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
    if not late and not step.late_accepted:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(visitor.say("desk.late.waiting", n=late) if late else visitor.say("desk.late.accepted"))
        st.button(
            visitor.say("desk.late.accept"),
            key="control.late",
            type="secondary" if late and step.state in control.ALLOWED[Action.ACCEPT_LATE] else "tertiary",
            on_click=_press,
            args=(visitor, camp, Action.ACCEPT_LATE, step.id, agenda.seen),
        )


def undo_button(visitor: Visitor, camp: Camp, agenda: ControlState) -> None:
    """Undo the last press; the label says which that was."""
    last = agenda.last
    step = agenda.step(last.step) if last else None
    label = visitor.say("desk.undo_nothing")
    if last is not None and step is not None:
        done = visitor.say(f"desk.do.{last.action.value}")
        label = visitor.say("desk.undo", done=done, step=escape(title(app_context(), step, visitor.language)))
    st.button(
        label,
        key="control.undo",
        type="tertiary",
        on_click=_undo,
        args=(visitor, camp, last.seq if last is not None else 0),
    )


def _press(visitor: Visitor, camp: Camp, action: Action, drawn: str, seen: int) -> None:
    # On a busy machine the buttons may briefly be those of the step chosen before. The list is
    # what the person sees, so its choice counts.
    chosen = st.session_state.get(f"{CHOSEN}.{camp.id}", drawn)
    meant = chosen if chosen in {one.id for one in control.steps(app_context(), camp.id)} else drawn
    own: set[int] = st.session_state.setdefault(f"{OWN}.{camp.id}", set())

    def act() -> None:
        done = press(app_context(), camp.id, action, meant, visitor.by, seen=seen, own=own)
        if done.outcome is PressOutcome.DONE and done.event is not None:
            own.add(done.event.seq)
        _tell(visitor, camp, action, done)

    attempt(visitor, PLACE, act)


def _undo(visitor: Visitor, camp: Camp, shown: int) -> None:
    # After an undo the same button takes back the event before: the second tap of a double tap must not.
    if tapped_twice(visitor, PLACE, "control.undo"):
        return
    attempt(
        visitor,
        PLACE,
        lambda: _tell(
            visitor, camp, Action.UNDO, press_undo(app_context(), camp.id, visitor.by, shown=shown)
        ),
    )


def _tell(visitor: Visitor, camp: Camp, wanted: Action, done: Press) -> None:
    """Say what became of a press that was no event."""
    if done.outcome is PressOutcome.DONE:
        return
    event = done.event
    about = done.step.id if done.step else event.step if event else ""
    step = next((one for one in control.steps(app_context(), camp.id) if one.id == about), None)
    who = event.by if event and event.by in ("organiser", "facilitator") else "facilitator"
    words = visitor.say(
        f"desk.press.{done.outcome.value}",
        wanted=visitor.say(f"desk.do.{wanted.value}"),
        by=visitor.say(f"desk.by.{who}"),
        done=visitor.say(f"desk.do.{event.action.value}") if event else "",
        step=escape(title(app_context(), step, visitor.language)) if step else "",
        state=_reached(visitor, wanted, step) if step else "",
    )
    leave_note(PLACE, "note" if done.outcome is PressOutcome.ALREADY else "bad", words)


def _reached(visitor: Visitor, wanted: Action, step: CampStep) -> str:
    """The state of the step that has to do with the press."""
    if wanted is Action.REVEAL and step.revealed:
        return visitor.say("desk.state.revealed")
    return visitor.say("desk.state.late_accepted") if wanted is Action.ACCEPT_LATE else _state(visitor, step)
