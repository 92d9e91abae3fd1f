"""What was tried: who is to be asked what came of a card, writing down what they say, and what it adds up to."""

import streamlit as st

from workshop.desk.trials.trials_list import PLACE, again_view, entry, everybody, look_at, to_ask
from workshop.desk.ui.actions import told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import visitor

here = visitor()
if here.right is None:
    refuse(here, here.say("trials_desk.sign_in"))
camp = camp_head(here, here.say("desk.screen.trials"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
told(PLACE)
look = look_at(the_house(), camp, here.language)
if look.lines:
    to_ask(here, camp, look)
    entry(here, camp, look)
    everybody(here, look)
else:
    st.info(here.say("trials_desk.none"))
again_view(here)
