"""The camps there are, newest first, each with a way into its cockpit.

A new camp from a recipe; the facilitator's password is shown once, here.
"""

from __future__ import annotations

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.ui.actions import tell, told
from workshop.desk.ui.address import join_card
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.rubric_text import camp_rubric
from workshop.desk.ui.visitor import CAMP, Visitor
from workshop.model.camp import Camp, StepState
from workshop.model.ids import spaced
from workshop.services.camp import camps, control, progress
from workshop.services.camp.camps import MAX_CAPACITY, MAX_TITLE, NewCamp
from workshop.services.camp.rubrics import offered

MADE = "camp.made"
PLACE = "camp_form"


def camp_form(here: Visitor) -> None:
    """Title, recipe, capacity, and the button."""
    recipes = the_house().content.recipes
    if not recipes:
        st.info(here.say("desk.camps.no_recipes"))
        return
    with st.form("camp.new", enter_to_submit=False, border=False):
        st.text_input(here.say("desk.camps.title"), key="camp.new.title", max_chars=MAX_TITLE)
        st.selectbox(
            here.say("desk.camps.recipe"),
            list(recipes),
            format_func=lambda code: recipes[code].title.of(here.language),
            key="camp.new.recipe",
        )
        _rubric_choice(here)
        st.number_input(
            here.say("desk.camps.capacity"), 1, MAX_CAPACITY, 200, key="camp.new.capacity", width=240
        )
        st.form_submit_button(here.say("desk.camps.make"), type="primary", on_click=_make, args=(here,))
    told(PLACE)


def _rubric_choice(here: Visitor) -> None:
    """Where there is a choice: the recipe's own, or any version on offer."""
    found = {known.key: known.rubric for known in offered(the_house())}
    if len(found) < 2:
        return

    def named(key: str) -> str:
        if not key:
            return here.say("rubrics.camp_default")
        rubric = found[key]
        return here.say(
            "rubrics.named", title=rubric.title.of(here.language), version=rubric.version, rubric=key
        )

    st.selectbox(
        here.say("rubrics.camp_choice"),
        ["", *found],
        format_func=named,
        key="camp.new.rubric",
        help=here.say("rubrics.camp_help"),
    )


def _make(here: Visitor) -> None:
    state = st.session_state
    try:
        made = camps.new_camp(
            the_house(),
            state["camp.new.title"],
            state["camp.new.recipe"],
            int(state["camp.new.capacity"]),
            rubric=state.get("camp.new.rubric") or None,
        )
    except MengyaError as error:
        tell(PLACE, "bad", here.explain(error))
        return
    # The one thing that cannot be looked up again; it goes with the tab.
    state[MADE] = made
    state[CAMP] = made.camp.code


def made_card(here: Visitor) -> None:
    """The camp just made: how people get in, and the password that is not shown again."""
    made = st.session_state.get(MADE)
    if not isinstance(made, NewCamp):
        return
    with st.container(border=True):
        st.subheader(here.say("desk.camps.made", title=plain(made.camp.title)), anchor=False)
        left, right = st.columns([2, 3])
        with left:
            join_card(here, made.camp)
        with right:
            st.markdown(here.say("desk.camps.code"))
            st.code(made.camp.code, language=None)
            st.markdown(here.say("desk.camps.password"))
            st.code(made.facilitator_password, language=None)
            st.warning(here.say("desk.camps.password_once"))
            st.page_link("screens/cockpit.py", label=here.say("desk.camps.to_cockpit"))
            st.button(here.say("desk.camps.noted"), on_click=_forget)


def _forget() -> None:
    del st.session_state[MADE]


SHOWN = 50


def camp_list(here: Visitor) -> None:
    """One card a camp."""
    found = camps.camps(the_house())
    if not found:
        st.info(here.say("desk.camps.none"))
    for camp in found[:SHOWN]:
        _card(here, camp)


def _card(here: Visitor, camp: Camp) -> None:
    house = the_house()
    steps = control.steps(house, camp.id)
    recipe = house.content.recipes.get(camp.recipe)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(camp.title)}**")
            st.caption(
                here.say(
                    "desk.camps.facts",
                    code=spaced(camp.code),
                    recipe=plain(recipe.title.of(here.language) if recipe else camp.recipe),
                    seats=progress.seats_taken(house, camp.id),
                    capacity=camp.capacity,
                    open=sum(step.state is StepState.OPEN for step in steps),
                    steps=len(steps),
                    made=f"{camp.made_at:%Y-%m-%d}",
                )
            )
            st.caption(plain(camp_rubric(here, camp)))
        if camp.invented:
            st.badge(here.say("desk.band.short"), color="orange")
        if st.button(here.say("desk.camps.open"), key=f"open.{camp.id}"):
            st.session_state[CAMP] = camp.code
            st.switch_page("screens/cockpit.py")
