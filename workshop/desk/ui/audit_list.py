"""The audit trail in words: filtered, listed, and exported as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workshop.base.text import has
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.network.io.table import BOM, guard
from workshop.services.app.audit import AuditEntry

COLUMNS = ("when", "camp", "what", "map", "who")
HEIGHT = 560
SHOWN = 300  # on screen; the file has all
KINDS = (
    "map",
    "export",
    "gathered",
    "names_shown",
    "names_kept",
    "names_deleted",
    "record_erased",
    "paper_typed",
    "paper_corrected",
    "withdraw",
    "case_taken_back",
)
WHO = ("organiser", "facilitator", "seat", "self")


def audit_list(visitor: Visitor, lines: Sequence[AuditEntry]) -> None:
    """Filters, the matching entries, and the same as a file."""
    if not lines:
        st.info(visitor.say("audit.none"))
        return
    left, right = st.columns(2)
    # By code: two camps may have the same title.
    camps = {one.camp_code: one.camp for one in lines}
    camp = left.selectbox(
        visitor.say("audit.column.camp"),
        list(camps),
        index=None,
        format_func=lambda code: _camp(visitor, camps[code], code),
        placeholder=visitor.say("audit.all"),
        key="audit.camp",
    )
    kinds = list(dict.fromkeys(one.what for one in lines))
    what = right.multiselect(
        visitor.say("audit.column.what"),
        kinds,
        format_func=lambda kind: _kind(visitor, kind),
        placeholder=visitor.say("audit.all"),
        key="audit.what",
    )
    entries = [
        one for one in lines if (camp is None or one.camp_code == camp) and (not what or one.what in what)
    ]
    rows = [row(visitor, one) for one in entries]
    head = [visitor.say(f"audit.column.{name}") for name in COLUMNS]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(visitor.say("audit.count", n=len(entries)))
        st.download_button(
            visitor.say("audit.download"),
            as_csv(head, rows),
            file_name="audit.csv",
            mime="text/csv",
            key="audit.download",
            on_click="ignore",
        )
    if not entries:
        return
    columns = ("when", "what", "where", "who")
    st.table(
        pd.DataFrame(
            [_shown(cells) for cells in rows[:SHOWN]],
            columns=[visitor.say(f"audit.column.{name}") for name in columns],
        ),
        border="horizontal",
        height=HEIGHT if len(rows) > 10 else "content",
        hide_index=True,
        alt=visitor.say("audit.alt"),
    )
    if len(rows) > SHOWN:
        st.caption(visitor.say("audit.more", n=len(rows) - SHOWN))


def _shown(cells: Sequence[str]) -> tuple[str, ...]:
    """A row narrow enough for a phone: the map stands with its camp."""
    when, camp, what, community, who = map(escape, cells)
    return when, what, f"**{community}** {camp}" if community else camp, who


def row(visitor: Visitor, audit_entry: AuditEntry) -> tuple[str, ...]:
    """One entry in words."""
    return (
        f"{on_their_clock(audit_entry.at):%Y-%m-%d %H:%M}",
        _camp(visitor, audit_entry.camp, audit_entry.camp_code),
        _what(visitor, audit_entry),
        audit_entry.community,
        visitor.say(f"audit.who.{audit_entry.by}") if audit_entry.by in WHO else audit_entry.by,
    )


def _camp(visitor: Visitor, title: str, code: str) -> str:
    return f"{title} · {code}" if code else visitor.say("audit.camp_gone")


def _kind(visitor: Visitor, kind: str) -> str:
    return visitor.say(f"audit.kind.{kind}") if kind in KINDS else kind


def _what(visitor: Visitor, audit_entry: AuditEntry) -> str:
    if audit_entry.what == "map" and len(audit_entry.details) == 2:
        file, people = audit_entry.details
        key = f"audit.people.{people}"
        named = visitor.say(key) if has(visitor.language, key) else people
        return visitor.say("audit.map", file=file, people=named)
    detail = " ".join(audit_entry.details)
    return f"{_kind(visitor, audit_entry.what)} {detail}".strip()


def as_csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with BOM; safe against formula injection."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([guard(cell) for cell in cells] for cells in rows)
    return BOM + text.getvalue().encode()
