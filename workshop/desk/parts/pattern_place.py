"""Where somebody is on the patterns' screen: the table, one pattern, or a draft; in the address, so a reload stays there."""

from __future__ import annotations

from typing import Literal

import streamlit as st

Spot = Literal["list", "pattern", "draft"]
AT = "pattern.at"
PLACE = "patterns"  # where messages of this screen are told


def where() -> tuple[Spot, str]:
    """The spot, and which pattern is open there."""
    if AT not in st.session_state:
        for spot in ("draft", "pattern"):
            if name := st.query_params.get(spot):
                go(spot, name)
                break
        else:
            go("list")
    spot, name = st.session_state[AT]
    return spot, name


def go(spot: Spot, name: str = "") -> None:
    """Be there at the next drawing."""
    st.session_state[AT] = (spot, name)


def keep_address() -> None:
    """Put the spot into the address."""
    spot, name = where()
    for other in ("draft", "pattern"):
        if other == spot:
            if st.query_params.get(other) != name:
                st.query_params[other] = name
        elif other in st.query_params:
            del st.query_params[other]
