"""Who is due: commitments and tried cards in one list to copy and to take along, and what became of the commitments."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.base.text import LANGUAGES
from workshop.desk.ui.audit_list import as_csv
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.exercises.columns import day_text
from workshop.model.camp import Camp
from workshop.model.commitment import Heard
from workshop.services.app import links
from workshop.services.follow.due import DueLine, FollowUp, became_text, names, witness_of
from workshop.services.follow.pulses import Followed

TO_ASK = ("who", "about", "what", "since", "witness", "state")
REMINDER = ("nickname", "community", "role", "about", "what", "since", "witness", "state")


def to_ask(visitor: Visitor, camp: Camp, found: FollowUp) -> None:
    """Whom to ask now, on screen, as names to copy and as a list to take along."""
    st.markdown(escape(visitor.say("trials_desk.what")))
    st.subheader(visitor.say("trials_desk.to_ask", n=len(found.due)), anchor=False)
    if not found.due:
        st.info(
            visitor.say("trials_desk.nobody_until", date=found.next.isoformat())
            if found.next
            else visitor.say("trials_desk.nobody")
        )
        return
    _table(visitor, found)
    with st.expander(visitor.say("follow.copy")):
        st.code(
            visitor.say("follow.names", names=visitor.say("live.joiner").join(names(found.due))),
            language=None,
        )
    st.download_button(
        visitor.say("trials_desk.list"),
        as_csv(
            [visitor.say(f"follow.column.{name}") for name in REMINDER],
            [_reminder(visitor, one) for one in found.due],
        ),
        f"{camp.code}-due.csv",
        "text/csv",
        key=f"trials.list.{camp.id}",
        on_click="ignore",
    )
    st.caption(visitor.say("trials_desk.no_contact"))


def _state(visitor: Visitor, line: DueLine) -> str:
    return visitor.say(f"trials_desk.state.{'overdue' if line.late else 'due'}", days=line.due)


def _cells(visitor: Visitor, line: DueLine) -> tuple[str, ...]:
    return (
        f"{line.seat.nickname} · {line.community}",
        visitor.say(f"follow.about.{line.about.value}"),
        line.what,
        line.since.isoformat(),
        line.witness or "–",
        _state(visitor, line),
    )


def _table(visitor: Visitor, found: FollowUp) -> None:
    rows = [tuple(map(escape, _cells(visitor, one))) for one in found.due]
    if on_a_phone():
        st.markdown(
            bullets(f"**{who}**  \n{what}  \n{since} {state}" for who, _, what, since, _, state in rows)
        )
        return
    st.table(
        pd.DataFrame(rows, columns=[visitor.say(f"follow.column.{name}") for name in TO_ASK]),
        border="horizontal",
        hide_index=True,
        alt=visitor.say("trials_desk.table_alt", n=len(rows)),
    )


def _reminder(visitor: Visitor, line: DueLine) -> tuple[str, ...]:
    _, about, what, since, witness, state = _cells(visitor, line)
    role = visitor.role(line.seat.role.value)
    return line.seat.nickname, line.community, role, about, what, since, witness, state


def commitments_view(visitor: Visitor, camp: Camp, found: FollowUp, followed: tuple[Followed, ...]) -> None:
    """What became of the commitments, each of them, and the list to print."""
    if not found.counts.commitments:
        return
    st.subheader(visitor.say("follow.commitments", n=found.counts.commitments), anchor=False)
    st.markdown(escape(became_text(found.counts, visitor.language)))
    with st.expander(visitor.say("follow.each")):
        st.markdown(bullets(_line(visitor, one) for one in followed))
    with st.container(horizontal=True):
        for language in LANGUAGES:
            token = links.sign(app_context(), "meeting", camp.id, "commitments", language)
            st.link_button(visitor.say(f"follow.print.{language}"), f"/paper/meeting/{token}")


def heard_words(visitor: Visitor, heard: Heard) -> str:
    """Who said it to whom."""
    way, who = visitor.say(f"trials_desk.way.{heard.way.value}"), visitor.say(f"audit.who.{heard.by}")
    return visitor.say("follow.heard", way=way, name=escape(heard.teller), who=who)


def _line(visitor: Visitor, one: Followed) -> str:
    commitment, latest = one.held.commitment, one.latest
    parts = [f"**{escape(commitment.seat.nickname)}** {escape(commitment.what)}"]
    if commitment.day is not None:
        parts.append(visitor.say("follow.first_on", day=day_text(visitor.language, commitment.day)))
    if witness := witness_of(one):
        parts.append(visitor.say("follow.witnessed_by", name=escape(witness)))
    if latest is not None:
        said = latest.said
        became = visitor.say(
            "follow.since", days=latest.due, became=visitor.say(f"commitments.became.{said.became}")
        )
        parts.append(became)
        if latest.heard is not None:
            parts.append(heard_words(visitor, latest.heard))
        parts += [escape(text) for text in (said.evidence, said.helped, said.following) if text]
    return "  \n".join(parts)
