"""How people get in: QR code, eight-character code, and the address in letters for whoever cannot scan."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_settings
from workshop.desk.parts.address import base_address, qr_svg
from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import Camp
from workshop.model.codes import spaced


def join_base() -> str:
    """The address phones use, without a path."""
    settings = the_settings()
    return base_address(settings.public_url, st.context.url, settings.port)


def join_card(here: Visitor, camp: Camp) -> None:
    """QR code over code and address; a locked room says so."""
    base = join_base()
    with st.container(border=True, horizontal_alignment="center"):
        st.image(qr_svg(f"{base}/j/{camp.code}"), width=300, alt=here.say("desk.join.qr", code=camp.code))
        st.title(spaced(camp.code), anchor=False, text_alignment="center")
        st.markdown(plain(f"{base}/j"), text_alignment="center")
        if camp.locked:
            st.warning(here.say("desk.join.locked"))
        elif "127.0.0.1" in base:
            st.warning(here.say("desk.join.no_network"))
