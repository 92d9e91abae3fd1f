"""How people join: QR code, eight-character code, and the address in the local network."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
import streamlit as st

from workshop.base.address import base_address
from workshop.desk.ui.context import app_settings
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp
from workshop.model.ids import spaced


@lru_cache(maxsize=32)
def qr_svg(address: str) -> str:
    """The address as a QR code drawing, dark on white, with the quiet zone scanners need."""
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(
        out, kind="svg", scale=10, border=4, dark="#111111", light="#ffffff", xmldecl=False, svgns=True
    )
    return out.getvalue().decode()


def join_base() -> str:
    """The address phones use, without a path."""
    settings = app_settings()
    return base_address(settings.public_url, st.context.url, settings.port)


def join_card(visitor: Visitor, camp: Camp) -> None:
    """QR code over code and address; a locked room says so."""
    base = join_base()
    with st.container(border=True, horizontal_alignment="center"):
        st.image(qr_svg(f"{base}/j/{camp.code}"), width=300, alt=visitor.say("desk.join.qr", code=camp.code))
        st.title(spaced(camp.code), anchor=False, text_alignment="center")
        st.markdown(escape(f"{base}/j"), text_alignment="center")
        if camp.locked:
            st.warning(visitor.say("desk.join.locked"))
        elif "127.0.0.1" in base:
            st.warning(visitor.say("desk.join.no_network"))
