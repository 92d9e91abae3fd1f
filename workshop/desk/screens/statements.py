"""Statements: what the room agrees on, where views differ, and groups of opinion where there are any to speak of."""

import streamlit as st

from workshop.desk.cockpit import live
from workshop.desk.trials.opinion_view import opinion_view
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.model.camp import Camp
from workshop.services.camp import progress
from workshop.services.learn import statements

here = visitor()
if here.right is None:
    refuse(here, here.say("opinions.sign_in"))


@st.fragment(run_every=live.EVERY)
def looking(camp: Camp) -> None:
    """The chosen step, at first the one opened last."""
    house = the_house()
    pulse = progress.pulse(house, camp.id)
    agenda = live.agenda(house, camp, pulse[0])
    asked = {
        step.id: step
        for step in sorted(agenda.steps, key=lambda one: (one.opened_at is None, one.position))
        if statements.has_statements(house, step)
    }
    if not asked:
        st.info(here.say("opinions.no_step"))
        return
    chosen = next(iter(asked))
    if len(asked) > 1:
        chosen = st.selectbox(
            here.say("opinions.which"),
            list(asked),
            format_func=lambda one: (
                f"{asked[one].position + 1}. {live.title(house, asked[one], here.language)}"
            ),
            key=f"opinions.step.{camp.id}",
            filter_mode=None,
        )
    opinion_view(here, camp, asked[chosen], pulse)


camp = camp_head(here, here.say("desk.screen.statements"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
looking(camp)
