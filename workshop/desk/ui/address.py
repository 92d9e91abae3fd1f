"""How people join: QR code, eight-character code, and the address in the local network."""

from __future__ import annotations

import io
import socket
from functools import lru_cache
from urllib.parse import urlsplit

import segno
import streamlit as st

from workshop.desk.ui.context import app_settings
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp
from workshop.model.ids import spaced

# A documentation address (RFC 5737), used only to find the outgoing interface; no packet is sent.
_ANYWHERE = ("192.0.2.1", 9)
_ONLY_HERE = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})


def base_address(public_url: str, seen_at: str | None, port: int) -> str:
    """The address phones use: as configured, otherwise as the facilitator's own browser reaches it.

    A facilitator at the machine itself uses localhost, which no phone can open: then the machine's address in
    the local network is taken.
    """
    if public_url:
        return public_url.rstrip("/")
    parts = urlsplit(seen_at or "")
    if parts.hostname and parts.hostname not in _ONLY_HERE:
        return f"{parts.scheme}://{parts.netloc}"
    return f"http://{own_address()}:{parts.port or port}"


def own_address() -> str:
    """This machine's address in the local network, or 127.0.0.1 without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ANYWHERE)
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


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
