"""Start: what this is, and the three ways in. Also where a signed-in person signs out."""

import streamlit as st

from workshop.desk.ui.escape import plain
from workshop.desk.ui.page_header import head
from workshop.desk.ui.visitor import camp_of_seat, steered_camps, visitor

here = visitor()
camp = camp_of_seat(here)
about = camp or next(iter(steered_camps(here)), None)
head(here, here.say("desk.start.title"), about if about and about.invented else None)
st.markdown(here.say("desk.start.what"))
ways = st.columns(2, border=True)
with ways[0]:
    st.subheader(here.say("desk.start.join_title"), anchor=False)
    if camp is None:
        st.markdown(here.say("desk.start.join_text"))
        st.link_button(here.say("desk.start.join"), "/j", type="primary", width="stretch")
    else:
        st.markdown(here.say("desk.start.inside", camp=plain(camp.title)))
        st.page_link("screens/my_community.py", label=here.say("desk.screen.my_community"))
        st.link_button(here.say("desk.start.my_seat"), "/s/mine", width="stretch")
with ways[1]:
    st.subheader(here.say("desk.start.steer_title"), anchor=False)
    if here.right is None:
        st.markdown(here.say("desk.start.steer_text"))
        st.link_button(here.say("desk.start.sign_in"), "/login", width="stretch")
    else:
        st.markdown(here.say(f"desk.start.signed_in.{here.by}"))
        st.page_link("screens/cockpit.py", label=here.say("desk.screen.cockpit"))
        st.link_button(here.say("desk.start.sign_out"), "/logout", width="stretch")
st.subheader(here.say("desk.start.how_title"), anchor=False)
st.markdown(here.say("desk.start.how"))
