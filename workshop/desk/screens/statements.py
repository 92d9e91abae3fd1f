"""Statements: what the room agrees on, where views differ, and opinion groups where there are any."""

import streamlit as st

from workshop.desk.cockpit import live
from workshop.desk.trials.opinion_view import opinion_view
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.model.camp import Camp
from workshop.services.camp import progress
from workshop.services.learn import statements

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("opinions.sign_in"))


@st.fragment(run_every=live.EVERY)
def looking(camp: Camp) -> None:
    """The chosen step, at first the one opened last."""
    context = app_context()
    pulse = progress.pulse(context, camp.id)
    agenda = live.agenda(context, camp, pulse[0])
    asked = {
        step.id: step
        for step in sorted(agenda.steps, key=lambda one: (one.opened_at is None, one.position))
        if statements.has_statements(context, step)
    }
    if not asked:
        st.info(visitor.say("opinions.no_step"))
        return
    chosen = next(iter(asked))
    if len(asked) > 1:
        chosen = st.selectbox(
            visitor.say("opinions.which"),
            list(asked),
            format_func=lambda one: (
                f"{asked[one].position + 1}. {live.title(context, asked[one], visitor.language)}"
            ),
            key=f"opinions.step.{camp.id}",
            filter_mode=None,
        )
    opinion_view(visitor, camp, asked[chosen], pulse)


camp = camp_header(visitor, visitor.say("desk.screen.statements"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
looking(camp)
