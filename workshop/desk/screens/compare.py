"""Compare: two or more communities side by side, of one camp or, for an organiser, of several."""

import streamlit as st

from workshop.desk.map.side_by_side import side_by_side
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor, steered_camps
from workshop.services.camp import camps
from workshop.services.map import networks
from workshop.services.map.networks import FEWEST

MOST = 12  # on one screen; more are for `mengya compare`

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.compare.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.compare"))
steered = steered_camps(visitor)
across = len(steered) > 1 and st.toggle(visitor.say("desk.compare.across"), key="compare.across")
chosen_from = steered if across else steered[:0] if camp is None else (camp,)
found = {one.id: one for each in chosen_from for one in camps.communities(app_context(), each.id)}
mapped = networks.all_current(app_context(), tuple(found))
titles = {each.id: each.title for each in chosen_from}
names = {
    code: f"{found[code].name} · {titles[found[code].camp]}" if across else found[code].name
    for code in sorted(mapped, key=lambda code: found[code].name)
}
if len(names) < FEWEST:
    st.info(visitor.say("desk.compare.too_few", found=len(names)))
    st.page_link("screens/communities.py", label=visitor.say("desk.screen.communities"))
    st.stop()
picked = st.multiselect(
    visitor.say("desk.compare.which"),
    list(names),
    default=list(names)[:FEWEST],
    format_func=names.__getitem__,
    max_selections=MOST,
    placeholder=visitor.say("desk.choose"),
    key=f"compare.{'all' if across else camp.id if camp else ''}",
)
if len(picked) < FEWEST:
    st.info(visitor.say("desk.compare.pick"))
    st.stop()
side_by_side(visitor, tuple(found[code] for code in names if code in picked), names)
