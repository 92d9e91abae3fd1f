"""The pairs and the reason for each, then who has no host and why: a table on a laptop, lines on a phone."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.desk.matching.pairing_look import PairingSnapshot, because, stuck_at
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.services.matching.pairing import ACCEPTED
from workshop.services.matching.pairing_view import PairLine

HEIGHT = 520
COLUMNS = ("asker", "stuck", "host", "why", "said")


def pairs_view(visitor: Visitor, look: PairingSnapshot) -> None:
    """The pairs, the askers who are short, the groups of three, and who has not said what they are stuck at."""
    ordered = sorted(look.lines, key=lambda one: (look.name(one.asker), -one.fit.value))
    if on_a_phone():
        st.markdown(bullets(_phone_line(visitor, look, one) for one in ordered))
    elif ordered:
        _table(visitor, look, ordered)
    _short(visitor, look)
    _threes(visitor, look)
    if look.silent:
        st.caption(
            visitor.say(
                "pairing_desk.silent", n=len(look.silent), names=_nicknames(visitor, look, look.silent)
            )
        )
    if any(one.presumed for one in look.lines):
        st.caption(visitor.say("pairing_desk.presumed_note", n=sum(one.presumed for one in look.lines)))


def _table(visitor: Visitor, look: PairingSnapshot, ordered: list[PairLine]) -> None:
    rows = [
        (
            escape(look.name(one.asker)),
            stuck_at(visitor, app_context(), look, one),
            escape(look.name(one.host)),
            because(visitor, app_context(), one),
            _said(visitor, one),
        )
        for one in ordered
    ]
    st.table(
        pd.DataFrame(rows, columns=[visitor.say(f"pairing_desk.column.{name}") for name in COLUMNS]),
        border="horizontal",
        height=HEIGHT if len(rows) > 9 else "content",
        hide_index=True,
        alt=visitor.say("pairing_desk.table_alt", n=len(rows)),
    )


def _phone_line(visitor: Visitor, look: PairingSnapshot, pair_line: PairLine) -> str:
    decision = _said(visitor, pair_line)
    return (
        f"**{escape(look.name(pair_line.asker))}** → **{escape(look.name(pair_line.host))}** {decision}  \n"
        f"{because(visitor, app_context(), pair_line)}"
    )


def _said(visitor: Visitor, pair_line: PairLine) -> str:
    if pair_line.decision == ACCEPTED:
        return f":green[{visitor.say('pairing_desk.yes')}]"
    if pair_line.locked:
        return f":blue[{visitor.say('pairing_desk.locked')}]"
    return f":gray[{visitor.say('pairing_desk.open')}]"


def _short(visitor: Visitor, look: PairingSnapshot) -> None:
    if look.found is None or not look.found.short:
        return
    short = [one for one in look.found.short if one[0] in look.seats and one[0] not in look.away]
    if not short:
        return
    with st.expander(visitor.say("pairing_desk.short", n=len(short))):
        lines = []
        for who, got, wanted, why in short:
            reason = visitor.say(f"matching.because.{why}")
            key = "matching.short" if got else "matching.alone"
            lines.append(escape(visitor.say(key, who=look.name(who), got=got, wanted=wanted, why=reason)))
        st.markdown(bullets(lines))


def _threes(visitor: Visitor, look: PairingSnapshot) -> None:
    if look.found is None:
        return
    groups = [[who for who in group if who in look.seats] for group in look.found.trios]
    groups = [group for group in groups if len(group) > 1]
    left = [who for who in look.found.left if who in look.seats]
    if not groups and not left:
        return
    st.subheader(visitor.say("pairing_desk.threes"), anchor=False)
    st.caption(visitor.say("pairing_desk.threes_help"))
    together = [
        escape(visitor.say("matching.joiner").join(look.name(who) for who in sorted(group, key=look.name)))
        for group in groups
    ]
    alone = [visitor.say("pairing_desk.left", name=escape(look.name(who))) for who in left]
    st.markdown(bullets([*together, *alone]))


def _nicknames(visitor: Visitor, look: PairingSnapshot, who: tuple[str, ...]) -> str:
    return escape(visitor.say("matching.joiner").join(look.seats[one].nickname for one in who))
