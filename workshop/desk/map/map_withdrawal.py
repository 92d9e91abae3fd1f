"""What would happen if somebody left: figures, sentences, the curve, and the map without them, one by one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workshop.base.errors import InputError
from workshop.base.svg import size_of
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.model.network import Network, PersonKind
from workshop.network.graph.wording import labels, percent
from workshop.network.resilience.removal_curve import Curves
from workshop.network.resilience.removal_curve_chart import curve_in_words, curve_picture, curve_sentences
from workshop.network.resilience.withdrawal import Withdrawal
from workshop.network.text.network_text import withdrawal_sentences
from workshop.services.map import networks

# Who may leave, in the order it is usually asked.
LEAVERS = (PersonKind.SUPPORTER, PersonKind.COMMITTEE, PersonKind.GRID_WORKER, PersonKind.OUTSIDE)
CHOSEN = "people"
NARROW = 360.0
BROAD = 760.0


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
            shrinking = networks.shrinking(network, remove)
    except InputError as error:
        st.error(plain(here.explain(error)))
        return
    _figures(here, found)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st.markdown(bullets(map(plain, withdrawal_sentences(found, here.language, labels(network)))))
        st.info(here.say("withdrawal.time"))
    with right:
        draw(_one_by_one(here, network, shrinking, key))
    _curve(here, shrinking)


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


def _one_by_one(here: Visitor, network: Network, found: Curves, key: str) -> tuple[str, ...]:
    """Who has left so far: a slider from everybody here to all of those gone, and what holds at that moment."""
    everybody = len(found.order)
    gone = st.slider(
        here.say("withdrawal.step"),
        0,
        everybody,
        everybody,
        key=f"{key}.step.{'.'.join(found.order)}",
    )
    held = percent(found.chosen[gone])
    if gone:
        last = plain(network.label(found.order[gone - 1]))
        words = here.say("withdrawal.frame.some", gone=gone, all=everybody, name=last, percent=held)
    else:
        words = here.say("withdrawal.frame.none", percent=held)
    st.caption(f"{words} {here.say('withdrawal.stays')}")
    return found.order[:gone]


def _curve(here: Visitor, found: Curves) -> None:
    st.subheader(here.say("withdrawal.curve.title"), anchor=False)
    drawing = curve_picture(found, here.language, NARROW if on_a_phone() else BROAD)
    st.image(drawing, width=int(size_of(drawing)[0]), alt=curve_in_words(found, here.language))
    st.markdown(bullets(map(plain, curve_sentences(found, here.language))))


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
