"""A map in figures and words, and what would happen if somebody left. Computed away from the room's phones."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.visitor import Visitor
from workshop.errors import InputError
from workshop.model.network import Network, PersonKind
from workshop.network.reading import (
    coverage_sentences,
    labels,
    overlap_sentences,
    percent,
    sentences,
    withdrawal_sentences,
)
from workshop.network.withdrawal import Withdrawal
from workshop.room import networks

# Who may leave, in the order it is usually asked.
LEAVERS = (PersonKind.SUPPORTER, PersonKind.COMMITTEE, PersonKind.GRID_WORKER, PersonKind.OUTSIDE)
CHOSEN = "people"


def measures_view(here: Visitor, network: Network) -> None:
    """Each figure as a sentence with its n."""
    with st.spinner(here.say("desk.map.computing")):
        found = networks.measured(network)
    name = labels(network)
    answered = sum(person.answered for person in network.people)
    st.markdown(bullets(map(plain, sentences(found, here.language, name, answered))))
    more = (
        *coverage_sentences(found, here.language),
        *overlap_sentences(found, here.language, name),
    )
    if more:
        with st.expander(here.say("desk.map.more_figures")):
            st.markdown(bullets(map(plain, more)))


def withdrawal_view(
    here: Visitor, network: Network, key: str, draw: Callable[[tuple[str, ...]], None]
) -> None:
    """Choose who leaves; see the figures, the sentences and, through `draw`, the map without them."""
    st.caption(here.say("desk.withdrawal.help"))
    remove = _leaving(here, network, key)
    if not remove:
        st.info(here.say("desk.withdrawal.nobody"))
        return
    try:
        with st.spinner(here.say("desk.map.computing")):
            found = networks.withdrawn(network, remove)
    except InputError as error:
        st.error(plain(here.explain(error)))
        return
    _figures(here, found)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st.markdown(bullets(map(plain, withdrawal_sentences(found, here.language, labels(network)))))
    with right:
        draw(remove)


def _leaving(here: Visitor, network: Network, key: str) -> tuple[str, ...]:
    present = [kind for kind in LEAVERS if any(person.kind is kind for person in network.people)]
    options = [*(kind.value for kind in present), CHOSEN]
    who = st.segmented_control(
        here.say("desk.withdrawal.who"),
        options,
        default=options[0],
        format_func=lambda code: (
            here.say("desk.withdrawal.people") if code == CHOSEN else here.say(f"network.kind.{code}")
        ),
        key=f"{key}.who",
    )
    if who == CHOSEN:
        name = labels(network)
        chosen = st.multiselect(
            here.say("desk.withdrawal.choose"),
            [person.id for person in network.people],
            format_func=name,
            placeholder=here.say("desk.choose"),
            key=f"{key}.chosen",
        )
        return tuple(sorted(chosen))
    return tuple(person.id for person in network.people if person.kind.value == who)


def _figures(here: Visitor, found: Withdrawal) -> None:
    columns = st.columns(4)
    figures = (
        ("before", found.share_before),
        ("after", found.share_after),
        ("random", found.random.mean),
        ("worst", found.worst.share),
    )
    for column, (name, share) in zip(columns, figures, strict=True):
        column.metric(here.say(f"desk.withdrawal.{name}"), f"{percent(share)}%")
    st.caption(here.say("desk.withdrawal.meaning", removed=len(found.removed), n=found.n))
