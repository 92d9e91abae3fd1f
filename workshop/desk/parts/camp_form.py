"""A new camp from a recipe; the facilitator's password is shown once, here."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.join_card import join_card
from workshop.desk.parts.plain import plain
from workshop.desk.parts.refusal import tell, told
from workshop.desk.parts.visitor import CAMP, Visitor
from workshop.errors import MengyaError
from workshop.room import camps
from workshop.room.camps import MAX_CAPACITY, MAX_TITLE, NewCamp
from workshop.room.rubrics import offered

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
