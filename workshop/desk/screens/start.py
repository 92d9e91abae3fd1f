"""Start: what this is, and the three ways in. Signed-in people also sign out here."""

import streamlit as st

from workshop.desk.ui.escape import escape
from workshop.desk.ui.page_header import page_header
from workshop.desk.ui.visitor import camp_of_seat, current_visitor, steered_camps

visitor = current_visitor()
camp = camp_of_seat(visitor)
about = camp or next(iter(steered_camps(visitor)), None)
page_header(visitor, visitor.say("desk.start.title"), about if about and about.invented else None)
st.markdown(visitor.say("desk.start.what"))
ways = st.columns(2, border=True)
with ways[0]:
    st.subheader(visitor.say("desk.start.join_title"), anchor=False)
    if camp is None:
        st.markdown(visitor.say("desk.start.join_text"))
        st.link_button(visitor.say("desk.start.join"), "/j", type="primary", width="stretch")
    else:
        st.markdown(visitor.say("desk.start.inside", camp=escape(camp.title)))
        st.page_link("screens/my_community.py", label=visitor.say("desk.screen.my_community"))
        st.link_button(visitor.say("desk.start.my_seat"), "/s/mine", width="stretch")
with ways[1]:
    st.subheader(visitor.say("desk.start.steer_title"), anchor=False)
    if visitor.right is None:
        st.markdown(visitor.say("desk.start.steer_text"))
        st.link_button(visitor.say("desk.start.sign_in"), "/login", width="stretch")
    else:
        st.markdown(visitor.say(f"desk.start.signed_in.{visitor.by}"))
        st.page_link("screens/room.py", label=visitor.say("desk.screen.room"))
        st.link_button(visitor.say("desk.start.sign_out"), "/logout", width="stretch")
st.subheader(visitor.say("desk.start.how_title"), anchor=False)
st.markdown(visitor.say("desk.start.how"))
