"""The withdrawal test (node removal, percolation) at the desk: figures, sentences, the curve, and the map
without them.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workshop.base.errors import InputError
from workshop.base.svg import size_of
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.model.network import Network, PersonKind
from workshop.network.graph.wording import labels, percent
from workshop.network.resilience.removal_curve import RemovalCurves
from workshop.network.resilience.removal_curve_chart import (
    curve_sentences,
    removal_curve_chart,
    removal_curve_text,
)
from workshop.network.resilience.withdrawal import Withdrawal
from workshop.network.text.network_text import withdrawal_figures, withdrawal_words
from workshop.services.map import networks

# Groups that may leave, in the order usually asked.
LEAVERS = (PersonKind.SUPPORTER, PersonKind.COMMITTEE, PersonKind.GRID_WORKER, PersonKind.OUTSIDE)
CHOSEN = "people"
NARROW = 360.0
BROAD = 760.0


def withdrawal_view(
    visitor: Visitor, network: Network, key: str, draw: Callable[[tuple[str, ...]], None]
) -> None:
    """Choose who leaves; see the figures, the sentences and, through `draw`, the map without them."""
    st.caption(visitor.say("desk.withdrawal.help"))
    remove = _leaving(visitor, network, key)
    if not remove:
        st.info(visitor.say("desk.withdrawal.nobody"))
        return
    try:
        with st.spinner(visitor.say("desk.map.computing")):
            withdrawal = networks.withdrawn(network, remove)
            shrinking = networks.shrinking(network, remove)
    except InputError as error:
        st.error(escape(visitor.explain(error)))
        return
    _figures(visitor, withdrawal)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st.markdown(bullets(map(escape, withdrawal_words(withdrawal, visitor.language, labels(network)))))
        with st.expander(visitor.say("desk.more")):
            st.markdown(bullets(map(escape, withdrawal_figures(withdrawal, visitor.language))))
        st.info(visitor.say("withdrawal.time"))
    with right:
        draw(_one_by_one(visitor, network, shrinking, key))
    _curve(visitor, shrinking)


def _leaving(visitor: Visitor, network: Network, key: str) -> tuple[str, ...]:
    present = [kind for kind in LEAVERS if any(person.kind is kind for person in network.people)]
    options = [*(kind.value for kind in present), CHOSEN]
    who = st.segmented_control(
        visitor.say("desk.withdrawal.who"),
        options,
        default=options[0],
        format_func=lambda code: (
            visitor.say("desk.withdrawal.people") if code == CHOSEN else visitor.say(f"network.kind.{code}")
        ),
        key=f"{key}.who",
    )
    if who == CHOSEN:
        name = labels(network)
        chosen = st.multiselect(
            visitor.say("desk.withdrawal.choose"),
            [person.id for person in network.people],
            format_func=name,
            placeholder=visitor.say("desk.choose"),
            key=f"{key}.chosen",
        )
        return tuple(sorted(chosen))
    return tuple(person.id for person in network.people if person.kind.value == who)


def _one_by_one(
    visitor: Visitor, network: Network, removal_curves: RemovalCurves, key: str
) -> tuple[str, ...]:
    """Progressive removal: a slider from nobody to everybody removed, and what still holds at that point."""
    everybody = len(removal_curves.order)
    gone = st.slider(
        visitor.say("withdrawal.step"),
        0,
        everybody,
        everybody,
        key=f"{key}.step.{'.'.join(removal_curves.order)}",
    )
    held = percent(removal_curves.chosen[gone])
    if gone:
        last = escape(network.label(removal_curves.order[gone - 1]))
        words = visitor.say("withdrawal.frame.some", gone=gone, all=everybody, name=last, percent=held)
    else:
        words = visitor.say("withdrawal.frame.none", percent=held)
    st.caption(f"{words} {visitor.say('withdrawal.stays')}")
    return removal_curves.order[:gone]


def _curve(visitor: Visitor, removal_curves: RemovalCurves) -> None:
    st.subheader(visitor.say("withdrawal.curve.title"), anchor=False)
    drawing = removal_curve_chart(removal_curves, visitor.language, NARROW if on_a_phone() else BROAD)
    st.image(
        drawing, width=int(size_of(drawing)[0]), alt=removal_curve_text(removal_curves, visitor.language)
    )
    st.markdown(bullets(map(escape, curve_sentences(removal_curves, visitor.language))))


def _figures(visitor: Visitor, withdrawal: Withdrawal) -> None:
    columns = st.columns(4)
    figures = (
        ("before", withdrawal.share_before),
        ("after", withdrawal.share_after),
        ("random", withdrawal.random.mean),
        ("worst", withdrawal.worst.share),
    )
    for column, (name, share) in zip(columns, figures, strict=True):
        column.metric(visitor.say(f"desk.withdrawal.{name}"), f"{percent(share)}%")
    st.caption(visitor.say("desk.withdrawal.meaning", removed=len(withdrawal.removed), n=withdrawal.n))
