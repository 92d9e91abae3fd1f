"""Reviewing participants' reports for the map: who answered, whom they added, and the button that merges
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.map.map_chart import relation_name
from workshop.desk.ui.actions import leave_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.network import Network
from workshop.network.collect.tie_confirmation import Confirmation, confirmation_sentences, tie_confirmations
from workshop.network.graph.wording import labels
from workshop.services.camp.questions import exercise_of
from workshop.services.map import map_updates
from workshop.services.map.map_updates import Decided, PendingReports

PAIRS = 40  # likely duplicates listed; each is a checkbox
OPEN = 8  # shown open; more are collapsed
HEIGHT = 380


def may_gather(visitor: Visitor, community: Community) -> bool:
    """Whether the visitor may merge the room's reports into the map."""
    return visitor.right is not None and visitor.right.covers(community.camp)


def gather_view(visitor: Visitor, community: Community, place: str) -> None:
    """Reports not merged yet, then who reported the existing ties."""
    pending_reports = map_updates.pending_reports(app_context(), community)
    if not pending_reports.asked:
        st.info(visitor.say("gathering.no_step"))
        st.page_link("screens/agenda.py", label=visitor.say("gathering.to_agenda"))
    elif not pending_reports.speakers:
        st.info(
            visitor.say("gathering.nobody", n=pending_reports.seats, steps=_steps(visitor, pending_reports))
        )
        st.page_link("screens/room.py", label=visitor.say("gathering.to_cockpit"))
    else:
        _waiting(visitor, community, pending_reports, place)
    if pending_reports.late:
        st.warning(visitor.say("gathering.late", n=pending_reports.late))
    if pending_reports.version is not None:
        _ties(visitor, pending_reports.network)


def _steps(visitor: Visitor, pending_reports: PendingReports) -> str:
    titles = (exercise_of(app_context(), step).title.of(visitor.language) for step in pending_reports.asked)
    return visitor.say("network.reading.list_joiner").join(titles)


def _waiting(visitor: Visitor, community: Community, pending_reports: PendingReports, place: str) -> None:
    st.markdown(
        f"**{visitor.say('gathering.answered', n=len(pending_reports.speakers), seats=pending_reports.seats)}**"
    )
    _who(visitor, pending_reports)
    # A new version needs new decisions.
    key = f"{place}.gather.{pending_reports.version.number if pending_reports.version else 0}"
    decided = Decided(
        (*_alike(visitor, pending_reports, key), *_same(visitor, pending_reports, key)),
        _left_out(visitor, pending_reports, key),
    )
    news = map_updates.as_decided(pending_reports, decided)
    if pending_reports.version is not None and news == pending_reports.network:
        st.success(visitor.say("gathering.all_on"))
        return
    st.markdown(bullets(_changes(visitor, pending_reports, news)))
    if st.button(visitor.say("gathering.put"), key=f"{place}.gather.put", type="primary"):
        _put(visitor, community, decided, place)
        st.rerun()
    st.caption(visitor.say("gathering.put_help"))


def _who(visitor: Visitor, pending_reports: PendingReports) -> None:
    """A line per respondent: how much, never what."""
    name = labels(pending_reports.network)
    with st.expander(visitor.say("gathering.who", n=len(pending_reports.speakers)), expanded=False):
        rows = [
            (
                escape(one.nickname),
                visitor.say("gathering.on_paper" if one.on_paper else "gathering.on_phone"),
                escape(name(one.view.reporter)) if one.view.reporter != one.code else f"– ({one.code})",
                len(one.view.named),
                len(one.view.ties),
                len(one.view.remarks),
            )
            for one in pending_reports.speakers
        ]
        columns = ("nickname", "way", "self", "named", "ties", "remarks")
        st.table(
            pd.DataFrame(rows, columns=[visitor.say(f"gathering.column.{one}") for one in columns]),
            border="horizontal",
            hide_index=True,
            height=HEIGHT if len(rows) > OPEN else "content",
            alt=visitor.say("gathering.who_alt"),
        )
        st.caption(visitor.say("gathering.code_help"))


def _alike(visitor: Visitor, pending_reports: PendingReports, key: str) -> tuple[tuple[str, str], ...]:
    """Near-duplicate names to be ticked as the same; none unless somebody ticks them."""
    if not pending_reports.alike:
        return ()
    name = labels(pending_reports.network)
    with st.container(border=True):
        st.markdown(f"**{visitor.say('gathering.alike', n=len(pending_reports.alike))}**")
        st.caption(visitor.say("gathering.alike_help"))
        chosen = [
            (pair.one, pair.other)
            for number, pair in enumerate(pending_reports.alike[:PAIRS])
            if st.checkbox(
                visitor.say(
                    "gathering.alike_pair", one=_shown(name, pair.one), other=_shown(name, pair.other)
                ),
                key=f"{key}.alike.{number}.{pair.one}.{pair.other}",
            )
        ]
        if len(pending_reports.alike) > PAIRS:
            st.caption(visitor.say("import.alike_more", n=len(pending_reports.alike) - PAIRS))
    return tuple(chosen)


