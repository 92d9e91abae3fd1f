"""Where somebody is on a screen of written things: the list, one of them, or a draft; in the address, so a reload stays there."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

DRAFT = "draft"


@dataclass(frozen=True)
class UrlState:
    """The spots of one screen. `place` is where its messages are told, `one` what a single thing is called in the address."""

    place: str
    one: str

    @property
    def at(self) -> str:
        """Where the session keeps the spot."""
        return f"{self.one}.at"

    def where(self) -> tuple[str, str]:
        """The spot, and what is open there."""
        if self.at not in st.session_state:
            for spot in (DRAFT, self.one):
                if name := st.query_params.get(spot):
                    self.go(spot, name)
                    break
            else:
                self.go("list")
        spot, name = st.session_state[self.at]
        return spot, name

    def go(self, spot: str, name: str = "") -> None:
        """Be there at the next drawing."""
        st.session_state[self.at] = (spot, name)

    def keep_address(self) -> None:
        """Put the spot into the address."""
        spot, name = self.where()
        for other in (DRAFT, self.one):
            if other == spot:
                if st.query_params.get(other) != name:
                    st.query_params[other] = name
            elif other in st.query_params:
                del st.query_params[other]
