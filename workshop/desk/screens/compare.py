"""Compare: two or more communities side by side, of one camp or, for an organiser, of several."""

import streamlit as st

from workshop.desk.map.side_by_side import side_by_side
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import steered_camps, visitor
from workshop.services.camp import camps
from workshop.services.map import networks
from workshop.services.map.networks import FEWEST

MOST = 12  # on one screen; more are for `mengya compare`

here = visitor()
if here.right is None:
    refuse(here, here.say("desk.compare.sign_in"))
camp = camp_head(here, here.say("desk.screen.compare"))
steered = steered_camps(here)
across = len(steered) > 1 and st.toggle(here.say("desk.compare.across"), key="compare.across")
chosen_from = steered if across else steered[:0] if camp is None else (camp,)
found = {one.id: one for each in chosen_from for one in camps.communities(the_house(), each.id)}
mapped = networks.all_current(the_house(), tuple(found))
titles = {each.id: each.title for each in chosen_from}
names = {
    code: f"{found[code].name} · {titles[found[code].camp]}" if across else found[code].name
    for code in sorted(mapped, key=lambda code: found[code].name)
}
if len(names) < FEWEST:
    st.info(here.say("desk.compare.too_few", found=len(names)))
    st.page_link("screens/communities.py", label=here.say("desk.screen.communities"))
    st.stop()
picked = st.multiselect(
    here.say("desk.compare.which"),
    list(names),
    default=list(names)[:FEWEST],
    format_func=names.__getitem__,
    max_selections=MOST,
    placeholder=here.say("desk.choose"),
    key=f"compare.{'all' if across else camp.id if camp else ''}",
)
if len(picked) < FEWEST:
    st.info(here.say("desk.compare.pick"))
    st.stop()
side_by_side(here, tuple(found[code] for code in names if code in picked), names)
