"""Who asks whom and why, then who has nobody and why: a table on a laptop, lines on a phone."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.desk.matching.pairing_look import Look, because, stuck_at
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.services.matching.pairing import ACCEPTED
from workshop.services.matching.pairing_view import Line

HEIGHT = 520
COLUMNS = ("asker", "stuck", "host", "why", "said")


def pairs_view(here: Visitor, look: Look) -> None:
    """The pairs, whoever is short, the threes, and who has not said what they are stuck at."""
    ordered = sorted(look.lines, key=lambda one: (look.name(one.asker), -one.fit.value))
    if on_a_phone():
        st.markdown(bullets(_phone_line(here, look, one) for one in ordered))
    elif ordered:
        _table(here, look, ordered)
    _short(here, look)
    _threes(here, look)
    if look.silent:
        st.caption(
            here.say("pairing_desk.silent", n=len(look.silent), names=_nicknames(here, look, look.silent))
        )
    if any(one.presumed for one in look.lines):
        st.caption(here.say("pairing_desk.presumed_note", n=sum(one.presumed for one in look.lines)))


def _table(here: Visitor, look: Look, ordered: list[Line]) -> None:
    rows = [
        (
            plain(look.name(one.asker)),
            stuck_at(here, the_house(), look, one),
            plain(look.name(one.host)),
            because(here, the_house(), one),
            _said(here, one),
        )
        for one in ordered
    ]
    st.table(
        pd.DataFrame(rows, columns=[here.say(f"pairing_desk.column.{name}") for name in COLUMNS]),
        border="horizontal",
        height=HEIGHT if len(rows) > 9 else "content",
        hide_index=True,
        alt=here.say("pairing_desk.table_alt", n=len(rows)),
    )


def _phone_line(here: Visitor, look: Look, one: Line) -> str:
    said = _said(here, one)
    return (
        f"**{plain(look.name(one.asker))}** → **{plain(look.name(one.host))}** {said}  \n"
        f"{because(here, the_house(), one)}"
    )


def _said(here: Visitor, one: Line) -> str:
    if one.decision == ACCEPTED:
        return f":green[{here.say('pairing_desk.yes')}]"
    if one.locked:
        return f":blue[{here.say('pairing_desk.locked')}]"
    return f":gray[{here.say('pairing_desk.open')}]"


def _short(here: Visitor, look: Look) -> None:
    if look.found is None or not look.found.short:
        return
    found = [one for one in look.found.short if one[0] in look.seats and one[0] not in look.away]
    if not found:
        return
    with st.expander(here.say("pairing_desk.short", n=len(found))):
        lines = []
        for who, got, wanted, why in found:
            reason = here.say(f"matching.because.{why}")
            key = "matching.short" if got else "matching.alone"
            lines.append(plain(here.say(key, who=look.name(who), got=got, wanted=wanted, why=reason)))
        st.markdown(bullets(lines))


def _threes(here: Visitor, look: Look) -> None:
    if look.found is None:
        return
    groups = [[who for who in group if who in look.seats] for group in look.found.trios]
    groups = [group for group in groups if len(group) > 1]
    left = [who for who in look.found.left if who in look.seats]
    if not groups and not left:
        return
    st.subheader(here.say("pairing_desk.threes"), anchor=False)
    st.caption(here.say("pairing_desk.threes_help"))
    together = [
        plain(here.say("matching.joiner").join(look.name(who) for who in sorted(group, key=look.name)))
        for group in groups
    ]
    alone = [here.say("pairing_desk.left", name=plain(look.name(who))) for who in left]
    st.markdown(bullets([*together, *alone]))


def _nicknames(here: Visitor, look: Look, who: tuple[str, ...]) -> str:
    return plain(here.say("matching.joiner").join(look.seats[one].nickname for one in who))
