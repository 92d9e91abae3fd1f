"""What the room said about its community: who answered, whom they added, and the button that puts it on the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.map.map_chart import relation_name
from workshop.desk.ui.actions import tell
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.network import Network
from workshop.network.collect.tie_confirmation import Told, sides, sides_sentences
from workshop.network.graph.wording import labels
from workshop.services.camp.questions import exercise_of
from workshop.services.map import map_updates
from workshop.services.map.map_updates import CameIn, Decided

PAIRS = 40  # of names that may be one; each is a box to tick
OPEN = 8  # so many stand open, more are folded away
HEIGHT = 380


def may_gather(here: Visitor, community: Community) -> bool:
    """Whether the visitor may put on the map what the room said."""
    return here.right is not None and here.right.covers(community.camp)


def gather_view(here: Visitor, community: Community, place: str) -> None:
    """What came in and is not on the map yet, then who said the ties that are."""
    found = map_updates.came_in(the_house(), community)
    if not found.asked:
        st.info(here.say("gathering.no_step"))
        st.page_link("screens/agenda.py", label=here.say("gathering.to_agenda"))
    elif not found.speakers:
        st.info(here.say("gathering.nobody", n=found.seats, steps=_steps(here, found)))
        st.page_link("screens/cockpit.py", label=here.say("gathering.to_cockpit"))
    else:
        _waiting(here, community, found, place)
    if found.late:
        st.warning(here.say("gathering.late", n=found.late))
    if found.version is not None:
        _ties(here, found.network)


def _steps(here: Visitor, found: CameIn) -> str:
    titles = (exercise_of(the_house(), step).title.of(here.language) for step in found.asked)
    return here.say("network.reading.list_joiner").join(titles)


def _waiting(here: Visitor, community: Community, found: CameIn, place: str) -> None:
    st.markdown(f"**{here.say('gathering.answered', n=len(found.speakers), seats=found.seats)}**")
    _who(here, found)
    # Another version is another list to decide about.
    key = f"{place}.gather.{found.version.number if found.version else 0}"
    decided = Decided((*_alike(here, found, key), *_same(here, found, key)), _left_out(here, found, key))
    news = map_updates.as_decided(found, decided)
    if found.version is not None and news == found.network:
        st.success(here.say("gathering.all_on"))
        return
    st.markdown(bullets(_changes(here, found, news)))
    if st.button(here.say("gathering.put"), key=f"{key}.put", type="primary"):
        _put(here, community, decided, place)
        st.rerun()
    st.caption(here.say("gathering.put_help"))


def _who(here: Visitor, found: CameIn) -> None:
    """A line for each who answered: how much, never what."""
    name = labels(found.network)
    with st.expander(here.say("gathering.who", n=len(found.speakers)), expanded=False):
        rows = [
            (
                plain(one.nickname),
                here.say("gathering.on_paper" if one.on_paper else "gathering.on_phone"),
                plain(name(one.view.reporter)) if one.view.reporter != one.code else f"– ({one.code})",
                len(one.view.named),
                len(one.view.ties),
                len(one.view.remarks),
            )
            for one in found.speakers
        ]
        columns = ("nickname", "way", "self", "named", "ties", "remarks")
        st.table(
            pd.DataFrame(rows, columns=[here.say(f"gathering.column.{one}") for one in columns]),
            border="horizontal",
            hide_index=True,
            height=HEIGHT if len(rows) > OPEN else "content",
            alt=here.say("gathering.who_alt"),
        )
        st.caption(here.say("gathering.code_help"))


def _alike(here: Visitor, found: CameIn, key: str) -> tuple[tuple[str, str], ...]:
    """The near-alike names that somebody ticks to be one; none unless they do."""
    if not found.alike:
        return ()
    name = labels(found.network)
    with st.container(border=True):
        st.markdown(f"**{here.say('gathering.alike', n=len(found.alike))}**")
        st.caption(here.say("gathering.alike_help"))
        chosen = [
            (pair.one, pair.other)
            for number, pair in enumerate(found.alike[:PAIRS])
            if st.checkbox(
                here.say("gathering.alike_pair", one=_shown(name, pair.one), other=_shown(name, pair.other)),
                key=f"{key}.alike.{number}.{pair.one}.{pair.other}",
            )
        ]
        if len(found.alike) > PAIRS:
            st.caption(here.say("import.alike_more", n=len(found.alike) - PAIRS))
    return tuple(chosen)


def _shown(name: Callable[[str], str], who: str) -> str:
    label = name(who)
    return plain(label if label == who else f"{label} ({who})")


def _left_out(here: Visitor, found: CameIn, key: str) -> frozenset[str]:
    """Those added, a ticked box each; who is unticked stays off the map with what was said of them."""
    if not found.added:
        return frozenset()
    with st.expander(here.say("gathering.added", n=len(found.added)), expanded=len(found.added) <= OPEN):
        st.caption(here.say("gathering.added_help"))
        return frozenset(
            one.name
            for number, one in enumerate(found.added)
            if not st.checkbox(
                here.say("gathering.added_one", name=plain(one.name), n=one.by),
                value=True,
                key=f"{key}.added.{number}.{one.name}",
            )
        )


def _same(here: Visitor, found: CameIn, key: str) -> tuple[tuple[str, str], ...]:
    """Those added who are somebody on the map under quite another name."""
    if not found.added or found.version is None:
        return ()
    name = labels(found.network)
    there = [one.id for one in found.network.people] + [one.id for one in found.network.groups]
    with st.expander(here.say("gathering.same")):
        st.caption(here.say("gathering.same_help"))
        chosen = {
            one.name: st.selectbox(
                plain(one.name),
                there,
                index=None,
                format_func=lambda who: f"{name(who)} ({who})" if name(who) != who else who,
                placeholder=here.say("gathering.new_one"),
                key=f"{key}.same.{number}.{one.name}",
                width=420,
            )
            for number, one in enumerate(found.added)
        }
    return tuple((into, other) for other, into in chosen.items() if into is not None)


def _changes(here: Visitor, found: CameIn, news: Network) -> Sequence[str]:
    """What the button would do, in figures."""
    before = found.network
    nodes = len(news.people) + len(news.groups) - len(before.people) - len(before.groups)
    ties = sum(tie not in set(before.ties) for tie in news.ties)
    gone = sum(tie not in set(news.ties) for tie in before.ties)
    remarks = sum(one not in set(before.remarks) for one in news.remarks)
    counts = (("people", nodes), ("ties", ties), ("replaced", gone), ("remarks", remarks))
    return [here.say(f"gathering.will.{what}", n=n) for what, n in counts if n > 0] or [
        here.say("gathering.will.answered")
    ]


def _put(here: Visitor, community: Community, decided: Decided, place: str) -> None:
    try:
        version = map_updates.put_on_map(the_house(), community, decided, here.by)
    except MengyaError as error:
        tell(place, "bad", here.explain(error))
        return
    if version is None:
        tell(place, "note", here.say("gathering.all_on"))
    else:
        tell(place, "good", here.say("gathering.done", number=version.number))


def _ties(here: Visitor, network: Network) -> None:
    """The ties of the map as it is, by who said them."""
    found = sides(network)
    st.subheader(here.say("gathering.sides.title"), anchor=False)
    st.markdown(bullets(map(plain, sides_sentences(found, here.language))))
    if not found.pairs:
        return
    name = labels(network)
    order = list(Told)
    rows = [
        (
            plain(name(pair.one)),
            plain(relation_name(here, pair.relation)),
            plain(name(pair.other)),
            here.say("gathering.told.group" if pair.group else f"gathering.told.{pair.told.value}"),
            pair.onlookers,
        )
        for pair in sorted(found.pairs, key=lambda pair: (pair.group, order.index(pair.told)))
    ]
    columns = ("one", "relation", "other", "told", "onlookers")
    with st.expander(here.say("gathering.table", n=len(rows)), expanded=len(rows) <= OPEN):
        st.table(
            pd.DataFrame(rows, columns=[here.say(f"gathering.column.{one}") for one in columns]),
            border="horizontal",
            hide_index=True,
            height=HEIGHT if len(rows) > OPEN else "content",
            alt=here.say("gathering.table_alt"),
        )


def note_words(here: Visitor, note: str) -> str:
    """A version's note: those the program wrote are said in the reader's language."""
    return here.say(note) if note in (map_updates.GATHERED, map_updates.WITHDRAWN) else note