def _shown(name: Callable[[str], str], who: str) -> str:
    label = name(who)
    return escape(label if label == who else f"{label} ({who})")


def _left_out(visitor: Visitor, pending_reports: PendingReports, key: str) -> frozenset[str]:
    """A ticked box per added person; an unticked one stays off the map with everything reported about them."""
    if not pending_reports.added:
        return frozenset()
    with st.expander(
        visitor.say("gathering.added", n=len(pending_reports.added)),
        expanded=len(pending_reports.added) <= OPEN,
    ):
        st.caption(visitor.say("gathering.added_help"))
        return frozenset(
            one.name
            for number, one in enumerate(pending_reports.added)
            if not st.checkbox(
                visitor.say("gathering.added_one", name=escape(one.name), n=one.by),
                value=True,
                key=f"{key}.added.{number}.{one.name}",
            )
        )


def _same(visitor: Visitor, pending_reports: PendingReports, key: str) -> tuple[tuple[str, str], ...]:
    """Added people who are already on the map under quite another name."""
    if not pending_reports.added or pending_reports.version is None:
        return ()
    name = labels(pending_reports.network)
    there = [one.id for one in pending_reports.network.people] + [
        one.id for one in pending_reports.network.groups
    ]
    with st.expander(visitor.say("gathering.same")):
        st.caption(visitor.say("gathering.same_help"))
        chosen = {
            one.name: st.selectbox(
                escape(one.name),
                there,
                index=None,
                format_func=lambda who: f"{name(who)} ({who})" if name(who) != who else who,
                placeholder=visitor.say("gathering.new_one"),
                key=f"{key}.same.{number}.{one.name}",
                width=420,
            )
            for number, one in enumerate(pending_reports.added)
        }
    return tuple((into, other) for other, into in chosen.items() if into is not None)


def _changes(visitor: Visitor, pending_reports: PendingReports, news: Network) -> Sequence[str]:
    """What the button would change, in figures."""
    before = pending_reports.network
    nodes = len(news.people) + len(news.groups) - len(before.people) - len(before.groups)
    ties = sum(tie not in set(before.ties) for tie in news.ties)
    gone = sum(tie not in set(news.ties) for tie in before.ties)
    remarks = sum(one not in set(before.remarks) for one in news.remarks)
    counts = (("people", nodes), ("ties", ties), ("replaced", gone), ("remarks", remarks))
    return [visitor.say(f"gathering.will.{what}", n=n) for what, n in counts if n > 0] or [
        visitor.say("gathering.will.answered")
    ]


def _put(visitor: Visitor, community: Community, decided: Decided, place: str) -> None:
    try:
        version = map_updates.put_on_map(app_context(), community, decided, visitor.by)
    except MengyaError as error:
        leave_note(place, "bad", visitor.explain(error))
        return
    if version is None:
        leave_note(place, "note", visitor.say("gathering.all_on"))
    else:
        leave_note(place, "good", visitor.say("gathering.done", number=version.number))


def _ties(visitor: Visitor, network: Network) -> None:
    """The existing ties of the map, by who reported them."""
    found = tie_confirmations(network)
    st.subheader(visitor.say("gathering.sides.title"), anchor=False)
    st.markdown(bullets(map(escape, confirmation_sentences(found, visitor.language))))
    if not found.pairs:
        return
    name = labels(network)
    order = list(Confirmation)
    rows = [
        (
            escape(name(pair.one)),
            escape(relation_name(visitor, pair.relation)),
            escape(name(pair.other)),
            visitor.say("gathering.told.group" if pair.group else f"gathering.told.{pair.known_by.value}"),
            pair.onlookers,
        )
        for pair in sorted(found.pairs, key=lambda pair: (pair.group, order.index(pair.known_by)))
    ]
    columns = ("one", "relation", "other", "told", "onlookers")
    with st.expander(visitor.say("gathering.table", n=len(rows)), expanded=len(rows) <= OPEN):
        st.table(
            pd.DataFrame(rows, columns=[visitor.say(f"gathering.column.{one}") for one in columns]),
            border="horizontal",
            hide_index=True,
            height=HEIGHT if len(rows) > OPEN else "content",
            alt=visitor.say("gathering.table_alt"),
        )


def note_words(visitor: Visitor, note: str) -> str:
    """A version's note; notes written by the program are in the reader's language."""
    return visitor.say(note) if note in (map_updates.GATHERED, map_updates.WITHDRAWN) else note
