"""List of camps, newest first, with links to their cockpits; and the form for a new camp from a recipe.

A new camp's facilitator password is shown once, here.
"""

from __future__ import annotations

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.ui.actions import leave_note, show_note
from workshop.desk.ui.address import join_card
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.rubric_text import camp_rubric
from workshop.desk.ui.visitor import CAMP, Visitor
from workshop.model.camp import Camp, StepState
from workshop.model.ids import spaced
from workshop.services.camp import camps, control, progress
from workshop.services.camp.camps import MAX_CAPACITY, MAX_TITLE, NewCamp
from workshop.services.camp.rubrics import offered

MADE = "camp.made"
PLACE = "camp_form"


def camp_form(visitor: Visitor) -> None:
    """Title, recipe, capacity, and the button."""
    recipes = app_context().content.recipes
    if not recipes:
        st.info(visitor.say("desk.camps.no_recipes"))
        return
    with st.form("camp.new", enter_to_submit=False, border=False):
        st.text_input(visitor.say("desk.camps.title"), key="camp.new.title", max_chars=MAX_TITLE)
        st.selectbox(
            visitor.say("desk.camps.recipe"),
            list(recipes),
            format_func=lambda code: recipes[code].title.of(visitor.language),
            key="camp.new.recipe",
        )
        _rubric_choice(visitor)
        st.number_input(
            visitor.say("desk.camps.capacity"), 1, MAX_CAPACITY, 200, key="camp.new.capacity", width=240
        )
        st.form_submit_button(visitor.say("desk.camps.make"), type="primary", on_click=_make, args=(visitor,))
    show_note(PLACE)


def _rubric_choice(visitor: Visitor) -> None:
    """A choice of rubric where there is one: the recipe's own, or any version on offer."""
    rubrics = {known.key: known.rubric for known in offered(app_context())}
    if len(rubrics) < 2:
        return

    def named(key: str) -> str:
        if not key:
            return visitor.say("rubrics.camp_default")
        rubric = rubrics[key]
        return visitor.say(
            "rubrics.named", title=rubric.title.of(visitor.language), version=rubric.version, rubric=key
        )

    st.selectbox(
        visitor.say("rubrics.camp_choice"),
        ["", *rubrics],
        format_func=named,
        key="camp.new.rubric",
        help=visitor.say("rubrics.camp_help"),
    )


def _make(visitor: Visitor) -> None:
    state = st.session_state
    try:
        made = camps.new_camp(
            app_context(),
            state["camp.new.title"],
            state["camp.new.recipe"],
            int(state["camp.new.capacity"]),
            rubric=state.get("camp.new.rubric") or None,
        )
    except MengyaError as error:
        leave_note(PLACE, "bad", visitor.explain(error))
        return
    # The password cannot be looked up again; it disappears with the tab.
    state[MADE] = made
    state[CAMP] = made.camp.code


def made_card(visitor: Visitor) -> None:
    """The new camp: how people join, and the password that is not shown again."""
    made = st.session_state.get(MADE)
    if not isinstance(made, NewCamp):
        return
    with st.container(border=True):
        st.subheader(visitor.say("desk.camps.made", title=escape(made.camp.title)), anchor=False)
        left, right = st.columns([2, 3])
        with left:
            join_card(visitor, made.camp)
        with right:
            st.markdown(visitor.say("desk.camps.code"))
            st.code(made.camp.code, language=None)
            st.markdown(visitor.say("desk.camps.password"))
            st.code(made.facilitator_password, language=None)
            st.warning(visitor.say("desk.camps.password_once"))
            st.page_link("screens/room.py", label=visitor.say("desk.camps.to_cockpit"))
            st.button(visitor.say("desk.camps.noted"), on_click=_forget)


def _forget() -> None:
    del st.session_state[MADE]


SHOWN = 50


def camp_list(visitor: Visitor) -> None:
    """One card per camp."""
    every_camp = camps.camps(app_context())
    if not every_camp:
        st.info(visitor.say("desk.camps.none"))
    for camp in every_camp[:SHOWN]:
        _card(visitor, camp)


def _card(visitor: Visitor, camp: Camp) -> None:
    context = app_context()
    steps = control.asking(control.steps(context, camp.id))
    recipe = context.content.recipes.get(camp.recipe)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{escape(camp.title)}**")
            st.caption(
                visitor.say(
                    "desk.camps.facts",
                    code=spaced(camp.code),
                    recipe=escape(recipe.title.of(visitor.language) if recipe else camp.recipe),
                    seats=progress.seats_taken(context, camp.id),
                    capacity=camp.capacity,
                    open=sum(step.state is StepState.OPEN for step in steps),
                    steps=len(steps),
                    made=f"{camp.made_at:%Y-%m-%d}",
                )
            )
            st.caption(escape(camp_rubric(visitor, camp)))
        if camp.invented:
            st.badge(visitor.say("desk.band.short"), color="orange")
        if st.button(visitor.say("desk.camps.open"), key=f"open.{camp.id}"):
            st.session_state[CAMP] = camp.code
            st.switch_page("screens/room.py")
